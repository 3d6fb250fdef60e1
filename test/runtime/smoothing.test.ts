import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flatSmoothed, smoothed } from '../../src/runtime/smoothing.js'

describe('a flat window', () => {
  const rates = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 })

  test('is a window of equal weights, however it is summed', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 80 }), (counts, half) => {
        const values = Float64Array.from(counts, (count) => count / (7 * 1e-4))
        const means = flatSmoothed(values, 2 * half + 0.5, 1)
        const expected = smoothed(values, new Float64Array(2 * half + 1).fill(1))
        const bound = 4 * (half + 1) * Number.EPSILON * Math.max(1, ...values)
        expect(means).toHaveLength(values.length)
        for (const [k, mean] of means.entries()) expect(Math.abs(mean - expected[k])).toBeLessThanOrEqual(bound)
      }),
    )
  })

  test('of whole numbers is exact', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 80 }), (counts, half) => {
        const means = flatSmoothed(Float64Array.from(counts), 2 * half, 1)
        const sum = (k: number) => counts.slice(Math.max(0, k - half), k + half + 1).reduce((a, b) => a + b, 0)
        expect([...means]).toEqual(counts.map((_, k) => sum(k) / (2 * half + 1)))
      }),
    )
  })

  test('carries no rounding along: behind large values small ones are what they are', () => {
    const values = new Float64Array(10_000)
    for (let k = 0; k < values.length; k++) values[k] = k < 5000 ? 1e17 / (k + 1) : 0.1
    const means = flatSmoothed(values, 20, 1)
    expect(Math.max(...means.subarray(5010, 9990).map((mean) => Math.abs(mean - 0.1)))).toBeLessThan(1e-16 * 21)
    expect(means[5009]).toBeGreaterThan(1e11)
  })
})
