/** What the kernel IR is put together to: the program of a step, and the functions of the setup. */
import type { ArrayRef, Expr, Let, Stmt } from './ir.js'

/** A kernel of the step, with the slot of the schedule that it belongs to. */
export interface Kernel {
  readonly name: string
  /** What it does, in the model's words. */
  readonly title: string
  /** The object of the model that it belongs to, and stands still with. */
  readonly owner: string
  readonly slot: string
  /** Runs in every `interval`-th step. */
  readonly interval: number
  /** A function of the user's own is called here, by the runtime: it may read and write anything. `dt`: its step in seconds. */
  readonly calls?: { readonly dt: number }
  readonly body: readonly Stmt[]
}

/**
 * A recorder must have this much room left before a step begins. Where a group notes that its equations could not be
 * solved there is room for one note, so that the run stops.
 */
export interface Room {
  readonly counter: ArrayRef
  readonly needed: number
  /** A number, or the array that holds it, where it is known only once synapses are connected. */
  readonly capacity: number | ArrayRef
}

/** What variables are stored in, and the arithmetic of the steps is done in. */
export type Precision = 'double' | 'single'

/** Everything that runs during a simulation. */
export interface StepProgram {
  readonly dt: number
  readonly precision: Precision
  readonly parameters: readonly ParameterSlot[]
  /** Once before each run. */
  readonly prelude: readonly Stmt[]
  /** Once before each run, after the prelude: what is constant for each neuron. */
  readonly preparation: readonly Kernel[]
  /** In every step, in this order. */
  readonly kernels: readonly Kernel[]
  readonly rooms: readonly Room[]
}

export interface ParameterSlot {
  readonly name: string
  /** As the user wrote it. */
  readonly text: string
}

/** A function that is called before the run: it fills a variable, or says which pairs are connected. */
export type SetupFunction =
  | { readonly kind: 'fill'; readonly name: string; readonly title: string; readonly body: readonly Stmt[] }
  | {
      readonly kind: 'pair'
      readonly name: string
      readonly title: string
      readonly body: readonly Let[]
      readonly result: Expr
    }
