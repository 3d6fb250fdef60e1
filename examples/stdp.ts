/**
 * Spike-timing-dependent plasticity makes the inputs of a neuron compete: whichever tends to spike before it grows stronger, the others
 * weaker, until most weights stand near one of their bounds. Song, Miller and Abbott (2000), Nature Neuroscience 3: 919.
 */
import { Network, NeuronGroup, PoissonGroup, SpikeMonitor, StateMonitor, Synapses } from 'spikec'
import { figure, histogram, line } from 'spikec/plot'

const INPUTS = 1000

const input = new PoissonGroup(INPUTS, '15*Hz', { name: 'input' })
const neuron = new NeuronGroup(
  1,
  `dv/dt = (ge*(Ee - v) + El - v)/taum : volt
   dge/dt = -ge/taue : 1`,
  {
    name: 'neuron',
    threshold: 'v > Vt',
    reset: 'v = Vr',
    method: 'euler',
    namespace: { Ee: '0*mV', El: '-74*mV', Vt: '-54*mV', Vr: '-60*mV', taum: '10*ms', taue: '5*ms' },
  },
)

const S = new Synapses(input, neuron, {
  name: 'S',
  model: `w : 1
          dApre/dt = -Apre/taupre : 1 (event-driven)
          dApost/dt = -Apost/taupost : 1 (event-driven)`,
  on_pre: `ge += w
           Apre += up*gmax
           w = clip(w + Apost, 0, gmax)`,
  on_post: `Apost -= down*gmax
            w = clip(w + Apre, 0, gmax)`,
  namespace: { taupre: '20*ms', taupost: '20*ms', gmax: 0.01, up: 0.01, down: 0.0105 },
})
S.connect()
S.set({ w: 'rand()*gmax' })

const arrived = new SpikeMonitor(input, { name: 'arrived', record: false })
const spikes = new SpikeMonitor(neuron, { name: 'spikes' })
const trace = new StateMonitor(S, 'w', { name: 'trace', record: [0, 1, 2, 3, 4, 5], dt: '100*ms' })
const net = new Network(input, neuron, S, arrived, spikes, trace, { duration: '10*second', seed: 1 })
export default net

export function picture(): string {
  const weights = S.get('w').map((w) => w / 0.01)
  const seconds = [0, net.t] as const
  return figure({
    title: 'Inputs that compete for a neuron',
    subtitle: `${INPUTS} inputs at 15 Hz; the neuron spikes ${spikes.numSpikes} times`,
    panels: [
      {
        x: { name: 'weight, as a part of the largest', range: [0, 1] },
        y: 'synapses',
        height: 180,
        layers: [
          histogram(
            weights,
            Array.from({ length: 41 }, (_, k) => k / 40),
          ),
        ],
      },
      {
        x: { labels: false, range: seconds },
        y: 'weight',
        height: 160,
        layers: trace.get('w').map((w) =>
          line(
            trace.t,
            w.map((value) => value / 0.01),
          ),
        ),
      },
      {
        x: { name: 'time (s)', range: seconds },
        y: 'rate (Hz)',
        height: 110,
        layers: [
          histogram(
            spikes.t,
            Array.from({ length: Math.ceil(net.t) + 1 }, (_, k) => k),
          ),
        ],
      },
    ],
  })
}
