/** Connectivity builders: which pairs of neurons have a synapse, row by row. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ConnectRule } from './description.js'
import type { Data, PairFunction, SetupKernels } from './kernels.js'
import { log1p } from './math.js'
import { pairDraws } from './pair-draws.js'
import { eachPartner, fromPartners } from './partner.js'
import { streamKey, uniform } from './random.js'
import { indicesOf, multiplied, type Sizes, type Sparse, takeRows, thinned } from './sparse.js'

export type SparseRule = Exclude<ConnectRule, { kind: 'dense' }>

/** What a rule is asked of, beside what it says itself. */
interface Asked {
  readonly sizes: Sizes
  readonly setup: SetupKernels
  readonly data: (name: string) => Data
  readonly seed: number
  readonly step: number
}

/** The synapses of one connect(): which pairs have them, and how many each. */
export function sparseConnectivity(rule: SparseRule, asked: Asked): Sparse {
  const { sizes, setup, step } = asked
  const chosen = chosenPairs(rule, asked)
  if (rule.n === undefined) return chosen
  const times = setup.pairs[rule.n](step)
  return multiplied(chosen, sizes, (i, j, repeat) => {
    const n = times(i, j, repeat)
    if (Number.isInteger(n) && n >= 0) return n
    throw new SpikecError([
      diagnostic('V035', { name: sizes.owner, n: String(n), at: ` from neuron ${i} to neuron ${j}` }),
    ])
  })
}

function chosenPairs(rule: SparseRule, asked: Asked): Sparse {
  const { sizes, setup, data, seed, step } = asked
  switch (rule.kind) {
    case 'pairs': {
      const all = takeRows(data(rule.i), data(rule.j), sizes)
      return rule.chance ? takenByChance(all, rule.chance, asked) : all
    }
    case 'all':
      return byRow(sizes, always, (i, add) => {
        for (let j = 0; j < sizes.targets; j++) if (rule.diagonal || i !== j) add(j)
      })
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
      if (rule.constantP) refuseImprobable(p(0, 0, 0), sizes.owner)
      return rule.constantP
        ? byJumps(sizes, rows, condition, p(0, 0, 0), rule.stream, seed)
        : byChance(sizes, rows, condition, p, rule.stream, seed)
    }
  }
}

/** Calls `see` for each pair that a rule chooses which draws no numbers, in order: row by row. */
export function eachPair(
  rule: SparseRule,
  sizes: Sizes,
  setup: SetupKernels,
  step: number,
  see: (i: number, j: number) => void,
): void {
  if (rule.kind === 'partner') {
    eachPartner(rule, { setup, seed: 0, step }, sizes, see)
    return
  }
  if (rule.kind !== 'condition' || rule.p !== undefined)
    throw new Error(`internal error of spikec: ${sizes.owner} is not connected by an expression or a condition`)
  const rows = rule.rows === undefined ? always : setup.pairs[rule.rows](step)
  const condition = rule.condition === undefined ? always : setup.pairs[rule.condition](step)
  for (let i = 0; i < sizes.sources; i++) {
    if (rows(i, 0, 0) === 0) continue
    for (let j = 0; j < sizes.targets; j++) if (condition(i, j, 0) !== 0) see(i, j)
  }
}

/** The one probability of all pairs. */
export function chanceOf(rule: SparseRule, owner: string, setup: SetupKernels, step: number): number {
  const p = rule.kind === 'condition' && rule.p !== undefined ? setup.pairs[rule.p](step)(0, 0, 0) : Number.NaN
  refuseImprobable(p, owner)
  return p
}

type Chance = NonNullable<Extract<SparseRule, { kind: 'pairs' }>['chance']>

/** One random number for each, counted by its pair: the n-th further one of a pair has a number of its own. */
function takenByChance(all: Sparse, chance: Chance, { sizes, setup, seed, step }: Asked): Sparse {
  const p = setup.pairs[chance.p](step)
  if (chance.constantP) refuseImprobable(p(0, 0, 0), sizes.owner)
  const key = streamKey(chance.stream)
  return thinned(all, sizes, (i, j, repeat) => {
    const number = uniform(seed, key, j, i + repeat * sizes.sources, 0, 0)
    return Number(number < p(i, j, repeat))
  })
}

const always: PairFunction = () => 1

/** A constant that was set anew can make a probability of what is none. */
function refuseImprobable(p: number, owner: string): void {
  if (p >= 0 && p <= 1) return
  const problem = `a probability is between 0 and 1, and this is ${p}`
  throw new SpikecError([diagnostic('V008', { what: `p of connect() of ${owner}`, problem })])
}

interface Collector {
  readonly rowStart: Uint32Array
  readonly count: () => number
  readonly add: (j: number) => void
  readonly addAll: (targets: Uint16Array | Uint32Array) => void
  /** Makes room beforehand for about so many more, which is quicker than finding out. */
  readonly expect: (more: number) => void
  readonly collected: () => Sparse
}

/** Room is not made beforehand for more than these; 256 MiB at the most. */
const MOST_EXPECTED = 2 ** 26

/** Collects the targets of one row after the other; the buffer doubles, so a synapse costs a constant number of copies. */
function collector({ sources, targets, allow }: Sizes): Collector {
  const rowStart = new Uint32Array(sources + 1)
  let target = indicesOf(targets, 1024)
  let count = 0
  const makeRoom = (needed: number): void => {
    const larger = indicesOf(targets, Math.max(needed, Math.min(2 * target.length, Math.max(1024, sources * targets))))
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
 * row is 1 + floor(log(1 - u) / log(1 - p)), u being the first or, where n is odd, the second uniform number of the block at
 * (floor(n/2), row) of draw 1: no row depends on another.
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
    if (first < end) jumpInRows(first, end, sizes.targets, condition, into)
    // Row `end`, if there is one, can have no synapses.
    if (end < sizes.sources) into.rowStart[end + 1] = into.count()
    first = end + 1
  }
  return into.collected()
}

function jumpInRows(first: number, end: number, neurons: number, condition: PairFunction, into: Collector): void {
  const { jump, reached, ends } = pairDraws()
  const targets = reached(neurons)
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
