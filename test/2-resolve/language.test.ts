/** The tables of docs/language.md say what the registry of the source does. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ALL_FLAGS, ALLOWED_FLAGS } from '../../src/2-resolve/flags.js'
import { FUNCTIONS, type UnitRule } from '../../src/2-resolve/functions.js'
import { LITERAL_NUMBERS } from '../../src/2-resolve/scope.js'
import { describeDimension, PHYSICAL_CONSTANTS } from '../../src/units/index.js'

const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8')

/** The rows of the first table after a heading, as their cells; names without their quotes. */
function tableAfter(heading: string): readonly (readonly string[])[] {
  const from = page.indexOf(`\n${heading}\n`)
  expect(from, `${heading} is in the page`).toBeGreaterThan(0)
  const lines = page.slice(from + heading.length + 2).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'))
  return lines.slice(first + 2, first + length).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
  )
}

const UNITS: { readonly [rule in UnitRule]: RegExp } = {
  number: /^(plain number)?$/,
  same: /^(any|one unit for all)$/,
  root: /^any$/,
  sign: /^any$/,
  truth: /^plain number or truth value$/,
  times: /^two times$/,
}
const RESULTS: { readonly [rule in UnitRule]: RegExp } = {
  number: /^plain number/,
  same: /^the same unit/,
  root: /^the square root/,
  sign: /^plain number/,
  truth: /^plain number/,
  times: /^plain number/,
}

describe('the table of functions', () => {
  const rows = tableAfter('### Functions')

  test('has all of them, in the order of the source', () => {
    const entries = Object.entries(FUNCTIONS)
    const order = (name: string) => entries.findIndex(([known]) => known === name)
    expect(rows.map(([name]) => name).toSorted((a, b) => order(a) - order(b))).toEqual(entries.map(([name]) => name))
  })

  test.each(rows.map((row) => [row[0], row] as const))('says of %s what the source does', (name, row) => {
    const [, arity, units, gives] = row
    const entry = FUNCTIONS[name as keyof typeof FUNCTIONS]
    expect(Number(arity)).toBe(entry.arity)
    expect(units).toMatch(UNITS[entry.rule])
    expect(gives).toMatch(RESULTS[entry.rule])
    expect(gives).not.toContain('not run yet')
  })
})

test('the table of numbers and constants has every one, with its value and unit', () => {
  const physical = [...PHYSICAL_CONSTANTS].map(([name, { value, dimension }]) => [
    name,
    value,
    describeDimension(dimension),
  ])
  const numbers = Object.entries(LITERAL_NUMBERS).map(([name, value]) => [name, value, '1'])
  const rows = tableAfter('### Numbers and constants of the language')
  expect(rows.map(([name, value, unit]) => [name, Number(value), unit])).toEqual([...numbers, ...physical])
})

const KINDS = { parameter: 'parameter', subexpression: 'subexpression', differential: 'differential equation' } as const

test('the table of flags says to what each belongs', () => {
  const rows = tableAfter('### Flags')
  expect(rows.map(([flag]) => flag).toSorted()).toEqual([...ALL_FLAGS].toSorted())
  for (const [flag, kinds, owners] of rows) {
    const allowed = Object.entries(ALLOWED_FLAGS).flatMap(([owner, byKind]) =>
      Object.entries(byKind).flatMap(([kind, flags]: [string, readonly string[]]) =>
        flags.includes(flag) ? [`${KINDS[kind as keyof typeof KINDS]} of ${owner}`] : [],
      ),
    )
    const written = owners.split(', ').flatMap((owner) => kinds.split(', ').map((kind) => `${kind} of ${owner}`))
    expect(written.toSorted(), flag).toEqual(allowed.toSorted())
  }
})
