/** What definitions are written with: arithmetic on expressions and plain numbers, named values, polynomials. */
import { assertInternal } from '../../diagnostics/index.js'
import { binary, call, constant, local, select } from '../build.js'
import type { ArithmeticOperation, ComparisonOperation, Expr, Let, Local } from '../ir.js'

export type Operand = Expr | number

export const x = local('x', 'f64')
export const y = local('y', 'f64')

/** The smallest normal number, 2^-1022. */
export const MIN_NORMAL = 2.2250738585072014e-308
export const INFINITY = Number.POSITIVE_INFINITY

function expr(operand: Operand): Expr {
  return typeof operand === 'number' ? constant(operand) : operand
}

/** From left to right, as all of these round. */
function chained(operation: ArithmeticOperation, [first, ...rest]: readonly Operand[]): Expr {
  return rest.reduce<Expr>((left, right) => binary(operation, left, expr(right)), expr(first))
}

export function sum(...terms: readonly Operand[]): Expr {
  return chained('add', terms)
}

export function difference(...terms: readonly Operand[]): Expr {
  return chained('subtract', terms)
}

export function product(...factors: readonly Operand[]): Expr {
  return chained('multiply', factors)
}

export function quotient(left: Operand, right: Operand): Expr {
  return chained('divide', [left, right])
}

function compared(operation: ComparisonOperation): (left: Operand, right: Operand) => Expr {
  return (left, right) => binary(operation, expr(left), expr(right))
}

export const less = compared('less')
export const greater = compared('greater')
export const atLeast = compared('greater-equal')
export const equal = compared('equal')
export const notEqual = compared('not-equal')

export function both(left: Expr, right: Expr): Expr {
  return binary('and', left, right)
}

export function either(condition: Expr, then: Operand, otherwise: Operand): Expr {
  return select(condition, expr(then), expr(otherwise))
}

export function abs(operand: Operand): Expr {
  return call('abs', expr(operand))
}

export function floor(operand: Operand): Expr {
  return call('floor', expr(operand))
}

/** `operand` between -bound and bound. */
export function within(bound: number, operand: Expr): Expr {
  return call('minimum', call('maximum', operand, constant(-bound)), constant(bound))
}

export function powerOfTwo(operand: Expr): Expr {
  return call('power-of-two', operand)
}

/** The nearest whole number, for less than 2^51: adding 1.5*2^52 leaves no bit for a fraction. */
export function rounded(operand: Expr): Expr {
  return difference(sum(operand, 6755399441055744), 6755399441055744)
}

/** Values named one after the other, each once: what a definition is written down with. */
export interface Line {
  readonly named: (name: string, value: Expr) => Local
  readonly body: readonly Let[]
}

export function line(): Line {
  const body: Let[] = []
  const named = (name: string, value: Expr) => {
    assertInternal(
      body.every((earlier) => earlier.name !== name),
      `${name} is named twice`,
    )
    body.push({ kind: 'let', name, value })
    return local(name, value.type)
  }
  return { named, body }
}

/** c[0] + v*(c[1] + v*(c[2] + ...)) */
export function horner(v: Expr, coefficients: readonly number[]): Expr {
  const last = coefficients.length - 1
  return coefficients
    .slice(0, last)
    .reduceRight<Expr>((higher, c) => sum(c, product(v, higher)), constant(coefficients[last]))
}

/** The same polynomial in pairs, whose products do not wait for each other (Estrin 1960); `square` is v*v, if it is known. */
export function estrin(at: Line, v: Local, coefficients: readonly number[], square?: Local): Expr {
  return inPairs(
    at,
    v,
    coefficients.map((c) => constant(c)),
    square,
  )
}

function inPairs(at: Line, power: Local, terms: readonly Expr[], known?: Local): Expr {
  const pairs = terms.flatMap((low, k) => {
    if (k % 2 === 1) return []
    return k + 1 < terms.length ? [sum(low, product(power, terms[k + 1]))] : [low]
  })
  if (pairs.length === 1) return pairs[0]
  if (terms.length === 3) return sum(terms[0], product(power, sum(terms[1], product(power, terms[2]))))
  return inPairs(at, known ?? at.named(squareName(power.name), product(power, power)), pairs)
}

/** r, r2, r4, r8 */
function squareName(power: string): string {
  const [, base, degree] = /^(.*?)(\d*)$/.exec(power) ?? []
  return `${base}${degree === '' ? 2 : 2 * Number(degree)}`
}

/** The upper 53 - bits bits of a number, so that products of such parts are exact (Veltkamp 1968). */
export function upperPart(at: Line, name: string, value: Expr, bits: 27 | 32): Local {
  const widened = at.named(`${name}Wide`, product(value, 2 ** bits + 1))
  return at.named(name, difference(widened, difference(widened, value)))
}
