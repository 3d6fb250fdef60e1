/** Edges as files have them: which row leads to which column, with numbers for each. */
import { asFloats, asIndices, type NumericData } from './npy.js'
import { unfit } from './problem.js'

export interface EdgeColumn {
  readonly name: string
  readonly data: Float64Array | Float32Array
  readonly unit?: string
}

export interface EdgeList {
  readonly i: ArrayLike<number>
  readonly j: ArrayLike<number>
  readonly columns: readonly EdgeColumn[]
  readonly shape?: readonly [rows: number, columns: number]
}

/** What the numbers of edges are called where a file has no name for them. */
export const VALUES = 'values'

export interface Compressed {
  readonly indptr: NumericData
  readonly indices: NumericData
  readonly data: NumericData | undefined
  readonly shape: readonly [rows: number, columns: number]
}

/** Compressed rows, or compressed columns, in the order in which they stand. */
export function edgesOfCompressed(
  { indptr, indices, data, shape }: Compressed,
  form: 'csr' | 'csc',
  what: string,
): EdgeList {
  const starts = asIndices(indptr)
  const others = asIndices(indices)
  const lines = form === 'csr' ? shape[0] : shape[1]
  const name = form === 'csr' ? 'rows' : 'columns'
  if (starts.length !== lines + 1)
    throw unfit(what, `its \`indptr\` has ${starts.length} numbers, and ${lines} ${name} need ${lines + 1}`)
  const own = new Int32Array(others.length)
  for (let line = 0; line < lines; line++) {
    const [from, to] = [starts[line], starts[line + 1]]
    if (!(from >= 0 && from <= to && to <= others.length))
      throw unfit(what, `its \`indptr\` goes from ${from} to ${to} at ${line}, of ${others.length} edges`)
    own.fill(line, from, to)
  }
  if (starts[0] !== 0 || starts[lines] !== others.length)
    throw unfit(what, `its \`indptr\` goes from ${starts[0]} to ${starts[lines]}, and there are ${others.length} edges`)
  if (data && data.length !== others.length)
    throw unfit(what, `it has ${others.length} \`indices\` and ${data.length} numbers in \`data\``)
  const columns = data ? [{ name: VALUES, data: asFloats(data) }] : []
  return form === 'csr' ? { i: own, j: others, columns, shape } : { i: others, j: own, columns, shape }
}

/** The entries of a matrix that are not zero, row by row. */
export function edgesOfMatrix(data: Float64Array | Float32Array, [rows, columns]: readonly [number, number]): EdgeList {
  let count = 0
  for (let k = 0; k < data.length; k++) if (data[k] !== 0) count++
  const [i, j] = [new Int32Array(count), new Int32Array(count)]
  const values = data instanceof Float32Array ? new Float32Array(count) : new Float64Array(count)
  for (let row = 0, at = 0, k = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, k++) {
      if (data[k] === 0) continue
      i[at] = row
      j[at] = column
      values[at++] = data[k]
    }
  }
  return { i, j, columns: [{ name: VALUES, data: values }], shape: [rows, columns] }
}

/** A matrix with zeros where there are no edges; several edges at one place are added up, as in SciPy. */
export function matrixOfEdges(
  { i, j, columns }: EdgeList,
  [rows, width]: readonly [number, number],
  what: string,
): Float64Array {
  const dense = new Float64Array(rows * width)
  const values = columns[0]?.data
  for (let k = 0; k < i.length; k++) {
    if (!(i[k] >= 0 && i[k] < rows && j[k] >= 0 && j[k] < width))
      throw unfit(what, `edge ${k} is at [${i[k]}, ${j[k]}], of ${rows} x ${width}`)
    dense[i[k] * width + j[k]] += values ? values[k] : 1
  }
  return dense
}
