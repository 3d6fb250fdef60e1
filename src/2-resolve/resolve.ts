/** Stage 2: the model with every name resolved. All strings are looked at, whatever is wrong with some of them. */
import { describe } from '../3-units/kind.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import {
  type Action,
  DEFAULT_DT,
  type ModelSpec,
  type ObjectSpec,
  SLOTS,
  type SpikeMonitorSpec,
  type StateMonitorSpec,
} from '../model/spec.js'
import { equalDimensions, SECOND } from '../units/index.js'
import { resolveConnect, resolveSet } from './actions.js'
import { resolveGroup } from './group.js'
import type { Group, Model, Part, ResolvedAction, SpikeMonitor, StateMonitor } from './model.js'
import { type ResolvedNamespace, resolveNamespace, resolveQuantity } from './namespace.js'
import { LITERAL_SCOPE, type Scope } from './scope.js'
import type { Constant, Subexpression, Variable } from './symbols.js'
import { resolveSynapses } from './synapses.js'

interface Building {
  readonly parts: Map<string, Part>
  readonly namespaces: Map<string, ResolvedNamespace>
  readonly network: ResolvedNamespace
  readonly dt: number
  readonly timing: Map<Constant, string>
  readonly report: Report
}

/** `outermost`: what every string sees, below all that the model defines. */
export function resolveModel(spec: ModelSpec, report: Report, outermost: Scope = LITERAL_SCOPE): Model {
  const network = resolveNamespace('', spec.namespace ?? {}, outermost, report)
  const timing = new Map<Constant, string>()
  const dt = resolveTime(spec.dt ?? DEFAULT_DT, 'dt', network.scope, report, timing) ?? 1e-4
  const duration =
    spec.duration === undefined ? undefined : resolveTime(spec.duration, 'duration', network.scope, report, timing)
  const building: Building = { parts: new Map(), namespaces: new Map(), network, dt, timing, report }
  for (const object of spec.objects) addPart(object, spec, building)
  const actions = resolveActions(spec.actions, building)
  const constants = [...network.constants, ...[...building.namespaces.values()].flatMap((n) => n.constants)]
  const precision = spec.precision ?? 'double'
  return { dt, precision, seed: spec.seed, duration, parts: [...building.parts.values()], actions, constants, timing }
}

/** A length of time above zero, in seconds. `timing`: the constants that it is made of are put there. */
export function resolveTime(
  text: string,
  what: string,
  scope: Scope,
  report: Report,
  timing?: Map<Constant, string>,
): number | undefined {
  const source: Source = { text, role: `\`${what}\` of the network` }
  const span = { start: 0, end: text.length }
  const quantity = resolveQuantity(text, source, scope, report)
  if (!quantity) return undefined
  for (const constant of quantity.constants)
    timing?.set(constant, `it sets ${what === 'dt' ? 'a step' : 'the duration (run() and --duration take another)'}`)
  if (!equalDimensions(quantity.dimension, SECOND)) {
    const parameters = { name: what, expected: 'a time (second)', found: describe(quantity.dimension) }
    report(diagnostic('U010', parameters, { source, span }))
    return undefined
  }
  const positive = what === 'dt' ? quantity.value > 0 : quantity.value >= 0
  if (positive && Number.isFinite(quantity.value)) return quantity.value
  const bound = what === 'dt' ? 'above' : 'at least'
  report(
    diagnostic(
      'V008',
      { what: `\`${what}\``, problem: `it must be ${bound} 0 and finite, and is ${quantity.value} second` },
      { source, span },
    ),
  )
  return undefined
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
  switch (spec.kind) {
    case 'NeuronGroup':
      return resolveGroup(spec, namespaceOf(spec, building), building.report)
    case 'Synapses': {
      const source = groupCalled(spec.source, spec.name, model, building)
      const target = spec.target === spec.source ? source : groupCalled(spec.target, spec.name, model, building)
      if (source && spec.on_pre && neverSpikes(source, model)) {
        const problem = `${source.name} has no threshold, so it never spikes`
        building.report(diagnostic('V008', { what: `on_pre of ${spec.name}`, problem }))
      }
      return source && target && resolveSynapses(spec, source, target, namespaceOf(spec, building), building.report)
    }
    case 'SpikeMonitor':
      return resolveSpikeMonitor(spec, model, building)
    case 'StateMonitor':
      return resolveStateMonitor(spec, model, building)
  }
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
  const when = spec.when ?? 'start'
  if (!SLOTS.includes(when)) {
    const meant = nearest(when, SLOTS)
    const help = [meant ? `did you mean '${meant}'?` : `there are ${SLOTS.join(', ')}`]
    report(
      diagnostic(
        'V008',
        { what: `\`when\` of ${spec.name}`, problem: `'${when}' is not a slot of the schedule` },
        { help },
      ),
    )
    return undefined
  }
  const interval = spec.dt === undefined ? 1 : intervalOf(spec.dt, spec.name, building)
  if (interval === undefined) return undefined
  return { kind: 'state-monitor', name: spec.name, source, variables, record, interval, when, order: spec.order ?? 0 }
}

/** How many steps of the network one step of the monitor lasts. */
function intervalOf(text: string, name: string, building: Building): number | undefined {
  const dt = resolveTime(text, 'dt', building.network.scope, building.report, building.timing)
  if (dt === undefined) return undefined
  const steps = Math.round(dt / building.dt)
  if (steps >= 1 && Math.abs(dt / building.dt - steps) < 1e-4) return steps
  building.report(diagnostic('X001', { feature: `${name}: a dt that is not a whole number of the network's steps` }))
  return undefined
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
