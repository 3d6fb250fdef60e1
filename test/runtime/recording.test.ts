import { describe, expect, test } from 'vitest'
import type { ObjectSpec } from '../../src/model/spec.js'
import { groupSpec, modelSpec, simulationOf } from '../helpers.js'

/** Neuron i spikes in each step that i divides: what was recorded can be told without a simulation. */
const N = 1500
const counting = groupSpec('n : 1\nk : integer\nb : boolean', {
  N,
  threshold: 't_in_timesteps % (i + 1) == 0',
  reset: 'n += 1; k += 2; b = not b',
})
const spikes: ObjectSpec = { kind: 'SpikeMonitor', name: 'spikes', source: 'P', variables: ['n', 'k', 'b'] }
const states: ObjectSpec = {
  kind: 'StateMonitor',
  name: 'states',
  source: 'P',
  variables: ['n', 'k', 'b'],
  record: true,
}

function expectedSpikes(from: number, to: number, size: number) {
  const i: number[] = []
  const step: number[] = []
  for (let k = from; k < to; k++) {
    for (let neuron = 0; neuron < size; neuron++) {
      if (k % (neuron + 1) !== 0) continue
      i.push(neuron)
      step.push(k)
    }
  }
  return { i, step }
}

describe('spike monitors', () => {
  test('tell the spikes in the order of time, then of neurons', async () => {
    const simulation = simulationOf(modelSpec([counting, spikes]))
    await simulation.run(0.005)
    const { i, t } = simulation.spikes('spikes')
    const expected = expectedSpikes(0, 50, N)
    expect([...i]).toEqual(expected.i)
    expect([...t]).toEqual(expected.step.map((step) => step * 1e-4))
  })

  test('sample variables before the reset', async () => {
    const simulation = simulationOf(modelSpec([counting, spikes]))
    await simulation.run(0.002)
    const { i } = simulation.spikes('spikes')
    const before = [...i].map((neuron, at) => i.slice(0, at).filter((other) => other === neuron).length)
    expect([...simulation.atSpikes('spikes', 'n')]).toEqual(before)
    expect([...simulation.atSpikes('spikes', 'k')]).toEqual(before.map((n) => 2 * n))
    expect([...simulation.atSpikes('spikes', 'b')]).toEqual(before.map((n) => n % 2))
  })

  test('hand over what they hold when they are full, in the middle of a chunk of steps', async () => {
    const all = groupSpec('v : 1', { N: 30_000, threshold: 'v < 1', reset: '' })
    const simulation = simulationOf(modelSpec([all, { kind: 'SpikeMonitor', name: 'spikes', source: 'P' }]))
    await simulation.run(0.001)
    const { i, t } = simulation.spikes('spikes')
    expect(i).toHaveLength(300_000)
    expect(i.every((neuron, at) => neuron === at % 30_000)).toBe(true)
    expect(t.every((time, at) => time === Math.floor(at / 30_000) * 1e-4)).toBe(true)
    expect(simulation.counts('spikes').every((count) => count === 10)).toBe(true)
  })

  test('count even where they keep nothing else', async () => {
    const simulation = simulationOf(
      modelSpec([counting, { kind: 'SpikeMonitor', name: 'spikes', source: 'P', record: false }]),
    )
    await simulation.run(0.0012)
    expect([...simulation.counts('spikes').slice(0, 5)]).toEqual([12, 6, 4, 3, 3])
    expect(simulation.spikes('spikes').i).toHaveLength(0)
  })

  test('have nothing before the first run', () => {
    const simulation = simulationOf(modelSpec([counting, spikes]))
    expect(simulation.spikes('spikes')).toEqual({ i: new Int32Array(0), t: new Float64Array(0) })
  })
})

describe('state monitors', () => {
  test('sample at the beginning of each step', async () => {
    const simulation = simulationOf(modelSpec([counting, states]))
    await simulation.run(0.0006)
    expect([...simulation.sampleTimes('states')]).toEqual([0, 1, 2, 3, 4, 5].map((step) => step * 1e-4))
    expect(
      simulation
        .traces('states', 'n')
        .slice(0, 3)
        .map((trace) => [...trace]),
    ).toEqual([
      [0, 1, 2, 3, 4, 5],
      [0, 1, 1, 2, 2, 3],
      [0, 1, 1, 1, 2, 2],
    ])
    expect([...simulation.traces('states', 'k')[1]]).toEqual([0, 2, 2, 4, 4, 6])
    expect([...simulation.traces('states', 'b')[1]]).toEqual([0, 1, 1, 0, 0, 1])
  })

  test('hand over what they hold when they are full', async () => {
    const steps = 600
    const simulation = simulationOf(modelSpec([counting, states]))
    await simulation.run(steps * 1e-4)
    const traces = simulation.traces('states', 'n')
    expect(traces).toHaveLength(N)
    for (const neuron of [0, 1, 7, N - 1]) {
      expect([...traces[neuron]]).toEqual(
        Array.from({ length: steps }, (_, k) => (k === 0 ? 0 : 1 + Math.floor((k - 1) / (neuron + 1)))),
      )
    }
  })

  test('record the neurons that are named, in the order in which they are', async () => {
    const some: ObjectSpec = { kind: 'StateMonitor', name: 'some', source: 'P', variables: ['n'], record: [5, 0, 2] }
    const simulation = simulationOf(modelSpec([counting, some]))
    await simulation.run(0.0008)
    expect(simulation.traces('some', 'n').map((trace) => trace[7])).toEqual([2, 7, 3])
  })

  test('sample now and then where they have a step of their own', async () => {
    const rare: ObjectSpec = {
      kind: 'StateMonitor',
      name: 'rare',
      source: 'P',
      variables: ['n'],
      record: [0],
      dt: '0.3*ms',
    }
    const simulation = simulationOf(modelSpec([counting, rare]))
    await simulation.run(0.0004)
    await simulation.run(0.0006)
    expect([...simulation.sampleTimes('rare')].map((t) => Math.round(t / 1e-4))).toEqual([0, 3, 6, 9])
    expect([...simulation.traces('rare', 'n')[0]]).toEqual([0, 3, 6, 9])
  })

  test('record subexpressions and shared variables', async () => {
    const group = groupSpec('v : 1\nu = 2*v + i : 1\nc : 1 (shared)', { N: 2 })
    const monitor: ObjectSpec = { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['u', 'c'], record: true }
    const simulation = simulationOf(
      modelSpec(
        [group, monitor],
        [
          { kind: 'set', target: 'P', variable: 'v', value: 3 },
          { kind: 'set', target: 'P', variable: 'c', value: 7 },
        ],
      ),
    )
    await simulation.run(1e-4)
    expect(simulation.traces('M', 'u').map((trace) => [...trace])).toEqual([[6], [7]])
    expect(simulation.traces('M', 'c').map((trace) => [...trace])).toEqual([[7], [7]])
  })
})

describe('reading', () => {
  test('between runs does not take anything away', async () => {
    const simulation = simulationOf(modelSpec([counting, spikes, states]))
    const seen: number[] = []
    for (const steps of [3, 1, 7, 20]) {
      await simulation.run(steps * 1e-4)
      seen.push(simulation.spikes('spikes').i.length, simulation.traces('states', 'n')[0].length)
    }
    const spikesUntil = (end: number) => expectedSpikes(0, end, N).i.length
    expect(seen).toEqual([spikesUntil(3), 3, spikesUntil(4), 4, spikesUntil(11), 11, spikesUntil(31), 31])
  })
})
