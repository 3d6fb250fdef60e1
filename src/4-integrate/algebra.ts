/** Building expressions, with the trivial simplifications done on the way. */
import { mapExpression, referencesOf } from '../2-resolve/expression.js'
import type { BinaryNode, Expression, ModelSymbol, NumberNode, Reference, Variable } from '../2-resolve/symbols.js'
import type { Span } from '../diagnostics/index.js'

export function number(value: number, span: Span): NumberNode {
  return { kind: 'number', value, span }
}

export function reference(symbol: ModelSymbol, span: Span): Reference {
  return { kind: 'reference', symbol, side: 'own', span }
}

function isNumber(node: Expression, value: number): boolean {
  return node.kind === 'number' && node.value === value
}

function binary(operator: BinaryNode['operator'], left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, span: left.span }
}

export function add(left: Expression, right: Expression): Expression {
  if (isNumber(left, 0)) return right
  if (isNumber(right, 0)) return left
  if (right.kind === 'unary' && right.operator === '-') return binary('-', left, right.operand)
  if (right.kind === 'number' && right.value < 0) return binary('-', left, number(-right.value, right.span))
  return binary('+', left, right)
}

export function subtract(left: Expression, right: Expression): Expression {
  if (isNumber(left, 0)) return negate(right)
  return isNumber(right, 0) ? left : binary('-', left, right)
}

export function negate(node: Expression): Expression {
  if (node.kind === 'number') return number(-node.value, node.span)
  if (node.kind === 'unary' && node.operator === '-') return node.operand
  if (node.kind === 'binary' && node.operator === '/') return binary('/', negate(node.left), node.right)
  return { kind: 'unary', operator: '-', operand: node, span: node.span }
}

export function multiply(left: Expression, right: Expression): Expression {
  if (isNumber(left, 1)) return right
  if (isNumber(right, 1)) return left
  if (isNumber(left, -1)) return negate(right)
  if (isNumber(right, -1)) return negate(left)
  return binary('*', left, right)
}

export function divide(left: Expression, right: Expression): Expression {
  return isNumber(right, 1) ? left : binary('/', left, right)
}

export function sum(terms: readonly Expression[], span: Span): Expression {
  return terms.reduce(add, number(0, span))
}

/** The expression with every subexpression of its own object replaced by what it stands for; one of a neuron before or after a synapse is that neuron's. */
export function inlined(expression: Expression): Expression {
  return inlinedWhere(expression, () => true)
}

/** The same for those subexpressions of which `wanted` says so. */
export function inlinedWhere(expression: Expression, wanted: (body: Expression) => boolean): Expression {
  return mapExpression(expression, (node) => {
    if (node.kind !== 'reference' || node.symbol.kind !== 'subexpression' || !node.symbol.expression) return node
    if (node.side !== 'own' || !wanted(node.symbol.expression)) return node
    return inlinedWhere(node.symbol.expression, wanted)
  })
}

export function mentions(expression: Expression, variables: ReadonlySet<Variable>): boolean {
  return referencesOf(expression).some(({ symbol }) => symbol.kind === 'variable' && variables.has(symbol))
}
