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

/** Delays in steps, as narrow as they may be. */
export type Lags = Int32Array | Uint16Array | Uint8Array

/** The largest number of steps among the delays of the synapses that there are. */
function longestOf(lags: Lags): number {
  let longest = 0
  for (let k = 0; k < lags.length; k++) longest = Math.max(longest, lags[k])
  return longest
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

/** The longest delay, where every place is a synapse's. */
export function longestAt(delays: Float64Array, dt: number): number {
  let longest = 0
  for (let place = 0; place < delays.length; place++) longest = Math.max(longest, delays[place])
  return stepsOf(longest, dt)
}

/** The delay at each place in steps, none of which is longer than that. */
export function lagsAt(delays: Float64Array, dt: number, longest: number): Lags {
  const lags = new (longest < 256 ? Uint8Array : longest < 65536 ? Uint16Array : Int32Array)(delays.length)
  for (let place = 0; place < lags.length; place++) lags[place] = stepsOf(delays[place], dt)
  return lags
}

/** The different lags, ascending. */
export function differentLags(lags: Lags): Int32Array {
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
  lags: Lags,
  different: Int32Array,
  neurons: number,
  neighbours: number,
): DelayIndex {
  const [own, other] = side === 'pre' ? [i, j] : [j, i]
  const segments = different.length
  const positionOf = positionsOf(different)
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

/** Compressed rows of synapses that were made in the order in which they stand, or are only gone through row by row. */
export interface StandingRows {
  readonly rowStart: Uint32Array
  readonly target: Uint16Array | Uint32Array
}

/**
 * The same, of rows as they stand and into arrays that have room for it: of many synapses it is these arrays that take the
 * memory, and nothing else of such a length is made but their delays in steps, by place.
 */
export function indexRows(
  side: 'pre' | 'post',
  { rowStart, target }: StandingRows,
  lags: Lags,
  different: Int32Array,
  into: Pick<DelayIndex, 'rowStart' | 'neighbour' | 'synapse'>,
): void {
  const { rowStart: starts, neighbour, synapse } = into
  const segments = different.length
  const positionOf = positionsOf(different)
  const isPre = side === 'pre'
  starts.fill(0)
  for (let source = 0; source + 1 < rowStart.length; source++) {
    for (let place = rowStart[source]; place < rowStart[source + 1]; place++) {
      const own = isPre ? source : target[place]
      starts[own * segments + positionOf[lags[place]] + 1]++
    }
  }
  for (let row = 1; row < starts.length; row++) starts[row] += starts[row - 1]
  const next = starts.slice(0, -1)
  for (let source = 0; source + 1 < rowStart.length; source++) {
    for (let place = rowStart[source]; place < rowStart[source + 1]; place++) {
      const own = isPre ? source : target[place]
      const at = next[own * segments + positionOf[lags[place]]]++
      neighbour[at] = isPre ? target[place] : source
      synapse[at] = place
    }
  }
}

/** Which of the different lags one is. */
function positionsOf(different: Int32Array): Int32Array {
  const positionOf = new Int32Array((different.at(-1) ?? 0) + 1)
  different.forEach((lag, position) => {
    positionOf[lag] = position
  })
  return positionOf
}
