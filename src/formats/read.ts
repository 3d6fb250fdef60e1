/** Matrices and edges from the bytes of a file. */
import { diagnostic, refuseUnknown, SpikecError } from '../diagnostics/index.js'
import { readCsvEdges, readCsvMatrix } from './csv.js'
import { type EdgeList, edgesOfMatrix, matrixOfEdges } from './edge-list.js'
import { readMatrixMarket } from './matrix-market.js'
import { asFloats, type NumericArray, readNpy } from './npy.js'
import { archiveOf, edgesIn, listed } from './npz.js'
import { unfit } from './problem.js'
import { sparseIn } from './scipy.js'
import type { Inflate } from './zip.js'

export type Format = 'npy' | 'npz' | 'mtx' | 'csv'
export const FORMATS: readonly Format[] = ['npy', 'npz', 'mtx', 'csv']

interface ReadOptions {
  /** What the file's name ends in. Where absent, the bytes tell; what is none of the others is taken for CSV. */
  readonly format?: Format
  /** What messages call the file. */
  readonly file?: string
  /** What unpacks the DEFLATE of an .npz, where the platform has something quicker than what is built in. */
  readonly inflate?: Inflate | undefined
}

const COMMON: readonly (keyof ReadOptions)[] = ['format', 'file', 'inflate']

export interface ReadMatrixOptions extends ReadOptions {
  /** Which array of an .npz; not needed where there is one. */
  readonly name?: string
}

export interface ReadEdgesOptions extends ReadOptions {
  /** What the first neuron is called in a CSV file: 0, or 1 where it counts from 1. Matrix Market always does. */
  readonly base?: 0 | 1
}

/** Numbers row after row; `shape` is [length] or [rows, columns]. */
export interface DenseMatrix {
  readonly data: Float64Array | Float32Array
  readonly shape: readonly [length: number] | readonly [rows: number, columns: number]
}

/**
 * A matrix from the bytes of an `.npy`, `.npz`, `.mtx` (Matrix Market) or `.csv` file. Numbers of 4 and 8 bytes are used where
 * they stand; a sparse matrix is filled up with zeros.
 *
 * @throws SpikecError if the bytes hold no matrix of real numbers
 */
export function readMatrix(source: ArrayBuffer | Uint8Array, options: ReadMatrixOptions = {}): DenseMatrix {
  refuseUnknown(options, [...COMMON, 'name'], 'readMatrix()')
  const { bytes, what, format } = opened(source, options)
  return matrixIn(bytes, what, format, options.inflate, options.name)
}

/**
 * Edges from the bytes of an `.npz` (of scipy.sparse.save_npz, or with arrays `i` and `j` and others as long), `.mtx` or `.csv`
 * file (two columns of neurons, and others with or without names), or the entries of a matrix that are not zero. Their order
 * is that of the file.
 *
 * @throws SpikecError if the bytes hold no edges, with the line where they are wrong
 */
export function readEdges(source: ArrayBuffer | Uint8Array, options: ReadEdgesOptions = {}): EdgeList {
  refuseUnknown(options, [...COMMON, 'base'], 'readEdges()')
  const { bytes, what, format } = opened(source, options)
  const { base = 0, inflate } = options
  if (base !== 0 && base !== 1)
    throw refusal('`base`', `neurons are counted from 0 or from 1, and not from ${String(base)}`)
  if (format === 'csv') return readCsvEdges(bytes, what, base)
  if (format === 'npz') {
    const archive = archiveOf(bytes, what, inflate)
    if (archive.names.length !== 1) return edgesIn(archive, what)
  }
  if (format === 'mtx') {
    const found = readMatrixMarket(bytes, what)
    if (found.kind === 'edges') return found.edges
  }
  const { data, shape } = matrixIn(bytes, what, format, inflate)
  const [rows, columns] = shape
  if (columns === undefined) throw unfit(what, 'it has 1 axis, and a matrix has 2')
  return edgesOfMatrix(data, [rows, columns])
}

function matrixIn(
  bytes: Uint8Array,
  what: string,
  format: Format,
  unpack: Inflate | undefined,
  name?: string,
): DenseMatrix {
  switch (format) {
    case 'npy':
      return denseOf(readNpy(bytes, what), what)
    case 'npz': {
      const archive = archiveOf(bytes, what, unpack)
      const sparse = name === undefined ? sparseIn(archive, what) : undefined
      if (sparse) return filledUp(sparse, what)
      const only = name ?? (archive.names.length === 1 ? archive.names[0] : undefined)
      if (only === undefined)
        throw unfit(what, `it has ${archive.names.length} arrays`, [`say which, by \`name\`: ${listed(archive.names)}`])
      return denseOf(archive.read(only), what)
    }
    case 'mtx': {
      const found = readMatrixMarket(bytes, what)
      return found.kind === 'dense' ? found : filledUp(found.edges, what)
    }
    case 'csv':
      return readCsvMatrix(bytes, what)
  }
}

function denseOf({ data, shape }: NumericArray, what: string): DenseMatrix {
  if (shape.length > 2) throw unfit(what, `it has ${shape.length} axes, ${shape.join(' x ')}, and a matrix has 2`)
  const [first = 1, second] = shape
  return { data: asFloats(data), shape: second === undefined ? [first] : [first, second] }
}

function filledUp(edges: EdgeList, what: string): DenseMatrix {
  const { shape } = edges
  if (!shape) throw unfit(what, 'it does not say how many rows and columns there are')
  return { data: matrixOfEdges(edges, shape, what), shape }
}

interface Opened {
  readonly bytes: Uint8Array
  readonly what: string
  readonly format: Format
}

function opened(source: unknown, { format, file }: ReadOptions): Opened {
  if (format !== undefined && !FORMATS.includes(format))
    throw refusal('`format`', `there are ${FORMATS.map((one) => `'${one}'`).join(', ')}, and not '${String(format)}'`)
  const bytes = bytesIn(source)
  if (!bytes)
    throw unfit(file ?? 'the data', 'the bytes of a file are an ArrayBuffer or a Uint8Array, and this is neither', [
      'of an answer to fetch(), `await response.arrayBuffer()` gives them',
    ])
  return { bytes, what: file ?? 'the data', format: format ?? formatOf(bytes) }
}

/** Undefined for what has no bytes. A page's frames and workers have classes of their own, so that the kind is asked by its name. */
export function bytesIn(source: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
  const kind = Object.prototype.toString.call(source)
  const isBuffer = kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]'
  return isBuffer ? new Uint8Array(source as ArrayBuffer) : undefined
}

function formatOf(bytes: Uint8Array): Format {
  if (bytes[0] === 0x93) return 'npy'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'npz'
  return bytes[0] === 0x25 && bytes[1] === 0x25 ? 'mtx' : 'csv'
}

function refusal(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what, problem })])
}
