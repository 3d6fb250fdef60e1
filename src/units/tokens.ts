/**
 * The tokens of literal quantities and units.
 */

/** A token with the places of its first character and of the one after its last. A tokens list ends with `end`. */
export type QuantityToken = {
  readonly kind: 'number' | 'name' | '**' | '*' | '/' | '(' | ')' | '+' | '-' | 'other' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
  /** What to write instead, where a common slip is recognised. */
  readonly hint?: string
}

const BLANK = /\s+/y
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const OPERATORS = ['**', '*', '/', '(', ')', '+', '-'] as const

const HINTS: ReadonlyMap<string, string> = new Map([
  ['^', 'write ** for a power'],
  ['\u00b5', 'write u for micro, as in uA'],
  ['\u03bc', 'write u for micro, as in uA'],
  ['\u03a9', 'write ohm, as in Mohm'],
  ['\u2126', 'write ohm, as in Mohm'],
  ['\u2212', 'this is not the minus sign of the keyboard: write -'],
  ['\u00b7', 'write * between units'],
  ['\u00d7', 'write * between a number and its unit'],
  ['%', 'write a fraction as a plain number: 0.5 for 50%'],
  ['\u00b0', 'there are no degrees here: temperatures are in kelvin, angles in radian'],
  [',', 'write a decimal point, and no separators'],
])

/** All tokens of a text, in time linear in its length. Characters that mean nothing are tokens of kind `other`. */
export function quantityTokens(text: string): readonly QuantityToken[] {
  const tokens: QuantityToken[] = []
  let start = matchEnd(BLANK, text, 0) ?? 0
  while (start < text.length) {
    const token = tokenAt(text, start)
    tokens.push(token)
    start = matchEnd(BLANK, text, token.end) ?? token.end
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

function tokenAt(text: string, start: number): QuantityToken {
  const numberEnd = matchEnd(NUMBER, text, start)
  if (numberEnd !== undefined) return { kind: 'number', text: text.slice(start, numberEnd), start, end: numberEnd }
  const nameEnd = matchEnd(NAME, text, start)
  if (nameEnd !== undefined) return { kind: 'name', text: text.slice(start, nameEnd), start, end: nameEnd }
  const operator = OPERATORS.find((each) => text.startsWith(each, start))
  if (operator !== undefined) return { kind: operator, text: operator, start, end: start + operator.length }
  return otherToken(String.fromCodePoint(text.codePointAt(start) ?? 0), start)
}

function otherToken(character: string, start: number): QuantityToken {
  const token = { kind: 'other', text: character, start, end: start + character.length } as const
  const hint = HINTS.get(character)
  return hint === undefined ? token : { ...token, hint }
}

function matchEnd(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : undefined
}
