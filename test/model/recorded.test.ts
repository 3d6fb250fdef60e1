/** What monitors give, against what the objects themselves say after each step. */
import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from '../../src/index.js'

const MODEL = `dv/dt = (1.5 - v + 0.1*i)/(1*ms) : 1 (unless refractory)
double = 2*v : 1
above = v > 0.5 : boolean
k : integer
b : boolean
c : volt (shared)
d = 3*c : volt (shared)
held = v + 1 : 1 (constant over dt)`
const NAMES = ['v', 'double', 'above', 'k', 'b', 'c', 'd', 'held', 'lastspike', 'not_refractory']

function network(refractory: string) {
  const P = new NeuronGroup(4, MODEL, {
    threshold: 'v > 1',
    reset: 'v = 0; k += 1; b = not b',
    refractory,
    method: 'exact',
    name: 'P',
  })
  P.set({ c: '2*mV' })
  P.run_regularly('c += 1*mV', { dt: '1*ms' })
  const M = new StateMonitor(P, NAMES, { record: true, when: 'end' })
  const spikes = new SpikeMonitor(P, { variables: ['v', 'k', 'd'] })
  return { P, M, spikes, net: new Network(P, M, spikes) }
}

describe.each(['0.7*ms', 'v < 0.2', '(0.5 + 0.1*i)*ms'])('refractory for %s', (refractory) => {
  test('a state monitor at the end of a step has what the group has', async () => {
    const { P, M, net } = network(refractory)
    const seen = new Map(NAMES.map((name) => [name, [] as number[][]]))
    for (let step = 0; step < 40; step++) {
      await net.run('0.1*ms')
      for (const [name, rows] of seen) rows.push([...P.get(name)])
    }
    for (const [name, rows] of seen) {
      const own = M.get(name).map((trace) => [...trace])
      const expected = [0, 1, 2, 3].map((i) => rows.map((row) => (row.length === 1 ? row[0] : row[i])))
      expect(own, name).toEqual(expected)
    }
  })
})

test('the state at the end of a run is sampled when it is asked for', async () => {
  const P = new NeuronGroup(2, 'dv/dt = 1/(1*ms) : 1\nu = v + i : 1', { method: 'euler' })
  const M = new StateMonitor(P, ['v', 'u'], { record: [1, 0] })
  const rare = new StateMonitor(P, 'v', { record: true, dt: '0.4*ms' })
  const net = new Network(P, M, rare)
  await net.run('0.3*ms')
  M.recordSingleTimestep()
  rare.recordSingleTimestep()
  expect([...M.get('t', 'ms')].map((t) => Number(t.toFixed(9)))).toEqual([0, 0.1, 0.2, 0.3])
  expect([...rare.t].map((t) => Number(t.toFixed(9)))).toEqual([0, 0.0004])
  expect(M.get('u').map((trace) => trace[3])).toEqual([P.get('u')[1], P.get('u')[0]])
  await net.run('0.1*ms')
  expect(M.trace('v', 0)).toHaveLength(5)
  expect(M.trace('v', 1)).toBe(M.get('v')[0])
  expect(() => M.trace('v', 2)).toThrow('2 is not among what it records')
})

test('spikes are read by neuron, and in units', async () => {
  const { spikes, net } = network('0.7*ms')
  await net.run('5*ms')
  const { i, t } = spikes.it
  expect([i, t]).toEqual([spikes.i, spikes.t])
  const of = (values: ArrayLike<number>, neuron: number) => Array.from(values).filter((_, k) => i[k] === neuron)
  const all = spikes.allValues()
  expect(Object.keys(all)).toEqual(['t', 'v', 'k', 'd'])
  for (const neuron of [0, 1, 2, 3]) {
    expect([...all['v'][neuron]]).toEqual(of(spikes.get('v'), neuron))
    expect([...all['t'][neuron]]).toEqual(of(t, neuron))
    expect([...spikes.spikeTrains()[neuron]]).toEqual(of(t, neuron))
    expect([...spikes.spikeTrains('ms')[neuron]]).toEqual(of(t, neuron).map((time) => time / 0.001))
    expect([...spikes.values('d', 'mV')[neuron]]).toEqual(of(spikes.get('d'), neuron).map((d) => d / 0.001))
    expect(all['k'][neuron][0]).toBe(0)
  }
  expect([...spikes.get('i')]).toEqual([...i])
  expect(() => spikes.get('v', 'mV')).toThrow('U010')
  expect(() => spikes.get('t', 'mV')).toThrow('U010')
  expect(() => spikes.values('w')).toThrow('N007')
})

test.each(['js', 'wasm'] as const)(
  'chosen synapses between parts of a group read the neurons of the parts (%s)',
  async (backend) => {
    const P = new NeuronGroup(6, 'x : 1').set({ x: 'i' })
    const S = new Synapses(P.slice(2, 5), P.slice(1, 3), { model: 'y = x_pre*10 + x_post : 1' }).connect()
    const M = new StateMonitor(S, ['y'], { record: [0, 3] })
    await new Network(P, S, M, { backend }).run('0.1*ms')
    expect([0, 3].map((k) => [...M.trace('y', k)])).toEqual([[21], [32]])
  },
)
