/** Pieces of a text that is to be changed. */
import type { Expression } from '../../2-resolve/symbols.js'
import type { Span } from '../../diagnostics/index.js'

/** The span of a node with the brackets around it, but not those of a call. */
export function withBrackets({ start, end }: Span, text: string): Span {
  const before = /\(\s*$/.exec(text.slice(0, start))
  const after = /^\s*\)/.exec(text.slice(end))
  if (!before || !after || /[A-Za-z0-9_]\s*$/.test(text.slice(0, before.index))) return { start, end }
  return withBrackets({ start: before.index, end: end + after[0].length }, text)
}

/** The text of a node as a factor of a product: in brackets where it needs them. */
export function asFactor(node: Expression, text: string): string {
  const { start, end } = withBrackets(node.span, text)
  const own = text.slice(start, end)
  const bracketed = start < node.span.start
  return bracketed || isTight(node) ? own : `(${own})`
}

function isTight(node: Expression): boolean {
  if (node.kind === 'unary') return node.operator !== 'not' && isTight(node.operand)
  return node.kind !== 'binary' || node.operator === '*' || node.operator === '/' || node.operator === '**'
}

/** As what stands behind a division. */
export function asDivisor(node: Expression, text: string): string {
  const own = asFactor(node, text)
  return node.kind === 'binary' && node.operator !== '**' && !own.startsWith('(') ? `(${own})` : own
}

export function replaced(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end)
}
