/** White noise: `xi` and `xi_name` in differential equations. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import { powerOfDimension, rational, SECOND } from '../units/index.js'
import { childrenOf, visit } from './expression.js'
import type { DifferentialEquation } from './model.js'
import type { Scope } from './scope.js'
import type { Expression, Noise, Origin } from './symbols.js'

export function isNoiseName(name: string): boolean {
  return name === 'xi' || name.startsWith('xi_')
}

/** What differential equations see: everything that other strings do, and noise. The same name is the same noise in all of them. */
export function withNoise(scope: Scope, owner: string): Scope {
  const known = new Map<string, Noise>()
  const called = (name: string): Noise => {
    const noise = known.get(name) ?? { kind: 'noise', owner, name, dimension: NOISE_DIMENSION }
    known.set(name, noise)
    return noise
  }
  return {
    ...scope,
    find: (name) => (isNoiseName(name) ? { symbol: called(name), side: 'own' } : scope.find(name)),
  }
}

/** Noise without a name of its own stands in one equation only, and noise is a factor of whole terms. */
export function checkNoise(equations: readonly DifferentialEquation[], report: Report): void {
  let plain: (Origin & { readonly name: string }) | undefined
  for (const { variable, derivative } of equations) {
    const { source, value } = derivative
    const { name } = variable
    const span = first(value, (node) => isNoise(node) && node.symbol.name === 'xi')?.span
    if (span && plain) {
      const labels = [
        { source: plain.source, span: plain.span, text: `in d${plain.name}/dt` },
        { source, span, text: `and in d${name}/dt` },
      ]
      report(diagnostic('N013', { first: plain.name, second: name }, { source, span, labels }))
    } else if (span) plain = { source, span, name }
    if (degree(value) === undefined)
      report(diagnostic('N015', { name }, { source, span: first(value, isNoise)?.span ?? value.span }))
  }
}

/** (dx/dt dt) is x, and the variance of noise over a time is that time: second**-0.5. */
export const NOISE_DIMENSION = powerOfDimension(SECOND, rational(-1, 2))

function isNoise(node: Expression): node is Extract<Expression, { kind: 'reference' }> {
  return node.kind === 'reference' && node.symbol.kind === 'noise'
}

export function usesNoise(expression: Expression): boolean {
  return first(expression, isNoise) !== undefined
}

function first(expression: Expression, is: (node: Expression) => boolean): Expression | undefined {
  let found: Expression | undefined
  visit(expression, (node) => {
    if (!found && is(node)) found = node
  })
  return found
}

/** 0 without noise, 1 where it stands as a factor of terms; undefined where it can't be told apart from the rest. */
function degree(node: Expression): 0 | 1 | undefined {
  if (isNoise(node)) return 1
  const parts = childrenOf(node).map(degree)
  if (parts.includes(undefined)) return undefined
  if (!parts.includes(1)) return 0
  if (node.kind === 'unary') return node.operator === 'not' ? undefined : 1
  if (node.kind !== 'binary') return undefined
  const [left, right] = parts
  switch (node.operator) {
    case '+':
    case '-':
      return 1
    case '*':
      return left === 1 && right === 1 ? undefined : 1
    case '/':
      return right === 0 ? 1 : undefined
    default:
      return undefined
  }
}
