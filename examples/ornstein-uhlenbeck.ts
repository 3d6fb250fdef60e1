/**
 * The Ornstein-Uhlenbeck process, coloured noise: white noise through a leak. A thousand paths from 0, and how their variance
 * comes to its stationary value sigma**2 with half the time constant. Uhlenbeck and Ornstein (1930), Physical Review 36: 823.
 */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { area, figure, histogram, line } from 'spikec/plot'

const N = 1000

const P = new NeuronGroup(N, 'dx/dt = -x/tau + sigma*sqrt(2/tau)*xi : volt', {
  name: 'P',
  method: 'euler',
  namespace: { tau: '20*ms', sigma: '5*mV' },
})
const trace = new StateMonitor(P, 'x', { name: 'trace', record: true, dt: '0.5*ms' })

export default new Network(P, trace, { duration: '150*ms', seed: 1 })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const x = trace.get('x', 'mV')
  const sd = t.map((time) => 5 * Math.sqrt(1 - Math.exp((-2 * time) / 20)))
  const variance = t.map((_, k) => x.reduce((sum, path) => sum + path[k] ** 2, 0) / N)
  const edges = Array.from({ length: 41 }, (_, k) => -20 + k)
  const density = edges.map((value) => Math.exp(-0.5 * (value / 5) ** 2) / (5 * Math.sqrt(2 * Math.PI)))
  return figure({
    title: 'The Ornstein-Uhlenbeck process',
    subtitle: `${N} paths from 0, τ = 20 ms, σ = 5 mV`,
    columns: 2,
    panels: [
      {
        span: 2,
        height: 230,
        x: 'time (ms)',
        y: 'x (mV)',
        layers: [
          area(
            t,
            sd.map((value) => -2 * value),
            sd.map((value) => 2 * value),
            { label: '± 2 standard deviations, in theory', colour: 'muted' },
          ),
          ...x.slice(0, 5).map((path) => line(t, path, { width: 1.1 })),
        ],
      },
      {
        x: 'time (ms)',
        y: { name: 'variance (mV²)' },
        layers: [
          line(
            t,
            sd.map((value) => value ** 2),
            { label: 'σ²(1 − exp(−2t/τ))', colour: 1, width: 4, opacity: 0.5 },
          ),
          line(t, variance, { label: 'of the paths', colour: 0 }),
        ],
      },
      {
        x: 'x at the end (mV)',
        y: 'density (1/mV)',
        layers: [
          histogram(
            x.map((path) => path[path.length - 1]),
            edges,
            { density: true, label: 'of the paths', colour: 0 },
          ),
          line(edges, density, { label: 'Gaussian of variance σ²', colour: 1 }),
        ],
      },
    ],
  })
}
