/** Published networks at a smaller size. Bands are means and standard deviations of several runs of Brian 2.5.1. */
import { describe, expect, test } from 'vitest'
import { EventMonitor, Network, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses } from '../../src/index.js'
import { deviation, expectWithin, mean } from '../numbers.js'

const BACKENDS = ['wasm', 'js'] as const

/** A hundred inputs and one neuron, for fifteen membrane time constants: the model is compiled once. */
test.each(BACKENDS)('rates over time constants, %s', async (backend) => {
  const P = new PoissonGroup(100, '10*Hz')
  const G = new NeuronGroup(1, 'dv/dt = -v/tau : 1\ntau : second (constant)', {
    threshold: 'v > 1',
    reset: 'v = 0',
    method: 'euler',
  })
  const S = new Synapses(P, G, { on_pre: 'v += 0.1' })
  S.connect()
  const spikes = new SpikeMonitor(G)
  const network = new Network(P, G, S, spikes, { backend, seed: 1 })
  const rates: number[] = []
  await network.store('start')
  for (let k = 1; k <= 15; k++) {
    await network.restore('start')
    G.set({ tau: `${k}*ms` })
    await network.run('1*second')
    rates.push(spikes.numSpikes)
  }
  // Three runs of the reference have 385, 423 and 430 spikes.
  const all = rates.reduce((a, b) => a + b, 0)
  expectWithin(all, 413, 25)
  expect(Math.max(...rates.slice(0, 3))).toBeLessThanOrEqual(1)
  expect(Math.min(...rates.slice(10))).toBeGreaterThan(38)
})

/** A group with an event beside its spike, and a pathway for each. */
test.each(BACKENDS)('pathways on a spike and on an event, %s', async (backend) => {
  const input = new PoissonGroup(1, '250*Hz')
  const G = new NeuronGroup(
    1,
    `dv/dt = (g - v)/(50*ms) : 1
     dg/dt = -g/(10*ms) : 1
     ready : boolean`,
    {
      threshold: 'v > 1',
      reset: 'v = 0; g = 0; ready = True',
      events: { rise: 'g > 1 and ready', fall: 'g < 1 and not ready' },
      method: 'exact',
    },
  )
  G.run_on_event('rise', 'ready = False')
  G.run_on_event('fall', 'ready = True')
  G.set({ ready: true })
  const H = new NeuronGroup(1, 'x : 1\ny : 1')
  const excitation = new Synapses(input, G, { on_pre: 'g += 0.5' })
  excitation.connect()
  const S = new Synapses(G, H, { on_pre: { pre: 'x += 1', path: 'y += 1' }, on_event: { pre: 'spike', path: 'rise' } })
  S.connect()
  const [rises, spikes] = [new EventMonitor(G, 'rise'), new SpikeMonitor(G)]
  const network = new Network(input, G, H, excitation, S, rises, spikes, { backend, seed: 4 })
  await network.run('5*second')
  expectWithin(rises.numSpikes, 402, 18)
  expectWithin(spikes.numSpikes, 50, 3.7)
  expect([H.get('x')[0], H.get('y')[0]]).toEqual([spikes.numSpikes, rises.numSpikes])
})

/**
 * The barrel cortex, three by three barrels: bars move over the whiskers, and the synapses of layer 4 onto layer 2/3 learn their direction.
 * Kremer, Léger, Goodman, Brette and Bourdieu (2011), Journal of Neuroscience 31: 10689.
 */
describe.each(BACKENDS)('the barrel cortex, %s', (backend) => {
  const SIDE = 3
  const BARRELS = SIDE ** 2
  const [SIDE4, SIDE_E, SIDE_I] = [8, 8, 4]
  const [N4, NE, NI] = [SIDE4 ** 2, SIDE_E ** 2, SIDE_I ** 2]

  test('connections, rates and weights', { timeout: 60_000 }, async () => {
    const layer4 = new NeuronGroup(
      N4 * BARRELS,
      `rate = int(is_active)*clip(cos(direction - selectivity), 0, inf)*Fmax : Hz
       is_active = abs((barrel_x + 0.5 - bar_x)*cos(direction) + (barrel_y + 0.5 - bar_y)*sin(direction)) < 0.5 : boolean
       barrel_x : integer
       barrel_y : integer
       selectivity : 1
       bar_x = cos(direction)*(t - began)/(5*ms) + start_x : 1 (shared)
       bar_y = sin(direction)*(t - began)/(5*ms) + start_y : 1 (shared)
       direction : 1 (shared)
       began : second (shared)
       start_x : 1 (shared)
       start_y : 1 (shared)`,
      { name: 'layer4', threshold: 'rand() < rate*dt' },
    )
    layer4.set({
      barrel_x: '(i//N4) % side + 0.5',
      barrel_y: 'i//(side*N4) + 0.5',
      selectivity: '(i % N4)/(1.0*N4)*2*pi',
    })
    layer4.run_regularly(
      `direction = rand()*2*pi
       start_x = side/2.0 - cos(direction)*6
       start_y = side/2.0 - sin(direction)*6
       began = t`,
      { dt: '60*ms', when: 'start' },
    )
    const layer23 = new NeuronGroup(
      BARRELS * (NE + NI),
      `dv/dt = (ge + gi + El - v)/(10*ms) : volt
       dge/dt = -ge/(2*ms) : volt
       dgi/dt = -gi/(25*ms) : volt
       dvt/dt = (Vt - vt)/(50*ms) : volt
       barrel : integer
       x : 1
       y : 1`,
      { name: 'layer23', threshold: 'v > vt', reset: 'v = El; vt += 2*mV', refractory: '2*ms', method: 'euler' },
    )
    layer23.set({ v: 'El', vt: 'Vt' })
    const excitatory = layer23.slice(0, BARRELS * NE)
    const inhibitory = layer23.slice(BARRELS * NE)
    for (const [part, size] of [
      [excitatory, SIDE_E],
      [inhibitory, SIDE_I],
    ] as const) {
      part.set({ x: `(i % (side*${size}))*(1.0/${size})`, y: `(i//(side*${size}))*(1.0/${size})` })
      part.set({ barrel: 'floor(x) + floor(y)*side' })
    }
    const feedforward = new Synapses(layer4, excitatory, {
      name: 'feedforward',
      model: `w : volt
              dsource/dt = -source/(5*ms) : volt (event-driven)
              dgoal/dt = -goal/(25*ms) : volt (event-driven)`,
      on_pre: `ge += w
               source += 0.05*EPSC
               w = clip(w + goal, 0*volt, EPSC)`,
      on_post: `goal -= 0.04*EPSC
                w = clip(w + source, 0*volt, EPSC)`,
    })
    feedforward.connect({ condition: 'barrel_x_pre + side*barrel_y_pre == barrel_post', p: 0.5 })
    feedforward.set({ w: '0.5*EPSC' })
    const lateral = new Synapses(excitatory, layer23, { name: 'lateral', model: 'w : volt', on_pre: 'ge += w' })
    lateral.connect({ p: '0.15*exp(-0.5*(((x_pre - x_post)/0.4)**2 + ((y_pre - y_post)/0.4)**2))' })
    lateral.set({ w: '0.3*EPSC' }, { where: `j < ${BARRELS * NE}` })
    lateral.set({ w: 'EPSC' }, { where: `j >= ${BARRELS * NE}` })
    const inhibition = new Synapses(inhibitory, excitatory, { name: 'inhibition', on_pre: 'gi += IPSC' })
    inhibition.connect({ p: 'exp(-0.5*(((x_pre - x_post)/0.2)**2 + ((y_pre - y_post)/0.2)**2))' })
    const monitors = [new SpikeMonitor(layer4), new SpikeMonitor(excitatory), new SpikeMonitor(inhibitory)]
    const network = new Network(layer4, layer23, feedforward, lateral, inhibition, ...monitors, {
      backend,
      seed: 4,
      namespace: {
        N4,
        side: SIDE,
        Fmax: '0.5/(5*ms)',
        El: '-70*mV',
        Vt: '-55*mV',
        EPSC: '4*mV*0.2**(10/(2 - 10))',
        IPSC: '-1*mV*2.5**(10/(25.0 - 10))',
      },
    })
    await network.run('1*second')

    expectWithin(feedforward.i.length, 18_432, 96)
    expectWithin(lateral.i.length, 5540, 135)
    expectWithin(inhibition.i.length, 2070, 40)
    // Counts vary with the directions of seventeen bars.
    const [seen, excited, inhibited] = monitors.map(({ numSpikes }) => numSpikes)
    expectWithin(seen, 1580, 40)
    expectWithin(excited, 2547, 250)
    expectWithin(inhibited, 556, 90)
    const w = feedforward.get('w').map((value) => value / (0.004 * 0.2 ** (10 / (2 - 10))))
    expectWithin(mean(w), 0.5285, 0.0025)
    expectWithin(deviation(w), 0.0411, 0.0023)
  })
})
