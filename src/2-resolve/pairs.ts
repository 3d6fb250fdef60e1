/** Pairs of neurons as lists: the synapses of connect({ i: [...], j: [...] }). */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { ConnectRule } from '../model/spec.js'
import type { IndexArray } from '../runtime/kernels.js'
import { fromPairs, rowsLookedAt, type Sparse } from '../runtime/sparse.js'
import { labelOf, type Synapses } from './model.js'
import type { Population } from './population.js'

export interface ListedPairs {
  readonly i: IndexArray
  readonly j: IndexArray
  readonly twice: Twice | undefined
}

/** Pairs that are listed more than once: how many further times in all, and which is so first. */
export interface Twice {
  readonly count: number
  readonly i: number
  readonly j: number
}

export function resolvePairs(rule: ConnectRule, synapses: Synapses, report: Report): ListedPairs | undefined {
  const what = `connect() of ${synapses.name}`
  if (typeof rule.i !== 'object' || typeof rule.j !== 'object') {
    report(diagnostic('V008', { what, problem: 'i and j are given together, one pair of neurons at each place' }))
    return undefined
  }
  if (rule.shape && !fitsGroups(rule.shape, synapses, report)) return undefined
  if (rule.i.length !== rule.j.length && rule.i.length !== 1 && rule.j.length !== 1) {
    const problem = `i and j are pairs, and there are ${rule.i.length} of i and ${rule.j.length} of j`
    report(diagnostic('V008', { what, problem }))
    return undefined
  }
  const i = neuronIndices(rule.i, 'presynaptic indices i', synapses.source, report)
  const j = neuronIndices(rule.j, 'postsynaptic indices j', synapses.target, report)
  if (!i || !j) return undefined
  const pairs = { i: stretched(i, j.length), j: stretched(j, i.length) }
  const rows = rowsOf(pairs, synapses.source.size, synapses.target.size)
  return { ...pairs, twice: twiceIn(rows, synapses.target.size ?? mostOf(j)) }
}

/** Those that connecting is going to need; where a size is not known yet, the lists are to be checked again when it is. */
function rowsOf({ i, j }: Pick<ListedPairs, 'i' | 'j'>, sources: number | undefined, targets: number | undefined) {
  if (sources !== undefined && targets !== undefined) return rowsLookedAt(i, j, sources, targets)
  const sizes = { owner: '', sources: sources ?? mostOf(i), targets: targets ?? mostOf(j), allow: () => {} }
  return fromPairs(i, j, sizes)
}

/** How many there are at least. */
function mostOf(indices: IndexArray): number {
  let most = 0
  for (let k = 0; k < indices.length; k++) most = Math.max(most, indices[k] + 1)
  return most
}

/** One neuron goes with each of the others, as NumPy has it. */
function stretched(indices: IndexArray, length: number): IndexArray {
  return indices.length === 1 && length !== 1 ? new Int32Array(length).fill(indices[0]) : indices
}

function fitsGroups([rows, columns]: readonly number[], { name, source, target }: Synapses, report: Report): boolean {
  if (rows === (source.size ?? rows) && columns === (target.size ?? columns)) return true
  const [sources, targets] = [source.size ?? rows, target.size ?? columns]
  const group = `from the ${sources} neurons of ${labelOf(source)} to the ${targets} of ${labelOf(target)}`
  const expected = `${sources} x ${targets}`
  const shape = `${rows} x ${columns}`
  const isTransposed = rows === target.size && columns === source.size
  const help = isTransposed ? ['the transpose would fit: rows are presynaptic neurons, columns postsynaptic ones'] : []
  report(diagnostic('V003', { name: `connect() of ${name}`, matrix: 'the matrix', shape, expected, group }, { help }))
  return false
}

/** Neurons of a group by their numbers, as they are where they are whole numbers of 16 or 32 bits. */
export function neuronIndices(
  list: ArrayLike<number>,
  what: string,
  group: Pick<Population, 'name' | 'size' | 'window'>,
  report: Report,
): IndexArray | undefined {
  // Of synapses it is known only when they are connected: which of them are there is looked at then.
  const [least, size] =
    group.size === undefined ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [0, group.size]
  if (list instanceof Int32Array && areBelow(list, size)) return list
  let outside = 0
  let broken = 0
  let first = -1
  for (let k = 0; k < list.length; k++) {
    const index = list[k]
    if (index >= least && index < size && Number.isInteger(index)) continue
    if (first < 0) first = k
    if (Number.isInteger(index)) outside++
    else broken++
  }
  if (first < 0) return indexArray(list)
  const place = broken > 0 ? firstBroken(list) : first
  const at = `${list[place]}, at place ${place}`
  if (broken > 0) report(diagnostic('I009', { what, count: broken, first: at }))
  else report(diagnostic('I001', { what, count: outside, first: at, size, owner: labelOf(group) }))
  return undefined
}

/** Below 0 is beyond every size, taken without its sign. */
function areBelow(list: Int32Array, size: number): boolean {
  let [a, b] = [0, 0]
  const whole = list.length - (list.length % 2)
  for (let k = 0; k < whole; k += 2) {
    a = Math.max(a, list[k] >>> 0)
    b = Math.max(b, list[k + 1] >>> 0)
  }
  if (whole < list.length) a = Math.max(a, list[whole] >>> 0)
  return list.length === 0 || Math.max(a, b) < size
}

function firstBroken(list: ArrayLike<number>): number {
  let place = 0
  while (Number.isInteger(list[place])) place++
  return place
}

function indexArray(list: ArrayLike<number>): IndexArray {
  if (list instanceof Int32Array || list instanceof Uint32Array || list instanceof Uint16Array) return list
  const indices = new Int32Array(list.length)
  for (let k = 0; k < indices.length; k++) indices[k] = list[k]
  return indices
}

/** Row by row with a mark for each target. */
function twiceIn({ rowStart, target }: Pick<Sparse, 'rowStart' | 'target'>, targets: number): Twice | undefined {
  const seenIn = new Int32Array(targets).fill(-1)
  let [count, at] = [0, [-1, -1]]
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const end = rowStart[row + 1]
    for (let k = rowStart[row]; k < end; k++) {
      const j = target[k]
      if (seenIn[j] === row && count++ === 0) at = [row, j]
      seenIn[j] = row
    }
  }
  return count > 0 ? { count, i: at[0], j: at[1] } : undefined
}
