/** Published networks at a smaller size. Bands are means and standard deviations of several runs of Brian 2.5.1. */
import { expect, test } from 'vitest'
import { EventMonitor, Network, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses } from '../../src/index.js'
import { expectWithin } from '../numbers.js'

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
