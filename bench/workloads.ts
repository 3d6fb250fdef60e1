/**
 * What is measured. To add a workload of a model, put its file in `bench/models/`, the same network for Brian2 in
 * `bench/brian2/`, and a line here.
 */

interface Common {
  /** What one writes on the command line. */
  readonly name: string
  readonly title: string
  /** The script in `bench/brian2/` that does the same work; null where there is none. */
  readonly brian2: string | null
  readonly brian2Args?: readonly string[]
}

/** A whole network, built and run. */
export interface ModelWorkload extends Common {
  readonly kind: 'model'
  /** The file in `bench/models/`, without `.ts`. */
  readonly model: string
  /** Further arguments of `spikec run`. */
  readonly args?: readonly string[]
  /** What these arguments choose; a child that reports its own choice is believed instead. */
  readonly backend: string
  readonly precision: Precision
}

/** One matrix of weights handed to all-to-all synapses; nothing is simulated. */
export interface BindWorkload extends Common {
  readonly kind: 'bind'
  /** The matrix has N x N entries. */
  readonly N: number
  readonly precisions: readonly Precision[]
}

export type Precision = 'f64' | 'f32'
export type Workload = ModelWorkload | BindWorkload

export const workloads: readonly Workload[] = [
  {
    kind: 'model',
    name: 'dense',
    title: '4000 neurons, two 4000 x 4000 weight matrices, 1 s',
    model: 'dense',
    backend: 'js',
    precision: 'f64',
    brian2: 'dense.py',
  },
  {
    kind: 'model',
    name: 'cuba',
    title: '4000 neurons, 320,000 synapses (Vogels and Abbott 2005), 10 s',
    model: 'cuba',
    backend: 'js',
    precision: 'f64',
    brian2: 'cuba.py',
  },
  {
    kind: 'model',
    name: 'cobahh',
    title: '4000 Hodgkin-Huxley neurons, 320,000 synapses (Brette et al. 2007), 1 s',
    model: 'cobahh',
    backend: 'js',
    precision: 'f64',
    brian2: 'cobahh.py',
  },
  {
    kind: 'bind',
    name: 'bind',
    title: 'one 4000 x 4000 weight matrix, from the array to the synapses',
    N: 4000,
    precisions: ['f64', 'f32'],
    brian2: 'bind.py',
    brian2Args: ['--n', '4000'],
  },
]

export function findWorkload(name: string): Workload | undefined {
  return workloads.find((workload) => workload.name === name)
}
