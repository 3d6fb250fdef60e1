/** What a compiled model tells the runtime: plain data, the same in one process and in a bundle. */

export type ElementType = 'f64' | 'f32' | 'i32' | 'u32' | 'u16' | 'u8'

export interface ArrayDescription {
  readonly name: string
  readonly element: ElementType
  /**
   * A number, or as many as the object has synapses, or as there are elements on a side of it (with `further`, one more), or as the group is given spikes, or as a monitor records; with `samples`, so many for each sample
   * that its recorder has room for.
   */
  readonly length:
    | number
    | { readonly synapsesOf: string }
    | { readonly endsOf: string; readonly side: 'pre' | 'post'; readonly further?: 1 }
    | { readonly spikesOf: string }
    | { readonly recordedBy: string; readonly samples?: true }
    /** So many at first, and as many as the delays of a run ask for. */
    | { readonly atFirst: number }
  /** In bytes, where its place in memory is known beforehand. */
  readonly offset?: number
  readonly initial?: number
  /** The data that it holds from the start. */
  readonly data?: string
}

export interface ParameterDescription {
  /** The slot's name, unique: `taum`, or `P.taum`. */
  readonly name: string
  readonly object: string
  readonly bare: string
  readonly value: number
  /** The unit, in base units. */
  readonly unit: string
  /** As the model has it. */
  readonly text: string
  /** Why it can't be set anew without compiling, if so. */
  readonly structural?: string
}

export interface VariableDescription {
  readonly name: string
  readonly array: string
  readonly type: 'float' | 'integer' | 'boolean'
  readonly unit: string
  readonly shared: boolean
  readonly differential: boolean
  /** `dv/dt = …`, as it was understood. */
  readonly equation?: string
  /** What the array's numbers are in base SI units, where they are not 1: bound data stay in their own unit. */
  readonly scale?: number
  /** Of synapses: the array has an element for each neuron of a side, or one for all, and what each synapse has is worked out. */
  readonly kept?: KeptDescription
}

export interface KeptDescription {
  /** `both`: it follows from what the neurons of either side keep. */
  readonly by: 'pre' | 'post' | 'both' | 'all'
  /** The function of the setup that works it out. */
  readonly reader: string
  /** A number that is set is what all synapses have from then on. */
  readonly settable: boolean
}

export interface GroupDescription {
  readonly name: string
  readonly size: number
  /** The step of its clock, in seconds. */
  readonly dt: number
  /** How many ticks a step lasts. */
  readonly ticks: number
  readonly method: string
  /** Why that method, where the model leaves the choice open. */
  readonly chosen?: string
  readonly variables: readonly VariableDescription[]
  /** Where who is refractory is not kept in memory: it follows from the last spikes and this many steps, a derived number. */
  readonly refractorySteps?: { readonly derived: number } | 'none'
  /** Where each neuron steps through a time step as its errors allow. */
  readonly adaptive?: AdaptiveDescription
}

export interface AdaptiveDescription {
  /** The integrated ones, in the order that kernels number them. */
  readonly variables: readonly string[]
  readonly maxSteps: number
}

export interface SynapsesDescription {
  readonly name: string
  /** The step of its clock, in seconds. */
  readonly dt: number
  /** Of its equations that are integrated in every step, where it has such. */
  readonly method?: string
  /** Why that method, where the model leaves the choice open. */
  readonly chosen?: string
  /** Where each synapse steps through a time step as its errors allow. */
  readonly adaptive?: AdaptiveDescription
  readonly source: string
  readonly target: string
  /** How many there are on each side; of synapses it is known once they are connected. */
  readonly sources: number | { readonly synapsesOf: string }
  readonly targets: number | { readonly synapsesOf: string }
  readonly layout: 'none' | 'dense' | 'dense-without-diagonal' | 'one-to-one' | 'csr' | 'procedural'
  /** Of the procedural layout: by what it is drawn, and whether a neuron may have a synapse to itself. */
  readonly drawn?: { readonly stream: string; readonly diagonal: boolean }
  /**
   * Of the procedural layout where targets are computed: what that reads, and what each is a copy of as it was when they were
   * connected, an array or a constant by its number.
   */
  readonly copies?: readonly { readonly array: string; readonly of: string | number }[]
  /** How many synapses are to be expected, where that is known before they are made, and what to do where they do not fit. */
  readonly expected?: { readonly count: number; readonly instead: string }
  /** How they could be stored without lists, where lists of them do not fit. */
  readonly instead?: string
  /** Why it is this layout. */
  readonly why: string
  /** The names of variables that are worked out wherever they are asked for. */
  readonly computed: readonly string[]
  readonly variables: readonly VariableDescription[]
  readonly pathways: readonly PathwayDescription[]
  /** The array of which synapse of its pair each one is, where something asks for it. */
  readonly repeat?: string
}

/** A pathway of synapses, and how long events take to them. */
export interface PathwayDescription {
  readonly name: string
  /** The neurons whose events act on the synapses. */
  readonly side: 'pre' | 'post'
  /** What its delay is called: `delay`, or `post.delay`. */
  readonly delayName: string
  /** The same for all synapses, in seconds; absent where it is set. */
  readonly delay?: number
  readonly delays?: DelaysDescription
  /** What the neurons on that side are counted by: the step of their clock in seconds, and in ticks. */
  readonly dt: number
  readonly interval: number
  /** The events, and the first neuron of those that have these synapses, and how many they are; absent where the pathway does nothing. */
  readonly events?: SpikeList & { readonly start: number; readonly neurons: number; readonly kernel: string }
}

/** Delays that are set: one for each synapse, or, `shared`, one for all of them. */
export interface DelaysDescription {
  /** Of the delays, in seconds. */
  readonly array: string
  readonly shared: boolean
}

export interface SpikeMonitorDescription {
  readonly kind: 'spikes'
  readonly name: string
  readonly source: string
  readonly neurons: number
  /** The step by which its spikes are counted, in seconds. */
  readonly dt: number
  readonly record: boolean
  readonly variables: readonly VariableDescription[]
}

export interface StateMonitorDescription {
  readonly kind: 'states'
  readonly name: string
  readonly source: string
  readonly indices: readonly number[]
  /** Between two samples, in seconds. */
  readonly dt: number
  readonly variables: readonly VariableDescription[]
}

/** Which synapses are recorded, by their numbers or by their neurons. */
export type RecordedSynapses =
  | { readonly kind: 'all' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'pairs'; readonly i: readonly number[]; readonly j: readonly number[] }

export interface SynapsesMonitorDescription {
  readonly kind: 'synapses'
  readonly name: string
  readonly source: string
  readonly record: RecordedSynapses
  /** Between two samples, in seconds. */
  readonly dt: number
  /** Bytes of all its variables in one sample of one synapse. */
  readonly bytes: number
  readonly variables: readonly VariableDescription[]
}

export interface RateMonitorDescription {
  readonly kind: 'rates'
  readonly name: string
  readonly source: string
  readonly neurons: number
  /** From one count to the next, in seconds. */
  readonly dt: number
  readonly variables: readonly []
}

export type MonitorDescription =
  | SpikeMonitorDescription
  | StateMonitorDescription
  | SynapsesMonitorDescription
  | RateMonitorDescription

/** The numbers that a generator goes through, by functions of the neuron; where one is absent it is 0, or 1 for the step. */
export interface IterationDescription {
  readonly start?: string
  readonly stop: string
  readonly step?: string
  readonly sample?: { readonly kind: 'p' | 'size'; readonly value: string }
  readonly condition?: string
  readonly stream: string
}

export type ConnectRule =
  /** Every pair, every one but those of a neuron with itself, or one to one, of a layout that has places for them alone. */
  | { readonly kind: 'dense' }
  | (SparseConnectRule & {
      /** A function for how many synapses each pair gets that is chosen; one where absent. */
      readonly n?: string
    })

type SparseConnectRule =
  | { readonly kind: 'all'; readonly diagonal: boolean }
  | {
      readonly kind: 'pairs'
      readonly i: string
      readonly j: string
      /** With which probability each is taken. */
      readonly chance?: { readonly p: string; readonly constantP: boolean; readonly stream: string }
    }
  | { readonly kind: 'nonzero'; readonly data: string; readonly columns: number }
  /** One synapse for each neuron of the other side, from or to the one that a function says. */
  | {
      readonly kind: 'partner'
      readonly side: 'pre' | 'post'
      readonly partner: string
      readonly text: string
      readonly skip: boolean
      readonly iteration?: IterationDescription
    }
  | {
      readonly kind: 'condition'
      /** The part of the condition that is the same for all pairs of a row, which it is told by any of them. */
      readonly rows?: string
      readonly condition?: string
      readonly p?: string
      /** `p` is the same for every pair, so the synapses can be drawn without looking at every pair. */
      readonly constantP: boolean
      readonly stream: string
    }

/**
 * Spikes, or other events, of a group: a ring of `depth` lists, one for each of the last steps, each with room for `capacity`
 * neurons. Where delays are known only before a run, `depth` names the array that holds it.
 */
export interface SpikeList {
  /** The arrays of the neurons, and of how many there are in each list. */
  readonly items: string
  readonly counts: string
  readonly capacity: number
  readonly depth: number | string
}

/** The list of some steps ago. */
export interface DelayedList extends SpikeList {
  readonly delay: number
}

/** A function of the step, in the order of the schedule. */
export interface KernelDescription {
  readonly name: string
  /** The object that it belongs to. */
  readonly owner: string
  readonly slot: string
  /** What it does, in the model's words. */
  readonly title: string
  /** Runs in every so many ticks, which are one step of its clock: the number that it is called with. */
  readonly interval: number
  /** It is a function of the user's own, called with the time; `dt`: the step of its clock, in seconds. */
  readonly calls?: { readonly dt: number }
  /** The arrays that it writes to. */
  readonly writes: readonly string[]
  /** The lists that it fills in each step. */
  readonly fills?: readonly SpikeList[]
  /** The lists of earlier steps that it reads. */
  readonly delayed?: readonly DelayedList[]
}

/** Some synapses, by data that are their numbers, or the neurons of each pair. */
export type ChosenSynapses = { readonly synapses: string } & (
  | { readonly numbers: string }
  | { readonly i: string; readonly j: string }
)

/** One step of what happens before the run. Functions and data are named. */
export type SetupStep =
  | { readonly kind: 'connect'; readonly synapses: string; readonly rule: ConnectRule }
  | { readonly kind: 'fill'; readonly array: string; readonly value: number; readonly at?: ChosenSynapses }
  | {
      readonly kind: 'data'
      readonly array: string
      readonly variable: string
      /** Where the data are one value a synapse, or a matrix of pairs. */
      readonly synapses?: string
      readonly data: string
      readonly scale: number
      readonly shape: readonly number[]
      /** The element of the array that the first value is for; 0 where absent. */
      readonly start?: number
      /** The array is the data themselves, which are then not copied. */
      readonly bound?: true
      readonly at?: ChosenSynapses
    }
  | { readonly kind: 'function'; readonly function: string; readonly array: string; readonly at?: ChosenSynapses }
  | {
      readonly kind: 'spikes'
      readonly group: string
      /** Data: the step of each spike, ascending, and its neuron. */
      readonly steps: string
      readonly neurons: string
      /** In steps; 0 for none. */
      readonly period: number
    }

export interface SimulationDescription {
  /** A digest of the objects that it was compiled from, without their data. */
  readonly model: string
  /** The tick, of which the steps of all clocks are whole multiples, in seconds. */
  readonly dt: number
  /** Of the variables, and of the arithmetic of the steps. */
  readonly precision: 'double' | 'single'
  readonly seed?: number
  readonly duration?: number
  readonly parameters: readonly ParameterDescription[]
  /** How many derived values there are. */
  readonly derived: number
  /** In bytes: where the blocks of parameters and of derived values stand, and the end of all that has a fixed place. */
  readonly memory: { readonly parameters: number; readonly derived: number; readonly end: number }
  readonly arrays: readonly ArrayDescription[]
  readonly groups: readonly GroupDescription[]
  readonly synapses: readonly SynapsesDescription[]
  readonly monitors: readonly MonitorDescription[]
  /** Objects that have nothing of their own, and add to what others have. */
  readonly inputs: readonly string[]
  /** In the order in which a step calls them. */
  readonly kernels: readonly KernelDescription[]
  /** The objects that stand still from the start. */
  readonly inactive: readonly string[]
  readonly setup: readonly SetupStep[]
}
