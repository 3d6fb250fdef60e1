/** Values that no array holds, worked out when they are asked for. */
import type { VariableDescription } from './description.js'
import type { KernelMemory } from './kernels.js'
import type { Memory } from './memory.js'
import { withData } from './setup.js'
import { type CompiledModel, connectedOf, type State, synapsesCalled } from './state.js'
import { listsOf, placesOf, valuesOf } from './synapses.js'

/** What to work out: by a function of a setup, which is called `asked` where it has no other name, into an array of that name. */
export interface Asked extends Pick<CompiledModel, 'createSetup' | 'data'> {
  readonly object: string
  readonly array: string
  readonly shared: boolean
  readonly reader?: string
}

/** The memory as it would be if synapses themselves had what their neurons keep for them. */
export function withKept({ kept, array }: VariableDescription, object: string, state: State): Memory {
  const { memory, model } = state
  if (!kept) return memory
  const { createSetup, data } = model
  const { reader } = kept
  const values = placedValues({ object, array: `${object}:asked`, shared: false, reader, createSetup, data }, state)
  return { ...memory, view: (name) => (name === array ? values : memory.view(name)) }
}

/** One value for each neuron, or for each synapse in order. */
export function askedValues(asked: Asked, state: State): Float64Array {
  const { array, object, shared } = asked
  const values = placedValues(asked, state)
  const group = state.model.description.groups.find((g) => g.name === object)
  if (group || shared) return values
  const synapses = synapsesCalled(object, state)
  const { memory } = state
  const view = (name: string) => (name === array ? values : memory.view(name))
  const variable = { name: '', array, type: 'float', unit: '1', shared, differential: false } as const
  return valuesOf(variable, synapses, connectedOf(synapses, state), { ...memory, view })
}

function placedValues(asked: Asked, state: State): Float64Array {
  const { array, object, shared, reader = 'asked' } = asked
  const group = state.model.description.groups.find((g) => g.name === object)
  const values = new Float64Array(shared ? 1 : (group?.size ?? placesIn(object, state)))
  const data = (name: string) => (name === array ? values : asked.data(name))
  asked.createSetup(withRows(object, withData(state, data), state)).fills[reader](state.step)
  return values
}

/** How long the arrays of synapses are. */
function placesIn(object: string, state: State): number {
  const synapses = synapsesCalled(object, state)
  return placesOf(synapses, connectedOf(synapses, state))
}

/** With lists of the synapses of a group that are drawn anew whenever they are reached, as long as they are asked about. */
function withRows(object: string, memory: KernelMemory, state: State): KernelMemory {
  const isListed = state.model.description.synapses.some(
    ({ name, layout }) => name === object && layout === 'procedural',
  )
  if (!isListed) return memory
  const synapses = synapsesCalled(object, state)
  const { rowStart, target } = listsOf(synapses, connectedOf(synapses, state), state.memory)
  return {
    ...memory,
    u32: (name) =>
      name === `${object}:rowStart`
        ? rowStart
        : name === `${object}:target`
          ? (target as Uint32Array)
          : memory.u32(name),
    u16: (name) => (name === `${object}:target` ? (target as Uint16Array) : memory.u16(name)),
  }
}
