import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { philox4x32 } from '../../src/runtime/philox.js'
import { normal, streamKey, uniform } from '../../src/runtime/random.js'

const N = 100_000
const SEED = 12_345
const STREAM = streamKey('neurongroup.v')

type Draw = (k: number) => number

function samples(draw: Draw): Float64Array {
  return Float64Array.from({ length: N }, (_, k) => draw(k))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function moment(values: Float64Array, order: number): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** order))
}

function correlation(x: Float64Array, y: Float64Array): number {
  const [meanX, meanY] = [mean(x), mean(y)]
  const covariance = mean(x.map((value, k) => (value - meanX) * (y[k] - meanY)))
  return covariance / Math.sqrt(moment(x, 2) * moment(y, 2))
}

/** The Kolmogorov-Smirnov statistic sqrt(n)*D; 1.95 is passed by chance once in 1000. */
function kolmogorovSmirnov(values: Float64Array, distribution: (x: number) => number): number {
  const sorted = values.toSorted()
  let distance = 0
  for (let k = 0; k < sorted.length; k++) {
    const p = distribution(sorted[k])
    distance = Math.max(distance, p - k / sorted.length, (k + 1) / sorted.length - p)
  }
  return distance * Math.sqrt(sorted.length)
}

/** The standard normal distribution function, by Marsaglia's series (J. Stat. Softw. 11(4), 2004). */
function normalDistribution(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0
  let sum = x
  let term = x
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046728)
}

const walks: readonly { readonly name: string; readonly uniform: Draw; readonly normal: Draw }[] = [
  {
    name: 'index0',
    uniform: (k) => uniform(SEED, STREAM, k, 0, 7, 0),
    normal: (k) => normal(SEED, STREAM, k, 0, 7, 0),
  },
  {
    name: 'index1',
    uniform: (k) => uniform(SEED, STREAM, 3, k, 7, 0),
    normal: (k) => normal(SEED, STREAM, 3, k, 7, 0),
  },
  { name: 'step', uniform: (k) => uniform(SEED, STREAM, 3, 0, k, 0), normal: (k) => normal(SEED, STREAM, 3, 0, k, 0) },
  { name: 'seed', uniform: (k) => uniform(k, STREAM, 3, 0, 7, 0), normal: (k) => normal(k, STREAM, 3, 0, 7, 0) },
  { name: 'stream', uniform: (k) => uniform(SEED, k, 3, 0, 7, 0), normal: (k) => normal(SEED, k, 3, 0, 7, 0) },
]

describe('streamKey', () => {
  // Test vectors of the FNV authors (`test_fnv.c`).
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of "%s" is FNV-1a', (name, key) => {
    expect(streamKey(name)).toBe(key)
  })

  it('hashes UTF-8', () => {
    let hash = 0x811c9dc5n
    for (const byte of [0xcf, 0x84]) hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn
    expect(streamKey('τ')).toBe(Number(hash))
  })
})

describe('uniform', () => {
  it('is the documented function of the block of words', () => {
    const words = new Uint32Array(4)
    const step = 5 * 2 ** 32 + 9
    philox4x32(11, 12, 9, 3 | (5 << 16), SEED, STREAM, words)
    const expected = ((words[0] >>> 5) * 67108864 + (words[1] >>> 6)) / 9007199254740992
    expect(uniform(SEED, STREAM, 11, 12, step, 3)).toBe(expected)
  })

  it('never changes', () => {
    expect([
      uniform(1, streamKey('G.v'), 0, 0, 0, 0),
      uniform(1, streamKey('G.v'), 1, 0, 0, 0),
      uniform(1, streamKey('G.v'), 0, 0, 2 ** 40, 65535),
      uniform(0xffffffff, streamKey('synapses.w'), 3999, 17, 123, 1),
    ]).toMatchInlineSnapshot(`
      [
        0.5717752534544771,
        0.8639170947960486,
        0.7410453888078848,
        0.8332415184163402,
      ]
    `)
  })

  it('stays in [0, 1) and repeats', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    const step = fc.integer({ min: 0, max: 2 ** 48 - 1 })
    fc.assert(
      fc.property(word, word, word, word, step, fc.integer({ min: 0, max: 65535 }), (...at) => {
        const value = uniform(...at)
        expect(value >= 0 && value < 1).toBe(true)
        expect(uniform(...at)).toBe(value)
      }),
    )
  })

  it.each(walks)('has the mean, variance and distribution of a uniform number along $name', ({ uniform: draw }) => {
    const values = samples(draw)
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * N))
    expect(Math.abs(moment(values, 2) - 1 / 12)).toBeLessThan(4 / Math.sqrt(180 * N))
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.95)
  })
})

describe('normal', () => {
  it('is the documented function of the block of words', () => {
    const words = new Uint32Array(4)
    for (let k = 0; k < 10_000; k++) {
      philox4x32(k, 12, 9, 3 | (5 << 16), SEED, STREAM, words)
      const u = ((words[0] >>> 5) * 67108864 + (words[1] >>> 6) + 1) / 9007199254740992
      const v = ((words[2] >>> 5) * 67108864 + (words[3] >>> 6)) / 9007199254740992
      const expected = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
      expect(Math.abs(normal(SEED, STREAM, k, 12, 5 * 2 ** 32 + 9, 3) - expected)).toBeLessThan(4e-15)
    }
  })

  it('never changes', () => {
    expect([
      normal(1, streamKey('G.v'), 0, 0, 0, 0),
      normal(1, streamKey('G.v'), 1, 0, 0, 0),
      normal(1, streamKey('G.v'), 0, 0, 2 ** 40, 65535),
      normal(0xffffffff, streamKey('synapses.w'), 3999, 17, 123, 1),
    ]).toMatchInlineSnapshot(`
      [
        0.5573870708297336,
        -0.25621122543722136,
        -0.02047536296391484,
        -0.20145313851250585,
      ]
    `)
  })

  it.each(walks)('has the moments and distribution of a normal number along $name', ({ normal: draw }) => {
    const values = samples(draw)
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(N))
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / N))
    expect(Math.abs(moment(values, 3))).toBeLessThan(4 * Math.sqrt(15 / N))
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / N))
    expect(kolmogorovSmirnov(values, normalDistribution)).toBeLessThan(1.95)
  })

  it('has the tails of a normal number', () => {
    const count = 1_000_000
    const beyond = [2, 3, 4]
    const counts = beyond.map(() => [0, 0])
    for (let k = 0; k < count; k++) {
      const value = normal(SEED, STREAM, k, 1, 0, 0)
      beyond.forEach((x, row) => {
        if (value > x) counts[row][0]++
        if (value < -x) counts[row][1]++
      })
    }
    beyond.forEach((x, row) => {
      const expected = count * normalDistribution(-x)
      for (const observed of counts[row]) expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt(expected))
    })
  })
})

describe('independence', () => {
  const limit = 4 / Math.sqrt(N)
  const base: Draw = (k) => uniform(SEED, STREAM, k, 0, 10, 0)
  const neighbours: readonly (readonly [string, Draw])[] = [
    ['index0', (k) => uniform(SEED, STREAM, k + 1, 0, 10, 0)],
    ['index1', (k) => uniform(SEED, STREAM, k, 1, 10, 0)],
    ['step', (k) => uniform(SEED, STREAM, k, 0, 11, 0)],
    ['high word of step', (k) => uniform(SEED, STREAM, k, 0, 10 + 2 ** 32, 0)],
    ['draw', (k) => uniform(SEED, STREAM, k, 0, 10, 1)],
    ['stream', (k) => uniform(SEED, STREAM + 1, k, 0, 10, 0)],
    ['seed', (k) => uniform(SEED + 1, STREAM, k, 0, 10, 0)],
    ['swapped indices', (k) => uniform(SEED, STREAM, 0, k, 10, 0)],
  ]

  it.each(neighbours)('of neighbours in %s', (_, neighbour) => {
    const x = samples(base).subarray(1)
    const y = samples(neighbour).subarray(1)
    expect(Math.abs(correlation(x, y))).toBeLessThan(limit)
    expect(
      Math.abs(
        correlation(
          x.map((u) => (u - 0.5) ** 2),
          y.map((u) => (u - 0.5) ** 2),
        ),
      ),
    ).toBeLessThan(limit)
  })

  it('of the pairs as points of a square', () => {
    const cells = new Float64Array(100)
    for (let k = 0; k < N; k++) {
      const x = Math.floor(10 * uniform(SEED, STREAM, k, 0, 10, 0))
      cells[10 * x + Math.floor(10 * uniform(SEED, STREAM, k, 0, 11, 0))]++
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - N / 100) ** 2 / (N / 100), 0)
    expect(chiSquare).toBeGreaterThan(60)
    expect(chiSquare).toBeLessThan(149)
  })
})

describe('where there is no WebAssembly', () => {
  it('the numbers are the same', async () => {
    const there = globalThis.WebAssembly
    const word = fc.integer({ min: 0, max: 0xffffffff })
    const step = fc.integer({ min: 0, max: 2 ** 48 - 1 })
    const draw = fc.integer({ min: 0, max: 65535 })
    const places = fc.sample(fc.tuple(word, word, word, word, step, draw), 500)
    const drawn = places.map((place) => [uniform(...place), normal(...place)])
    try {
      vi.resetModules()
      Reflect.deleteProperty(globalThis, 'WebAssembly')
      const without = await import('../../src/runtime/random.js')
      expect(without.uniform).not.toBe(uniform)
      expect(places.map((place) => [without.uniform(...place), without.normal(...place)])).toEqual(drawn)
    } finally {
      globalThis.WebAssembly = there
    }
  })
})
