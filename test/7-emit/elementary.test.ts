/** The functions of the runtime are those that are written in IR. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emitElementary } from '../../src/7-emit/typescript/elementary.js'
import { FUNCTIONS } from '../../src/ir/functions/index.js'
import { root } from '../program.js'

const printed = emitElementary(Object.values(FUNCTIONS))

test('generated/elementary.ts is in step with the definitions: else npm run generate', () => {
  expect(readFileSync(join(root, 'generated/elementary.ts'), 'utf8')).toBe(printed)
})

test('no function is left to the engine', () => {
  const called = new Set([...printed.matchAll(/Math\.(\w+)/g)].map(([, name]) => name))
  expect([...called].sort()).toEqual(['abs', 'floor', 'max', 'min', 'sqrt', 'trunc'])
})
