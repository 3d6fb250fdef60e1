/** Options that are not known would be silently ignored, so they are refused. */
import { diagnostic, refuseUnknown, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { defineFunction, isFunctionSpec } from './function.js'
import { asMatrix, isMatrix, isNumberArray, type Vector } from './matrix.js'
import type { Matrix, Namespace, NamespaceValue } from './spec.js'
import { isTimedArray, timedArrayOf } from './timed-array.js'

export function checkOptions(options: unknown, known: readonly string[], owner: string): asserts options is object {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const problem = `they are written { name: value }, and this is ${describeValue(options)}`
    throw new SpikecError([
      diagnostic('V008', { what: `the options of ${owner}`, problem }, { help: optionFor(options, known) }),
    ])
  }
  refuseUnknown(options, known, owner)
}

/** What may be meant by a value without a name: equations come second in the reference, numbers of synapses in brackets. */
function optionFor(value: unknown, known: readonly string[]): readonly string[] {
  if (typeof value === 'string' && known.includes('model')) return [`equations have a name: { model: '${value}' }`]
  return Array.isArray(value) && known.includes('at') ? ['numbers have a name: { at: […] }'] : []
}

/** What TypeScript would refuse: equations, conditions and quantities are strings. */
export function checkTexts(options: object, names: readonly string[], owner: string, times = TIMES): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name) || value === undefined || typeof value === 'string') continue
    const problem = `it must be a string, and is ${describeValue(value)}`
    const isTime = typeof value === 'number' && times.includes(name)
    const help = isTime ? [`write it with its unit, as a string: '${value}*ms' or '${value}*second'`] : []
    throw new SpikecError([diagnostic('V008', { what: `\`${name}\` of ${owner}`, problem }, { help })])
  }
}

const TIMES: readonly string[] = ['dt', 'refractory', 'width', 'duration', 'report_period']

/** A value that is no string, number, truth value or array would stop a later stage without a word. */
export function refuseNonValue(value: unknown, what: string): void {
  const plain = ['string', 'number', 'boolean'].includes(typeof value)
  if (plain || Array.isArray(value) || isNumberArray(value)) return
  if (isMatrix(value)) return
  const areEdges = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'edges'
  const help = areEdges ? ['the numbers of edges are their values: set({ w: E.values })'] : []
  throw new SpikecError([
    diagnostic(
      'V008',
      {
        what,
        problem: `it must be a string, a number, true, false or an array, and is ${describeValue(value)}`,
      },
      { help },
    ),
  ])
}

/** What a namespace may be given as: arrays of plain numbers count as vectors. */
export type NamespaceInput = Readonly<Record<string, NamespaceValue | Vector>>

export function namespaceOf(input: NamespaceInput): Namespace {
  if (typeof input !== 'object' || input === null) {
    const problem = `it is written { name: value }, and this is ${describeValue(input)}`
    throw new SpikecError([diagnostic('V008', { what: 'a namespace', problem })])
  }
  return Object.fromEntries(
    Object.entries(input).map(([name, value]): [string, NamespaceValue] => {
      if (isFunctionSpec(value)) return [name, defineFunction(value)]
      if (isTimedArray(value)) return [name, timedArrayOf(value)]
      refuseNonValue(value, `\`${name}\` of the namespace`)
      return [name, typeof value === 'object' ? asMatrix(value as Matrix) : value]
    }),
  )
}

export function checkOrder({ order }: { readonly order?: unknown }, owner: string): void {
  if (order === undefined || Number.isInteger(order)) return
  throw new SpikecError([diagnostic('V008', { what: `\`order\` of ${owner}`, problem: 'it is a whole number' })])
}

export function checkPrecision({ precision }: { readonly precision?: unknown }): void {
  if (precision === undefined || precision === 'double' || precision === 'single') return
  const problem = `it must be 'double' or 'single', and is ${describeValue(precision)}`
  throw new SpikecError([diagnostic('V008', { what: 'the precision', problem })])
}

export function checkBackend({ backend }: { readonly backend?: unknown }): void {
  if (backend === undefined || backend === 'wasm' || backend === 'js') return
  const problem = `it must be 'wasm' or 'js', and is ${describeValue(backend)}`
  throw new SpikecError([diagnostic('V008', { what: 'the backend', problem })])
}
