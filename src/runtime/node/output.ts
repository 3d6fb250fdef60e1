/**
 * Files of results, for Node: written whole or not at all, and piece by piece, so that no result is held in memory twice.
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file is made of: text is written as UTF-8, an iterable piece by piece. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array>

/** A column of a table: a header and its numbers. */
export interface Column {
  readonly name: string
  readonly values: ArrayLike<number>
}

const ROWS_A_PIECE = 4096

/**
 * Writes a file so that `path` holds either what it held before or all of `data`: into a new file of the same folder, which
 * is flushed to the disk and then renamed. On failure the new file is removed. What is no regular file, as /dev/stdout or
 * a named pipe, is written to directly; a symbolic link is followed.
 *
 * @throws the system's error (`code` ENOENT, EACCES, ENOSPC, ...), or the one thrown by `data` while it is iterated
 */
export function writeFileAtomically(path: string, data: FileContent): void {
  const existing = statSync(path, { throwIfNoEntry: false })
  if (existing && !existing.isFile()) writeDirectly(path, data)
  else replaceFile(existing ? realpathSync(path) : path, data, existing?.mode)
}

/**
 * A table of numbers as CSV (RFC 4180, with \n line ends), in pieces: a line of headers, then a line a row. Numbers have
 * the fewest digits that give the same double back; NaN and infinities are `nan`, `inf` and `-inf`.
 *
 * @throws RangeError when the columns differ in length
 */
export function csv(columns: readonly Column[]): Iterable<string> {
  const rows = columns[0]?.values.length ?? 0
  for (const { name, values } of columns) {
    if (values.length !== rows) throw new RangeError(`column ${name} has ${values.length} rows, not ${rows}`)
  }
  return csvPieces(columns, rows)
}

/** Spikes as CSV with the columns `i` (the neuron's index) and `t` (in seconds), as pandas reads it. */
export function spikesCsv(spikes: { readonly i: ArrayLike<number>; readonly t: ArrayLike<number> }): Iterable<string> {
  return csv([
    { name: 'i', values: spikes.i },
    { name: 't', values: spikes.t },
  ])
}

function writeDirectly(path: string, data: FileContent): void {
  const file = openSync(path, 'w')
  try {
    writePieces(file, data)
  } finally {
    closeSync(file)
  }
}

function replaceFile(target: string, data: FileContent, mode: number | undefined): void {
  const temporary = join(dirname(target), `.${process.pid}-${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeNew(temporary, data, mode)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function writeNew(path: string, data: FileContent, mode: number | undefined): void {
  const file = openSync(path, 'wx')
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o777)
    writePieces(file, data)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function writePieces(file: number, data: FileContent): void {
  const pieces = typeof data === 'string' || data instanceof Uint8Array ? [data] : data
  // writeFileSync goes on after a partial write, as writeSync does not.
  for (const piece of pieces) writeFileSync(file, piece)
}

function* csvPieces(columns: readonly Column[], rows: number): Generator<string> {
  yield `${columns.map(({ name }) => csvField(name)).join(',')}\n`
  for (let start = 0; start < rows; start += ROWS_A_PIECE) {
    let piece = ''
    for (let row = start; row < Math.min(rows, start + ROWS_A_PIECE); row++) {
      piece += `${columns.map(({ values }) => csvNumber(values[row])).join(',')}\n`
    }
    yield piece
  }
}

export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvNumber(x: number): string {
  if (Number.isFinite(x)) return String(x)
  if (Number.isNaN(x)) return 'nan'
  return x > 0 ? 'inf' : '-inf'
}
