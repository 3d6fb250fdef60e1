/** Synapses that begin or end at synapses; what the reference gives is in the conformance cases. */
import { describe, expect, test } from 'vitest'
import { matrix, Network, type NetworkOptions, NeuronGroup, StateMonitor, Synapses } from '../../src/index.js'

const PAIRS = { i: [2, 0, 3, 0, 1], j: [0, 1, 2, 3, 1] }

function build(options: NetworkOptions = {}) {
  const P = new NeuronGroup(4, 'dv/dt = -v/(10*ms) : 1', { name: 'P', threshold: 'v > 1', reset: 'v = 0' })
  const A = new NeuronGroup(2, 'dc/dt = (Y - c)/(5*ms) : 1\nY : 1\ng = 0.1*c : 1', {
    name: 'A',
    threshold: 'c > 0.6',
    reset: 'c = 0',
    method: 'euler',
  })
  const S = new Synapses(P, P, { name: 'S', model: 'w : 1\ngain : 1\nz = w*gain : 1' })
  const up = new Synapses(S, A, {
    name: 'up',
    model: 'f : 1\nn : integer\nY_post = f*w_pre + z_pre : 1 (summed)',
    namespace: { u: matrix([1, 1.5, 2, 2.5, 3]) },
  })
  const down = new Synapses(A, S, {
    name: 'down',
    model: 'd : 1\ngain_post = d + g_pre : 1 (summed)',
    on_pre: 'w += 0.1',
  })
  S.connect(PAIRS).set({ w: '0.1*(i + 1) + 0.01*j' })
  up.connect({ j: 'i % N_post' }).set({ f: 'u[i]', n: '10*N_incoming + N_outgoing' })
  down.connect('(i + j) % 2 == 0').set({ d: '0.01*i + 0.001*j + 0.1*w_post' })
  const M = new StateMonitor(down, 'd', { name: 'M', record: { i: [1, 0], j: [3, 2] } })
  const net = new Network(P, A, S, up, down, M, { seed: 1, ...options })
  return { net, P, A, S, up, down, M }
}

const everything = ({ A, S, up, down }: ReturnType<typeof build>) =>
  [
    [A, 'c'],
    [A, 'Y'],
    [S, 'w'],
    [S, 'gain'],
    [up, 'f'],
    [down, 'd'],
  ].map(([object, name]) => [...(object as NeuronGroup | Synapses).get(name as string)])

test('synapses are counted as they were made, and found where they stand', async () => {
  const { net, S, up, down, M } = build()
  await net.run('0.1*ms')
  expect([[...up.i], [...up.j]]).toEqual([
    [0, 1, 2, 3, 4],
    [0, 1, 0, 1, 0],
  ])
  expect([...up.get('f')]).toEqual([1, 1.5, 2, 2.5, 3])
  expect([...up.get('n')]).toEqual([31, 21, 31, 21, 31])
  expect([down.N, up.N, S.N]).toEqual([5, 5, 5])
  const w = [0.3, 0.11, 0.42, 0.13, 0.21]
  ;[0, 2, 4, 1, 3].forEach((synapse, k) => {
    expect(down.get('d')[k]).toBeCloseTo((k < 3 ? 0 : 0.01) + 0.001 * synapse + 0.1 * w[synapse], 14)
  })
  expect(down.getMatrix('d').shape).toEqual([2, 5])
  expect(M.get('d').map((trace) => trace[0])).toEqual([down.get('d')[4], down.get('d')[1]])
})

test('both backends, JSON, runs in pieces, and a stored state give the same bits', async () => {
  const whole = build()
  await whole.net.run('6*ms')
  expect(whole.S.get('w')[0]).toBeGreaterThan(0.3)
  const expected = everything(whole)

  const script = build({ backend: 'js' })
  await script.net.run('2.5*ms')
  script.net.store()
  await script.net.run('3.5*ms')
  expect(everything(script)).toEqual(expected)
  script.net.restore()
  await script.net.run('3.5*ms')
  expect(everything(script)).toEqual(expected)

  const again = Network.fromJSON(JSON.parse(JSON.stringify(build().net.toJSON())))
  await again.run('6*ms')
  const copy = again.parts.find((part) => part instanceof Synapses && part.givenName === 'S')
  expect(copy instanceof Synapses && [...copy.get('w')]).toEqual(expected[2])
})

test('a matrix has a row or a column for each synapse', async () => {
  const { net, up, down } = build()
  down.set({
    d: matrix(
      Float64Array.from({ length: 10 }, (_, k) => k),
      [2, 5],
    ),
  })
  await net.build()
  expect([...down.get('d')]).toEqual([0, 2, 4, 6, 8])
  const { net: other, up: wrong } = build()
  wrong.set({ f: matrix(new Float64Array(8), [4, 2]) })
  await expect(other.build()).rejects.toThrow(/4 x 2/)
  expect(up.getMatrix('f').shape).toEqual([5, 2])
})

describe('what can only be told once synapses are connected', () => {
  const P = () => new NeuronGroup(3, 'v : 1', { name: 'P' })

  test.each([
    ['pairs', { i: [0, 6], j: [0, 1] }, /i is no neuron|1 of the presynaptic indices/],
    ['a matrix', { nonzero: matrix(new Float64Array(15).fill(1), [5, 3]) }, /6 x 3/],
    ['a partner', { i: 'j + 4' }, /6/],
  ])('%s outside of them', async (_, rule, message) => {
    const neurons = P()
    const S = new Synapses(neurons, neurons, { name: 'S', model: 'w : 1' }).connect('i != j')
    const T = new Synapses(S, neurons, { name: 'T', model: 'a : 1' }).connect(rule)
    await expect(new Network(neurons, S, T).build()).rejects.toThrow(message)
  })

  test('no more can be added where others end at them', async () => {
    const neurons = P()
    const S = new Synapses(neurons, neurons, { name: 'S', model: 'w : 1' }).connect({ i: 0, j: 1 })
    const T = new Synapses(S, neurons, { name: 'T', model: 'v_post = w_pre : 1 (summed)' }).connect()
    const net = new Network(neurons, S, T)
    await net.run('1*ms')
    S.connect({ i: 1, j: 2 })
    await expect(net.run('1*ms')).rejects.toThrow(/T begins or ends/)
  })
})
