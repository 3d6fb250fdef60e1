/** The kernel of the equations of synapses that are integrated in every step. */
import { clockDriven, type Synapses } from '../2-resolve/model.js'
import type { Population } from '../2-resolve/population.js'
import type { Variable } from '../2-resolve/symbols.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { load, local } from '../ir/build.js'
import { arrayOf } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Site } from './expression.js'
import type { Scheduled } from './group.js'
import { integratingSide } from './kept-by-neuron.js'
import { comesBeforeUpdates } from './schedule.js'
import { eachElement, eachOfSide, synapseSite } from './site.js'
import { updateStatements } from './state-update.js'

export function lowerSynapticUpdate(
  synapses: Synapses,
  update: StateUpdate,
  context: ModelContext,
): readonly Scheduled[] {
  const { name, order, clock } = synapses
  if (!context.layouts.has(synapses) || (update.assignments.length === 0 && !update.adaptive)) return []
  const beforeUpdates = comesBefore(synapses, synapses.target, context)
  const keeper = integratingSide(synapses, context.keeping)
  const body = updateStatements(clockDriven(synapses), update, (keep) => {
    const site = synapseSite(synapses, context, { stream: `${name}:model`, keep, beforeUpdates })
    return keeper ? siteOfNeuron(keeper, site, keep) : site
  })
  return [
    {
      name: `update_${name}`,
      title: `The equations of ${name}, one step on (${update.method}).`,
      slot: 'groups',
      order,
      interval: clock.ticks,
      body: [keeper ? eachOfSide(synapses, keeper, body) : eachElement(synapses, context, body)],
    },
  ]
}

/** The neurons of a side have what is the same for all of their synapses. */
function siteOfNeuron(side: 'pre' | 'post', site: Site, keep: NonNullable<Site['keep']>): Site {
  const index = local(side === 'pre' ? 'i' : 'j', 'i32')
  const access = 'contiguous'
  const kept = (variable: Variable) =>
    keep(variable.name, load(arrayOf(variable, site.context.precision), index, access))
  return { ...site, places: { ...site.places, own: { index, access } }, kept }
}

/** Are the equations of the synapses integrated before those of the group? By `order`, then as they were made. */
function comesBefore(synapses: Synapses, { name, order }: Population, { model }: ModelContext): boolean {
  const made = model.parts.findIndex((part) => part.name === name)
  return comesBeforeUpdates('groups', synapses.order, order, model.parts.indexOf(synapses) < made)
}
