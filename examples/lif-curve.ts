/**
 * The f-I curve of the leaky integrate-and-fire neuron: a thousand neurons, each with another constant input, and the rate
 * at which each one fires, beside the rate that follows from the equations.
 */
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
import { figure, line, note, vertical } from 'spikec/plot'

const N = 1000

const P = new NeuronGroup(
  N,
  `dv/dt = (v0 - v)/tau : volt (unless refractory)
   v0 : volt`,
  {
    name: 'P',
    threshold: 'v > Vt',
    reset: 'v = 0*mV',
    refractory: '5*ms',
    method: 'exact',
    namespace: { tau: '10*ms', Vt: '10*mV' },
  },
)
P.set({ v0: '20*mV*i/(N - 1)' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(P, spikes, { duration: '1*second' })
export default net

/** From the threshold on, v reaches it after tau*ln(v0/(v0 - Vt)), and stays at 0 for the refractory period before. */
const rateInTheory = (v0: number) => (v0 > 10 ? 1000 / (5 + 10 * Math.log(v0 / (v0 - 10))) : 0)

export function picture(): string {
  const v0 = P.get('v0', 'mV')
  const rate = Float64Array.from(spikes.count, (n) => n / net.t)
  return figure({
    title: 'f-I curve of the leaky integrate-and-fire neuron',
    subtitle: `${N} neurons, τ = 10 ms, refractory for 5 ms`,
    panels: [
      {
        x: 'input v₀ (mV)',
        y: 'firing rate (Hz)',
        height: 320,
        layers: [
          vertical(10, { dashed: true }),
          note(10, 72, 'threshold'),
          line(v0, v0.map(rateInTheory), {
            label: '1/(refractory + τ ln(v₀/(v₀ − Vt)))',
            colour: 1,
            width: 5,
            opacity: 0.4,
          }),
          line(v0, rate, { label: 'simulated', colour: 0 }),
        ],
      },
    ],
  })
}
