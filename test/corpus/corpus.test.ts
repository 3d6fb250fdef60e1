/** What people get wrong, and what they are told. `npx vitest run test/corpus -u` rewrites the messages. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Diagnostic, type Fix, renderAll, type Source } from '../../src/diagnostics/index.js'
import type { ModelSpec } from '../../src/model/spec.js'
import { comparisonPage } from './comparison.js'
import { diagnosticsOf, diagnosticsOfSpec, samplesIn, specOf } from './samples.js'

const folder = fileURLToPath(new URL('.', import.meta.url))
const samples = samplesIn(folder)

describe.each(samples)('$name', (sample) => {
  const diagnostics = diagnosticsOf(sample)

  test('is told as expected', async () => {
    await expect(`${renderAll(diagnostics)}\n`).toMatchFileSnapshot(join(folder, sample.name, 'expected.txt'))
  })

  test('names the culprit and a remedy', () => {
    // What nobody can know is in the corpus too, with nothing said of it.
    if (sample.messages === 0) return
    const text = renderAll(diagnostics)
    expect(text).toMatch(new RegExp(sample.culprit))
    expect(text).toMatch(new RegExp(sample.remedy))
  })

  test('is one mistake, told once', () => {
    expect(diagnostics).toHaveLength(sample.messages ?? 1)
  })

  test('is mended by each fix that is offered, and nothing else is broken by it', () => {
    const spec = specOf(sample.model)
    for (const diagnostic of diagnostics) {
      for (const fix of diagnostic.fixes) {
        if ('diagnostics' in spec || !diagnostic.source) throw new Error('a fix without a text')
        const left = diagnosticsOfSpec(mended(spec, diagnostic.source, fix))
        expect(left.map(signature)).not.toContain(signature(diagnostic))
        // Of a model with errors no lints are told, and of a text that can't be read no units: what was hidden is no new mistake.
        const compared = left.filter(
          ({ severity, family }) =>
            (severity !== 'lint' || diagnostic.severity === 'lint') &&
            (diagnostic.family !== 'syntax' || family === 'syntax'),
        )
        expect(compared.map(signature).filter((one) => !diagnostics.map(signature).includes(one))).toEqual([])
      }
    }
  })
})

function signature({ severity, code, message }: Diagnostic): string {
  return `${severity} ${code} ${message}`
}

/** The model with the change made in the text that the message points into. */
function mended(spec: ModelSpec, { text }: Source, { span, replacement }: Fix): ModelSpec {
  const change = (value: unknown): unknown => {
    if (value === text) return text.slice(0, span.start) + replacement + text.slice(span.end)
    if (Array.isArray(value)) return value.map(change)
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child)]))
  }
  // Only texts change, so it is a model as it was.
  return change(spec) as ModelSpec
}

test('there are enough of them, each with a description', () => {
  expect(samples.length).toBeGreaterThanOrEqual(80)
  for (const { about } of samples) expect(about).toMatch(/\S.*\.$/)
})

test('the page that compares them with the reference is up to date', async () => {
  const page = join(folder, '../../docs/messages-compared.md')
  await expect(comparisonPage(samples, folder)).toMatchFileSnapshot(page)
})
