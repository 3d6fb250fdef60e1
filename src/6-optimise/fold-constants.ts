/** Computes what is made of numbers alone. What a constant was made of stays with it as a note. */
import { binaryValue, unaryFunctions } from '../2-resolve/evaluate.js'
import { asTruth, binary, constant, truth } from '../ir/build.js'
import type { BinaryExpr, Constant, Expr, IntrinsicCall } from '../ir/ir.js'
import { printExpr, SIGNS } from '../ir/print.js'
import { mapExpr } from '../ir/walk.js'
import * as arithmetic from '../runtime/math.js'

export function folded(expr: Expr): Expr {
  return mapExpr(expr, foldOne)
}

function foldOne(expr: Expr): Expr {
  switch (expr.kind) {
    case 'unary':
      if (expr.operand.kind !== 'constant') return expr
      return expr.operation === 'not' ? truth(expr.operand.value === 0) : noted(-expr.operand.value, expr)
    case 'binary':
      return foldBinary(expr)
    case 'call':
      return foldCall(expr)
    case 'select':
      if (expr.condition.kind !== 'constant') return expr
      return expr.condition.value !== 0 ? expr.then : expr.otherwise
    case 'convert':
      if (expr.value.kind !== 'constant') return expr
      return {
        kind: 'constant',
        type: expr.type,
        value: expr.type === 'i32' ? Math.trunc(expr.value.value) : expr.value.value,
      }
    default:
      return expr
  }
}

/** A note is for a value that is not written out already. */
function noted(value: number, from: Expr): Constant {
  const text = printExpr(from).replaceAll(' * ', '*').replaceAll(' / ', '/')
  const plain = text === String(value) || /^-?[\d.]+$/.test(text)
  return constant(value, plain ? undefined : text)
}

function foldBinary(expr: BinaryExpr): Expr {
  const { operation, left, right } = expr
  if (left.kind === 'constant' && right.kind === 'constant') {
    const value = binaryValue(SIGNS[operation], left.value, right.value)
    if (expr.type === 'bool') return truth(value !== 0)
    return expr.type === 'i32' ? { kind: 'constant', type: 'i32', value } : noted(value, expr)
  }
  if (operation === 'and' || operation === 'or') return foldLogical(operation, left, right)
  if (operation === 'multiply' && isOne(left)) return right
  if ((operation === 'multiply' || operation === 'divide') && isOne(right)) return left
  if (operation === 'power' && right.kind === 'constant') return smallPower(left, right, expr)
  return expr
}

function isOne(expr: Expr): boolean {
  return expr.kind === 'constant' && expr.value === 1 && expr.note === undefined
}

function foldLogical(operation: 'and' | 'or', left: Expr, right: Expr): Expr {
  const decides = operation === 'or'
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    if (one.kind === 'constant') return (one.value !== 0) === decides ? truth(decides) : asTruth(other)
  }
  return binary(operation, left, right)
}

/**
 * `x**2` as `x*x`, which is the same to the last bit, and much faster; higher powers may differ there. Only where x costs
 * nothing to name twice.
 */
function smallPower(base: Expr, exponent: Constant, expr: BinaryExpr): Expr {
  if (exponent.value === 1) return base
  const cheap = base.kind === 'local' || base.kind === 'slot'
  if (!cheap || ![2, 3, 4].includes(exponent.value)) return expr
  const square = binary('multiply', base, base)
  if (exponent.value === 2) return square
  return exponent.value === 3 ? binary('multiply', square, base) : binary('multiply', square, square)
}

function foldCall(expr: IntrinsicCall): Expr {
  const values = expr.arguments.map((argument) => (argument.kind === 'constant' ? argument.value : undefined))
  if (values.includes(undefined)) return expr
  const [x = 0, y = 0, z = 0] = values
  switch (expr.intrinsic) {
    case 'clip':
      return noted(arithmetic.clip(x, y, z), expr)
    case 'timestep':
      return noted(arithmetic.timestep(x, y), expr)
    case 'maximum':
      return noted(Math.max(x, y), expr)
    case 'minimum':
      return noted(Math.min(x, y), expr)
    case 'truncate':
      return noted(Math.trunc(x), expr)
    case 'exponent':
    case 'significand':
    case 'power-of-two':
      return expr
    default:
      return noted(unaryFunctions[expr.intrinsic](x), expr)
  }
}
