/** Lists of edges: which neuron leads to which, with values for each. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { type EdgeList, edgesOfCompressed, edgesOfMatrix, VALUES } from '../formats/edge-list.js'
import { describeValue } from './describe.js'
import { isMatrix, isNumberArray, matrix, type Vector } from './matrix.js'
import { checkOptions, checkTexts } from './options.js'
import type { Matrix } from './spec.js'

/** `S.connect(E)` makes a synapse of each edge, in order, and `S.set('w', E.values)` gives them their values. */
export class Edges {
  readonly kind = 'edges'
  /** The neuron that each edge comes from. */
  readonly i: ArrayLike<number>
  /** The neuron that it goes to. */
  readonly j: ArrayLike<number>
  /** Numbers for each edge, by their names: `S.set(E.columns)` sets the variables that are called so. */
  readonly columns: Readonly<Record<string, Matrix>>
  /** The sizes of the groups, where they are known: connect() checks them. */
  readonly shape: readonly [rows: number, columns: number] | undefined

  constructor(
    i: ArrayLike<number>,
    j: ArrayLike<number>,
    columns: Readonly<Record<string, Matrix>>,
    shape?: readonly [number, number],
  ) {
    this.i = i
    this.j = j
    this.columns = columns
    this.shape = shape
  }

  /** How many there are. */
  get N(): number {
    return this.i.length
  }

  /** The numbers of the edges, where there is one for each; the first of several. */
  get values(): Matrix {
    const [first] = Object.values(this.columns)
    if (first) return first
    throw wrong('edges', 'they have no values: they say which neurons are connected, and nothing else')
  }
}

export interface EdgesInput {
  /** The neuron that each edge comes from, and the one that it goes to. */
  readonly i?: ArrayLike<number>
  readonly j?: ArrayLike<number>
  /** Compressed rows in place of them: the place of each row's first edge, and the columns; with `format: 'csc'`, of columns and rows. */
  readonly indptr?: ArrayLike<number>
  readonly indices?: ArrayLike<number>
  readonly format?: 'csr' | 'csc'
  /** One for each edge, and their unit. */
  readonly values?: Vector | Matrix
  readonly unit?: string
  /** Several for each, by their names. */
  readonly columns?: Readonly<Record<string, Vector | Matrix>>
  readonly shape?: readonly [rows: number, columns: number]
}

const OPTIONS = ['i', 'j', 'indptr', 'indices', 'format', 'values', 'unit', 'columns', 'shape']

/**
 * Edges from triplets, `edges({ i, j, values, unit: 'mV' })`; from compressed rows or columns, `edges({ indptr, indices, values,
 * shape })`; or those of a matrix's entries that are not zero, `edges(W)`. Typed arrays are used as they are.
 *
 * @throws SpikecError if lengths differ
 */
export function edges(given: EdgesInput | Matrix): Edges {
  if (isMatrix(given)) return ofMatrix(given)
  checkOptions(given, OPTIONS, 'edges()')
  checkTexts(given, ['unit', 'format'], 'edges()')
  const { i, j, indptr, indices, shape } = given
  if (shape !== undefined) checkShape(shape)
  if (indptr !== undefined || indices !== undefined) return ofCompressed(given)
  if (!isList(i) || !isList(j))
    throw wrong('edges()', `it takes two lists, i and j, and is given ${describeValue(i)} and ${describeValue(j)}`)
  return new Edges(i, j, columnsOf(given, i.length, j.length), shape)
}

function ofMatrix({ data, shape, unit }: Matrix): Edges {
  const [rows, columns] = shape
  if (columns === undefined) throw wrong('edges()', `a matrix has rows and columns, and this is a vector of ${rows}`)
  return edgesFrom(edgesOfMatrix(data, [rows, columns]), unit)
}

function ofCompressed(given: EdgesInput): Edges {
  const { i, j, indptr, indices, format = 'csr', shape } = given
  if (i !== undefined || j !== undefined)
    throw wrong('edges()', 'i and j are one way of giving edges, indptr and indices another')
  if (!isList(indptr) || !isList(indices))
    throw wrong('edges()', 'indptr and indices are lists, and are given together')
  if (format !== 'csr' && format !== 'csc')
    throw wrong('edges()', `\`format\` is 'csr' or 'csc', and not ${describeValue(format)}`)
  if (!shape) throw wrong('edges()', '`shape` says how many rows and columns there are: [rows, columns]')
  const whole = { indptr: Float64Array.from(indptr), indices: integersOf(indices), data: undefined, shape }
  const found = edgesOfCompressed(whole, format, 'edges()')
  return new Edges(found.i, found.j, columnsOf(given, found.i.length, found.j.length), shape)
}

function integersOf(list: ArrayLike<number>): Int32Array | Uint32Array | Uint16Array | Float64Array {
  if (list instanceof Int32Array || list instanceof Uint32Array || list instanceof Uint16Array) return list
  return Float64Array.from(list)
}

function columnsOf(
  { values, unit, columns = {} }: EdgesInput,
  from: number,
  to: number,
): Readonly<Record<string, Matrix>> {
  if (from !== to) throw wrong('edges()', `there are ${from} of i and ${to} of j`)
  const all = { ...(values !== undefined && { [VALUES]: values }), ...columns }
  return Object.fromEntries(
    Object.entries(all).map(([name, given]) => {
      const own = isMatrix(given) ? given : matrix(given, ...(name === VALUES && unit !== undefined ? [unit] : []))
      if (own.data.length === from) return [name, own]
      throw wrong('edges()', `there are ${from} edges and ${own.data.length} \`${name}\``)
    }),
  )
}

function checkShape(shape: unknown): void {
  const isShape = Array.isArray(shape) && shape.length === 2 && shape.every((n) => Number.isInteger(n) && n >= 0)
  if (!isShape) throw wrong('edges()', `\`shape\` is [rows, columns], and not ${describeValue(shape)}`)
}

function isList(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || isNumberArray(value)
}

function wrong(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V038', { what, problem })])
}

/** Edges as a file has them. `units`: of the columns by their names, or of the only one. */
export function edgesFrom(
  { i, j, columns, shape }: EdgeList,
  units: string | Readonly<Record<string, string>> | undefined,
): Edges {
  const unitOf = (name: string, own: string | undefined, at: number) =>
    typeof units === 'string' ? (at === 0 ? units : own) : (units?.[name] ?? own)
  const named = columns.map(({ name, data, unit }, at) => {
    const wanted = unitOf(name, unit, at)
    return [name, matrix(data, [data.length], wanted)] as const
  })
  return new Edges(i, j, Object.fromEntries(named), shape)
}

export function isEdges(value: unknown): value is Edges {
  return value instanceof Edges
}
