/** The objects that others name: sources, targets, and what monitors record. */
import { type Diagnostic, diagnostic, nearest, type Report } from '../diagnostics/index.js'
import type { ModelSpec, ObjectSpec } from '../model/spec.js'
import type { Group, Part, SetVariable } from './model.js'
import type { ResolvedNamespace } from './namespace.js'
import type { Population } from './population.js'
import { populationOf } from './population.js'
import { partOfGroup, readGroupName } from './subgroup.js'
import type { Clocks } from './timing.js'

/** A model while it is resolved: its parts so far. */
export interface Building {
  readonly parts: Map<string, Part>
  readonly namespaces: Map<string, ResolvedNamespace>
  /** What objects were made with. */
  readonly initial: SetVariable[]
  readonly network: ResolvedNamespace
  readonly clocks: Clocks
  readonly report: Report
}

/** The group that another object names. One that is there and wrong has been reported, so nothing more is said of it. */
export function groupCalled(text: string, by: string, model: ModelSpec, building: Building): Group | undefined {
  const { name, part } = readGroupName(text)
  const group = wholeGroup(name, by, model, building)
  return group && part ? partOfGroup(group, part, building.report) : group
}

/** What synapses begin or end at: a group, a part of one, or other synapses. */
export function populationCalled(
  text: string,
  by: string,
  model: ModelSpec,
  building: Building,
): Population | undefined {
  const part = building.parts.get(text)
  if (part?.kind === 'synapses') return populationOf(part)
  const spec = model.objects.find(({ name }) => name === text)
  if (spec?.kind !== 'Synapses') return groupCalled(text, by, model, building)
  // What is there and wrong has been reported.
  if (model.objects.indexOf(spec) < model.objects.findIndex(({ name }) => name === by)) return undefined
  const names = model.objects.map(({ name }) => name).join(', ')
  const help = [`${by} begins or ends at the synapses of ${text}, which has to be listed before it`]
  building.report(diagnostic('N011', { name: text, objects: names }, { help }))
  return undefined
}

function wholeGroup(name: string, by: string, model: ModelSpec, building: Building): Group | undefined {
  const part = building.parts.get(name)
  if (part?.kind === 'group') return part
  const spec = model.objects.find((object) => object.name === name)
  const inputs = ['NeuronGroup', 'PoissonGroup', 'SpikeGeneratorGroup']
  if (spec && inputs.includes(spec.kind)) return undefined
  if (spec) {
    building.report(noGroup(spec, by))
    return undefined
  }
  const names = model.objects.map((object) => object.name)
  const meant = nearest(name, names)
  const help = meant ? `did you mean \`${meant}\`?` : `${by} needs it: hand it to \`new Network(…)\` too`
  building.report(diagnostic('N011', { name, objects: names.join(', ') }, { help: [help] }))
  return undefined
}

function noGroup({ kind, name }: ObjectSpec, by: string): Diagnostic {
  return diagnostic('V065', { by, name, kind: WORDS[kind] })
}

/** Of what an object is told that it is no group. */
const WORDS: { readonly [kind in ObjectSpec['kind']]: string } = {
  NeuronGroup: 'is a group',
  PoissonGroup: 'is a group',
  SpikeGeneratorGroup: 'is a group',
  PoissonInput: 'is an input of one',
  Synapses: 'are synapses',
  SpikeMonitor: 'is a monitor',
  EventMonitor: 'is a monitor',
  StateMonitor: 'is a monitor',
  PopulationRateMonitor: 'is a monitor',
  NetworkOperation: 'is a function that is called',
}

/** A threshold that is there and wrong has been reported. */
export function neverSpikes({ name }: Pick<Group, 'name'>, model: ModelSpec): boolean {
  const spec = model.objects.find((object) => object.name === name)
  return spec?.kind === 'NeuronGroup' && spec.threshold === undefined
}
