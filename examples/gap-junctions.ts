/**
 * Electrical coupling: ten leaky neurons, each driven just above its threshold and joined with all others by gap junctions. The current
 * through a junction follows the difference of the two potentials, at every moment and not only at spikes, so it is a sum over synapses.
 * Neurons that begin apart settle into an order in which they keep spiking. After an example that comes with Brian 2.
 */
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from 'spikec'
import { figure, horizontal, line, spikes as marks } from 'spikec/plot'

const N = 10

const P = new NeuronGroup(
  N,
  `dv/dt = (v0 - v + I_gap)/tau : 1
   I_gap : 1`,
  { name: 'P', threshold: 'v > 1', reset: 'v = 0', method: 'exact', namespace: { v0: 1.05, tau: '10*ms' } },
)
P.set({ v: 'i/(N - 1)' })

const gaps = new Synapses(P, P, {
  name: 'gaps',
  model: `w : 1
          I_gap_post = w*(v_pre - v_post) : 1 (summed)`,
})
gaps.connect()
gaps.set({ w: 0.02 })

const trace = new StateMonitor(P, 'v', { name: 'trace', record: [0, 5] })
const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(P, gaps, trace, spikes, { duration: '500*ms' })
export default net

export function picture(): string {
  const ms = (times: Float64Array) => times.map((seconds) => seconds * 1000)
  const range = [0, net.t * 1000] as const
  const [first, sixth] = trace.get('v')
  return figure({
    title: 'Neurons with gap junctions',
    subtitle: `${N} neurons, each coupled with all others`,
    panels: [
      {
        x: { labels: false, range },
        y: { name: 'neuron', range: [-0.7, N - 0.3] },
        height: 150,
        layers: [marks(ms(spikes.t), spikes.i)],
      },
      {
        x: { name: 'time (ms)', range },
        y: 'potential',
        height: 220,
        layers: [
          horizontal(1, { dashed: true, opacity: 0.6 }),
          line(ms(trace.t), first, { label: 'neuron 0' }),
          line(ms(trace.t), sixth, { label: 'neuron 5' }),
        ],
      },
    ],
  })
}
