/** `not_refractory` reads the same whether it is kept in memory or follows from the last spikes. */
import { Network, NeuronGroup } from 'spikec'
import { describe, expect, test } from 'vitest'

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
