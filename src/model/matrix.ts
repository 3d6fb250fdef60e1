import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import type { Matrix } from './spec.js'

export type IntegerArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
type List = readonly number[] | readonly boolean[]

/** Numbers of one dimension: typed arrays of every kind, and lists; truth values count as 1 and 0. */
export type Vector = Float64Array | Float32Array | IntegerArray | List
type Numbers = Vector | readonly List[]

/**
 * Numbers with a shape and a unit, to stand in a namespace or to set a variable.
 *
 * @param data a Float64Array or Float32Array, row after row, which is used as it is and never copied on the way (a
 *   Float32Array stays at 4 bytes a number); an array of integers, which is copied into doubles; or nested lists of
 *   numbers, whose shape is their own.
 * @param shape `[length]` or `[rows, columns]`; rows are the presynaptic neurons. Left out for nested lists.
 * @param unit the unit of the numbers, such as `'mV'` or `'nS'`; left out for plain numbers.
 * @throws SpikecError if the shape does not fit the data.
 */
export function matrix(data: Numbers, shape?: readonly number[] | string, unit?: string): Matrix {
  const given = typeof shape === 'string' ? undefined : shape
  const named = typeof shape === 'string' ? shape : unit
  const rows = rowsOf(data)
  const own = given ?? shapeOf(data, rows)
  if (!Array.isArray(own)) throw refusal(`a shape is [length] or [rows, columns], and this is ${describeValue(own)}`)
  if (named !== undefined && typeof named !== 'string')
    throw refusal(`a unit is a string such as 'mV', and this is ${describeValue(named)}`)
  const flat = flattened(data, rows)
  const size = own.reduce((product, n) => product * n, 1)
  const sound = own.length >= 1 && own.length <= 2 && own.every((n) => Number.isInteger(n) && n >= 0)
  if (!sound || size !== flat.length) {
    throw refusal(
      sound
        ? `a shape of ${own.join(' x ')} needs ${size} numbers, and there are ${flat.length}`
        : `a shape is [length] or [rows, columns], and this is [${own.join(', ')}]`,
    )
  }
  return { kind: 'matrix', data: flat, shape: [...own], ...(named !== undefined && { unit: named }) }
}

function refusal(problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: 'matrix()', problem })])
}

/** A typed array of numbers: one of 64-bit integers holds none, and a DataView has no elements. */
export function isNumberArray(data: unknown): data is Float64Array | Float32Array | IntegerArray {
  return (
    ArrayBuffer.isView(data) &&
    !(data instanceof DataView || data instanceof BigInt64Array || data instanceof BigUint64Array)
  )
}

/** The rows of nested lists; undefined for data of one dimension. Anything but numbers, or truth values alone, is refused. */
function rowsOf(data: unknown): readonly List[] | undefined {
  if (isNumberArray(data)) return undefined
  if (!Array.isArray(data))
    throw refusal(`data are a typed array or lists of numbers, and this is ${describeValue(data)}`)
  const nested = data.some((row) => Array.isArray(row) || isNumberArray(row))
  const lists: readonly unknown[] = nested ? data : [data]
  const kind = typeof (nested ? (data[0] as readonly unknown[])?.[0] : data[0]) === 'boolean' ? 'boolean' : 'number'
  for (const list of lists) {
    if (isNumberArray(list)) continue
    if (!Array.isArray(list)) throw refusal(`a row is a list of numbers, and this is ${describeValue(list)}`)
    const wrong = list.findIndex((x) => typeof x !== kind)
    if (wrong >= 0)
      throw refusal(`lists hold numbers alone, or true and false alone, and this has ${describeValue(list[wrong])}`)
  }
  return nested ? data : undefined
}

function flattened(data: Numbers, rows: readonly List[] | undefined): Float64Array | Float32Array {
  if (data instanceof Float64Array || data instanceof Float32Array) return data
  if (rows === undefined) return Float64Array.from(data as ArrayLike<number>, Number)
  return Float64Array.from(
    rows.flatMap((row) => Array.from<number | boolean>(row)),
    Number,
  )
}

function shapeOf(data: Numbers, rows: readonly List[] | undefined): readonly number[] {
  if (rows === undefined) return [data.length]
  const [first] = rows
  const uneven = rows.findIndex((row) => row.length !== first.length)
  if (uneven < 0) return [rows.length, first.length]
  throw refusal(`row ${uneven} has another length than row 0`)
}

/** A plain array counts as a matrix or vector of plain numbers. */
export function asMatrix(data: Matrix | Numbers): Matrix {
  return 'kind' in data ? data : matrix(data)
}

export function isMatrix(value: unknown): value is Matrix {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'matrix'
}
