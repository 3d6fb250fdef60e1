/**
 * Thresholds that only draw: `rand() < X`. A number for each neuron in each step is what that says, and is not needed. Where
 * X is the same for all neurons, the distances between those that spike are geometric, and a number is drawn for each of
 * these (Devroye 1986, Non-Uniform Random Variate Generation, X.2). Where X differs from neuron to neuron, and is the same
 * throughout a run, the neurons are reached with the largest probability of all, and each is kept with its own part of that.
 */
import type { Group } from '../2-resolve/model.js'
import { binary, call, constant, index, load, local, negate, select } from '../ir/build.js'
import type { ArrayRef, Bernoulli, BinaryExpr, Expr, Kernel, RandomDraw } from '../ir/ir.js'
import { visitExpr } from '../ir/walk.js'
import { type ArraySpec, arrayOf, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import { lowerTruth } from './expression.js'
import { neuronSite } from './site.js'

export interface RandomThreshold {
  readonly domain: Bernoulli
  /** What has to hold besides for a neuron that was reached. */
  readonly condition: Expr | undefined
  /** What is worked out before each run. */
  readonly preparation: readonly Kernel[]
  readonly arrays: readonly ArraySpec[]
}

const I = local('i', 'i32')

/** Undefined if the threshold needs a look at every neuron. */
export function randomThreshold(group: Group, context: ModelContext): RandomThreshold | undefined {
  if (!group.threshold) return undefined
  const drawn = drawnAt('gathered', group, context)
  const inOrder = drawnAt('contiguous', group, context)
  if (!drawn || !inOrder) return undefined
  const { draw, probability } = drawn
  const { stream, step } = draw
  const domain = (scale: Expr): Bernoulli => {
    return { kind: 'bernoulli', index: 'i', count: group.size, scale, stream, step, draw: draw.draw }
  }
  if (!mentions(probability, (node) => node.kind === 'random' || isNeuron(node)))
    return { domain: domain(scaleOf(probability)), condition: undefined, preparation: [], arrays: [] }
  if (!staysTheSame(probability, context)) return undefined
  const largest = internal(group.name, 'largestProbability', 'f64')
  const scale = internal(group.name, 'jumpScale', 'f64')
  const kept: RandomDraw = { ...draw, draw: draw.draw + 1 }
  return {
    domain: domain(onlyOf(scale)),
    condition: binary('less', binary('multiply', kept, onlyOf(largest)), probability),
    preparation: [largestKernel(group, inOrder.probability, largest, scale)],
    arrays: [largest, scale].map((array) => ({ ...array, length: 1 })),
  }
}

interface Drawn {
  readonly draw: RandomDraw
  readonly probability: Expr
}

/** The one draw of a threshold that consists of it, and what it is compared with, for neurons reached in that way. */
function drawnAt(access: 'contiguous' | 'gathered', group: Group, context: ModelContext): Drawn | undefined {
  if (!group.threshold) return undefined
  const site = neuronSite(group, context, { stream: `${group.name}:threshold` }, access)
  const condition = lowerTruth(group.threshold.value, site)
  if (condition.kind !== 'binary') return undefined
  const [draw, probability] = sides(condition)
  const uniform = draw?.kind === 'random' && draw.distribution === 'uniform'
  return uniform && probability?.type === 'f64' ? { draw, probability } : undefined
}

/** `rand() < X`, or `X > rand()`. */
function sides({ operation, left, right }: BinaryExpr): readonly (Expr | undefined)[] {
  if (operation === 'less') return [left, right]
  return operation === 'greater' ? [right, left] : []
}

function mentions(expr: Expr, wanted: (node: Expr) => boolean): boolean {
  let found = false
  visitExpr(expr, (node) => {
    if (wanted(node)) found = true
  })
  return found
}

function isNeuron(node: Expr): boolean {
  return node.kind === 'local' && node.name === 'i'
}

/** Made of the neuron's number and of what no kernel of a run writes. */
function staysTheSame(expr: Expr, { written, precision }: ModelContext): boolean {
  const changing = new Set([...written].map((variable) => arrayOf(variable, precision).name))
  return !mentions(expr, (node) => {
    if (node.kind === 'random') return true
    if (node.kind === 'local') return !isNeuron(node)
    // Names with a colon are the simulator's own, which every step may change.
    return node.kind === 'load' && (changing.has(node.array.name) || node.array.name.includes(':'))
  })
}

/**
 * 1/ln(1 - p), by which the logarithm of a uniform number becomes the number of neurons that are passed over: none where p is 1
 * or more, and more than there are where p is 0, less, or no number.
 */
function scaleOf(probability: Expr): Expr {
  const scale = binary('divide', constant(1), call('log1p', negate(probability)))
  const possible = select(binary('greater', probability, constant(0)), scale, constant(Number.NEGATIVE_INFINITY))
  return select(binary('greater-equal', probability, constant(1)), constant(0), possible)
}

function onlyOf(array: ArrayRef): Expr {
  return load(array, index(0), 'shared')
}

function largestKernel(group: Group, probability: Expr, largest: ArrayRef, scale: ArrayRef): Kernel {
  const store = (array: ArrayRef, value: Expr) =>
    ({ kind: 'store', array, index: index(0), access: 'shared', value }) as const
  const larger = select(binary('greater', probability, onlyOf(largest)), probability, onlyOf(largest))
  return {
    name: `largest_probability_${group.name}`,
    owner: group.name,
    title: `The largest probability with which a neuron of ${group.name} spikes in a step.`,
    slot: 'thresholds',
    interval: 1,
    body: [
      store(largest, constant(0)),
      {
        kind: 'for',
        domain: { kind: 'neurons', index: I.name, count: group.size },
        body: [store(largest, larger)],
      },
      store(largest, call('minimum', onlyOf(largest), constant(1))),
      store(scale, scaleOf(onlyOf(largest))),
    ],
  }
}
