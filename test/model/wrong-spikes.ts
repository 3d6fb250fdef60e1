import {
  matrix,
  Network,
  NeuronGroup,
  SpikeGeneratorGroup,
  type SpikeGeneratorGroupOptions,
  SpikeMonitor,
  type SpikeTimes,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import type { BadInput } from './bad-inputs.js'

/** A group of three neurons with a mistake, of which the network hears. */
const given =
  (indices: unknown, times: unknown, options: object = {}, N = 3) =>
  () => {
    const G = new SpikeGeneratorGroup(N, indices as number[], times as SpikeTimes, {
      name: 'G',
      ...(options as SpikeGeneratorGroupOptions),
    })
    return new Network(G, new SpikeMonitor(G, { name: 'spikes' }), { namespace: { T: '10*ms' }, seed: 1 }).build()
  }

const ms = (...times: number[]) => matrix(times, 'ms')

/** Given later, to a network that has run. */
const later =
  (indices: number[], times: SpikeTimes, options = {}) =>
  async () => {
    const G = new SpikeGeneratorGroup(3, [0], ms(1), { name: 'G' })
    const net = new Network(G, { seed: 1 })
    await net.run('10*ms')
    G.set_spikes(indices, times, options)
    await net.run('10*ms')
  }

export const wrongSpikes: readonly BadInput[] = [
  ['spikes at times without a unit', given([0, 1], [1, 2])],
  ['spikes at times in volts', given([0, 1], matrix([1, 2], 'mV'))],
  ['spikes at times in an unknown unit', given([0, 1], matrix([1, 2], 'msec'))],
  ['spikes at times of which one is in volts', given([0, 1], ['1*ms', '2*mV'])],
  ['spikes at times of which one has an unknown name', given([0, 1], ['1*ms', 'T + tau'])],
  ['spikes at times that are a matrix', given([0, 1], matrix([[1], [2]], 'ms'))],
  ['spikes at a time that is a number', given([0], 5)],
  ['spikes at times that are mixed', given([0, 1], ['1*ms', 2])],
  ['spikes of no neuron', given(undefined, ms(1))],
  ['fewer indices than times', given([0, 1], ms(1, 2, 3))],
  ['a single time for two indices', given([0, 1], ms(1))],
  ['spikes of neurons that there are not', given([0, 3, -1], ms(1, 2, 3))],
  ['spikes of half a neuron', given([0.5], ms(1))],
  ['a spike before the beginning', given([0, 1], ms(1, -2))],
  ['a spike at no time', given([0, 1], ms(1, Number.NaN))],
  ['a spike that never comes', given([0, 1], ms(Number.POSITIVE_INFINITY, 1))],
  ['two spikes of a neuron in one step', given([2, 0, 2, 1], ms(3.02, 1, 3.08, 3.05))],
  ['spikes that are not sorted as they are said to be', given([0, 1, 2], ms(1, 3, 2), { sorted: true })],
  ['a period that is no whole number of steps', given([0], ms(1), { period: '2.25*ms' })],
  ['a period below a step', given([0], ms(0), { period: '0.04*ms' })],
  ['a period below 0', given([0], ms(0), { period: '-5*ms' })],
  ['a period without end', given([0], ms(0), { period: 'inf*ms' })],
  ['a period in volts', given([0], ms(0), { period: '5*mV' })],
  ['a period that is a number', given([0], ms(0), { period: 5 })],
  ['a period that ends before the last spike', given([0, 1], ms(1, 10), { period: 'T' })],
  ['a group of given spikes with an unknown option', given([0], ms(1), { periode: '5*ms' })],
  ['a group of given spikes with an unknown slot', given([0], ms(1), { when: 'threshold' })],
  ['a group of given spikes without a neuron', given([], ms(), {}, 0)],
  ['spikes given later that come twice in a step', later([1, 1], ms(15, 15.01))],
  ['spikes given later, too few times', later([1, 1], ms(15))],
  ['spikes given later with a wrong period', later([1], ms(15), { period: '10*ms' })],
  [
    'a variable recorded of a group of given spikes',
    () => {
      const G = new SpikeGeneratorGroup(3, [0], ms(1), { name: 'G' })
      return new Network(G, new StateMonitor(G, 'v', { record: true }), { seed: 1 }).build()
    },
  ],
  [
    'a synapse that writes to a group of given spikes',
    () => {
      const P = new NeuronGroup(1, 'v : volt', { name: 'P', threshold: 'v > 1*mV' })
      const G = new SpikeGeneratorGroup(3, [0], ms(1), { name: 'G' })
      const S = new Synapses(P, G, { name: 'S', on_pre: 'v_post += 1*mV' }).connect()
      return new Network(P, G, S, { seed: 1 }).build()
    },
  ],
  [
    'JSON that gives spikes to neurons of another kind',
    () =>
      Network.fromJSON({
        spikec: 1,
        objects: [{ kind: 'NeuronGroup', name: 'P', N: 2, model: 'v : volt' }],
        setup: [{ kind: 'set_spikes', target: 'P', indices: [0], times: ['1*ms'] }],
      }),
  ],
  [
    'JSON with times that are plain numbers',
    () =>
      Network.fromJSON({
        spikec: 1,
        objects: [{ kind: 'SpikeGeneratorGroup', name: 'G', N: 2, indices: [0], times: [1] }],
      }),
  ],
]
