/**
 * A leaky neuron whose threshold rises with every spike and returns slowly: after a spike it needs more input to fire again, so
 * it fires at many potentials. Threshold moves of this kind are seen in cortex: Azouz and Gray (2000), PNAS 97: 8110.
 */
import { Network, NeuronGroup, PoissonGroup, SpikeMonitor, StateMonitor, Synapses } from 'spikec'
import { figure, histogram, line, points } from 'spikec/plot'

const P = new NeuronGroup(
  1,
  `dv/dt = -v/tau : volt
   dvt/dt = (vt0 - vt)/tau_vt : volt`,
  {
    name: 'P',
    threshold: 'v > vt',
    reset: 'v = 0*mV; vt += 3*mV',
    method: 'exact',
    namespace: { tau: '10*ms', tau_vt: '15*ms', vt0: '10*mV' },
  },
)
P.set({ vt: 'vt0' })

const input = new PoissonGroup(1, '500*Hz', { name: 'input' })
const S = new Synapses(input, P, { name: 'S', on_pre: 'v += 3*mV' })
S.connect()

const trace = new StateMonitor(P, ['v', 'vt'], { name: 'trace', record: true })
const spikes = new SpikeMonitor(P, { name: 'spikes', variables: 'v' })

export default new Network(P, input, S, trace, spikes, { duration: '2*second', seed: 3 })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const edges = Array.from({ length: 21 }, (_, k) => 10 + k * 0.5)
  return figure({
    title: 'A threshold that rises with every spike',
    columns: 3,
    panels: [
      {
        span: 2,
        height: 260,
        x: { name: 'time (ms)', range: [0, 150] },
        y: { name: 'potential (mV)', range: [0, 20] },
        layers: [
          line(t, trace.get('v', 'mV')[0], { label: 'v', width: 1.2 }),
          line(t, trace.get('vt', 'mV')[0], { label: 'threshold', width: 2 }),
          points(
            spikes.t.map((seconds) => seconds * 1000),
            spikes.get('v', 'mV'),
            { label: 'spike', colour: 'ink', size: 5 },
          ),
        ],
      },
      {
        height: 260,
        x: 'v at a spike (mV)',
        y: 'number of spikes',
        layers: [histogram(spikes.get('v', 'mV'), edges)],
      },
    ],
  })
}
