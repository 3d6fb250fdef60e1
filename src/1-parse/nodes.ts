/** What the grammars' rules build: the nodes of the tree, with their spans. */
import type { Span } from '../diagnostics/source.js'
import { spanOver } from '../diagnostics/source.js'
import type {
  AssignmentOperator,
  Binary,
  BinaryOperator,
  BooleanLiteral,
  Call,
  DifferentialEquation,
  Element,
  Expression,
  Flag,
  Name,
  NumberLiteral,
  ParameterDeclaration,
  Statement,
  SubexpressionEquation,
  Unary,
  UnaryOperator,
  UnitExpression,
  UnitFactor,
} from './ast.js'
import type { Token } from './lexer.js'

/** An expression and the text it takes up, brackets around it included; its own span leaves them out. */
export interface Placed {
  readonly expression: Expression
  readonly span: Span
}

export function placed(expression: Expression): Placed {
  return { expression, span: expression.span }
}

export function bracketed(open: Token, value: Placed, close: Token): Placed {
  return { expression: value.expression, span: spanOver(open.span, close.span) }
}

export function argument(value: Placed): Expression {
  return value.expression
}

export function name(token: Token): Name {
  return { kind: 'name', name: token.value, span: token.span }
}

export function number(token: Token): NumberLiteral {
  const text = token.value
  return { kind: 'number', value: Number(text), integer: /^\d+$/.test(text), text, span: token.span }
}

export function boolean(token: Token): BooleanLiteral {
  return { kind: 'boolean', value: token.value === 'True', span: token.span }
}

export function unary(operator: Token, operand: Placed): Placed {
  const node: Unary = {
    kind: 'unary',
    operator: operator.value as UnaryOperator,
    operand: operand.expression,
    span: spanOver(operator.span, operand.span),
  }
  return placed(node)
}

export function binary(left: Placed, operator: Token, right: Placed): Placed {
  const node: Binary = {
    kind: 'binary',
    operator: operator.value as BinaryOperator,
    left: left.expression,
    right: right.expression,
    span: spanOver(left.span, right.span),
    operatorSpan: operator.span,
  }
  return placed(node)
}

export function call(callee: Name, values: readonly Expression[], close: Token): Call {
  return { kind: 'call', callee, arguments: values, span: spanOver(callee.span, close.span) }
}

export function element(array: Name, indices: readonly Expression[], close: Token): Element {
  return { kind: 'element', array, indices, span: spanOver(array.span, close.span) }
}

/** A statement ends where its text does, a closing bracket included; `value` alone would not tell. */
export function statement(target: Name, operator: Token, value: Placed): Statement {
  return {
    target,
    operator: operator.value as AssignmentOperator,
    value: value.expression,
    span: spanOver(target.span, value.span),
    operatorSpan: operator.span,
  }
}

/** `v`, of the token `dv`. */
export function derivedName(token: Token): Name {
  return { kind: 'name', name: token.value.slice(1), span: { start: token.span.start + 1, end: token.span.end } }
}

interface FlagList {
  readonly flags: readonly Flag[]
  /** The closing bracket. */
  readonly span: Span
}

function equationParts(first: Span, named: Name, units: UnitExpression, flags: FlagList | undefined) {
  return { name: named, unit: units, flags: flags?.flags ?? [], span: spanOver(first, (flags ?? units).span) }
}

export function differential(
  first: Token,
  named: Name,
  expression: Expression,
  units: UnitExpression,
  flags: FlagList | undefined,
): DifferentialEquation {
  return { kind: 'differential', expression, ...equationParts(first.span, named, units, flags) }
}

export function subexpression(
  named: Name,
  expression: Expression,
  units: UnitExpression,
  flags: FlagList | undefined,
): SubexpressionEquation {
  return { kind: 'subexpression', expression, ...equationParts(named.span, named, units, flags) }
}

export function parameter(named: Name, units: UnitExpression, flags: FlagList | undefined): ParameterDeclaration {
  return { kind: 'parameter', ...equationParts(named.span, named, units, flags) }
}

interface Exponent {
  readonly numerator: number
  readonly denominator: number
  readonly text: string
  readonly span: Span
}

/** `0.5` is exactly 1/2. The digits were counted before: both numbers are small. */
export function exponent(token: Token, minus?: Token): Exponent {
  const [whole = '', decimals = ''] = token.value.split('.')
  const digits = Number(whole + decimals)
  const scale = 10 ** decimals.length
  const divisor = commonDivisor(digits, scale)
  const numerator = digits / divisor
  return {
    // `0 - n` keeps an exponent of -0 out of the tree.
    numerator: minus ? 0 - numerator : numerator,
    denominator: scale / divisor,
    text: (minus?.value ?? '') + token.value,
    span: spanOver((minus ?? token).span, token.span),
  }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

interface SpelledFactor extends UnitFactor {
  readonly text: string
}

export function factor(named: Name, power?: Exponent): SpelledFactor {
  return {
    name: named,
    exponent: { numerator: power?.numerator ?? 1, denominator: power?.denominator ?? 1 },
    span: spanOver(named.span, (power ?? named).span),
    text: power ? `${named.name}**${power.text}` : named.name,
  }
}

export function unit({ text, ...only }: SpelledFactor): UnitExpression {
  return { factors: [only], text, span: only.span }
}

export function unitOne(token: Token): UnitExpression {
  return { factors: [], text: token.value, span: token.span }
}

export function multiply(left: UnitExpression, right: UnitExpression): UnitExpression {
  return joinedUnits(left, '*', right, right.factors)
}

export function divide(left: UnitExpression, right: UnitExpression): UnitExpression {
  return joinedUnits(left, '/', right, right.factors.map(inverse))
}

function joinedUnits(left: UnitExpression, operator: string, right: UnitExpression, more: readonly UnitFactor[]) {
  return {
    factors: [...left.factors, ...more],
    text: left.text + operator + right.text,
    span: spanOver(left.span, right.span),
  }
}

function inverse(given: UnitFactor): UnitFactor {
  return { ...given, exponent: { ...given.exponent, numerator: 0 - given.exponent.numerator } }
}

export function flag(left: Name | Flag, separator: string, right: Name | Flag): Flag {
  return { name: left.name + separator + right.name, span: spanOver(left.span, right.span) }
}

export function onlyFlag({ name: word, span }: Name | Flag): Flag {
  return { name: word, span }
}
