/**
 * The syntax tree: what was written, before any name has a meaning.
 *
 * Every node carries the span of the text that it came from; nothing else about the text is kept.
 * Nodes are immutable: later stages build their own trees and point back by span.
 */
import type { Span } from '../diagnostics/source.js'

export type Expression = NumberLiteral | BooleanLiteral | Name | Unary | Binary | Call | Element

/** A number as Python writes it: `2`, `.5`, `1e-3`. `text` keeps the spelling for messages. */
export interface NumberLiteral {
  readonly kind: 'number'
  readonly value: number
  /** Written without a point or an exponent, so an integer in Python's sense. */
  readonly integer: boolean
  readonly text: string
  readonly span: Span
}

/** `True` or `False`. */
export interface BooleanLiteral {
  readonly kind: 'boolean'
  readonly value: boolean
  readonly span: Span
}

export interface Name {
  readonly kind: 'name'
  readonly name: string
  readonly span: Span
}

export type UnaryOperator = '-' | '+' | 'not'

export interface Unary {
  readonly kind: 'unary'
  readonly operator: UnaryOperator
  readonly operand: Expression
  readonly span: Span
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!='
export type LogicalOperator = 'and' | 'or'
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicalOperator

export interface Binary {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
  readonly span: Span
  /** Where the operator itself stands. */
  readonly operatorSpan: Span
}

/** `exp(x)`: only a name can be called. */
export interface Call {
  readonly kind: 'call'
  readonly callee: Name
  readonly arguments: readonly Expression[]
  readonly span: Span
}

/** `W[i, j]` or `u[i]`: only a name can be indexed. */
export interface Element {
  readonly kind: 'element'
  readonly array: Name
  readonly indices: readonly Expression[]
  readonly span: Span
}

/** One factor of a declared unit, `metre**-2`: `exponent` is a rational number, 1 where none is written. */
export interface UnitFactor {
  readonly name: Name
  readonly exponent: { readonly numerator: number; readonly denominator: number }
  readonly span: Span
}

/** The unit of a declaration: `volt`, `siemens/metre**2`, `1`, `1/second`. An empty list of factors is the unit `1`. */
export interface UnitExpression {
  readonly factors: readonly UnitFactor[]
  readonly text: string
  readonly span: Span
}

/** `unless refractory`, `constant`, ...: the words, single blanks between them. */
export interface Flag {
  readonly name: string
  readonly span: Span
}

export type Equation = DifferentialEquation | SubexpressionEquation | ParameterDeclaration

interface EquationParts {
  readonly name: Name
  readonly unit: UnitExpression
  readonly flags: readonly Flag[]
  readonly span: Span
}

/** `dv/dt = expression : unit (flags)`; `name` is `v`, with its span in `dv`. */
export interface DifferentialEquation extends EquationParts {
  readonly kind: 'differential'
  readonly expression: Expression
}

/** `x = expression : unit (flags)` */
export interface SubexpressionEquation extends EquationParts {
  readonly kind: 'subexpression'
  readonly expression: Expression
}

/** `x : unit (flags)` */
export interface ParameterDeclaration extends EquationParts {
  readonly kind: 'parameter'
}

export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%='

/** `v = Vr`, `ge += w`: one statement of a reset or a pathway. */
export interface Statement {
  readonly target: Name
  readonly operator: AssignmentOperator
  readonly value: Expression
  readonly span: Span
  readonly operatorSpan: Span
}
