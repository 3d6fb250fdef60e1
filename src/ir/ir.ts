/**
 * The kernel IR: loops over domains, with typed reads and writes of named arrays.
 *
 * It is the last form that knows the model; each backend is a printer of it. Numbers are doubles (`f64`) until a program in
 * single precision is narrowed to floats (`f32`), after all passes; `i32` are indices, `bool` are conditions. Nodes are
 * immutable, a pass returns a new tree.
 */

import type { Domain, EventList } from './domain.js'

export type * from './domain.js'

export type Type = 'f64' | 'f32' | 'i32' | 'bool'
export type ElementType = 'f64' | 'f32' | 'i32' | 'u32' | 'u16' | 'u8'

/** An array of the simulation's memory, called `OBJECT.NAME`. */
export interface ArrayRef {
  readonly name: string
  readonly element: ElementType
  /** `u8` arrays hold truth values. */
  readonly holds: Type
  /** Doubles that hold whole numbers, which may be larger than others can be: like these they have no precision of their own. */
  readonly whole?: true
}

/** How neighbouring iterations of the innermost loop reach the array: what a vectorising backend needs to know. */
export type Access = 'contiguous' | 'shared' | 'gathered' | 'scattered'

export type UnaryOperation = 'negate' | 'not'
export type ArithmeticOperation = 'add' | 'subtract' | 'multiply' | 'divide' | 'remainder' | 'floor-divide' | 'power'
export type ComparisonOperation = 'less' | 'less-equal' | 'greater' | 'greater-equal' | 'equal' | 'not-equal'
export type LogicalOperation = 'and' | 'or'
export type BinaryOperation = ArithmeticOperation | ComparisonOperation | LogicalOperation

/** Functions that every backend has an instruction for, or a few. */
export type Primitive =
  | 'abs'
  | 'floor'
  | 'ceil'
  | 'truncate'
  | 'sqrt'
  | 'minimum'
  | 'maximum'
  /** The exponent of a normal positive number x = s*2^e with 1 <= s < 2: e, as a double. */
  | 'exponent'
  /** s of the same. */
  | 'significand'
  /** 2^n of a whole double n from -1022 to 1023. */
  | 'power-of-two'

/** Functions that are written in IR, in `functions/`. */
export type Elementary =
  | 'exp'
  | 'log'
  | 'log10'
  | 'expm1'
  | 'log1p'
  | 'exprel'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'arcsin'
  | 'arccos'
  | 'arctan'
  | 'sign'
  | 'clip'
  | 'timestep'

export type Intrinsic = Primitive | Elementary

export type Expr =
  | Constant
  | Local
  | Slot
  | Load
  | UnaryExpr
  | BinaryExpr
  | IntrinsicCall
  | Select
  | Convert
  | RandomDraw
  | CheckedIndex
  | TableEntry

export interface Constant {
  readonly kind: 'constant'
  readonly type: Type
  readonly value: number
  /** What it was in the model: `20*ms`. */
  readonly note?: string
}

export interface Local {
  readonly kind: 'local'
  readonly type: Type
  readonly name: string
  /** It is a variable, so that its value is another one after an assignment. */
  readonly changes?: true
}

/** A named constant of the model (`parameter`), or a value computed once before the loop (`derived`). */
export interface Slot {
  readonly kind: 'slot'
  readonly type: 'f64'
  readonly block: 'parameter' | 'derived'
  readonly name: string
}

export interface Load {
  readonly kind: 'load'
  readonly type: Type
  readonly array: ArrayRef
  readonly index: Expr
  readonly access: Access
}

export interface UnaryExpr {
  readonly kind: 'unary'
  readonly type: Type
  readonly operation: UnaryOperation
  readonly operand: Expr
}

export interface BinaryExpr {
  readonly kind: 'binary'
  readonly type: Type
  readonly operation: BinaryOperation
  readonly left: Expr
  readonly right: Expr
}

export interface IntrinsicCall {
  readonly kind: 'call'
  /** Only primitives are computed in `f32`. */
  readonly type: 'f64' | 'f32'
  readonly intrinsic: Intrinsic
  readonly arguments: readonly Expr[]
}

export interface Select {
  readonly kind: 'select'
  readonly type: Type
  readonly condition: Expr
  readonly then: Expr
  readonly otherwise: Expr
}

export interface Convert {
  readonly kind: 'convert'
  readonly type: Type
  readonly value: Expr
}

/** One number of the counter-based generator: what it is depends on nothing but what stands here, and the seed. */
export interface RandomDraw {
  readonly kind: 'random'
  readonly type: 'f64'
  readonly distribution: 'uniform' | 'normal' | 'poisson' | 'binomial'
  /** Of the distribution: a mean; or how many tries there are, and their probability. */
  readonly parameters?: readonly Expr[]
  /** `OBJECT.VARIABLE` */
  readonly stream: string
  readonly indices: readonly [Expr, Expr]
  readonly step: Expr
  readonly draw: number
}

/** A computed index into data, which must lie inside: only where nothing runs in a loop of steps. */
export interface CheckedIndex {
  readonly kind: 'checked-index'
  readonly type: 'i32'
  readonly value: Expr
  readonly size: number
  readonly array: string
  readonly axis: string
}

/** One of a few numbers that are known beforehand; `index` is a place in `values`. */
export interface TableEntry {
  readonly kind: 'table'
  readonly type: 'f64'
  readonly name: string
  readonly values: readonly number[]
  readonly index: Expr
}

export type Stmt =
  | Let
  | Var
  | Assign
  | Store
  | If
  | While
  | For
  | Push
  | Replay
  | Append
  | Count
  | Define
  | Propagate
  | Tabulate

/** A value with a name, never assigned again. */
export interface Let {
  readonly kind: 'let'
  readonly name: string
  readonly value: Expr
  readonly comment?: string
}

/** A name whose value is assigned again, within a `while`: what a neuron's own steps through a time step move on. */
export interface Var {
  readonly kind: 'var'
  readonly name: string
  readonly value: Expr
  readonly comment?: string
}

/** A new value of a `var`. */
export interface Assign {
  readonly kind: 'assign'
  readonly name: string
  readonly value: Expr
  readonly comment?: string
}

export interface Store {
  readonly kind: 'store'
  readonly array: ArrayRef
  readonly index: Expr
  readonly access: Access
  readonly value: Expr
  readonly comment?: string
}

export interface If {
  readonly kind: 'if'
  readonly condition: Expr
  readonly body: readonly Stmt[]
  readonly comment?: string
}

/** Again and again, as long as the condition holds. In single precision what is computed within is computed in doubles. */
export interface While {
  readonly kind: 'while'
  /** Each turn is a number that a target may be computed from; absent: a step of a neuron's own. */
  readonly over?: 'numbers'
  readonly condition: Expr
  readonly body: readonly Stmt[]
  readonly comment?: string
}

export interface For {
  readonly kind: 'for'
  readonly domain: Domain
  readonly body: readonly Stmt[]
}

/** Adds a neuron to the list of those that spike in this step. */
export interface Push {
  readonly kind: 'push'
  readonly list: EventList
  readonly value: Expr
}

/**
 * Adds to the list of this step the neurons of the spikes that are given for it. The cursor is the place of the next
 * spike; behind the last one stands a step that never comes.
 */
export interface Replay {
  readonly kind: 'replay'
  readonly list: EventList
  /** Ascending. Where there is a period they lie within it, and come again after it. */
  readonly steps: ArrayRef
  readonly neurons: ArrayRef
  readonly cursor: ArrayRef
  /** In steps; 0 where there is none. */
  readonly period: ArrayRef
}

/** Adds an entry to a recorder: a value to each of its columns, at the place that its counter says. */
export interface Append {
  readonly kind: 'append'
  readonly counter: ArrayRef
  readonly entries: readonly { readonly array: ArrayRef; readonly value: Expr }[]
}

/** Moves a recorder's counter on by one, after a whole row has been stored. */
export interface Count {
  readonly kind: 'count'
  readonly counter: ArrayRef
}

/** Gives a derived slot its value; only in the prelude. */
export interface Define {
  readonly kind: 'define'
  readonly name: string
  readonly value: Expr
  readonly comment: string
}

/**
 * exp(A dt) and the integral of exp(A s) ds of a small matrix, and where its entries go: to derived slots
 * (in the prelude) or to arrays, one element a neuron.
 */
export interface Propagate {
  readonly kind: 'propagate'
  readonly name: string
  readonly size: number
  /** Row by row; absent entries are structural zeros. */
  readonly matrix: readonly (Expr | undefined)[]
  readonly dt: Expr
  readonly outputs: readonly PropagatorOutput[]
  readonly comment: string
}

export interface PropagatorOutput {
  readonly part: 'state' | 'input'
  readonly row: number
  readonly column: number
  readonly to:
    | { readonly kind: 'slot'; readonly name: string }
    | { readonly kind: 'array'; readonly array: ArrayRef; readonly index: Expr }
  readonly comment: string
}

/** The table by which binomial numbers are drawn, as `runtime/binomial-table.ts` makes it; only before a run. */
export interface Tabulate {
  readonly kind: 'tabulate'
  /** What it is for, in messages. */
  readonly name: string
  readonly count: number
  readonly probability: Expr
  readonly chance: ArrayRef
  readonly alias: ArrayRef
  readonly extent: ArrayRef
}

export type { Kernel, ParameterSlot, Precision, Room, SetupFunction, StepProgram } from './program.js'
