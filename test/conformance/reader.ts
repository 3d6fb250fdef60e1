/**
 * A case as a network of the public classes. What the format has and spikec has not is refused by the name of the feature,
 * with the diagnostic that spikec has for that, so that no case passes by leaving something out.
 */
import {
  type Diagnostic,
  EventMonitor,
  linked_var,
  type Matrix,
  matrix,
  Network,
  NeuronGroup,
  PoissonGroup,
  type Population,
  PopulationRateMonitor,
  type Slot,
  SpikecError,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  type Subgroup,
  Synapses,
  TimedArray,
} from 'spikec'
import {
  type Case,
  type CaseConnect,
  CaseError,
  type CaseGroup,
  type CaseMonitor,
  type CaseOperation,
  type CaseStep,
  type CaseSynapses,
  type CaseValue,
  type CaseValues,
  type Quantity,
  type Results,
} from './case.js'

type Group = NeuronGroup | SpikeGeneratorGroup
type Monitor = SpikeMonitor | StateMonitor | PopulationRateMonitor

/** What a case is made of, under the names that it has there. */
interface Parts {
  readonly arrays: ReadonlyMap<string, Matrix>
  readonly groups: Map<string, Group>
  readonly synapses: Map<string, Synapses>
  readonly monitors: Map<string, Monitor>
}

export type Backend = 'wasm' | 'js'

/** What a case says nothing of. */
export interface Choice {
  readonly backend?: Backend
  readonly precision?: 'double' | 'single'
}

export interface Model {
  readonly network: Network
  readonly parts: Parts
}

/** Builds the model of a case, each object and what it is set to in the order of the case. Nothing runs yet. */
export function readCase(given: Case, options: Choice = {}): Model {
  const arrays = Object.entries(given.arrays ?? {}).map(
    ([name, { values, unit }]) => [name, matrix(values, unit)] as const,
  )
  const timed = Object.entries(given.timedArrays ?? {}).map(
    ([name, { values, unit, dt }]) => [name, new TimedArray(matrix(values, unit), { dt })] as const,
  )
  const parts: Parts = { arrays: new Map(arrays), groups: new Map(), synapses: new Map(), monitors: new Map() }
  for (const group of given.groups) parts.groups.set(group.id, readGroup(group, parts))
  for (const group of given.groups) link(group, parts)
  for (const synapses of given.synapses ?? []) parts.synapses.set(synapses.id, readSynapses(synapses, parts))
  for (const monitor of given.monitors ?? []) parts.monitors.set(monitor.id, readMonitor(monitor, parts))
  for (const operation of given.operations ?? []) readOperation(operation, parts)
  const network = new Network(...parts.groups.values(), ...parts.synapses.values(), ...parts.monitors.values(), {
    ...(given.dt !== undefined && { dt: given.dt }),
    namespace: { ...given.namespace, ...Object.fromEntries(arrays), ...Object.fromEntries(timed) },
    ...options,
  })
  return { network, parts }
}

/** Runs the steps of a case and reads what is to be compared. */
export async function runCase(
  given: Case,
  options: Choice = {},
): Promise<{ readonly results: Results; readonly dt: number }> {
  const { network, parts } = readCase(given, options)
  for (const step of given.run) {
    setAll(step, parts)
    for (const [name, active] of Object.entries(step.active ?? {})) partCalled(name, parts).active = active
    await network.run(step.duration)
  }
  const { dt } = network.inspect().simulation.description
  return { results: resultsOf(given, parts), dt }
}

const GROUP_KEYS = [
  'id',
  'kind',
  'N',
  'model',
  'threshold',
  'reset',
  'refractory',
  'method',
  'method_options',
  'dt',
  'order',
  'namespace',
  'set',
  'events',
  'run_on_event',
  'link',
  'link_index',
]

const GENERATOR_KEYS = ['id', 'kind', 'N', 'indices', 'times_ms', 'period', 'dt', 'order']

function readGenerator(given: CaseGroup): SpikeGeneratorGroup {
  refuseOthers(given, GENERATOR_KEYS, 'SpikeGeneratorGroup')
  const { id, N, indices = [], times_ms = [], period, dt, order } = given
  return new SpikeGeneratorGroup(N, indices, matrix(times_ms, 'ms'), {
    name: id,
    ...(period !== undefined && { period }),
    ...(dt !== undefined && { dt }),
    ...(order !== undefined && { order }),
  })
}

function readGroup(given: CaseGroup, parts: Parts): Group {
  if (given.kind === 'SpikeGeneratorGroup') return readGenerator(given)
  if (given.kind === 'PoissonGroup') return readPoissonGroup(given, parts)
  if (given.kind !== undefined && given.kind !== 'NeuronGroup') throw unsupported(given.kind)
  refuseOthers(given, GROUP_KEYS, 'NeuronGroup')
  const {
    id,
    N,
    model = '',
    threshold,
    reset,
    refractory,
    events,
    run_on_event = {},
    method,
    method_options,
    dt,
    order,
    namespace,
  } = given
  const group = new NeuronGroup(N, model, {
    name: id,
    ...(threshold !== undefined && { threshold }),
    ...(reset !== undefined && { reset }),
    ...(refractory !== undefined && { refractory }),
    ...(events !== undefined && { events }),
    ...(method !== undefined && { method }),
    ...(method_options !== undefined && { method_options }),
    ...(dt !== undefined && { dt }),
    ...(order !== undefined && { order }),
    ...(namespace !== undefined && { namespace }),
  })
  for (const [event, code] of Object.entries(run_on_event)) group.run_on_event(event, code)
  set(group, given.set, parts)
  return group
}

function readPoissonGroup(given: CaseGroup, parts: Parts): PoissonGroup {
  refuseOthers(given, ['id', 'kind', 'N', 'rates', 'dt', 'order', 'namespace', 'set'], 'PoissonGroup')
  const { id, N, rates, dt, order, namespace } = given
  if (rates === undefined) throw new CaseError(`${id} has no rates`)
  const values = typeof rates === 'string' ? rates : readValue(rates, parts)
  if (typeof values !== 'string' && typeof values !== 'object') throw new CaseError(`the rates of ${id} have no unit`)
  const group = new PoissonGroup(N, values, {
    name: id,
    ...(dt !== undefined && { dt }),
    ...(order !== undefined && { order }),
    ...(namespace !== undefined && { namespace }),
  })
  set(group, given.set, parts)
  return group
}

/** A group may be linked to one that comes after it. */
function link({ id, link: given = {}, link_index: index }: CaseGroup, parts: Parts): void {
  for (const [variable, path] of Object.entries(given)) {
    const dot = path.lastIndexOf('.')
    const source = groupCalled(path.slice(0, dot), parts)
    const options = index === undefined ? {} : { index }
    neuronsOf(id, parts).set(variable, linked_var(source, path.slice(dot + 1), options))
  }
}

function neuronsOf(id: string, { groups }: Parts): NeuronGroup {
  const found = groups.get(id)
  if (found instanceof NeuronGroup) return found
  throw new CaseError(`${id} has no linked variables`)
}

const SYNAPSES_KEYS = [
  'id',
  'source',
  'target',
  'model',
  'on_pre',
  'on_post',
  'on_event',
  'delay',
  'orders',
  'method',
  'method_options',
  'dt',
  'order',
  'connect',
  'set',
  'delays',
  'multisynaptic_index',
]

function readSynapses(given: CaseSynapses, parts: Parts): Synapses {
  refuseOthers(given, SYNAPSES_KEYS, 'Synapses')
  const {
    id,
    model,
    on_pre,
    on_post,
    on_event,
    delay,
    orders,
    multisynaptic_index,
    method,
    method_options,
    dt,
    order,
  } = given
  const end = (name: string) => parts.synapses.get(name) ?? groupCalled(name, parts)
  const synapses = new Synapses(end(given.source), end(given.target), {
    name: id,
    ...(model !== undefined && { model }),
    ...(on_pre !== undefined && { on_pre }),
    ...(on_post !== undefined && { on_post }),
    ...(on_event !== undefined && { on_event }),
    ...(delay !== undefined && { delay }),
    ...(orders !== undefined && { orders }),
    ...(multisynaptic_index !== undefined && { multisynaptic_index }),
    ...(method !== undefined && { method }),
    ...(method_options !== undefined && { method_options }),
    ...(dt !== undefined && { dt }),
    ...(order !== undefined && { order }),
  })
  connect(synapses, given.connect)
  set(synapses, given.set, parts)
  for (const [pathway, delay] of Object.entries(given.delays ?? {})) {
    synapses.set(`${pathway}.delay`, typeof delay === 'string' ? delay : matrix(delay, 'ms'))
  }
  return synapses
}

const CONNECT_KEYS = ['condition', 'p', 'i', 'j', 'n', 'generator', 'skip_if_invalid', 'nonzero']

function connect(synapses: Synapses, given: CaseSynapses['connect']): void {
  if (given === undefined) return
  const rules: readonly CaseConnect[] = isList(given) ? given : [given]
  for (const rule of rules) {
    refuseOthers(rule, CONNECT_KEYS, 'connect()')
    const { generator, ...others } = rule
    synapses.connect(generator === undefined ? others : { ...others, j: generator })
  }
}

const MONITOR_KEYS = ['id', 'kind', 'source', 'variables', 'record']

function readMonitor(given: CaseMonitor, parts: Parts): Monitor {
  const { id, kind, variables, record, dt, when, order } = given
  switch (kind) {
    case 'StateMonitor':
      refuseOthers(given, [...MONITOR_KEYS, 'dt', 'when', 'order'], kind)
      return new StateMonitor(parts.synapses.get(given.source) ?? groupCalled(given.source, parts), variables ?? [], {
        name: id,
        record: record ?? true,
        ...(dt !== undefined && { dt }),
        ...(when !== undefined && { when: when as Slot }),
        ...(order !== undefined && { order }),
      })
    case 'SpikeMonitor':
      refuseOthers(given, MONITOR_KEYS, kind)
      if (typeof record === 'object') throw unsupported('a SpikeMonitor of some neurons')
      return new SpikeMonitor(groupCalled(given.source, parts), {
        name: id,
        ...(variables !== undefined && { variables }),
        ...(record !== undefined && { record }),
      })
    case 'EventMonitor':
      refuseOthers(given, [...MONITOR_KEYS, 'event'], kind)
      if (typeof record === 'object') throw unsupported('an EventMonitor of some neurons')
      return new EventMonitor(groupCalled(given.source, parts), given.event ?? '', {
        name: id,
        ...(variables !== undefined && { variables }),
        ...(record !== undefined && { record }),
      })
    case 'PopulationRateMonitor':
      refuseOthers(given, ['id', 'kind', 'source'], kind)
      return new PopulationRateMonitor(groupCalled(given.source, parts), { name: id })
    default:
      throw unsupported(kind)
  }
}

function readOperation(given: CaseOperation, parts: Parts): void {
  refuseOthers(given, ['source', 'code', 'dt', 'when', 'order'], 'run_regularly()')
  const { source, code, dt, when, order } = given
  const object = parts.synapses.get(source) ?? neuronsCalled(source, parts)
  object.run_regularly(code, {
    ...(dt !== undefined && { dt }),
    ...(when !== undefined && { when: when as Slot }),
    ...(order !== undefined && { order }),
  })
}

function groupCalled(name: string, { groups, synapses }: Parts): Population {
  const found = groups.get(name)
  if (found) return found
  if (synapses.has(name)) throw unsupported(`a spike monitor of synapses (\`${name}\`)`)
  const [, whole, start, stop] = /^(\w+)\[(-?\d*):(-?\d*)\]$/.exec(name) ?? []
  const group = groups.get(whole)
  if (group) return group.slice(start ? Number(start) : undefined, stop ? Number(stop) : undefined)
  throw new CaseError(`the case has no group \`${name}\``)
}

/** A group with variables, or a part of one. */
function neuronsCalled(name: string, parts: Parts): NeuronGroup | Subgroup {
  const found = groupCalled(name, parts)
  if (!(found instanceof SpikeGeneratorGroup)) return found
  throw unsupported(`variables of a ${found.constructor.name} (\`${name}\`)`)
}

function partCalled(name: string, parts: Parts) {
  const found = parts.monitors.get(name) ?? parts.synapses.get(name) ?? parts.groups.get(name)
  if (found) return found
  throw new CaseError(`the case has no object \`${name}\``)
}

function setAll({ set: given = {} }: CaseStep, parts: Parts): void {
  for (const [name, values] of Object.entries(given)) {
    const object = parts.synapses.get(name) ?? neuronsCalled(name, parts)
    set(object, values, parts)
  }
}

/** Values are set one after the other: a later one may read an earlier one. */
function set(object: NeuronGroup | Subgroup | Synapses, values: CaseValues = {}, parts: Parts): void {
  for (const [key, given] of Object.entries(values)) {
    const [, variable = key, where] = /^(\w+)\[(.*)\]$/s.exec(key) ?? []
    object.set(variable, readValue(given, parts), where === undefined ? {} : { where })
  }
}

function readValue(given: CaseValue, { arrays }: Parts): number | boolean | string | Matrix {
  if (typeof given !== 'object') return given
  if (!('array' in given)) return matrix(given[0], given[1])
  const found = arrays.get(given.array)
  if (found) return found
  throw new CaseError(`the case has no array \`${given.array}\``)
}

function resultsOf(given: Case, parts: Parts): Results {
  return {
    monitors: Object.fromEntries((given.monitors ?? []).map((monitor) => [monitor.id, recordOf(monitor, parts)])),
    final: Object.fromEntries((given.final ?? []).map((path) => [path, finalOf(path, parts)])),
    synapses: Object.fromEntries([...parts.synapses].map(([name, { i, j }]) => [name, { i: [...i], j: [...j] }])),
  }
}

function recordOf(
  { id, variables = [], record }: CaseMonitor,
  { monitors }: Parts,
): Readonly<Record<string, Quantity>> {
  const monitor = monitors.get(id)
  if (monitor instanceof StateMonitor) {
    return {
      t: [...monitor.t],
      ...Object.fromEntries(variables.map((name) => [name, monitor.get(name).map((trace) => [...trace])])),
    }
  }
  if (monitor instanceof PopulationRateMonitor) return { t: [...monitor.t], rate: [...monitor.rate] }
  if (!monitor) throw new CaseError(`the case has no monitor \`${id}\``)
  const count = [...monitor.count]
  if (typeof record === 'boolean' && !record) return { count }
  const sampled = variables.map((name) => [name, [...monitor.get(name)]])
  return { count, i: [...monitor.i], t: [...monitor.t], ...Object.fromEntries(sampled) }
}

function finalOf(path: string, parts: Parts): readonly number[] {
  const dot = path.indexOf('.')
  const name = path.slice(0, dot)
  const object = parts.synapses.get(name) ?? neuronsCalled(name, parts)
  return [...object.get(path.slice(dot + 1))]
}

function refuseOthers(given: object, known: readonly string[], owner: string): void {
  const found = Object.keys(given).find((key) => !known.includes(key))
  if (found !== undefined) throw unsupported(`\`${found}\` of ${owner}`)
}

function isList<T>(given: T | readonly T[]): given is readonly T[] {
  return Array.isArray(given)
}

/** What spikec says itself where one of its classes has not got something yet. */
function unsupported(feature: string): SpikecError {
  const refusal: Diagnostic = {
    code: 'X001',
    severity: 'error',
    family: 'unsupported-feature',
    message: `${feature} is not supported yet`,
    labels: [],
    related: [],
    notes: [],
    help: [],
    fixes: [],
  }
  return new SpikecError([refusal])
}
