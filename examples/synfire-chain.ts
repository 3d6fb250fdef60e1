/**
 * A synfire chain: ten groups of a hundred neurons, each group connected to all of the next. Volleys of spikes travel along it if
 * enough neurons take part closely enough in time, and sharpen on their way; weaker ones die out. Diesmann, Gewaltig and
 * Aertsen (1999), Nature 402: 529.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { figure, horizontal, type Panel, points } from 'spikec/plot'

const WIDTH = 100

/** A chain, and so many spikes around 50 ms that excite its first group. */
function chain(spikes: number) {
  const P = new NeuronGroup(
    10 * WIDTH,
    `dV/dt = (x - (V - Vr))/taum : volt
     dx/dt = (y - x)/taupsp : volt
     dy/dt = -y/taupsp + 25.27*mV/ms + 39.24*mV/ms**0.5*xi : volt`,
    {
      name: `P${spikes}`,
      threshold: 'V > Vt',
      reset: 'V = Vr',
      refractory: '1*ms',
      method: 'euler',
      namespace: { Vr: '-70*mV', Vt: '-55*mV', taum: '10*ms', taupsp: '0.325*ms' },
    },
  )
  P.set({ V: 'Vr + rand()*(Vt - Vr)' })
  const volley = new NeuronGroup(spikes, 'at : second (constant)', {
    name: `volley${spikes}`,
    threshold: 't >= at and t < at + dt',
  })
  volley.set({ at: '50*ms + randn()*ms' })

  const options = { on_pre: 'y += weight', namespace: { weight: '4.86*mV' } }
  const S = new Synapses(P, P, { name: `S${spikes}`, ...options })
  S.connect({ condition: `i//${WIDTH} + 1 == j//${WIDTH}` })
  const first = new Synapses(volley, P.slice(0, WIDTH), { name: `first${spikes}`, ...options })
  first.connect()
  return [P, volley, S, first, new SpikeMonitor(P, { name: `spikes${spikes}` })] as const
}

const strong = chain(85)
const weak = chain(45)

const net = new Network(...strong, ...weak, { duration: '100*ms', seed: 1 })
export default net

function panel(title: string, [, , , , spikes]: ReturnType<typeof chain>): Panel {
  const groups = Array.from({ length: 10 }, (_, k) => k)
  const place = Array.from(spikes.i, (i) => i / WIDTH)
  return {
    title,
    x: { name: 'time (ms)', range: [0, net.t * 1000] },
    y: { name: 'group', range: [0, 10], ticks: groups.map((k) => [k + 0.5, String(k + 1)] as const) },
    height: 300,
    layers: [
      ...groups.slice(1).map((k) => horizontal(k, { opacity: 0.4 })),
      points(
        spikes.t.map((seconds) => seconds * 1000),
        place,
        { size: 2 },
      ),
    ],
  }
}

export function picture(): string {
  return figure({
    title: 'Synfire chains',
    subtitle: 'two chains of ten groups of a hundred neurons, and a volley of spikes into the first group of each',
    columns: 2,
    panels: [panel('85 spikes: the volley travels and sharpens', strong), panel('45 spikes: it dies out', weak)],
  })
}
