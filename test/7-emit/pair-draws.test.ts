/** The module in which the runtime draws sparse connectivity is the one that is written in templates/ and in IR. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PAIR_DRAWS } from '../../generated/pair-draws.js'
import { emitPairDraws, emitPairDrawsBytes } from '../../src/7-emit/wasm/pair-draws.js'
import { assemble } from '../../src/8-bundle/assemble.js'
import { root } from '../program.js'

const text = emitPairDraws()
const generated = (name: string) => readFileSync(join(root, 'generated', name), 'utf8')

test('generated/pair-draws.wat and its bytes are in step: else npm run generate', async () => {
  expect(generated('pair-draws.wat')).toBe(text)
  expect(generated('pair-draws.ts')).toBe(emitPairDrawsBytes(await assemble(text)))
})

test('it needs no vectors, as there are engines without, and nothing from outside', () => {
  expect(text).not.toMatch(/v128|[if]\d+x\d+\.|\(import/)
})

test('browsers compile it at once: older ones do so with 4 kB at the most', () => {
  const bytes = Buffer.from(PAIR_DRAWS, 'base64')
  expect(WebAssembly.validate(bytes)).toBe(true)
  expect(bytes.length).toBeLessThanOrEqual(4096)
})
