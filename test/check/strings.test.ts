import { afterAll, expect, test, vi } from 'vitest'
import { stringsOf } from '../../src/check/strings.js'
import { Network, SpikecError } from '../../src/index.js'
import type { ModelSpec } from '../../src/model/spec.js'
import { badInputs } from '../model/bad-inputs.js'

const specs: ModelSpec[] = []
const spec = Network.prototype.spec
vi.spyOn(Network.prototype, 'spec').mockImplementation(function (this: Network) {
  const made = spec.call(this)
  specs.push(made)
  return made
})
afterAll(() => vi.restoreAllMocks())

/** Texts that are handed to a call while the program runs, and are no part of the model. */
const OUTSIDE = [/^the unit that `\w+` is asked for in$/, /^`duration` of the network$/, /^the value of \w+$/]

test.each(badInputs)('every text that is pointed into is a string of the model: %s', async (_, program) => {
  specs.length = 0
  let error: unknown
  try {
    await program()
  } catch (thrown) {
    error = thrown
  }
  const diagnostics = error instanceof SpikecError ? error.diagnostics : []
  const sources = diagnostics.flatMap(({ source, labels }) => [source, ...labels.map((label) => label.source)])
  const known = specs.flatMap(stringsOf).map(({ text, role }) => `${role}: ${text}`)
  for (const source of sources) {
    if (!source || OUTSIDE.some((role) => role.test(source.role))) continue
    expect(known).toContain(`${source.role}: ${source.text}`)
  }
})
