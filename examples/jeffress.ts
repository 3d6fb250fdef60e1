/**
 * Where a sound comes from: two ears hear the same noise, one of them later, as it turns around the head. Each of 30 neurons hears both through
 * delays of its own, and answers where these make up for the way around the head, so the direction becomes a place. Jeffress (1948),
 * Journal of Comparative and Physiological Psychology 41: 35, with spiking neurons; after an example that comes with Brian 2.
 */
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses, TimedArray } from 'spikec'
import { figure, line, points } from 'spikec/plot'

const NEURONS = 30

/** Normal numbers, the same in every run. */
function noise(length: number, deviation: number): Float64Array {
  let state = 1
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return Float64Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()))
    return deviation * radius * Math.cos(2 * Math.PI * uniform())
  })
}

const namespace = {
  sound: new TimedArray(noise(50_000, 10), { dt: '0.02*ms' }),
  max_delay: '20*cm/(300*metre/second)',
}

const ears = new NeuronGroup(
  2,
  `dx/dt = (sound(t - late) - x)/tau_ear + 0.1*sqrt(2/tau_ear)*xi : 1 (unless refractory)
   late = side*max_delay*sin(angle) : second
   side : 1 (constant)
   dangle/dt = 2*pi/second : 1`,
  {
    name: 'ears',
    threshold: 'x > 1',
    reset: 'x = 0',
    refractory: '2.5*ms',
    method: 'euler',
    namespace: { ...namespace, tau_ear: '1*ms' },
  },
)
ears.set({ side: 'i - 0.5' })

const P = new NeuronGroup(NEURONS, 'dv/dt = -v/tau + 0.1*sqrt(2/tau)*xi : 1', {
  name: 'P',
  threshold: 'v > 1',
  reset: 'v = 0',
  method: 'euler',
  namespace: { tau: '1*ms' },
})

const S = new Synapses(ears, P, { name: 'S', on_pre: 'v += 0.5', namespace })
S.connect()
S.set({ delay: '1.1*max_delay*j/(N_post - 1)' }, { where: 'i == 0' })
S.set({ delay: '1.1*max_delay*(N_post - 1 - j)/(N_post - 1)' }, { where: 'i == 1' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const trace = new StateMonitor(ears, 'late', { name: 'trace', record: true, dt: '1*ms' })
const net = new Network(ears, P, S, spikes, trace, { dt: '0.02*ms', duration: '1*second', seed: 1 })
export default net

export function picture(): string {
  const ms = (times: Float64Array) => times.map((seconds) => seconds * 1000)
  const range = [0, net.t * 1000] as const
  const [left, right] = trace.get('late', 'ms')
  return figure({
    title: 'Where a sound comes from',
    subtitle: 'a noise that turns once around the head; each neuron answers to one difference between the ears',
    panels: [
      {
        x: { range, labels: false },
        y: { name: 'right ear later by (ms)', range: [-0.75, 0.75] },
        height: 130,
        layers: [
          line(
            ms(trace.t),
            right.map((late, k) => late - left[k]),
          ),
        ],
      },
      {
        x: { name: 'time (ms)', range },
        y: { name: 'neuron', range: [-0.7, NEURONS - 0.3] },
        height: 260,
        layers: [points(ms(spikes.t), spikes.i, { size: 2 })],
      },
    ],
  })
}
