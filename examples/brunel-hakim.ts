/**
 * Fast oscillations of a network whose neurons fire slowly and irregularly: 5000 neurons which inhibit each other, one pair in
 * five connected, with a delay of 2 ms, and driven by noise. Brunel and Hakim (1999), Neural Computation 11: 1621.
 */
import { Network, NeuronGroup, PopulationRateMonitor, SpikeMonitor, Synapses } from 'spikec'
import { figure, line, spikes as marks } from 'spikec/plot'

const P = new NeuronGroup(5000, 'dV/dt = (muext - V + sigmaext*sqrt(tau)*xi)/tau : volt', {
  name: 'P',
  threshold: 'V > theta',
  reset: 'V = Vr',
  refractory: '2*ms',
  method: 'euler',
  namespace: { muext: '25*mV', sigmaext: '1*mV', tau: '20*ms', theta: '20*mV', Vr: '10*mV' },
})
P.set({ V: 'Vr' })

const S = new Synapses(P, P, { name: 'S', on_pre: 'V -= J', delay: '2*ms', namespace: { J: '0.1*mV' } })
S.connect({ p: 0.2 })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const rate = new PopulationRateMonitor(P, { name: 'rate' })

const net = new Network(P, S, spikes, rate, { duration: '100*ms', seed: 1 })
export default net

export function picture(): string {
  const ms = (times: Float64Array) => times.map((seconds) => seconds * 1000)
  const range = [0, net.t * 1000] as const
  return figure({
    title: 'Fast oscillations, slow neurons',
    subtitle: `${spikes.numSpikes} spikes of 5000 neurons which inhibit each other after 2 ms`,
    panels: [
      {
        x: { labels: false, range },
        y: { name: 'neuron', range: [0, 5000] },
        height: 280,
        layers: [marks(ms(spikes.t), spikes.i)],
      },
      {
        x: { name: 'time (ms)', range },
        y: 'rate (Hz)',
        height: 160,
        layers: [
          line(ms(rate.t), rate.smoothRate({ window: 'flat', width: '0.5*ms' }), {
            label: 'within 0.5 ms',
            colour: 'muted',
            width: 1,
          }),
          line(ms(rate.t), rate.smoothRate({ window: 'gaussian', width: '0.5*ms' }), {
            label: 'Gaussian, σ = 0.5 ms',
            colour: 1,
            width: 2,
          }),
        ],
      },
    ],
  })
}
