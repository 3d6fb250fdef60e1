import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRational,
  equalRational,
  isZeroRational,
  multiplyRational,
  negateRational,
  numberFromRational,
  ONE,
  rational,
  rationalFromNumber,
  ZERO,
} from '../../src/units/rational.js'
import { smallRational } from './helpers.js'

describe('rational', () => {
  it('normalises sign and common factors', () => {
    expect(rational(2, -4)).toEqual({ numerator: -1, denominator: 2 })
    expect(rational(-6, -3)).toEqual({ numerator: 2, denominator: 1 })
    expect(rational(0, -5)).toEqual(ZERO)
    expect(Object.is(rational(0, -5).numerator, 0)).toBe(true)
  })

  it('refuses what is no fraction of safe integers', () => {
    expect(() => rational(1, 0)).toThrow(RangeError)
    expect(() => rational(0.5)).toThrow(RangeError)
    expect(() => multiplyRational(rational(2 ** 40), rational(2 ** 40))).toThrow(RangeError)
  })
})

describe('arithmetic', () => {
  it('is commutative and associative, and distributes', () => {
    fc.assert(
      fc.property(smallRational, smallRational, smallRational, (a, b, c) => {
        expect(addRational(a, b)).toEqual(addRational(b, a))
        expect(multiplyRational(a, b)).toEqual(multiplyRational(b, a))
        expect(addRational(addRational(a, b), c)).toEqual(addRational(a, addRational(b, c)))
        expect(multiplyRational(multiplyRational(a, b), c)).toEqual(multiplyRational(a, multiplyRational(b, c)))
        expect(multiplyRational(a, addRational(b, c))).toEqual(
          addRational(multiplyRational(a, b), multiplyRational(a, c)),
        )
      }),
    )
  })

  it('has neutral elements and negatives', () => {
    fc.assert(
      fc.property(smallRational, (a) => {
        expect(addRational(a, ZERO)).toEqual(a)
        expect(multiplyRational(a, ONE)).toEqual(a)
        expect(isZeroRational(addRational(a, negateRational(a)))).toBe(true)
        expect(equalRational(negateRational(negateRational(a)), a)).toBe(true)
      }),
    )
  })
})

describe('rationalFromNumber', () => {
  it.each([
    [0.5, 1, 2],
    [-1.5, -3, 2],
    [0.1, 1, 10],
    [1 / 3, 1, 3],
    [-2 / 7, -2, 7],
    [1e-6, 1, 1e6],
    [3, 3, 1],
    [-0, 0, 1],
    [0.123457, 123457, 1e6],
  ])('%d is %d/%d', (x, numerator, denominator) => {
    expect(rationalFromNumber(x)).toEqual({ numerator, denominator })
  })

  it.each([Math.PI, Math.SQRT2, 1e-7, 1e300, Number.NaN, Number.POSITIVE_INFINITY, 5e-324])('%d is none', (x) => {
    expect(rationalFromNumber(x)).toBeUndefined()
  })

  it('finds every fraction of a moderate size again', () => {
    const parts = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
    const moderate = parts.filter(([n, d]) => Math.abs(n / d) <= 100).map(([n, d]) => rational(n, d))
    fc.assert(
      fc.property(moderate, (a) => {
        expect(rationalFromNumber(numberFromRational(a))).toEqual(a)
      }),
    )
  })

  it('finds only fractions whose nearest number is the number given', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        const found = rationalFromNumber(x)
        if (found !== undefined) expect(numberFromRational(found)).toBe(x + 0)
      }),
    )
  })
})
