/** Changes that diagnostics propose, made in the files. */
import { readFileSync } from 'node:fs'
import type { Diagnostic, Fix, Source } from '../diagnostics/index.js'
import { writeFileAtomically } from '../runtime/node/output.js'
import type { Placed } from './result.js'

export interface Edit {
  readonly start: number
  readonly end: number
  readonly newText: string
}

/** A file with the text that the edits are of. */
export interface FileEdits {
  readonly source: Source
  readonly edits: readonly Edit[]
}

/** The safe changes of strings whose place is known exactly, by file: the first of those that get in each other's way. */
export function safeEdits(placed: readonly Placed[]): ReadonlyMap<string, FileEdits> {
  const byFile = new Map<string, { source: Source; edits: Edit[] }>()
  for (const { diagnostic, certainty } of placed) {
    const { source } = diagnostic
    const fix = certainty === 'exact' ? safeFix(diagnostic) : undefined
    if (!fix || source?.file === undefined) continue
    const { edits } = byFile.get(source.file) ?? { edits: [] }
    const edit = { ...fix.span, newText: fix.replacement }
    if (edits.every((other) => isApart(other, edit))) byFile.set(source.file, { source, edits: [...edits, edit] })
  }
  return byFile
}

/** Of several safe ways to mend it, none is the one. */
function safeFix({ fixes }: Diagnostic): Fix | undefined {
  const safe = fixes.filter((fix) => fix.safe)
  return safe.length === 1 ? safe[0] : undefined
}

/** Edits that touch could mean different texts in another order. */
function isApart(a: Edit, b: Edit): boolean {
  return a.end < b.start || b.end < a.start
}

export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((mended, { start, end, newText }) => mended.slice(0, start) + newText + mended.slice(end), text)
}

/** Writes the edits, each file whole; leaves alone a file that has changed since it was checked. How many were made. */
export function writeEdits(files: ReadonlyMap<string, FileEdits>): number {
  let made = 0
  for (const [file, { source, edits }] of files) {
    if (readFileSync(file, 'utf8') !== source.text) continue
    writeFileAtomically(file, edited(source.text, edits))
    made += edits.length
  }
  return made
}
