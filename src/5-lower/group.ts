/** The kernels of a group: state update, threshold, reset. */
import { type EventCode, type Group, type GroupEvent, SPIKE } from '../2-resolve/model.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { binary, call, constant, load, local, not, truth } from '../ir/build.js'
import type { Expr, Kernel, Stmt } from '../ir/ir.js'
import { eachEvent, eventListOf, internal } from './arrays.js'
import { randomThreshold } from './bernoulli.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber, lowerTruth, notRefractory, type Site } from './expression.js'
import { replayKernel } from './generator.js'
import { comesBeforeUpdates } from './schedule.js'
import { neuronSite } from './site.js'
import { updateStatements } from './state-update.js'
import { lowerStatements } from './statements.js'
import { STEP } from './time.js'

/** A kernel with its place in the schedule. Whose it is, is known where the objects are gone through. */
export interface Scheduled extends Omit<Kernel, 'owner'> {
  readonly order: number
}

const I = local('i', 'i32')

export function lowerGroup(group: Group, update: StateUpdate, context: ModelContext): readonly Scheduled[] {
  return [
    updateKernel(group, update, context),
    thresholdKernel(group, context) ?? replayKernel(group, context),
    ...group.events.map((event) => eventKernel(group, event, context)),
    resetKernel(group, context),
    ...group.eventCodes.map((code, k) => eventCodeKernel(group, code, k + 1, context)),
  ].filter((kernel) => kernel !== undefined)
}

function neuronLoop(group: Group, body: readonly Stmt[]): Stmt {
  return { kind: 'for', domain: { kind: 'neurons', index: 'i', count: group.size }, body }
}

function updateKernel(group: Group, update: StateUpdate, context: ModelContext): Scheduled | undefined {
  const isKept = context.refractoriness.get(group.name)?.kind === 'kept'
  if (update.assignments.length === 0 && !update.adaptive && !isKept) return undefined
  const body = updateStatements(
    group,
    update,
    (keep) => neuronSite(group, context, { stream: `${group.name}:model`, keep }, 'contiguous'),
    (site) => refractoryUpdate(group, site, context),
  )
  return {
    name: `update_${group.name}`,
    title: `The equations of ${group.name}, one step on (${update.method}).`,
    slot: 'groups',
    order: group.order,
    interval: group.clock.ticks,
    body: [neuronLoop(group, body)],
  }
}

/** Where who is refractory is kept in an array: brought up to date before the equations, as in the reference. */
function refractoryUpdate(group: Group, site: Site, context: ModelContext): readonly Stmt[] {
  const mode = context.refractoriness.get(group.name)
  if (mode?.kind !== 'kept') return []
  const { keep: _, ...plain } = site
  const array = internal(group.name, 'notRefractory', 'u8', 'bool')
  const value = mode.isTime
    ? restedFor(group, mode.expression, plain)
    : binary('or', load(array, I, 'contiguous'), not(lowerTruth(mode.expression, plain)))
  return [
    {
      kind: 'store',
      array,
      index: I,
      access: 'contiguous',
      value,
      comment: `refractory: ${printResolved(mode.expression)}`,
    },
  ]
}

function restedFor(group: Group, time: Parameters<typeof lowerNumber>[0], site: Site): Expr {
  const last = load(internal(group.name, 'lastspikeStep', 'f64'), I, 'contiguous')
  return binary(
    'greater-equal',
    binary('subtract', STEP, last),
    call('timestep', lowerNumber(time, site), constant(group.clock.dt, 'dt')),
  )
}

function thresholdKernel(group: Group, context: ModelContext): Scheduled | undefined {
  if (!group.threshold) return undefined
  const random = randomThreshold(group, context)
  const site = neuronSite(group, context, { stream: `${group.name}:threshold` }, 'contiguous')
  const mode = context.refractoriness.get(group.name) ?? { kind: 'never' }
  const active = notRefractory(group.name, { index: I, access: random ? 'gathered' : 'contiguous' }, site)
  const conditions = [
    random ? random.condition : lowerTruth(group.threshold.value, site),
    mode.kind === 'never' ? undefined : active,
  ].filter((condition) => condition !== undefined)
  const spikes = onSpike(group, context)
  const comment = `threshold: ${printResolved(group.threshold.value)}`
  const [condition] = conditions.length > 1 ? [conditions.reduce((a, b) => binary('and', a, b))] : conditions
  const body: readonly Stmt[] = condition ? [{ kind: 'if', condition, body: spikes, comment }] : spikes
  return {
    name: `threshold_${group.name}`,
    title: `Which neurons of ${group.name} spike.`,
    slot: 'thresholds',
    order: group.order,
    interval: group.clock.ticks,
    body: [random ? { kind: 'for', domain: random.domain, body } : neuronLoop(group, body)],
  }
}

function onSpike(group: Group, context: ModelContext): readonly Stmt[] {
  const list = eventListOf(group, SPIKE, context)
  const push: Stmt = { kind: 'push', list, value: I }
  const mode = context.refractoriness.get(group.name)
  const usesLast = group.variables.has('lastspike')
  const last: Stmt = {
    kind: 'store',
    array: internal(group.name, 'lastspikeStep', 'f64'),
    index: I,
    access: 'contiguous',
    value: STEP,
  }
  const blocked: Stmt = {
    kind: 'store',
    array: internal(group.name, 'notRefractory', 'u8', 'bool'),
    index: I,
    access: 'contiguous',
    value: truth(false),
  }
  return [push, ...(usesLast ? [last] : []), ...(mode?.kind === 'kept' ? [blocked] : [])]
}

function resetKernel(group: Group, context: ModelContext): Scheduled | undefined {
  if (!group.threshold || !group.reset || group.reset.value.length === 0) return undefined
  const site = neuronSite(group, context, { stream: `${group.name}:reset` }, 'gathered')
  return {
    name: `reset_${group.name}`,
    title: `The reset of the neurons of ${group.name} that spiked.`,
    slot: 'resets',
    order: group.order,
    interval: group.clock.ticks,
    body: [eachEvent(group, SPIKE, 0, context, lowerStatements(group.reset.value, site, false))],
  }
}

/** Events do not mind who is refractory, as in the reference. */
function eventKernel(group: Group, { name, condition, when, order }: GroupEvent, context: ModelContext): Scheduled {
  const options = { stream: `${group.name}:event.${name}`, beforeUpdates: comesBeforeUpdates(when, order, group.order) }
  const site = neuronSite(group, context, options, 'contiguous')
  const list = eventListOf(group, name, context)
  const comment = `${name}: ${printResolved(condition.value)}`
  const push: Stmt = { kind: 'push', list, value: I }
  return {
    name: `event_${group.name}_${name}`,
    title: `To which neurons of ${group.name} ${name} happens.`,
    slot: when,
    order,
    interval: group.clock.ticks,
    body: [neuronLoop(group, [{ kind: 'if', condition: lowerTruth(condition.value, site), body: [push], comment }])],
  }
}

/** Like a reset it writes whoever is refractory. */
function eventCodeKernel(
  group: Group,
  { event, code, when, order }: EventCode,
  number: number,
  context: ModelContext,
): Scheduled {
  const options = {
    stream: `${group.name}:on_event${number}`,
    beforeUpdates: comesBeforeUpdates(when, order, group.order),
  }
  const site = neuronSite(group, context, options, 'gathered')
  return {
    name: `on_${event}_${group.name}_${number}`,
    title: `What ${event} does to the neurons of ${group.name}.`,
    slot: when,
    order,
    interval: group.clock.ticks,
    body: [eachEvent(group, event, 0, context, lowerStatements(code.value, site, false))],
  }
}
