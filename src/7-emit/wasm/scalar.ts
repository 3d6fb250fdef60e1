/** IR expression -> WebAssembly instructions for one value. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import type {
  BinaryExpr,
  BinaryOperation,
  Convert,
  Expr,
  IntrinsicCall,
  Primitive,
  RandomDraw,
  Type,
} from '../../ir/ir.js'
import { visitExpr } from '../../ir/walk.js'
import type { Counted } from './frame.js'
import { loadScalar, type ModuleUse, valueType } from './places.js'
import { tableEntry } from './tables.js'
import { f64, i32, number, type Wat } from './wat.js'

export interface ScalarSite {
  readonly use: ModuleUse
  /** What a name stands for. */
  readonly local: (name: string, type: Type) => Wat
  readonly slot: (block: 'parameter' | 'derived', name: string) => Wat
  /** What a name is that follows a counter. */
  readonly counted?: (name: string) => Counted | undefined
}

/** An index, so many elements behind another one. */
export function indexOf(expr: Expr, site: ScalarSite): { readonly index: Wat; readonly ahead: number } {
  const counted = expr.kind === 'local' ? site.counted?.(expr.name) : undefined
  return counted ? { index: counted.counter, ahead: counted.ahead } : { index: scalar(expr, site), ahead: 0 }
}

export function scalar(expr: Expr, site: ScalarSite): Wat {
  const of = (inner: Expr) => scalar(inner, site)
  switch (expr.kind) {
    case 'constant':
      return constantOf(expr.type, expr.value)
    case 'local':
      return site.local(expr.name, expr.type)
    case 'slot':
      return site.slot(expr.block, expr.name)
    case 'load': {
      const { index, ahead } = indexOf(expr.index, site)
      return loadScalar(expr.array, expr.type, index, site.use, ahead)
    }
    case 'unary':
      if (expr.operation === 'not') return ['i32.eqz', of(expr.operand)]
      return expr.type === 'i32' ? ['i32.sub', i32(0), of(expr.operand)] : [`${expr.type}.neg`, of(expr.operand)]
    case 'binary':
      return binary(expr, site)
    case 'call':
      return call(expr, site)
    case 'select': {
      const [condition, then, otherwise] = [expr.condition, expr.then, expr.otherwise].map(of)
      if (!costly(expr.then) && !costly(expr.otherwise)) return ['select', then, otherwise, condition]
      return ['if', ['result', valueType(expr.type)], condition, ['then', then], ['else', otherwise]]
    }
    case 'convert':
      return convert(expr, site)
    case 'random':
      return random(expr, site)
    case 'table':
      return tableEntry(expr, of(expr.index), site.use)
    case 'checked-index':
      throw new Error(`internal error of spikec: a ${expr.kind} in a kernel of the step`)
    default:
      return unreachable(expr)
  }
}

export function constantOf(type: Type, value: number): Wat {
  switch (type) {
    case 'f64':
    case 'f32':
      return [`${type}.const`, number(value)]
    case 'i32':
      return i32(value)
    case 'bool':
      return i32(value === 0 ? 0 : 1)
    default:
      return unreachable(type)
  }
}

/** Worth a branch: a function is called. */
function costly(expr: Expr): boolean {
  let calls = false
  visitExpr(expr, (node) => {
    if (node.kind === 'random' || callsFunction(node)) calls = true
  })
  return calls
}

/** Is the node itself a call of a function that is written in IR? */
export function callsFunction(node: Expr): boolean {
  if (node.kind === 'call') return !isPrimitive(node.intrinsic)
  return node.kind === 'binary' && ['remainder', 'floor-divide', 'power'].includes(node.operation)
}

export const OPERATIONS: { readonly [operation in BinaryOperation]?: string } = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  less: 'lt',
  'less-equal': 'le',
  greater: 'gt',
  'greater-equal': 'ge',
  equal: 'eq',
  'not-equal': 'ne',
}

/** Comparisons of whole numbers have a sign, but for those of equality. */
export function signed(operation: string, type: Type): string {
  return type === 'i32' && ['lt', 'le', 'gt', 'ge', 'div'].includes(operation) ? `${operation}_s` : operation
}

function binary(expr: BinaryExpr, site: ScalarSite): Wat {
  const { operation, left, right } = expr
  const [a, b] = [scalar(left, site), scalar(right, site)]
  switch (operation) {
    case 'and':
      return costly(right) ? ['if', ['result', 'i32'], a, ['then', b], ['else', i32(0)]] : ['i32.and', a, b]
    case 'or':
      return costly(right) ? ['if', ['result', 'i32'], a, ['then', i32(1)], ['else', b]] : ['i32.or', a, b]
    case 'remainder':
    case 'floor-divide':
    case 'power':
      site.use.functions.add(operation)
      return ['call', `$${operation}`, a, b]
    default: {
      const name = OPERATIONS[operation]
      assertInternal(name, `no instruction for ${operation}`)
      const type = left.type === 'bool' ? 'i32' : left.type
      return [`${type}.${signed(name, type)}`, a, b]
    }
  }
}

const PRIMITIVES: { readonly [name in Primitive]: string | undefined } = {
  abs: 'abs',
  floor: 'floor',
  ceil: 'ceil',
  truncate: 'trunc',
  sqrt: 'sqrt',
  minimum: 'min',
  maximum: 'max',
  exponent: undefined,
  significand: undefined,
  'power-of-two': undefined,
}

export function isPrimitive(name: string): name is Primitive {
  return Object.hasOwn(PRIMITIVES, name)
}

/** The instruction of a primitive, where it has one: `sqrt`. */
export function instructionOf(name: Primitive): string | undefined {
  return PRIMITIVES[name]
}

/** 2^52 + 1023: a biased exponent, put into the low bits of 2^52, is taken off exactly by this. */
export const EXPONENT_OFFSET = 4503599627371519
/** 1.5*2^52 + 1023: a whole number added to this stands in the low bits, biased as an exponent. */
export const SCALE_OFFSET = 6755399441056767

function call(expr: IntrinsicCall, site: ScalarSite): Wat {
  const args = expr.arguments.map((argument) => scalar(argument, site))
  const { intrinsic } = expr
  if (!isPrimitive(intrinsic)) {
    site.use.functions.add(intrinsic)
    return ['call', `$${intrinsic}`, ...args]
  }
  const instruction = instructionOf(intrinsic)
  if (instruction) return [`${expr.type}.${instruction}`, ...args]
  const [x] = args
  const bits: Wat = ['i64.reinterpret_f64', x]
  switch (intrinsic) {
    case 'exponent': {
      const biased: Wat = ['i64.or', ['i64.shr_u', bits, ['i64.const', '52']], ['i64.const', '0x4330000000000000']]
      return ['f64.sub', ['f64.reinterpret_i64', biased], f64(EXPONENT_OFFSET)]
    }
    case 'significand': {
      const fraction: Wat = ['i64.and', bits, ['i64.const', '0x000fffffffffffff']]
      return ['f64.reinterpret_i64', ['i64.or', fraction, ['i64.const', '0x3ff0000000000000']]]
    }
    default: {
      const biased: Wat = ['i64.reinterpret_f64', ['f64.add', x, f64(SCALE_OFFSET)]]
      return ['f64.reinterpret_i64', ['i64.shl', biased, ['i64.const', '52']]]
    }
  }
}

function convert(expr: Convert, site: ScalarSite): Wat {
  const value = scalar(expr.value, site)
  const from = expr.value.type
  if (from === expr.type) return value
  switch (expr.type) {
    case 'f64':
      return from === 'f32' ? ['f64.promote_f32', value] : ['f64.convert_i32_s', value]
    case 'f32':
      return from === 'f64' ? ['f32.demote_f64', value] : ['f32.convert_i32_s', value]
    case 'i32':
      return from === 'bool' ? value : [`i32.trunc_sat_${from}_s`, value]
    case 'bool':
      throw new Error('internal error of spikec: truth values come from comparisons')
    default:
      return unreachable(expr.type)
  }
}

function random(expr: RandomDraw, site: ScalarSite): Wat {
  site.use.draws.add(expr.distribution)
  const [a, b] = expr.indices.map((index) => scalar(index, site))
  const key = i32(site.use.streamKey(expr.stream) | 0)
  const seed: Wat = ['global.get', '$seed']
  const parameters = (expr.parameters ?? []).map((parameter) => scalar(parameter, site))
  return ['call', `$${expr.distribution}`, seed, key, a, b, scalar(expr.step, site), i32(expr.draw), ...parameters]
}
