/** The lowered model as the plain data that the runtime starts from. */
import type { Group, Integrated, Model, Monitor, SpikeMonitor, Synapses } from '../2-resolve/model.js'
import { groupsOf, monitorsOf, synapsesOf } from '../2-resolve/model.js'
import { withoutLists } from '../2-resolve/representation.js'
import type { Constant, Subexpression, Variable } from '../2-resolve/symbols.js'
import { NOTHING } from '../4-integrate/integrate.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { BYTES, DERIVED, PARAMETERS, type Placement } from '../ir/placement.js'
import type {
  GroupDescription,
  MonitorDescription,
  ParameterDescription,
  SimulationDescription,
  SynapsesDescription,
  VariableDescription,
} from '../runtime/description.js'
import { describeDimension } from '../units/index.js'
import { arrayOf } from './arrays.js'
import { printResolved } from './comments.js'
import { copiesOf } from './computed.js'
import { describePathway } from './describe-pathway.js'
import { isKept } from './kept-by-neuron.js'
import { lastOf, readerOf } from './kept-values.js'
import { connectsOf } from './layout.js'
import type { Lowered, Updates } from './lower.js'
import { columnOf } from './monitors.js'

/** Constants whose values shape the kernels, with the reason. */
type Structural = ReadonlyMap<Constant, string>

export function describe(
  model: Model,
  lowered: Lowered,
  updates: Updates,
  derived: readonly string[],
  placed: Placement,
  structural: Structural,
): Omit<SimulationDescription, 'model' | 'kernels' | 'inactive'> {
  return {
    dt: model.dt,
    precision: model.precision,
    ...(model.seed !== undefined && { seed: model.seed }),
    ...(model.duration !== undefined && { duration: model.duration }),
    parameters: describeParameters(model, lowered, structural),
    derived: derived.length,
    memory: {
      parameters: placed.offsets.get(PARAMETERS) ?? 0,
      derived: placed.offsets.get(DERIVED) ?? 0,
      end: placed.end,
    },
    arrays: lowered.arrays.map(({ name, element, length, initial, data }) => ({
      name,
      element,
      length,
      ...(placed.offsets.has(name) && { offset: placed.offsets.get(name) as number }),
      ...(initial !== undefined && { initial }),
      ...(data !== undefined && { data }),
    })),
    groups: groupsOf(model).map((group) => describeGroup(group, lowered, updates, derived)),
    synapses: synapsesOf(model).map((synapses) => describeSynapses(synapses, lowered, updates)),
    inputs: model.parts.flatMap((part) => (part.kind === 'poisson-input' ? [part.name] : [])),
    monitors: monitorsOf(model).map((monitor) => describeMonitor(monitor, lowered)),
    setup: lowered.setup.steps,
  }
}

function describeParameters(
  model: Model,
  lowered: Lowered,
  structuralOnes: Structural,
): readonly ParameterDescription[] {
  return model.constants
    .filter((constant) => !constant.definition)
    .map((constant) => {
      const structural = structuralOnes.get(constant)
      return {
        name: lowered.context.parameterName(constant),
        object: constant.owner,
        bare: constant.name,
        value: constant.value,
        unit: describeDimension(constant.dimension),
        text: constant.text,
        ...(structural !== undefined && { structural }),
      }
    })
}

function describeGroup(group: Group, lowered: Lowered, updates: Updates, derived: readonly string[]): GroupDescription {
  const present = new Set(lowered.arrays.map((array) => array.name))
  const variables = [...group.variables.values()]
    .map((variable) => ({ ...describeVariable(variable, lowered), ...equationOf(variable, group) }))
    .filter((v) => present.has(v.array))
  const refractorySteps = describeRefractorySteps(group, lowered, derived)
  const { method, chosen } = updates.get(group) ?? NOTHING
  return {
    name: group.name,
    size: group.size,
    dt: group.clock.dt,
    ticks: group.clock.ticks,
    method,
    ...(chosen !== undefined && { chosen }),
    variables,
    ...(refractorySteps && { refractorySteps }),
    ...describeAdaptive(updates.get(group)),
  }
}

function describeAdaptive(update: StateUpdate | undefined): Pick<GroupDescription, 'adaptive'> {
  if (!update?.adaptive) return {}
  const { slopes, options } = update.adaptive
  return { adaptive: { variables: slopes.map(({ variable }) => variable.name), maxSteps: options.maxSteps } }
}

function describeRefractorySteps(
  { name, variables }: Group,
  lowered: Lowered,
  derived: readonly string[],
): GroupDescription['refractorySteps'] {
  const mode = lowered.context.refractoriness.get(name)
  if (!variables.has('not_refractory') || mode?.kind === 'kept') return undefined
  return mode?.kind === 'steps' ? { derived: derived.indexOf(`${name}.refractory_steps`) } : 'none'
}

function equationOf(variable: Variable, { equations }: Integrated): { readonly equation?: string } {
  const found = equations.find((equation) => equation.variable === variable)
  return found ? { equation: `d${variable.name}/dt = ${printResolved(found.derivative.value)}` } : {}
}

function describeVariable(variable: Variable, lowered: Lowered): VariableDescription {
  const scale = lowered.context.bindings.get(`${variable.owner}.${variable.name}`)?.scale ?? 1
  return {
    name: variable.name,
    array: arrayOf(variable, lowered.context.precision).name,
    type: variable.type,
    unit: describeDimension(variable.dimension),
    shared: variable.shared,
    differential: variable.role === 'differential',
    ...(scale !== 1 && { scale }),
  }
}

function describeSynapses(synapses: Synapses, lowered: Lowered, updates: Updates): SynapsesDescription {
  const { method, chosen } = updates.get(synapses) ?? NOTHING
  const layout = lowered.layouts.get(synapses.name)
  const repeat = lowered.context.repeats.get(synapses.name)
  const expected = lowered.expected.get(synapses.name)
  const kind = !layout ? 'none' : layout.kind === 'dense' && !layout.diagonal ? 'dense-without-diagonal' : layout.kind
  return {
    name: synapses.name,
    dt: synapses.clock.dt,
    ...(method !== NOTHING.method && { method }),
    ...(chosen !== undefined && { chosen }),
    ...describeAdaptive(updates.get(synapses)),
    source: synapses.source.name,
    target: synapses.target.name,
    sources: synapses.source.size ?? { synapsesOf: synapses.source.name },
    targets: synapses.target.size ?? { synapsesOf: synapses.target.name },
    layout: kind === 'computed' ? 'procedural' : kind,
    ...(layout && expected && { expected }),
    ...(layout?.kind === 'csr' && insteadOf(synapses, lowered)),
    ...(layout?.kind === 'procedural' && { drawn: { stream: layout.stream, diagonal: layout.diagonal } }),
    ...(layout?.kind === 'computed' && { copies: describeCopies(synapses, lowered) }),
    why: lowered.reasons.get(synapses.name) ?? 'connect() has not been called',
    computed: synapses.subexpressions.map(({ name }) => name),
    variables: [...synapses.variables.values(), ...delaysOf(synapses)].map((variable) => ({
      ...describeVariable(variable, lowered),
      ...equationOf(variable, synapses),
      ...storedAs(variable, synapses, lowered),
    })),
    pathways: synapses.pathways.map((pathway) => describePathway(pathway, synapses, lowered)),
    ...(repeat && { repeat: repeat.name }),
  }
}

function storedAs(
  variable: Variable,
  { name, clock }: Synapses,
  { context }: Lowered,
): Pick<VariableDescription, 'scale' | 'kept'> & { readonly array?: string } {
  const isTime = variable.name === 'lastupdate' && variable.role === 'internal'
  const keeping = context.keeping.get(name)
  // It is kept as the number of a step.
  if (!keeping || !isKept(variable, context.keeping)) return isTime ? { scale: clock.dt } : {}
  const reader = readerOf(name, variable.name)
  const [side = 'all', other] = keeping.sides
  if (isTime && side !== 'all')
    return { array: lastOf(name, side).name, kept: { by: other ? 'both' : side, reader, settable: false } }
  // What is set is what a synapse has since it was last brought up to date, which is another time for each if both sides do that.
  const settable = other === undefined || variable.role !== 'differential'
  return { kept: { by: keeping.variables.get(variable.name) ?? side, reader, settable } }
}

function insteadOf(synapses: Synapses, { context: { model } }: Lowered): { readonly instead?: string } {
  const calls = connectsOf(model).get(synapses)
  const instead = calls && withoutLists(calls, model)
  return instead === undefined ? {} : { instead }
}

function describeCopies(synapses: Synapses, { context, program }: Lowered) {
  const slots = program.parameters.map(({ name }) => name)
  return copiesOf(synapses, context).map(({ copy: { name: array }, of }) => {
    return { array, of: 'array' in of ? of.array : slots.indexOf(of.parameter) }
  })
}

function delaysOf({ pathways }: Synapses): readonly Variable[] {
  return pathways.flatMap(({ delays }) => delays ?? [])
}

function describeMonitor(monitor: Monitor, lowered: Lowered): MonitorDescription {
  const { name } = monitor
  const source = monitor.source.name
  const described = (variables: SpikeMonitor['variables']) => variables.map((v) => describeRecorded(v, lowered))
  switch (monitor.kind) {
    case 'state-monitor':
      return {
        kind: 'states',
        name,
        source,
        indices: monitor.record,
        dt: monitor.clock.dt,
        variables: described(monitor.variables),
      }
    case 'synapses-monitor': {
      const { record, clock } = monitor
      const bytes = monitor.variables.reduce((sum, v) => sum + BYTES[columnOf(name, v, lowered.context).element], 0)
      return { kind: 'synapses', name, source, record, dt: clock.dt, bytes, variables: described(monitor.variables) }
    }
    case 'spike-monitor': {
      const { record } = monitor
      const { size: neurons, clock } = monitor.source
      return { kind: 'spikes', name, source, neurons, dt: clock.dt, record, variables: described(monitor.variables) }
    }
    case 'rate-monitor': {
      const { size: neurons, clock } = monitor.source
      return { kind: 'rates', name, source, neurons, dt: clock.dt, variables: [] }
    }
  }
}

function describeRecorded(variable: Variable | Subexpression, lowered: Lowered): VariableDescription {
  if (variable.kind === 'variable') return describeVariable(variable, lowered)
  const { name, type, shared } = variable
  return { name, array: '', type, unit: describeDimension(variable.dimension), shared, differential: false }
}
