/** Subexpressions that are (constant over dt): worked out before anything else of a step, and kept for the rest of it. */
import type { Group, HeldVariable, Synapses } from '../2-resolve/model.js'
import { index, local } from '../ir/build.js'
import type { Stmt } from '../ir/ir.js'
import { arrayOf } from './arrays.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerExpression, type Site } from './expression.js'
import type { Scheduled } from './group.js'
import { eachElement, neuronSite, synapseSite } from './site.js'
import { storable } from './statements.js'

/** One kernel each, in an order in which each uses only those before it. */
export function lowerHeld(owner: Group | Synapses, context: ModelContext): readonly Scheduled[] {
  return owner.held.flatMap((held) => heldKernel(owner, held, context) ?? [])
}

function heldKernel(owner: Group | Synapses, held: HeldVariable, context: ModelContext): Scheduled | undefined {
  if (owner.kind === 'synapses' && !context.layouts.has(owner)) return undefined
  const { variable, expression } = held
  const { name, shared } = variable
  const options = { stream: `${owner.name}.${name}`, beforeUpdates: true }
  const each =
    owner.kind === 'group' ? neuronSite(owner, context, options, 'contiguous') : synapseSite(owner, context, options)
  const site: Site = shared ? { ...each, random: { ...each.random, indices: [index(0), index(0)] } } : each
  const store: Stmt = {
    kind: 'store',
    array: arrayOf(variable, context.precision),
    index: shared ? index(0) : local(owner.kind === 'group' ? 'i' : 'k', 'i32'),
    access: shared ? 'shared' : 'contiguous',
    value: storable(lowerExpression(expression.value, site), variable),
    comment: `${name} = ${printResolved(expression.value)} (constant over dt)`,
  }
  return {
    name: `hold_${owner.name}_${name}`,
    title: `${name} of ${owner.name}, for the whole step.`,
    slot: 'before_start',
    order: owner.order,
    interval: owner.clock.ticks,
    body: shared ? [store] : [eachElement(owner, context, [store])],
  }
}
