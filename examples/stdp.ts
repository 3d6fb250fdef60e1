/**
 * Competition between synapses by the timing of spikes: a thousand inputs at random onto one neuron. An input that spikes shortly before the
 * neuron becomes stronger, one that spikes shortly after it weaker, by a little more; so weights drift apart, towards nothing and
 * towards the strongest that is allowed. Song, Miller and Abbott (2000), Nature Neuroscience 3: 919, after an example that comes with Brian 2.
 */
import { Network, NeuronGroup, PoissonGroup, SpikeMonitor, StateMonitor, Synapses } from 'spikec'
import { figure, histogram, line, type Panel, points } from 'spikec/plot'

const INPUTS = 1000
const G_MAX = 0.01

const inputs = new PoissonGroup(INPUTS, '15*Hz', { name: 'inputs' })
const P = new NeuronGroup(
  1,
  `dv/dt = (ge*(Ee - v) + El - v)/taum : volt
   dge/dt = -ge/taue : 1`,
  {
    name: 'P',
    threshold: 'v > Vt',
    reset: 'v = Vr',
    method: 'euler',
    namespace: { taum: '10*ms', taue: '5*ms', Ee: '0*mV', Vt: '-54*mV', Vr: '-60*mV', El: '-74*mV' },
  },
)
P.set({ v: 'Vr' })

const S = new Synapses(inputs, P, {
  name: 'S',
  model: `w : 1
          dbefore/dt = -before/tau_before : 1 (event-driven)
          dafter/dt = -after/tau_after : 1 (event-driven)`,
  on_pre: `ge += w
           before += rise
           w = clip(w + after, 0, g_max)`,
  on_post: `after -= 1.05*rise
            w = clip(w + before, 0, g_max)`,
  namespace: { tau_before: '20*ms', tau_after: '20*ms', g_max: G_MAX, rise: 0.01 * G_MAX },
})
S.connect()
S.set({ w: 'rand()*g_max' })

const trace = new StateMonitor(S, 'w', { name: 'trace', record: [0, 1, 2, 3], dt: '100*ms' })
const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(inputs, P, S, trace, spikes, { duration: '100*second', seed: 1 })
export default net

const edges = Float64Array.from({ length: 21 }, (_, k) => k / 20)

export function picture(): string {
  const w = S.get('w').map((weight) => weight / G_MAX)
  const weight = { name: 'weight (of the strongest)', range: [0, 1] as const }
  const each: Panel = {
    title: 'Each synapse at the end',
    x: { name: 'input', range: [0, INPUTS] },
    y: weight,
    height: 200,
    layers: [points(S.i, w, { size: 1.5 })],
  }
  const all: Panel = {
    title: 'How many there are',
    x: weight,
    y: 'synapses',
    height: 200,
    layers: [histogram(w, edges)],
  }
  const course: Panel = {
    title: 'Four of them in time',
    x: { name: 'time (s)', range: [0, net.t] },
    y: weight,
    height: 200,
    span: 2,
    layers: trace.get('w').map((values) =>
      line(
        trace.t,
        values.map((value) => value / G_MAX),
      ),
    ),
  }
  return figure({ title: 'Plasticity by the timing of spikes', columns: 2, panels: [each, all, course] })
}
