/** IR expression -> TypeScript. */
import { unreachable } from '../../diagnostics/index.js'
import type { FunctionName } from '../../ir/function.js'
import type { BinaryExpr, BinaryOperation, Expr, Intrinsic, Primitive, RandomDraw } from '../../ir/ir.js'
import { BINDING } from '../../ir/print.js'
import { quoted } from './names.js'

export interface ExpressionPrinter {
  readonly array: (name: string) => string
  readonly local: (name: string) => string
  readonly slot: (block: 'parameter' | 'derived', name: string) => string
  /** Notes that a function of the runtime is used. */
  readonly use: (name: string) => string
  /** The key of a stream of random numbers. */
  readonly stream: (name: string) => string
}

const PRIMITIVES: { readonly [intrinsic in Primitive]: { readonly math: string } | { readonly runtime: string } } = {
  sqrt: { math: 'sqrt' },
  abs: { math: 'abs' },
  floor: { math: 'floor' },
  ceil: { math: 'ceil' },
  truncate: { math: 'trunc' },
  minimum: { math: 'min' },
  maximum: { math: 'max' },
  exponent: { runtime: 'exponent' },
  significand: { runtime: 'significand' },
  'power-of-two': { runtime: 'powerOfTwo' },
}

/** What the functions that are written in IR are called in the runtime, with those that the language has signs for. */
export const FUNCTION_NAMES: { readonly [name in FunctionName]: string } = {
  exp: 'exp',
  log: 'log',
  log10: 'log10',
  expm1: 'expm1',
  log1p: 'log1p',
  exprel: 'exprel',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  arcsin: 'arcsin',
  arccos: 'arccos',
  arctan: 'arctan',
  sign: 'sign',
  clip: 'clip',
  timestep: 'timestep',
  remainder: 'remainder',
  'floor-divide': 'floorDivide',
  power: 'power',
}

function isWritten(name: Intrinsic | BinaryOperation): name is FunctionName {
  return Object.hasOwn(FUNCTION_NAMES, name)
}

const SIGNS: { readonly [operation in BinaryOperation]?: string } = {
  or: '||',
  and: '&&',
  equal: '===',
  'not-equal': '!==',
  less: '<',
  'less-equal': '<=',
  greater: '>',
  'greater-equal': '>=',
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
}

/** How tightly the parts of the result bind; a conditional binds least. */
const CONDITIONAL = 0.5

export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'Number.NaN'
  if (value === Number.POSITIVE_INFINITY) return 'Number.POSITIVE_INFINITY'
  if (value === Number.NEGATIVE_INFINITY) return 'Number.NEGATIVE_INFINITY'
  return Object.is(value, -0) ? '-0' : String(value)
}

export function printExpression(expr: Expr, printer: ExpressionPrinter, outer = 0): string {
  const print = (inner: Expr, binding = 0) => printExpression(inner, printer, binding)
  switch (expr.kind) {
    case 'constant': {
      if (expr.type === 'bool') return expr.value !== 0 ? 'true' : 'false'
      const text = printNumber(expr.value)
      const note = expr.note === undefined ? '' : ` /* ${expr.note.replace(/[^\x20-\x7e]|\*\//g, '?')} */`
      return text.startsWith('-') && outer >= 8 ? `(${text})${note}` : `${text}${note}`
    }
    case 'local':
      return printer.local(expr.name)
    case 'slot':
      return printer.slot(expr.block, expr.name)
    case 'load': {
      const read = `${printer.array(expr.array.name)}[${print(expr.index)}]`
      if (expr.type !== 'bool') return read
      return wrapped(`${read} !== 0`, BINDING.equal, outer)
    }
    case 'unary': {
      const operand = print(expr.operand, 8)
      if (expr.operation === 'not') return wrapped(`!${operand}`, 8, outer)
      // Two signs next to each other would be one operator, which writes to its operand.
      return wrapped(operand.startsWith('-') ? `-(${operand})` : `-${operand}`, 8, outer)
    }
    case 'binary':
      return printBinary(expr, printer, outer)
    case 'call': {
      const text = `${printCallee(expr.intrinsic, printer)}(${expr.arguments.map((argument) => print(argument)).join(', ')})`
      return expr.type === 'f32' && expr.intrinsic === 'sqrt' ? rounded(text) : text
    }
    case 'select':
      return wrapped(
        `${print(expr.condition, 1)} ? ${print(expr.then, 1)} : ${print(expr.otherwise, CONDITIONAL)}`,
        CONDITIONAL,
        outer,
      )
    case 'convert':
      if (expr.type === 'i32')
        return expr.value.type === 'bool' ? print(expr.value, outer) : `Math.trunc(${print(expr.value)})`
      if (expr.type === 'f32' && expr.value.type !== 'bool') return rounded(print(expr.value))
      return expr.value.type === 'bool'
        ? wrapped(`${print(expr.value, 1)} ? 1 : 0`, CONDITIONAL, outer)
        : print(expr.value, outer)
    case 'random':
      return printRandom(expr, printer)
    case 'checked-index':
      return `${printer.use('within')}(${print(expr.value)}, ${expr.size}, ${quoted(expr.array)}, ${quoted(expr.axis)})`
    case 'table':
      return `${printer.local(expr.name)}[${print(expr.index)}]`
    default:
      return unreachable(expr)
  }
}

function printCallee(intrinsic: Intrinsic, printer: ExpressionPrinter): string {
  if (isWritten(intrinsic)) return printer.use(FUNCTION_NAMES[intrinsic])
  const known = PRIMITIVES[intrinsic]
  return 'math' in known ? `Math.${known.math}` : printer.use(known.runtime)
}

function wrapped(text: string, binding: number, outer: number): string {
  return binding < outer ? `(${text})` : text
}

/** To a float: of two floats' sum, product or quotient it is what arithmetic in floats gives. */
function rounded(text: string): string {
  return `Math.fround(${text})`
}

function printBinary(expr: BinaryExpr, printer: ExpressionPrinter, outer: number): string {
  const { operation } = expr
  if (expr.type === 'f32') return rounded(printBinary({ ...expr, type: 'f64' }, printer, 0))
  if (isWritten(operation)) {
    const call = printer.use(FUNCTION_NAMES[operation])
    return `${call}(${printExpression(expr.left, printer)}, ${printExpression(expr.right, printer)})`
  }
  const own = BINDING[operation]
  const left = printExpression(expr.left, printer, own)
  const right = printExpression(expr.right, printer, own + 0.5)
  return wrapped(`${left} ${SIGNS[operation]} ${right}`, own, outer)
}

function printRandom(expr: RandomDraw, printer: ExpressionPrinter): string {
  const print = (inner: Expr) => printExpression(inner, printer)
  const [a, b] = expr.indices
  const place = [print(a), print(b), print(expr.step), expr.draw, ...(expr.parameters ?? []).map(print)].join(', ')
  return `${printer.use(expr.distribution)}(memory.seed, ${printer.stream(expr.stream)}, ${place})`
}
