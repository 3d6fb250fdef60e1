/** Generators of connect(): what can be read, and what is said of the rest. */
import { describe, expect, test } from 'vitest'
import { type Generator, isGenerator, parseGenerator } from '../../src/1-parse/generator.js'
import { type Diagnostic, registry } from '../../src/diagnostics/index.js'

function read(text: string): { readonly generator: Generator | undefined; readonly told: readonly Diagnostic[] } {
  const told: Diagnostic[] = []
  const generator = parseGenerator({ text, role: 'j of connect() of S' }, (found) => told.push(found))
  return { generator, told }
}

test('its parts, where they stand in the text', () => {
  const text = '(k + i) % N_post for k in range(i - 1, f(i, 2), -1) if k != i'
  const { generator, told } = read(text)
  expect(told).toEqual([])
  const at = (span = { start: 0, end: 0 }) => text.slice(span.start, span.end)
  expect(at(generator?.variable.span)).toBe('k')
  expect(generator?.iterator).toBe('range')
  expect(generator?.arguments.map(({ span }) => at(span))).toEqual(['i - 1', 'f(i, 2)', '-1'])
  expect(at(generator?.condition?.span)).toBe('k != i')
  expect(generator?.keyword).toBeUndefined()
})

test('samples have a probability or a size', () => {
  expect(read('k for k in sample(N_post, p=0.1*i)').generator?.keyword?.name).toBe('p')
  expect(read('k for k in sample(2, N_post, 3, size=5)').generator).toMatchObject({ keyword: { name: 'size' } })
})

test('an expression without `for` is none', () => {
  expect(isGenerator('(i + 1) % N_post')).toBe(false)
  expect(isGenerator('format*i')).toBe(false)
  expect(isGenerator('k for k in range(3)')).toBe(true)
})

describe('what is refused, and where', () => {
  test.each([
    ['k for 3 in range(3)', '3', 'a name after `for`'],
    ['k for k of range(3)', 'of', '`in` after the name'],
    ['k for k in list(3)', 'list', '`range(…)` or `sample(…)` after `in`'],
    ['k for k in range', '', 'a bracket after `range`'],
    ['k for k in range(3', '', 'a closing bracket'],
    ['k for k in range(3) k > i', 'k', '`if` or the end'],
    ['k for k in range(3) if', '', 'a condition after `if`'],
    ['k for k in range(1, 2, 3, 4)', '4', 'one to three numbers'],
    ['k for k in range()', ')', 'one to three numbers'],
    ['k for k in range(N, p=0.1)', 'p', 'numbers alone in `range(…)`'],
    ['k for k in sample(N)', ')', '`p=…` or `size=…` at the end of `sample(…)`'],
    ['k for k in sample(N, q=0.1)', 'q', '`p=…` or `size=…` at the end of `sample(…)`'],
    ['k for k in sample(N, p=)', 'p', '`p=…` or `size=…` at the end of `sample(…)`'],
    ['k for k in sample(p=0.1, N)', 'p', 'a value'],
  ])('%s', (text, marked, expected) => {
    const { generator, told } = read(text)
    expect(generator).toBeUndefined()
    expect(told.map(({ code, message }) => `${code} ${message}`)).toEqual([`S020 a generator has ${expected} here`])
    const span = told[0].span ?? { start: 0, end: 0 }
    expect(text.slice(span.start, span.end)).toBe(marked)
  })

  test('a mistake in a part is told as in any expression', () => {
    expect(read('k for k in range(3 +)').told.map(({ code }) => code)).not.toEqual(['S020'])
    expect(read('k for k in range(3) if k = i').told.map(({ code }) => code)).toEqual(['S019'])
  })

  test('the example of the message is as bad and as good as it says', () => {
    expect(read(registry.S020.bad).told.map(({ code }) => code)).toEqual(['S020'])
    expect(read(registry.S020.good).told).toEqual([])
  })
})
