/** Which methods can integrate equations with noise: the reference's rule. The methods themselves are still to come. */
import { referencesOf } from '../2-resolve/expression.js'
import type { DifferentialEquation, Group } from '../2-resolve/model.js'
import { usesNoise } from '../2-resolve/noise.js'
import type { Expression } from '../2-resolve/symbols.js'
import { inlined } from './algebra.js'
import type { Refusal } from './update.js'

export function isNoisy({ equations }: Pick<Group, 'equations'>): boolean {
  return equations.some(({ derivative }) => usesNoise(derivative.value))
}

/** Undefined if the method can. */
export function whyNotWithNoise(group: Group, method: string): Refusal | undefined {
  const refused = (equation: DifferentialEquation | undefined, reason: string): Refusal => ({
    kind: 'refusal',
    reason,
    equation,
  })
  const noisy = group.equations.filter(({ derivative }) => usesNoise(derivative.value))
  if (!['euler', 'heun', 'milstein'].includes(method)) {
    return refused(noisy[0], `d${noisy[0].variable.name}/dt has noise, and the method is for equations without`)
  }
  if (method === 'euler') {
    const equation = noisy.find((e) => isMultiplicative(e.derivative.value))
    const what = "depends on the time or on a variable, and Euler's method takes only noise of a constant strength"
    return equation && refused(equation, `the noise of d${equation.variable.name}/dt ${what}`)
  }
  if (method === 'milstein') {
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
export function isMultiplicative(expression: Expression): boolean {
  return termsOf(inlined(expression)).some((term) => usesNoise(term) && changes(term))
}

function changes(term: Expression): boolean {
  return referencesOf(term).some(
    ({ symbol }) =>
      (symbol.kind === 'variable' && symbol.role === 'differential') ||
      (symbol.kind === 'special' && (symbol.name === 't' || symbol.name === 't_in_timesteps')),
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
