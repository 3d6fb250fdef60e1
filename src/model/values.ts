/** Values on their way in and out: set() and get() of groups and synapses. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeDimension, equalDimensions, parseUnit } from '../units/index.js'
import { asMatrix, type Vector } from './matrix.js'
import { checkTexts, refuseNonValue } from './options.js'
import type { Matrix, SetAction, Value } from './spec.js'
import { type AtInput, choiceOf } from './synapse-choice.js'

/** A string expression, a plain number or truth value, a matrix, or an array of plain numbers. */
export type ValueInput = Value | Vector
export type Values = Readonly<Record<string, ValueInput>>

export interface SetOptions {
  /** A condition: only elements for which it holds are set. */
  readonly where?: string
  /** Of synapses: their numbers, or those between some neurons, `{ i: 0, j: [1, 2] }`; an array has a value for each. */
  readonly at?: AtInput
}

export interface GetOptions {
  /** What the values are in; base SI units where absent. */
  readonly unit?: string
  /** A condition: only synapses for which it holds are read. */
  readonly where?: string
  /** The numbers of synapses, or those between some neurons, in this order. */
  readonly at?: AtInput
}

export function setActions(target: string, values: Values, options: SetOptions): readonly SetAction[] {
  return Object.entries(values).map(([variable, value]) => {
    refuseNonValue(value, `the value of \`${variable}\``)
    return {
      kind: 'set',
      target,
      variable,
      value: typeof value === 'object' ? asMatrix(value as Matrix) : value,
      ...(options.where !== undefined && { where: options.where }),
      ...(options.at !== undefined && { at: choiceOf(options.at, 'set()') }),
    }
  })
}

/** The values in a unit that they are asked for in; in base SI units where none is named. */
export function inUnit(values: Float64Array, own: string, wanted: string | undefined, name: string): Float64Array {
  if (wanted === undefined) return values
  checkTexts({ unit: wanted }, ['unit'], `get() of ${name}`)
  const target = parseUnit(wanted)
  const base = parseUnit(own)
  if (target.kind === 'error') {
    const source = { text: wanted, role: `the unit that \`${name}\` is asked for in` }
    const details = { source, span: { start: target.start, end: target.end }, notes: [target.message] }
    throw new SpikecError([diagnostic('V009', { value: wanted, what: `the unit of \`${name}\`` }, details)])
  }
  if (base.kind === 'unit' && !equalDimensions(base.dimension, target.dimension)) {
    throw new SpikecError([
      diagnostic('U010', {
        name: `\`${name}\``,
        expected: `read in a unit of ${own}`,
        found: describeDimension(target.dimension),
      }),
    ])
  }
  const { scale } = target
  return scale === 1 ? values : values.map((value) => value / scale)
}
