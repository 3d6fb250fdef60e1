/** What the loops of the kernel IR go over. */
import type { ArrayRef, Expr } from './ir.js'

/** The spikes of one group, or the neurons to which another event happens, kept for as many steps as the longest delay needs: a ring of lists. */
export interface EventList {
  readonly group: string
  readonly event: string
  readonly capacity: number
  /** How many steps are kept, the present one included. */
  readonly depth: number
  /** The neurons of a step do not stand in ascending order: spikes that are given stand in that of their times. */
  readonly unordered?: true
}

export type Domain = Neurons | Counted | Bernoulli | Events | Row | Recorded

/** Every neuron of a group; `index` is its number. */
export interface Neurons {
  readonly kind: 'neurons'
  readonly index: string
  readonly count: number
}

/** As many as the only element of `count` says, which is known once synapses are connected. */
export interface Counted {
  readonly kind: 'counted'
  readonly index: string
  readonly count: ArrayRef
}

/**
 * Each of `count` neurons with one probability p, independently of the others, in ascending order. A number is drawn for each
 * of them and one more, counted by how many have been chosen; `runtime/random.ts` says how (`jump`).
 */
export interface Bernoulli {
  readonly kind: 'bernoulli'
  readonly index: string
  readonly count: number
  /** 1/ln(1 - p); 0 where p is 1, minus infinity where it is 0. */
  readonly scale: Expr
  readonly stream: string
  readonly step: Expr
  readonly draw: number
}

/** The neurons that spiked `delay` steps ago, in the order of the list. With a `range`, those of them that lie in it, counted from its start. */
export interface Events {
  readonly kind: 'events'
  readonly list: EventList
  readonly delay: number
  readonly index: string
  readonly range?: { readonly start: number; readonly stop: number }
}

/** The synapses of one presynaptic neuron; `target` is the postsynaptic neuron, `synapse` the place in the synaptic arrays. */
export interface Row {
  readonly kind: 'row'
  readonly layout: Layout
  readonly source: Expr
  readonly target: string
  readonly synapse: string
}

export type Layout = DenseLayout | SparseLayout

/** All pairs, no index stored: the synapse of (i, j) is at i*targets + j. */
export interface DenseLayout {
  readonly kind: 'dense'
  readonly sources: number
  readonly targets: number
  /** false: neuron k has no synapse to neuron k; its place is left unused. */
  readonly diagonal: boolean
}

/** Compressed sparse rows: the synapses of i stand from rowStart[i] to rowStart[i + 1]. */
export interface SparseLayout {
  readonly kind: 'csr'
  /** Undefined where the rows, or what they lead to, are synapses themselves: how many there are is known once they are connected. */
  readonly sources: number | undefined
  readonly targets: number | undefined
  readonly rowStart: ArrayRef
  readonly targetOf: ArrayRef
  /** No two synapses of a row have the same target. */
  readonly distinct?: true
}

/** The neurons that a monitor records; `position` counts them, `index` is the neuron. */
export interface Recorded {
  readonly kind: 'recorded'
  readonly position: string
  readonly index: string
  readonly count: number
  /** The recorded neurons' numbers; undefined if all are recorded. */
  readonly indices: ArrayRef | undefined
}
