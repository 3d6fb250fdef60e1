/** Making IR nodes; the type of a result follows from its operation. */
import type {
  Access,
  ArrayRef,
  BinaryExpr,
  BinaryOperation,
  Constant,
  Expr,
  Intrinsic,
  IntrinsicCall,
  Load,
  Local,
  Select,
  Slot,
  Type,
} from './ir.js'

export function constant(value: number, note?: string): Constant {
  return { kind: 'constant', type: 'f64', value, ...(note !== undefined && { note }) }
}

export function index(value: number): Constant {
  return { kind: 'constant', type: 'i32', value }
}

export function truth(value: boolean): Constant {
  return { kind: 'constant', type: 'bool', value: Number(value) }
}

export function local(name: string, type: Type): Local {
  return { kind: 'local', type, name }
}

/** The value that a variable has now. */
export function changing(name: string, type: Type): Local {
  return { kind: 'local', type, name, changes: true }
}

/** What loops are counted by. */
const COUNTERS = new Set(['i', 'j', 'k', 'r', 'row', 'step'])

/** The name of a local that is called as something of the model is: `step_` for a variable `step`, so that no two are the same. */
export function modelName(name: string): string {
  return COUNTERS.has(name.replace(/_+$/, '')) ? `${name}_` : name
}

export function parameter(name: string): Slot {
  return { kind: 'slot', type: 'f64', block: 'parameter', name }
}

export function derived(name: string): Slot {
  return { kind: 'slot', type: 'f64', block: 'derived', name }
}

export function load(array: ArrayRef, at: Expr, access: Access): Load {
  return { kind: 'load', type: array.holds, array, index: at, access }
}

const TRUTHS = new Set<BinaryOperation>([
  'less',
  'less-equal',
  'greater',
  'greater-equal',
  'equal',
  'not-equal',
  'and',
  'or',
])

export function binary(operation: BinaryOperation, left: Expr, right: Expr): BinaryExpr {
  return { kind: 'binary', type: TRUTHS.has(operation) ? 'bool' : left.type, operation, left, right }
}

export function negate(operand: Expr): Expr {
  return { kind: 'unary', type: operand.type, operation: 'negate', operand }
}

export function not(operand: Expr): Expr {
  return { kind: 'unary', type: 'bool', operation: 'not', operand }
}

export function call(intrinsic: Intrinsic, ...args: readonly Expr[]): IntrinsicCall {
  return { kind: 'call', type: 'f64', intrinsic, arguments: args }
}

export function select(condition: Expr, then: Expr, otherwise: Expr): Select {
  return { kind: 'select', type: then.type, condition, then, otherwise }
}

/** As a double: truth values become 0 and 1, indices themselves. */
export function asNumber(value: Expr): Expr {
  if (value.type === 'f64') return value
  if (value.kind === 'constant') return constant(value.value)
  return { kind: 'convert', type: 'f64', value }
}

/** As a truth value: numbers are true unless they are 0. */
export function asTruth(value: Expr): Expr {
  return value.type === 'bool' ? value : binary('not-equal', value, value.type === 'i32' ? index(0) : constant(0))
}

/** As an index: cut off towards zero. */
export function asIndex(value: Expr): Expr {
  if (value.type === 'i32') return value
  return { kind: 'convert', type: 'i32', value }
}
