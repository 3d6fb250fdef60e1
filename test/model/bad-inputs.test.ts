import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { SpikecError } from '../../src/index.js'
import { badInputs } from './bad-inputs.js'

/** What a modeller sees of a broken model. */
async function told(program: () => unknown): Promise<string> {
  try {
    await program()
    return '(nothing)'
  } catch (error) {
    if (!(error instanceof Error)) return `(something thrown that is no error: ${error})`
    return error instanceof SpikecError || error.constructor === Error
      ? error.message
      : `(${error.name}) ${error.message}`
  }
}

/** Models with two things to say about them; the second has an equation that is not supported besides. */
const SEVERAL = new Set(['two mistakes, in two strings'])

const all: (readonly [title: string, message: string])[] = []
for (const [title, program] of badInputs) all.push([title, await told(program)])

test('every broken model is refused in the modeller’s words', async () => {
  const golden = fileURLToPath(new URL('golden/bad-inputs.txt', import.meta.url))
  await expect(all.map(([title, message]) => `### ${title}\n${message}\n`).join('\n')).toMatchFileSnapshot(golden)
})

describe.each(all)('%s', (title, message) => {
  test('is told as an error with a code, and nothing of the compiler’s insides', () => {
    expect(message).toMatch(/^(error|warning)\[[A-Z]\d{3}\]: /)
    expect(message).not.toMatch(/internal error|TypeError|undefined|\[object|\n\s+at |kg|\*\*-?\d.*\*\*-?\d/)
  })

  test('is one message for one mistake', () => {
    const codes = [...message.matchAll(/^(?:error|warning)\[(\w+)\]/gm)].map(([, code]) => code)
    // What is only missing is told besides, after the mistakes of the model.
    const mistakes = codes.filter((code, k) => k === 0 || code !== 'X001')
    expect(mistakes).toHaveLength(SEVERAL.has(title) ? 2 : 1)
  })

  test('points into a text that is shown', () => {
    for (const [, line, column] of message.matchAll(/, line (\d+), column (\d+)\n/g)) {
      const shown = new RegExp(`^ *${line} \\| (.*)$`, 'm').exec(message)
      expect(Number(column)).toBeLessThanOrEqual((shown?.[1].length ?? -1) + 1)
    }
  })
})

test('titles are told apart', () => {
  expect(new Set(badInputs.map(([title]) => title)).size).toBe(badInputs.length)
})
