/** Who is refractory is the same whether it is kept in memory or follows from the last spikes. */
import { Network, NeuronGroup, StateMonitor, Synapses } from 'spikec'
import { describe, expect, test } from 'vitest'
import type { SetOptions, Values } from '../../src/model/values.js'

const MODEL = 'dv/dt = 1/ms : 1 (unless refractory)\nrest : second'

/** Two neurons spike in the steps 3 and 5 and reset: what is read after each step. */
async function afterEachStep(refractory: string | undefined): Promise<readonly string[]> {
  const P = new NeuronGroup(2, MODEL, {
    threshold: 'v > 0.35',
    reset: 'v = -10',
    method: 'euler',
    ...(refractory && { refractory }),
  })
  P.set({ v: '-0.2*i', rest: '0.3*ms' })
  const network = new Network(P)
  const read: string[] = []
  for (let step = 0; step < 10; step++) {
    read.push([...P.get('not_refractory')].join(''))
    await network.run('0.1*ms')
  }
  return read
}

describe('not_refractory', () => {
  const expected = ['11', '11', '11', '11', '01', '01', '00', '10', '10', '11']

  test('a period made of constants', async () => {
    expect(await afterEachStep('0.3*ms')).toEqual(expected)
  })

  test('a period from a variable', async () => {
    expect(await afterEachStep('rest')).toEqual(expected)
  })

  test('a condition', async () => {
    const [first, second] = [expected.slice(0, 5), (await afterEachStep('v < 0')).slice(0, 5)]
    expect(second).toEqual(first)
  })

  test('no period at all', async () => {
    expect(await afterEachStep(undefined)).toEqual(Array(10).fill('11'))
  })
})

describe('a monitor before the equations of a step', () => {
  test.each(['0.3*ms', 'rest'])('sees who was refractory in the last step (%s)', async (refractory) => {
    const P = new NeuronGroup(1, MODEL, { threshold: 'v > 0.35', reset: 'v = -10', method: 'euler', refractory })
    P.set({ rest: '0.3*ms' })
    const [before, after] = [{ when: 'start' }, { when: 'end' }] as const
    const first = new StateMonitor(P, 'not_refractory', { record: true, ...before })
    const last = new StateMonitor(P, 'not_refractory', { record: true, ...after })
    await new Network(P, first, last).run('0.8*ms')
    expect([...first.get('not_refractory')[0]].join('')).toBe('11110001')
    expect([...last.get('not_refractory')[0]].join('')).toBe('11100011')
  })
})

describe('set() between runs', () => {
  const sets: readonly [string, Values, SetOptions, readonly number[]][] = [
    ['a string leaves refractory neurons alone', { v: '5' }, {}, [-10, 5]],
    ['a condition too', { v: 5 }, { where: 'i < 2' }, [-10, 5]],
    ['a number sets them all', { v: 5 }, {}, [5, 5]],
    ['and so does a list', { v: [5, 6] }, {}, [5, 6]],
  ]
  const cases = ['0.3*ms', 'rest'].flatMap((refractory) => sets.map((set) => [refractory, ...set] as const))

  test.each(cases)('refractory for %s: %s', async (refractory, _, values, options, expected) => {
    const P = new NeuronGroup(2, MODEL, { threshold: 'v > 0.35', reset: 'v = -10', method: 'euler', refractory })
    P.set({ v: '-0.2*i', rest: '0.3*ms' })
    const network = new Network(P)
    await network.run('0.4*ms')
    P.set(values, options)
    expect([...P.get('v')]).toEqual(expected)
  })
})

describe('what is (unless refractory)', () => {
  test.each(['js', 'wasm'] as const)(
    'asks the neuron that is written to, whatever of the same group is read, in %s',
    async (backend) => {
      const model = 'dv/dt = 0/second : 1 (unless refractory)\ndrive : 1'
      const P = new NeuronGroup(3, model, { threshold: 'drive > 0', reset: 'drive = 0', refractory: '5*ms' })
      P.set({ v: 'i', drive: 'int(i == 1)' })
      const on_pre = 'v_post = 0.5*v_post + 0.5*v_pre'
      const S = new Synapses(P, { on_pre, delay: '1*ms' }).connect('i != j')
      const net = new Network(P, S, { backend })
      // The spike of neuron 1 reaches both others while it is refractory itself.
      await net.run('1.5*ms')
      expect([...P.get('v')]).toEqual([0.5, 1, 1.5])
      // That of neuron 0 reaches neuron 2, and not neuron 1, which still is.
      P.set({ drive: 'int(i == 0)' })
      await net.run('1.5*ms')
      expect([...P.get('v')]).toEqual([0.5, 1, 1])
    },
  )
})
