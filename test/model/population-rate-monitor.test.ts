import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, PopulationRateMonitor } from '../../src/index.js'

interface Golden {
  readonly t: readonly number[]
  readonly rate: readonly number[]
  readonly smoothed: readonly {
    readonly window: 'gaussian' | 'flat' | readonly number[]
    readonly width?: string
    readonly rate: readonly number[]
  }[]
}

/** What the reference gives: rates.py, beside it, is what was run. */
const golden: Golden = JSON.parse(
  readFileSync(fileURLToPath(new URL('../runtime/golden/rates.json', import.meta.url)), 'utf8'),
)

/** Neuron i spikes in each step that i + 3 divides. */
async function recorded(...durations: readonly string[]) {
  const P = new NeuronGroup(7, 'v : 1', { threshold: 't_in_timesteps % (i + 3) == 0', reset: '' })
  const M = new PopulationRateMonitor(P)
  const net = new Network(P, M)
  for (const duration of durations) await net.run(duration)
  return M
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  const largest = Math.max(...expected.map(Math.abs))
  const far = expected.filter((value, k) => !(Math.abs(actual[k] - value) <= 1e-12 * largest))
  expect(far).toEqual([])
}

describe('a rate monitor', () => {
  test.each([[['20*ms']], [['0.1*ms', '7.4*ms', '12.5*ms']]])(
    'gives the rates of the reference: %s',
    async (pieces) => {
      const M = await recorded(...pieces)
      expectClose(M.t, golden.t)
      expect([...M.rate]).toEqual(golden.rate)
    },
  )

  test('is emptied when it is full, and keeps everything', async () => {
    const M = await recorded('1*second')
    expect(M.rate).toHaveLength(10_000)
    const expected = (n: number) => [3, 4, 5, 6, 7, 8, 9].filter((k) => n % k === 0).length
    expect(M.rate.every((rate, n) => Math.round((rate * 7) / 1e4) === expected(n))).toBe(true)
  })

  test('has nothing before the first run', async () => {
    expect((await recorded()).rate).toEqual(new Float64Array(0))
  })

  test('is read in units', async () => {
    const M = await recorded('1*ms')
    expect(M.get('rate', 'Hz')).toEqual(M.rate)
    expect([...M.get('rate', 'kHz')]).toEqual([...M.rate].map((rate) => rate / 1000))
    expect([...M.get('t', 'ms')]).toEqual([...M.t].map((t) => t / 0.001))
    expect(() => M.get('rate', 'mV')).toThrow('U010')
    expect(() => M.get('v')).toThrow('N007')
  })

  test('goes through JSON', async () => {
    const P = new NeuronGroup(7, 'v : 1', { threshold: 't_in_timesteps % (i + 3) == 0', reset: '', name: 'P' })
    const json = JSON.parse(JSON.stringify(new Network(P, new PopulationRateMonitor(P, { name: 'R' })).toJSON()))
    const back = Network.fromJSON(json)
    await back.run('2*ms')
    const [, R] = back.parts
    expect(R instanceof PopulationRateMonitor && [...R.rate]).toEqual(golden.rate.slice(0, 20))
    expect(back.toJSON()).toEqual(json)
  })
})

describe('smoothed rates', () => {
  test.each(golden.smoothed.map((given) => [`${given.window} ${given.width ?? ''}`, given] as const))(
    'are those of the reference: %s',
    async (_name, { window, width, rate }) => {
      const M = await recorded('20*ms')
      expectClose(M.smoothRate({ window, ...(width !== undefined && { width }) }), rate)
    },
  )

  test('have as many values as there are steps, where the window is longer too', async () => {
    const M = await recorded('1*ms')
    expect(M.smoothRate({ width: '100*ms' })).toHaveLength(10)
  })

  test.each([
    [{}, '`width` of smoothRate()'],
    [{ width: '5*mV' }, '`width` of smoothRate()'],
    [{ width: '0*ms' }, '`width` of smoothRate()'],
    [{ window: 'hann', width: '5*ms' }, '`window` of smoothRate()'],
    [{ window: [1, 1] }, 'odd number'],
    [{ window: [1], width: '5*ms' }, 'leave `width` out'],
    [{ window: ['a'] }, '`window` of smoothRate()'],
    [{ windw: 'flat' }, 'did you mean `window`?'],
  ])('refuse %j', async (options, message) => {
    const M = await recorded('1*ms')
    expect(() => M.smoothRate(options as object)).toThrow(message)
  })
})

describe('rates in bins', () => {
  test('are means, and say where each begins', async () => {
    const M = await recorded('2*ms')
    const { t, rate } = M.binnedRate('0.3*ms')
    expect([...t].map((time) => Math.round(time / 1e-4))).toEqual([0, 3, 6, 9, 12, 15])
    expectClose(
      rate,
      [0, 3, 6, 9, 12, 15].map((n) => (golden.rate[n] + golden.rate[n + 1] + golden.rate[n + 2]) / 3),
    )
  })

  test.each(['0.25*ms', '0*ms', '1'])('refuse %s', async (bin) => {
    const M = await recorded('1*ms')
    expect(() => M.binnedRate(bin)).toThrow('the length of a bin')
  })
})
