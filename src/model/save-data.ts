/** Matrices and edges into files, written whole or not at all. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { NumericData } from '../formats/npy.js'
import { littleEndian, npyBytes, npyHeaderOf, npyType } from '../formats/write-npy.js'
import { csv, type FileContent, writeFileAtomically } from '../runtime/node/output.js'
import { reasonOf } from '../runtime/node/results.js'
import { type ZipEntry, zipped } from '../runtime/node/zip.js'
import { type Edges, isEdges } from './edges.js'
import { isMatrix } from './matrix.js'
import type { Matrix } from './spec.js'

/**
 * Writes a matrix: `.npy`, `.npz` (as the array `W`), `.mtx` or `.csv`. Its unit is written only to `.mtx`, in a comment.
 *
 * @throws SpikecError if the file can't be written
 */
export function saveMatrix(path: string, values: Matrix): void {
  if (!isMatrix(values))
    throw refusal('saveMatrix()', 'it takes the name of a file and a matrix, such as getMatrix() gives')
  write(path, contentOfMatrix(endingOf(path, 'saveMatrix()', ['npy', 'npz', 'mtx', 'csv']), values))
}

function contentOfMatrix(ending: 'npy' | 'npz' | 'mtx' | 'csv', values: Matrix): FileContent {
  const { data, shape } = values
  const [rows, columns = 1] = shape
  switch (ending) {
    case 'npy':
      return npyBytes(data, shape)
    case 'npz':
      return zipped([npyEntry('W', data, shape)])
    case 'mtx':
      return denseMarket(values, rows, columns)
    case 'csv':
      return lines(rows, (i) => Array.from(data.subarray(i * columns, (i + 1) * columns)).join(','))
  }
}

/**
 * Writes edges: `.npz`, which `scipy.sparse.load_npz` reads where they have one column and a shape; `.csv` with a line of names and
 * units; or `.mtx`, which has room for one column.
 *
 * @throws SpikecError if the file can't be written, or has no room for what the edges have
 */
export function saveEdges(path: string, given: Edges): void {
  if (!isEdges(given)) throw refusal('saveEdges()', 'it takes the name of a file and edges, such as getEdges() gives')
  write(path, contentOfEdges(endingOf(path, 'saveEdges()', ['npz', 'mtx', 'csv']), given))
}

function contentOfEdges(ending: 'npz' | 'mtx' | 'csv', given: Edges): FileContent {
  const { i, j, columns } = given
  if (ending === 'npz') return zipped(entriesOf(given))
  if (ending === 'mtx') return sparseMarket(given)
  const named = Object.entries(columns).map(([name, { data, unit }]) => ({
    name: unit === undefined ? name : `${name} [${unit}]`,
    values: data,
  }))
  return csv([{ name: 'i', values: i }, { name: 'j', values: j }, ...named])
}

function write(path: string, content: FileContent): void {
  try {
    writeFileAtomically(path, content)
  } catch (error) {
    if (error instanceof SpikecError) throw error
    throw new SpikecError([diagnostic('C006', { path, problem: reasonOf(error) })])
  }
}

function endingOf<E extends string>(path: unknown, what: string, endings: readonly E[]): E {
  const found = endings.find((ending) => typeof path === 'string' && path.toLowerCase().endsWith(`.${ending}`))
  if (found) return found
  throw refusal(
    what,
    `the name of a file ends in ${endings.map((ending) => `.${ending}`).join(', ')}, and this is ${JSON.stringify(path)}`,
  )
}

function refusal(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what, problem })])
}

function npyEntry(name: string, data: NumericData, shape: readonly number[] = [data.length]): ZipEntry {
  const header = npyHeaderOf(`'${npyType(data)}'`, shape)
  return { name: `${name}.npy`, size: header.length + data.byteLength, content: () => [header, littleEndian(data)] }
}

/** As SciPy writes the coordinate form; several columns go under their names. */
function entriesOf({ i, j, columns, shape }: Edges): readonly ZipEntry[] {
  const [from, to] = [Int32Array.from(i), Int32Array.from(j)]
  const named = Object.entries(columns)
  if (!shape || named.length !== 1)
    return [npyEntry('i', from), npyEntry('j', to), ...named.map(([name, { data }]) => npyEntry(name, data))]
  const form = Uint8Array.from('coo', (letter) => letter.charCodeAt(0))
  const header = npyHeaderOf("'|S3'", [])
  return [
    npyEntry('row', from),
    npyEntry('col', to),
    { name: 'format.npy', size: header.length + form.length, content: () => [header, form] },
    npyEntry('shape', BigInt64Array.from(shape, BigInt)),
    npyEntry('data', named[0][1].data),
  ]
}

const LINES = 4096

function* lines(count: number, line: (k: number) => string): Generator<string> {
  for (let start = 0; start < count; start += LINES) {
    let piece = ''
    for (let k = start; k < Math.min(count, start + LINES); k++) piece += `${line(k)}\n`
    yield piece
  }
}

function* denseMarket({ data, unit }: Matrix, rows: number, columns: number): Generator<string> {
  yield `%%MatrixMarket matrix array real general\n${unitLine(unit)}${rows} ${columns}\n`
  yield* lines(rows * columns, (k) => String(data[(k % rows) * columns + Math.floor(k / rows)]))
}

function* sparseMarket({ i, j, columns, shape }: Edges): Generator<string> {
  const named = Object.values(columns)
  if (named.length > 1)
    throw refusal(
      'saveEdges()',
      `an .mtx file has one number for each edge, and these have ${named.length}: write .npz or .csv`,
    )
  if (!shape)
    throw refusal('saveEdges()', 'an .mtx file says how many rows and columns there are, and these edges have no shape')
  const [values] = named
  yield `%%MatrixMarket matrix coordinate ${values ? 'real' : 'pattern'} general\n${unitLine(values?.unit)}${shape[0]} ${shape[1]} ${i.length}\n`
  yield* lines(i.length, (k) => `${i[k] + 1} ${j[k] + 1}${values ? ` ${values.data[k]}` : ''}`)
}

function unitLine(unit: string | undefined): string {
  return unit === undefined ? '' : `% in ${unit}\n`
}
