/** What the loops of the kernel IR go over. */
import type { ArrayRef, Expr, Local } from './ir.js'

/** The spikes of one group, or the neurons to which another event happens, kept for as many steps as the longest delay needs: a ring of lists. */
export interface EventList {
  readonly group: string
  readonly event: string
  readonly capacity: number
  /** How many steps are kept, the present one included: a number, or the array that holds it, where delays are known only before a run. */
  readonly depth: number | ArrayRef
  /** The neurons of a step do not stand in ascending order: spikes that are given stand in that of their times. */
  readonly unordered?: true
}

export type Domain = Neurons | Counted | Between | Bernoulli | Events | Lags | Pending | Row | Recorded

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

/** Neighbouring neurons, from `first` to before `end`, which is no less; `place`: another number that moves on with theirs. */
export interface Between {
  readonly kind: 'between'
  readonly index: string
  readonly first: Expr
  readonly end: Expr
  readonly place?: { readonly name: string; readonly first: Expr }
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
  /** A number, or the lag that a loop over lags is at. */
  readonly delay: number | Local
  readonly index: string
  readonly range?: { readonly start: number; readonly stop: number }
}

/**
 * How many steps events take to some synapses of a pathway, from the longest to the shortest: so what happened earlier comes
 * first. Events from before step `since` are gone past. `position` counts the lags from the shortest on.
 */
export interface Lags {
  readonly kind: 'lags'
  readonly position: string
  readonly lag: string
  /** Ascending. */
  readonly lags: ArrayRef
  readonly count: ArrayRef
  readonly since: ArrayRef
}

/**
 * The synapses that events of earlier runs reach in this step, in the order in which they do. For the n-th step from `first` on
 * they stand from starts[n] to starts[n + 1]; there are `steps` of such.
 */
export interface Pending {
  readonly kind: 'pending'
  readonly first: ArrayRef
  readonly steps: ArrayRef
  readonly starts: ArrayRef
  /** What stands for each of them: its neurons, and its place in the synaptic arrays; and the names of these. */
  readonly pre: Named
  readonly post: Named
  readonly synapse: Named
}

export interface Named {
  readonly name: string
  readonly array: ArrayRef
}

/**
 * The synapses of one neuron, `source`; `target` is the neuron at the other end, `synapse` the place in the synaptic arrays. In
 * rows of a layout the one neuron is the presynaptic one; in columns, and wherever an index says so, it may be either.
 */
export interface Row {
  readonly kind: 'row'
  readonly layout: Exclude<Layout, ComputedLayout> | ColumnLayout | IndexedLayout | ComputedRow
  readonly source: Expr
  readonly target: string
  readonly synapse: string
}

/** How synapses stand in memory. */
export type Layout = DenseLayout | SparseLayout | OneToOneLayout | ProceduralLayout | ComputedLayout

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
  /** Neighbouring synapses of a row are likely to lead to neighbouring targets. */
  readonly runs?: true
}

/** From neuron k to neuron k, for the first `count` of both sides: no index stored, the synapse is at k. Seen from either side. */
export interface OneToOneLayout {
  readonly kind: 'one-to-one'
  readonly sources: number
  readonly targets: number
  readonly count: number
}

/**
 * Each pair with one probability, and nothing stored: the synapses of a row are drawn again whenever they are gone through, by
 * `gap` of `runtime/random.ts`. Their place is their number within the row.
 */
export interface ProceduralLayout {
  readonly kind: 'procedural'
  readonly sources: number
  readonly targets: number
  /** false: neuron k has no synapse to neuron k. */
  readonly diagonal: boolean
  readonly stream: string
  /** One number each: the seed when they were connected, 1/ln(1 - p), and how many there are. */
  readonly seed: ArrayRef
  readonly scale: ArrayRef
  readonly total: ArrayRef
}

/**
 * No list of targets is stored: those of a row are computed whenever it is gone through. The synapses stand in memory, where
 * anything of them does, row after row.
 */
export interface ComputedLayout {
  readonly kind: 'computed'
  readonly sources: number
  readonly targets: number
  /** How many there are: one number. */
  readonly total: ArrayRef
  /** The targets of a row are neighbours, from one to another. */
  readonly consecutive?: true
  /** Where the places of each row begin; absent where nothing has a place. */
  readonly rowStart?: ArrayRef
}

/**
 * The same, with how a row's targets are computed: expressions of the locals `i` and `j`, of which one is what the row is of. No pass touches them, so
 * that they say what they said when synapses were connected; `6-optimise/computed-rows.ts` writes them out.
 */
export interface ComputedRow extends ComputedLayout {
  /** The neuron that it is the row of: the one before its synapses, `i`, or, where a condition says which there are, the one behind them, `j`. */
  readonly side: 'pre' | 'post'
  readonly targetsBy: TargetsBy
}

export type TargetsBy =
  /** Those `j` for which it holds; none where `rows` does not. */
  | { readonly kind: 'condition'; readonly rows?: Expr; readonly condition?: Expr }
  /**
   * Cut off, and left out where it is no neuron; one, or, with `numbers`, one for each of these, which is called
   * `NUMBER`. A `condition` is asked of the pair.
   */
  | { readonly kind: 'partner'; readonly partner: Expr; readonly numbers?: Numbers }

export interface Numbers {
  readonly start: Expr
  readonly stop: Expr
  readonly step: Expr
  readonly condition?: Expr
  /** Their targets are consecutive whole numbers too. */
  readonly consecutive?: true
}

/** All pairs, seen from the postsynaptic neuron j: its synapses are at i*targets + j, one for each i. */
export interface ColumnLayout {
  readonly kind: 'column'
  readonly sources: number
  readonly targets: number
  readonly diagonal: boolean
}

/**
 * Synapses in another order than they stand in memory: those of row r are the entries from rowStart[r] to rowStart[r + 1], each
 * with the neuron at the other end and the place of the synapse.
 */
export interface IndexedLayout {
  readonly kind: 'indexed'
  readonly rowStart: ArrayRef
  readonly neighbourOf: ArrayRef
  readonly synapseAt: ArrayRef
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
