import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../src/diagnostics/index.js'
import { editDistance } from '../../src/diagnostics/suggest.js'

fc.configureGlobal({ seed: 1 })

test.each([
  ['tua', ['tau', 'taum', 't'], 'tau'],
  ['tuam', ['taue', 'taum'], 'taum'],
  ['treshold', ['threshold', 'reset'], 'threshold'],
  ['MV', ['mV', 'nV'], 'mV'],
  ['eg', ['e', 'ge', 'g'], 'ge'],
  ['W', ['w', 'v'], 'w'],
  ['wieght', ['weight', 'height'], 'weight'],
])('%s is meant to be one of %j: %s', (name, candidates, meant) => {
  expect(nearest(name, candidates)).toBe(meant)
})

test.each([
  ['resistance', ['tau', 'conductance_of_leak']],
  ['x', ['v', 'w']],
  ['current', []],
])('%s is none of %j', (name, candidates) => {
  expect(nearest(name, candidates)).toBeUndefined()
})

test('no candidate is further away than it may be', () => {
  expect(nearest('membrne_ptential', ['membrane_potential'])).toBe('membrane_potential')
  expect(nearest('membrne_ptential', ['membrane_potential'], 1)).toBeUndefined()
})

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '_'), maxLength: 6 })

test('the distance is 0 for equal texts alone, and the same both ways', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
    { numRuns: 300 },
  )
})

test('the order of the candidates does not matter', () => {
  fc.assert(
    fc.property(word, fc.uniqueArray(word, { maxLength: 5 }), (name, candidates) => {
      expect(nearest(name, [...candidates].reverse())).toBe(nearest(name, candidates))
    }),
    { numRuns: 300 },
  )
})
