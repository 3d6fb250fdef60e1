/**
 * Literal quantities: one number times or by its units, as in `20*ms` and `-49 mV`.
 *
 *     quantity: [sign] number | [sign] number ['*' | '/'] units | [sign] units
 *
 * Values come out as Brian computes them, bit for bit: a product of units alone keeps an exact power of ten, and a
 * number is multiplied by one unit after the other.
 */
import type { Dimension } from './dimension.js'
import { numberFromRational } from './rational.js'
import { powerOfTen } from './table.js'
import { quantityTokens } from './tokens.js'
import {
  afterUnitMessage,
  type Cursor,
  cursorOver,
  errorAt,
  type Factor,
  factorsAt,
  peek,
  productOf,
  type QuantityError,
  signAt,
} from './unit-grammar.js'

export type { QuantityError } from './unit-grammar.js'

/** A literal quantity: its value in SI units, and the unit it was written in with that unit's SI value. */
export type ParsedQuantity = {
  readonly kind: 'quantity'
  readonly value: number
  readonly dimension: Dimension
  readonly unitText: string | undefined
  readonly scale: number
}

/** A unit alone, such as `nS/cm**2`: `scale` is the SI value of 1 of it. */
export type ParsedUnit = {
  readonly kind: 'unit'
  readonly text: string
  readonly dimension: Dimension
  readonly scale: number
}

type NumberAtCursor = { readonly kind: 'number'; readonly value: number }

/** Reads a literal quantity such as `20*ms`, `-49 mV`, `3*nS/cm**2`, `1e-3` or `inf`. Never throws. */
export function parseQuantity(text: string): ParsedQuantity | QuantityError {
  return withinRange(text, () => quantityIn(text, cursorOver(quantityTokens(text))))
}

/** Reads a unit alone such as `mV`, `nS/cm**2`, `1/second` or `1`. Never throws. */
export function parseUnit(text: string): ParsedUnit | QuantityError {
  return withinRange(text, () => unitIn(text, cursorOver(quantityTokens(text))))
}

function quantityIn(text: string, cursor: Cursor): ParsedQuantity | QuantityError {
  if (peek(cursor).kind === 'end') return errorAt(peek(cursor), 'write a number with its unit here, such as 20*ms')
  const sign = signAt(cursor)
  const unsignedStart = peek(cursor).start
  const number = numberAt(cursor)
  if (number?.kind === 'error') return number
  const unitStart = number === undefined ? unsignedStart : peek(cursor).start
  const factors = number === undefined ? factorsAt(cursor) : factorsAfterNumber(cursor)
  if (!Array.isArray(factors)) return factors
  const { dimension, exponent } = productOf(factors)
  const scale = powerOfTen(numberFromRational(exponent))
  const value = isUnit(sign, number, factors) ? scale : scaledBy(signed(sign, number?.value ?? 1), factors)
  if (!isUsableScale(scale) || !isPossibleValue(value, number)) return outOfRange(text)
  return { kind: 'quantity', value, dimension, unitText: unitTextOf(text.slice(unitStart)), scale }
}

/** Brian keeps 1 over a unit as a unit, and so exact, but makes a product of floats of any other number. */
function isUnit(sign: string | undefined, number: NumberAtCursor | undefined, factors: readonly Factor[]): boolean {
  if (sign !== undefined) return false
  return number === undefined || (number.value === 1 && factors.length > 0 && factors[0].divides)
}

function signed(sign: string | undefined, value: number): number {
  return sign === '-' ? -value : value
}

function isPossibleValue(value: number, number: NumberAtCursor | undefined): boolean {
  return Number.isFinite(value) || (number?.value === Number.POSITIVE_INFINITY && !Number.isNaN(value))
}

function unitIn(text: string, cursor: Cursor): ParsedUnit | QuantityError {
  if (peek(cursor).kind === 'end') return errorAt(peek(cursor), 'write a unit here, such as mV or nS/cm**2')
  const factors = factorsAt(cursor)
  if (!Array.isArray(factors)) return factors
  const { dimension, exponent } = productOf(factors)
  const scale = powerOfTen(numberFromRational(exponent))
  return isUsableScale(scale) ? { kind: 'unit', text: text.trim(), dimension, scale } : outOfRange(text)
}

function scaledBy(start: number, factors: readonly Factor[]): number {
  return factors.reduce((value, { divides, unit }) => {
    const scale = powerOfTen(numberFromRational(unit.exponent))
    return divides ? value / scale : value * scale
  }, start)
}

function unitTextOf(text: string): string | undefined {
  const unit = text.trim()
  if (unit === '') return undefined
  if (unit.startsWith('/')) return `1${unit}`
  return unit.startsWith('*') ? unit.slice(1).trim() : unit
}

function numberAt(cursor: Cursor): NumberAtCursor | QuantityError | undefined {
  const token = peek(cursor)
  const isInfinity = token.kind === 'name' && token.text === 'inf'
  if (token.kind !== 'number' && !isInfinity) return undefined
  cursor.at++
  const value = isInfinity ? Number.POSITIVE_INFINITY : Number(token.text)
  if (!isInfinity && !Number.isFinite(value)) return errorAt(token, 'this number is too large')
  return { kind: 'number', value }
}

function factorsAfterNumber(cursor: Cursor): Factor[] | QuantityError {
  const { kind } = peek(cursor)
  if (kind === 'end') return []
  if (kind === '**') return errorAt(peek(cursor), 'only a unit can have a power here; write the number out, as in 1e-3')
  if (kind === '*' || kind === '/') {
    cursor.at++
    return factorsAt(cursor, kind === '/')
  }
  const startsUnit = kind === 'name' || kind === '('
  return startsUnit ? factorsAt(cursor) : errorAt(peek(cursor), afterUnitMessage(peek(cursor)))
}

function outOfRange(text: string): QuantityError {
  return { kind: 'error', message: 'this is outside the range of numbers', start: 0, end: text.length }
}

function isUsableScale(scale: number): boolean {
  return scale > 0 && scale < Number.POSITIVE_INFINITY
}

/** Powers that are too large to be kept exactly are a mistake in the text, not in the program. */
function withinRange<Result>(text: string, parse: () => Result): Result | QuantityError {
  try {
    return parse()
  } catch (thrown) {
    if (thrown instanceof RangeError) return outOfRange(text)
    throw thrown
  }
}
