import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, StateMonitor, Synapses } from '../../src/index.js'
import { streamKey, uniform } from '../../src/runtime/random.js'
import { compiled, groupSpec, modelSpec, simulationOf } from '../helpers.js'

const SPIKING = { threshold: 'v > 0.5', reset: '' }
const SEED = 5

describe('several synapses of one pair', () => {
  const made = (i: readonly number[], j: readonly number[]) => {
    const P = new NeuronGroup(3, 'v : 1\nx : 1', { name: 'P', ...SPIKING })
    const S = new Synapses(P, P, { name: 'S', model: 'w : 1\nr : 1', on_pre: 'r = rand(); x += rand()' })
    P.set({ v: 1 })
    S.connect({ i, j }).set({ w: 'rand()' })
    return { P, S, net: new Network(P, S, { seed: SEED }) }
  }
  const drawn = (stream: string, j: number, i: number, step = 0, draw = 0) =>
    uniform(SEED, streamKey(stream), j, i, step, draw)

  test('draw numbers of their own, when they are set and when they are passed', async () => {
    const { S, net } = made([0, 2, 0, 0, 1], [1, 2, 1, 1, 0])
    await net.run('0.1*ms')
    const pairs: [number, number][] = [
      [1, 0],
      [2, 2],
      [1, 0 + 3],
      [1, 0 + 6],
      [0, 1],
    ]
    expect([...S.get('w')]).toEqual(pairs.map(([j, i]) => drawn('S.w:set', j, i)))
    expect([...S.get('r')]).toEqual(pairs.map(([j, i]) => drawn('S:on_pre', j, i)))
    S.set({ w: 'rand()' })
    expect(new Set(S.get('w')).size).toBe(5)
  })

  test('leave those of single synapses as they are: lists of pairs draw what a condition draws', async () => {
    const listed = made([0, 0, 1], [1, 2, 2])
    await listed.net.build()
    const P = new NeuronGroup(3, 'v : 1', { name: 'P', ...SPIKING })
    const S = new Synapses(P, P, { name: 'S', model: 'w : 1' })
    S.connect('i < j').set({ w: 'rand()' })
    await new Network(P, S, { seed: SEED }).build()
    expect(listed.S.get('w')).toEqual(S.get('w'))
  })
})

describe('streams of code', () => {
  test.each([
    ['reset', { threshold: 'v >= 0', reset: 'x = rand()' }],
    ['threshold', { threshold: 'v >= rand()*0', reset: 'x = 1' }],
  ])('are not those of a variable called %s', (name, options) => {
    const { step, setup } = compiled(
      modelSpec([groupSpec(`v : 1\nx : 1\nd${name}_/dt = 0*Hz : 1`, options)]),
    ).typescript()
    const keys = [...`${step}${setup}`.matchAll(/streamKey\('([^']+)'\)/g)].map(([, key]) => key)
    expect(keys).toEqual([`P:${name}`])
  })

  test('give a reset other numbers than an equation of the variable `reset` gets', async () => {
    const P = new NeuronGroup(1, 'dreset/dt = rand()*Hz : 1\nv : 1\nx : 1', {
      name: 'P',
      threshold: 'v >= 0',
      reset: 'x = rand()',
      method: 'euler',
    })
    await new Network(P, { seed: SEED }).run('0.1*ms')
    expect(P.get('reset')[0] / 1e-4).toBeCloseTo(uniform(SEED, streamKey('P.reset'), 0, 0, 0, 0), 12)
    expect(P.get('x')[0]).toBe(uniform(SEED, streamKey('P:reset'), 0, 0, 0, 0))
  })
})

describe('names of generated code', () => {
  test.each(['rk2', 'rk4'])('a variable called as a stage of %s is', (method) => {
    const ran = (name: string) => {
      const model = `dv/dt = (${name} - v)/(10*ms) : 1\n${name} : 1`
      const simulation = simulationOf(
        modelSpec([groupSpec(model, { method })], [{ kind: 'set', target: 'P', variable: name, value: 3 }]),
      )
      return simulation.run(1e-3).then(() => simulation.values('P', 'v'))
    }
    return Promise.all(['k1_v', 'k2_v', 'other'].map(ran)).then(([first, second, other]) => {
      expect(first).toEqual(other)
      expect(second).toEqual(other)
    })
  })

  test('a temporary or a constant called as a stream or an array is', async () => {
    const P = new NeuronGroup(2, 'v : 1', {
      name: 'A',
      threshold: 'v < 10',
      reset: 'stream_A_reset = 2; A_v = 3; v = stream_A_reset*A_v*(1 + 0*rand())*C_v',
      namespace: { C_v: 1, A_w: 4 },
    })
    const Q = new NeuronGroup(2, 'w : 1', { name: 'B', namespace: { B_w: 4, stream_B_w_set: 1 } })
    Q.set({ w: 'B_w*(1 + 0*rand())*stream_B_w_set + w' })
    const M = new StateMonitor(P, 'v', { record: true })
    await new Network(P, Q, M, { seed: 1 }).run('0.1*ms')
    expect([...P.get('v')]).toEqual([6, 6])
    expect([...Q.get('w')]).toEqual([4, 4])
  })
})
