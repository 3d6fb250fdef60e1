/** Errors in units of the last place, against decimal numbers of 50 digits. `npm run ulp` measures with more samples. */
import { describe, expect, test } from 'vitest'
import { measured, type Name, REFERENCES, statedBound, ulps } from './reference.js'
import { samplesOf } from './samples.js'

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

/** Where each function was found to be worst among millions, and where it is hardest. */
const HARD: readonly (readonly [Name, number, number?])[] = [
  ['exp', -3.768348311499202],
  ['exp', -744.4400719213812],
  ['expm1', 37.164725933246082],
  ['expm1', 0.40441763803844571],
  ['exprel', -0.28786737668489654],
  ['exprel', 716],
  ['log', 1.4060795246154056],
  ['log', 5e-324],
  ['log', 1.7976931348623157e308],
  ['log1p', 0.41182969225998245],
  ['log10', 1.3276483069749088],
  // The double that is nearest to a multiple of pi/2, relative to its size (Muller 2006).
  ['sin', 5.319372648326541e255],
  ['cos', 5.319372648326541e255],
  ['tan', 5.319372648326541e255],
  ['cos', 6381956970095103 * 2 ** 797],
  ['sin', 1e22],
  ['cos', 0.82109299952091963],
  ['tan', 5.6497363927895712e109],
  ['sin', 99999.99999999999],
  ['sin', 100000],
  ['arcsin', -0.50575613404484843],
  ['arccos', -0.52635577483913543],
  ['arctan', 0.67785906176268251],
  ['sinh', 1.1148514152611617],
  ['sinh', 710.4],
  ['cosh', -710.4],
  ['cosh', -3.8791887686154953],
  ['tanh', 18.165900382126019],
  ['power', 6.2428443326479186e-83, 3.7443729634127396],
  ['power', 1 + 2 ** -52, 1e18],
  ['power', 1e-320, 0.5],
]

test.each(HARD.map(([name, x, y = 0]) => [name, x, y] as const))('%s of %d, %d', (name, x, y) => {
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
