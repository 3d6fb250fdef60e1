/** That a pass changes nothing but how results are computed: on the benchmark's networks, and on equations drawn at random. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { models } from '../../bench/children/models.js'
import { PASSES, type PassName } from '../../src/6-optimise/passes.js'
import type { ModelSpec } from '../../src/model/spec.js'
import type { Backend } from '../../src/runtime/wasm.js'
import { groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

export interface Tolerance {
  /** Relative to the largest number of an array. */
  readonly within: number
  readonly why: string
}

const N = 42
/** Each neuron of these has some 80 synapses. */
const MORE = 100

const NETWORKS: Readonly<Record<string, () => ModelSpec>> = {
  cuba: () => models.cuba({ n: MORE, kick: 20 }).spec(),
  cobahh: () => models.cobahh({ n: MORE }).spec(),
  'dense, weights bound': () => models.dense({ n: N }).spec(),
  'dense, weights in single precision': () => models.dense({ n: N, weights: 'single' }).spec(),
  'dense, weights computed': () => models.dense({ n: N, weights: 'vectors' }).spec(),
}

const every = PASSES.map((pass) => pass.name)
const COMPARISONS = [
  { with: 'all', without: (name: PassName) => ({ on: [], off: [name] }) },
  { with: 'it alone', without: (name: PassName) => ({ on: every.filter((other) => other !== name), off: every }) },
] as const
const BACKENDS: readonly Backend[] = ['js', 'wasm']

/** Everything that the model's objects hold after a while, and how often each neuron has spiked. */
async function held(spec: ModelSpec, backend: Backend, off: readonly PassName[], seconds: number) {
  const simulation = simulationOf(spec, { backend, withoutPasses: new Set(off) })
  await simulation.run(seconds)
  const { groups, synapses, monitors } = simulation.description
  const values = [...groups, ...synapses].flatMap(({ name, variables }) =>
    variables.map((variable) => [`${name}.${variable.name}`, simulation.values(name, variable.name)] as const),
  )
  const counts = monitors.filter(({ kind }) => kind === 'spikes').map(({ name }) => [...simulation.counts(name)])
  return { values, counts }
}

type Held = Awaited<ReturnType<typeof held>>

function expectAlike(found: Held, expected: Held, exactness: 'the same bits' | Tolerance): void {
  expect(found.counts).toEqual(expected.counts)
  if (exactness === 'the same bits') {
    expect(found.values).toEqual(expected.values)
    return
  }
  found.values.forEach(([name, values], n) => {
    const [, others] = expected.values[n]
    const most = others.reduce((size, other) => Math.max(size, Math.abs(other)), 0)
    values.forEach((value, k) => {
      expect(Math.abs(value - others[k]), name).toBeLessThanOrEqual(exactness.within * most)
    })
  })
}

/** An expression of x, y and a, which tanh keeps within bounds wherever it stands. */
const expression = fc.letrec<{ readonly any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', 'y', 'a', '0.5', '2', 'c', '1'),
    fc.tuple(fc.constantFrom('+', '-', '*'), tie('any'), tie('any')).map(([o, l, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('any'), fc.constantFrom('c', '3', '(c + 2)', '(tau/ms)')).map(([l, r]) => `${l}/${r}`),
    fc.tuple(fc.constantFrom('x', 'y', '(x - a)'), fc.constantFrom(2, 3, 4)).map(([b, p]) => `${b}**${p}`),
    tie('any').map((inner) => `exp(-abs(${inner}))`),
    tie('any').map((inner) => `clip(${inner}, -1, 1)`),
    tie('any').map((inner) => `int(${inner} > 0)*${inner}`),
  ),
})).any

const network = fc.tuple(expression, expression, expression, expression).map(([forX, forY, atReset, onPre]) =>
  modelSpec(
    [
      groupSpec(`dx/dt = (1.2*tanh(${forX}) + 0.4 - x)/tau : 1\ndy/dt = (tanh(${forY}) - y)/(2*tau) : 1\na : 1`, {
        N: 7,
        threshold: 'x > 0.31372',
        reset: `x = 0.1*tanh(${atReset}); a = tanh(a + ${atReset})`,
        refractory: '0.5*ms',
        method: 'euler',
        namespace: { tau: '3*ms', c: '0.7' },
      }),
      synapsesSpec({
        model: 'w : 1',
        on_pre: `y_post += 0.1*w*tanh(${onPre.replace(/\b([xya])\b/g, '$1_post')}); w *= 0.9/(c + 2)`,
        namespace: { tau: '3*ms', c: '0.7' },
      }),
      { kind: 'SpikeMonitor', name: 'spikes', source: 'P' },
    ],
    [
      { kind: 'set', target: 'P', variable: 'x', value: 'i/7.0' },
      { kind: 'set', target: 'P', variable: 'y', value: '0.5 - i/9.0' },
      { kind: 'set', target: 'P', variable: 'a', value: '0.3 + i/11.0' },
      { kind: 'connect', target: 'S', rule: { condition: 'i != j' } },
      { kind: 'set', target: 'S', variable: 'w', value: '1 + i - j/2.0' },
    ],
  ),
)

export function leavesMeaningAlone(name: PassName, exactness: 'the same bits' | Tolerance): void {
  const told = exactness === 'the same bits' ? exactness : `the same within ${exactness.within}, since ${exactness.why}`
  describe(`results with ${name} and without are ${told}`, () => {
    describe.each(Object.keys(NETWORKS))('%s', (called) => {
      test.each(COMPARISONS)('of $with', async ({ without }) => {
        const { on, off } = without(name)
        for (const backend of BACKENDS) {
          const [found, expected] = [
            await held(NETWORKS[called](), backend, on, 0.02),
            await held(NETWORKS[called](), backend, off, 0.02),
          ]
          expect(found.counts.flat().reduce((a, b) => a + b)).toBeGreaterThan(0)
          expectAlike(found, expected, exactness)
        }
      })
    })

    test('equations drawn at random', async () => {
      await fc.assert(
        fc.asyncProperty(network, fc.constantFrom(...COMPARISONS), async (spec, { without }) => {
          const { on, off } = without(name)
          expectAlike(await held(spec, 'js', on, 4e-3), await held(spec, 'js', off, 4e-3), exactness)
        }),
        { numRuns: 15 },
      )
    })
  })
}
