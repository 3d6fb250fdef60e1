import { describe, expect, test } from 'vitest'
import { type Code, isCode, registry } from '../../src/diagnostics/index.js'

const codes = Object.keys(registry) as Code[]

/** Some parameters for any message: each of them stands out in the text. */
const parameters = new Proxy({}, { get: (_, name) => `<${String(name)}>` })

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  S: ['syntax'],
  N: ['name', 'syntax'],
  U: ['dimension'],
  F: ['flags'],
  V: ['value'],
  I: ['index'],
  M: ['unsupported-method'],
  X: ['unsupported-feature'],
  C: ['input'],
  B: ['numbers'],
  L: ['lint'],
}

describe.each(codes)('%s', (code) => {
  const entry = registry[code]

  test('has a message of one sentence', () => {
    const text = (entry.message as (p: unknown) => string)(parameters)
    expect(text).toMatch(/\S/)
    expect(text).not.toMatch(/undefined|\[object|\n|\.$/)
  })

  test('is explained, with a bad and a good example that differ', () => {
    expect(entry.explanation).toMatch(/\S.*[.!]$/)
    expect(entry.bad).toMatch(/\S/)
    expect(entry.good).toMatch(/\S/)
    expect(entry.good).not.toBe(entry.bad)
  })

  test('belongs to the family of its letter', () => {
    expect(FAMILIES[code[0]]).toContain(entry.family)
  })
})

/** There may be gaps: numbers are set aside for what belongs together. */
test('codes are the letter of a family and three digits', () => {
  for (const code of codes) {
    expect(Object.keys(FAMILIES)).toContain(code[0])
    expect(code).toMatch(/^[A-Z]\d{3}$/)
  }
})

test('only codes are codes', () => {
  expect(isCode('U001')).toBe(true)
  for (const text of ['', 'u001', 'Z999', 'constructor', '__proto__']) expect(isCode(text)).toBe(false)
})
