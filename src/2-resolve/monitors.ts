/** Monitors: what they record, of what, and when. */
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type {
  EventMonitorSpec,
  ModelSpec,
  PopulationRateMonitorSpec,
  SpikeMonitorSpec,
  StateMonitorSpec,
} from '../model/spec.js'
import { eventExists } from './events.js'
import {
  canSpike,
  type Group,
  labelOf,
  type RateMonitor,
  type RecordedSynapses,
  SPIKE,
  type SpikeMonitor,
  type StateMonitor,
  type Synapses,
  type SynapsesMonitor,
} from './model.js'
import { type Building, groupCalled, neverSpikes } from './sources.js'
import type { Subexpression, Variable } from './symbols.js'
import { resolvePlace } from './timing.js'

export function resolveEventMonitor(
  spec: SpikeMonitorSpec | EventMonitorSpec,
  model: ModelSpec,
  building: Building,
): SpikeMonitor | undefined {
  const { name, record = true } = spec
  const event = spec.kind === 'EventMonitor' ? spec.event : SPIKE
  const source =
    event === SPIKE
      ? spikingSource(spec, `the spike monitor ${name}`, model, building)
      : eventfulSource(spec, event, model, building)
  if (!source) return undefined
  const variables = recordable(spec.variables ?? [], source, name, building.report)
  if (!record && variables.length > 0) {
    const problem = 'with `record: false` spikes are counted, and nothing else is kept of them'
    building.report(diagnostic('V008', { what: `the variables of ${name}`, problem }))
  }
  return { kind: 'spike-monitor', name, source, event, variables, record }
}

/** The group that has the event. One that is there and wrong has been reported. */
function eventfulSource(
  spec: { readonly name: string; readonly source: string },
  event: string,
  model: ModelSpec,
  building: Building,
): Group | undefined {
  const source = groupCalled(spec.source, spec.name, model, building)
  if (!source || source.events.some(({ name }) => name === event)) return source
  const written = model.objects.find((object) => object.name === source.name)
  eventExists(event, source.name, written?.kind === 'NeuronGroup' ? written : {}, building.report)
  return undefined
}

export function resolveRateMonitor(
  spec: PopulationRateMonitorSpec,
  model: ModelSpec,
  building: Building,
): RateMonitor | undefined {
  const source = spikingSource(spec, `the rate monitor ${spec.name}`, model, building)
  return source && { kind: 'rate-monitor', name: spec.name, source }
}

/** The group whose spikes are recorded: it must be able to spike. */
function spikingSource(
  spec: { readonly name: string; readonly source: string },
  what: string,
  model: ModelSpec,
  building: Building,
): Group | undefined {
  const source = groupCalled(spec.source, spec.name, model, building)
  if (!source || canSpike(source)) return source
  if (neverSpikes(source, model)) {
    const problem = `${source.name} has no threshold, so it never spikes`
    building.report(diagnostic('V008', { what, problem }))
  }
  return undefined
}

export function resolveStateMonitor(
  spec: StateMonitorSpec,
  model: ModelSpec,
  building: Building,
): StateMonitor | SynapsesMonitor | undefined {
  const { report } = building
  if (model.objects.some(({ kind, name }) => kind === 'Synapses' && name === spec.source))
    return resolveSynapsesMonitor(spec, building)
  const source = groupCalled(spec.source, spec.name, model, building)
  if (!source) return undefined
  const variables = recordable(spec.variables, source, spec.name, report)
  const record = recordedNeurons(spec, source.size, report)
  if (!record) return undefined
  const outside = record.filter((k) => !Number.isInteger(k) || k < 0 || k >= source.size)
  if (outside.length > 0) {
    const parameters = {
      what: `indices recorded by ${spec.name}`,
      count: outside.length,
      first: String(outside[0]),
      size: source.size,
      owner: labelOf(source),
    }
    report(diagnostic('I001', parameters))
    return undefined
  }
  const place = resolvePlace(spec, spec.name, source.clock, building.clocks, report)
  if (!place) return undefined
  return { kind: 'state-monitor', name: spec.name, source, variables, record, ...place }
}

/** `undefined` where it has been reported that they can't be. */
function recordedNeurons(
  { record, name }: StateMonitorSpec,
  size: number,
  report: Report,
): readonly number[] | undefined {
  if (typeof record === 'boolean') return Array.from({ length: record ? size : 0 }, (_, k) => k)
  if (!('i' in record)) return record
  const problem = 'pairs of neurons say which synapses are recorded, and this is a monitor of neurons'
  report(diagnostic('V008', { what: `\`record\` of ${name}`, problem }))
  return undefined
}

/** Synapses that are wrong have been reported. */
function resolveSynapsesMonitor(spec: StateMonitorSpec, building: Building): SynapsesMonitor | undefined {
  const { clocks, parts, report } = building
  const { name } = spec
  const source = parts.get(spec.source)
  if (source?.kind !== 'synapses') return undefined
  const variables = recordable(spec.variables, source, name, report)
  const place = resolvePlace(spec, name, source.clock, clocks, report)
  if (!place) return undefined
  return { kind: 'synapses-monitor', name, source, variables, record: recordedSynapses(spec), ...place }
}

function recordedSynapses({ record }: StateMonitorSpec): RecordedSynapses {
  if (record === true) return { kind: 'all' }
  if (record === false) return { kind: 'numbers', numbers: [] }
  return 'i' in record ? { kind: 'pairs', ...record } : { kind: 'numbers', numbers: record }
}

function recordable(
  names: readonly string[],
  source: Group | Synapses,
  by: string,
  report: Report,
): readonly (Variable | Subexpression)[] {
  // One that is named twice is recorded once.
  return [...new Set(names)].flatMap((name) => {
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
