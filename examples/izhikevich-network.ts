/**
 * A thousand neurons of the cortex, all connected with random weights, whose rhythms come and go. Izhikevich (2003), IEEE Transactions
 * on Neural Networks 14: 1569, figure 3: 800 excitatory neurons, from regular spiking to chattering, and 200 inhibitory ones.
 */
import { Network, NeuronGroup, PopulationRateMonitor, SpikeMonitor, Synapses } from 'spikec'
import { figure, horizontal, line, spikes as marks } from 'spikec/plot'

const P = new NeuronGroup(
  1000,
  `dv/dt = (0.04*v**2 + 5*v + 140 - u + I)/ms : 1
   du/dt = a*(b*v - u)/ms : 1
   I : 1
   a : 1 (constant)
   b : 1 (constant)
   c : 1 (constant)
   d : 1 (constant)
   noise : 1 (constant)
   r : 1 (constant)`,
  { name: 'P', threshold: 'v >= 30', reset: 'v = c; u += d', method: 'euler' },
)
P.set({ r: 'rand()' })
const excitatory = P.slice(0, 800)
excitatory.set({ a: 0.02, b: 0.2, c: '-65 + 15*r**2', d: '8 - 6*r**2', noise: 5 })
const inhibitory = P.slice(800)
inhibitory.set({ a: '0.02 + 0.08*r', b: '0.25 - 0.05*r', c: -65, d: 2, noise: 2 })
P.set({ v: -65, u: 'b*v' })
// Input lasts for one step: after it was used, and before the spikes of the step add theirs for the next one.
P.run_regularly('I = noise*randn()', { dt: '1*ms', when: 'after_groups' })

const S = new Synapses(P, P, { name: 'S', model: 'w : 1', on_pre: 'I_post += w' })
S.connect()
S.set({ w: '0.5*rand()' }, { where: 'i < 800' })
S.set({ w: '-rand()' }, { where: 'i >= 800' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const rate = new PopulationRateMonitor(P, { name: 'rate' })
const net = new Network(P, S, spikes, rate, { dt: '1*ms', duration: '1*second', seed: 1 })
export default net

export function picture(): string {
  const ms = (times: Float64Array) => times.map((seconds) => seconds * 1000)
  const range = [0, net.t * 1000] as const
  return figure({
    title: 'Rhythms of a network of simple neurons',
    subtitle: `${spikes.numSpikes} spikes; the neurons above the line inhibit`,
    panels: [
      {
        x: { labels: false, range },
        y: { name: 'neuron', range: [0, 1000] },
        height: 360,
        layers: [marks(ms(spikes.t), spikes.i, { colour: 'ink' }), horizontal(800, { colour: 1 })],
      },
      {
        x: { name: 'time (ms)', range },
        y: 'rate (Hz)',
        height: 110,
        layers: [
          line(ms(rate.t), rate.smoothRate({ window: 'gaussian', width: '3*ms' }), { label: 'Gaussian, σ = 3 ms' }),
        ],
      },
    ],
  })
}
