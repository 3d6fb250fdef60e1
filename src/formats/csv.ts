/** Tables of numbers as text: separated by commas, semicolons, tabs or blanks, with or without a line of names. */
import { type EdgeList, VALUES } from './edge-list.js'
import { ENDS, listed } from './npz.js'
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

interface Name {
  readonly name: string
  readonly unit: string | undefined
}

interface Table {
  readonly names: readonly Name[] | undefined
  readonly width: number
  readonly separator: number
  /** At the first line of numbers. */
  readonly scanner: Scanner
  /** Lines that there are at the most. */
  readonly most: number
}

const HASH = 35
const SPACE = 32
const COMMA = 44
const POINT = 46
const BOM = [0xef, 0xbb, 0xbf]

function tableOf(bytes: Uint8Array, what: string): Table {
  const start = BOM.every((byte, k) => bytes[k] === byte) ? 3 : 0
  const scanner = scannerOf(bytes, start)
  skipComments(scanner)
  const from = scanner.at
  if (from >= bytes.length) throw unfit(what, 'it is empty')
  const end = bytes.indexOf(NEWLINE, from)
  const first = new TextDecoder().decode(bytes.subarray(from, end < 0 ? bytes.length : end)).trim()
  const separator = [';', '\t', ','].find((one) => first.includes(one)) ?? ' '
  const fields = first.split(separator === ' ' ? /\s+/ : separator).map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
  const isHead = fields.some((field) => field === '' || Number.isNaN(Number(field.replace(',', '.'))))
  if (isHead) skipLine(scanner)
  let most = 1
  for (let at = bytes.indexOf(NEWLINE, scanner.at); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) most++
  // Where semicolons separate, the decimal point may be a comma.
  const point = separator === ';' && bytes.indexOf(COMMA, scanner.at) >= 0 ? COMMA : POINT
  return {
    names: isHead ? fields.map(nameOf) : undefined,
    width: fields.length,
    separator: separator.charCodeAt(0),
    scanner: scannerOf(bytes, scanner.at, point),
    most,
  }
}

/** `w [mV]` and `w (mV)` have a unit. */
function nameOf(field: string): Name {
  const [, name, bracketed, round] = /^(.*?)\s*(?:\[([^\]]*)\]|\(([^)]*)\))?$/.exec(field) ?? []
  return { name: name ?? field, unit: bracketed ?? round }
}

function skipComments(scanner: Scanner): void {
  const { bytes } = scanner
  for (;;) {
    const before = scanner.at
    skipBlanks(scanner)
    if (scanner.at < bytes.length && (bytes[scanner.at] === HASH || bytes[scanner.at] === NEWLINE)) skipLine(scanner)
    else {
      scanner.at = before
      return
    }
  }
}

/** Fills the columns line by line; gives the number of lines. */
function readLines(
  { scanner, separator, width }: Table,
  put: (line: number, column: number, value: number) => void,
  what: string,
): number {
  const { bytes } = scanner
  const wrong = (problem: string) => unfitLine(scanner, what, problem)
  let line = 0
  for (skipComments(scanner); scanner.at < bytes.length; skipComments(scanner)) {
    for (let column = 0; column < width; column++) {
      skipBlanks(scanner)
      if (isAtLineEnd(scanner))
        throw wrong(`it has ${column} field${column === 1 ? '' : 's'}, and the first line ${width}`)
      const value = scanNumber(scanner)
      if (Number.isNaN(value)) throw wrong(`\`${wordAt(scanner)}\` in field ${column + 1} is no number`)
      try {
        put(line, column, value)
      } catch (error) {
        throw error instanceof RangeError ? wrong(error.message) : error
      }
      if (separator !== SPACE) skipSpaces(scanner)
      if (column + 1 < width && separator !== SPACE && !isAtLineEnd(scanner)) {
        if (bytes[scanner.at] !== separator) throw wrong(`\`${wordAt(scanner)}\` stands behind field ${column + 1}`)
        scanner.at++
      }
    }
    skipBlanks(scanner)
    if (!isAtLineEnd(scanner)) throw wrong(`it has more fields than the first line, ${width}`)
    line++
    skipLine(scanner)
  }
  return line
}

/** A tab may be what separates. */
function skipSpaces(scanner: Scanner): void {
  while (scanner.bytes[scanner.at] === SPACE || scanner.bytes[scanner.at] === 13) scanner.at++
}

/** A matrix: as many rows as there are lines. */
export function readCsvMatrix(bytes: Uint8Array, what: string) {
  const table = tableOf(bytes, what)
  const { width, most } = table
  const data = new Float64Array(most * width)
  const rows = readLines(
    table,
    (line, column, value) => {
      data[line * width + column] = value
    },
    what,
  )
  return { data: data.slice(0, rows * width), shape: [rows, width] as const }
}

/** The first two columns are the neurons, or those with the names of them; `base`: what the first neuron is called, 0 or 1. */
export function readCsvEdges(bytes: Uint8Array, what: string, base = 0): EdgeList {
  const table = tableOf(bytes, what)
  const { names, width, most } = table
  if (width < 2) throw unfit(what, 'an edge has two neurons at the least, and a line of this has one field')
  const [from, to] = endsOf(names, what)
  const [i, j] = [new Int32Array(most), new Int32Array(most)]
  const values = Array.from({ length: width }, (_, column) =>
    column === from || column === to ? undefined : new Float64Array(most),
  )
  const count = readLines(
    table,
    (line, column, value) => {
      const own = values[column]
      if (own) {
        own[line] = value
        return
      }
      const index = value - base
      if (!Number.isInteger(value) || index < 0 || index > 2147483647)
        throw new RangeError(`${value} is no neuron: they are counted from ${base}`)
      if (column === from) i[line] = index
      else j[line] = index
    },
    what,
  )
  const columns = values.flatMap((data, column) => {
    if (!data) return []
    const { name, unit } = names?.[column] ?? { name: width === 3 ? VALUES : String(column), unit: undefined }
    return [{ name, data: data.subarray(0, count), ...(unit !== undefined && { unit }) }]
  })
  return { i: i.subarray(0, count), j: j.subarray(0, count), columns }
}

function endsOf(names: readonly Name[] | undefined, what: string): readonly [number, number] {
  if (!names) return [0, 1]
  const places = names.map(({ name }) => name.toLowerCase())
  for (const pair of ENDS) {
    const [from, to] = pair.map((name) => places.indexOf(name))
    if (from >= 0 && to >= 0) return [from, to]
  }
  throw unfit(what, `none of its columns are the neurons: there are ${listed(names.map(({ name }) => name))}`, [
    'they are called `i` and `j`, `pre` and `post`, `source` and `target`, or `from` and `to`',
  ])
}
