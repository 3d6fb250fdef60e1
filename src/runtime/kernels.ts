/** What generated kernels and the runtime know of each other. */

/** The memory of a simulation, as kernels see it: arrays by name, and the two blocks of scalars. */
export interface KernelMemory {
  readonly seed: number
  /** The named constants of the model, in base SI units. */
  readonly parameters: Float64Array
  /** What the prelude computes from them. */
  readonly derived: Float64Array
  readonly f64: (name: string) => Float64Array
  readonly f32: (name: string) => Float32Array
  readonly i32: (name: string) => Int32Array
  readonly u32: (name: string) => Uint32Array
  readonly u16: (name: string) => Uint16Array
  readonly u8: (name: string) => Uint8Array
}

export interface StepKernels {
  readonly prelude: () => void
  readonly prepare: (step: number) => void
  /** Runs steps from `first` to before `end`; gives the step that it stopped before, where a recorder is full. */
  readonly run: (first: number, end: number) => number
  /** Has every recorder room for one more step? */
  readonly hasRoom: () => boolean
  /** The kernels of a step by name: those that `run` calls, to be called one by one. */
  readonly kernels: Readonly<Record<string, (step: number) => void>>
}

/** Says something of a pair of neurons: 1 or 0 for a condition, a probability for `p`; `k` is what a generator counts, else 0. */
export type PairFunction = (i: number, j: number, k: number) => number

export interface SetupKernels {
  /** `count`: how often the variable was set before; told to those that are compiled after the first run. */
  readonly fills: Readonly<Record<string, (step: number, count?: number) => void>>
  readonly pairs: Readonly<Record<string, (step: number) => PairFunction>>
}

/** Numbers of neurons, as they come. */
export type IndexArray = Int32Array | Uint32Array | Uint16Array
export type Data = Float64Array | Float32Array | IndexArray
