/**
 * Synapses of which no list is stored: the targets of a neuron are computed from its number whenever it is reached. What the
 * strings read of neurons and constants is kept as it was when they were connected, so that they stay what they were.
 */
import { codesOf } from './expansion.js'
import { childrenOf, visit } from './expression.js'
import { FUNCTIONS } from './functions.js'
import type { Connect, Connectivity, Model, Synapses } from './model.js'
import type { Expression, ModelSymbol, Reference, Sourced } from './symbols.js'

type Partner = Extract<Connectivity, { readonly kind: 'partner' }>

/** What is against computing them; undefined where nothing is. */
export function againstComputed({ connectivity, synapses }: Connect): string | undefined {
  if (connectivity.kind === 'condition') {
    if (connectivity.p) return 'it takes a constant probability, `p: 0.1`, with no condition but `i != j`'
    return connectivity.condition && obstacleIn([connectivity.condition])
  }
  if (connectivity.kind === 'all' || connectivity.kind === 'all-but-self')
    return 'each pair of neurons has a synapse, of which dense stores no list either'
  if (connectivity.kind !== 'partner')
    return 'it takes a constant probability, `p: 0.1`, an expression for `j`, or a condition'
  const { side, iteration } = connectivity
  if (side === 'pre')
    return `an expression for \`i\` counts the synapses by the neurons of ${synapses.target.name}; it takes one for \`j\`, or a condition`
  if (iteration?.sample) return '`sample` draws random numbers'
  return obstacleIn(stringsOf(connectivity))
}

function stringsOf({ partner, iteration }: Partner): readonly Sourced<Expression>[] {
  const { start, stop, step, condition } = iteration ?? {}
  return [partner, start, stop, step, condition].flatMap((one) => one ?? [])
}

function obstacleIn(strings: readonly Sourced<Expression>[]): string | undefined {
  for (const { value } of strings) {
    const found = obstacle(value)
    if (found !== undefined) return found
  }
  return undefined
}

function obstacle(node: Expression): string | undefined {
  const own = obstacleAt(node)
  if (own !== undefined) return own
  for (const child of childrenOf(node)) {
    const found = obstacle(child)
    if (found !== undefined) return found
  }
  return undefined
}

function obstacleAt(node: Expression): string | undefined {
  switch (node.kind) {
    case 'call':
      return FUNCTIONS[node.function].random ? `\`${node.function}()\` draws random numbers` : undefined
    case 'element':
      return `it would have to keep the matrix \`${node.array.name}\``
    case 'timed':
      return `\`${node.array.name}\` is a function of time`
    case 'reference':
      return obstacleOf(node)
    default:
      return undefined
  }
}

function obstacleOf({ symbol, side }: Reference): string | undefined {
  const name = nameOf(symbol, side)
  switch (symbol.kind) {
    case 'subexpression':
      return symbol.expression && obstacle(symbol.expression)
    case 'special':
      return symbol.name === 't' || symbol.name === 't_in_timesteps'
        ? `\`${name}\` is another one in every step`
        : undefined
    case 'variable':
      if (symbol.role === 'linked') return `\`${name}\` is a variable of another group`
      return symbol.role === 'internal' ? `\`${name}\` says when neurons spiked` : undefined
    case 'constant':
    case 'literal':
      return undefined
    default:
      return `it reads \`${name}\``
  }
}

function nameOf(symbol: ModelSymbol, side: Reference['side']): string {
  const isSided = symbol.kind === 'variable' && side !== 'own'
  return isSided ? `${symbol.name}_${side}` : symbol.name
}

/** Is there something for each of the synapses: a variable, or a trace? */
export function hasPlaces({ name, variables }: Synapses, { parts }: Pick<Model, 'parts'>): boolean {
  return (
    [...variables.values()].some(({ shared }) => !shared) ||
    parts.some((part) => part.kind === 'synapses-monitor' && part.source.name === name)
  )
}

/** Does code of the synapses draw random numbers, which are counted by pairs, and by synapses where a pair has several? */
export function drawsNumbers(synapses: Synapses): boolean {
  let found = false
  const statements = codesOf(synapses).flatMap((code) => code.value)
  for (const value of [...statements, ...synapses.sums.map(({ expression }) => expression)].map(({ value }) => value)) {
    visit(value, (node) => {
      if (node.kind === 'call' && FUNCTIONS[node.function].random) found = true
    })
  }
  return found
}

/**
 * Does the generator come to no neuron twice? It doesn't where its element is the number that it counts, or that and a whole
 * number that stays the same.
 */
export function comesAnew({ partner: { value }, iteration }: Partner, synapses: Synapses): boolean {
  return iteration === undefined || signOfCount(value, synapses) !== 0
}

/** Does it come from each neuron to the next one, as in `i + k for k in range(5)`? */
export function isConsecutive({ connectivity, synapses }: Pick<Connect, 'connectivity' | 'synapses'>): boolean {
  if (connectivity.kind !== 'partner' || !connectivity.iteration) return false
  const { step } = connectivity.iteration
  const isNext = step === undefined || (step.value.kind === 'number' && step.value.value === 1)
  return isNext && signOfCount(connectivity.partner.value, synapses) === 1
}

/** With which sign the number that it counts is added to a whole one; 0 where it is something else. */
function signOfCount(node: Expression, synapses: Synapses): 1 | 0 | -1 {
  if (isCounted(node)) return 1
  if (node.kind !== 'binary' || (node.operator !== '+' && node.operator !== '-')) return 0
  const { left, right } = node
  const isExact = (part: Expression) => largest(part, synapses) <= MOST_EXACT
  if (isExact(right)) return signOfCount(left, synapses)
  if (!isExact(left)) return 0
  const sign = signOfCount(right, synapses)
  return node.operator === '+' || sign === 0 ? sign : sign === 1 ? -1 : 1
}

function isCounted(node: Expression): boolean {
  return node.kind === 'reference' && node.symbol.kind === 'special' && node.symbol.name === 'iteration'
}

/** Sums of such numbers and of those of neurons are exact in a double. */
const MOST_EXACT = 2 ** 48

/** The largest that a whole number can be, by its amount; infinite if it may be no whole number. */
function largest(node: Expression, synapses: Synapses): number {
  if (node.kind === 'number') return Number.isInteger(node.value) ? Math.abs(node.value) : Number.POSITIVE_INFINITY
  if (node.kind === 'unary' && node.operator === '-') return largest(node.operand, synapses)
  if (node.kind === 'binary') {
    const [left, right] = [node.left, node.right].map((part) => largest(part, synapses))
    if (node.operator === '*') return left * right
    return node.operator === '+' || node.operator === '-' ? left + right : Number.POSITIVE_INFINITY
  }
  if (node.kind !== 'reference' || node.symbol.kind !== 'special') return Number.POSITIVE_INFINITY
  const { source, target } = synapses
  const sizes: { readonly [name: string]: number | undefined } = {
    i: source.size,
    j: target.size,
    N_pre: source.size,
    N_post: target.size,
  }
  return sizes[node.symbol.name] ?? Number.POSITIVE_INFINITY
}
