/**
 * The index of a pathway whose synapses have delays of their own: a row for each neuron and lag, in which the synapses stand
 * in the order in which they were made. An event is delivered by the row of its neuron at each lag.
 */
import type { Memory } from './memory.js'
import type { SizedSynapses } from './state.js'
import { type Connected, eachSynapse } from './synapses.js'

export interface DelayIndex {
  /** The steps that events take to some synapse, ascending. */
  readonly lags: Int32Array
  /** Where the synapses of each row begin, a row for each neuron times lag; at the end how many there are. */
  readonly rowStart: Uint32Array
  /** The neuron at the other end of each synapse, row by row, and its place in the synaptic arrays. */
  readonly neighbour: Uint32Array | Uint16Array
  readonly synapse: Uint32Array
}

/** A delay in steps, to the nearest, as in the reference's queue: (int)(delay/dt + 0.5). */
export function stepsOf(delay: number, dt: number): number {
  return Math.floor(delay / dt + 0.5)
}

/** The largest number of steps among the delays of the synapses that there are. */
export function longestOf(lags: Int32Array): number {
  return lags.reduce((longest, lag) => Math.max(longest, lag), 0)
}

/** Synapses in the order in which they were made: the neurons of each, and its place in the synaptic arrays. */
export interface Listed {
  readonly i: Uint32Array
  readonly j: Uint32Array
  readonly place: Uint32Array
}

export function listed(synapses: SizedSynapses, { count, order }: Connected, memory: Memory): Listed {
  const { layout, name, sources, targets } = synapses
  const [i, j, place] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)]
  if (layout === 'one-to-one' || layout === 'procedural') {
    eachSynapse(synapses, { count }, memory, (number, source, target, at) => {
      i[number] = source
      j[number] = target
      place[number] = at
    })
    return { i, j, place }
  }
  if (layout !== 'csr') {
    const skipped = layout === 'dense-without-diagonal'
    for (let source = 0, k = 0; source < sources; source++) {
      for (let target = 0; target < targets; target++) {
        if (skipped && source === target) continue
        i[k] = source
        j[k] = target
        place[k++] = source * targets + target
      }
    }
    return { i, j, place }
  }
  const rowStart = memory.u32(`${name}:rowStart`)
  const target = memory.view(`${name}:target`)
  const sourceOf = order ? new Uint32Array(count) : i
  for (let source = 0; source < sources; source++) sourceOf.fill(source, rowStart[source], rowStart[source + 1])
  for (let k = 0; k < count; k++) {
    const at = order ? order[k] : k
    i[k] = sourceOf[at]
    j[k] = target[at]
    place[k] = at
  }
  return { i, j, place }
}

/** The longest of the delays in steps, which may be more than there can be. */
export function longestIn({ place }: Listed, delays: Float64Array, dt: number): number {
  let longest = 0
  for (let k = 0; k < place.length; k++) longest = Math.max(longest, delays[place[k]])
  return stepsOf(longest, dt)
}

/** The delay of each synapse in steps, in the order in which they were made. */
export function lagsOf({ place }: Listed, delays: Float64Array, dt: number): Int32Array {
  const lags = new Int32Array(place.length)
  for (let k = 0; k < lags.length; k++) lags[k] = stepsOf(delays[place[k]], dt)
  return lags
}

/** The different lags, ascending. */
export function differentLags(lags: Int32Array): Int32Array {
  const found = new Uint8Array(longestOf(lags) + 1)
  for (let k = 0; k < lags.length; k++) found[lags[k]] = 1
  const different: number[] = []
  for (let lag = 0; lag < found.length; lag++) if (found[lag]) different.push(lag)
  return Int32Array.from(lags.length === 0 ? [] : different)
}

/**
 * Sorted by counting, which keeps the order of the synapses within a row.
 *
 * @param lags of each synapse, in the order in which they were made
 * @param different those that there are, ascending
 */
export function delayIndex(
  side: 'pre' | 'post',
  { i, j, place }: Listed,
  lags: Int32Array,
  different: Int32Array,
  neurons: number,
  neighbours: number,
): DelayIndex {
  const [own, other] = side === 'pre' ? [i, j] : [j, i]
  const segments = different.length
  const positionOf = new Int32Array(longestOf(lags) + 1)
  different.forEach((lag, position) => {
    positionOf[lag] = position
  })
  const rowStart = new Uint32Array(neurons * segments + 1)
  for (let k = 0; k < lags.length; k++) rowStart[own[k] * segments + positionOf[lags[k]] + 1]++
  for (let row = 1; row < rowStart.length; row++) rowStart[row] += rowStart[row - 1]
  const next = rowStart.slice(0, -1)
  const neighbour = new (neighbours <= 65536 ? Uint16Array : Uint32Array)(lags.length)
  const synapse = new Uint32Array(lags.length)
  for (let k = 0; k < lags.length; k++) {
    const at = next[own[k] * segments + positionOf[lags[k]]]++
    neighbour[at] = other[k]
    synapse[at] = place[k]
  }
  return { lags: different, rowStart, neighbour, synapse }
}
