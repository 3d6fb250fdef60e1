/** WebAssembly text: folded instructions as nested lists, and how they are laid out on lines. */

export type Wat = string | readonly Wat[]

/** What the values of locals, parameters and results are. */
export type ValueType = 'f64' | 'f32' | 'i32' | 'i64' | 'v128'

const WIDTH = 116

export function flat(wat: Wat): string {
  return typeof wat === 'string' ? wat : `(${wat.map(flat).join(' ')})`
}

/** How many of `room` characters are left behind `wat` on one line: below 0 where it does not fit, which is all that is then known. */
function roomBehind(wat: Wat, room: number): number {
  if (typeof wat === 'string') return room - wat.length
  let left = room - 1 - wat.length
  for (let k = 0; k < wat.length && left >= 0; k++) left = roomBehind(wat[k], left)
  return left
}

/** An instruction on one line where it fits, else its operands on lines of their own. */
export function lines(wat: Wat, indent = ''): readonly string[] {
  if (typeof wat === 'string' || roomBehind(wat, WIDTH - indent.length) >= 0) return [`${indent}${flat(wat)}`]
  const firstOperand = wat.findIndex((part) => typeof part !== 'string')
  const head = wat.slice(0, firstOperand) as readonly string[]
  const inner = wat.slice(firstOperand).flatMap((operand) => lines(operand, `${indent}  `))
  return [`${indent}(${head.join(' ')}`, ...inner.slice(0, -1), `${inner[inner.length - 1]})`]
}

export function indented(text: readonly string[]): readonly string[] {
  return text.map((line) => (line === '' ? line : `  ${line}`))
}

/** `(head …)` with a line, or several, for each part. */
export function block(head: string, body: readonly string[]): readonly string[] {
  if (body.length === 0) return [`(${head})`]
  const inner = indented(body)
  // A comment at the end would swallow the parenthesis.
  const closed = inner[inner.length - 1].trimStart().startsWith(';;')
  return [`(${head}`, ...(closed ? [...inner, ')'] : [...inner.slice(0, -1), `${inner[inner.length - 1]})`])]
}

export function conditional(
  condition: Wat,
  body: readonly string[],
  otherwise: readonly string[] = [],
): readonly string[] {
  const parts = [...block('then', body), ...(otherwise.length > 0 ? block('else', otherwise) : [])]
  return block('if', [...lines(condition), ...parts])
}

/** Printable ASCII on one line: what is left of a comment can't end it. */
export function comment(text: string): string {
  return `;; ${text.replace(/[^\x20-\x7e]/g, '?')}`
}

/** A number as the text format has it: decimal, shortest, read back to the same bits. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (value === Number.NEGATIVE_INFINITY) return '-inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

export const i32 = (value: number): Wat => ['i32.const', String(value)]
export const f64 = (value: number): Wat => ['f64.const', number(value)]
export const get = (local: string): Wat => ['local.get', local]
export const set = (local: string, value: Wat): Wat => ['local.set', local, value]
