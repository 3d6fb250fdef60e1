/** Errors in units of the last place, against decimal numbers of 50 digits. `npm run ulp` measures with more samples. */
import { describe, expect, test } from 'vitest'
import { measured, type Name, REFERENCES, statedBound, ulps } from './reference.js'
import { HARD, samplesOf } from './samples.js'

const names = Object.keys(REFERENCES) as Name[]

describe('errors are within what descriptions state', () => {
  test.each(names)('%s', (name) => {
    const bound = statedBound(name)
    const { worst, at } = measured(name, 'computed', samplesOf(name, 1200, 2))
    expect(worst, `at ${at.join(', ')}`).toBeLessThanOrEqual(bound)
    // So that a bound is no wild guess upwards.
    expect(worst).toBeGreaterThan(bound / 3)
  })
})

test.each(HARD)('%s of %d, %d', (name, x, y) => {
  const { computed, exact } = REFERENCES[name]
  expect(ulps(computed(x, y), exact(x, y))).toBeLessThanOrEqual(statedBound(name))
})

describe('nothing steps back where a function changes its ways', () => {
  const places: readonly (readonly [Name, number])[] = [
    ['exp', 708.39],
    ['exp', -708.39],
    ['exp', Math.LN2 - 0.28768207],
    ['expm1', 0.405465],
    ['expm1', -0.287682],
    ['expm1', 708.39],
    ['log', Math.SQRT2],
    ['log', 2.2250738585072014e-308],
    ['log1p', Math.SQRT2 - 1],
    ['log10', Math.SQRT2],
    ['arctan', 0.4375],
    ['arctan', 2.4375],
    ['arcsin', 0.5],
    ['sinh', 1],
    ['sinh', 708.39],
    ['tanh', 354],
  ]

  test.each(places)('%s at %d', (name, place) => {
    const { computed } = REFERENCES[name]
    for (let k = -200; k < 200; k++) {
      // Far enough apart for the last place of the result to move.
      const step = Math.abs(place) * 2 ** -48
      expect(computed(place + (k + 1) * step, 0)).toBeGreaterThanOrEqual(computed(place + k * step, 0))
    }
  })
})
