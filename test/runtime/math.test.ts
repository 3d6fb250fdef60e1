import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clip,
  exprel,
  floorDivide,
  power,
  remainder,
  sign,
  timestep,
  toBoolean,
  truncate,
} from '../../src/runtime/math.js'

const INF = Number.POSITIVE_INFINITY
const NAN = Number.NaN
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })

describe('remainder', () => {
  it.each([
    [7, 3, 1],
    [-7, 3, 2],
    [7, -3, -2],
    [-7, -3, -1],
    [6, 3, 0],
    [5.5, 2, 1.5],
    [-0.5, 2, 1.5],
    [1.0, 0.1, 0],
    [5, 0, NAN],
    [INF, 3, NAN],
    [NAN, 3, NAN],
    [3, NAN, NAN],
    [5, INF, NAN],
  ])('%d %% %d is %d', (x, y, expected) => {
    expect(remainder(x, y)).toBe(expected)
  })
})

describe('floorDivide', () => {
  it.each([
    [7, 3, 2],
    [-7, 3, -3],
    [7, -3, -3],
    [-7, -3, 2],
    [1.0, 0.1, 10],
    [1, 0, INF],
    [-1, 0, -INF],
    [0, 0, NAN],
    [NAN, 1, NAN],
  ])('%d // %d is %d', (x, y, expected) => {
    expect(floorDivide(x, y)).toBe(expected)
  })

  it('and remainder divide integers exactly', () => {
    const integer = fc.integer({ min: -100_000, max: 100_000 })
    fc.assert(
      fc.property(
        integer,
        integer.filter((y) => y !== 0),
        (x, y) => {
          const rest = remainder(x, y)
          expect(floorDivide(x, y) * y + rest).toBe(x)
          expect(Math.abs(rest)).toBeLessThan(Math.abs(y))
          expect(rest === 0 || Math.sign(rest) === Math.sign(y)).toBe(true)
        },
      ),
    )
  })
})

describe('exprel', () => {
  it.each([
    [0, 1],
    [-0, 1],
    [1e-17, 1],
    [1, 1.718281828459045],
    [-INF, 0],
    [INF, INF],
    [718, INF],
    [NAN, NAN],
  ])('of %d is %d', (x, expected) => {
    expect(exprel(x)).toBe(expected)
  })

  it('follows its series 1 + x/2 + x^2/6 + x^3/24 near 0', () => {
    for (const x of [1e-15, 1e-9, 1e-5, -1e-5, 1e-4]) {
      expect(Math.abs(exprel(x) - (1 + (x / 2) * (1 + (x / 3) * (1 + x / 4))))).toBeLessThan(4e-16)
    }
  })

  it('is -1/x far below 0', () => {
    expect(exprel(-1000)).toBe(1e-3)
  })
})

describe('sign', () => {
  it.each([
    [3, 1],
    [-3, -1],
    [0, 0],
    [-0, 0],
    [5e-324, 1],
    [-INF, -1],
    [NAN, NAN],
  ])('of %d is %d', (x, expected) => {
    expect(sign(x)).toBe(expected)
  })
})

describe('clip', () => {
  it.each([
    [5, 0, 1, 1],
    [-5, 0, 1, 0],
    [0.5, 0, 1, 0.5],
    [0, 0.5, 1.5, 0.5],
    [2, 0.5, 1.5, 1.5],
    [0, 3, 1, 1],
    [5, 3, 1, 1],
    [INF, -INF, 7, 7],
    [3, -INF, INF, 3],
    [NAN, 0, 1, NAN],
  ])('of %d to %d..%d is %d', (x, lo, hi, expected) => {
    expect(clip(x, lo, hi)).toBe(expected)
  })

  it('lies between ordered bounds and changes nothing inside them', () => {
    fc.assert(
      fc.property(finite, finite, finite, (x, a, b) => {
        const [lo, hi] = [Math.min(a, b), Math.max(a, b)]
        const y = clip(x, lo, hi)
        expect(y >= lo && y <= hi && (x < lo || x > hi || y === x)).toBe(true)
      }),
    )
  })
})

describe('truncate', () => {
  it.each([
    [2.7, 2],
    [-2.7, -2],
    [-0.5, 0],
    [0.999999, 0],
    [1, 1],
    [4e15 + 0.5, 4e15],
    [INF, INF],
    [NAN, NAN],
  ])('of %d is %d', (x, expected) => {
    expect(truncate(x)).toBe(expected)
  })
})

describe('timestep', () => {
  const dt = 1e-4

  it.each([
    [0, 0],
    [1e-4, 1],
    [1.5e-4, 1],
    [0.35e-3, 3],
    [3 * 0.1e-3, 3],
    [0.99899e-4, 0],
    [0.99901e-4, 1],
    [1e4, 1e8],
  ])('of %d s at 0.1 ms is %d', (t, expected) => {
    expect(timestep(t, dt)).toBe(expected)
  })

  it('finds every step from the product step*dt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(1e-4, 1e-5, 2.5e-5, 1e-3, 5e-5), (step, length) => {
        expect(timestep(step * length, length)).toBe(step)
      }),
    )
  })
})

describe('power', () => {
  it.each([
    [2, 10, 1024],
    [2, -1, 0.5],
    [-2, 3, -8],
    [-2, 2, 4],
    [-2, -3, -0.125],
    [-8, 1 / 3, NAN],
    [0, 0, 1],
    [0, -1, INF],
    [-0, -1, -INF],
    [-0, -2, INF],
    [-0, 3, -0],
    [-0, 2, 0],
    [NAN, 0, 1],
    [1, NAN, 1],
    [1, INF, 1],
    [1, -INF, 1],
    [-1, INF, 1],
    [-1, -INF, 1],
    [-1, NAN, NAN],
    [-1, 0.5, NAN],
    [2, INF, INF],
    [2, -INF, 0],
    [0.5, INF, 0],
    [-0.5, -INF, INF],
    [-INF, 3, -INF],
    [-INF, 2, INF],
    [-INF, -3, -0],
    [INF, -1, 0],
    [INF, 0, 1],
    [NAN, 1, NAN],
    [2, NAN, NAN],
  ])('%d ** %d is %d, as in C', (x, y, expected) => {
    expect(power(x, y)).toBe(expected)
  })
})

describe('toBoolean', () => {
  it.each([
    [0, false],
    [-0, false],
    [1, true],
    [-1, true],
    [5e-324, true],
    [INF, true],
    [NAN, true],
  ])('of %d is %s', (x, expected) => {
    expect(toBoolean(x)).toBe(expected)
  })
})
