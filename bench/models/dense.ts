/**
 * All-to-all excitation and inhibition, as in `examples/dense-weights.ts`, from a start that is not random.
 *
 * `n`: how many neurons; `weights`: `matrix` for two matrices of n x n doubles, `single` for the same in single
 * precision, `vectors` for the same weights computed for each spike from two vectors, with nothing stored.
 */
import { matrix, Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { LIF_EQUATIONS, LIF_OPTIONS, networkOptions, numberIn, type Parameters, SPREAD, textIn } from './parameters.js'

export default function dense(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 4000)
  const weights = textIn(parameters, 'weights', 'matrix')
  const excitation = { source: vector(N, (k) => 0.0035 * heavy(2, 0.6, k)), target: vector(N, (k) => wave(k, N)) }
  const inhibition = {
    source: vector(N, (k) => -0.0023 * heavy(5, 0.6, k)),
    target: vector(N, (k) => heavy(3, 0.3, k)),
  }

  const P = new NeuronGroup(N, LIF_EQUATIONS, LIF_OPTIONS)
  P.set({ v: `Vr + ${SPREAD}*(Vt - Vr)` })
  const Ce = allToAll(P, 'Ce', 'ge', excitation, weights)
  const Ci = allToAll(P, 'Ci', 'gi', inhibition, weights)
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, Ce, Ci, spikes, networkOptions(parameters, '1*second'))
}

/** Each neuron's strength as a source, and its sensitivity as a target. */
interface Outer {
  readonly source: Float64Array
  readonly target: Float64Array
}

function allToAll(P: NeuronGroup, name: string, onto: string, { source, target }: Outer, weights: string): Synapses {
  const on_pre = `${onto} += w`
  if (weights === 'vectors') {
    const namespace = { source: matrix(source, [source.length], 'mV'), target }
    return new Synapses(P, P, { name, model: 'w = source[i]*target[j] : volt', on_pre, namespace }).connect()
  }
  const N = source.length
  const W = weights === 'single' ? new Float32Array(N * N) : new Float64Array(N * N)
  for (let i = 0; i < N; i++) for (let j = 0; j < N; j++) W[i * N + j] = source[i] * target[j]
  const namespace = { W: matrix(W, [N, N], 'mV') }
  return new Synapses(P, P, { name, model: 'w : volt', on_pre, namespace }).connect().set({ w: 'W[i,j]' })
}

function vector(N: number, value: (k: number) => number): Float64Array {
  return Float64Array.from({ length: N }, (_, k) => value(k))
}

/** Log-normal-like numbers without a random generator: the quantiles of a low-discrepancy sequence. */
function heavy(root: number, tail: number, k: number): number {
  const x = ((k + 1) * Math.sqrt(root)) % 1
  return (x / (1 - x)) ** tail
}

/** Three bands of neurons that are excited more than those between them. */
function wave(k: number, N: number): number {
  return 1 + 0.8 * Math.sin((6 * Math.PI * k) / N)
}
