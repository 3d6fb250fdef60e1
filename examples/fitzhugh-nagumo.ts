/**
 * The FitzHugh-Nagumo model, an excitable system that can be seen whole, in a plane. FitzHugh (1961), Biophysical Journal 1: 445;
 * Nagumo, Arimoto and Yoshizawa (1962), Proceedings of the IRE 50: 2061. The potential v is fast and the recovery w slow; where
 * their nullclines cross is the equilibrium, which a constant current moves and makes unstable.
 */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { type Colour, figure, flow, line, note, type Panel, points } from 'spikec/plot'

const P = new NeuronGroup(
  3,
  `dv/dt = (v - v**3/3 - w + I)/ms : 1
   dw/dt = (v + a - b*w)/tau : 1
   I : 1 (constant)`,
  { name: 'P', method: 'rk4', namespace: { a: 0.7, b: 0.8, tau: '12.5*ms' } },
)
// At rest, moved a little and moved a little more; and with a current.
P.set({ v: [-0.7, -0.55, -1.2], w: [-0.624, -0.624, -0.624], I: [0, 0, 0.5] })

const trace = new StateMonitor(P, ['v', 'w'], { name: 'trace', record: true })

export default new Network(P, trace, { dt: '0.05*ms', duration: '150*ms' })

const range = Array.from({ length: 101 }, (_, k) => -2.5 + k * 0.05)

function plane(I: number, title: string, neurons: readonly (readonly [number, Colour])[]): Panel {
  const [v, w] = [trace.get('v'), trace.get('w')]
  return {
    title,
    x: { name: 'v', range: [-2.5, 2.5] },
    y: { name: 'w', range: [-1.2, 2] },
    height: 330,
    layers: [
      flow((x, y) => [x - x ** 3 / 3 - y + I, (x + 0.7 - 0.8 * y) / 12.5]),
      line(
        range,
        range.map((x) => x - x ** 3 / 3 + I),
        { colour: 2, label: 'v stands still', dashed: true },
      ),
      line(
        range,
        range.map((x) => (x + 0.7) / 0.8),
        { colour: 3, label: 'w stands still', dashed: true },
      ),
      ...neurons.flatMap(([k, colour]) => [
        line(v[k], w[k], { colour, width: 2 }),
        points([v[k][0]], [w[k][0]], { colour, size: 8 }),
      ]),
      note(neurons[0][0] === 2 ? -1.2 : -0.45, -0.85, 'start', { side: 'middle' }),
    ],
  }
}

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const v = trace.get('v')
  return figure({
    title: 'FitzHugh and Nagumo’s excitable system',
    columns: 2,
    panels: [
      plane(0, 'Without a current: rest', [
        [0, 0],
        [1, 1],
      ]),
      plane(0.5, 'With a current: a cycle', [[2, 4]]),
      {
        x: { name: 'time (ms)', range: [0, 60] },
        y: { name: 'v', range: [-2.5, 2.5] },
        height: 120,
        layers: [
          line(t, v[0], { label: 'v(0) = −0.7', colour: 0 }),
          line(t, v[1], { label: 'v(0) = −0.55', colour: 1 }),
        ],
      },
      {
        x: 'time (ms)',
        y: { name: 'v', range: [-2.5, 2.5] },
        height: 120,
        layers: [line(t, v[2], { label: 'I = 0.5', colour: 4 })],
      },
    ],
  })
}
