/** Connectivity builders: which pairs of neurons have a synapse, row by row. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ConnectRule } from './description.js'
import type { Data, PairFunction, SetupKernels } from './kernels.js'
import { log1p } from './math.js'
import { pairDraws } from './pair-draws.js'
import { fromPartners } from './partner.js'
import { streamKey } from './random.js'

/** Compressed sparse rows. `order` gives the place of the k-th synapse that was made, where that is not k itself. */
export interface Sparse {
  readonly rowStart: Uint32Array
  readonly target: Uint32Array | Uint16Array
  readonly order?: Uint32Array
}

export interface Sizes {
  readonly sources: number
  readonly targets: number
  /** Is told how many synapses there are going to be, at the least, and may refuse so many. */
  readonly allow: (synapses: number) => void
}

export function sparseConnectivity(
  rule: Exclude<ConnectRule, { kind: 'dense' }>,
  sizes: Sizes,
  setup: SetupKernels,
  data: (name: string) => Data,
  seed: number,
  step: number,
): Sparse {
  switch (rule.kind) {
    case 'pairs':
      return fromPairs(data(rule.i), data(rule.j), sizes)
    case 'nonzero': {
      const matrix = data(rule.data)
      return byRow(sizes, always, (i, add) => {
        for (let j = 0; j < sizes.targets; j++) if (matrix[i * sizes.targets + j] !== 0) add(j)
      })
    }
    case 'partner':
      return fromPartners(rule, { setup, seed, step }, sizes)
    case 'condition': {
      const condition = rule.condition === undefined ? always : setup.pairs[rule.condition](step)
      const rows = rule.rows === undefined ? always : setup.pairs[rule.rows](step)
      if (rule.p === undefined) return byCondition(sizes, rows, condition)
      const p = setup.pairs[rule.p](step)
      if (rule.constantP) refuseImprobable(p(0, 0, 0), rule.stream)
      return rule.constantP
        ? byJumps(sizes, rows, condition, p(0, 0, 0), rule.stream, seed)
        : byChance(sizes, rows, condition, p, rule.stream, seed)
    }
  }
}

const always: PairFunction = () => 1

/** A constant that was set anew can make a probability of what is none. */
function refuseImprobable(p: number, stream: string): void {
  if (p >= 0 && p <= 1) return
  const problem = `a probability is between 0 and 1, and this is ${p}`
  throw new SpikecError([diagnostic('V008', { what: `p of connect() of ${stream.replace(/:.*/, '')}`, problem })])
}

/** The order in which the pairs are given is the order of the synapses; within a row they keep it. */
export function fromPairs(i: ArrayLike<number>, j: ArrayLike<number>, { sources, allow }: Sizes): Sparse {
  allow(i.length)
  const rowStart = new Uint32Array(sources + 1)
  for (let k = 0; k < i.length; k++) rowStart[i[k] + 1]++
  for (let row = 0; row < sources; row++) rowStart[row + 1] += rowStart[row]
  const next = rowStart.slice(0, sources)
  const target = new Uint32Array(i.length)
  const order = new Uint32Array(i.length)
  for (let k = 0; k < i.length; k++) {
    const place = next[i[k]]++
    target[place] = j[k]
    order[k] = place
  }
  return order.every((place, k) => place === k) ? { rowStart, target } : { rowStart, target, order }
}

/** Which synapse of its pair each one is, counted from 0 within its row. */
export function repeatsIn({ rowStart, target }: Sparse, targets: number): Int32Array {
  const repeats = new Int32Array(target.length)
  const counts = new Int32Array(targets)
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) repeats[k] = counts[target[k]]++
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) counts[target[k]] = 0
  }
  return repeats
}

interface Collector {
  readonly rowStart: Uint32Array
  readonly count: () => number
  readonly add: (j: number) => void
  readonly addAll: (targets: Uint32Array) => void
  /** Makes room beforehand for about so many more, which is quicker than finding out. */
  readonly expect: (more: number) => void
  readonly collected: () => Sparse
}

/** Room is not made beforehand for more than these; 256 MiB at the most. */
const MOST_EXPECTED = 2 ** 26

/** Collects the targets of one row after the other; the buffer doubles, so a synapse costs a constant number of copies. */
function collector({ sources, targets, allow }: Sizes): Collector {
  const Indices = targets <= 65536 ? Uint16Array : Uint32Array
  const rowStart = new Uint32Array(sources + 1)
  let target = new Indices(1024)
  let count = 0
  const makeRoom = (needed: number): void => {
    const larger = new Indices(Math.max(needed, Math.min(2 * target.length, Math.max(1024, sources * targets))))
    larger.set(target.subarray(0, count))
    target = larger
  }
  return {
    rowStart,
    count: () => count,
    add(j) {
      if (count === target.length) {
        allow(count + 1)
        makeRoom(count + 1)
      }
      target[count++] = j
    },
    addAll(more) {
      const needed = count + more.length
      allow(needed)
      if (needed > target.length) makeRoom(needed)
      target.set(more, count)
      count = needed
    },
    expect(more) {
      const needed = Math.min(count + Math.ceil(more), MOST_EXPECTED, sources * targets)
      if (needed > target.length) makeRoom(needed)
    },
    collected: () => ({ rowStart, target: target.subarray(0, count) }),
  }
}

/** Collects the targets of each row in turn that may have any. */
function byRow(sizes: Sizes, rows: PairFunction, row: (i: number, add: (j: number) => void) => void): Sparse {
  const { rowStart, count, add, collected } = collector(sizes)
  for (let i = 0; i < sizes.sources; i++) {
    if (rows(i, 0, 0) !== 0) row(i, add)
    rowStart[i + 1] = count()
  }
  return collected()
}

function byCondition(sizes: Sizes, rows: PairFunction, condition: PairFunction): Sparse {
  return byRow(sizes, rows, (i, add) => {
    for (let j = 0; j < sizes.targets; j++) if (condition(i, j, 0) !== 0) add(j)
  })
}

/** One random number for each pair that meets the condition, counted by its target and its source. */
function byChance(
  sizes: Sizes,
  rows: PairFunction,
  condition: PairFunction,
  p: PairFunction,
  stream: string,
  seed: number,
): Sparse {
  const { begin, chances, targets, numbers } = pairDraws()
  begin(seed, streamKey(stream), sizes.targets, 0, 0)
  return byRow(sizes, rows, (i, add) => {
    for (let next = 0; next < sizes.targets; ) {
      let count = 0
      for (; next < sizes.targets && count < targets.length; next++)
        if (condition(i, next, 0) !== 0) targets[count++] = next
      chances(i, count)
      for (let k = 0; k < count; k++) if (numbers[k] < p(i, targets[k], 0)) add(targets[k])
    }
  })
}

/**
 * Every pair with the same probability: the gaps between the chosen ones have a geometric distribution, so the work is in
 * the number of synapses and not of pairs (Devroye, Non-Uniform Random Variate Generation, 1986, X.2). The n-th gap of a
 * row is 1 + floor(log(1 - u) / log(1 - p)), u the uniform number at (n, row) of draw 1: no row depends on another.
 */
function byJumps(
  sizes: Sizes,
  rows: PairFunction,
  condition: PairFunction,
  p: number,
  stream: string,
  seed: number,
): Sparse {
  if (!(p > 0)) return byRow(sizes, rows, () => {})
  if (p >= 1) return byCondition(sizes, rows, condition)
  pairDraws().begin(seed, streamKey(stream), sizes.targets, p, 1 / log1p(-p))
  const into = collector(sizes)
  for (let first = 0; first < sizes.sources; ) {
    let end = first
    while (end < sizes.sources && rows(end, 0, 0) !== 0) end++
    const mean = (end - first) * sizes.targets * p
    if (condition === always) into.expect(mean + 4 * Math.sqrt(mean))
    if (first < end) jumpInRows(first, end, condition, into)
    // Row `end`, if there is one, can have no synapses.
    if (end < sizes.sources) into.rowStart[end + 1] = into.count()
    first = end + 1
  }
  return into.collected()
}

function jumpInRows(first: number, end: number, condition: PairFunction, into: Collector): void {
  const { jump, targets, ends } = pairDraws()
  const { rowStart, count, add, addAll } = into
  for (let row = first; row < end; ) {
    const finished = jump(row, end)
    if (condition === always) {
      const before = count()
      addAll(targets.subarray(0, ends[finished]))
      for (let k = 0; k < finished; k++) rowStart[row + k + 1] = before + ends[k]
    } else {
      for (let k = 0, from = 0; k <= finished; k++) {
        for (; from < ends[k]; from++) if (condition(row + k, targets[from], 0) !== 0) add(targets[from])
        if (k < finished) rowStart[row + k + 1] = count()
      }
    }
    row += finished
  }
}
