/** How many synapses a neuron has, from it or to it. */
import type { SynapsesDescription } from './description.js'
import type { Memory } from './memory.js'
import { connectedOf, type State } from './state.js'
import { type Connected, eachSynapse } from './synapses.js'

/** `incoming`: the synapses of each postsynaptic neuron; `outgoing`: of each presynaptic one. */
export type Direction = 'incoming' | 'outgoing'

export function numbersOfSynapses(
  direction: Direction,
  synapses: SynapsesDescription,
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

/** Puts them where kernels read them, if any does. */
export function countInto(direction: Direction, synapses: SynapsesDescription, state: State): void {
  const array = `${synapses.name}:${direction}`
  if (!state.memory.has(array)) return
  state.memory.i32(array).set(numbersOfSynapses(direction, synapses, connectedOf(synapses, state), state.memory))
}
