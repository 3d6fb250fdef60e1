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

/** The arrays that have a NumPy type. */
export type NpyArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array

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

/**
 * An array in NumPy's `.npy` format, version 1.0 (NEP 1), in C order.
 *
 * @param shape the length of each dimension, the last one contiguous; by default one dimension
 * @throws RangeError when the shape does not hold the array's number of elements
 */
export function npyBytes(array: NpyArray, shape: readonly number[] = [array.length]): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1)
  if (size !== array.length)
    throw new RangeError(`an array of ${array.length} numbers has no shape (${shape.join(', ')})`)
  const header = npyHeader(npyType(array), shape)
  const bytes = new Uint8Array(header.length + array.byteLength)
  bytes.set(header)
  bytes.set(littleEndian(array), header.length)
  return bytes
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

export function npyType(array: NpyArray): string {
  if (array instanceof Float64Array) return '<f8'
  if (array instanceof Float32Array) return '<f4'
  if (array instanceof BigInt64Array) return '<i8'
  if (array instanceof BigUint64Array) return '<u8'
  const signed = array instanceof Int32Array || array instanceof Int16Array || array instanceof Int8Array
  const size = array.BYTES_PER_ELEMENT
  return `${size === 1 ? '|' : '<'}${signed ? 'i' : 'u'}${size}`
}

/** Magic string, version, header length, and a Python dictionary padded so that the data begins at a multiple of 64. */
function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  return npyHeaderOf(`'${type}'`, shape)
}

/** `description`: the type as Python writes it. `room`: for so many further characters, so that a longer shape fits later. */
export function npyHeaderOf(description: string, shape: readonly number[], room = 0): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const dictionary = `{'descr': ${description}, 'fortran_order': False, 'shape': (${tuple}), }`
  const length = Math.ceil((10 + dictionary.length + room + 1) / 64) * 64
  const text = `${dictionary.padEnd(length - 11)}\n`
  const bytes = new Uint8Array(length)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >> 8])
  bytes.set(new TextEncoder().encode(text), 10)
  return bytes
}

export function littleEndian(array: NpyArray): Uint8Array {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  if (isLittleEndian) return bytes
  const size = array.BYTES_PER_ELEMENT
  return bytes.map((_, k) => bytes[k - (k % size) + size - 1 - (k % size)])
}
