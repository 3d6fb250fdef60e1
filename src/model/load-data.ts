/** Matrices and edges from files, or from the bytes of one. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { bytesIn, FORMATS, type Format, readEdges, readMatrix } from '../formats/read.js'
import { reasonOf } from '../runtime/node/results.js'
import { describeValue } from './describe.js'
import { type Edges, edgesFrom } from './edges.js'
import { matrix } from './matrix.js'
import { checkOptions, checkTexts } from './options.js'
import type { Matrix } from './spec.js'

/** The name of a file, or its bytes, as a page gets them by fetch(). */
export type DataSource = string | URL | ArrayBuffer | Uint8Array

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
  const { bytes, ...file } = opened(source, options.format)
  const { data, shape } = readMatrix(bytes, { ...file, ...(name !== undefined && { name }), inflate })
  return matrix(data, shape, unit)
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
  const { bytes, ...file } = opened(source, options.format)
  return edgesFrom(readEdges(bytes, { ...file, base, inflate }), unit)
}

function inflate(packed: Uint8Array, size: number): Uint8Array {
  return plain(inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }))
}

interface Opened {
  readonly bytes: Uint8Array
  readonly file?: string
  readonly format?: Format
}

function opened(source: unknown, format: Format | undefined): Opened {
  const bytes = bytesIn(source)
  if (bytes) return { bytes, ...(format && { format }) }
  if (typeof source !== 'string' && !(source instanceof URL))
    throw refusal(
      'a file of numbers',
      `it is named by a string, or given as its bytes, and is ${describeValue(source)}`,
    )
  const path = typeof source === 'string' ? source : fileURLToPath(source)
  const known = format ?? FORMATS.find((one) => path.toLowerCase().endsWith(`.${one}`))
  if (!known)
    throw refusal(`\`${path}\``, 'its name ends in none of .npy, .npz, .mtx and .csv, and no `format` is given')
  return { bytes: bytesOf(path), file: path, format: known }
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
