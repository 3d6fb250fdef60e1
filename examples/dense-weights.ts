/**
 * A network in which every neuron is connected to every other, through two matrices of continuous weights.
 * The matrices are ordinary typed arrays, row by row: `W[i*N + j]` is the weight from neuron i to neuron j.
 */
import { matrix, Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'

const N = 4000

/** Log-normal-like numbers without a random generator: the quantiles of a low-discrepancy sequence. */
const heavy = (root: number, tail: number) => (k: number) => {
  const x = ((k + 1) * Math.sqrt(root)) % 1
  return (x / (1 - x)) ** tail
}
/** Three bands of neurons that are excited more than those between them. */
const wave = (k: number) => 1 + 0.8 * Math.sin((6 * Math.PI * k) / N)

/** The outer product: each neuron has a strength as a source, u, and a sensitivity as a target, v. */
function outer(scale: number, u: (i: number) => number, v: (j: number) => number) {
  const W = new Float64Array(N * N)
  const target = Float64Array.from({ length: N }, (_, j) => v(j))
  for (let i = 0; i < N; i++) {
    const source = scale * u(i)
    for (let j = 0; j < N; j++) W[i * N + j] = source * target[j]
  }
  return matrix(W, [N, N], 'mV')
}

const P = new NeuronGroup(
  N,
  `dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
   dge/dt = -ge/taue : volt
   dgi/dt = -gi/taui : volt`,
  {
    name: 'P',
    threshold: 'v > Vt',
    reset: 'v = Vr',
    refractory: '5*ms',
    method: 'exact',
    namespace: { taum: '20*ms', taue: '5*ms', taui: '10*ms', Vt: '-50*mV', Vr: '-60*mV', El: '-49*mV' },
  },
)
P.set({ v: 'Vr + rand()*(Vt - Vr)' })

const Ce = new Synapses(P, P, {
  name: 'Ce',
  model: 'w_e : volt',
  on_pre: 'ge += w_e',
  namespace: { W: outer(0.0035, heavy(2, 0.6), wave) },
})
Ce.connect()
Ce.set({ w_e: 'W[i,j]' })

const Ci = new Synapses(P, P, {
  name: 'Ci',
  model: 'w_i : volt',
  on_pre: 'gi += w_i',
  namespace: { W: outer(-0.0023, heavy(5, 0.6), heavy(3, 0.3)) },
})
Ci.connect()
Ci.set({ w_i: 'W[i,j]' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })

export default new Network(P, Ce, Ci, spikes, { duration: '1*second' })
