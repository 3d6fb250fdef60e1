/** Places of diagnostics, as the text that stands there. */
import type { CheckResult, DiagnosticData, Range } from '../../src/check/result.js'

export function textAt(text: string, { start, end }: Range): string {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/)
  const offset = ({ line, character }: Range['start']) => lines.slice(0, line).join('').length + character
  return text.slice(offset(start), offset(end))
}

/** Each diagnostic's code and the text at its place. */
export function found({ diagnostics }: CheckResult, text: string): readonly (readonly [string, string])[] {
  return diagnostics.map(({ code, range }) => [code, textAt(text, range)])
}

/** A text with the edits of one fix made. */
export function fixedText(text: string, { fixes }: DiagnosticData): string {
  const [{ edits }] = fixes
  return edits.reduce((mended, { range, newText }) => mended.replace(textAt(text, range), () => newText), text)
}
