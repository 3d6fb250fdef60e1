/** Numbers in the bytes of a text, one after the other: no string is made for any of them. */

import { unfit } from './problem.js'

export interface Scanner {
  /** Where the next byte is read. */
  at: number
  readonly bytes: Uint8Array
  /** The byte of the decimal point. */
  readonly point: number
}

export const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const TAB = 9
const POINT = 46
const MINUS = 45
const PLUS = 43

export function scannerOf(bytes: Uint8Array, at = 0, point = POINT): Scanner {
  return { bytes, at, point }
}

export function skipBlanks(scanner: Scanner): void {
  const { bytes } = scanner
  while (bytes[scanner.at] === SPACE || bytes[scanner.at] === TAB || bytes[scanner.at] === RETURN) scanner.at++
}

export function skipLine(scanner: Scanner): void {
  const end = scanner.bytes.indexOf(NEWLINE, scanner.at)
  scanner.at = end < 0 ? scanner.bytes.length : end + 1
}

/** At the end of a line, or of the text. */
export function isAtLineEnd({ bytes, at }: Scanner): boolean {
  return at >= bytes.length || bytes[at] === NEWLINE
}

/** The line of a place, counted from 1. */
function lineAt({ bytes }: Scanner, at: number): number {
  let line = 1
  for (let k = bytes.indexOf(NEWLINE); k >= 0 && k < at; k = bytes.indexOf(NEWLINE, k + 1)) line++
  return line
}

/** What is wrong in the line in which the scanner stands. */
export function unfitLine(scanner: Scanner, what: string, problem: string): Error {
  return unfit(what, `line ${lineAt(scanner, scanner.at)}: ${problem}`)
}

/** The word that begins here, to be shown. */
export function wordAt({ bytes, at }: Scanner): string {
  const text = new TextDecoder().decode(bytes.subarray(at, at + 40))
  return /^[^\s,;]+/.exec(text)?.[0] ?? ''
}

const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))

/** A number, or NaN where none begins, with the place left where it is. Blanks before it are passed over. */
export function scanNumber(scanner: Scanner): number {
  skipBlanks(scanner)
  const { bytes, point } = scanner
  const start = scanner.at
  let at = start
  const isNegative = bytes[at] === MINUS
  if (isNegative || bytes[at] === PLUS) at++
  let digits = 0
  let value = 0
  let fraction = 0
  for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9; digit = bytes[++at] - 48) {
    value = value * 10 + digit
    digits++
  }
  if (bytes[at] === point) {
    at++
    for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9; digit = bytes[++at] - 48) {
      value = value * 10 + digit
      digits++
      fraction++
    }
  }
  if (digits === 0) return Number.NaN
  let exponent = 0
  if ((bytes[at] | 32) === 101) {
    const sign = bytes[at + 1]
    let power = at + (sign === MINUS || sign === PLUS ? 2 : 1)
    const first = power
    for (let digit = bytes[power] - 48; digit >= 0 && digit <= 9; digit = bytes[++power] - 48)
      exponent = exponent * 10 + digit
    if (power === first) return Number.NaN
    if (sign === MINUS) exponent = -exponent
    at = power
  }
  scanner.at = at
  const power = exponent - fraction
  // Both the digits and the power of ten are exact, so one operation rounds once (Clinger, PLDI 1990).
  if (digits <= 15 && power >= -22 && power <= 22) {
    const exact = power < 0 ? value / POWERS[-power] : value * POWERS[power]
    return isNegative ? -exact : exact
  }
  let text = ''
  for (let k = start; k < at; k++) text += bytes[k] === point ? '.' : String.fromCharCode(bytes[k])
  return Number(text)
}
