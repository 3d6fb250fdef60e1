/** Rows that lead to neighbours: as vectors, to the same bits as one synapse after the other. */
import { type ConnectRule, Network, NeuronGroup, Synapses } from 'spikec'
import { describe, expect, test } from 'vitest'
import { compiled, groupSpec, modelSpec, synapsesSpec } from '../helpers.js'

interface Wanted {
  readonly sources: number
  readonly targets: number
  readonly rule: ConnectRule
  readonly model?: string
}

const SUM = 'w : 1\ntotal_post = w*(x_pre - y_post) : 1 (summed)'

async function run(
  { sources, targets, rule, model = SUM }: Wanted,
  backend: 'js' | 'wasm',
  precision: 'double' | 'single',
) {
  const A = new NeuronGroup(sources, 'x : 1')
  const B = new NeuronGroup(targets, 'dy/dt = total/(10*ms) : 1\ntotal : 1', { method: 'euler' })
  A.set({ x: 'sin(i)' })
  B.set({ y: 'cos(i)' })
  const S = new Synapses(A, B, { model })
  S.connect(rule).set({ w: 'rand()' })
  const net = new Network(A, B, S, { backend, precision })
  net.setSeed(3)
  await net.run('0.5*ms')
  return [B.get('total'), B.get('y')].map((values) => [...values])
}

const CASES: readonly (readonly [string, Wanted])[] = [
  [
    'ranges',
    { sources: 30, targets: 30, rule: { j: 'k for k in range(i - 6, i + 7) if k != i', skip_if_invalid: true } },
  ],
  ['every other one', { sources: 30, targets: 30, rule: { j: 'k for k in range(i % 3, 30, 2)' } }],
  ['a condition', { sources: 30, targets: 41, rule: { condition: '(i*j) % 11 > 2' } }],
  [
    'from each target',
    { sources: 30, targets: 30, rule: { i: 'k for k in range(j - 6, j + 7)', skip_if_invalid: true } },
  ],
  ['backwards', { sources: 9, targets: 30, rule: { j: '29 - k for k in range(i, i + 20)' } }],
  ['the same one again', { sources: 9, targets: 30, rule: { j: 'i + k//2 for k in range(20)' } }],
  ['wide indices', { sources: 9, targets: 70000, rule: { j: '65530 + i + k for k in range(12)' } }],
  [
    'beyond the last of narrow indices',
    { sources: 9, targets: 65536, rule: { j: '(65528 + i + k + int(k > 8 - i)) % 65536 for k in range(12)' } },
  ],
]

describe.each(['double', 'single'] as const)('%s', (precision) => {
  test.each(CASES)('%s', async (_name, wanted) => {
    const [js, wasm] = await Promise.all([run(wanted, 'js', precision), run(wanted, 'wasm', precision)])
    expect(wasm).toEqual(js)
    expect(js[0].some((total) => total !== 0)).toBe(true)
  })
})

describe('rows are looked at for runs', () => {
  const isLookedAt = (rule: ConnectRule, model = SUM) => {
    const [A, B] = [groupSpec('x : 1', { name: 'A', N: 30 }), groupSpec('y : 1\ntotal : 1', { name: 'B', N: 30 })]
    const S = synapsesSpec({ source: 'A', target: 'B', model })
    return compiled(modelSpec([A, B, S], [{ kind: 'connect', target: 'S', rule }]))
      .wat()
      .includes(';; neighbours')
  }

  test('where they come of ranges and of conditions', () => {
    expect(isLookedAt({ j: 'k for k in range(i, 30)' })).toBe(true)
    expect(isLookedAt({ condition: 'abs(i - j) < 5' })).toBe(true)
  })

  test('not where they are drawn or listed', () => {
    expect(isLookedAt({ p: 0.1 })).toBe(false)
    expect(isLookedAt({ condition: 'abs(i - j) < 5', p: 0.5 })).toBe(false)
    expect(isLookedAt({ j: 'k for k in sample(30, p=0.2)' })).toBe(false)
    expect(isLookedAt({ i: [0, 0, 0, 0], j: [0, 1, 2, 3] })).toBe(false)
    expect(isLookedAt({ condition: 'i < j', n: 2 })).toBe(false)
  })

  test('not where one synapse may see what another stores', () => {
    const ranges = { j: 'k for k in range(i, 30)' }
    expect(isLookedAt(ranges, 'w : 1\nx_pre = w : 1 (summed)')).toBe(false)
  })
})
