/**
 * Pitch by coincidences: an ear spikes at a phase of the sound, and each of 300 neurons hears it twice, at once and after a delay of its own.
 * Those answer whose delay is the period of the sound, or a multiple of it, so the pitch becomes a place. Licklider (1951),
 * Experientia 7: 128, with spiking neurons.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { figure, points } from 'spikec/plot'

const NEURONS = 300

const ears = new NeuronGroup(
  2,
  `dx/dt = (sound - x)/tau_ear + 0.1*sqrt(2/tau_ear)*xi : 1 (unless refractory)
   sound = 5*sin(2*pi*frequency*t)**3 : 1
   frequency = 200*Hz + 200*Hz*t/second : Hz`,
  {
    name: 'ears',
    threshold: 'x > 1',
    reset: 'x = 0',
    refractory: '2*ms',
    method: 'euler',
    namespace: { tau_ear: '1*ms' },
  },
)
const P = new NeuronGroup(NEURONS, 'dv/dt = -v/tau + sigma*sqrt(2/tau)*xi : 1', {
  name: 'P',
  threshold: 'v > 1',
  reset: 'v = 0',
  method: 'euler',
  namespace: { tau: '1*ms', sigma: 0.1 },
})

const S = new Synapses(ears, P, {
  name: 'S',
  on_pre: 'v += 0.5',
  namespace: { lowest: '50*Hz', highest: '1000*Hz' },
})
S.connect()
// The ear with number 0 is heard at once, the other one a period of the neuron's own frequency later.
S.set({ delay: 'i/(lowest*exp(j/(N_post - 1)*log(highest/lowest)))' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const heard = new SpikeMonitor(ears, { name: 'heard' })
const net = new Network(ears, P, S, spikes, heard, { dt: '0.02*ms', duration: '500*ms', seed: 1 })
export default net

export function picture(): string {
  const place = (frequency: number) => ((NEURONS - 1) * Math.log(frequency / 50)) / Math.log(20)
  const ticks = [50, 100, 200, 400, 800].map((frequency) => [place(frequency), String(frequency)] as const)
  return figure({
    title: 'Pitch by coincidences',
    subtitle:
      'a tone whose pitch rises from 200 to 400 Hz; below it, neurons whose delay is two periods, three, and so on',
    panels: [
      {
        x: { name: 'time (ms)', range: [0, net.t * 1000] },
        y: { name: 'frequency of the neuron (Hz)', range: [0, NEURONS - 1], ticks },
        height: 420,
        layers: [
          points(
            spikes.t.map((seconds) => seconds * 1000),
            spikes.i,
            { size: 1.5 },
          ),
        ],
      },
    ],
  })
}
