/** Stage 5: the model and its integration -> kernel IR, and the memory that it needs. */
import { evaluateConstant } from '../2-resolve/evaluate.js'
import { codesOf } from '../2-resolve/expansion.js'
import {
  canSpike,
  type Group,
  groupsOf,
  type Model,
  type Part,
  type ResolvedAction,
  SPIKE,
  type Synapses,
  synapsesOf,
} from '../2-resolve/model.js'
import { representationOf } from '../2-resolve/representation.js'
import type { Expression, Statement, Variable } from '../2-resolve/symbols.js'
import { eventDrivenUpdate } from '../4-integrate/event-driven.js'
import { NOTHING } from '../4-integrate/integrate.js'
import { changedBy, type StateUpdate } from '../4-integrate/update.js'
import type { Report } from '../diagnostics/index.js'
import { call, constant } from '../ir/build.js'
import { eventArrays } from '../ir/events.js'
import type { ArrayRef, Kernel, Layout, StepProgram, Stmt } from '../ir/ir.js'
import { type ArraySpec, arrayOf, depthKey, eventListOf, floatOf, precisionOf, synapticLength } from './arrays.js'
import { randomThreshold } from './bernoulli.js'
import { bindingsOf } from './bindings.js'
import { printResolved } from './comments.js'
import { type ModelContext, parameterNames, type Refractoriness } from './context.js'
import { delayArrays } from './delays.js'
import { deliveryKernel } from './delivery.js'
import { delayInSteps, depthsOf, ringsOf } from './depths.js'
import { lowerNumber } from './expression.js'
import { failureRooms, failureSpecs } from './failures.js'
import { generatorArrays } from './generator.js'
import { lowerGroup, type Scheduled } from './group.js'
import { lowerHeld } from './held.js'
import { indexArrays } from './indices.js'
import { isKept, keepingOf } from './kept-by-neuron.js'
import { keptArrays, keptAt } from './kept-values.js'
import { connectsOf, type Expected, expectedNumbers, layoutOf, repeatsOf } from './layout.js'
import { linkArrays } from './links.js'
import { type LoweredMonitor, lowerSpikeMonitor, lowerStateMonitor } from './monitors.js'
import { lowerNetworkOperation } from './network-operation.js'
import { lowerOperations } from './operations.js'
import { lowerPoissonInput } from './poisson-input.js'
import { populationArrays, reorderedOf } from './population.js'
import { type LoweredPropagator, lowerPropagators, propagatorKernel, propagatorReader } from './propagators.js'
import { lowerRateMonitor } from './rate-monitor.js'
import { type Readers, readersOf } from './readers.js'
import { scheduled } from './schedule.js'
import { type LoweredSetup, lowerSetup } from './setup.js'
import { neuronSite } from './site.js'
import { lowerSums } from './sums.js'
import { lowerSynapsesMonitor } from './synapses-monitor.js'
import { lowerSynapticUpdate } from './synaptic-update.js'

export interface Lowered {
  readonly program: StepProgram
  readonly arrays: readonly ArraySpec[]
  readonly layouts: ReadonlyMap<string, Layout>
  readonly expected: ReadonlyMap<string, Expected>
  /** Why synapses stand in memory as they do. */
  readonly reasons: ReadonlyMap<string, string>
  readonly setup: LoweredSetup
  readonly readers: Readers
  readonly context: ModelContext
}

/** What has equations and statements of its own. */
export type Owner = Group | Synapses

export type Updates = ReadonlyMap<Owner, StateUpdate>

export function lower(
  model: Model,
  updates: Updates,
  report: Report,
  /** The names of synapses of which nothing is kept by neuron. */
  everySynapse: ReadonlySet<string> = new Set(),
): Lowered {
  const delays = new Map(
    synapsesOf(model).flatMap((synapses) =>
      synapses.pathways.map((pathway) => [pathway, delayInSteps(pathway, synapses, report)] as const),
    ),
  )
  const context = contextOf(model, updates, delays, everySynapse)
  const propagators = model.parts.flatMap((part) => propagatorsOf(part, updates, context))
  const random = groupsOf(model).flatMap((group) => randomThreshold(group, context) ?? [])
  /** Where coefficients change: worked out directly before the equations, so after sums and whatever else comes before those. */
  const eachStep = (part: Owner) =>
    propagators
      .filter(({ owner, lowered }) => owner === part && lowered.lifetime === 'step')
      .map(({ lowered }) => ({ ...propagatorKernel(part, lowered, context), order: part.order }))
  const parts = model.parts.map((part) => owned(part, lowerPart(part, updates, context, eachStep)))
  const monitors = parts.flatMap((part) => part.monitor ?? [])
  const links = linkArrays(model)
  return {
    program: {
      dt: model.dt,
      precision: model.precision,
      parameters: model.constants
        .filter((c) => !c.definition)
        .map((c) => ({ name: context.parameterName(c), text: c.text })),
      prelude: [
        ...refractoryPrelude(model, context),
        ...propagators.flatMap(({ lowered }) => (lowered.lifetime === 'run' ? [lowered.statement] : [])),
      ],
      preparation: [
        ...propagators
          .filter(({ lowered }) => lowered.lifetime === 'neuron')
          .map(({ owner, lowered }) => propagatorKernel(owner, lowered, context)),
        ...random.flatMap(({ preparation }) => preparation),
        ...parts.flatMap(({ preparation }) => preparation ?? []),
      ],
      kernels: scheduled(parts.flatMap((part) => part.kernels)),
      rooms: [...monitors.flatMap((monitor) => monitor.room ?? []), ...failureRooms(updates)],
    },
    arrays: [
      ...model.parts.flatMap((part) => arraysOf(part, context)),
      ...propagators.flatMap(({ lowered }) => lowered.arrays),
      ...failureSpecs(updates),
      ...random.flatMap(({ arrays }) => arrays),
      ...parts.flatMap(({ arrays }) => arrays ?? []),
      ...monitors.flatMap((monitor) => monitor.arrays),
      ...links.arrays,
      ...context.counted.values(),
      ...[...context.bound].map(([name, { matrix }]): ArraySpec => boundArray(name, matrix.data, model)),
    ],
    layouts: new Map([...context.layouts].map(([synapses, layout]) => [synapses.name, layout])),
    expected: expectedNumbers(model),
    reasons: new Map([...connectsOf(model)].map(([{ name }, calls]) => [name, representationOf(calls, model).why])),
    setup: withBound(
      lowerSetup([...model.initial, ...model.actions], context, 0, groupsOf(model)),
      context,
      links.data,
    ),
    readers: readersOf(context),
    context,
  }
}

/** Functions for the actions that come after the first run: those from number `first` on. */
export function lowerLate(actions: readonly ResolvedAction[], context: ModelContext, first: number): LoweredSetup {
  return lowerSetup(actions, { ...context, late: true }, first)
}

function contextOf(
  model: Model,
  updates: Updates,
  delays: ModelContext['delays'],
  everySynapse: ReadonlySet<string>,
): ModelContext {
  const written = writtenVariables(model, updates)
  const layouts = new Map<Synapses, Layout>()
  const repeats = new Map<string, ArrayRef>()
  const all = connectsOf(model)
  for (const [synapses, connects] of all) {
    layouts.set(synapses, layoutOf(connects, model))
    const repeat = repeatsOf(connects, model)
    if (repeat) repeats.set(synapses.name, repeat)
  }
  const eventDriven = new Map(
    synapsesOf(model).flatMap((synapses) => {
      const update = eventDrivenUpdate(synapses)
      return update ? [[synapses, update] as const] : []
    }),
  )
  return {
    model,
    precision: precisionOf(model),
    bindings: bindingsOf(model, written, layouts),
    layouts,
    reordered: reorderedOf(all, model),
    repeats,
    eventDriven,
    keeping: keepingOf(model, eventDriven, everySynapse),
    keptAt,
    refractoriness: new Map(groupsOf(model).map((group) => [group.name, refractorinessOf(group)])),
    delays,
    depths: depthsOf(model, delays),
    rings: ringsOf(model),
    propagatorAt: propagatorReader(model, written),
    written,
    parameterName: parameterNames(model.constants),
    counted: new Map(),
    bound: new Map(),
  }
}

function writtenVariables(model: Model, updates: Updates): ReadonlySet<Variable> {
  const written = new Set<Variable>()
  for (const update of updates.values()) for (const variable of changedBy(update)) written.add(variable)
  for (const part of model.parts) {
    if (part.kind === 'poisson-input') addWritten(part.addition.value, written)
    if (part.kind === 'group' || part.kind === 'synapses') for (const { variable } of part.held) written.add(variable)
    if (part.kind === 'synapses') for (const { variable } of part.equations) written.add(variable)
    if (part.kind === 'synapses') for (const { target } of part.sums) written.add(target)
    for (const { value } of part.kind === 'group' || part.kind === 'synapses' ? codesOf(part) : [])
      addWritten(value, written)
  }
  return written
}

function addWritten(statements: readonly Statement[], written: Set<Variable>): void {
  for (const { target } of statements) if (target.kind === 'variable') written.add(target)
}

/** A refractory period made of constants is a number of steps; anything else is looked at in every step. */
function refractorinessOf(group: Group): Refractoriness {
  if (!group.refractory) return { kind: 'never' }
  const expression = group.refractory.value
  const isTime = !isCondition(expression)
  const fixed = isTime && evaluateConstant(expression) !== undefined
  return fixed ? { kind: 'steps', time: expression } : { kind: 'kept', expression, isTime }
}

function isCondition(node: Expression): boolean {
  switch (node.kind) {
    case 'boolean':
      return true
    case 'reference':
      return 'type' in node.symbol && node.symbol.type === 'boolean'
    case 'application':
      return node.function.type === 'boolean'
    case 'unary':
      return node.operator === 'not'
    case 'binary':
      return ['<', '<=', '>', '>=', '==', '!=', 'and', 'or'].includes(node.operator)
    default:
      return false
  }
}

/**
 * At least one step: in the step of its spike a neuron is refractory for what its synapses write, even if its
 * refractory period is shorter than a step.
 */
function refractoryPrelude(model: Model, context: ModelContext): readonly Stmt[] {
  return groupsOf(model).flatMap((group): Stmt[] => {
    const mode = context.refractoriness.get(group.name)
    if (mode?.kind !== 'steps') return []
    const site = neuronSite(group, context, { stream: '' }, 'contiguous')
    const steps = call('timestep', lowerNumber(mode.time, site), constant(group.clock.dt, 'dt'))
    const comment = `the refractory period ${printResolved(mode.time)} in whole steps`
    return [
      { kind: 'define', name: `${group.name}.refractory_steps`, value: call('maximum', constant(1), steps), comment },
    ]
  })
}

function propagatorsOf(
  part: Part,
  updates: Updates,
  context: ModelContext,
): readonly { owner: Owner; lowered: LoweredPropagator }[] {
  if (part.kind !== 'group' && part.kind !== 'synapses') return []
  const update = updates.get(part)
  return update ? lowerPropagators(part, update, context).map((lowered) => ({ owner: part, lowered })) : []
}

interface LoweredPart {
  readonly kernels: readonly Scheduled[]
  /** What is worked out before each run. */
  readonly preparation?: readonly Kernel[]
  readonly arrays?: readonly ArraySpec[]
  readonly monitor?: LoweredMonitor
}

function owned({ name }: Part, { kernels, ...more }: LoweredPart) {
  return { kernels: kernels.map((kernel) => ({ ...kernel, owner: name })), ...more }
}

/** Operations come before what their object does itself in the same slot with the same order: there the reference has them. */
function lowerPart(
  part: Part,
  updates: Updates,
  context: ModelContext,
  propagating: (owner: Owner) => readonly Scheduled[],
): LoweredPart {
  switch (part.kind) {
    case 'group':
      return {
        kernels: [
          ...lowerOperations(part, context),
          ...lowerHeld(part, context),
          ...propagating(part),
          ...lowerGroup(part, updates.get(part) ?? NOTHING, context),
        ],
      }
    case 'synapses': {
      const sums = lowerSums(part, context)
      return {
        kernels: [
          ...lowerOperations(part, context),
          ...lowerHeld(part, context),
          ...propagating(part),
          ...lowerSynapticUpdate(part, updates.get(part) ?? NOTHING, context),
          ...sums.kernels,
          ...part.pathways.flatMap((pathway) => deliveryKernel(part, pathway, context) ?? []),
        ],
        arrays: sums.arrays,
      }
    }
    case 'poisson-input': {
      const { kernel, preparation, arrays } = lowerPoissonInput(part, context)
      return { kernels: [kernel], preparation: [preparation], arrays }
    }
    case 'spike-monitor': {
      const monitor = lowerSpikeMonitor(part, context)
      return { kernels: [monitor.kernel], monitor }
    }
    case 'state-monitor': {
      const monitor = lowerStateMonitor(part, context)
      return { kernels: [monitor.kernel], monitor }
    }
    case 'network-operation':
      return { kernels: [lowerNetworkOperation(part)] }
    case 'synapses-monitor': {
      const monitor = lowerSynapsesMonitor(part, context)
      return monitor ? { kernels: [monitor.kernel], monitor } : { kernels: [] }
    }
    case 'rate-monitor': {
      const monitor = lowerRateMonitor(part, context)
      return { kernels: [monitor.kernel], monitor }
    }
  }
}

/** A neuron that has never spiked did so long ago, as in the reference: at -10,000 seconds. */
const LONG_AGO = -1e4

function arraysOf(part: Part, context: ModelContext): readonly ArraySpec[] {
  if (part.kind === 'group') {
    const own = [...part.variables.values()].flatMap((variable): ArraySpec[] => {
      const array = arrayOf(variable, context.precision)
      if (variable.name === 'lastspike' && variable.role === 'internal')
        return [{ ...array, length: part.size, initial: LONG_AGO / part.clock.dt }]
      if (variable.role === 'internal' && variable.name !== 'not_refractory')
        return [{ ...array, length: part.size, ...(variable.type === 'float' && { initial: part.clock.dt }) }]
      if (variable.role === 'linked') return []
      if (variable.role === 'internal') {
        return context.refractoriness.get(part.name)?.kind === 'kept'
          ? [{ ...array, length: part.size, initial: 1 }]
          : []
      }
      return [{ ...array, length: variable.shared ? 1 : part.size }]
    })
    const events = [...(canSpike(part) ? [SPIKE] : []), ...part.events.map(({ name }) => name)]
    return [...own, ...events.flatMap((event) => listArrays(part, event, context)), ...generatorArrays(part)]
  }
  if (part.kind !== 'synapses') return []
  const layout = context.layouts.get(part)
  if (!layout) return []
  const length = synapticLength(part, layout)
  const repeat = context.repeats.get(part.name)
  const keeping = context.keeping.get(part.name)
  return [
    ...indexArrays(part, layout, context),
    ...populationArrays(part, layout, context),
    ...part.pathways.flatMap((pathway) => delayArrays(part, pathway, context)),
    // Under a name of the user's it is among the variables.
    ...(repeat && !part.multisynapticIndex ? [{ ...repeat, length }] : []),
    ...(keeping ? keptArrays(part, keeping, context) : []),
    ...[...part.variables.values()]
      .filter((v) => !isKept(v, context.keeping))
      .map(
        (v): ArraySpec => ({
          ...arrayOf(v, context.precision),
          length: v.shared ? 1 : length,
          ...(v.name === '_last_timestep' && v.role === 'internal' && { initial: part.clock.dt }),
        }),
      ),
  ]
}

function listArrays(group: Group, event: string, context: ModelContext): readonly ArraySpec[] {
  const list = eventListOf(group, event, context)
  const { items, counts, depth } = eventArrays(list)
  const steps = context.depths.get(depthKey(group, event)) ?? 1
  const length = (all: number) => (depth ? { atFirst: all } : all)
  return [
    { ...items, length: length(list.capacity * steps) },
    { ...counts, length: length(steps) },
    ...(depth ? [{ ...depth, length: 1, initial: steps }] : []),
  ]
}

function boundArray(name: string, data: Float64Array | Float32Array, model: Model): ArraySpec {
  const element = data instanceof Float32Array ? 'f32' : floatOf(model)
  return { name, element, holds: 'f64', length: data.length, data: name }
}

function withBound(setup: LoweredSetup, context: ModelContext, further: ReadonlyMap<string, Int32Array>): LoweredSetup {
  const data = new Map([...setup.data, ...further])
  for (const [name, { matrix }] of context.bound) data.set(name, matrix.data)
  return { ...setup, data }
}
