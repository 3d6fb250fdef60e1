/** Variables that are another group's: `P.set({ x: linked_var(Q, 'x') })`. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type IntegerArray, isNumberArray } from './matrix.js'
import type { ModelObject } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import type { LinkSpec } from './spec.js'
import { nameIn, type Population, refuseNonPopulation } from './subgroup.js'
import type { ValueInput, Values } from './values.js'

export interface LinkOptions {
  /**
   * Which neuron of the other group each neuron reads: a list of their numbers, or the name of an integer variable of
   * the group itself. Absent where both have as many neurons, or the other has one.
   */
  readonly index?: string | readonly number[] | IntegerArray
}

/** A variable of another group, as it is handed to `set()`. */
export interface LinkedVariable {
  readonly kind: 'linked-variable'
  readonly group: Population
  readonly variable: string
  readonly index?: string | readonly number[] | IntegerArray
}

/**
 * What a variable that is declared `x : 1 (linked)` reads: the present value of a variable or subexpression of another group.
 *
 * @throws SpikecError if it is no group, or the index is neither a list nor a name
 */
export function linked_var(group: Population, variable: string, options: LinkOptions = {}): LinkedVariable {
  refuseNonPopulation(group, 'the group of linked_var()')
  checkTexts({ variable: variable ?? null }, ['variable'], 'linked_var()')
  checkOptions(options, ['index'], 'linked_var()')
  const { index } = options
  if (index !== undefined && typeof index !== 'string' && !Array.isArray(index) && !isNumberArray(index)) {
    const problem = `it is a list of neurons, or the name of an integer variable, and not ${describeValue(index)}`
    throw new SpikecError([diagnostic('V008', { what: '`index` of linked_var()', problem })])
  }
  return { kind: 'linked-variable', group, variable, ...(index !== undefined && { index }) }
}

/** What `set()` of a group takes. */
export type LinkableValues = Readonly<Record<string, ValueInput | LinkedVariable>>

/** The links among what set() is given, and the values; `nothing` where there are no values. */
export function linksApart(
  first: LinkableValues | string,
  second: unknown,
): { readonly links: readonly (readonly [string, LinkedVariable])[]; readonly rest: Values | 'nothing' } {
  if (typeof first === 'string')
    return isLinkedVariable(second) ? { links: [[first, second]], rest: 'nothing' } : { links: [], rest: {} }
  if (typeof first !== 'object' || first === null) return { links: [], rest: first }
  const links = Object.entries(first).flatMap(([name, value]) =>
    isLinkedVariable(value) ? [[name, value] as const] : [],
  )
  if (links.length === 0) return { links, rest: first as Values }
  const values = Object.entries(first).filter(([, value]) => !isLinkedVariable(value))
  return { links, rest: values.length === 0 ? 'nothing' : (Object.fromEntries(values) as Values) }
}

function isLinkedVariable(value: unknown): value is LinkedVariable {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'linked-variable'
}

export function linkSpecs(
  links: ReadonlyMap<string, LinkedVariable>,
  nameOf: (object: ModelObject) => string,
): Readonly<Record<string, LinkSpec>> {
  return Object.fromEntries([...links].map(([name, link]) => [name, linkSpec(link, nameOf)]))
}

function linkSpec({ group, variable, index }: LinkedVariable, nameOf: (object: ModelObject) => string): LinkSpec {
  return {
    source: nameIn(nameOf, group),
    variable,
    ...(index !== undefined && { index: typeof index === 'string' ? index : Array.from(index) }),
  }
}
