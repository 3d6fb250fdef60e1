/** One expression, equation or statement on its way through the checks, and where in it a token stands. */
import type { Source, Span } from '../diagnostics/source.js'
import { spanOver } from '../diagnostics/source.js'
import type { Token } from './lexer.js'
import { isName } from './lexer.js'

export interface Passage {
  readonly kind: 'expression' | 'equation' | 'statement'
  readonly source: Source
  /** At least one, with their brackets in balance. */
  readonly tokens: readonly Token[]
}

/** The number of tokens before `=` or `:`: `x` has one, `dx/dt` three, `d x / dt` four; 0 if it is none of them. */
export function equationHeadLength(tokens: readonly Token[]): number {
  const [first, second] = tokens
  if (first.value === 'd' && isName(second) && isOverDt(tokens, 2)) return 4
  if (first.type === 'derivative' && isOverDt(tokens, 1)) return 3
  return isName(first) ? 1 : 0
}

function isOverDt(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.value === '/' && tokens[index + 1]?.value === 'dt'
}

export function headLength({ kind, tokens }: Passage): number {
  if (kind === 'expression') return 0
  return kind === 'statement' ? 1 : equationHeadLength(tokens)
}

export function headSpan(passage: Passage): Span {
  const { tokens } = passage
  return spanOver(tokens[0].span, tokens[Math.max(headLength(passage), 1) - 1].span)
}

/** `v`, of `dv/dt` or `v`. */
export function definedName({ tokens }: Passage): string {
  const length = equationHeadLength(tokens)
  if (length === 3) return tokens[0].value.slice(1)
  return tokens[length === 4 ? 1 : 0].value
}

/** The bracket that is open before a token, the innermost one. */
export function enclosingBracket(tokens: readonly Token[], index: number): number | undefined {
  let closed = 0
  for (let n = index - 1; n >= 0; n--) {
    if (tokens[n].type === 'close') closed += 1
    else if (tokens[n].type === 'open' && closed-- === 0) return n
  }
  return undefined
}

/** The place of the `:` before an equation's unit. */
export function colonIndex({ kind, tokens }: Passage): number | undefined {
  if (kind !== 'equation') return undefined
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'open') depth += 1
    if (token.type === 'close') depth -= 1
    if (token.type === 'colon' && depth === 0) return index
  }
  return undefined
}

export function regionOf(passage: Passage, index: number): 'expression' | 'unit' | 'flags' {
  const colon = colonIndex(passage)
  if (colon === undefined || index <= colon) return 'expression'
  const bracket = passage.tokens.findIndex((token, n) => n > colon + 1 && token.value === '(')
  return bracket < 0 || index <= bracket ? 'unit' : 'flags'
}
