/**
 * What is measured. To add a workload of a model, put its file in `bench/models/`, the same network for Brian2 in
 * `bench/brian2/`, and a line here. Sizes and durations are said once, and handed to every program.
 */
import { type Agreement, band, equal } from './agreement.js'
import { setUps, synaptic } from './synaptic-workloads.js'

export type Precision = 'f64' | 'f32'
export type ModelName =
  | 'brunel'
  | 'cuba'
  | 'cobahh'
  | 'dense'
  | 'gap-junctions'
  | 'hh'
  | 'linear'
  | 'noise'
  | 'poisson'
  | 'stdp'
  | 'stp'

interface Common {
  /** What one writes on the command line. */
  readonly name: string
  readonly title: string
  /** The script in `bench/brian2/` that does the same work; null where there is none. */
  readonly brian2: string | null
}

/** A network, and how long it is run. */
interface Modelled extends Common {
  /** The file in `bench/models/`, without `.ts`. */
  readonly model: ModelName
  /** `--param NAME=VALUE` of `spikec run`, and `--NAME VALUE` of the script for Brian2. */
  readonly params: Readonly<Record<string, string | number>>
  /** In seconds of model time. */
  readonly duration: number
  /** How nearly the numbers of spikes of two programs must agree. */
  readonly agreement: Agreement
}

/** A whole network, built and run. */
export interface ModelWorkload extends Modelled {
  readonly kind: 'model'
  /** Where it is of the workload's nature; elsewhere the command line chooses. */
  readonly precision?: Precision
  readonly native: { readonly program: NativeProgram; readonly args?: readonly string[] } | null
}

export type NativeProgram = 'cuba' | 'dense' | 'hh'

/** One matrix of weights handed to all-to-all synapses; nothing is simulated. */
export interface BindWorkload extends Common {
  readonly kind: 'bind'
  /** The matrix has N x N entries. */
  readonly N: number
  readonly precisions: readonly Precision[]
}

/** From equations to the first step done: in a new process, and after an edit in one that has compiled the model before. */
export interface FirstStepWorkload extends Omit<Modelled, 'agreement' | 'duration'> {
  readonly kind: 'first-step'
  /** Changes of the equations, as pairs of old and new text; Brian2 has the first of them. */
  readonly edits: readonly (readonly [string, string])[]
}

/** A network that is active, and the same after all its state has decayed. */
export interface SilentWorkload extends Modelled {
  readonly kind: 'silent'
  /** The resting potential in mV, by which it is one or the other. */
  readonly El: { readonly active: number; readonly silent: number }
  /** Seconds of model time that come before those that are timed. */
  readonly before: { readonly active: number; readonly silent: number }
}

/** The optimiser's passes, switched off one at a time. */
export interface AblationWorkload extends Modelled {
  readonly kind: 'ablation'
}

/** A model of twenty equations, checked and not run. */
export interface CheckWorkload extends Common {
  readonly kind: 'check'
}

/** Many synapses made, and one step done. */
export interface SetUpWorkload extends Common {
  readonly kind: 'set-up'
  readonly params: Readonly<Record<string, string | number>>
  readonly agreement: Agreement
}

export type Workload =
  | ModelWorkload
  | BindWorkload
  | FirstStepWorkload
  | SilentWorkload
  | AblationWorkload
  | CheckWorkload
  | SetUpWorkload

/** Numbers of spikes of CUBA differ by up to 15 % between seeds, those of COBAHH by up to 25 %. */
const CUBA_SEEDS = band(0.2)
const COBAHH_SEEDS = band(0.35)
/** Numbers of spikes are random: their spread is their square root, and this some times as much. */
const A_MILLION = band(0.01)
const SOME_THOUSANDS = band(0.1)
/** Nothing is random: what remains is the order of additions. */
const SAME = equal(0.001)

const cuba = { kind: 'model', model: 'cuba', brian2: 'cuba.py', agreement: CUBA_SEEDS } as const
const dense = { kind: 'model', model: 'dense', duration: 1, brian2: 'dense.py', agreement: SAME } as const
const linear = { kind: 'model', model: 'linear', brian2: 'linear.py', agreement: SAME } as const
const alone = { program: 'cuba', args: ['alone'] } as const

const models: readonly ModelWorkload[] = [
  {
    ...dense,
    name: 'dense',
    title: '4000 neurons, two 4000 x 4000 weight matrices, 1 s',
    params: { n: 4000, weights: 'matrix' },
    native: { program: 'dense', args: ['matrix'] },
  },
  {
    ...dense,
    name: 'dense-single',
    title: 'the same in single precision',
    params: { n: 4000, weights: 'single' },
    precision: 'f32',
    native: { program: 'dense', args: ['single'] },
  },
  {
    ...dense,
    name: 'dense-vectors',
    title: 'the same weights as u[i]*v[j], computed for each spike, nothing stored',
    params: { n: 4000, weights: 'vectors' },
    native: { program: 'dense', args: ['vectors'] },
  },
  {
    ...cuba,
    name: 'cuba',
    title: '4000 neurons, 320,000 synapses (Vogels and Abbott 2005), 10 s',
    params: { n: 4000 },
    duration: 10,
    native: { program: 'cuba' },
  },
  {
    ...cuba,
    name: 'cuba-40k',
    title: '40,000 neurons, 3.2 million synapses, 1 s',
    params: { n: 40_000 },
    duration: 1,
    native: { program: 'cuba' },
  },
  {
    ...cuba,
    name: 'cuba-400k',
    title: '400,000 neurons, 32 million synapses, 0.1 s',
    params: { n: 400_000 },
    duration: 0.1,
    native: { program: 'cuba' },
  },
  {
    kind: 'model',
    name: 'cobahh',
    title: '4000 Hodgkin-Huxley neurons, 320,000 synapses (Brette et al. 2007), 1 s',
    model: 'cobahh',
    params: { n: 4000 },
    duration: 1,
    brian2: 'cobahh.py',
    agreement: COBAHH_SEEDS,
    native: null,
  },
  {
    kind: 'model',
    name: 'hh-only',
    title: 'the 4000 Hodgkin-Huxley neurons without synapses, 1 s',
    model: 'hh',
    params: { n: 4000 },
    duration: 1,
    brian2: 'hh.py',
    agreement: SAME,
    native: { program: 'hh' },
  },
  {
    ...linear,
    name: 'linear-only',
    title: 'the 4000 neurons of CUBA without synapses, 10 s',
    params: { n: 4000 },
    duration: 10,
    native: alone,
  },
  {
    ...linear,
    name: 'record',
    title: 'the 4000 neurons of CUBA without synapses, v of each recorded in every step, 1 s',
    params: { n: 4000, traces: 4000 },
    duration: 1,
    native: null,
  },
  {
    ...linear,
    name: 'small-1',
    title: 'one neuron of CUBA, a million steps',
    params: { n: 1 },
    duration: 100,
    native: alone,
  },
  {
    ...linear,
    name: 'small-10',
    title: 'ten neurons of CUBA, a million steps',
    params: { n: 10 },
    duration: 100,
    native: alone,
  },
  {
    kind: 'model',
    name: 'poisson',
    title: '10,000 inputs that spike at random, 10 Hz each, 10 s',
    model: 'poisson',
    params: { n: 10_000 },
    duration: 10,
    brian2: 'poisson.py',
    agreement: A_MILLION,
    native: null,
  },
  {
    kind: 'model',
    name: 'noise',
    title: '4000 Ornstein-Uhlenbeck processes, 1 s',
    model: 'noise',
    params: { n: 4000 },
    duration: 1,
    brian2: 'noise.py',
    agreement: SOME_THOUSANDS,
    native: null,
  },
]

const firstSteps: readonly FirstStepWorkload[] = [
  {
    kind: 'first-step',
    name: 'first-step-cuba',
    title: 'from the equations of CUBA to its first step done',
    model: 'cuba',
    params: { n: 4000 },
    brian2: 'cuba.py',
    edits: [
      ['(v - El))/taum', '1.1*(v - El))/taum'],
      ['(ge + gi', '(0.9*ge + gi'],
      ['-gi/taui : volt', '-gi/taui : volt\ndx/dt = -x/taum : 1'],
      ['-ge/taue', '-ge/(1.2*taue)'],
      ['(unless refractory)', ''],
    ],
  },
  {
    kind: 'first-step',
    name: 'first-step-cobahh',
    title: 'from the equations of COBAHH to its first step done',
    model: 'cobahh',
    params: { n: 4000 },
    brian2: 'cobahh.py',
    edits: [
      ['0.32*4/', '0.3*4/'],
      ['g_kd*n**4', 'g_kd*n**3'],
      ['4/(1 + exp((40 - u)/5))', '4/(1 + exp((38 - u)/6))'],
      ['gi*(Ei - v)', '0.9*gi*(Ei - v)'],
      ['-gi/taui : siemens', '-gi/taui : siemens\ndx/dt = (m - x)/taui : 1'],
    ],
  },
]

const silent: readonly SilentWorkload[] = [
  {
    kind: 'silent',
    name: 'silent-cuba',
    title: 'a step of CUBA, active and after 10 s of silence',
    model: 'cuba',
    params: { n: 4000, kick: 5 },
    El: { active: -49, silent: -60 },
    before: { active: 0.2, silent: 10 },
    duration: 1,
    brian2: 'cuba.py',
    agreement: CUBA_SEEDS,
  },
  {
    kind: 'silent',
    name: 'silent-hh',
    title: 'a step of 400 Hodgkin-Huxley neurons, active and after 10 s of silence',
    model: 'hh',
    params: { n: 400 },
    El: { active: -40, silent: -65 },
    before: { active: 0.2, silent: 10 },
    duration: 1,
    brian2: 'hh.py',
    agreement: SAME,
  },
]

const ablations: readonly AblationWorkload[] = [
  {
    kind: 'ablation',
    name: 'ablations-cuba',
    title: 'CUBA, 4 s, each pass switched off in turn',
    model: 'cuba',
    params: { n: 4000 },
    duration: 4,
    brian2: null,
    agreement: CUBA_SEEDS,
  },
  {
    kind: 'ablation',
    name: 'ablations-cobahh',
    title: 'COBAHH, 0.3 s, each pass switched off in turn',
    model: 'cobahh',
    params: { n: 4000 },
    duration: 0.3,
    brian2: null,
    agreement: COBAHH_SEEDS,
  },
  {
    kind: 'ablation',
    name: 'ablations-dense',
    title: 'dense weights, 1 s, each pass switched off in turn',
    model: 'dense',
    params: { n: 4000, weights: 'matrix' },
    duration: 1,
    brian2: null,
    agreement: SAME,
  },
]

const binding: BindWorkload = {
  kind: 'bind',
  name: 'bind',
  title: 'one 4000 x 4000 weight matrix, from the array to the synapses',
  N: 4000,
  precisions: ['f64', 'f32'],
  brian2: 'bind.py',
}

const checking: CheckWorkload = {
  kind: 'check',
  name: 'check',
  title: 'twenty equations checked: at every keystroke, and by the command; and with a name misspelt',
  brian2: null,
}

export const workloads: readonly Workload[] = [
  ...models,
  ...synaptic,
  ...setUps,
  binding,
  ...firstSteps,
  ...silent,
  ...ablations,
  checking,
]

/** The workload of that name, or, where there is none, all those that the name begins: `small` is `small-1` and `small-10`. */
export function workloadsNamed(name: string): readonly Workload[] {
  const exact = workloads.filter((workload) => workload.name === name)
  return exact.length > 0 ? exact : workloads.filter((workload) => workload.name.startsWith(`${name}-`))
}
