/**
 * Units as they are written in literal quantities.
 *
 *     units:    factor (('*' | '/') factor)*
 *     factor:   (name | '1' | '(' units ')') ['**' exponent]
 *     exponent: [sign] number | '(' [sign] number ['/' number] ')'
 */
import { DIMENSIONLESS, type Dimension, divideDimensions, multiplyDimensions, powerOfDimension } from './dimension.js'
import {
  addRational,
  multiplyRational,
  negateRational,
  type Rational,
  rational,
  rationalFromNumber,
  ZERO,
} from './rational.js'
import { findScriptUnit } from './table.js'
import type { QuantityToken } from './tokens.js'

/** What is wrong with a text, and where: `start` and `end` count from its first character. */
export type QuantityError = {
  readonly kind: 'error'
  readonly message: string
  readonly start: number
  readonly end: number
  /** The name that is no unit, when that is what is wrong. */
  readonly unknown?: string
}

/** A product of units: ten to the `exponent` in SI units of `dimension`. */
export type UnitProduct = { readonly kind: 'product'; readonly dimension: Dimension; readonly exponent: Rational }

/** One unit of a product, with its power. */
export type Factor = { readonly divides: boolean; readonly unit: UnitProduct }

type Exponent = { readonly kind: 'exponent'; readonly value: Rational }

/** A place in the tokens of a text, which parsing moves forward. */
export type Cursor = { readonly tokens: readonly QuantityToken[]; at: number; depth: number }

const NO_UNIT: UnitProduct = { kind: 'product', dimension: DIMENSIONLESS, exponent: ZERO }
const DEEPEST_PARENTHESES = 100

/** A place before the first of these tokens, which end with `end`. */
export function cursorOver(tokens: readonly QuantityToken[]): Cursor {
  return { tokens, at: 0, depth: 0 }
}

/** All factors up to the end of the text; `divides` tells whether the first stands behind a division sign. */
export function factorsAt(cursor: Cursor, divides = false): Factor[] | QuantityError {
  const factors = factorList(cursor, divides)
  if (!Array.isArray(factors)) return factors
  const token = peek(cursor)
  return token.kind === 'end' ? factors : errorAt(token, afterUnitMessage(token))
}

function factorList(cursor: Cursor, divides = false): Factor[] | QuantityError {
  const factors: Factor[] = []
  let dividesNext = divides
  for (;;) {
    const unit = factorAt(cursor)
    if (unit.kind === 'error') return unit
    factors.push({ divides: dividesNext, unit })
    const { kind } = peek(cursor)
    if (kind !== '*' && kind !== '/') return factors
    dividesNext = kind === '/'
    cursor.at++
  }
}

function factorAt(cursor: Cursor): UnitProduct | QuantityError {
  const unit = atomAt(cursor)
  if (unit.kind === 'error' || peek(cursor).kind !== '**') return unit
  cursor.at++
  const exponent = exponentAt(cursor)
  return exponent.kind === 'error' ? exponent : powerOf(unit, exponent.value)
}

function atomAt(cursor: Cursor): UnitProduct | QuantityError {
  const token = peek(cursor)
  if (token.kind === '(') return parenthesesAt(cursor)
  if (token.kind !== 'name' && token.kind !== 'number') return errorAt(token, missingUnitMessage(token))
  cursor.at++
  if (token.kind === 'number') {
    return Number(token.text) === 1 ? NO_UNIT : errorAt(token, 'the number comes first, and once: 20*mV')
  }
  const unit = findScriptUnit(token.text)
  if (unit === undefined) return { ...errorAt(token, `there is no unit \`${token.text}\``), unknown: token.text }
  return { kind: 'product', dimension: unit.dimension, exponent: rational(unit.exponent) }
}

function parenthesesAt(cursor: Cursor): UnitProduct | QuantityError {
  const opening = peek(cursor)
  if (cursor.depth >= DEEPEST_PARENTHESES) return errorAt(opening, 'too many parentheses inside each other')
  cursor.at++
  cursor.depth++
  const factors = factorList(cursor)
  cursor.depth--
  if (!Array.isArray(factors)) return factors
  return closingAt(cursor, opening) ?? productOf(factors)
}

function closingAt(cursor: Cursor, opening: QuantityToken): QuantityError | undefined {
  const token = peek(cursor)
  if (token.kind === 'end') return errorAt(opening, 'this parenthesis is never closed')
  if (token.kind !== ')') return errorAt(token, afterUnitMessage(token))
  cursor.at++
  return undefined
}

function exponentAt(cursor: Cursor): Exponent | QuantityError {
  if (peek(cursor).kind !== '(') return signedNumberAt(cursor)
  const opening = peek(cursor)
  cursor.at++
  const top = signedNumberAt(cursor)
  if (top.kind === 'error' || peek(cursor).kind !== '/')
    return top.kind === 'error' ? top : (closingAt(cursor, opening) ?? top)
  cursor.at++
  const divisor = peek(cursor)
  const bottom = signedNumberAt(cursor)
  if (bottom.kind === 'error') return bottom
  if (bottom.value.numerator === 0) return errorAt(divisor, 'this power is divided by 0')
  const value = multiplyRational(top.value, rational(bottom.value.denominator, bottom.value.numerator))
  return closingAt(cursor, opening) ?? { kind: 'exponent', value }
}

function signedNumberAt(cursor: Cursor): Exponent | QuantityError {
  const sign = signAt(cursor)
  const token = peek(cursor)
  if (token.kind !== 'number') return errorAt(token, 'a power is a plain number, as in cm**2 or second**-0.5')
  cursor.at++
  const value = rationalFromNumber(Number(token.text))
  if (value === undefined) return errorAt(token, 'this power is not a simple number, such as 2 or -0.5')
  return { kind: 'exponent', value: sign === '-' ? negateRational(value) : value }
}

/** The product of factors, exact. @throws RangeError when a power leaves the safe integers */
export function productOf(factors: readonly Factor[]): UnitProduct {
  return factors.reduce(
    (left, { divides, unit }) => ({
      kind: 'product',
      dimension: (divides ? divideDimensions : multiplyDimensions)(left.dimension, unit.dimension),
      exponent: addRational(left.exponent, multiplyRational(unit.exponent, rational(divides ? -1 : 1))),
    }),
    NO_UNIT,
  )
}

function powerOf(unit: UnitProduct, power: Rational): UnitProduct {
  return {
    kind: 'product',
    dimension: powerOfDimension(unit.dimension, power),
    exponent: multiplyRational(unit.exponent, power),
  }
}

/** What to say of a token that cannot follow a unit or a number. */
export function afterUnitMessage(token: QuantityToken): string {
  if (token.kind === 'name' || token.kind === 'number' || token.kind === '(') return 'write * or / between units'
  if (token.kind === '**') return 'a unit has one power only'
  if (token.kind === '+' || token.kind === '-')
    return 'a quantity here is one number times its units: nothing can be added'
  if (token.kind === ')') return 'this parenthesis was never opened'
  return unexpectedMessage(token)
}

function missingUnitMessage(token: QuantityToken): string {
  if (token.kind === 'end') return 'a unit is missing here, such as mV'
  if (token.kind === ')' || token.kind === '*' || token.kind === '/') return 'a unit is missing before this'
  return unexpectedMessage(token)
}

function unexpectedMessage({ kind, text, hint }: QuantityToken): string {
  if (hint !== undefined) return hint
  return kind === 'other' ? `\`${text}\` cannot be used in a quantity` : `\`${text}\` cannot stand here`
}

/** The token at the cursor. */
export function peek({ tokens, at }: Cursor): QuantityToken {
  return tokens[at]
}

/** An error that spans a token. */
export function errorAt({ start, end }: QuantityToken, message: string): QuantityError {
  return { kind: 'error', message, start, end }
}

/** The sign at the cursor, if there is one, leaving the cursor behind it. */
export function signAt(cursor: Cursor): '+' | '-' | undefined {
  const { kind } = peek(cursor)
  if (kind !== '+' && kind !== '-') return undefined
  cursor.at++
  return kind
}
