/** Values that no array holds, worked out when they are asked for. */
import { withData } from './setup.js'
import { type CompiledModel, connectedOf, type State, synapsesCalled } from './state.js'
import { valuesOf } from './synapses.js'

/** What to work out: by the function `asked` of a setup, into an array of that name. */
export interface Asked extends Pick<CompiledModel, 'createSetup' | 'data'> {
  readonly object: string
  readonly array: string
  readonly shared: boolean
}

/** One value for each neuron, or for each synapse in order. */
export function askedValues(asked: Asked, state: State): Float64Array {
  const { array, object, shared } = asked
  const group = state.model.description.groups.find((g) => g.name === object)
  const values = new Float64Array(shared ? 1 : (group?.size ?? placesOf(object, state)))
  const data = (name: string) => (name === array ? values : asked.data(name))
  asked.createSetup(withData(state, data)).fills['asked'](state.step)
  if (group || shared) return values
  const synapses = synapsesCalled(object, state)
  const { memory } = state
  const view = (name: string) => (name === array ? values : memory.view(name))
  const variable = { name: '', array, type: 'float', unit: '1', shared, differential: false } as const
  return valuesOf(variable, synapses, connectedOf(synapses, state), { ...memory, view })
}

/** How long the arrays of synapses are. */
function placesOf(object: string, state: State): number {
  const synapses = synapsesCalled(object, state)
  return synapses.layout === 'csr' ? connectedOf(synapses, state).count : synapses.sources * synapses.targets
}
