/** Rows of lists, whose neurons are fetched several at a time: to the same bits as one synapse after the other. */
import { type ConnectRule, Network, NeuronGroup, Synapses } from 'spikec'
import { describe, expect, test } from 'vitest'

const CODE = {
  'a function': 'g += exp(-w*g)\nu = clip(u + 0.1*exp(-u), 0, 0.4)',
  'a condition, since v stands still while refractory': 'v += w',
  'arguments beyond the straight line of a function': 'g += exp(1000*(w - 1))',
  'numbers of the target': 'g += exp(-w)*(j + 1)\ncount_post += 1',
  'what the source holds': 'g += exp(-w)*v_pre\nu += g_pre',
} as const

async function run(code: string, rule: ConnectRule, backend: 'js' | 'wasm', precision: 'double' | 'single') {
  const N = 23
  const P = new NeuronGroup(
    N,
    `dv/dt = (1.5 - v)/(5*ms) : 1 (unless refractory)
     dg/dt = -g/(3*ms) : 1
     count : integer`,
    { threshold: 'v > 1', reset: 'v = 0', refractory: '2*ms', method: 'exact' },
  )
  P.set({ v: 'i/23.0', g: '0.1*i' })
  const S = new Synapses(P, P, { model: 'w : 1\nu : 1', on_pre: code, delay: '0.3*ms' })
  S.connect(rule).set({ w: 'rand()', u: 'rand()' })
  const net = new Network(P, S, { backend, precision })
  net.setSeed(3)
  await net.run('20*ms')
  return [P.get('v'), P.get('g'), P.get('count'), S.get('u')].map((values) => [...values])
}

/** Several synapses of a pair, next to each other and apart; a row of one; rows of none. */
const repeated = { i: [0, 0, 0, 0, 0, 0, 0, 5, 7, 7, 7, 7], j: [3, 3, 4, 5, 3, 6, 6, 6, 1, 2, 1, 2] }

describe.each(Object.entries(CODE))('%s', (_name, code) => {
  test.each([
    ['several synapses a pair', repeated],
    ['pairs at random', { p: 0.3 }],
    ['a condition', { condition: 'i != j and (i + j) % 3 == 0' }],
  ] as const)('%s', async (_rule, rule) => {
    for (const precision of ['double', 'single'] as const) {
      const [js, wasm] = await Promise.all([run(code, rule, 'js', precision), run(code, rule, 'wasm', precision)])
      expect(wasm).toEqual(js)
    }
  })
})
