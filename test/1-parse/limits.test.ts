import { expect, test } from 'vitest'
import { printExpression } from '../../src/1-parse/print.js'
import { expressionOf, outcomeOf } from './support.js'

const tooLarge: readonly (readonly [string, string])[] = [
  ['characters', `v${' '.repeat(100_000)}`],
  ['tokens', 'v + '.repeat(10_000).concat('v')],
  ['brackets', `${'('.repeat(201)}v${')'.repeat(201)}`],
  ['brackets never closed', '['.repeat(90_000 / 5)],
  ['signs', `${'-'.repeat(19_000)}v`],
  ['negations', `${'not '.repeat(201)}v`],
  ['negations of comparisons', 'not v < ('.repeat(101)],
  ['powers', 'v**'.repeat(201).concat('v')],
  ['signed powers', 'v**-'.repeat(101).concat('v')],
  ['powers of brackets', '(v)**'.repeat(201).concat('v')],
  ['calls', `${'f('.repeat(201)}v${')'.repeat(201)}`],
  ['a chain', 'v + '.repeat(2_600).concat('v')],
]

test.each(tooLarge)('too many of %s are refused quickly', (_, text) => {
  const start = performance.now()
  const { diagnostics } = outcomeOf('expression', text)
  expect(diagnostics.map((d) => d.code)).toEqual(['S010'])
  expect(performance.now() - start).toBeLessThan(1000)
  expect(diagnostics[0].span?.end).toBeLessThanOrEqual(text.length)
})

const allowed: readonly (readonly [string, string])[] = [
  ['brackets', `${'('.repeat(200)}v${')'.repeat(200)}`],
  ['signs', `${'-'.repeat(200)}v`],
  ['powers', 'v**'.repeat(200).concat('v')],
  ['powers side by side', 'v**2 + '.repeat(500).concat('v')],
  ['negations side by side', 'not v and '.repeat(500).concat('v')],
]

test.each(allowed)('many %s are read', (_, text) => {
  expect(printExpression(expressionOf(printExpression(expressionOf(text))))).toBe(printExpression(expressionOf(text)))
})

test('a thousand terms are read at once', () => {
  const text = Array.from({ length: 1000 }, (_, n) => `g${n}*(v - E${n})`).join(' + ')
  expressionOf(text)
  const start = performance.now()
  expressionOf(text)
  expect(performance.now() - start).toBeLessThan(250)
})
