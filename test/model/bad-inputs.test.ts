import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SpikecError } from '../../src/index.js'
import { badInputs } from './bad-inputs.js'

/** What a modeller sees of a broken model. */
async function told(program: () => unknown): Promise<string> {
  try {
    await program()
    return '(nothing)'
  } catch (error) {
    if (!(error instanceof Error)) return `(something thrown that is no error: ${error})`
    return error instanceof SpikecError || error.constructor === Error ? error.message : `(${error.name}) ${error.message}`
  }
}

test('every broken model is refused in the modeller’s words', async () => {
  const all: string[] = []
  for (const [title, program] of badInputs) all.push(`### ${title}\n${await told(program)}\n`)
  const golden = fileURLToPath(new URL('golden/bad-inputs.txt', import.meta.url))
  await expect(all.join('\n')).toMatchFileSnapshot(golden)
})
