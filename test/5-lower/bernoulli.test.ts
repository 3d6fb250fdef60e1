import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, PoissonGroup, SpikeMonitor } from '../../src/index.js'
import { jump, streamKey } from '../../src/runtime/random.js'
import { chiSquareFit, histogram, normalOfChiSquare, RARE } from '../statistics.js'

const DT = 1e-4

/** Spikes as [step, neuron]. */
async function spikesOf(group: NeuronGroup, steps: number, backend: 'js' | 'wasm' = 'wasm') {
  const monitor = new SpikeMonitor(group)
  const network = new Network(group, monitor, { seed: 2024, backend })
  await network.run(`${steps * DT}*second`)
  return { i: monitor.i, steps: Array.from(monitor.t, (t) => Math.round(t / DT)), count: monitor.count }
}

/** Is a sum of so many numbers, each 1 with probability p, as it should be? */
function normalOfCount(count: number, trials: number, p: number): number {
  return (count - trials * p) / Math.sqrt(trials * p * (1 - p))
}

describe('a jump', () => {
  test.each([0.7, 0.1, 0.001])('is geometric, p = %d', (p) => {
    const scale = 1 / Math.log1p(-p)
    const jumps = Array.from({ length: 50_000 }, (_, n) => jump(7, streamKey('test'), n, 3, 0, scale))
    const seen = histogram(jumps.map((k) => k - 1))
    const probabilities = Array.from({ length: Math.ceil(30 / p) }, (_, k) => p * (1 - p) ** k)
    expect(Math.abs(chiSquareFit(seen, probabilities))).toBeLessThan(RARE)
  })

  test('is the next place where it is sure, and beyond all where it is impossible', () => {
    for (let n = 0; n < 100; n++) {
      expect(jump(1, 2, n, 3, 0, 0)).toBe(1)
      expect(jump(1, 2, n, 3, 0, Number.NEGATIVE_INFINITY) < 1e9).toBe(false)
    }
  })
})

const N = 150
const STEPS = 4000
const P = 0.05
const varied = Array.from({ length: N }, (_, i) => P * (0.2 + (0.8 * i) / (N - 1)))

const groups = {
  'one rate for all': [() => new PoissonGroup(N, '500*Hz'), () => P],
  'a rate that is the same for all neurons, and an expression': [
    () => new PoissonGroup(N, '500*Hz*(1 + 0*t/second)'),
    () => P,
  ],
  'a rate for each neuron': [
    () =>
      new PoissonGroup(
        N,
        matrix(
          varied.map((p) => p / DT),
          'Hz',
        ),
      ),
    (i: number) => varied[i],
  ],
  'rates that change in every step': [
    () => new PoissonGroup(N, '500*Hz*(0.2 + 0.8*i/(N - 1.0))*exp(0*t/second)'),
    (i: number) => varied[i],
  ],
  'a group of its own': [() => new NeuronGroup(N, 'p : 1 (shared)', { threshold: 'p > rand()' }).set('p', P), () => P],
} as const satisfies Record<string, readonly [() => NeuronGroup, (i: number) => number]>

describe.each(Object.entries(groups))('%s', (_, [make, p]) => {
  const probabilities = Array.from({ length: N }, (__, i) => p(i))

  test('each neuron spikes as often as it should, and no two count the same', async () => {
    const { count } = await spikesOf(make(), STEPS)
    const chiSquare = count.reduce((sum, c, i) => sum + normalOfCount(c, STEPS, probabilities[i]) ** 2, 0)
    expect(Math.abs(normalOfChiSquare(chiSquare, N))).toBeLessThan(RARE)
  })

  test('each step has as many spikes as it should', async () => {
    const { steps } = await spikesOf(make(), STEPS)
    const mean = probabilities.reduce((sum, q) => sum + q, 0)
    const variance = probabilities.reduce((sum, q) => sum + q * (1 - q), 0)
    const perStep = histogram(steps)
    const chiSquare = Array.from({ length: STEPS }, (__, k) => ((perStep[k] ?? 0) - mean) ** 2 / variance)
    expect(
      Math.abs(
        normalOfChiSquare(
          chiSquare.reduce((a, b) => a + b),
          STEPS,
        ),
      ),
    ).toBeLessThan(RARE)
  })

  test('neighbours, and a neuron in the next step, are independent', async () => {
    const { i, steps } = await spikesOf(make(), STEPS)
    const spiked = new Set(steps.map((step, k) => step * N + i[k]))
    for (const [apart, later] of [
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      let [both, expected, variance] = [0, 0, 0]
      for (let neuron = 0; neuron + apart < N; neuron++) {
        const q = probabilities[neuron] * probabilities[neuron + apart]
        expected += q * (STEPS - later)
        variance += q * (1 - q) * (STEPS - later)
      }
      for (const place of spiked) {
        const [neuron, step] = [place % N, Math.floor(place / N)]
        if (neuron + apart < N && spiked.has((step + later) * N + neuron + apart)) both++
      }
      // Pairs that share a spike are not independent of each other: they add at most a tenth to the variance here.
      expect(Math.abs(both - expected) / Math.sqrt(1.2 * variance)).toBeLessThan(RARE)
    }
  })

  test('spikes of a step are in the order of the neurons', async () => {
    const { i, steps } = await spikesOf(make(), 200)
    for (let k = 1; k < i.length; k++) if (steps[k] === steps[k - 1]) expect(i[k]).toBeGreaterThan(i[k - 1])
  })

  test('is the same in both backends', async () => {
    expect(await spikesOf(make(), 300, 'js')).toEqual(await spikesOf(make(), 300))
  })
})

test('intervals between spikes are geometric', async () => {
  const { i, steps } = await spikesOf(new PoissonGroup(N, '500*Hz'), 20_000)
  const last = new Map<number, number>()
  const intervals: number[] = []
  for (const [k, neuron] of i.entries()) {
    const before = last.get(neuron)
    // Only those that begin early, so that the end of the run cuts off none that are long.
    if (before !== undefined && before < 19_000) intervals.push(steps[k] - before - 1)
    last.set(neuron, steps[k])
  }
  expect(intervals.length).toBeGreaterThan(100_000)
  const probabilities = Array.from({ length: 400 }, (_, k) => P * (1 - P) ** k)
  expect(Math.abs(chiSquareFit(histogram(intervals), probabilities))).toBeLessThan(RARE)
})

describe('what is certain and what can not be', () => {
  test.each(['js', 'wasm'] as const)('for all neurons, %s', async (backend) => {
    const count = async (rates: string) => [...(await spikesOf(new PoissonGroup(3, rates), 20, backend)).count]
    expect(await count('10*kHz')).toEqual([20, 20, 20])
    expect(await count('1e12*Hz')).toEqual([20, 20, 20])
    expect(await count('0*Hz')).toEqual([0, 0, 0])
    expect(await count('-10*Hz*(1 + 0*t/second)')).toEqual([0, 0, 0])
    expect(await count('inf*Hz')).toEqual([20, 20, 20])
    expect(await count('10*kHz*(1 - 2*t/second/(2*1e-3))')).toEqual(await count('10*kHz*(1 - t/ms)'))
    expect(await count('10*kHz*int(t >= 1*ms)')).toEqual([10, 10, 10])
  })

  test.each(['js', 'wasm'] as const)('for some, %s', async (backend) => {
    // Below 0 a rate is as 0; where it is known before the run it is refused, and here it is computed.
    const some = new PoissonGroup(5, matrix([0, 10, 5, 1e6, 0], 'kHz')).set('rates', '-rates', { where: 'i == 2' })
    expect([...(await spikesOf(some, 20, backend)).count]).toEqual([0, 20, 0, 20, 0])
    const none = new PoissonGroup(2, matrix([0, 1], 'Hz')).set('rates', '-rates')
    expect([...(await spikesOf(none, 20, backend)).count]).toEqual([0, 0])
  })

  test('a rate that is no number is no rate, and leaves the others alone', async () => {
    const P = new PoissonGroup(3, '0*Hz')
    P.set('rates', '10*kHz*sqrt(i - 1)')
    expect([...(await spikesOf(P, 20)).count]).toEqual([0, 0, 20])
  })
})

test('refractory neurons do not spike', async () => {
  const P = new NeuronGroup(50, 'v : 1', { threshold: 'rand() < 0.5', refractory: '0.5*ms' })
  const { i, steps } = await spikesOf(P, 400)
  const last = new Map<number, number>()
  const intervals: number[] = []
  for (const [k, neuron] of i.entries()) {
    const before = last.get(neuron)
    if (before !== undefined && before < 360) intervals.push(steps[k] - before - 5)
    last.set(neuron, steps[k])
  }
  expect(Math.min(...intervals)).toBe(0)
  const probabilities = Array.from({ length: 40 }, (_, k) => 0.5 ** (k + 1))
  expect(Math.abs(chiSquareFit(histogram(intervals), probabilities))).toBeLessThan(RARE)
})

describe('how many numbers are drawn', () => {
  const wat = (group: NeuronGroup) => new Network(group).inspect().compiled.wat()
  const kernel = (text: string) => text.slice(text.indexOf('(func $threshold'), text.indexOf('(func $jump'))

  test('one for each spike where the rate is the same for all', () => {
    for (const rates of ['10*Hz*sin(t/second)', '10*Hz*2']) {
      const text = kernel(wat(new PoissonGroup(100, rates)))
      expect(text).toContain('call $jump')
      expect(text).not.toContain('call $uniform')
    }
  })

  test('two for each that could be one where the rates differ', () => {
    const text = kernel(wat(new PoissonGroup(100, '10*Hz')))
    expect(text).toContain('call $jump')
    expect(text.match(/call \$uniform/g)).toHaveLength(1)
  })

  test('one for each neuron where the rates change, or more is asked', () => {
    expect(wat(new PoissonGroup(100, '10*Hz*sin(t/second)*i'))).not.toContain('call $jump')
    expect(wat(new PoissonGroup(100, '10*Hz').run_regularly('rates += 1*Hz'))).not.toContain('call $jump')
    expect(wat(new NeuronGroup(100, 'v : 1', { threshold: 'rand() < rand()' }))).not.toContain('call $jump')
    expect(wat(new NeuronGroup(100, 'v : 1', { threshold: 'v > 1' }))).not.toContain('call $jump')
  })
})
