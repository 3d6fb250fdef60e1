/**
 * Bursts from three equations: a fast potential x, its recovery y, and a slow adaptation z which ends each burst. Hindmarsh and
 * Rose (1984), Proceedings of the Royal Society B 221: 87, figure 6. Three neurons with three constant currents.
 */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { figure, line } from 'spikec/plot'

const P = new NeuronGroup(
  3,
  `dx/dt = (y - a*x**3 + b*x**2 + I - z)/ms : 1
   dy/dt = (c - d*x**2 - y)/ms : 1
   dz/dt = r*(s*(x - x1) - z)/ms : 1
   I : 1 (constant)`,
  { name: 'P', method: 'rk4', namespace: { a: 1, b: 3, c: 1, d: 5, r: 0.001, s: 4, x1: -1.6 } },
)
P.set({ x: 'x1', y: 'c - d*x**2', z: 'r*(s*(x - x1))', I: [0.4, 2, 4] })

const trace = new StateMonitor(P, ['x', 'z'], { name: 'trace', record: true })

export default new Network(P, trace, { dt: '0.1*ms', duration: '2100*ms' })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const [x, z, I] = [trace.get('x'), trace.get('z'), P.get('I')]
  return figure({
    title: 'Bursts in the model of Hindmarsh and Rose',
    panels: x.map((_, k) => ({
      title: `I = ${I[k]}: ${['one burst, then rest', 'regular bursts', 'spikes without end'][k]}`,
      x: k < 2 ? { labels: false } : 'time (arbitrary units)',
      y: { name: 'x, z', range: [-2, k === 2 ? 4.5 : 2.3] },
      height: 120,
      layers: [
        line(t, x[k], { width: 1, ...(k === 0 && { label: 'x: potential' }) }),
        line(t, z[k], { width: 2, ...(k === 0 && { label: 'z: adaptation' }) }),
      ],
    })),
  })
}
