/** Rows of lists, whose synapses are taken several at a time: to the same bits as one synapse after the other. */
import { type ConnectRule, Network, NeuronGroup, Synapses } from 'spikec'
import { describe, expect, test } from 'vitest'

const CODE = {
  'a little, several synapses a turn': 'g += w*(j + 1)\nu += w',
  less: 'g += 0.1',
  'a function': 'g += exp(-w*g)\nu = clip(u + 0.1*exp(-u), 0, 0.4)',
  'a condition, since v stands still while refractory': 'v += w',
  'arguments beyond the straight line of a function': 'g += exp(1000*(w - 1))',
  'numbers of the target': 'g += exp(-w)*(j + 1)\ncount_post += 1',
  'what the source holds': 'g += exp(-w)*v_pre\nu += g_pre',
} as const

interface Wanted {
  readonly code: string
  readonly pathway: 'on_pre' | 'on_post'
  readonly delays: boolean
  readonly rule: ConnectRule
}

async function run({ code, pathway, delays, rule }: Wanted, backend: 'js' | 'wasm', precision: 'double' | 'single') {
  const N = 23
  const P = new NeuronGroup(
    N,
    `dv/dt = (1.5 - v)/(5*ms) : 1 (unless refractory)
     dg/dt = -g/(3*ms) : 1
     count : integer`,
    { threshold: 'v > 1', reset: 'v = 0', refractory: '2*ms', method: 'exact' },
  )
  P.set({ v: 'i/23.0', g: '0.1*i' })
  const S = new Synapses(P, P, { model: 'w : 1\nu : 1', [pathway]: code })
  S.connect(rule).set({ w: 'rand()', u: 'rand()' })
  if (delays) S.set({ [pathway === 'on_pre' ? 'delay' : 'post.delay']: 'rand()*ms' })
  const net = new Network(P, S, { backend, precision })
  net.setSeed(3)
  await net.run('20*ms')
  return [P.get('v'), P.get('g'), P.get('count'), S.get('u')].map((values) => [...values])
}

/** Several synapses of a pair, next to each other and apart; a row of one; rows of none. */
const repeated = { i: [0, 0, 0, 0, 0, 0, 0, 5, 7, 7, 7, 7], j: [3, 3, 4, 5, 3, 6, 6, 6, 1, 2, 1, 2] }

const RULES: readonly (readonly [string, ConnectRule])[] = [
  ['several synapses a pair', repeated],
  ['pairs at random', { p: 0.3 }],
  ['neighbours', { j: 'k for k in range(i - 5, i + 6) if k != i', skip_if_invalid: true }],
  ['all', {}],
  ['all but itself', { condition: 'i != j' }],
]

describe.each(Object.entries(CODE))('%s', (_name, code) => {
  describe.each(['on_pre', 'on_post'] as const)('%s', (pathway) => {
    test.each(RULES)('%s', async (_rule, rule) => {
      for (const delays of [false, true]) {
        for (const precision of ['double', 'single'] as const) {
          const wanted = { code: pathway === 'on_pre' ? code : mirrored(code), pathway, delays, rule }
          const [js, wasm] = await Promise.all([run(wanted, 'js', precision), run(wanted, 'wasm', precision)])
          expect(wasm).toEqual(js)
        }
      }
    })
  })
})

/** The same of the neuron at the other end. */
function mirrored(code: string): string {
  const plain = code.replace(/\b(v|g) \+=/g, '$1_pre +=').replace(/w\*g/g, 'w*g_pre')
  return plain
    .replace(/v_pre$/, 'v_post')
    .replace('count_post', 'count_pre')
    .replace('u += g_pre', 'u += g_post')
    .replace('(j + 1)', '(i + 1)')
}
