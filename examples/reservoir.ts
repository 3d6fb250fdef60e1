/**
 * A reservoir: 2000 spiking neurons, all connected by random weights of both signs, which are loaded from a file of NumPy. A signal
 * goes into all of them, and what it was some time ago is read from 300 of them, by weights that are fitted to the first seconds. Maass,
 * Natschläger and Markram (2002), Neural Computation 14: 2531.
 */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  loadMatrix,
  matrix,
  Network,
  NeuronGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  saveMatrix,
  TimedArray,
} from 'spikec'
import { figure, line, spikes as marks } from 'spikec/plot'

const N = 2000
const READ = 300
const SECONDS = 4
const FITTED = 3
/** How long ago, in samples of 5 ms. */
const AGO = 6

/** Numbers from 0 to 1, the same in every run. */
let state = 1
function uniform(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return (state + 0.5) / 2 ** 32
}
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())

/** What usually comes from another program: `numpy.save('weights.npy', W)`. It is made when it is not there. */
const file = join(tmpdir(), `spikec-reservoir-${N}.npy`)
if (!existsSync(file)) saveMatrix(file, matrix(Float64Array.from({ length: N * N }, normal), [N, N]))

/** A signal that wanders: a sum of waves. */
const signal = Float64Array.from(
  { length: SECONDS * 1000 },
  (_, ms) => [1.3, 2.9, 4.7].reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * (ms / 1000) + hertz), 0) / 3,
)

const P = new NeuronGroup(
  N,
  `dv/dt = (bias + drive*signal(t) + s - v)/tau_m : 1 (unless refractory)
   ds/dt = -s/tau_s : 1
   dr/dt = -r/tau_r : 1
   bias : 1 (constant)
   drive : 1 (constant)`,
  {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0; r += 1',
    refractory: '2*ms',
    method: 'euler',
    namespace: { tau_m: '20*ms', tau_s: '20*ms', tau_r: '20*ms', signal: new TimedArray(signal, { dt: '1*ms' }) },
  },
)
P.set({ v: 'rand()', bias: '0.9 + 0.4*rand()', drive: '0.3*randn()' })

const S = new Synapses(P, P, {
  name: 'S',
  model: 'w : 1',
  on_pre: 's += strength*w',
  namespace: { W: loadMatrix(file), strength: 0.1 / Math.sqrt(N) },
})
S.connect()
S.set({ w: 'W[i,j]' })

const trace = new StateMonitor(P, 'r', { name: 'trace', record: Array.from({ length: READ }, (_, k) => k), dt: '5*ms' })
const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(P, S, trace, spikes, { duration: `${SECONDS}*second`, seed: 1 })
export default net

/** Solves A x = b for a matrix that is symmetric and positive definite, by Cholesky's decomposition, in place. */
function solved(A: readonly Float64Array[], b: Float64Array): Float64Array {
  const n = b.length
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i][j]
      for (let k = 0; k < j; k++) sum -= A[i][k] * A[j][k]
      A[i][j] = i === j ? Math.sqrt(sum) : sum / A[j][j]
    }
  }
  const x = b.slice()
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= A[i][k] * x[k]
    x[i] /= A[i][i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= A[k][i] * x[k]
    x[i] /= A[i][i]
  }
  return x
}

/** What is read at each sample: the weights of the neurons, and of 1, by regression with a small penalty. */
function read(rates: readonly Float64Array[], wanted: Float64Array): Float64Array {
  const rows = [...rates, new Float64Array(wanted.length).fill(1)]
  const fitted = Math.min(wanted.length, FITTED * 200)
  const product = (a: Float64Array, b: Float64Array) => {
    let sum = 0
    for (let k = AGO; k < fitted; k++) sum += a[k] * b[k]
    return sum
  }
  const A = rows.map((a, i) => Float64Array.from(rows, (b, j) => product(a, b) + (i === j ? 1 : 0)))
  const weights = solved(
    A,
    Float64Array.from(rows, (a) => product(a, wanted)),
  )
  return wanted.map((_, k) => rows.reduce((sum, row, i) => sum + weights[i] * row[k], 0))
}

export function picture(): string {
  const wanted = trace.t.map((_, k) => (k < AGO ? 0 : signal[5 * (k - AGO)]))
  const out = read(trace.get('r'), wanted)
  const range = [0, net.t] as const
  const shown = Array.from(spikes.t.keys()).filter((k) => spikes.i[k] < 40)
  return figure({
    title: 'A reservoir',
    subtitle: `what the signal was ${5 * AGO} ms ago, read from ${READ} of ${N} neurons; fitted to the first ${FITTED} s`,
    panels: [
      {
        x: { range, labels: false },
        y: { name: 'neuron', range: [-0.7, 39.7] },
        height: 150,
        layers: [
          marks(
            Float64Array.from(shown, (k) => spikes.t[k]),
            Int32Array.from(shown, (k) => spikes.i[k]),
          ),
        ],
      },
      {
        x: { name: 'time (s)', range },
        y: 'signal',
        height: 200,
        layers: [
          line(trace.t, wanted, { label: 'as it was', colour: 'ink' }),
          line(trace.t, out, { label: 'as it is read' }),
        ],
      },
    ],
  })
}
