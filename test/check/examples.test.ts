/** The example of every message, as docs/diagnostics.md has it; that the page is up to date is tested with what is generated. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Example, examples } from '../../src/diagnostics/examples/index.js'
import { registry } from '../../src/diagnostics/index.js'
import { root } from '../program.js'

const { messageOf } = (await import(join(root, 'scripts/diagnostics.mjs'))) as {
  readonly messageOf: (example: Example, which: 'bad' | 'good', lint: boolean) => Promise<string>
}

const cases = Object.entries(examples).filter(([, { kind }]) => kind !== 'none')

test('every code has an example, but for those of which none can be given', () => {
  expect(Object.keys(examples).sort()).toEqual(Object.keys(registry).sort())
  expect(Object.entries(examples).flatMap(([code, { kind }]) => (kind === 'none' ? [code] : []))).toEqual([
    'S016',
    'V016',
    'V032',
    'V034',
    'C001',
  ])
})

describe.each(cases)('%s', (code, example) => {
  test('the bad model gets it, and nothing else', async () => {
    const message = await messageOf(example, 'bad', code.startsWith('L'))
    expect([...message.matchAll(/^(?:error|warning|lint)\[(\w+)\]/gm)].map((match) => match[1])).toEqual([code])
  })

  test('the good one gets nothing', async () => {
    expect(await messageOf(example, 'good', code.startsWith('L'))).toBe('')
  })
})
