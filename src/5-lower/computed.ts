/**
 * Rows whose targets are computed. What the strings of connect() read, numbers of neurons and constants, is kept in arrays of
 * the synapses' own, as it was when they were connected: so they stay what they were, as those that are listed do.
 */

import { isConsecutive } from '../2-resolve/computed.js'
import { type Connect, groupsOf, type Synapses } from '../2-resolve/model.js'
import type { Expression, Sourced } from '../2-resolve/symbols.js'
import { assertInternal } from '../diagnostics/index.js'
import { constant, index, load, local } from '../ir/build.js'
import type { ArrayRef, ComputedLayout, ComputedRow, Expr, TargetsBy } from '../ir/ir.js'
import { mapExpr } from '../ir/walk.js'
import { type ArraySpec, arrayOf, internal } from './arrays.js'
import { pairSite } from './connect.js'
import type { ModelContext } from './context.js'
import { lowerNumber, lowerTruth, type Site } from './expression.js'
import { connectsOf } from './layout.js'
import { rowsAndPairs } from './rows.js'

/** What a copy is of: an array, or a constant. */
export type Original = { readonly array: string } | { readonly parameter: string }

interface Copied {
  readonly copy: ArraySpec
  readonly of: Original
}

/** The number that a generator has come to; no name of the model has a blank. */
export const NUMBER = 'number of the range'

/** The row of neuron `i`, or of `j`. */
export function computedRow(
  synapses: Synapses,
  layout: ComputedLayout,
  side: ComputedRow['side'],
  context: ModelContext,
): ComputedRow {
  return { ...layout, side, targetsBy: targetsOf(synapses, context).targetsBy }
}

/** The copies of what the strings read. */
export function copiesOf(synapses: Synapses, context: ModelContext): readonly Copied[] {
  return targetsOf(synapses, context).kept
}

/** Reads the copies. Of the strings of a call that is not computed it says what they say. */
export function readingCopies(synapses: Synapses, context: ModelContext): (expr: Expr) => Expr {
  if (context.layouts.get(synapses)?.kind !== 'computed') return (expr) => expr
  const kept = copiesOf(synapses, context)
  return (expr) => mapExpr(expr, (node) => copyOf(node, kept) ?? node)
}

function targetsOf({ name }: Synapses, context: ModelContext) {
  // As they were connected: a later compilation need not know how that was.
  const [[connect]] = [...connectsOf(context.model)].flatMap(([synapses, own]) => (synapses.name === name ? [own] : []))
  const before = lowered(connect, context)
  const kept: Copied[] = []
  const read = (expr: Expr) =>
    mapExpr(expr, (node) => {
      const of = originalOf(node)
      if (!of) return node
      const known = copyOf(node, kept)
      if (known) return known
      kept.push({ copy: { ...copyCalled(name, kept.length, node), length: lengthOf(of, context) }, of })
      return copyOf(node, kept) ?? node
    })
  return { targetsBy: mapped(before, read), kept }
}

function originalOf(node: Expr): Original | undefined {
  if (node.kind === 'load') return { array: node.array.name }
  if (node.kind !== 'slot') return undefined
  assertInternal(node.block === 'parameter', 'nothing is worked out yet when synapses are connected')
  return { parameter: node.name }
}

function copyCalled(owner: string, number: number, node: Expr): ArrayRef {
  const { element, holds } = node.kind === 'load' ? node.array : ({ element: 'f64', holds: 'f64' } as const)
  return internal(owner, `kept${number}`, element, holds)
}

function copyOf(node: Expr, kept: readonly Copied[]): Expr | undefined {
  const wanted = JSON.stringify(originalOf(node))
  const found = wanted === undefined ? undefined : kept.find(({ of }) => JSON.stringify(of) === wanted)
  if (!found) return undefined
  const { name, element, holds } = found.copy
  const array = { name, element, holds }
  return node.kind === 'load' ? { ...node, array } : load(array, index(0), 'shared')
}

/** Strings that are computed read variables of neurons, and constants. */
function lengthOf(of: Original, { model, precision }: ModelContext): number {
  if ('parameter' in of) return 1
  for (const { variables, size } of groupsOf(model)) {
    const variable = [...variables.values()].find((one) => arrayOf(one, precision).name === of.array)
    if (variable) return variable.shared ? 1 : size
  }
  throw new Error(`internal error of spikec: ${of.array} is no variable of neurons`)
}

function lowered({ connectivity, synapses }: Connect, context: ModelContext): TargetsBy {
  const call = { synapses, stream: `${synapses.name}:connect` }
  if (connectivity.kind === 'condition') {
    if (!connectivity.condition) return { kind: 'condition' }
    const { rows, pairs } = rowsAndPairs(lowerTruth(connectivity.condition.value, pairSite('condition', call, context)))
    return { kind: 'condition', ...(rows && { rows }), ...(pairs && { condition: pairs }) }
  }
  assertInternal(connectivity.kind === 'partner', `${synapses.name} is not computed`)
  const { partner, iteration } = connectivity
  const site: Site = { ...pairSite('partner', call, context), iteration: local(NUMBER, 'f64') }
  const number = (string: Sourced<Expression>) => lowerNumber(string.value, site)
  if (!iteration) return { kind: 'partner', partner: number(partner) }
  const { start, stop, step, condition } = iteration
  const numbers = {
    start: start ? number(start) : constant(0),
    stop: number(stop),
    step: step ? number(step) : constant(1),
    ...(isConsecutive({ connectivity, synapses }) && { consecutive: true as const }),
    ...(condition && { condition: lowerTruth(condition.value, site) }),
  }
  return { kind: 'partner', partner: number(partner), numbers }
}

function mapped(by: TargetsBy, change: (expr: Expr) => Expr): TargetsBy {
  if (by.kind === 'condition') {
    const { rows, condition } = by
    return { ...by, ...(rows && { rows: change(rows) }), ...(condition && { condition: change(condition) }) }
  }
  if (!by.numbers) return { ...by, partner: change(by.partner) }
  const { start, stop, step, condition } = by.numbers
  const numbers = {
    ...by.numbers,
    start: change(start),
    stop: change(stop),
    step: change(step),
    ...(condition && { condition: change(condition) }),
  }
  return { ...by, partner: change(by.partner), numbers }
}
