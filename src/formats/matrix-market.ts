/** Matrix Market (Boisvert, Pozo, Remington: The Matrix Market Exchange Formats, NISTIR 5935, 1996). */
import { type EdgeList, VALUES } from './edge-list.js'
import { unfit } from './problem.js'
import {
  isAtLineEnd,
  NEWLINE,
  type Scanner,
  scanNumber,
  scannerOf,
  skipBlanks,
  skipLine,
  unfitLine,
  wordAt,
} from './scanner.js'

type Symmetry = 'general' | 'symmetric' | 'skew-symmetric'

interface Head {
  readonly layout: 'coordinate' | 'array'
  readonly field: 'real' | 'integer' | 'pattern'
  readonly symmetry: Symmetry
}

export type MarketMatrix =
  | { readonly kind: 'edges'; readonly edges: EdgeList }
  | { readonly kind: 'dense'; readonly data: Float64Array; readonly shape: readonly [number, number] }

const PERCENT = 37

/** The entries that symmetry stands for come behind those that are written, as SciPy has them. */
export function readMatrixMarket(bytes: Uint8Array, what: string): MarketMatrix {
  const scanner = scannerOf(bytes)
  const head = headOf(scanner, what)
  while (bytes[scanner.at] === PERCENT || bytes[scanner.at] === NEWLINE) skipLine(scanner)
  const wrong = (problem: string) => unfitLine(scanner, what, problem)
  const size = () => {
    const n = scanNumber(scanner)
    if (!Number.isInteger(n) || n < 0) throw wrong('it says how many rows and columns there are, and how many entries')
    return n
  }
  const shape = [size(), size()] as const
  if (head.symmetry !== 'general' && shape[0] !== shape[1])
    throw wrong(`a ${head.symmetry} matrix has as many rows as columns, and this is ${shape.join(' x ')}`)
  if (head.layout === 'array') return { kind: 'dense', data: denseOf(head, shape, scanner, wrong), shape }
  const count = size()
  // An entry takes 4 bytes at the least: what a broken line says is not made room for.
  if (count > bytes.length / 4) throw wrong(`there are to be ${count} entries, for which the file is too short`)
  return { kind: 'edges', edges: mirrored(entriesOf(head, shape, count, scanner, wrong), head) }
}

function headOf(scanner: Scanner, what: string): Head {
  const { bytes } = scanner
  const end = bytes.indexOf(NEWLINE)
  const line = new TextDecoder().decode(bytes.subarray(0, Math.min(end < 0 ? 200 : end, 200)))
  const [mark, object, layout, field, symmetry] = line.trim().toLowerCase().split(/\s+/)
  if (mark !== '%%matrixmarket')
    throw unfit(what, 'line 1: it is no Matrix Market file, which begins with %%MatrixMarket')
  const refuse = (found: string | undefined, known: readonly string[]): never => {
    throw unfit(what, `line 1: \`${found ?? ''}\` can't be read: there are ${known.join(', ')}`)
  }
  if (object !== 'matrix') refuse(object, ['matrix'])
  if (layout !== 'coordinate' && layout !== 'array') return refuse(layout, ['coordinate', 'array'])
  const asDouble = field === 'double' ? 'real' : field
  if (asDouble !== 'real' && asDouble !== 'integer' && asDouble !== 'pattern')
    return refuse(field, ['real', 'integer', 'pattern'])
  if (symmetry !== 'general' && symmetry !== 'symmetric' && symmetry !== 'skew-symmetric')
    return refuse(symmetry, ['general', 'symmetric', 'skew-symmetric'])
  if (layout === 'array' && asDouble === 'pattern') return refuse('array pattern', ['coordinate pattern'])
  skipLine(scanner)
  return { layout, field: asDouble, symmetry }
}

type Wrong = (problem: string) => Error

function entriesOf(
  { field }: Head,
  [rows, columns]: readonly [number, number],
  count: number,
  scanner: Scanner,
  wrong: Wrong,
) {
  const [i, j] = [new Int32Array(count), new Int32Array(count)]
  const values = field === 'pattern' ? undefined : new Float64Array(count)
  for (let k = 0; k < count; k++) {
    nextLine(scanner)
    if (scanner.at >= scanner.bytes.length) throw wrong(`the file ends after ${k} of ${count} entries`)
    const row = scanNumber(scanner)
    const column = scanNumber(scanner)
    if (
      !(
        row >= 1 &&
        row <= rows &&
        Number.isInteger(row) &&
        column >= 1 &&
        column <= columns &&
        Number.isInteger(column)
      )
    )
      throw wrong(`an entry at [${row}, ${column}], counted from 1, of ${rows} x ${columns}`)
    i[k] = row - 1
    j[k] = column - 1
    if (values) {
      const value = scanNumber(scanner)
      if (Number.isNaN(value)) throw wrong(`\`${wordAt(scanner)}\` is no number`)
      values[k] = value
    }
    skipBlanks(scanner)
    if (!isAtLineEnd(scanner)) throw wrong(`\`${wordAt(scanner)}\` stands behind the entry`)
  }
  nextLine(scanner)
  if (scanner.at < scanner.bytes.length) throw wrong(`there are more entries than ${count}`)
  return { i, j, values, shape: [rows, columns] as const }
}

/** To the next line that is not empty. */
function nextLine(scanner: Scanner): void {
  const { bytes } = scanner
  skipBlanks(scanner)
  while (scanner.at < bytes.length && bytes[scanner.at] === NEWLINE) {
    scanner.at++
    skipBlanks(scanner)
  }
}

function denseOf(
  { symmetry }: Head,
  [rows, columns]: readonly [number, number],
  scanner: Scanner,
  wrong: Wrong,
): Float64Array {
  if (rows * columns > scanner.bytes.length) throw wrong(`${rows} x ${columns} numbers need a longer file`)
  const data = new Float64Array(rows * columns)
  const isSkew = symmetry === 'skew-symmetric'
  for (let j = 0; j < columns; j++) {
    const first = symmetry === 'general' ? 0 : symmetry === 'symmetric' ? j : j + 1
    for (let i = first; i < rows; i++) {
      nextLine(scanner)
      const value = scanNumber(scanner)
      if (Number.isNaN(value))
        throw wrong(`\`${wordAt(scanner)}\` is no number: it is to be that at [${i + 1}, ${j + 1}]`)
      data[i * columns + j] = value
      if (symmetry !== 'general' && i !== j) data[j * columns + i] = isSkew ? 0 - value : value
    }
  }
  nextLine(scanner)
  if (scanner.at < scanner.bytes.length) throw wrong('there are more numbers than the matrix has')
  return data
}

function mirrored({ i, j, values, shape }: ReturnType<typeof entriesOf>, { symmetry }: Head): EdgeList {
  const sign = symmetry === 'skew-symmetric' ? -1 : 1
  const columns = (data: Float64Array | undefined) => (data ? [{ name: VALUES, data }] : [])
  if (symmetry === 'general') return { i, j, columns: columns(values), shape }
  const further: number[] = []
  for (let k = 0; k < i.length; k++) if (i[k] !== j[k]) further.push(k)
  const joined = (own: Int32Array, other: Int32Array) => {
    const all = new Int32Array(own.length + further.length)
    all.set(own)
    for (let k = 0; k < further.length; k++) all[own.length + k] = other[further[k]]
    return all
  }
  const all = values && new Float64Array(i.length + further.length)
  if (values && all) {
    all.set(values)
    for (let k = 0; k < further.length; k++) all[i.length + k] = sign * values[further[k]]
  }
  return { i: joined(i, j), j: joined(j, i), columns: columns(all), shape }
}
