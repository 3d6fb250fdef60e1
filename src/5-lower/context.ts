/** What lowering knows while it goes through a model. */
import type { Model, Pathway, Synapses } from '../2-resolve/model.js'
import type { ArrayConstant, Constant, Expression, PropagatorNode, TimedArray, Variable } from '../2-resolve/symbols.js'
import type { EventDrivenUpdate } from '../4-integrate/event-driven.js'
import type { ArrayRef, Expr, Layout } from '../ir/ir.js'
import type { ArraySpec, Precision } from './arrays.js'
import type { Bindings } from './bindings.js'
import type { Site } from './expression.js'
import type { Keeping } from './kept-by-neuron.js'

/** How a group keeps track of who is refractory. */
export type Refractoriness =
  | { readonly kind: 'never' }
  /** A time that is the same for all and for the whole run: compared in steps. */
  | { readonly kind: 'steps'; readonly time: Expression }
  /** A time or a condition that is looked at in every step: kept in an array. */
  | { readonly kind: 'kept'; readonly expression: Expression; readonly isTime: boolean }

export interface ModelContext {
  /** The network may have run, so that neurons may be refractory. */
  readonly late?: boolean
  readonly model: Model
  readonly precision: Precision
  readonly bindings: Bindings
  readonly layouts: ReadonlyMap<Synapses, Layout>
  /** Synapses that do not stand in memory in the order in which they are made. */
  readonly reordered: ReadonlySet<Synapses>
  /** For synapses among which some pair of neurons has several: which of its pair each one is, counted from 0. */
  readonly repeats: ReadonlyMap<string, ArrayRef>
  readonly refractoriness: ReadonlyMap<string, Refractoriness>
  /** What brings the event-driven variables of synapses up to date, where they have such. */
  readonly eventDriven: ReadonlyMap<Synapses, EventDrivenUpdate>
  /** What is kept by the neurons of synapses, by the synapses' names. */
  readonly keeping: ReadonlyMap<string, Keeping>
  /** What a synapse has of that, where no kernel has just worked it out. */
  readonly keptAt: (variable: Variable, site: Site) => Expr
  /** Steps from an event to what a pathway does. */
  readonly delays: ReadonlyMap<Pathway, number>
  /** For how many steps an event of a group is kept, by `depthKey`. */
  readonly depths: ReadonlyMap<string, number>
  /** The events that are kept for as many steps as delays ask for that are set. */
  readonly rings: ReadonlySet<string>
  /** Where an entry of a propagator is found. */
  readonly propagatorAt: (node: PropagatorNode, index: Expr) => Expr
  /** Variables that a run changes. */
  readonly written: ReadonlySet<Variable>
  readonly parameterName: (constant: Constant) => string
  /** Arrays of how many synapses each neuron has, that kernels of the step read. Filled in on the way. */
  readonly counted: Map<string, ArraySpec>
  /** Data that kernels of the step read: they are copied into the simulation's memory once. Filled in on the way. */
  readonly bound: Map<string, ArrayConstant | TimedArray>
}

/** The slot of a constant: its bare name where that is unique, else with its object's. */
export function parameterNames(constants: readonly Constant[]): (constant: Constant) => string {
  const plain = constants.filter((c) => c.definition === undefined)
  const counts = new Map<string, number>()
  for (const { name } of plain) counts.set(name, (counts.get(name) ?? 0) + 1)
  return ({ owner, name }) => ((counts.get(name) ?? 0) > 1 && owner !== '' ? `${owner}.${name}` : name)
}
