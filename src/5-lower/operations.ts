/** What is carried out at regular times: run_regularly() of groups and synapses. */
import { type Group, labelOf, type Operation, type Synapses } from '../2-resolve/model.js'
import type { ModelContext } from './context.js'
import type { Scheduled } from './group.js'
import { comesBeforeUpdates } from './schedule.js'
import { eachElement, neuronSite, synapseSite } from './site.js'
import { lowerStatements } from './statements.js'

export function lowerOperations(owner: Group | Synapses, context: ModelContext): readonly Scheduled[] {
  if (owner.kind === 'synapses' && !context.layouts.has(owner)) return []
  return owner.operations.map((operation, k) => operationKernel(owner, operation, k + 1, context))
}

function operationKernel(
  whole: Group | Synapses,
  { code, part, clock, when, order }: Operation,
  number: number,
  context: ModelContext,
): Scheduled {
  const owner = part ?? whole
  const { name } = owner
  const beforeUpdates = comesBeforeUpdates(
    when,
    order,
    owner.kind === 'group' ? owner.order : 0,
    owner.kind === 'group',
  )
  const options = { stream: `${name}:operation${number}`, beforeUpdates, clock }
  const site =
    owner.kind === 'group' ? neuronSite(owner, context, options, 'contiguous') : synapseSite(owner, context, options)
  // Each statement gives one, so what is shared can be told from what is done for every element.
  const once = 1 + code.value.findLastIndex(({ target }) => target.kind === 'variable' && target.shared)
  const statements = lowerStatements(code.value, site, true, once)
  const each = statements.slice(once)
  return {
    name: `operation_${name}_${number}`,
    title: `What is done regularly to ${owner.kind === 'group' ? labelOf(owner) : name}.`,
    slot: when,
    order,
    interval: clock.ticks,
    body: [...statements.slice(0, once), ...(each.length > 0 ? [eachElement(owner, context, each)] : [])],
  }
}
