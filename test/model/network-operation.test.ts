import { describe, expect, test } from 'vitest'
import { bundleForNode } from '../../src/8-bundle/node.js'
import {
  Network,
  NetworkOperation,
  type NetworkOperationOptions,
  NeuronGroup,
  networkOperation,
  type OperationFunction,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

const BACKENDS = ['js', 'wasm'] as const

/** Neurons that count up by 0.1 a step and spike at 1. */
function counting(operation: OperationFunction, options: NetworkOperationOptions = {}, backend: Backend = 'wasm') {
  const P = new NeuronGroup(3, 'dv/dt = drive/ms : 1\ndrive : 1\nw = 2*v : 1\nflag : boolean\nn : integer', {
    name: 'P',
    threshold: 'v > 0.95',
    reset: 'v = 0',
    method: 'euler',
  })
  P.set({ drive: 1 })
  const M = new StateMonitor(P, 'v', { name: 'M', record: true })
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  const op = new NetworkOperation(operation, options)
  return { P, M, spikes, op, net: new Network(P, M, spikes, op, { backend, seed: 3 }) }
}

describe.each(BACKENDS)('a network operation in %s', (backend) => {
  test.each<readonly [NetworkOperationOptions, readonly number[]]>([
    [{}, [0, 0.1, 0.2, 0.3, 0.4]],
    [{ dt: '0.2*ms' }, [0, 0.2, 0.4]],
    [{ dt: '0.05*ms' }, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]],
  ])('is called with the time at which its step begins: %o', async (options, expected) => {
    const times: number[] = []
    const made = counting((t) => times.push(t), options, backend)
    await made.net.run('0.5*ms')
    expect(times.map((t) => Number((t * 1000).toFixed(6)))).toEqual(expected)
  })

  test.each<readonly [NetworkOperationOptions, number]>([
    [{ when: 'start' }, 0.2],
    [{ when: 'after_groups' }, 0.3],
    [{ when: 'before_thresholds' }, 0.3],
    [{ when: 'groups', order: -1 }, 0.2],
    [{ when: 'groups', order: 1 }, 0.3],
    [{ when: 'end' }, 0.3],
  ])('sees the variables as they are at its place: %o', async (options, expected) => {
    let seen = 0
    const made = counting(() => (seen = made.P.get('v')[0]), options, backend)
    await made.net.run('0.3*ms')
    expect(seen).toBeCloseTo(expected, 12)
  })

  test('writes plain values, arrays and strings', async () => {
    const made = counting(
      (t) => {
        const { P } = made
        const step = Math.round(t / 1e-4)
        if (step === 1) P.set({ v: 0.5 })
        if (step === 2) P.set({ v: [0.1, 0.2, 0.3] })
        if (step === 3) P.set({ v: 'v + i*0.1', flag: true })
        if (step === 4) P.set('v', 't/ms', { where: 'i == 1' })
        if (step === 5) P.set({ v: [0.3, 0.2, 0.1] })
      },
      { when: 'end' },
      backend,
    )
    await made.net.run('0.7*ms')
    const rows = made.M.get('v').map((trace) => [...trace].map((x) => Number(x.toFixed(9))))
    expect(rows).toEqual([
      [0, 0.1, 0.5, 0.1, 0.2, 0.3, 0.3],
      [0, 0.1, 0.5, 0.2, 0.4, 0.4, 0.2],
      [0, 0.1, 0.5, 0.3, 0.6, 0.7, 0.1],
    ])
    expect([...made.P.get('flag')]).toEqual([1, 1, 1])
  })

  test('writes through a view', async () => {
    const made = counting(
      () => {
        const v = made.P.view('v')
        v[1] += 0.05
        made.P.view('n')[2]++
      },
      { when: 'end' },
      backend,
    )
    await made.net.run('0.4*ms')
    expect(made.P.get('v')[1]).toBeCloseTo(0.6, 12)
    expect([...made.P.get('n')]).toEqual([0, 0, 4])
  })

  test.each([
    ['a view', (P: NeuronGroup) => P.view('rate').fill(0), 0],
    ['set()', (P: NeuronGroup) => P.set({ rate: '50*Hz' }), 50],
  ] as const)('is followed by what is constant for each neuron: %s', async (_, change, rate) => {
    const P = new NeuronGroup(2, 'dv/dt = -v*rate : 1\nrate : Hz (constant)', { name: 'P', method: 'exact' })
    P.set({ v: 1, rate: '(1 + i)*100*Hz' })
    const op = networkOperation(() => void change(P), { dt: '0.5*ms', when: 'end' })
    await new Network(P, op, { backend }).run('1*ms')
    expect(P.get('v')[0]).toBeCloseTo(Math.exp(-100 * 1e-4 - rate * 9e-4), 12)
  })

  test('stops the run after its step', async () => {
    const made = counting(
      (t) => {
        if (t > 0.00025) made.net.stop()
      },
      {},
      backend,
    )
    const report = await made.net.run('1*ms')
    expect(report).toMatchObject({ steps: 4, interrupted: true })
    expect(made.net.t).toBeCloseTo(4e-4, 12)
    expect(made.M.t).toHaveLength(4)
    expect((await made.net.run('0.1*ms')).steps).toBe(1)
  })

  test('hands on what it throws, and what was recorded can be read', async () => {
    const mine = new RangeError('mine')
    const made = counting(
      (t) => {
        if (t > 0.00145) throw mine
      },
      { when: 'end' },
      backend,
    )
    await expect(made.net.run('10*ms')).rejects.toBe(mine)
    expect(made.net.t).toBeCloseTo(15e-4, 12)
    expect(made.M.t).toHaveLength(16)
    expect(made.spikes.numSpikes).toBe(3)
  })

  test('reads what has been recorded so far', async () => {
    const counts: number[] = []
    const lengths: number[] = []
    const made = counting(
      () => {
        counts.push(made.spikes.numSpikes, made.spikes.t.length)
        lengths.push(made.M.t.length)
      },
      { dt: '1*ms', when: 'end' },
      backend,
    )
    await made.net.run('3*ms')
    expect(counts).toEqual([0, 0, 3, 3, 6, 6])
    expect(lengths).toEqual([1, 11, 21])
    expect(made.M.t).toHaveLength(30)
  })

  test('stands still where it is not active', async () => {
    let calls = 0
    const made = counting(() => calls++, {}, backend)
    made.op.active = false
    await made.net.run('1*ms')
    expect(calls).toBe(0)
  })

  test('draws other numbers each time', async () => {
    const drawn: number[] = []
    const made = counting(
      () => {
        made.P.set({ v: 'rand()' })
        drawn.push(...made.P.get('v'))
      },
      { when: 'end' },
      backend,
    )
    await made.net.run('2*ms')
    made.P.set({ v: 'rand()' })
    drawn.push(...made.P.get('v'))
    expect(new Set(drawn).size).toBe(63)
  })
})

test('both backends give the same bits with operations in them', async () => {
  const traces = BACKENDS.map(async (backend) => {
    const P = new NeuronGroup(50, 'dv/dt = (I - v)/(7*ms) : 1\nI : 1', {
      name: 'P',
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '1*ms',
    })
    P.set({ v: 'rand()', I: '1.1 + 0.3*rand()' })
    const S = new Synapses(P, P, { name: 'S', model: 'w : 1', on_pre: 'v_post += w', delay: '0.4*ms' })
    S.connect({ condition: 'i != j', p: 0.2 })
    S.set({ w: '0.02*rand()' })
    const M = new StateMonitor(P, 'v', { name: 'M', record: true })
    const often = networkOperation(() => P.set({ I: '1.1 + 0.3*rand()' }), { name: 'often', dt: '0.7*ms' })
    const learning = networkOperation(() => S.set({ w: 'clip(w*1.01, 0, 0.1)' }), { name: 'learning', dt: '2*ms' })
    const shrink = () => void P.view('v').set(P.view('v').map((x) => x * 0.999))
    const before = networkOperation(shrink, { name: 'before', when: 'before_thresholds' })
    const net = new Network(P, S, M, often, learning, before, { backend, seed: 5 })
    await net.run('20*ms')
    P.active = false
    await net.run('3*ms')
    P.active = true
    await net.run('7*ms')
    return M.get('v')
  })
  const [js, wasm] = await Promise.all(traces)
  expect(wasm).toEqual(js)
})

describe('what is refused', () => {
  test('a promise', async () => {
    await expect(counting(async () => {}).net.run('1*ms')).rejects.toThrow('V042')
  })

  test('what is no function', () => {
    const wrong = 'v = 0' as unknown as OperationFunction
    expect(() => new NetworkOperation(wrong)).toThrow('it takes a function of the time')
    expect(() => new NetworkOperation(() => {}, { order: 0.5 })).toThrow('whole number')
    expect(() => new NetworkOperation(() => {}, { slot: 'end' } as NetworkOperationOptions)).toThrow('V014')
  })

  test('JSON, and a bundle', async () => {
    const { net } = counting(() => {})
    expect(() => net.toJSON()).toThrow('V040')
    await expect(bundleForNode(net.inspect().compiled, 'never.mjs')).rejects.toThrow('V040')
  })

  test('a wrong place or step', async () => {
    await expect(counting(() => {}, { dt: '1*mV' }).net.run('1*ms')).rejects.toThrow('U010')
    await expect(counting(() => {}, { when: 'later' as 'end' }).net.run('1*ms')).rejects.toThrow('V008')
  })

  test('run() within it', async () => {
    const problems: string[] = []
    const made = counting(() => void made.net.run('1*ms').catch((error) => problems.push(String(error))))
    await made.net.run('0.2*ms')
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('the network is running')
    expect(made.net.t).toBeCloseTo(2e-4, 12)
  })

  test.each([
    ['w', 'it is computed from its equation'],
    ['lastspike', 'it is kept as the number of a step'],
  ])('a view of %s', (name, why) => {
    const P = new NeuronGroup(2, 'dv/dt = 1/ms : 1\nw = 2*v : 1', {
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '1*ms',
    })
    const net = new Network(P)
    void net
    expect(() => P.view(name)).toThrow(why)
  })

  test('a view of weights that are bound in their own unit, and of synapses without those of neurons to themselves', () => {
    const P = new NeuronGroup(2, 'v : volt', { threshold: 'v > 1*mV' })
    const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v_post += w' })
    S.connect()
    S.set({ w: { kind: 'matrix', data: Float64Array.of(1, 2, 3, 4), shape: [2, 2], unit: 'mV' } })
    const T = new Synapses(P, P, { model: 'w : 1', on_pre: 'v_post += w*mV' })
    T.connect('i != j')
    const U = new Synapses(P, P, { model: 'w : 1', on_pre: 'v_post += w*mV' })
    U.connect({ i: [0, 1, 0], j: [0, 1, 1] })
    const V = new Synapses(P, P, { model: 'w : 1', on_pre: 'v_post += w*mV' })
    V.connect({ i: [0, 0, 1], j: [0, 1, 1] })
    V.set({ w: [1, 2, 3] })
    const net = new Network(P, S, T, U, V)
    void net
    expect(() => S.view('w')).toThrow('unit of their own')
    expect(() => T.view('w')).toThrow('neurons to themselves')
    expect(() => U.view('w')).toThrow('not the order they were made in')
    V.view('w')[1] = 7
    expect([...V.get('w')]).toEqual([1, 7, 3])
  })
})
