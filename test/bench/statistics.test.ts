import { describe, expect, it } from 'vitest'
import { median, medians, ratio, significant } from '../../bench/statistics.js'

describe('median', () => {
  it('is the middle value of an odd number of values', () => expect(median([9, 1, 3])).toBe(3))
  it('is the mean of the two middle values of an even number', () => expect(median([10, 1, 2, 4])).toBe(3))
  it('compares numbers as numbers', () => expect(median([100, 20, 3])).toBe(20))
  it('leaves its argument as it was', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
  it('refuses no values', () => expect(() => median([])).toThrow(RangeError))
})

describe('medians', () => {
  it('takes each figure by itself, and only those asked for', () => {
    const runs = [
      { a: 1, b: 30, c: 0 },
      { a: 3, b: 10, c: 0 },
      { a: 2, b: 20, c: 0 },
    ]
    expect(medians(runs, ['a', 'b'])).toEqual({ a: 2, b: 20 })
  })
})

describe('ratio', () => {
  it('is below 1 where ours is smaller', () => expect(ratio(2, 4)).toBe(0.5))
  it('is null where there is nothing to divide by', () => expect(ratio(3, 0)).toBeNull())
  it('is null where there is no figure', () => expect(ratio(Number.NaN, 1)).toBeNull())
  it('keeps four digits', () => expect(ratio(2, 3)).toBe(0.6667))
})

describe('significant', () => {
  it('keeps digits, not decimals', () => {
    expect(significant(123456.7, 4)).toBe(123500)
    expect(significant(0.000123456, 3)).toBe(0.000123)
  })
})
