import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Matrix } from './spec.js'

type Numbers = Float64Array | Float32Array | readonly number[] | readonly (readonly number[])[]

/**
 * Numbers with a shape and a unit, to stand in a namespace or to set a variable.
 *
 * @param data a Float64Array or Float32Array, row after row, which is used as it is and never copied on the way (a
 *   Float32Array stays at 4 bytes a number); or nested lists of numbers, whose shape is their own.
 * @param shape `[length]` or `[rows, columns]`; rows are the presynaptic neurons. Left out for nested lists.
 * @param unit the unit of the numbers, such as `'mV'` or `'nS'`; left out for plain numbers.
 * @throws SpikecError if the shape does not fit the data.
 */
export function matrix(data: Numbers, shape?: readonly number[] | string, unit?: string): Matrix {
  const given = typeof shape === 'string' ? undefined : shape
  const named = typeof shape === 'string' ? shape : unit
  const own = given ?? shapeOf(data)
  const flat = data instanceof Float64Array || data instanceof Float32Array ? data : Float64Array.from(data.flat())
  const size = own.reduce((product, n) => product * n, 1)
  const sound = own.length >= 1 && own.length <= 2 && own.every((n) => Number.isInteger(n) && n >= 0)
  if (!sound || size !== flat.length) {
    const problem = sound
      ? `a shape of ${own.join(' x ')} needs ${size} numbers, and there are ${flat.length}`
      : `a shape is [length] or [rows, columns], and this is [${own.join(', ')}]`
    throw new SpikecError([diagnostic('V008', { what: 'matrix()', problem })])
  }
  return { kind: 'matrix', data: flat, shape: [...own], ...(named !== undefined && { unit: named }) }
}

function shapeOf(data: Numbers): readonly number[] {
  const [first] = data
  if (typeof first === 'number' || first === undefined) return [data.length]
  const uneven = (data as readonly (readonly number[])[]).findIndex((row) => row.length !== first.length)
  if (uneven < 0) return [data.length, first.length]
  const problem = `row ${uneven} has another length than row 0`
  throw new SpikecError([diagnostic('V008', { what: 'matrix()', problem })])
}

/** A plain array counts as a matrix or vector of plain numbers. */
export function asMatrix(data: Matrix | Numbers): Matrix {
  return 'kind' in data ? data : matrix(data)
}
