/** Stage 2: the model with every name resolved. All strings are looked at, whatever is wrong with some of them. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import {
  type Action,
  DEFAULT_DT,
  type GroupSpec,
  type ModelSpec,
  type ObjectSpec,
  type PoissonGroupSpec,
  type SynapsesSpec,
} from '../model/spec.js'
import { resolveSet } from './actions.js'
import { resolveConnect } from './connect.js'
import { delaysAtFirst } from './delays.js'
import { eventExists } from './events.js'
import { resolveCode, resolveGroup, scopeOfGroup } from './group.js'
import { resolveLinks } from './links.js'
import {
  type Group,
  type Model,
  type Operation,
  type Part,
  type Pathway,
  type ResolvedAction,
  SPIKE,
  type Synapses,
} from './model.js'
import { resolveEventMonitor, resolveRateMonitor, resolveStateMonitor } from './monitors.js'
import { type ResolvedNamespace, resolveNamespace } from './namespace.js'
import { followed, hasEvent } from './pathways.js'
import { resolvePoissonGroup } from './poisson-group.js'
import { resolvePoissonInput } from './poisson-input.js'
import { LITERAL_SCOPE, type Scope } from './scope.js'
import { type Building, neverSpikes, populationCalled } from './sources.js'
import { resolveGenerator, resolveSpikes } from './spikes.js'
import { partOfGroup, readGroupName } from './subgroup.js'
import type { Constant } from './symbols.js'
import { resolveSynapses, scopeOfSynapses } from './synapses.js'
import { checkSums } from './synaptic-equations.js'
import { clockOf, clocksOf, resolvePlace, resolveTime, tickOf } from './timing.js'

/** `outermost`: what every string sees, below all that the model defines. */
export function resolveModel(spec: ModelSpec, report: Report, outermost: Scope = LITERAL_SCOPE): Model {
  const network = resolveNamespace('', spec.namespace ?? {}, outermost, report)
  const timing = new Map<Constant, string>()
  const dt = resolveTime(spec.dt ?? DEFAULT_DT, 'dt', network.scope, report, timing) ?? 1e-4
  const duration =
    spec.duration === undefined ? undefined : resolveTime(spec.duration, 'duration', network.scope, report, timing)
  const clocks = clocksOf(dt, network.scope, timing)
  const building: Building = { parts: new Map(), namespaces: new Map(), initial: [], network, clocks, report }
  for (const object of spec.objects) addPart(object, spec, building)
  const links = resolveLinks(spec, building)
  const actions = resolveActions(spec.actions, building)
  checkMonitored(building, actions)
  const synapses = [...building.parts.values()].filter((part) => part.kind === 'synapses')
  checkSums(
    synapses.flatMap(({ sums }) => sums),
    report,
  )
  const constants = [...network.constants, ...[...building.namespaces.values()].flatMap((n) => n.constants)]
  const precision = spec.precision ?? 'double'
  const tick = tickOf(clocks, report)
  const parts = [...building.parts.values()]
  return {
    dt: tick,
    clock: clocks.network,
    precision,
    seed: spec.seed,
    duration,
    parts,
    initial: building.initial,
    actions,
    links,
    constants,
    scopeAround: (object) => (building.namespaces.get(object) ?? network).scope,
    timing,
  }
}

function addPart(spec: ObjectSpec, model: ModelSpec, building: Building): void {
  const { report, parts } = building
  if (parts.has(spec.name)) {
    report(diagnostic('N008', { name: spec.name, what: 'give one of them another `name`' }))
    return
  }
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(spec.name)) {
    const reason = 'names are made of letters, digits and `_`, and begin with a letter'
    report(diagnostic('N002', { name: spec.name, reason }))
    return
  }
  const part = partOf(spec, model, building)
  if (part) parts.set(part.name, part)
}

function partOf(spec: ObjectSpec, model: ModelSpec, building: Building): Part | undefined {
  const { clocks, report } = building
  switch (spec.kind) {
    case 'NeuronGroup': {
      const clock = clockOf(spec, spec.name, clocks.network, clocks, report)
      const group = resolveGroup(spec, clock, namespaceOf(spec, building), report)
      return group && { ...group, operations: resolveOperations(spec, group, building) }
    }
    case 'PoissonGroup': {
      const clock = clockOf(spec, spec.name, clocks.network, clocks, report)
      const made = resolvePoissonGroup(spec, clock, namespaceOf(spec, building), report)
      if (!made) return undefined
      building.initial.push(...made.initial)
      return { ...made.group, operations: resolveOperations(spec, made.group, building) }
    }
    case 'PoissonInput':
      return resolvePoissonInput(spec, model, namespaceOf(spec, building), building)
    case 'SpikeGeneratorGroup':
      return resolveGenerator(spec, clocks, report)
    case 'Synapses': {
      const source = populationCalled(spec.source, spec.name, model, building)
      const target = spec.target === spec.source ? source : populationCalled(spec.target, spec.name, model, building)
      if (!source || !target) return undefined
      const clock = clockOf(spec, spec.name, clocks.network, clocks, report)
      const synapses = resolveSynapses(
        spec,
        { source, target, clock },
        namespaceOf(spec, building),
        model.actions,
        report,
      )
      for (const pathway of synapses.pathways) checkFollowed(pathway, synapses, model, report)
      building.initial.push(...delaysAtFirst(synapses))
      return { ...synapses, operations: resolveOperations(spec, synapses, building) }
    }
    case 'SpikeMonitor':
    case 'EventMonitor':
      return resolveEventMonitor(spec, model, building)
    case 'StateMonitor':
      return resolveStateMonitor(spec, model, building)
    case 'NetworkOperation': {
      const place = resolvePlace(spec, spec.name, clocks.network, clocks, report)
      return place && { kind: 'network-operation', name: spec.name, ...place }
    }
    case 'PopulationRateMonitor':
      return resolveRateMonitor(spec, model, building)
  }
}

/** The neurons that a pathway follows must have its event. A threshold that is there and wrong has been reported. */
function checkFollowed(pathway: Pathway, synapses: Synapses, model: ModelSpec, report: Report): void {
  const end = pathway.side === 'pre' ? synapses.source : synapses.target
  if (end.synapses) {
    const problem = `${end.name} are synapses, to which no event happens`
    report(diagnostic('V008', { what: pathway.code.source.role, problem }))
    return
  }
  const group = followed(pathway, synapses)
  if (hasEvent(pathway, group)) return
  const written = model.objects.find((object) => object.name === group.name)
  if (pathway.event !== SPIKE)
    eventExists(pathway.event, group.name, written?.kind === 'NeuronGroup' ? written : {}, report)
  else if (neverSpikes(group, model)) {
    const problem = `${group.name} has no threshold, so it never spikes`
    report(diagnostic('V008', { what: pathway.code.source.role, problem }))
  }
}

/** What is carried out regularly on an object. */
function resolveOperations(
  { name, operations = [] }: GroupSpec | PoissonGroupSpec | SynapsesSpec,
  owner: Group | Synapses,
  { namespaces, network, clocks, report }: Building,
): readonly Operation[] {
  const { scope: outer } = namespaces.get(name) ?? network
  const scope = owner.kind === 'group' ? scopeOfGroup(owner, outer) : scopeOfSynapses(owner, outer)
  return operations.flatMap((operation, k): readonly Operation[] => {
    const role = operations.length === 1 ? `run_regularly() of ${name}` : `run_regularly() of ${name}, number ${k + 1}`
    const code = resolveCode(operation.code, role, scope, report, 'shared-first')
    const place = resolvePlace(operation, role, owner.clock, clocks, report)
    const part = operation.part && owner.kind === 'group' ? partOfGroup(owner, operation.part, report) : undefined
    return code && place ? [{ code, part, ...place }] : []
  })
}

function namespaceOf(spec: Extract<ObjectSpec, { namespace?: unknown }>, building: Building): ResolvedNamespace {
  const resolved = resolveNamespace(spec.name, spec.namespace ?? {}, building.network.scope, building.report)
  building.namespaces.set(spec.name, resolved)
  return resolved
}

/** A monitor of synapses that are never made would have nothing to say. */
function checkMonitored({ parts, report }: Building, actions: readonly ResolvedAction[]): void {
  for (const monitor of parts.values()) {
    if (monitor.kind !== 'synapses-monitor') continue
    const { source, name } = monitor
    if (actions.some((action) => action.kind === 'connect' && action.synapses.name === source.name)) continue
    report(diagnostic('V007', { name: source.name }, { notes: [`${name} records them`] }))
  }
}

function resolveActions(actions: readonly Action[], building: Building): readonly ResolvedAction[] {
  const connected = new Set<string>()
  return actions.flatMap((action) => resolveAction(action, connected, building) ?? [])
}

function resolveAction(action: Action, connected: Set<string>, building: Building): ResolvedAction | undefined {
  const { report } = building
  const { name, part } = readGroupName(action.target)
  const whole = building.parts.get(name)
  const owner = part && whole?.kind === 'group' ? partOfGroup(whole, part, report) : whole
  if (owner?.kind !== 'group' && owner?.kind !== 'synapses') return undefined
  if (action.kind === 'set_spikes') {
    if (owner.kind !== 'group' || !owner.generator) return undefined
    const spikes = resolveSpikes(action, owner, building.clocks, report)
    return spikes && { kind: 'spikes', group: owner, spikes }
  }
  const { scope } = building.namespaces.get(owner.name) ?? building.network
  if (action.kind === 'connect') {
    if (owner.kind !== 'synapses') return undefined
    connected.add(owner.name)
    return resolveConnect(action, owner, scope, report)
  }
  if (owner.kind === 'synapses' && !connected.has(owner.name)) {
    report(
      diagnostic(
        'V007',
        { name: owner.name },
        {
          notes: [`\`${action.variable}\` is set before connect() is called`],
          help: ['values go to synapses that are there: call connect() first'],
        },
      ),
    )
    return undefined
  }
  return resolveSet(action, owner, scope, report)
}
