/** Stage 2: the model with every name resolved. All strings are looked at, whatever is wrong with some of them. */
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import {
  type Action,
  DEFAULT_DT,
  type GroupSpec,
  type ModelSpec,
  type ObjectSpec,
  type SpikeMonitorSpec,
  type StateMonitorSpec,
  type SynapsesSpec,
} from '../model/spec.js'
import { resolveConnect, resolveSet } from './actions.js'
import { resolveCode, resolveGroup, scopeOfGroup } from './group.js'
import type { Group, Model, Operation, Part, ResolvedAction, SpikeMonitor, StateMonitor, Synapses } from './model.js'
import { type ResolvedNamespace, resolveNamespace } from './namespace.js'
import { LITERAL_SCOPE, type Scope } from './scope.js'
import type { Constant, Subexpression, Variable } from './symbols.js'
import { resolveSynapses, scopeOfSynapses } from './synapses.js'
import { checkSums } from './synaptic-equations.js'
import { type Clocks, clockOf, clocksOf, resolvePlace, resolveTime, tickOf } from './timing.js'

interface Building {
  readonly parts: Map<string, Part>
  readonly namespaces: Map<string, ResolvedNamespace>
  readonly network: ResolvedNamespace
  readonly clocks: Clocks
  readonly report: Report
}

/** `outermost`: what every string sees, below all that the model defines. */
export function resolveModel(spec: ModelSpec, report: Report, outermost: Scope = LITERAL_SCOPE): Model {
  const network = resolveNamespace('', spec.namespace ?? {}, outermost, report)
  const timing = new Map<Constant, string>()
  const dt = resolveTime(spec.dt ?? DEFAULT_DT, 'dt', network.scope, report, timing) ?? 1e-4
  const duration =
    spec.duration === undefined ? undefined : resolveTime(spec.duration, 'duration', network.scope, report, timing)
  const clocks = clocksOf(dt, network.scope, timing)
  const building: Building = { parts: new Map(), namespaces: new Map(), network, clocks, report }
  for (const object of spec.objects) addPart(object, spec, building)
  const actions = resolveActions(spec.actions, building)
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
    actions,
    constants,
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
    case 'Synapses': {
      const source = groupCalled(spec.source, spec.name, model, building)
      const target = spec.target === spec.source ? source : groupCalled(spec.target, spec.name, model, building)
      if (source && spec.on_pre && neverSpikes(source, model)) {
        const problem = `${source.name} has no threshold, so it never spikes`
        building.report(diagnostic('V008', { what: `on_pre of ${spec.name}`, problem }))
      }
      if (!source || !target) return undefined
      const clock = clockOf(spec, spec.name, clocks.network, clocks, report)
      const synapses = resolveSynapses(spec, { source, target, clock }, namespaceOf(spec, building), report)
      return { ...synapses, operations: resolveOperations(spec, synapses, building) }
    }
    case 'SpikeMonitor':
      return resolveSpikeMonitor(spec, model, building)
    case 'StateMonitor':
      return resolveStateMonitor(spec, model, building)
  }
}

/** What is carried out regularly on an object. */
function resolveOperations(
  { name, operations = [] }: GroupSpec | SynapsesSpec,
  owner: Group | Synapses,
  { namespaces, network, clocks, report }: Building,
): readonly Operation[] {
  const { scope: outer } = namespaces.get(name) ?? network
  const scope = owner.kind === 'group' ? scopeOfGroup(owner, outer) : scopeOfSynapses(owner, outer)
  return operations.flatMap((operation, k): readonly Operation[] => {
    const role = operations.length === 1 ? `run_regularly() of ${name}` : `run_regularly() of ${name}, number ${k + 1}`
    const code = resolveCode(operation.code, role, scope, report, 'shared-first')
    const place = resolvePlace(operation, role, owner.clock, clocks, report)
    return code && place ? [{ code, ...place }] : []
  })
}

function namespaceOf(spec: Extract<ObjectSpec, { namespace?: unknown }>, building: Building): ResolvedNamespace {
  const resolved = resolveNamespace(spec.name, spec.namespace ?? {}, building.network.scope, building.report)
  building.namespaces.set(spec.name, resolved)
  return resolved
}

/** The group that another object names. One that is there and wrong has been reported, so nothing more is said of it. */
function groupCalled(name: string, by: string, model: ModelSpec, building: Building): Group | undefined {
  const part = building.parts.get(name)
  if (part?.kind === 'group') return part
  const spec = model.objects.find((object) => object.name === name)
  if (spec?.kind === 'NeuronGroup') return undefined
  if (spec) {
    building.report(
      diagnostic('X001', { feature: `${by}: \`${name}\`, which is not a group of neurons, as a source or target` }),
    )
    return undefined
  }
  const names = model.objects.map((object) => object.name)
  const meant = nearest(name, names)
  const help = meant ? `did you mean \`${meant}\`?` : `${by} needs it: hand it to \`new Network(…)\` too`
  building.report(diagnostic('N011', { name, objects: names.join(', ') }, { help: [help] }))
  return undefined
}

function resolveSpikeMonitor(spec: SpikeMonitorSpec, model: ModelSpec, building: Building): SpikeMonitor | undefined {
  const source = groupCalled(spec.source, spec.name, model, building)
  if (!source) return undefined
  if (!source.threshold) {
    if (neverSpikes(source, model)) {
      const problem = `${source.name} has no threshold, so it never spikes`
      building.report(diagnostic('V008', { what: `the spike monitor ${spec.name}`, problem }))
    }
    return undefined
  }
  const variables = recordable(spec.variables ?? [], source, spec.name, building.report)
  return { kind: 'spike-monitor', name: spec.name, source, variables, record: spec.record ?? true }
}

/** A threshold that is there and wrong has been reported. */
function neverSpikes({ name }: Group, model: ModelSpec): boolean {
  return !model.objects.some((o) => o.kind === 'NeuronGroup' && o.name === name && o.threshold !== undefined)
}

function resolveStateMonitor(spec: StateMonitorSpec, model: ModelSpec, building: Building): StateMonitor | undefined {
  const { report } = building
  const source = groupCalled(spec.source, spec.name, model, building)
  if (!source) return undefined
  const variables = recordable(spec.variables, source, spec.name, report)
  const record = spec.record === true ? Array.from({ length: source.size }, (_, k) => k) : [...spec.record]
  const outside = record.filter((k) => !Number.isInteger(k) || k < 0 || k >= source.size)
  if (outside.length > 0) {
    const parameters = {
      what: `indices recorded by ${spec.name}`,
      count: outside.length,
      first: String(outside[0]),
      size: source.size,
      owner: source.name,
    }
    report(diagnostic('I001', parameters))
    return undefined
  }
  const place = resolvePlace(spec, spec.name, source.clock, building.clocks, report)
  if (!place) return undefined
  return { kind: 'state-monitor', name: spec.name, source, variables, record, ...place }
}

function recordable(
  names: readonly string[],
  source: Group,
  by: string,
  report: Report,
): readonly (Variable | Subexpression)[] {
  return names.flatMap((name) => {
    const found = source.variables.get(name) ?? source.subexpressions.find((s) => s.name === name)
    if (found) return [found]
    if (source.incomplete) return []
    const meant = nearest(name, [...source.variables.keys(), ...source.subexpressions.map((s) => s.name)])
    const text: Source = { text: name, role: `the variables of ${by}` }
    const span = { start: 0, end: name.length }
    const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
    const known = [...source.variables.keys(), ...source.subexpressions.map((s) => s.name)].map((n) => `\`${n}\``)
    const help = meant || known.length === 0 ? [] : [`${source.name} has ${known.join(', ')}`]
    report(diagnostic('N007', { name, owner: source.name }, { source: text, span, fixes, help }))
    return []
  })
}

function resolveActions(actions: readonly Action[], building: Building): readonly ResolvedAction[] {
  const connected = new Set<string>()
  return actions.flatMap((action) => resolveAction(action, connected, building) ?? [])
}

function resolveAction(action: Action, connected: Set<string>, building: Building): ResolvedAction | undefined {
  const { report } = building
  const owner = building.parts.get(action.target)
  if (owner?.kind !== 'group' && owner?.kind !== 'synapses') return undefined
  const { scope } = building.namespaces.get(owner.name) ?? building.network
  if (action.kind === 'connect') {
    if (owner.kind !== 'synapses') return undefined
    if (connected.has(owner.name)) {
      const help = ['write the whole connectivity as one condition, `i < 2 or i > 3`, or as one list of pairs']
      report(diagnostic('V005', { name: owner.name }, { help }))
      return undefined
    }
    connected.add(owner.name)
    return resolveConnect(action, owner, scope, report)
  }
  if (owner.kind === 'synapses' && !connected.has(owner.name)) {
    report(
      diagnostic('V007', { name: owner.name }, { notes: [`\`${action.variable}\` is set before connect() is called`] }),
    )
    return undefined
  }
  return resolveSet(action, owner, scope, report)
}
