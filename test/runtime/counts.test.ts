import { describe, expect, test } from 'vitest'
import { BinomialFunction, matrix, Network, NeuronGroup } from '../../src/index.js'
import { binomial, poisson } from '../../src/runtime/counts.js'
import { streamKey } from '../../src/runtime/random.js'
import { chiSquareFit, histogram, RARE } from '../statistics.js'

const STREAM = streamKey('P.v')
const N = 50_000

/** ln k! for k from 0. */
function logFactorials(most: number): readonly number[] {
  const logs = [0]
  for (let k = 1; k <= most; k++) logs.push(logs[k - 1] + Math.log(k))
  return logs
}
const LOG_FACTORIALS = logFactorials(30_000)

/** From `first` on, so that a test of large numbers begins where they do. */
function misfit(values: readonly number[], probability: (k: number) => number): number {
  const first = Math.min(...values)
  const last = Math.max(...values)
  const below = Array.from({ length: first }, (_, k) => probability(k)).reduce((sum, p) => sum + p, 0)
  const probabilities = Array.from(
    { length: last - first + 1 },
    (_, k) => probability(first + k) + (k === 0 ? below : 0),
  )
  return chiSquareFit(histogram(values.map((k) => k - first)), probabilities)
}

describe('Poisson numbers', () => {
  test.each([0.001, 0.5, 3, 9.99, 10, 10.5, 30, 400, 20_000])('of mean %d are exact', (lam) => {
    const probability = (k: number) => Math.exp(k * Math.log(lam) - lam - LOG_FACTORIALS[k])
    for (const step of [3, 2 ** 40 + 7]) {
      const values = Array.from({ length: N }, (_, k) => poisson(12, STREAM, k, 0, step, 1, lam))
      if (lam >= 0.5) expect(Math.abs(misfit(values, probability))).toBeLessThan(RARE)
      else expect(Math.abs(values.filter((k) => k > 0).length - N * lam)).toBeLessThan(RARE * Math.sqrt(N * lam))
    }
  })

  test('of special means', () => {
    expect(poisson(1, 2, 3, 4, 5, 6, 0)).toBe(0)
    for (const lam of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(poisson(1, 2, 3, 4, 5, 6, lam)).toBeNaN()
    const large = Array.from({ length: 1000 }, (_, k) => poisson(1, 2, k, 0, 5, 6, 1e12))
    const mean = large.reduce((sum, k) => sum + (k - 1e12) / 1e6, 0) / 1000
    expect(Math.abs(mean * Math.sqrt(1000))).toBeLessThan(RARE)
  })
})

describe('binomial numbers', () => {
  test.each([
    [1, 0.5],
    [10, 0.2],
    [10, 0.9],
    [100, 0.0999],
    [100, 0.1],
    [20, 0.5],
    [1000, 0.3],
    [1000, 0.985],
    [25_000, 0.5],
    [25_000, 0.0003],
  ])('of %d tries with probability %d are exact', (n, p) => {
    const probability = (k: number) =>
      k > n
        ? 0
        : Math.exp(
            LOG_FACTORIALS[n] - LOG_FACTORIALS[k] - LOG_FACTORIALS[n - k] + k * Math.log(p) + (n - k) * Math.log1p(-p),
          )
    const values = Array.from({ length: N }, (_, k) => binomial(5, STREAM, 3, k, 9, 0, n, p))
    expect(Math.abs(misfit(values, probability))).toBeLessThan(RARE)
    expect(Math.max(...values)).toBeLessThanOrEqual(n)
  })

  test('of special parameters', () => {
    const one = (n: number, p: number) => binomial(1, 2, 3, 4, 5, 6, n, p)
    expect([one(10, 0), one(10, 1), one(0, 0.5), one(1e6, 0), one(1e6, 1)]).toEqual([0, 10, 0, 0, 1e6])
    for (const p of [-0.1, 1.1, Number.NaN]) expect(one(10, p)).toBeNaN()
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(one(n, 0.5)).toBeNaN()
  })
})

describe('in a model', () => {
  const ran = async (code: string, backend: 'js' | 'wasm', precision: 'single' | 'double' = 'double', steps = 5) => {
    const P = new NeuronGroup(203, 'v : 1\nk : integer\nlam : 1', {
      name: 'P',
      namespace: { f: BinomialFunction(10, 0.5), W: matrix([1, 2, 3]) },
    })
    P.set('lam', 'i/5.0').run_regularly(code)
    await new Network(P, { seed: 4, backend, precision }).run(`${steps}*0.1*ms`)
    return [...P.get('v'), ...P.get('k')]
  }
  const codes = [
    'v += poisson(lam)',
    'v = binomial(10, 0.3) + poisson(20)',
    'k = binomial(i, lam/50)',
    'v = exp(-poisson(lam))',
    'v = f()',
  ]

  test.each(codes)('%s is the same in both backends', async (code) => {
    for (const precision of ['double', 'single'] as const)
      expect(await ran(code, 'js', precision)).toEqual(await ran(code, 'wasm', precision))
  })

  test('each neuron, each step and each place in the text has a number of its own', async () => {
    const [a, b] = [
      await ran('v = poisson(1000)', 'js', 'double', 1),
      await ran('v = poisson(1000)', 'js', 'double', 2),
    ]
    expect(new Set(a).size).toBeGreaterThan(90)
    expect(a.filter((k, i) => k !== b[i]).length).toBeGreaterThan(150)
    expect(new Set(await ran('v = poisson(1000) - poisson(1000)', 'js')).size).toBeGreaterThan(90)
  })

  test('set before the run', () => {
    const P = new NeuronGroup(1000, 'v : 1').set('v', 'poisson(4)')
    new Network(P, { seed: 1 })
    const mean = P.get('v').reduce((sum, k) => sum + k, 0) / 1000
    expect(Math.abs(mean - 4) * Math.sqrt(1000 / 4)).toBeLessThan(RARE)
  })
})

describe('BinomialFunction', () => {
  test('is an expression, in JSON too', () => {
    expect(BinomialFunction(10, 0.5)).toEqual({
      kind: 'function',
      arguments: {},
      returns: '1',
      expression: 'binomial(10, 0.5)',
    })
    expect(BinomialFunction(10, 1e-7, { approximate: true }).expression).toBe('binomial(10, 1e-7)')
  })

  test('refuses what has no binomial numbers', () => {
    expect(() => BinomialFunction(1.5, 0.5)).toThrow('V008')
    expect(() => BinomialFunction(-1, 0.5)).toThrow('V008')
    expect(() => BinomialFunction(10, 1.5)).toThrow('V008')
    expect(() => BinomialFunction(10, Number.NaN)).toThrow('V008')
    expect(() => BinomialFunction(10, 0.5, { aproximate: true } as object)).toThrow('V014')
  })
})
