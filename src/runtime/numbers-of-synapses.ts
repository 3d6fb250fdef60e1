/** How many synapses a neuron has, from it or to it. */
import type { Memory } from './memory.js'
import { connectedOf, type SizedSynapses, type State, synapsesCalled } from './state.js'
import { type Connected, eachSynapse, pairsOf } from './synapses.js'

/** `incoming`: the synapses of each postsynaptic neuron; `outgoing`: of each presynaptic one. */
export type Direction = 'incoming' | 'outgoing'

export function numbersOfSynapses(
  direction: Direction,
  synapses: SizedSynapses,
  connected: Connected,
  memory: Memory,
): Int32Array {
  const isIncoming = direction === 'incoming'
  const { sources, targets, layout } = synapses
  const numbers = new Int32Array(isIncoming ? targets : sources)
  if (layout === 'dense') return numbers.fill(isIncoming ? sources : targets)
  eachSynapse(synapses, connected, memory, (_number, i, j) => {
    numbers[isIncoming ? j : i]++
  })
  return numbers
}

/** `N_incoming` and `N_outgoing` for each synapse; with `_post` and `_pre` behind them for each neuron of that side. */
export function countsAskedFor(name: string, synapses: SizedSynapses, state: State): Float64Array | undefined {
  const [, direction, side] = /^N_(incoming|outgoing)(_post|_pre)?$/.exec(name) ?? []
  if (direction !== 'incoming' && direction !== 'outgoing') return undefined
  const isIncoming = direction === 'incoming'
  if (side !== undefined && (side === '_post') !== isIncoming) return undefined
  const connected = connectedOf(synapses, state)
  const counts = numbersOfSynapses(direction, synapses, connected, state.memory)
  if (side !== undefined) return Float64Array.from(counts)
  const { i, j } = pairsOf(synapses, connected, state.memory)
  return Float64Array.from(isIncoming ? j : i, (neuron) => counts[neuron])
}

/** Those that a setup asks for by the name of their array, of synapses that are connected. */
export function countsCalled(array: string, state: State): Int32Array | undefined {
  const [name, direction, further] = array.split(':')
  if (further !== undefined) return undefined
  if (direction !== 'incoming' && direction !== 'outgoing') return undefined
  const synapses = synapsesCalled(name, state)
  return numbersOfSynapses(direction, synapses, connectedOf(synapses, state), state.memory)
}

/** Puts them where kernels read them, if any does. */
export function countInto(direction: Direction, synapses: SizedSynapses, state: State): void {
  const array = `${synapses.name}:${direction}`
  if (!state.memory.has(array)) return
  state.memory.i32(array).set(numbersOfSynapses(direction, synapses, connectedOf(synapses, state), state.memory))
}
