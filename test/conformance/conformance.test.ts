/** Every case, against the list of those that pass: a case that passes must go on passing, and be on the list. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { filesIn } from './files.js'
import { judgeText } from './verdict.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const files = filesIn(here('cases'))
const update = process.env.UPDATE_CONFORMANCE === '1'
const listed: readonly string[] = JSON.parse(readFileSync(here('passing.json'), 'utf8'))

describe('conformance with the reference', () => {
  const passed: string[] = []

  test.each(files.map((file) => [basename(file, '.json'), file]))('%s', async (name, file) => {
    const { difference } = await judgeText(readFileSync(file, 'utf8'), name)
    if (difference === undefined) passed.push(name)
    if (update) return
    if (listed.includes(name)) expect(difference, 'it is in passing.json, and fails').toBeUndefined()
    else expect(difference, 'it passes: write it into passing.json (UPDATE_CONFORMANCE=1)').toBeDefined()
  })

  test.skipIf(update)('the list names cases that are there', () => {
    const names = files.map((file) => basename(file, '.json'))
    expect(listed.filter((name) => !names.includes(name))).toEqual([])
  })

  afterAll(() => {
    if (update) writeFileSync(here('passing.json'), `${JSON.stringify(passed.toSorted(), null, 2)}\n`)
  })
})
