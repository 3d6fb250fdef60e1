/**
 * What names mean. A symbol is made once and then passed by reference: two names mean the same
 * thing exactly when they resolve to the same object.
 */
import type { Source, Span } from '../diagnostics/index.js'
import type { Matrix } from '../model/spec.js'
import type { Dimension } from '../units/index.js'
import type { Scope } from './scope.js'

export type ValueType = 'float' | 'integer' | 'boolean'

/** Where something was declared, for the second label of a message. */
export interface Origin {
  readonly source: Source
  readonly span: Span
  /** Where its unit is written. */
  readonly unit?: Span
}

/** A number for each neuron or synapse, or one for all (`shared`). */
export interface Variable {
  readonly kind: 'variable'
  readonly owner: string
  readonly name: string
  /**
   * `held`: worked out once at the start of each step, a subexpression that is (constant over dt).
   * `linked`: another group's variable. `internal`: kept by the simulator (lastspike, not_refractory,
   * lastupdate, the steps of an adaptive method). `delay`: of a pathway.
   */
  readonly role: 'differential' | 'parameter' | 'held' | 'linked' | 'internal' | 'delay'
  readonly type: ValueType
  readonly dimension: Dimension
  readonly shared: boolean
  readonly constant: boolean
  readonly unlessRefractory: boolean
  readonly origin?: Origin
}

/** A name for an expression, computed wherever it is used. */
export interface Subexpression {
  readonly kind: 'subexpression'
  readonly owner: string
  readonly name: string
  readonly type: ValueType
  readonly dimension: Dimension
  readonly shared: boolean
  readonly origin: Origin
  /** Filled in by resolution: the right side may name variables declared after it. */
  expression: Expression | undefined
  /** What the right side sees. */
  scope?: Scope
}

/** A named constant of a namespace. A plain one is a slot of the parameter block and can be set anew without the compiler. */
export interface Constant {
  readonly kind: 'constant'
  /** The object whose namespace it stands in, or '' for the network's. */
  readonly owner: string
  readonly name: string
  readonly dimension: Dimension
  readonly type: ValueType
  /** In base SI units. */
  readonly value: number
  /** As the user wrote it. */
  readonly text: string
  /** Present if it was written in terms of other constants: it follows them. */
  readonly definition?: Expression
}

/** Data bound by name: a matrix or a vector. */
export interface ArrayConstant {
  readonly kind: 'array'
  readonly owner: string
  readonly name: string
  readonly dimension: Dimension
  /** What one of its numbers is in base SI units. */
  readonly scale: number
  readonly matrix: Matrix
}

/** Data as a function of time, which is called by name. */
export interface TimedArray {
  readonly kind: 'timed-array'
  readonly owner: string
  readonly name: string
  readonly dimension: Dimension
  /** What one of its numbers is in base SI units. */
  readonly scale: number
  /** A value for each stretch of time; or a row of them. */
  readonly matrix: Matrix
  /** How long each holds, in seconds. */
  readonly dt: number
  /** Constants that this is made of. */
  readonly madeOf: readonly Constant[]
}

/** A literal name with a value: a unit, `pi`, `e`, `inf`, a constant of physics. */
export interface Literal {
  readonly kind: 'literal'
  readonly name: string
  readonly value: number
  readonly dimension: Dimension
  readonly what: 'unit' | 'number' | 'constant'
}

export type SpecialName =
  | 't'
  | 'dt'
  | 't_in_timesteps'
  | 'i'
  | 'j'
  | 'N'
  | 'N_pre'
  | 'N_post'
  | 'N_incoming'
  | 'N_outgoing'
  /** What `for k in …` counts. */
  | 'iteration'

export interface Special {
  readonly kind: 'special'
  readonly name: SpecialName
  readonly type: ValueType
  readonly dimension: Dimension
}

/** What a function of the user's own is given. */
export interface Argument {
  readonly kind: 'argument'
  /** The function. */
  readonly owner: string
  readonly name: string
  readonly type: ValueType
  readonly dimension: Dimension
}

/** A function of the user's own. No name of it is left once it is written out. */
export interface UserFunction {
  readonly kind: 'function'
  readonly owner: string
  readonly name: string
  readonly parameters: readonly Argument[]
  readonly type: ValueType
  readonly dimension: Dimension
  readonly body: Expression
  /** How much of it has been written out so far. */
  readonly written: { nodes: number }
}

/** A name that a statement defines for the statements after it. */
export interface Temporary {
  readonly kind: 'temporary'
  readonly name: string
}

/** White noise, `xi` or `xi_name`: a differential equation's own random numbers, with the unit second**-0.5. */
export interface Noise {
  readonly kind: 'noise'
  readonly owner: string
  readonly name: string
  readonly dimension: Dimension
}

export type ModelSymbol =
  | Variable
  | Subexpression
  | Constant
  | ArrayConstant
  | Literal
  | Special
  | Noise
  | Argument
  | Temporary

/** Whose element is meant: the object's own, or that of the neuron before or after a synapse. */
export type Side = 'own' | 'pre' | 'post'

export type FunctionName =
  | 'exp'
  | 'log'
  | 'log10'
  | 'expm1'
  | 'log1p'
  | 'exprel'
  | 'sqrt'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'arcsin'
  | 'arccos'
  | 'arctan'
  | 'abs'
  | 'floor'
  | 'ceil'
  | 'sign'
  | 'int'
  | 'clip'
  | 'timestep'
  | 'rand'
  | 'randn'
  | 'poisson'
  | 'binomial'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!='

/** An expression whose names have their meanings. */
export type Expression =
  | NumberNode
  | BooleanNode
  | Reference
  | UnaryNode
  | BinaryNode
  | CallNode
  | ElementNode
  | TimedNode
  | ApplicationNode
  | ConditionalNode
  | PropagatorNode

export interface NumberNode {
  readonly kind: 'number'
  readonly value: number
  readonly span: Span
}

export interface BooleanNode {
  readonly kind: 'boolean'
  readonly value: boolean
  readonly span: Span
}

export interface Reference {
  readonly kind: 'reference'
  readonly symbol: ModelSymbol
  readonly side: Side
  readonly span: Span
}

export interface UnaryNode {
  readonly kind: 'unary'
  readonly operator: '-' | '+' | 'not'
  readonly operand: Expression
  readonly span: Span
}

export interface BinaryNode {
  readonly kind: 'binary'
  readonly operator: ArithmeticOperator | ComparisonOperator | 'and' | 'or'
  readonly left: Expression
  readonly right: Expression
  readonly span: Span
}

export interface CallNode {
  readonly kind: 'call'
  readonly function: FunctionName
  readonly arguments: readonly Expression[]
  readonly span: Span
}

export interface ElementNode {
  readonly kind: 'element'
  readonly array: ArrayConstant
  readonly indices: readonly Expression[]
  readonly span: Span
}

/** `I(t)`, or `I(t, i)` where the values are a matrix. */
export interface TimedNode {
  readonly kind: 'timed'
  readonly array: TimedArray
  /** The time, and the column of a matrix. */
  readonly arguments: readonly Expression[]
  readonly span: Span
}

/** A call of a function of the user's own: what it was given, and what that makes of it. */
export interface ApplicationNode {
  readonly kind: 'application'
  readonly function: UserFunction
  readonly arguments: readonly Expression[]
  /** The function's expression with the arguments in their places; all of it that is the function's stands where the call does. */
  readonly body: Expression
  readonly span: Span
}

/** Made by integration, never written by a user: one value where the condition holds, another elsewhere. */
export interface ConditionalNode {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly then: Expression
  readonly otherwise: Expression
  readonly span: Span
}

/**
 * Made by integration: an entry of exp(A dt) (`state`) or of the integral of exp(A s) over a step
 * (`input`), A being the matrix of the linear system.
 */
export interface PropagatorNode {
  readonly kind: 'propagator'
  readonly system: LinearSystem
  readonly part: 'state' | 'input'
  readonly row: number
  readonly column: number
  readonly span: Span
}

/** dx/dt = A x + b for some variables of one group; an absent coefficient is a structural zero. */
export interface LinearSystem {
  readonly kind: 'linear-system'
  readonly name: string
  readonly variables: readonly Variable[]
  readonly coefficients: readonly (readonly (Expression | undefined)[])[]
}

export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%='

export interface Statement {
  readonly target: Variable | Temporary
  readonly side: Side
  readonly operator: AssignmentOperator
  readonly value: Expression
  readonly span: Span
  readonly targetSpan: Span
}

/** Something that was written, with the text it stands in. */
export interface Sourced<T> {
  readonly source: Source
  readonly value: T
  /** What the text sees, so that a proposed change of it can be tried. */
  readonly scope?: Scope
}
