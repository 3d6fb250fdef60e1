/** The memory of a variable itself, to be read and written while a run stands still in it. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { connectedOf, type State, synapsesCalled, variableOf } from './state.js'

/** Numbers of a variable where the kernels keep them: `float` as doubles, or as floats in single precision. */
export type VariableView = Float64Array | Float32Array | Int32Array | Uint8Array

/** In base SI units, one for each neuron or synapse in order; truth values as 0 and 1. */
export function viewOf(object: string, name: string, state: State): VariableView {
  const { model, memory } = state
  const group = model.description.groups.find((g) => g.name === object)
  const synapses = group ? undefined : synapsesCalled(object, state)
  const owner = group ?? synapsesCalled(object, state)
  const refusal = (why: string) => new SpikecError([diagnostic('V041', { name: `${object}.${name}`, why })])
  if (group && name === 'not_refractory' && group.refractorySteps !== undefined)
    throw refusal('it follows from the last spikes')
  if (group && name === 'lastspike') throw refusal('it is kept as the number of a step')
  const variable = variableOf(owner, name)
  if (synapses && name === 'lastupdate') throw refusal('it is kept as the number of a step')
  if ('kept' in variable && variable.kept)
    throw refusal(
      `it is the same for all synapses${variable.kept.by === 'all' ? '' : ' of a neuron'}, and kept once for them`,
    )
  if (synapses?.pathways.some(({ delays }) => delays?.array === variable.array))
    throw refusal('what comes of a delay is worked out when it is set')
  if (variable.scale !== undefined) throw refusal('its data are bound as they are, in a unit of their own')
  if (synapses && !variable.shared) {
    const { order } = connectedOf(synapses, state)
    if (order) throw refusal('synapses are kept by their presynaptic neurons, which is not the order they were made in')
    if (synapses.layout === 'dense-without-diagonal')
      throw refusal('its array has places for synapses of neurons to themselves, which are not there')
  }
  // What was bound belongs to whoever bound it: it is copied before it may be written.
  memory.own(variable.array)
  state.viewed = true
  const view = memory.view(variable.array)
  if (view instanceof Uint32Array || view instanceof Uint16Array)
    throw new Error(`internal error of spikec: ${variable.array} holds indices`)
  return view
}
