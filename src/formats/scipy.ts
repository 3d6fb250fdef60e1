/** Sparse matrices as scipy.sparse.save_npz writes them, as the edges that `tocoo()` would list. */
import { type EdgeList, edgesOfCompressed, VALUES } from './edge-list.js'
import { asFloats, asIndices, type NumericArray, shapeText } from './npy.js'
import type { Archive } from './npz.js'
import { unfit } from './problem.js'

type Shape = readonly [rows: number, columns: number]

/** Undefined where the archive is not of scipy.sparse.save_npz. */
export function sparseIn({ names, read, text }: Archive, what: string): EdgeList | undefined {
  if (!names.includes('format') || !names.includes('shape')) return undefined
  const form = text('format')
  const sizes = asIndices(read('shape').data)
  if (sizes.length !== 2) throw unfit(what, `its shape has ${sizes.length} axes, and a matrix has 2`)
  const shape = [sizes[0], sizes[1]] as const
  switch (form) {
    case 'coo':
      return edgesOfTriplets(read('row'), read('col'), read('data'), shape, what)
    case 'csr':
    case 'csc': {
      const [indptr, indices, data] = ['indptr', 'indices', 'data'].map((name) => read(name).data)
      return edgesOfCompressed({ indptr, indices, data, shape }, form, what)
    }
    case 'bsr':
      return edgesOfBlocks(read('indptr'), read('indices'), read('data'), shape, what)
    case 'dia':
      return edgesOfDiagonals(read('offsets'), read('data'), shape, what)
    default:
      throw unfit(what, `its matrix is in the form ${form}, and csr, csc, coo, bsr and dia can be read`, [
        'in SciPy, `W.tocsr()` makes the one of the other',
      ])
  }
}

function edgesOfTriplets(
  { data: row }: NumericArray,
  { data: column }: NumericArray,
  { data }: NumericArray,
  shape: Shape,
  what: string,
): EdgeList {
  if (row.length !== column.length || row.length !== data.length)
    throw unfit(
      what,
      `it has ${row.length} rows, ${column.length} columns and ${data.length} numbers, one each for an edge`,
    )
  return { i: asIndices(row), j: asIndices(column), columns: [{ name: VALUES, data: asFloats(data) }], shape }
}

/** Compressed rows of blocks; a zero within a block is an entry, as any other that is written. */
function edgesOfBlocks(
  { data: indptr }: NumericArray,
  { data: indices }: NumericArray,
  { data, shape: sizes }: NumericArray,
  shape: Shape,
  what: string,
): EdgeList {
  const [count, height, width] = sizes
  if (sizes.length !== 3 || count !== indices.length || shape[0] % height !== 0 || shape[1] % width !== 0)
    throw unfit(
      what,
      `its \`data\` are ${shapeText(sizes)} numbers, and ${indices.length} blocks of a matrix of ${shape.join(' x ')} are something else`,
    )
  const ofBlocks = [shape[0] / height, shape[1] / width] as const
  const blocks = edgesOfCompressed({ indptr, indices, data: undefined, shape: ofBlocks }, 'csr', what)
  const [i, j] = [new Int32Array(data.length), new Int32Array(data.length)]
  for (let block = 0, at = 0; block < count; block++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++, at++) {
        i[at] = blocks.i[block] * height + row
        j[at] = blocks.j[block] * width + column
      }
  return { i, j, columns: [{ name: VALUES, data: asFloats(data) }], shape }
}

/** A diagonal has a number for each column, which may lie outside of the matrix; its zeros are no entries. */
function edgesOfDiagonals(
  { data: offsets }: NumericArray,
  { data, shape: sizes }: NumericArray,
  shape: Shape,
  what: string,
): EdgeList {
  const [count, length] = sizes
  if (sizes.length !== 2 || count !== offsets.length)
    throw unfit(what, `its \`data\` are ${shapeText(sizes)} numbers, and its \`offsets\` are ${offsets.length}`)
  const values = asFloats(data)
  const starts = asIndices(offsets)
  const [i, j, kept]: [number[], number[], number[]] = [[], [], []]
  for (let diagonal = 0; diagonal < count; diagonal++)
    for (let column = 0; column < Math.min(length, shape[1]); column++) {
      const row = column - starts[diagonal]
      const value = values[diagonal * length + column]
      if (row < 0 || row >= shape[0] || value === 0) continue
      i.push(row)
      j.push(column)
      kept.push(value)
    }
  const own = values instanceof Float32Array ? Float32Array.from(kept) : Float64Array.from(kept)
  return { i, j, columns: [{ name: VALUES, data: own }], shape }
}
