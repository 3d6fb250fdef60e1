/** Functions of time that are made of values: one of them, where a name is called, and what can be said of that beforehand. */
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { TimedArraySpec } from '../model/spec.js'
import { evaluateConstant } from './evaluate.js'
import { resolveDataUnit } from './namespace.js'
import type { Scope } from './scope.js'
import type { Constant, TimedArray, TimedNode } from './symbols.js'
import { resolveTime } from './timing.js'

export function resolveTimedArray(
  owner: string,
  name: string,
  { values, dt: text }: TimedArraySpec,
  scope: Scope,
  report: Report,
): TimedArray | undefined {
  const unit = resolveDataUnit(values, `the unit of \`${name}\``, report)
  const timing = new Map<Constant, string>()
  const dt = resolveTime(text, 'dt', scope, report, timing, `\`${name}\` in ${scope.where}`)
  if (values.data.length === 0) {
    report(diagnostic('V008', { what: `\`${name}\` in ${scope.where}`, problem: 'it has no values' }))
    return undefined
  }
  if (!unit || dt === undefined) return undefined
  return { kind: 'timed-array', owner, name, ...unit, matrix: values, dt, madeOf: [...timing.keys()] }
}

/**
 * How many parts a value's time is divided into before it is looked which value holds: the reference's rule, by which the
 * times of a clock fall safely to one side of the edges, those between its steps too.
 */
export function partsOf({ dt }: TimedArray, step: number): number {
  return Math.max(Math.trunc(2 ** Math.ceil(Math.log2((8 / step) * dt))), 1)
}

/**
 * Does a call keep its value while a step lasts? It does where time itself is given, and each value holds for a whole number
 * of steps: to the last bit, as the reference wants it, or as near as rounding goes.
 */
export function holdsForStep(
  { array, arguments: [time] }: TimedNode,
  step: number,
  rule: 'to the bit' | 'nearly',
): boolean {
  if (time.kind !== 'reference' || time.symbol.kind !== 'special' || time.symbol.name !== 't') return false
  const ratio = array.dt / step
  if (rule === 'to the bit') return ratio >= 1 && Number.isInteger(ratio)
  return Math.round(ratio) >= 1 && Math.abs(ratio - Math.round(ratio)) < 1e-9 * ratio
}

/** `owner`: whose neurons the column counts, where it does; a column that is computed is looked at in the run. */
export function checkColumn(
  { array, arguments: [, column] }: TimedNode,
  owner: { readonly name: string; readonly size: number } | undefined,
  source: Source,
  report: Report,
): void {
  if (!column) return
  const [, columns] = array.matrix.shape
  const { name } = array
  if (owner) {
    if (owner.size <= columns) return
    const reader = `${owner.name} has ${owner.size} neurons`
    report(diagnostic('I004', { name, columns, reader }, { source, span: column.span }))
    return
  }
  const at = evaluateConstant(column)
  if (at === undefined || (at > -1 && at < columns)) return
  report(diagnostic('I004', { name, columns, reader: `it is read at column ${at}` }, { source, span: column.span }))
}
