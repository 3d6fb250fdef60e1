import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.js'
import { syntaxMessages } from '../../src/diagnostics/messages/syntax.js'
import type { Span } from '../../src/diagnostics/source.js'
import { cases } from './mistakes.js'
import type { Kind } from './support.js'
import { outcomeOf } from './support.js'

function marked(text: string, { start, end }: Span): string {
  return JSON.stringify(`${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`).slice(1, -1)
}

function applied(text: string, fix: Fix): string {
  return text.slice(0, fix.span.start) + fix.replacement + text.slice(fix.span.end)
}

function described(text: string, { code, message, span, labels, notes, help, fixes }: Diagnostic): string {
  return [
    `${code}: ${message}`,
    `  ${span ? marked(text, span) : 'nowhere'}`,
    ...labels.map((label) => `  label: ${label.text}: ${marked(text, label.span)}`),
    ...notes.map((note) => `  note: ${note}`),
    ...help.map((line) => `  help: ${line}`),
    ...fixes.map((fix) => `  fix: ${fix.title}: ${JSON.stringify(applied(text, fix))}`),
  ].join('\n')
}

test('mistakes are told in the modeller’s words', async () => {
  const told = cases.map(([kind, , text]) => {
    const { diagnostics } = outcomeOf(kind, text)
    return `${kind}\n${diagnostics.map((d) => described(text, d)).join('\n')}`
  })
  const golden = fileURLToPath(new URL('golden/mistakes.txt', import.meta.url))
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(golden)
})

test.each(cases)('%s: %s for %j', (kind: Kind, code: string, text: string) => {
  expect(outcomeOf(kind, text).diagnostics.map((d) => d.code)).toEqual([code])
})

test.each(cases)('a fix of %s %s mends %j', (kind: Kind, _code: string, text: string) => {
  for (const fix of outcomeOf(kind, text).diagnostics.flatMap((d) => d.fixes)) {
    expect(outcomeOf(kind, applied(text, fix)).diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([])
  }
})

test('each code of the family is shown', () => {
  // S010 is shown by the tests of the limits, S020 by those of generators; S016 can't be reached, as the grammar has one reading.
  const shown = new Set([...cases.map(([, code]) => code), 'S010', 'S016', 'S020'])
  expect(Object.keys(syntaxMessages).filter((code) => !shown.has(code))).toEqual([])
})

test('the examples of the messages are as bad and as good as they say', () => {
  const kinds: readonly Kind[] = ['expression', 'equations', 'statements']
  for (const [code, { bad, good }] of Object.entries(syntaxMessages)) {
    if (['S005', 'S010', 'S016', 'S020'].includes(code)) continue
    expect(
      kinds.some((kind) => outcomeOf(kind, bad).diagnostics.some((d) => d.code === code)),
      bad,
    ).toBe(true)
    expect(
      kinds.some((kind) => outcomeOf(kind, good).diagnostics.length === 0),
      good,
    ).toBe(true)
  }
})
