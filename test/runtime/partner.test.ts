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

describe('what is refused', () => {
  test.each<[string, ConnectRule, string]>([
    ['a neuron that is not there', { j: 'i' }, 'I008'],
    ['the neuron that is asked for, in its own expression', { j: 'j + 1' }, 'V008'],
    ['a unit', { j: 'i*mV' }, 'U0'],
    ['both ends', { i: 'j', j: [1] }, 'V008'],
    ['a condition besides', { j: 'i', condition: 'i > 1' }, 'V008'],
    ['skip_if_invalid for lists', { i: [0], j: [0], skip_if_invalid: true }, 'V008'],
    ['a generator, as yet', { j: 'k for k in range(3)' }, 'X001'],
  ])('%s', async (_, rule, code) => {
    await expect(pairsOf(rule)).rejects.toThrow(code)
  })
})
