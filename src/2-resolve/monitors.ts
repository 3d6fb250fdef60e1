/** Monitors: what they record, of what, and when. */
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { ModelSpec, PopulationRateMonitorSpec, SpikeMonitorSpec, StateMonitorSpec } from '../model/spec.js'
import { canSpike, type Group, type RateMonitor, type SpikeMonitor, type StateMonitor } from './model.js'
import { type Building, groupCalled, neverSpikes } from './sources.js'
import type { Subexpression, Variable } from './symbols.js'
import { resolvePlace } from './timing.js'

export function resolveSpikeMonitor(
  spec: SpikeMonitorSpec,
  model: ModelSpec,
  building: Building,
): SpikeMonitor | undefined {
  const source = spikingSource(spec, `the spike monitor ${spec.name}`, model, building)
  if (!source) return undefined
  const variables = recordable(spec.variables ?? [], source, spec.name, building.report)
  return { kind: 'spike-monitor', name: spec.name, source, variables, record: spec.record ?? true }
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
): StateMonitor | undefined {
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
