/** Takes a text of several equations or statements apart, so that a mistake in one leaves the others readable. */
import type { Token } from './lexer.js'
import { isName } from './lexer.js'

export interface Segment {
  readonly tokens: readonly Token[]
  /** Begins like an equation or a statement; if not, it may be the rest of a broken one. */
  readonly recognised: boolean
}

export function equationSegments(tokens: readonly Token[]): readonly Segment[] {
  const trusted = areBalanced(tokens)
  const depths = depthsBefore(tokens)
  let colon: number | undefined
  const starts = tokens.flatMap((token, index) => {
    const starting =
      index === 0 ||
      (token.startsLine && beginsEquation(tokens, index) && !(trusted && depths[index] > 0)) ||
      (token.startsLine && colon !== undefined && endsUnitBefore(tokens, index, colon, depths))
    if (starting) colon = undefined
    else if (token.value === ':' && !(trusted && depths[index] > 0)) colon ??= index
    return starting ? [index] : []
  })
  return cut(tokens, starts, beginsEquation)
}

/** An equation ends with the line of its unit, unless its flags follow or go on. */
function endsUnitBefore(tokens: readonly Token[], index: number, colon: number, depths: readonly number[]): boolean {
  return index > colon + 1 && depths[index] <= depths[colon] && tokens[index].value !== '('
}

export function statementSegments(tokens: readonly Token[]): readonly Segment[] {
  const trusted = areBalanced(tokens)
  const depths = depthsBefore(tokens)
  const starts = tokens.flatMap((token, index) => {
    const open = depths[index] > 0
    const starting =
      index === 0 ||
      (token.startsLine && (!open || (!trusted && beginsStatement(tokens, index)))) ||
      (tokens[index - 1].value === ';' && !(open && trusted))
    return starting ? [index] : []
  })
  const segments = cut(tokens, starts, beginsStatement)
  return segments.map(withoutSemicolon).filter((segment) => segment.tokens.length > 0)
}

function withoutSemicolon(segment: Segment): Segment {
  return segment.tokens.at(-1)?.value === ';' ? { ...segment, tokens: segment.tokens.slice(0, -1) } : segment
}

function cut(
  tokens: readonly Token[],
  starts: readonly number[],
  begins: (tokens: readonly Token[], index: number) => boolean,
): readonly Segment[] {
  return starts.map((start, n) => ({
    tokens: tokens.slice(start, starts[n + 1] ?? tokens.length),
    recognised: begins(tokens, start),
  }))
}

/** `x :`, `x =`, `dx/dt =`, and what was probably meant as one of them, such as `dx/ds =`. */
function beginsEquation(tokens: readonly Token[], index: number): boolean {
  if (!isName(tokens[index])) return false
  const next = tokens[index + 1]
  if (next?.type === 'colon' || isAssignment(next)) return true
  const slash = isName(next) ? index + 2 : index + 1
  return tokens[slash]?.value === '/' && isName(tokens[slash + 1]) && isAssignment(tokens[slash + 2])
}

function beginsStatement(tokens: readonly Token[], index: number): boolean {
  return isName(tokens[index]) && isAssignment(tokens[index + 1])
}

function isAssignment(token: Token | undefined): boolean {
  return token?.type === 'assignment' || token?.type === 'refusedAssignment'
}

/** The number of brackets open before each token; a stray closing one counts for nothing. */
function depthsBefore(tokens: readonly Token[]): readonly number[] {
  let depth = 0
  return tokens.map((token) => {
    const before = depth
    if (token.type === 'open') depth += 1
    if (token.type === 'close') depth = Math.max(0, depth - 1)
    return before
  })
}

function areBalanced(tokens: readonly Token[]): boolean {
  let depth = 0
  for (const token of tokens) {
    if (token.type === 'open') depth += 1
    if (token.type === 'close') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}
