/** Matrices and edges from files, or from the bytes of one. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { readCsvEdges, readCsvMatrix } from '../formats/csv.js'
import { type EdgeList, edgesOfMatrix, matrixOfEdges } from '../formats/edge-list.js'
import { readMatrixMarket } from '../formats/matrix-market.js'
import { asFloats, readNpy } from '../formats/npy.js'
import { archiveOf, edgesIn, listed, sparseIn } from '../formats/npz.js'
import { unfit } from '../formats/problem.js'
import { reasonOf } from '../runtime/node/results.js'
import { describeValue } from './describe.js'
import { type Edges, edgesFrom } from './edges.js'
import { matrix } from './matrix.js'
import { checkOptions, checkTexts } from './options.js'
import type { Matrix } from './spec.js'

/** The name of a file, or its bytes, as a page gets them by fetch(). */
export type DataSource = string | URL | ArrayBuffer | Uint8Array

type Format = 'npy' | 'npz' | 'mtx' | 'csv'
const FORMATS: readonly Format[] = ['npy', 'npz', 'mtx', 'csv']

export interface LoadMatrixOptions {
  /** The unit of the numbers: a file does not say it. */
  readonly unit?: string
  /** Which array of an .npz; not needed where there is one. */
  readonly name?: string
  /** What the file's name ends in, where absent; bytes by themselves are told apart, but for CSV. */
  readonly format?: Format
}

export interface LoadEdgesOptions {
  /** The unit of the values, or of each column by its name. */
  readonly unit?: string | Readonly<Record<string, string>>
  readonly format?: Format
  /** What the first neuron is called in a CSV file: 0, or 1 where it counts from 1. Matrix Market always does. */
  readonly base?: 0 | 1
}

/**
 * A matrix from `.npy`, `.npz`, `.mtx` (Matrix Market) or `.csv`. Numbers of 4 and 8 bytes are used where they stand; a sparse
 * matrix is filled up with zeros.
 *
 * @throws SpikecError if the file can't be read, or holds no matrix of real numbers
 */
export function loadMatrix(source: DataSource, options: LoadMatrixOptions = {}): Matrix {
  checkOptions(options, ['unit', 'name', 'format'], 'loadMatrix()')
  checkTexts(options, ['unit', 'name', 'format'], 'loadMatrix()')
  const { unit, name } = options
  const { bytes, what, format } = opened(source, options.format)
  const { data, shape } = matrixIn(bytes, what, format, name)
  if (shape.length > 2) throw unfit(what, `it has ${shape.length} axes, ${shape.join(' x ')}, and a matrix has 2`)
  return matrix(data, shape.length === 0 ? [1] : shape, unit)
}

/**
 * Edges from `.npz` (of scipy.sparse.save_npz, or with arrays `i` and `j` and others as long), `.mtx`, `.csv` (two columns of
 * neurons, and others with or without names), or the entries of a matrix that are not zero. Their order is that of the file.
 *
 * @throws SpikecError if the file can't be read, with the line where it is wrong
 */
export function loadEdges(source: DataSource, options: LoadEdgesOptions = {}): Edges {
  checkOptions(options, ['unit', 'format', 'base'], 'loadEdges()')
  const { unit, base = 0 } = options
  if (base !== 0 && base !== 1)
    throw refusal('`base` of loadEdges()', `neurons are counted from 0 or from 1, and not from ${describeValue(base)}`)
  const { bytes, what, format } = opened(source, options.format)
  return edgesFrom(edgesOf(bytes, what, format, base), unit)
}

interface Dense {
  readonly data: Float64Array | Float32Array
  readonly shape: readonly number[]
}

function matrixIn(bytes: Uint8Array, what: string, format: Format, name: string | undefined): Dense {
  switch (format) {
    case 'npy': {
      const { data, shape } = readNpy(bytes, what)
      return { data: asFloats(data), shape }
    }
    case 'npz': {
      const archive = archiveOf(bytes, what, unpacked)
      const sparse = name === undefined ? sparseIn(archive, what) : undefined
      if (sparse) return denseOf(sparse, what)
      const only = name ?? (archive.names.length === 1 ? archive.names[0] : undefined)
      if (only === undefined)
        throw unfit(what, `it has ${archive.names.length} arrays`, [`say which, by \`name\`: ${listed(archive.names)}`])
      const { data, shape } = archive.read(only)
      return { data: asFloats(data), shape }
    }
    case 'mtx': {
      const found = readMatrixMarket(bytes, what)
      return found.kind === 'dense' ? found : denseOf(found.edges, what)
    }
    case 'csv':
      return readCsvMatrix(bytes, what)
  }
}

function denseOf(edges: EdgeList, what: string): Dense {
  const { shape } = edges
  if (!shape) throw unfit(what, 'it does not say how many rows and columns there are')
  return { data: matrixOfEdges(edges, shape, what), shape }
}

function edgesOf(bytes: Uint8Array, what: string, format: Format, base: number): EdgeList {
  if (format === 'csv') return readCsvEdges(bytes, what, base)
  if (format === 'npz') {
    const archive = archiveOf(bytes, what, unpacked)
    if (archive.names.length !== 1) return edgesIn(archive, what)
  }
  if (format === 'mtx') {
    const found = readMatrixMarket(bytes, what)
    if (found.kind === 'edges') return found.edges
  }
  const { data, shape } = matrixIn(bytes, what, format, undefined)
  const [rows, columns] = shape
  if (shape.length !== 2) throw unfit(what, `it has ${shape.length} axes, and a matrix has 2`)
  return edgesOfMatrix(data, [rows, columns])
}

function unpacked(packed: Uint8Array, size: number): Uint8Array {
  return plain(inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }))
}

interface Opened {
  readonly bytes: Uint8Array
  readonly what: string
  readonly format: Format
}

function opened(source: unknown, format: Format | undefined): Opened {
  if (format !== undefined && !FORMATS.includes(format))
    throw refusal(
      '`format`',
      `there are ${FORMATS.map((one) => `'${one}'`).join(', ')}, and not ${describeValue(format)}`,
    )
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    const bytes = source instanceof ArrayBuffer ? new Uint8Array(source) : source
    return { bytes, what: 'the data', format: format ?? formatOfBytes(bytes) }
  }
  if (typeof source !== 'string' && !(source instanceof URL))
    throw refusal(
      'a file of numbers',
      `it is named by a string, or given as its bytes, and is ${describeValue(source)}`,
    )
  const path = typeof source === 'string' ? source : fileURLToPath(source)
  const known = format ?? FORMATS.find((one) => path.toLowerCase().endsWith(`.${one}`))
  if (!known)
    throw refusal(`\`${path}\``, 'its name ends in none of .npy, .npz, .mtx and .csv, and no `format` is given')
  return { bytes: bytesOf(path), what: path, format: known }
}

function formatOfBytes(bytes: Uint8Array): Format {
  if (bytes[0] === 0x93) return 'npy'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'npz'
  return bytes[0] === 0x25 && bytes[1] === 0x25 ? 'mtx' : 'csv'
}

function bytesOf(path: string): Uint8Array {
  try {
    return plain(readFileSync(path))
  } catch (error) {
    throw new SpikecError([diagnostic('C001', { path, problem: reasonOf(error) })])
  }
}

/** A Buffer's own slice() would be another view of the same bytes. */
function plain({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function refusal(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what, problem })])
}
