import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { isMatrix, matrix, type Vector } from './matrix.js'
import { checkOptions, checkTexts } from './options.js'
import type { Matrix, TimedArraySpec } from './spec.js'

export interface TimedArrayOptions {
  /** How long each value holds, `'1*ms'`. */
  readonly dt: string
  /** The unit of the values, where they are plain numbers. */
  readonly unit?: string
}

/**
 * A function of time made of values, for a namespace: `{ I: new TimedArray([0, 1, 0.5], { dt: '10*ms', unit: 'nA' }) }`.
 * Strings call it as `I(t)`; one whose values are a matrix, a row for each stretch of time, as `I(t, i)`, with the column
 * second. The first value holds before the beginning too, and the last one after the end.
 */
export class TimedArray implements TimedArraySpec {
  readonly kind = 'timed-array'
  readonly values: Matrix
  readonly dt: string

  /**
   * @param values a matrix or vector with a unit, `matrix(values, 'nA')`, which is used as it is and never copied on the way;
   *   or numbers, as matrix() takes them
   */
  constructor(values: Matrix | Vector | readonly (readonly number[])[], options: TimedArrayOptions) {
    checkOptions(options, ['dt', 'unit'], 'TimedArray')
    checkTexts(options, ['dt', 'unit'], 'TimedArray')
    const { dt, unit } = options
    if (dt === undefined) throw wrong("it needs a `dt`, how long each value holds: { dt: '1*ms' }")
    this.values = withUnit(values, unit)
    this.dt = dt
  }
}

function withUnit(values: Matrix | Vector | readonly (readonly number[])[], unit: string | undefined): Matrix {
  if (!isMatrix(values)) return unit === undefined ? matrix(values) : matrix(values, unit)
  if (unit === undefined) return values
  if (values.unit === undefined) return { ...values, unit }
  throw wrong(`its values have the unit ${values.unit}, and it is given another, ${unit}`)
}

function wrong(problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: 'TimedArray', problem })])
}

export function isTimedArray(value: unknown): value is TimedArraySpec {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'timed-array'
}

/** One that is plain data, looked at like one that a program makes. */
export function timedArrayOf(spec: TimedArraySpec): TimedArraySpec {
  if (spec instanceof TimedArray) return spec
  if (!isMatrix(spec.values))
    throw wrong(`its values are a matrix or a vector, and this is ${describeValue(spec.values)}`)
  return new TimedArray(spec.values, { dt: spec.dt })
}
