/** connect() by an expression for the neuron at the other end, as the reference makes such synapses. */
import { describe, expect, test } from 'vitest'
import { type ConnectRule, matrix, Network, NeuronGroup, Synapses } from '../../src/index.js'

async function pairsOf(rule: ConnectRule, sizes: readonly [number, number] = [4, 3]): Promise<readonly string[]> {
  const [P, Q] = sizes.map((N) => new NeuronGroup(N, 'x : 1'))
  P.set({ x: 'N - i' })
  Q.set({ x: '2*i' })
  const S = new Synapses(P, Q, { namespace: { next: matrix([2, 0, 1, 1]) } }).connect(rule)
  await new Network(P, Q, S).build()
  return Array.from(S.i, (i, k) => `${i}-${S.j[k]}`)
}

describe('which pairs, in which order', () => {
  // The reference's own, by S.connect(j='…') and S.connect(i='…') with the same sizes and values.
  test.each<[string, ConnectRule, string]>([
    ['from each neuron', { j: 'i % N_post' }, '0-0 1-1 2-2 3-0'],
    ['to each neuron', { i: '(2*j + 1) % N_pre' }, '1-0 3-1 1-2'],
    ['numbers that are not whole are cut off', { j: '0.75*i' }, '0-0 1-0 2-1 3-2'],
    ['what leads nowhere is left out', { j: 'i - 1', skip_if_invalid: true }, '1-0 2-1 3-2'],
    ['by a variable of the neuron', { j: 'int(x_pre) - 2', skip_if_invalid: true }, '0-2 1-1 2-0'],
    ['several from each', { j: 'k for k in range(i % 3, N_post)' }, '0-0 0-1 0-2 1-1 1-2 2-2 3-0 3-1 3-2'],
    ['backwards', { j: 'k for k in range(2, -1, -2)' }, '0-2 0-0 1-2 1-0 2-2 2-0 3-2 3-0'],
    ['with a condition on both', { j: 'k for k in range(3) if k != i and x_pre > x_post' }, '0-1 1-0 2-0 3-0'],
    [
      'neighbours that are there',
      { j: 'k for k in range(i - 1, i + 2) if k != i', skip_if_invalid: true },
      '0-1 1-0 1-2 2-1 3-2',
    ],
    [
      'several of one pair',
      { j: '(k + i) // 2 for k in range(2)', skip_if_invalid: true },
      '0-0 0-0 1-0 1-1 2-1 2-1 3-1 3-2',
    ],
    ['several to each', { i: 'k for k in range(j, j + 2)' }, '0-0 1-0 1-1 2-1 2-2 3-2'],
    ['all of a sample', { j: 'k for k in sample(N_post, p=1)' }, '0-0 0-1 0-2 1-0 1-1 1-2 2-0 2-1 2-2 3-0 3-1 3-2'],
    ['none of a sample', { j: 'k for k in sample(0, N_post, 2, p=0)' }, ''],
    ['by a list of the namespace', { j: 'next[i]' }, '0-2 1-0 2-1 3-1'],
  ])('%s', async (_, rule, pairs) => {
    expect((await pairsOf(rule)).join(' ')).toBe(pairs)
  })

  test('between parts of groups neurons are counted from their starts', async () => {
    const P = new NeuronGroup(10, 'x : 1')
    const S = new Synapses(P.slice(2, 5), P.slice(6), { model: 'w : 1' }).connect({ j: 'i + 1' })
    S.set({ w: '10*i + j' })
    await new Network(P, S).build()
    expect([[...S.i], [...S.j], [...S.get('w')]]).toEqual([
      [0, 1, 2],
      [1, 2, 3],
      [1, 12, 23],
    ])
  })

  test('a model is the same again from its JSON', async () => {
    const P = new NeuronGroup(3, 'x : 1')
    const network = new Network(P, new Synapses(P, { model: 'w : 1' }).connect({ i: '2 - j' }))
    const again = Network.fromJSON(JSON.parse(JSON.stringify(network.toJSON())))
    expect(again.toJSON()).toEqual(network.toJSON())
  })
})

describe('samples', () => {
  test('a fixed number for each neuron, ascending, without repeats, each neuron as often as the others', async () => {
    const P = new NeuronGroup(2000, 'x : 1')
    const Q = new NeuronGroup(20, 'x : 1')
    const S = new Synapses(P, Q, {}).connect({ j: 'k for k in sample(N_post, size=5)' })
    await new Network(P, Q, S, { seed: 4 }).build()
    expect(S.i).toHaveLength(10_000)
    const counts = new Float64Array(20)
    for (let n = 0; n < S.j.length; n++) {
      counts[S.j[n]]++
      expect(S.i[n]).toBe(Math.floor(n / 5))
      if (n % 5 > 0) expect(S.j[n]).toBeGreaterThan(S.j[n - 1])
    }
    // Each neuron is in a sample with the probability 1/4: 500 times, with a deviation of 19.4.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(4.5 * 19.4)
  })

  test('with a probability, of some numbers only', async () => {
    const P = new NeuronGroup(1000, 'x : 1')
    const S = new Synapses(P, {}).connect({ j: 'k for k in sample(0, N_post, 10, p=0.3)' })
    await new Network(P, S, { seed: 5 }).build()
    // 100,000 numbers, of which 30,000 with a deviation of 145.
    expect(Math.abs(S.j.length - 30_000)).toBeLessThan(4.5 * 145)
    expect(S.j.every((j) => j % 10 === 0)).toBe(true)
    const again = new Synapses(P, { name: 'synapses' }).connect({ j: 'k for k in sample(0, N_post, 10, p=0.3)' })
    await new Network(P, again, { seed: 5 }).build()
    expect(again.j).toEqual(S.j)
  })
})

describe('what is refused', () => {
  test.each<[string, ConnectRule, string]>([
    ['a neuron that is not there', { j: 'i' }, 'I008'],
    ['the neuron that is asked for, in its own expression', { j: 'j + 1' }, 'V008'],
    ['a unit', { j: 'i*mV' }, 'U0'],
    ['both ends', { i: 'j', j: [1] }, 'V008'],
    ['a condition besides', { j: 'i', condition: 'i > 1' }, 'V008'],
    ['skip_if_invalid for lists', { i: [0], j: [0], skip_if_invalid: true }, 'V008'],
    ['a generator that can not be read', { j: 'k for k of range(3)' }, 'S020'],
    ['a range of what is not whole', { j: 'k for k in range(0.5)' }, 'V008'],
    ['a step of 0', { j: 'k for k in range(0, 3, i)' }, 'V008'],
    ['a larger sample than there are numbers', { j: 'k for k in sample(N_post, size=4)' }, 'I014'],
    ['no probability', { j: 'k for k in sample(N_post, p=1.5)' }, 'V008'],
    ['a generator in brackets', { j: '[k for k in range(3)]' }, 'S020'],
    ['a sample of everything', { j: 'k for k in sample(N_post)' }, 'S020'],
    ['a keyword of a range', { j: 'k for k in range(N_post, p=0.1)' }, 'S020'],
    ['a condition that is none', { j: 'k for k in range(N_post) if k' }, 'U0'],
    ['a name that is not there', { j: 'k for k in range(n)' }, 'N001'],
    ['past the edge', { j: 'k for k in range(i - 1, i + 2)' }, 'I008'],
  ])('%s', async (_, rule, code) => {
    await expect(pairsOf(rule)).rejects.toThrow(code)
  })
})
