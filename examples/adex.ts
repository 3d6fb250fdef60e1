/**
 * Firing patterns of the adaptive exponential integrate-and-fire neuron. Brette and Gerstner (2005), Journal of Neurophysiology
 * 94: 3637; patterns and their parameters after Naud, Marcille, Clopath and Gerstner (2008), Biological Cybernetics 99: 335. On
 * the right the plane of both variables, with the line where v stands still: a reset beneath it lets v rise at once, one above makes
 * it turn back first.
 */
import { matrix, Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
import { figure, line, type Panel } from 'spikec/plot'

/** Capacitance (pF), leak (nS) and its potential (mV), a (nS), tau_w (ms), b (pA), reset (mV), current (pA). */
const PATTERNS = {
  'tonic spiking': [200, 10, -70, 2, 30, 0, -58, 500],
  adaptation: [200, 12, -70, 2, 300, 60, -58, 500],
  'initial burst': [130, 18, -58, 4, 150, 120, -50, 400],
  'regular bursting': [200, 10, -58, 2, 120, 100, -46, 210],
  'delayed and accelerating': [200, 12, -70, -10, 300, 0, -58, 300],
}
const values = Object.values(PATTERNS)

const P = new NeuronGroup(
  values.length,
  `dv/dt = (gl*(El - v) + gl*DeltaT*exp((v - VT)/DeltaT) + I - w)/C : volt
   dw/dt = (a*(v - El) - w)/tau_w : amp
   C : farad (constant)
   gl : siemens (constant)
   El : volt (constant)
   a : siemens (constant)
   tau_w : second (constant)
   b : amp (constant)
   Vr : volt (constant)
   I : amp (constant)`,
  {
    name: 'P',
    threshold: 'v > 0*mV',
    reset: 'v = Vr; w += b',
    method: 'euler',
    namespace: { VT: '-50*mV', DeltaT: '2*mV' },
  },
)
const UNITS = { C: 'pF', gl: 'nS', El: 'mV', a: 'nS', tau_w: 'ms', b: 'pA', Vr: 'mV', I: 'pA' }
Object.entries(UNITS).forEach(([name, unit], k) => {
  P.set(
    name,
    matrix(
      values.map((pattern) => pattern[k]),
      unit,
    ),
  )
})
P.set({ v: 'El', w: '0*pA' })

// Before the reset, so that each spike is seen at its height.
const trace = new StateMonitor(P, ['v', 'w'], { name: 'trace', record: true, when: 'thresholds' })
const spikes = new SpikeMonitor(P, { name: 'spikes' })

export default new Network(P, trace, spikes, { duration: '400*ms' })

const low = Array.from({ length: 121 }, (_, k) => -75 + k * 0.5)

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const [v, w] = [trace.get('v', 'mV').map((one) => one.map((value) => Math.min(value, 0))), trace.get('w', 'nA')]
  const last = values.length - 1
  return figure({
    title: 'Firing patterns of the adaptive exponential neuron',
    subtitle: 'a constant current from the beginning',
    columns: 3,
    panels: Object.keys(PATTERNS).flatMap((title, k): readonly Panel[] => {
      const [, gl, El, , , , , I] = values[k]
      const standing = low.map((x) => (gl * (El - x) + gl * 2 * Math.exp((x + 50) / 2) + I) / 1000)
      return [
        {
          title,
          span: 2,
          height: 96,
          x: k < last ? { labels: false } : 'time (ms)',
          y: { name: 'v (mV)', range: [-80, 5], ticks: [-80, -60, -40, -20, 0] },
          layers: [line(t, v[k], { width: 1.1 })],
        },
        {
          height: 96,
          x: { name: k < last ? '' : 'v (mV)', range: [-75, -30], labels: k === last },
          y: { name: 'w (nA)', range: [-0.18, 0.4], ticks: [0, 0.2, 0.4] },
          layers: [
            line(low, standing, { colour: 2, dashed: true, ...(k === 0 && { label: 'v stands still' }) }),
            line(broken(v[k], v[k]), broken(w[k], v[k]), { width: 1 }),
          ],
        },
      ]
    }),
  })
}

/** With a gap after each spike: the way back from the top is a jump. */
function broken(values: Float64Array, v: Float64Array): Float64Array {
  return values.map((value, k) => (v[k] >= 0 ? Number.NaN : value))
}
