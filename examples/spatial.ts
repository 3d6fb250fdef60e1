/**
 * Neurons in space: 1600 of them on a square grid, of 0.05 mm. Whether two are connected, how strongly, and how long a spike takes from one to
 * the other all follow from their distance. A few spikes in the middle set off a ring that runs to the edges, as fast as spikes travel
 * and neurons respond. Waves of this kind are seen in slices of cortex: Golomb and Amitai (1997), Journal of Neurophysiology 78: 1199.
 */
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses } from 'spikec'
import { figure, type Panel, points } from 'spikec/plot'

const SIDE = 40
const SPACING = 0.05

const P = new NeuronGroup(
  SIDE ** 2,
  `dv/dt = (g - v)/(10*ms) : 1 (unless refractory)
   dg/dt = -g/(5*ms) : 1
   x : metre (constant)
   y : metre (constant)`,
  {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0',
    refractory: '40*ms',
    method: 'exact',
    namespace: { SIDE, d: `${SPACING}*mm` },
  },
)
P.set({ x: 'd*(i % SIDE)', y: 'd*(i//SIDE)' })

const S = new Synapses(P, P, {
  name: 'S',
  model: `w : 1
          distance = sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2) : metre`,
  on_pre: 'g += w',
  namespace: { width: '0.15*mm', speed: '0.1*metre/second' },
})
S.connect({ condition: 'i != j', p: 'exp(-((x_pre - x_post)**2 + (y_pre - y_post)**2)/(2*width**2))' })
S.set({ w: '1.2*exp(-distance/width)', delay: '0.5*ms + distance/speed' })

/** The neurons of the middle are all made to spike, once. */
const start = new SpikeGeneratorGroup(1, [0], matrix([5], 'ms'), { name: 'start' })
const first = new Synapses(start, P, {
  name: 'first',
  on_pre: 'g += 8',
  namespace: { middle: `${(SIDE / 2) * SPACING}*mm` },
})
first.connect('(x_post - middle)**2 + (y_post - middle)**2 < (0.15*mm)**2')

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const net = new Network(P, S, start, first, spikes, { duration: '45*ms', seed: 1 })
export default net

const place = (index: number) => SPACING * index
const axis = (name: string) => ({ name, range: [0, SPACING * (SIDE - 1)] as const })

/** Who spiked within a while before a time, in ms. */
function snapshot(until: number): Panel {
  const shown = Array.from(spikes.t.keys()).filter((k) => Math.abs(spikes.t[k] * 1000 - until + 1) <= 1)
  return {
    title: `${until - 2} to ${until} ms`,
    x: axis('x (mm)'),
    y: axis('y (mm)'),
    height: 190,
    layers: [
      points(
        shown.map((k) => place(spikes.i[k] % SIDE)),
        shown.map((k) => place(Math.floor(spikes.i[k] / SIDE))),
        { size: 2, colour: 0 },
      ),
    ],
  }
}

export function picture(): string {
  const middle = SPACING * (SIDE / 2)
  const away = Array.from(spikes.i, (i) => Math.hypot(place(i % SIDE) - middle, place(Math.floor(i / SIDE)) - middle))
  const course: Panel = {
    title: 'When, and how far from the middle',
    x: { name: 'time (ms)', range: [0, net.t * 1000] },
    y: 'distance (mm)',
    height: 200,
    span: 3,
    layers: [
      points(
        spikes.t.map((seconds) => seconds * 1000),
        away,
        { size: 1.5, opacity: 0.6 },
      ),
    ],
  }
  return figure({ title: 'A wave in space', columns: 3, panels: [...[12, 24, 36].map(snapshot), course] })
}
