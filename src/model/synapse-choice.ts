/** Some of the synapses of an object: by their numbers, or by their neurons. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { isNumberArray } from './matrix.js'
import type { SynapseChoice } from './spec.js'

type Numbers = number | ArrayLike<number>

/**
 * The number of a synapse, or several; or `{ i, j }`, all synapses between these neurons, of which there must be one: one neuron on
 * one side goes with each on the other.
 */
export type AtInput = Numbers | { readonly i: Numbers; readonly j: Numbers }

/** `what`: what it is for, `set()`. */
export function choiceOf(at: unknown, what: string): SynapseChoice {
  if (isNumbers(at)) return { numbers: listed(at, what) }
  const { i, j } = (typeof at === 'object' && at !== null ? at : {}) as { readonly i?: unknown; readonly j?: unknown }
  if (!isNumbers(i) || !isNumbers(j))
    throw wrong(
      what,
      `it is the number of a synapse, a list of them, or { i, j } for those between neurons, and not ${describeValue(at)}`,
    )
  const [from, to] = [listed(i, what), listed(j, what)]
  if (from.length !== to.length && typeof i !== 'number' && typeof j !== 'number')
    throw wrong(what, `its \`i\` has ${from.length} and its \`j\` has ${to.length}`)
  return {
    i: typeof i === 'number' ? to.map(() => i) : from,
    j: typeof j === 'number' ? from.map(() => j) : to,
  }
}

function isNumbers(value: unknown): value is Numbers {
  return typeof value === 'number' || Array.isArray(value) || isNumberArray(value)
}

function listed(numbers: Numbers, what: string): readonly number[] {
  const list = typeof numbers === 'number' ? [numbers] : Array.from(numbers)
  const broken = list.find((n) => !Number.isInteger(n) || n < 0)
  if (broken !== undefined)
    throw wrong(what, `${describeValue(broken)} is no number of a synapse or neuron: they are counted from 0`)
  return list
}

function wrong(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: `\`at\` of ${what}`, problem })])
}
