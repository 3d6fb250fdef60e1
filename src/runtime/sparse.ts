/** Synapses in compressed sparse rows: made of pairs, thinned, multiplied, put together. */

import type { Data, IndexArray } from './kernels.js'

/** Postsynaptic neurons, in as few bytes as their number allows. */
export type Indices = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>

/** Compressed sparse rows. `order` gives the place of the k-th synapse that was made, where that is not k itself. */
export interface Sparse {
  readonly rowStart: Uint32Array
  readonly target: Indices
  readonly order?: Uint32Array
}

export interface Sizes {
  /** The synapses' name. */
  readonly owner: string
  readonly sources: number
  readonly targets: number
  /** Is told how many synapses there are going to be, at the least, and may refuse so many. */
  readonly allow: (synapses: number) => void
}

export function indicesOf(targets: number, length: number): Indices {
  return targets <= 65536 ? new Uint16Array(length) : new Uint32Array(length)
}

/**
 * The order in which the pairs are given is the order of the synapses; within a row they keep it. A counting sort: two
 * passes over the pairs, and no array of its own where they are in the order of rows already.
 */
export function fromPairs(
  i: ArrayLike<number>,
  j: ArrayLike<number>,
  { sources, targets, allow }: Sizes,
  count = i.length,
): Sparse {
  allow(count)
  const rowStart = new Uint32Array(sources + 1)
  let isSorted = true
  for (let k = 0, last = 0; k < count; k++) {
    const row = i[k]
    rowStart[row + 1]++
    if (row < last) isSorted = false
    last = row
  }
  for (let row = 0; row < sources; row++) rowStart[row + 1] += rowStart[row]
  const target = indicesOf(targets, count)
  if (isSorted) {
    for (let k = 0; k < count; k++) target[k] = j[k]
    return { rowStart, target }
  }
  const next = rowStart.slice(0, sources)
  const order = new Uint32Array(count)
  for (let k = 0; k < count; k++) {
    const place = next[i[k]]++
    target[place] = j[k]
    order[k] = place
  }
  return { rowStart, target, order }
}

/** Rows that were made to look at them, by the list of their sources, until they are taken: to sort a list is most of the work. */
const lookedAt = new WeakMap<object, { readonly j: Data; readonly targets: number; readonly rows: Sparse }>()

/** The rows of lists of pairs, which are known to be of neurons; `takeRows` of the same lists is given the same, once. */
export function rowsLookedAt(i: IndexArray, j: IndexArray, sources: number, targets: number): Sparse {
  const rows = fromPairs(i, j, { owner: '', sources, targets, allow: () => {} })
  lookedAt.set(i, { j, targets, rows })
  return rows
}

/** The rows of lists of pairs, as they were looked at or made now. */
export function takeRows(i: Data, j: Data, sizes: Sizes): Sparse {
  const rows = rowsKnown(i, j, sizes)
  lookedAt.delete(i)
  if (!rows) return fromPairs(i, j, sizes)
  sizes.allow(i.length)
  return rows
}

/** The rows of lists that were looked at, as of groups of these sizes: all their numbers are neurons of these. */
export function rowsKnown(
  i: Data,
  j: Data,
  { sources, targets }: Pick<Sizes, 'sources' | 'targets'>,
): Sparse | undefined {
  const known = lookedAt.get(i)
  const fits = known?.j === j && known.targets === targets && known.rows.rowStart.length === sources + 1
  return fits ? known.rows : undefined
}

/** Which synapse of its pair each one is, counted from 0 within its row, into `repeats`, which may be theirs. */
export function repeatsIn(
  { rowStart, target }: Pick<Sparse, 'rowStart'> & { readonly target: ArrayLike<number> },
  targets: number,
  repeats: Int32Array = new Int32Array(target.length),
): Int32Array {
  const counts = new Int32Array(targets)
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) repeats[k] = counts[target[k]]++
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) counts[target[k]] = 0
  }
  return repeats
}

/** Says something of a synapse of a row: of the pair of neurons, and which of its pair it is. */
export type SynapseFunction = (i: number, j: number, repeat: number) => number

/** Those that are wanted. `wanted` is asked of one synapse after the other, row by row. */
export function thinned(sparse: Sparse, { sources, targets }: Sizes, wanted: SynapseFunction): Sparse {
  const { rowStart, target, order } = sparse
  const repeats = repeatsIn(sparse, targets)
  const kept = new Uint32Array(sources + 1)
  const left = indicesOf(targets, target.length)
  const moved = order && new Uint32Array(target.length)
  let count = 0
  for (let row = 0; row < sources; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      const isWanted = wanted(row, target[k], repeats[k]) !== 0
      if (moved) moved[k] = isWanted ? count : GONE
      if (isWanted) left[count++] = target[k]
    }
    kept[row + 1] = count
  }
  const remaining = moved && order?.map((place) => moved[place]).filter((place) => place !== GONE)
  return { rowStart: kept, target: left.slice(0, count), ...(remaining && ordered(remaining)) }
}

const GONE = 0xffffffff

/** Each as often as `times` says, next to each other, in place and in order. `times` is asked row by row. */
export function multiplied(sparse: Sparse, { sources, targets, allow }: Sizes, times: SynapseFunction): Sparse {
  const { rowStart, target, order } = sparse
  const repeats = repeatsIn(sparse, targets)
  const starts = new Float64Array(target.length + 1)
  for (let row = 0; row < sources; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++)
      starts[k + 1] = starts[k] + times(row, target[k], repeats[k])
  }
  const count = starts[target.length]
  allow(count)
  const copies = indicesOf(targets, count)
  for (let k = 0; k < target.length; k++) copies.fill(target[k], starts[k], starts[k + 1])
  const rows = rowStart.map((start) => starts[start])
  if (!order) return { rowStart: rows, target: copies }
  const places = new Uint32Array(count)
  let number = 0
  for (const place of order) for (let copy = starts[place]; copy < starts[place + 1]; copy++) places[number++] = copy
  return { rowStart: rows, target: copies, ...ordered(places) }
}

/** The synapses of each after those of the one before: in every row, and in order. */
export function joined(parts: readonly Sparse[], { sources, targets, allow }: Sizes): Sparse {
  if (parts.length === 1) return parts[0]
  const count = parts.reduce((sum, { target }) => sum + target.length, 0)
  allow(count)
  const rowStart = new Uint32Array(sources + 1)
  for (const part of parts) for (let row = 0; row <= sources; row++) rowStart[row] += part.rowStart[row]
  const next = rowStart.slice(0, sources)
  const target = indicesOf(targets, count)
  const order = new Uint32Array(count)
  let number = 0
  for (const part of parts) {
    const moved = new Uint32Array(part.target.length)
    for (let row = 0; row < sources; row++) {
      for (let k = part.rowStart[row]; k < part.rowStart[row + 1]; k++) {
        moved[k] = next[row]
        target[next[row]++] = part.target[k]
      }
    }
    for (let k = 0; k < moved.length; k++) order[number++] = moved[part.order ? part.order[k] : k]
  }
  return { rowStart, target, ...ordered(order) }
}

/** Left out where it is 0, 1, 2, … */
function ordered(order: Uint32Array): Pick<Sparse, 'order'> {
  for (let k = 0; k < order.length; k++) if (order[k] !== k) return { order }
  return {}
}
