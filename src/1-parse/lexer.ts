/**
 * Text to tokens. Nothing is refused here: what isn't in the language becomes a token of its own type,
 * so that the one who explains it knows what was meant.
 */
import moo from 'moo'
import type { Span } from '../diagnostics/source.js'

export type TokenType =
  | 'name'
  /** A name such as `dv`, which can be the head of a differential equation. */
  | 'derivative'
  | 'number'
  /** `and`, `or`, `not`, `True`, `False` */
  | 'word'
  | 'operator'
  | 'assignment'
  | 'open'
  | 'close'
  | 'comma'
  | 'colon'
  | 'semicolon'
  | 'refusedNumber'
  | 'refusedWord'
  | 'refusedOperator'
  | 'refusedAssignment'
  | 'quoted'
  | 'stray'

export interface Token {
  readonly type: TokenType
  readonly value: string
  readonly span: Span
  /** The first on its line. */
  readonly startsLine: boolean
}

const words = new Set(['and', 'or', 'not', 'True', 'False'])

/** Python's keywords: no variable can be called so. */
const refusedWords = new Set(
  `None as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal pass raise return try while with yield`.split(/\s+/),
)

function wordType(text: string): TokenType {
  if (words.has(text)) return 'word'
  if (refusedWords.has(text)) return 'refusedWord'
  return text.startsWith('d') && text.length > 1 ? 'derivative' : 'name'
}

/** As in Python, `007` is not a number, `0`, `00` and `00.5` are. */
function numberType(text: string): TokenType {
  return /^0+[1-9]\d*$/.test(text) || !Number.isFinite(Number(text)) ? 'refusedNumber' : 'number'
}

export const lexer = moo.compile({
  blank: { match: /[ \t\r\f\v]+|\\[ \t\r]*\n/, lineBreaks: true },
  newline: { match: '\n', lineBreaks: true },
  comment: /#[^\n]*/,
  name: { match: /[A-Za-z_][A-Za-z_0-9]*/, type: wordType },
  number: { match: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/, type: numberType },
  refusedNumber: /\.?\d(?:[eE][+-](?=\d)|[\w.])*/,
  quoted: /"[^"\n]*"|'[^'\n]*'/,
  // moo tries the rules in this order, so what begins like another comes before it.
  refusedAssignment: ['**=', '//=', '<<=', '>>=', '&=', '|=', '^=', '@=', ':='],
  refusedOperator: /===|!==|=<|=>|<>|<<|>>|&&?|\|\|?|[\^~?@.]|!(?!=)/,
  operator: /[<>=!]=|\*\*|\/\/|[<>+\-*/%](?!=)/,
  assignment: ['=', '+=', '-=', '*=', '/=', '%='],
  open: ['(', '['],
  close: [')', ']'],
  comma: ',',
  colon: ':',
  semicolon: ';',
  stray: /[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n]/,
})

const layout = new Set(['blank', 'newline', 'comment'])

/** The tokens of a text, without blanks and comments. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let startsLine = true
  for (const { type = 'stray', value, offset } of lexer.reset(text)) {
    if (type === 'newline') startsLine = true
    if (layout.has(type)) continue
    tokens.push({ type: type as TokenType, value, span: { start: offset, end: offset + value.length }, startsLine })
    startsLine = false
  }
  return tokens
}

export function isName(token: Token | undefined): boolean {
  return token?.type === 'name' || token?.type === 'derivative'
}

/** Whether a value can end with this token, so that `-` after it is a subtraction. */
export function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.type === 'word') return token.value === 'True' || token.value === 'False'
  return isName(token) || token.type === 'number' || token.type === 'close'
}

const comparators = new Set(['<', '<=', '>', '>=', '==', '!='])

export function isComparator(token: Token | undefined): boolean {
  return token !== undefined && comparators.has(token.value)
}
