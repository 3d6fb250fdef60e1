/** connect() by an expression for the neuron at the other end, once for each neuron or for each number of an iteration. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ConnectRule, IterationDescription } from './description.js'
import type { PairFunction, SetupKernels } from './kernels.js'
import { log1p } from './math.js'
import { jump, streamKey, uniform } from './random.js'
import { fromPairs, type Indices, indicesOf, type Sizes, type Sparse } from './sparse.js'

type Rule = Extract<ConnectRule, { kind: 'partner' }>

interface Source {
  readonly setup: SetupKernels
  readonly seed: number
  readonly step: number
}

/** Synapses in the order of the neurons that they are asked of, and for each in that of the iteration. */
export function fromPartners(rule: Rule, source: Source, sizes: Sizes): Sparse {
  const pairs = collector(sizes)
  eachPartner(rule, source, sizes, pairs.add)
  return pairs.collected()
}

/** Calls `see` for each of them. */
export function eachPartner(
  rule: Rule,
  source: Source,
  sizes: Pick<Sizes, 'owner' | 'sources' | 'targets'>,
  see: (i: number, j: number) => void,
): void {
  const { setup, step } = source
  const { side, skip, iteration } = rule
  const [from, to] = side === 'post' ? [sizes.sources, sizes.targets] : [sizes.targets, sizes.sources]
  const partner = setup.pairs[rule.partner](step)
  const condition = iteration?.condition === undefined ? undefined : setup.pairs[iteration.condition](step)
  const numbers = iteration ? numbersOf(rule, iteration, source, sizes.owner) : onlyOne
  for (let here = 0; here < from; here++) {
    const [row, column] = side === 'post' ? [here, 0] : [0, here]
    for (const k of numbers(row, column, here)) {
      // Numbers that are not whole are cut off, as in the reference; 0 has no sign.
      const other = Math.trunc(partner(row, column, k)) + 0
      if (!(other >= 0 && other < to)) {
        if (!skip) throw outside(rule, other, here, to)
        continue
      }
      const [i, j] = side === 'post' ? [here, other] : [other, here]
      if (condition && condition(i, j, k) === 0) continue
      see(i, j)
    }
  }
}

/** Collects pairs in buffers that double. */
function collector(sizes: Sizes) {
  const { sources, targets, allow } = sizes
  let [i, j] = [indicesOf(sources, 1024), indicesOf(targets, 1024)]
  let count = 0
  const doubled = (before: Indices, size: number): Indices => {
    const larger = indicesOf(size, 2 * before.length)
    larger.set(before)
    return larger
  }
  return {
    add(from: number, to: number): void {
      if (count === i.length) {
        allow(count + 1)
        ;[i, j] = [doubled(i, sources), doubled(j, targets)]
      }
      i[count] = from
      j[count++] = to
    },
    collected: () => fromPairs(i, j, sizes, count),
  }
}

function outside({ side, text }: Rule, value: number, here: number, size: number): SpikecError {
  const [own, end] = side === 'post' ? ['i', 'j'] : ['j', 'i']
  const help = ['`skip_if_invalid: true` leaves such synapses out']
  return new SpikecError([
    diagnostic('I008', { end, value: String(value), text, at: `${own} = ${here}`, size }, { help }),
  ])
}

/** What is gone through for a neuron. */
type Numbers = (i: number, j: number, here: number) => Iterable<number>

const onlyOne: Numbers = () => [0]

function numbersOf(
  { skip, side }: Rule,
  { start, stop, step, sample, stream }: IterationDescription,
  source: Source,
  owner: string,
): Numbers {
  const of = (name: string | undefined, otherwise: number): PairFunction =>
    name === undefined ? () => otherwise : source.setup.pairs[name](source.step)
  const [from, to, by] = [of(start, 0), of(stop, 0), of(step, 1)]
  const key = streamKey(`${stream}:sample`)
  const own = side === 'post' ? 'i' : 'j'
  const range = (i: number, j: number) => {
    const [first, end, stride] = [from, to, by].map((bound, n) => whole(bound(i, j, 0), WHAT[n], stream))
    if (stride === 0) throw refusal('the step of its range', 'it is 0', stream)
    return { first, stride, count: Math.max(0, Math.ceil((end - first) / stride)) }
  }
  if (!sample)
    return (i, j, here) => {
      const all = range(i, j)
      if (all.count <= MOST_COUNTED) return every(all)
      throw new SpikecError([diagnostic('V039', { name: owner, count: String(all.count), at: `${own} = ${here}` })])
    }
  const chosen = of(sample.value, 0)
  if (sample.kind === 'p')
    return (i, j, here) => byChance(range(i, j), probability(chosen(i, j, 0), stream), { ...source, key, here })
  return (i, j, here) => {
    const all = range(i, j)
    const size = whole(chosen(i, j, 0), 'the size of its sample', stream)
    if (size >= 0 && (size <= all.count || skip))
      return ofSize(all, Math.min(size, all.count), { ...source, key, here })
    if (size < 0) throw refusal('the size of its sample', `it is ${size}`, stream)
    throw new SpikecError([diagnostic('I014', { owner, size, count: all.count, at: `${own} = ${here}` })])
  }
}

/** No neuron has so many partners: a range that is longer was not meant. */
const MOST_COUNTED = 2 ** 31

const WHAT = ['the start of its range', 'the end of its range', 'the step of its range'] as const

function whole(value: number, what: string, stream: string): number {
  if (Number.isInteger(value)) return value
  throw refusal(what, `it must be a whole number, and is ${value}`, stream)
}

function probability(p: number, stream: string): number {
  if (p >= 0 && p <= 1) return p
  throw refusal('p of its sample', `a probability is between 0 and 1, and this is ${p}`, stream)
}

function refusal(what: string, problem: string, stream: string): SpikecError {
  const name = stream.slice(0, stream.indexOf(':'))
  return new SpikecError([diagnostic('V008', { what: `${what}, in connect() of ${name}`, problem })])
}

interface Range {
  readonly first: number
  readonly stride: number
  readonly count: number
}

interface Draws {
  readonly seed: number
  readonly key: number
  /** The neuron that it is for. */
  readonly here: number
}

function* every({ first, stride, count }: Range): Iterable<number> {
  for (let n = 0; n < count; n++) yield first + n * stride
}

/** By jumps of a geometric length: work for those that are taken alone. */
function* byChance({ first, stride, count }: Range, p: number, { seed, key, here }: Draws): Iterable<number> {
  const scale = p === 1 ? 0 : 1 / log1p(-p)
  let n = 0
  // The numbers of a neuron are those of a step of its own. NaN, where p is 0, is behind the end.
  for (let at = jump(seed, key, n++, here, 0, scale) - 1; at < count; at += jump(seed, key, n++, here, 0, scale))
    yield first + at * stride
}

/** Without replacement, ascending (Floyd; Bentley, CACM 30(9), 1987): a number for each that is taken. */
function* ofSize({ first, stride, count }: Range, size: number, { seed, key, here }: Draws): Iterable<number> {
  const taken = new Set<number>()
  for (let last = count - size; last < count; last++) {
    const at = Math.floor(uniform(seed, key, last, 0, here, 0) * (last + 1))
    taken.add(taken.has(at) ? last : at)
  }
  for (const at of [...taken].sort((a, b) => a - b)) yield first + at * stride
}
