/**
 * A model as plain data: what the classes of this folder collect, what a JSON model holds,
 * and what the compiler starts from. Strings are as they were written; nothing is parsed here.
 */

/** Numbers with a shape and a unit: a weight matrix, or a vector. Bound, never copied on the way to the kernels. */
export interface Matrix {
  readonly kind: 'matrix'
  readonly data: Float64Array | Float32Array
  /** `[length]`, or `[rows, columns]` with rows the presynaptic neurons. */
  readonly shape: readonly number[]
  /** The unit of the numbers, `mV`; absent for plain numbers. */
  readonly unit?: string
}

/** A function of the user's own: an expression of its arguments, with a unit for each of them and for the result. */
export interface FunctionSpec {
  readonly kind: 'function'
  readonly arguments: Readonly<Record<string, string>>
  readonly returns: string
  readonly expression: string
}

/** A function of time: values that hold one after the other, each for `dt`. A matrix has a row for each of these times. */
export interface TimedArraySpec {
  readonly kind: 'timed-array'
  readonly values: Matrix
  readonly dt: string
}

/** A quantity string (`'20*ms'`), a plain number, a truth value, data, a function, or a function of time. */
export type NamespaceValue = number | boolean | string | Matrix | FunctionSpec | TimedArraySpec
export type Namespace = Readonly<Record<string, NamespaceValue>>

/** What a variable can be set to: a plain number, a string expression, or one value for each element. */
export type Value = number | boolean | string | Matrix

/** What stands for a name of the equations: another name, a quantity or an expression as a string, or a plain value. */
export type Replacement = string | number | boolean

/** A text of equations, and what its names are replaced by. */
export interface EquationsPart {
  readonly text: string
  readonly replace?: Readonly<Record<string, Replacement>>
}

/** Equations as they were written, in one text or put together from several. */
export type EquationsSpec = string | readonly EquationsPart[]

/** Statements, or the delay, of a synapse's one pathway, or of several by their names. */
export type PathwaySpec = string | Readonly<Record<string, string>>

/** Statements that are carried out at regular times, at the start of a step where no other slot is named. */
export interface OperationSpec {
  readonly code: string
  readonly dt?: string
  readonly when?: Slot
  readonly order?: number
  /** The neurons from `part[0]` to before `part[1]`; all where absent. */
  readonly part?: readonly [start: number, stop: number]
}

/** When something happens to a neuron, told by a condition, and where in a step that is looked at. */
export interface EventSpec {
  readonly condition: string
  /** `'after_thresholds'` where absent. */
  readonly when?: Slot
  readonly order?: number
}

/** A variable or subexpression of another group. */
export interface LinkSpec {
  /** The group, or a part of it, `P[1:4]`. */
  readonly source: string
  readonly variable: string
  /** Which of its neurons each neuron reads: their numbers, or an integer variable of the group that reads. */
  readonly index?: readonly number[] | string
}

/** Statements for the neurons to which an event happens; in the slot `'after_resets'` where no other is named. */
export interface EventCodeSpec {
  readonly event: string
  readonly code: string
  readonly when?: Slot
  readonly order?: number
}

/** What an adaptive method is told; the names are the reference's. */
export interface MethodOptionsSpec {
  /** false: one step a time step, which stops the run where its error is too large. */
  readonly adaptable_timestep?: boolean
  /** How large the error of a step may be, in base SI units of each variable; 1e-6 where absent. */
  readonly absolute_error?: number
  /** The same for some of the variables, as quantities in their units: `{ v: '1*uvolt' }`. */
  readonly absolute_error_per_variable?: Readonly<Record<string, string | number>>
  /** How many steps a neuron may take through a time step, or 0 for any number; 100 where absent. */
  readonly max_steps?: number
  /** false: each time step begins with a step of its whole length, instead of one as long as the last before it. */
  readonly use_last_timestep?: boolean
  /** Keeps how many steps were taken back in the last time step, as the variable `_failed_steps`. */
  readonly save_failed_steps?: boolean
  /** Keeps how many steps the last time step took, as the variable `_step_count`. */
  readonly save_step_count?: boolean
}

/** A scheme of integration of the user's own, and which noise it is made for; none where nothing is said. */
export interface SchemeSpec {
  readonly kind: 'scheme'
  readonly text: string
  readonly stochastic?: 'additive' | 'multiplicative'
}

export interface GroupSpec {
  readonly kind: 'NeuronGroup'
  readonly name: string
  readonly N: number
  readonly model: EquationsSpec
  readonly threshold?: string
  readonly reset?: string
  readonly refractory?: string
  /** Events beside the spike, by their names: a condition, or one with its place in a step. */
  readonly events?: Readonly<Record<string, string | EventSpec>>
  readonly run_on_event?: readonly EventCodeSpec[]
  /** What the variables that are (linked) read, by their names. */
  readonly links?: Readonly<Record<string, LinkSpec>>
  readonly method?: string | SchemeSpec
  readonly method_options?: MethodOptionsSpec
  /** The step of its clock; the network's where absent. */
  readonly dt?: string
  /** Where several act in one slot of a step, those with a lower one act first. */
  readonly order?: number
  readonly operations?: readonly OperationSpec[]
  readonly namespace?: Namespace
}

export interface PoissonGroupSpec {
  readonly kind: 'PoissonGroup'
  readonly name: string
  readonly N: number
  /** A quantity, an expression, or a rate for each neuron. */
  readonly rates: string | Matrix
  /** The step of its clock; the network's where absent. */
  readonly dt?: string
  /** Where several act in one slot of a step, those with a lower one act first. */
  readonly order?: number
  readonly operations?: readonly OperationSpec[]
  readonly namespace?: Namespace
}

export interface PoissonInputSpec {
  readonly kind: 'PoissonInput'
  readonly name: string
  readonly target: string
  readonly variable: string
  /** How many inputs each neuron has. */
  readonly N: number
  /** Of one input, made of constants. */
  readonly rate: string
  /** What one spike adds. */
  readonly weight: string | number
  readonly when?: Slot
  readonly order?: number
  readonly namespace?: Namespace
}

/** Which neuron spikes when. */
export interface SpikesSpec {
  /** The neuron of each spike. */
  readonly indices: ArrayLike<number>
  /** The time of each spike: numbers with a unit of time, or quantities as strings. */
  readonly times: Matrix | readonly string[]
  /** The spikes come again after this time. */
  readonly period?: string
  /** true: in the order of time, which is then required. */
  readonly sorted?: boolean
}

export interface SpikeGeneratorSpec extends SpikesSpec {
  readonly kind: 'SpikeGeneratorGroup'
  readonly name: string
  readonly N: number
  readonly dt?: string
  readonly when?: Slot
  readonly order?: number
}

export interface SynapsesSpec {
  readonly kind: 'Synapses'
  readonly name: string
  readonly source: string
  readonly target: string
  readonly model?: EquationsSpec
  readonly on_pre?: PathwaySpec
  readonly on_post?: PathwaySpec
  /** What the pathways follow: one event for all of them, or one for some by their names; the spike where none is named. */
  readonly on_event?: PathwaySpec
  /** One for the pathway `pre`, or one for each of several pathways. */
  readonly delay?: PathwaySpec
  /** Where pathways act in the slot `synapses`, by their names: -1 for those of `on_pre`, 1 for those of `on_post` where absent. */
  readonly orders?: Readonly<Record<string, number>>
  /** The name of an integer variable: which synapse of its pair of neurons each one is, counted from 0. */
  readonly multisynaptic_index?: string
  readonly method?: string | SchemeSpec
  readonly method_options?: MethodOptionsSpec
  /** The step of its own clock, by which its equations and operations go; pathways go by the clock of the neurons that they follow. */
  readonly dt?: string
  readonly order?: number
  readonly operations?: readonly OperationSpec[]
  readonly namespace?: Namespace
}

const STAGES = ['start', 'groups', 'thresholds', 'synapses', 'resets', 'end'] as const

/** A place in the schedule of one step. */
export type Slot = `${'before_' | 'after_' | ''}${(typeof STAGES)[number]}`

/** Every slot, in the order in which a step goes through them. */
export const SLOTS: readonly Slot[] = STAGES.flatMap((stage): readonly Slot[] => [
  `before_${stage}`,
  stage,
  `after_${stage}`,
])

export interface SpikeMonitorSpec {
  readonly kind: 'SpikeMonitor'
  readonly name: string
  readonly source: string
  /** Variables sampled at each spike, before the reset. */
  readonly variables?: readonly string[]
  /** false: count the spikes and keep nothing else. */
  readonly record?: boolean
}

/** `i[k]` and `j[k]` are the neurons before and after the synapses of the k-th pair. */
export interface RecordedPairs {
  readonly i: readonly number[]
  readonly j: readonly number[]
}

export interface StateMonitorSpec {
  readonly kind: 'StateMonitor'
  readonly name: string
  readonly source: string
  readonly variables: readonly string[]
  /** true: every neuron or synapse; false: none; the numbers of some; or the synapses of some pairs of neurons. */
  readonly record: boolean | readonly number[] | RecordedPairs
  readonly dt?: string
  readonly when?: Slot
  readonly order?: number
}

export interface EventMonitorSpec {
  readonly kind: 'EventMonitor'
  readonly name: string
  readonly source: string
  readonly event: string
  readonly variables?: readonly string[]
  readonly record?: boolean
}

export interface PopulationRateMonitorSpec {
  readonly kind: 'PopulationRateMonitor'
  readonly name: string
  readonly source: string
}

/** Its function is no data: a model that has one can be run, and not be written down. */
export interface NetworkOperationSpec {
  readonly kind: 'NetworkOperation'
  readonly name: string
  readonly dt?: string
  readonly when?: Slot
  readonly order?: number
}

export type MonitorSpec = SpikeMonitorSpec | EventMonitorSpec | StateMonitorSpec | PopulationRateMonitorSpec
export interface Activity {
  /** false: it stands still. */
  readonly active?: boolean
}

export type ObjectSpec = (
  | GroupSpec
  | PoissonGroupSpec
  | PoissonInputSpec
  | SpikeGeneratorSpec
  | SynapsesSpec
  | MonitorSpec
  | NetworkOperationSpec
) &
  Activity

/** How synapses may be asked to stand in memory. */
export type RepresentationName = 'dense' | 'csr' | 'one-to-one' | 'procedural'

export interface ConnectRule {
  readonly condition?: string | boolean
  readonly p?: number | string
  /** Neurons, one for each synapse; or, where `j` is absent, an expression of `j` for the one before each neuron. */
  readonly i?: ArrayLike<number> | string
  /** Neurons, one for each synapse; or, where `i` is absent, an expression of `i` for the one behind each neuron. */
  readonly j?: ArrayLike<number> | string
  /** How many synapses each pair gets, a number or an expression; one where absent. */
  readonly n?: number | string
  /** The sizes of the groups that lists `i` and `j` are for, where the data say them. */
  readonly shape?: readonly [rows: number, columns: number]
  /** true: where an expression for `i` or `j` leads to no neuron there is no synapse. */
  readonly skip_if_invalid?: boolean
  /** A matrix or its name: one synapse for each entry that is not zero, row by row. */
  readonly nonzero?: string | Matrix
  /**
   * How the synapses are to stand in memory, where another form than the cheapest is wanted: `'procedural'` stores nothing and
   * finds them again whenever they are reached, drawn or computed.
   */
  readonly representation?: RepresentationName
}

export interface ConnectAction {
  readonly kind: 'connect'
  readonly target: string
  readonly rule: ConnectRule
}

/** Synapses by their numbers, or those of some pairs of neurons. */
export type SynapseChoice =
  | { readonly numbers: readonly number[] }
  | { readonly i: readonly number[]; readonly j: readonly number[] }

export interface SetAction {
  readonly kind: 'set'
  readonly target: string
  readonly variable: string
  readonly value: Value
  /** A condition on the elements that are set. */
  readonly where?: string
  /** The synapses that are set, in this order. */
  readonly at?: SynapseChoice
}

/** Other spikes for a group that is given them. */
export interface SetSpikesAction extends SpikesSpec {
  readonly kind: 'set_spikes'
  readonly target: string
}

/** What happens before the run, in the order of the program. */
export type Action = ConnectAction | SetAction | SetSpikesAction

export type Precision = 'double' | 'single'

export interface ModelSpec {
  /** The step of the clock, `0.1*ms` where absent. */
  readonly dt?: string
  /** What variables are stored in, and the arithmetic of the steps is done in; `'double'` where absent. */
  readonly precision?: Precision
  readonly seed?: number
  readonly duration?: string
  readonly namespace?: Namespace
  /** In the order in which they were made: where two fall in one slot, the earlier acts first. */
  readonly objects: readonly ObjectSpec[]
  readonly actions: readonly Action[]
}

export const DEFAULT_DT = '0.1*ms'
