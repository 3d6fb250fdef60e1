/** The model with every name resolved: what the later stages work on. */
import type { Span } from '../diagnostics/index.js'
import type { Slot, SynapseChoice, Value } from '../model/spec.js'
import type { Dimension } from '../units/index.js'
import type { AdaptiveOptions } from './adaptive.js'
import type { Connect } from './connectivity.js'
import type { Population } from './population.js'
import type { Scheme } from './scheme.js'
import type { Scope } from './scope.js'
import type { Constant, Expression, Origin, Sourced, Statement, Subexpression, Variable } from './symbols.js'

/** What counts the steps of an object. */
export interface Clock {
  /** The length of a step in seconds. */
  readonly dt: number
  /** How many ticks of the network a step lasts. Known once the clocks of all objects are. */
  ticks: number
}

export interface DifferentialEquation {
  readonly variable: Variable
  readonly derivative: Sourced<Expression>
}

/** A variable that is worked out once at the start of each step. */
export interface HeldVariable {
  readonly variable: Variable
  readonly expression: Sourced<Expression>
}

/** Statements that are carried out for every element, in every step of a clock. */
export interface Operation {
  /** Those that write to what is shared come first. */
  readonly code: Sourced<readonly Statement[]>
  /** The neurons for which it is done, of a group. */
  readonly part: Group | undefined
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

/** Spikes as data: the step of each one, ascending, and its neuron, within a step in the order of the times. */
export interface GivenSpikes {
  readonly steps: Float64Array
  readonly neurons: Int32Array
  /** After so many steps they come again; 0 if they don't. */
  readonly period: number
}

/** What makes the neurons of a group spike in place of a threshold. */
export interface Generator {
  readonly spikes: GivenSpikes
  readonly when: Slot
}

/** Something that happens to a neuron in every step in which a condition holds. */
export interface GroupEvent {
  readonly name: string
  readonly condition: Sourced<Expression>
  readonly when: Slot
  readonly order: number
}

/** What is done for the neurons to which an event happens. */
export interface EventCode {
  readonly event: string
  readonly code: Sourced<readonly Statement[]>
  readonly when: Slot
  readonly order: number
}

/** What a linked variable reads. */
export interface Link {
  readonly source: Group
  readonly target: Variable | Subexpression
  /** Which neuron of the source each neuron reads; absent: neuron for neuron, or the only one that there is. */
  readonly index?: Int32Array | Variable
}

/** Which neurons of a group are meant where a part of it is. */
export interface Window {
  readonly start: number
  readonly whole: Group
}

/** An object with equations that are integrated in every step of its clock. */
export interface Integrated {
  readonly name: string
  readonly clock: Clock
  readonly variables: ReadonlyMap<string, Variable>
  readonly equations: readonly DifferentialEquation[]
  /** A name, or a scheme of the user's own. */
  readonly method: string | Scheme | undefined
  /** Present if the method is an adaptive one. */
  readonly adaptive?: AdaptiveOptions | undefined
}

/** A group, or a run of neurons of one, which are counted from its start and share its name and its variables. */
export interface Group extends Integrated {
  readonly kind: 'group'
  readonly name: string
  readonly size: number
  /** Where several act in one slot of a step, those with a lower one act first. */
  readonly order: number
  /** In an order in which each uses only those before it. */
  readonly subexpressions: readonly Subexpression[]
  /** In an order in which each uses only those before it. */
  readonly held: readonly HeldVariable[]
  readonly threshold: Sourced<Expression> | undefined
  readonly generator?: Generator
  readonly reset: Sourced<readonly Statement[]> | undefined
  readonly refractory: Sourced<Expression> | undefined
  /** Beside the spike. */
  readonly events: readonly GroupEvent[]
  readonly eventCodes: readonly EventCode[]
  readonly operations: readonly Operation[]
  /** Some of its equations are wrong, so that not all of its names are known. */
  readonly incomplete: boolean
  /** Absent for a whole group. */
  readonly window?: Window
}

/** The event that a threshold makes. */
export const SPIKE = 'spike'

/** `P`, or `P[1:4]`. */
export function labelOf({ name, size = 0, window }: Pick<Population, 'name' | 'size' | 'window'>): string {
  return window ? `${name}[${window.start}:${window.start + size}]` : name
}

/** The number of a group's neuron from which its elements are counted. */
export function startOf({ window }: Pick<Population, 'window'>): number {
  return window?.start ?? 0
}

export function wholeOf(group: Group): Group {
  return group.window?.whole ?? group
}

/** How a differential equation of synapses is solved: when events come, or in every step. */
export type Drive = 'event-driven' | 'clock-driven'

/** Of its equations, those that are integrated in every step: all that are not marked (event-driven), as in the reference. */
export function clockDriven(synapses: Synapses): Integrated {
  return { ...synapses, equations: synapses.equations.filter(({ drive }) => drive !== 'event-driven') }
}

export interface SynapticEquation extends DifferentialEquation {
  /** Absent where the model leaves it to the reference's choice. */
  readonly drive: Drive | undefined
}

/** `ge_post = w*x_pre : 1 (summed)`: over the synapses of each neuron of one side, into a parameter of it. */
export interface Sum {
  /** The synapses' name. */
  readonly owner: string
  readonly side: 'pre' | 'post'
  /** On that side, whose clock and order the sum goes by. */
  readonly group: Population
  readonly target: Variable
  /** As it is declared, which should be the target's. */
  readonly dimension: Dimension
  readonly unitSpan: Span
  readonly expression: Sourced<Expression>
  readonly origin: Origin
}

/** What an event of the neurons on one side does to each of their synapses. */
export interface Pathway {
  readonly name: string
  readonly side: 'pre' | 'post'
  /** Of the neurons on that side: their spikes, or another event. */
  readonly event: string
  readonly code: Sourced<readonly Statement[]>
  /** Among what acts on spikes in a step, in the slot `synapses`. */
  readonly order: number
  /** The same for all synapses, as the option gives it. */
  readonly delay: Sourced<Expression> | undefined
  /** Present where set() gives it: one for each synapse, or, where there is the option, another one for all. */
  readonly delays: Variable | undefined
}

export interface Synapses extends Integrated {
  readonly kind: 'synapses'
  readonly name: string
  /** Of its operations and equations; pathways go by the clock of the neurons that they follow. */
  readonly clock: Clock
  readonly order: number
  readonly source: Population
  readonly target: Population
  /** Among the variables: which synapse of its pair each one is. */
  readonly multisynapticIndex: Variable | undefined
  readonly subexpressions: readonly Subexpression[]
  readonly held: readonly HeldVariable[]
  readonly equations: readonly SynapticEquation[]
  readonly sums: readonly Sum[]
  /** In the order in which they act. */
  readonly pathways: readonly Pathway[]
  readonly operations: readonly Operation[]
  readonly incomplete: boolean
}

/** Inputs that spike at random, added to a variable. */
export interface PoissonInput {
  readonly kind: 'poisson-input'
  readonly name: string
  readonly target: Group
  /** How many inputs each neuron has. */
  readonly count: number
  /** Of each of them, made of constants. */
  readonly rate: Sourced<Expression>
  /** What one spike does: one statement. */
  readonly addition: Sourced<readonly Statement[]>
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

export interface SpikeMonitor {
  readonly kind: 'spike-monitor'
  readonly name: string
  readonly source: Group
  /** What it records: spikes, or another event of the group. */
  readonly event: string
  readonly variables: readonly (Variable | Subexpression)[]
  readonly record: boolean
}

export interface StateMonitor {
  readonly kind: 'state-monitor'
  readonly name: string
  readonly source: Group
  readonly variables: readonly (Variable | Subexpression)[]
  readonly record: readonly number[]
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

/** Where in a step a function of the user's own is called. */
export interface NetworkOperation {
  readonly kind: 'network-operation'
  readonly name: string
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

/** Which synapses are recorded: numbers and pairs are looked up when they are connected. */
export type RecordedSynapses =
  | { readonly kind: 'all' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'pairs'; readonly i: readonly number[]; readonly j: readonly number[] }

export interface SynapsesMonitor {
  readonly kind: 'synapses-monitor'
  readonly name: string
  readonly source: Synapses
  readonly variables: readonly (Variable | Subexpression)[]
  readonly record: RecordedSynapses
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

/** Counts the spikes of a group in every step. */
export interface RateMonitor {
  readonly kind: 'rate-monitor'
  readonly name: string
  readonly source: Group
}

export type Monitor = SpikeMonitor | StateMonitor | SynapsesMonitor | RateMonitor
export type Part = Group | Synapses | PoissonInput | Monitor | NetworkOperation

export type { Connect, Connectivity, Iteration } from './connectivity.js'

/** What a variable is set to, resolved. */
export type Setting =
  | { readonly kind: 'expression'; readonly expression: Sourced<Expression> }
  | { readonly kind: 'number'; readonly value: number }
  /** One value for each element, in order; `scale` makes them SI. */
  | {
      readonly kind: 'data'
      readonly value: Extract<Value, { kind: 'matrix' }>
      readonly scale: number
      readonly name: string
    }

export interface SetVariable {
  readonly kind: 'set'
  readonly owner: Group | Synapses
  readonly variable: Variable
  readonly setting: Setting
  readonly where: Sourced<Expression> | undefined
  /** The synapses that are set, where it is not all of them or those of a condition. */
  readonly at?: SynapseChoice
}

/** Other spikes for a group that is given them. */
export interface SetSpikes {
  readonly kind: 'spikes'
  readonly group: Group
  readonly spikes: GivenSpikes
}

export type ResolvedAction = Connect | SetVariable | SetSpikes

export interface Model {
  /** The tick, of which the steps of all clocks are whole multiples, in seconds. */
  readonly dt: number
  /** The network's own clock. */
  readonly clock: Clock
  readonly precision: 'double' | 'single'
  readonly seed: number | undefined
  /** In seconds. */
  readonly duration: number | undefined
  readonly parts: readonly Part[]
  /** What objects were made with: set before all actions. */
  readonly initial: readonly SetVariable[]
  readonly actions: readonly ResolvedAction[]
  /** What linked variables read, by `GROUP.VARIABLE`. */
  readonly links: ReadonlyMap<string, Link>
  /** Every constant that a string uses or a namespace holds, in order of appearance. */
  readonly constants: readonly Constant[]
  /** What the strings of an object see around it. */
  readonly scopeAround: (object: string) => Scope
  /** Those that the steps of the clock, of a monitor or the duration are made of, with what they set. */
  readonly timing: ReadonlyMap<Constant, string>
}

/** Can its neurons spike at all? */
export function canSpike({ threshold, generator }: Group): boolean {
  return threshold !== undefined || generator !== undefined
}

export function groupsOf(model: Model): readonly Group[] {
  return model.parts.filter((part) => part.kind === 'group')
}

export function monitorsOf(model: Model): readonly Monitor[] {
  return model.parts.filter(
    (part) =>
      part.kind !== 'group' &&
      part.kind !== 'synapses' &&
      part.kind !== 'poisson-input' &&
      part.kind !== 'network-operation',
  )
}

export function synapsesOf(model: Model): readonly Synapses[] {
  return model.parts.filter((part) => part.kind === 'synapses')
}
