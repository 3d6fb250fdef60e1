/** The kernel of the equations of synapses that are integrated in every step. */
import { clockDriven, type Synapses } from '../2-resolve/model.js'
import type { Population } from '../2-resolve/population.js'
import type { StateUpdate } from '../4-integrate/update.js'
import type { ModelContext } from './context.js'
import type { Scheduled } from './group.js'
import { comesBeforeUpdates } from './schedule.js'
import { eachElement, synapseSite } from './site.js'
import { updateStatements } from './state-update.js'

export function lowerSynapticUpdate(
  synapses: Synapses,
  update: StateUpdate,
  context: ModelContext,
): readonly Scheduled[] {
  const { name, order, clock } = synapses
  if (!context.layouts.has(synapses) || (update.assignments.length === 0 && !update.adaptive)) return []
  const beforeUpdates = comesBefore(synapses, synapses.target, context)
  const body = updateStatements(clockDriven(synapses), update, (keep) =>
    synapseSite(synapses, context, { stream: `${name}:model`, keep, beforeUpdates }),
  )
  return [
    {
      name: `update_${name}`,
      title: `The equations of ${name}, one step on (${update.method}).`,
      slot: 'groups',
      order,
      interval: clock.ticks,
      body: [eachElement(synapses, context, body)],
    },
  ]
}

/** Are the equations of the synapses integrated before those of the group? By `order`, then as they were made. */
function comesBefore(synapses: Synapses, { name, order }: Population, { model }: ModelContext): boolean {
  const made = model.parts.findIndex((part) => part.name === name)
  return comesBeforeUpdates('groups', synapses.order, order, model.parts.indexOf(synapses) < made)
}
