/** What monitors are told to record. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type IntegerArray, isNumberArray } from './matrix.js'
import type { StateMonitorSpec } from './spec.js'

type Numbers = number | readonly number[] | IntegerArray

/** true for every neuron or synapse, false for none, the numbers of some, or the neurons before and after some synapses. */
export type RecordInput = boolean | Numbers | { readonly i: Numbers; readonly j: Numbers }

export function checkRecord(record: unknown, isOfSynapses: boolean): asserts record is RecordInput {
  if (typeof record === 'boolean' || isNumbers(record)) return
  const { i, j } = (typeof record === 'object' && record !== null ? record : {}) as { i?: unknown; j?: unknown }
  if (isNumbers(i) && isNumbers(j)) {
    const [from, to] = [listed(i).length, listed(j).length]
    if (typeof i === 'number' || typeof j === 'number' || from === to) return
    throw refused(`its \`i\` has ${from} and its \`j\` has ${to}`)
  }
  const wanted = isOfSynapses
    ? 'true for every synapse, the numbers of some, or { i, j } for those between some neurons'
    : 'true for every neuron, or the numbers of those to record'
  throw refused(`it is ${wanted}, and not ${describeValue(record)}`)
}

function refused(problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: '`record` of StateMonitor', problem })])
}

function isNumbers(value: unknown): value is Numbers {
  return typeof value === 'number' || (Array.isArray(value) && !value.some(Array.isArray)) || isNumberArray(value)
}

function listed(numbers: Numbers): readonly number[] {
  return typeof numbers === 'number' ? [numbers] : Array.from(numbers)
}

/** One neuron on one side goes with each on the other. */
export function recordSpec(record: RecordInput): StateMonitorSpec['record'] {
  if (typeof record === 'boolean') return record
  if (isNumbers(record)) return listed(record)
  const { i, j } = record
  const repeated = (own: Numbers, other: Numbers) =>
    typeof own === 'number' ? listed(other).map(() => own) : listed(own)
  return { i: repeated(i, j), j: repeated(j, i) }
}

/** Variables are named by a string, or a list of them. */
export function refuseNonNames(variables: unknown, owner: string): void {
  if (typeof variables === 'string') return
  if (Array.isArray(variables) && variables.every((name) => typeof name === 'string')) return
  const problem = `a variable's name or a list of them, such as ['v', 'w'], and not ${describeValue(variables)}`
  throw new SpikecError([diagnostic('V008', { what: `the variables of ${owner}`, problem })])
}
