import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, PopulationRateMonitor, SpikeMonitor } from '../../src/index.js'

// As in the reference, a group may have no variables.
describe.each(['', '  # nothing but the threshold\n'])('neurons with the equations %j', (model) => {
  test.each(['js', 'wasm'] as const)('spike by a threshold that reads none, on %s', async (backend) => {
    const P = new NeuronGroup(3, model, { threshold: 'i == 1 and t > 0.15*ms' })
    const spikes = new SpikeMonitor(P)
    const rate = new PopulationRateMonitor(P.slice(1))
    const net = new Network(P, spikes, rate, { backend })
    const back = Network.fromJSON(JSON.parse(JSON.stringify(net.toJSON())))
    await net.run('0.4*ms')
    expect([...spikes.i]).toEqual([1, 1])
    expect([...spikes.t]).toEqual([2, 3].map((step) => step * 1e-4))
    expect([...rate.rate]).toEqual([0, 0, 5000, 5000])
    expect(back.toJSON()).toEqual(net.toJSON())
  })
})

test.each(['js', 'wasm'] as const)('neurons that are refractory by `True` spike once, on %s', async (backend) => {
  const P = new NeuronGroup(3, 'v = t/ms - 0.1*i : 1', { threshold: 'v > 0.25', refractory: 'True' })
  const spikes = new SpikeMonitor(P)
  await new Network(P, spikes, { backend }).run('1*ms')
  expect([...spikes.i]).toEqual([0, 1, 2])
  expect([...spikes.t]).toEqual([3, 4, 5].map((step) => step * 1e-4))
})
