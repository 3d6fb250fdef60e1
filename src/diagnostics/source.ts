/** A half-open range of characters in a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A text that a person wrote, and what it is: every diagnostic points into one. */
export interface Source {
  readonly text: string
  /** In the modeller's words: `the equations of P`, `the threshold of P`. */
  readonly role: string
  /** The file whose whole text this is: places in it are told as `file:line:column`. */
  readonly file?: string
}

export function spanOver(first: Span, last: Span): Span {
  return { start: first.start, end: last.end }
}

/** The line and column, both counted from 1, of a place in a text. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}
