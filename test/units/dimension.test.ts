import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AMP,
  DIMENSIONLESS,
  dimension,
  dimensionKey,
  divideDimensions,
  equalDimensions,
  FARAD,
  HERTZ,
  isDimensionless,
  multiplyDimensions,
  OHM,
  ONE,
  powerOfDimension,
  rational,
  SECOND,
  SIEMENS,
  VOLT,
} from '../../src/units/index.js'
import { anyDimension, usualExponent } from './helpers.js'

describe('dimensions', () => {
  it('form a commutative group', () => {
    fc.assert(
      fc.property(anyDimension, anyDimension, anyDimension, (a, b, c) => {
        expect(multiplyDimensions(a, b)).toEqual(multiplyDimensions(b, a))
        expect(multiplyDimensions(multiplyDimensions(a, b), c)).toEqual(multiplyDimensions(a, multiplyDimensions(b, c)))
        expect(multiplyDimensions(a, DIMENSIONLESS)).toEqual(a)
        expect(isDimensionless(divideDimensions(a, a))).toBe(true)
        expect(multiplyDimensions(divideDimensions(a, b), b)).toEqual(a)
      }),
    )
  })

  it('have powers', () => {
    fc.assert(
      fc.property(anyDimension, anyDimension, usualExponent, usualExponent, (a, b, p, q) => {
        expect(powerOfDimension(a, ONE)).toEqual(a)
        expect(powerOfDimension(powerOfDimension(a, p), q)).toEqual(powerOfDimension(powerOfDimension(a, q), p))
        expect(powerOfDimension(multiplyDimensions(a, b), p)).toEqual(
          multiplyDimensions(powerOfDimension(a, p), powerOfDimension(b, p)),
        )
      }),
    )
  })

  it('share a key exactly when they are equal', () => {
    fc.assert(
      fc.property(anyDimension, anyDimension, (a, b) => {
        expect(dimensionKey(a) === dimensionKey(b)).toBe(equalDimensions(a, b))
      }),
    )
  })

  it('follow the laws of circuits', () => {
    expect(multiplyDimensions(AMP, OHM)).toEqual(VOLT)
    expect(multiplyDimensions(SIEMENS, VOLT)).toEqual(AMP)
    expect(multiplyDimensions(OHM, FARAD)).toEqual(SECOND)
    expect(divideDimensions(DIMENSIONLESS, SECOND)).toEqual(HERTZ)
    expect(powerOfDimension(powerOfDimension(VOLT, rational(2)), rational(1, 2))).toEqual(VOLT)
  })

  it('take decimal exponents exactly, and refuse others', () => {
    expect(dimension({ second: -0.5 })[2]).toEqual(rational(-1, 2))
    expect(() => dimension({ second: Math.PI })).toThrow(RangeError)
  })
})
