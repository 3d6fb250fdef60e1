/** A short run of `npm run fuzz`, and that the properties can fail. */
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemOf, shortened } from './properties.js'
import { corpusIn, KINDS, textsOf } from './texts.js'

const corpus = corpusIn(fileURLToPath(new URL('../..', import.meta.url)))

describe.each(KINDS)('any text given as %s', (kind) => {
  test('is read or refused, with a place in every message, and means one thing', () => {
    const problems = fc
      .sample(textsOf(kind, corpus), { seed: 1, numRuns: 700 })
      .map((text) => [text, problemOf(kind, text)])
      .filter(([, problem]) => problem !== undefined)
    expect(problems).toEqual([])
  })

  test('follows from the seed alone', () => {
    const texts = () => fc.sample(textsOf(kind, corpus), { seed: 7, numRuns: 50 })
    expect(texts()).toEqual(texts())
  })

  test('is made from enough of real ones', () => {
    expect(corpus[kind].length).toBeGreaterThan(20)
  })
})

test('a text is cut down to what matters', () => {
  const hasPercent = (_: unknown, text: string) => (text.includes('%') ? 'it has a %' : undefined)
  expect(shortened('expression', 'v > Vt and 3 % 2 == 1', hasPercent)).toBe('%')
})
