import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from '../../src/index.js'

const group = (model = 'v : 1\nn : integer\non : boolean', N = 3) => new NeuronGroup(N, model)

describe('arrays on their way in', () => {
  test.each([
    [Int8Array.of(1, -2, 3), [1, -2, 3]],
    [Uint8Array.of(1, 2, 255), [1, 2, 255]],
    [Uint8ClampedArray.of(1, 2, 3), [1, 2, 3]],
    [Int16Array.of(1, 2, -300), [1, 2, -300]],
    [Uint16Array.of(1, 2, 60000), [1, 2, 60000]],
    [Int32Array.of(1, 2, -3), [1, 2, -3]],
    [Uint32Array.of(1, 2, 4e9), [1, 2, 4e9]],
  ])('%o', async (data, expected) => {
    expect(Array.from(matrix(data, [3]).data)).toEqual(expected)
    const P = group()
    P.set({ v: data })
    await new Network(P).build()
    expect(Array.from(P.get('v'))).toEqual(expected)
  })

  test('in the shape of a matrix, and in a namespace', async () => {
    expect(matrix(Int32Array.of(1, 2, 3, 4, 5, 6), [2, 3], 'mV')).toEqual(
      matrix(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        'mV',
      ),
    )
    expect(matrix([Int32Array.of(1, 2), Int32Array.of(3, 4)] as unknown as number[][]).shape).toEqual([2, 2])
    const P = new NeuronGroup(3, 'v : 1', { namespace: { u: Int32Array.of(7, 8, 9) } })
    P.set({ v: 'u[i]' })
    await new Network(P).build()
    expect(Array.from(P.get('v'))).toEqual([7, 8, 9])
  })

  test('a boolean variable is 0 or 1, from truth values and from numbers', async () => {
    const P = group()
    P.set({ on: [true, false, true] })
    const net = await new Network(P).build()
    expect(Array.from(P.get('on'))).toEqual([1, 0, 1])
    P.set({ on: [0.5, 2, 0] })
    expect(Array.from(P.get('on'))).toEqual([1, 1, 0])
    await net.run('0.1*ms')
    const Q = group()
    Q.set({ on: [0.5, 2, 0], v: 'int(on)' })
    await new Network(Q).build()
    expect(Array.from(Q.get('on'))).toEqual([1, 1, 0])
    expect(Array.from(Q.get('v'))).toEqual([1, 1, 0])
  })
})

describe('a synaptic variable', () => {
  const A = Float32Array.from({ length: 9 }, (_, k) => k / 10)
  const B = Float64Array.from({ length: 9 }, (_, k) => k / 10)
  const pathway = () => {
    const P = new NeuronGroup(3, 'v : 1', { threshold: 'v > 1', reset: '' })
    const S = new Synapses(P, { model: 'w : 1', on_pre: 'v += w' })
    S.connect()
    return { P, S, net: new Network(P, S) }
  }

  test('set from a Float32Array and then a Float64Array keeps the digits of the second', async () => {
    const { S, net } = pathway()
    S.set('w', matrix(A, [3, 3]))
    S.set('w', matrix(B, [3, 3]))
    await net.build()
    expect(S.get('w')).toEqual(B)
  })

  test('in single precision rounds what comes after the network was built', async () => {
    const { S, net } = pathway()
    S.set('w', matrix(A, [3, 3]))
    await net.run('1*ms')
    S.set('w', matrix(B, [3, 3]))
    expect(S.get('w')).toEqual(Float64Array.from(A))
  })

  test('that is (shared) takes one value', async () => {
    const P = new NeuronGroup(3, 'v : 1', { threshold: 'v > 1', reset: '' })
    const S = new Synapses(P, { model: 'g : 1 (shared)', on_pre: 'v += g' })
    S.connect().set({ g: [3] })
    await new Network(P, S).build()
    expect(Array.from(S.get('g'))).toEqual([3])
    S.set({ g: [1, 2, 3, 4, 5, 6, 7, 8, 9] })
    expect(() => S.get('g')).toThrow('`g` needs 1 value, and 9 are given')
  })
})

describe('what was not recorded is told', () => {
  test('by the monitors’ get()', async () => {
    const P = new NeuronGroup(2, 'dv/dt = -v/(10*ms) : 1\nge : 1', {
      threshold: 'v > 1',
      reset: 'v = 0',
      method: 'exact',
    })
    const states = new StateMonitor(P, ['v', 'ge'], { record: true })
    const spikes = new SpikeMonitor(P, { variables: 'v' })
    await new Network(P, states, spikes).run('1*ms')
    expect(() => states.get('gee')).toThrow(/N007.*`gee`[\s\S]*did you mean `ge`/)
    expect(() => states.get('weight')).toThrow(/N007.*`weight`[\s\S]*it has `v`, `ge`/)
    expect(() => spikes.get('ge')).toThrow(/N007/)
    expect(() => P.get('gee')).toThrow(/did you mean `ge`/)
  })
})

test('synapses without a target are within their source', async () => {
  const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 1', reset: '' })
  const S = new Synapses(P, { on_pre: 'v += 1' })
  expect(S.connect().target).toBe(P)
})

describe('times of events are set like variables, and kept in steps', () => {
  const TIMES: readonly (readonly [unknown, readonly number[]])[] = [
    ['-1*ms*i', [0, -1, -2]],
    [matrix([0.3, 0.7, -0.05], 'ms'), [0.3, 0.7, -0.05]],
    ['0.3*ms', [0.3, 0.3, 0.3]],
    [0, [0, 0, 0]],
  ]

  test.each(TIMES)('lastspike as %o', async (value, expected) => {
    const P = new NeuronGroup(3, 'dv/dt = (2 - v)/(5*ms) : 1 (unless refractory)', {
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '2*ms',
    })
    P.set({ lastspike: value as string })
    await new Network(P).build()
    const ms = Array.from(P.get('lastspike'), (x) => Math.round(x * 1e7) / 1e4)
    expect(ms).toEqual(expected.map((x) => x + 0))
  })

  test.each(['js', 'wasm'] as const)('who spiked last a while ago integrates the sooner (%s)', async (backend) => {
    const P = new NeuronGroup(3, 'dv/dt = 1/ms : 1 (unless refractory)', {
      threshold: 'v > 100',
      reset: 'v = 0',
      refractory: '0.3*ms',
      method: 'euler',
    })
    P.set({ lastspike: matrix([0, -0.1, -0.3], 'ms') })
    const net = new Network(P, { backend })
    await net.run('0.5*ms')
    expect(Array.from(P.get('v'), (x) => Math.round(x * 10))).toEqual([2, 3, 5])
  })

  test.each(TIMES)('lastupdate as %o', async (value, expected) => {
    const P = new NeuronGroup(3, 'x : 1', { threshold: 'x > 1', reset: 'x = 0' })
    const S = new Synapses(P, P, { model: 'da/dt = -a/(5*ms) : 1 (event-driven)', on_pre: 'x_post += a' })
    S.connect({ i: [0, 1, 2], j: [1, 2, 0] }).set({ lastupdate: value as string })
    await new Network(P, S).build()
    const ms = Array.from(S.get('lastupdate'), (x) => Math.round(x * 1e7) / 1e4)
    expect(ms).toEqual(expected.map((x) => x + 0))
  })
})
