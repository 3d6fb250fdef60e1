/** Connectivity builders: which pairs of neurons have a synapse, row by row. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ConnectRule } from './description.js'
import type { Data, PairFunction, SetupKernels } from './kernels.js'
import { log, log1p } from './math.js'
import { streamKey, uniform } from './random.js'

/** Compressed sparse rows. `order` gives the place of the k-th synapse that was made, where that is not k itself. */
export interface Sparse {
  readonly rowStart: Uint32Array
  readonly target: Uint32Array
  readonly order?: Uint32Array
}

interface Sizes {
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
    case 'condition': {
      const condition = rule.condition === undefined ? always : setup.pairs[rule.condition](step)
      const rows = rule.rows === undefined ? always : setup.pairs[rule.rows](step)
      if (rule.p === undefined) return byCondition(sizes, rows, condition)
      const p = setup.pairs[rule.p](step)
      if (rule.constantP) refuseImprobable(p(0, 0), rule.stream)
      return rule.constantP
        ? byJumps(sizes, rows, condition, p(0, 0), rule.stream, seed)
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
function fromPairs(i: ArrayLike<number>, j: ArrayLike<number>, { sources, allow }: Sizes): Sparse {
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

/** Collects the targets of each row in turn that may have any; the buffer doubles, so a pair costs a constant number of copies. */
function byRow(
  { sources, targets, allow }: Sizes,
  rows: PairFunction,
  row: (i: number, add: (j: number) => void) => void,
): Sparse {
  const rowStart = new Uint32Array(sources + 1)
  let target = new Uint32Array(1024)
  let count = 0
  const add = (j: number): void => {
    if (count === target.length) {
      allow(count + 1)
      const larger = new Uint32Array(Math.min(2 * target.length, Math.max(1024, sources * targets)))
      larger.set(target)
      target = larger
    }
    target[count++] = j
  }
  for (let i = 0; i < sources; i++) {
    if (rows(i, 0) !== 0) row(i, add)
    rowStart[i + 1] = count
  }
  return { rowStart, target: target.subarray(0, count) }
}

function byCondition(sizes: Sizes, rows: PairFunction, condition: PairFunction): Sparse {
  return byRow(sizes, rows, (i, add) => {
    for (let j = 0; j < sizes.targets; j++) if (condition(i, j) !== 0) add(j)
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
  const key = streamKey(stream)
  return byRow(sizes, rows, (i, add) => {
    for (let j = 0; j < sizes.targets; j++) {
      if (condition(i, j) !== 0 && uniform(seed, key, j, i, 0, 0) < p(i, j)) add(j)
    }
  })
}

/**
 * Every pair with the same probability: the gaps between the chosen ones have a geometric distribution, so the work is in
 * the number of synapses and not of pairs (Devroye, Non-Uniform Random Variate Generation, 1986, X.2). The numbers of a
 * row are counted by the row and their place in it, so no row depends on another.
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
  const key = streamKey(stream)
  const scale = 1 / log1p(-p)
  return byRow(sizes, rows, (i, add) => {
    let j = -1
    for (let drawn = 0; ; drawn++) {
      j += 1 + Math.floor(log(1 - uniform(seed, key, drawn, i, 0, 1)) * scale)
      if (!(j < sizes.targets)) return
      if (condition(i, j) !== 0) add(j)
    }
  })
}
