/**
 * Leaky integrate-and-fire neurons driven by a sine, each with another constant current. Where the current falls beneath the threshold
 * for a part of each cycle (a < 3), spikes lock to it; where it never does, most of them drift. Brette (2004), Journal of Mathematical
 * Biology 48: 38, figure 2A.
 */
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
import { figure, horizontal, note, points } from 'spikec/plot'

const N = 400

const P = new NeuronGroup(
  N,
  `dv/dt = (a + 2*sin(2*pi*t/tau) - v)/tau : 1
   a : 1 (constant)`,
  { name: 'P', threshold: 'v > 1', reset: 'v = 0', method: 'euler', namespace: { tau: '100*ms' } },
)
P.set({ a: '2 + 2*i/(N - 1)' })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(P, spikes, { duration: '4*second' })
export default net

export function picture(): string {
  const a = P.get('a')
  const cycles = spikes.t.map((seconds) => seconds / 0.1)
  // The first half is left out: locking takes a while.
  const late = Array.from(cycles.keys()).filter((k) => cycles[k] >= net.t / 0.1 / 2)
  return figure({
    title: 'Phase locking of leaky integrate-and-fire neurons',
    subtitle: `when in the cycle each of ${N} neurons spikes, over ${Math.round(net.t / 0.1 / 2)} cycles`,
    panels: [
      {
        x: { name: 'phase of the spike (cycles)', range: [0, 1] },
        y: { name: 'constant current a', range: [2, 4] },
        height: 420,
        layers: [
          points(
            late.map((k) => cycles[k] % 1),
            late.map((k) => a[spikes.i[k]]),
            { size: 1.2, colour: 0 },
          ),
          horizontal(3, { dashed: true, colour: 1 }),
          note(0.995, 3.03, 'beneath, the current falls below the threshold', { colour: 1, side: 'left' }),
        ],
      },
    ],
  })
}
