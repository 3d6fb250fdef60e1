/** Noise in equations: what it is multiplied with, and which methods can take it, which is the reference's rule. */
import { childrenOf, referencesOf } from '../2-resolve/expression.js'
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import { usesNoise } from '../2-resolve/noise.js'
import type { NoiseAbility } from '../2-resolve/scheme.js'
import type { Expression, Noise } from '../2-resolve/symbols.js'
import { holdsForStep } from '../2-resolve/timed-arrays.js'
import { add, divide, inlined, multiply, negate, number, subtract } from './algebra.js'
import type { Refusal } from './update.js'

export function isNoisy({ equations }: Pick<Integrated, 'equations'>): boolean {
  return equations.some(({ derivative }) => usesNoise(derivative.value))
}

/** A right side as `rest + sum of strength * noise`. */
export interface SeparatedNoise {
  readonly rest: Expression | undefined
  readonly strengths: ReadonlyMap<Noise, Expression>
}

/** Noise stands as a factor of terms only; where it does not, that has been reported, and nothing is separated. */
export function withoutNoise(node: Expression): SeparatedNoise {
  if (!usesNoise(node)) return { rest: node, strengths: new Map() }
  if (node.kind === 'reference' && node.symbol.kind === 'noise')
    return { rest: undefined, strengths: new Map([[node.symbol, number(1, node.span)]]) }
  if (node.kind === 'unary') {
    const inner = withoutNoise(node.operand)
    return node.operator === '-' ? mapped(inner, negate) : inner
  }
  if (node.kind === 'application') return withoutNoise(node.body)
  const mixed = { rest: node, strengths: new Map() }
  if (node.kind !== 'binary') return mixed
  const [left, right] = [withoutNoise(node.left), withoutNoise(node.right)]
  switch (node.operator) {
    case '+':
      return sumOf(left, right, add)
    case '-':
      return sumOf(left, right, subtract)
    case '*':
      return usesNoise(node.left)
        ? mapped(left, (factor) => multiply(factor, node.right))
        : mapped(right, (factor) => multiply(node.left, factor))
    case '/':
      return mapped(left, (factor) => divide(factor, node.right))
    default:
      return mixed
  }
}

function mapped({ rest, strengths }: SeparatedNoise, change: (factor: Expression) => Expression): SeparatedNoise {
  return {
    rest: rest && change(rest),
    strengths: new Map([...strengths].map(([noise, factor]) => [noise, change(factor)])),
  }
}

function sumOf(a: SeparatedNoise, b: SeparatedNoise, sum: typeof add): SeparatedNoise {
  const both = (x: Expression | undefined, y: Expression | undefined) =>
    x && y ? sum(x, y) : y && sum === subtract ? negate(y) : (x ?? y)
  const strengths = new Map<Noise, Expression>()
  for (const noise of new Set([...a.strengths.keys(), ...b.strengths.keys()])) {
    const strength = both(a.strengths.get(noise), b.strengths.get(noise))
    if (strength) strengths.set(noise, strength)
  }
  return { rest: both(a.rest, b.rest), strengths }
}

/** What a method can take. `diagonal`: each equation one noise of its own. */
export interface TakesNoise {
  readonly noise: NoiseAbility
  readonly diagonal?: boolean
}

/** Undefined if the method can. */
export function whyNotWithNoise(
  owner: Integrated,
  { noise, diagonal = false }: TakesNoise,
  rule: TimedRule = 'nearly',
): Refusal | undefined {
  const refused = (equation: DifferentialEquation | undefined, reason: string): Refusal => ({
    kind: 'refusal',
    reason,
    equation,
  })
  const noisy = owner.equations.filter(({ derivative }) => usesNoise(derivative.value))
  if (noisy.length === 0) return undefined
  if (noise === 'none') {
    return refused(noisy[0], `d${noisy[0].variable.name}/dt has noise, and the method is for equations without`)
  }
  if (noise === 'additive') {
    const equation = noisy.find((e) => isMultiplicative(e.derivative.value, owner.clock.dt, rule))
    const what = 'depends on the time or on a variable, and the method takes only noise of a constant strength'
    return equation && refused(equation, `the noise of d${equation.variable.name}/dt ${what}`)
  }
  if (diagonal) {
    const seen = new Set<string>()
    for (const equation of noisy) {
      const names = new Set(noisesIn(equation.derivative.value))
      const shared = [...names].find((name) => seen.has(name))
      if (names.size > 1 || shared !== undefined)
        return refused(equation, 'each equation needs one noise of its own, and no other equation may have it')
      for (const name of names) seen.add(name)
    }
  }
  return undefined
}

function noisesIn(expression: Expression): readonly string[] {
  return referencesOf(expression).flatMap(({ symbol }) => (symbol.kind === 'noise' ? [symbol.name] : []))
}

/** Is what noise is multiplied with other than constant in time? As for the reference, a term at a time. */
export function isMultiplicative(expression: Expression, step: number, rule: TimedRule = 'nearly'): boolean {
  return termsOf(inlined(expression)).some((term) => usesNoise(term) && changes(term, step, rule))
}

/** When values of a timed array are taken to hold for whole steps. */
type TimedRule = Parameters<typeof holdsForStep>[2]

function changes(node: Expression, step: number, rule: TimedRule): boolean {
  const inner = childrenOf(node)
  if (node.kind === 'timed' && holdsForStep(node, step, rule)) {
    const [, ...column] = inner
    return column.some((child) => changes(child, step, rule))
  }
  if (node.kind !== 'reference') return inner.some((child) => changes(child, step, rule))
  const { symbol } = node
  return (
    (symbol.kind === 'variable' && symbol.role === 'differential') ||
    (symbol.kind === 'special' && (symbol.name === 't' || symbol.name === 't_in_timesteps'))
  )
}

/** The summands of an expression, with factors and divisors of a sum carried into it. */
function termsOf(node: Expression): readonly Expression[] {
  if (node.kind === 'unary') return termsOf(node.operand)
  if (node.kind !== 'binary') return [node]
  const { left, right, operator } = node
  if (operator === '+' || operator === '-') return [...termsOf(left), ...termsOf(right)]
  if (operator === '/') return termsOf(left).map((term) => ({ ...node, left: term }))
  if (operator !== '*') return [node]
  return termsOf(left).flatMap((first) => termsOf(right).map((second) => ({ ...node, left: first, right: second })))
}
