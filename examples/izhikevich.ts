/**
 * Firing patterns of the model of Izhikevich (2003), IEEE Transactions on Neural Networks 14: 1569: two equations, and four
 * parameters that make of them the neurons of the cortex. Values from there and from Izhikevich (2004), IEEE Transactions on
 * Neural Networks 15: 1063.
 */
import { matrix, Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
import { figure, line, vertical } from 'spikec/plot'

/** Name, a (1/ms), b (1/ms), c (mV), d (mV/ms), and the step of current (mV/ms). */
const KINDS = [
  ['tonic spiking', 0.02, 0.2, -65, 6, 14],
  ['phasic spiking', 0.02, 0.25, -65, 6, 0.5],
  ['tonic bursting', 0.02, 0.2, -50, 2, 15],
  ['phasic bursting', 0.02, 0.25, -55, 0.05, 0.6],
  ['mixed mode', 0.02, 0.2, -55, 4, 10],
  ['adaptation', 0.01, 0.2, -65, 8, 30],
  ['fast spiking', 0.1, 0.2, -65, 2, 10],
  ['low threshold', 0.02, 0.25, -65, 2, 10],
] as const

const P = new NeuronGroup(
  KINDS.length,
  `dv/dt = 0.04*v**2/(ms*mV) + 5*v/ms + 140*mV/ms - u + I : volt
   du/dt = a*(b*v - u) : volt/second
   I = step*int(t >= 20*ms) : volt/second
   a : hertz (constant)
   b : hertz (constant)
   c : volt (constant)
   d : volt/second (constant)
   step : volt/second (constant)`,
  { name: 'P', threshold: 'v >= 30*mV', reset: 'v = c; u += d', method: 'euler' },
)
const column = (k: 1 | 2 | 3 | 4 | 5) => KINDS.map((kind) => kind[k])
P.set({
  a: matrix(column(1), 'kHz'),
  b: matrix(column(2), 'kHz'),
  c: matrix(column(3), 'mV'),
  d: matrix(column(4), 'mV/ms'),
  step: matrix(column(5), 'mV/ms'),
})
// Where both equations stand still without a current.
P.set({ v: '(b*ms - 5 - sqrt((5 - b*ms)**2 - 22.4))/0.08*mV', u: 'b*v' })

const trace = new StateMonitor(P, 'v', { name: 'trace', record: true })
const spikes = new SpikeMonitor(P, { name: 'spikes' })

export default new Network(P, trace, spikes, { dt: '0.05*ms', duration: '200*ms' })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const v = trace.get('v', 'mV')
  const last = KINDS.length - 2
  return figure({
    title: 'One model, many neurons',
    subtitle: 'Izhikevich’s model after a step of current at 20 ms',
    columns: 2,
    panels: KINDS.map(([title, a, b, c, d], k) => ({
      title: `${title}: a = ${a}, b = ${b}, c = ${c}, d = ${d}`,
      x: k < last ? { labels: false } : 'time (ms)',
      y: { name: k % 2 === 0 ? 'v (mV)' : '', range: [-90, 35], ticks: [-80, -40, 0] },
      height: 84,
      layers: [
        vertical(20, { dashed: true }),
        line(
          t,
          v[k].map((value) => Math.min(value, 30)),
          { width: 1.1 },
        ),
      ],
    })),
  })
}
