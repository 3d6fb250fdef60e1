/** Checks of what the grammar alone would explain poorly: `=` in an expression, exponents of units. */
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import type { Token } from './lexer.js'
import { isName } from './lexer.js'
import type { Passage } from './passage.js'
import { colonIndex, enclosingBracket, headLength, regionOf } from './passage.js'

/** An assignment that is not the statement's or the equation's own. */
export function assignmentProblem(passage: Passage): Diagnostic | undefined {
  const { kind, source, tokens } = passage
  const own = kind === 'expression' ? -1 : headLength(passage)
  const index = tokens.findIndex((token, n) => n > own && isAssignment(token))
  // A `:` before it is the greater mistake: a bracket open over the end of an equation.
  if (index < 0 || regionOf(passage, index) !== 'expression' || colonBefore(tokens, index, own)) return undefined
  const token = tokens[index]
  if (namesArgument(tokens, index)) {
    const { value, span } = tokens[index - 1]
    return diagnostic('S012', { name: value }, { source, span: { start: span.start, end: token.span.end } })
  }
  return diagnostic('S019', { operator: token.value }, { source, span: token.span, ...assignmentAdvice(kind, token) })
}

/** In a statement, `a = b = c` means two assignments rather than a comparison. */
function assignmentAdvice(kind: Passage['kind'], { value, span }: Token) {
  if (kind === 'statement') return { help: ['write two statements, one for each variable, divided by `;`'] }
  return value === '=' ? { fixes: [{ title: 'write `==`', span, replacement: '==', safe: true }] } : {}
}

function colonBefore(tokens: readonly Token[], index: number, first: number): boolean {
  return tokens.some((token, n) => n > first && n < index && token.type === 'colon')
}

function isAssignment({ type }: Token): boolean {
  return type === 'assignment' || type === 'refusedAssignment'
}

/** `f(x, name=...` */
function namesArgument(tokens: readonly Token[], index: number): boolean {
  const bracket = enclosingBracket(tokens, index)
  if (bracket === undefined || tokens[index].value !== '=' || !isName(tokens[index - 1])) return false
  return isName(tokens[bracket - 1]) && /^[(,]$/.test(tokens[index - 2].value)
}

/** Exponents of units are exact fractions: few digits are all that makes sense. */
export function exponentProblem(passage: Passage): Diagnostic | undefined {
  const colon = colonIndex(passage)
  if (colon === undefined) return undefined
  const { source, tokens } = passage
  const token = tokens.find((t, n) => n > colon + 2 && t.type === 'number' && isExponent(tokens, n) && !isShort(t))
  const expected = 'the exponent of a unit is a short number, such as `2`, `0.5` or `-1`'
  return token && diagnostic('S001', { found: `\`${token.value}\``, expected }, { source, span: token.span })
}

function isExponent(tokens: readonly Token[], index: number): boolean {
  const [power, before] = [tokens[index - 2].value, tokens[index - 1].value]
  return before === '**' || (before === '-' && power === '**')
}

function isShort({ value }: Token): boolean {
  return /^(?:\d{1,3}(?:\.\d{0,6})?|\.\d{1,6})$/.test(value)
}
