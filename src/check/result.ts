/** Diagnostics as data: what `spikec check --json` prints and an editor can use as it is. See diagnostics.schema.json. */
import type { Code, Diagnostic, Family, Severity, Source, Span } from '../diagnostics/index.js'

/** Lines and characters count from 0, characters in UTF-16 units: the positions of the Language Server Protocol. */
export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface Location {
  readonly file: string
  readonly range: Range
}

/** What is said about a place. */
export interface LabelData {
  readonly message: string
  /** Absent if it is in a string whose place is not known. */
  readonly location?: Location
}

export interface EditData extends Location {
  readonly newText: string
}

export interface FixData {
  readonly title: string
  /** There is one thing only that can have been meant: `--fix` makes this change. */
  readonly safe: boolean
  readonly edits: readonly EditData[]
}

/**
 * How well the place is known: `exact`, the very characters; `near`, the call that the string was handed to, where the
 * string is computed or stands at several places; `none`, the file as a whole, whose first character stands for it.
 */
export type Certainty = 'exact' | 'near' | 'none'

export interface DiagnosticData extends Location {
  readonly code: Code
  readonly severity: Severity
  readonly family: Family
  readonly message: string
  readonly certainty: Certainty
  /** What string of the model it is about: `the threshold of P`. */
  readonly about?: string
  /** The string itself and the place in it, where the place in the file is not exact. */
  readonly text?: { readonly value: string; readonly start: number; readonly end: number }
  readonly labels: readonly LabelData[]
  readonly notes: readonly string[]
  readonly help: readonly string[]
  readonly fixes: readonly FixData[]
}

export interface CheckResult {
  /** Of this format. */
  readonly version: 1
  readonly file: string
  readonly diagnostics: readonly DiagnosticData[]
}

/** A diagnostic whose sources are files, as far as they could be found. */
export interface Placed {
  readonly diagnostic: Diagnostic
  readonly certainty: Certainty
  /** Where it is, if its own source is no file. */
  readonly near?: { readonly source: Source; readonly span: Span }
}

export function resultOf(file: string, placed: readonly Placed[]): CheckResult {
  const lines = lineFinder()
  return { version: 1, file, diagnostics: placed.map((one) => dataOf(one, file, lines)) }
}

const FIRST: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

function dataOf({ diagnostic, certainty, near }: Placed, file: string, lines: LineFinder): DiagnosticData {
  const { code, severity, family, message, source, span, labels, notes, help, fixes } = diagnostic
  const exact = source && span && locationOf(source, span, lines)
  const place = exact ?? (near && locationOf(near.source, near.span, lines)) ?? { file, range: FIRST }
  return {
    code,
    severity,
    family,
    message,
    ...place,
    certainty,
    ...(source && { about: source.role }),
    ...(source && span && !exact && { text: { value: source.text, ...span } }),
    labels: labels.map((label) => {
      const where = label.source ?? source
      const location = where && locationOf(where, label.span, lines)
      return { message: label.text, ...(location && { location }) }
    }),
    notes,
    help,
    fixes: fixes.map(({ title, span, replacement, safe }) => {
      const location = source && locationOf(source, span, lines)
      return { title, safe: safe === true, edits: location ? [{ ...location, newText: replacement }] : [] }
    }),
  }
}

function locationOf({ file, text }: Source, { start, end }: Span, lines: LineFinder): Location | undefined {
  if (file === undefined) return undefined
  const position = lines(text)
  return { file, range: { start: position(start), end: position(end) } }
}

type LineFinder = (text: string) => (offset: number) => Position

/** Positions by a search among the beginnings of lines, which are looked for once a text. */
function lineFinder(): LineFinder {
  const known = new Map<string, readonly number[]>()
  return (text) => {
    const starts = known.get(text) ?? lineStarts(text)
    known.set(text, starts)
    return (offset) => {
      let [low, high] = [0, starts.length]
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (starts[middle] <= offset) low = middle
        else high = middle
      }
      return { line: low, character: offset - starts[low] }
    }
  }
}

/** Lines end with `\n`, `\r\n` or `\r`, as editors have it. */
function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)]
}
