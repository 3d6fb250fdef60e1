/** What the README says is true: its commands run. Its programs are run with those of the other pages, in docs.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, SpikecError } from '../src/index.js'
import { ran, root } from './program.js'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
/** The fenced blocks of a page that are in a language; '' are those without one. */
function blocks(text: string, language: string): readonly string[] {
  const found: string[] = []
  let open: { readonly language: string; lines: string } | undefined
  for (const line of text.split('\n')) {
    if (!line.startsWith('```')) {
      if (open) open.lines += `${line}\n`
    } else if (open) {
      if (open.language === language) found.push(open.lines)
      open = undefined
    } else open = { language: line.slice(3), lines: '' }
  }
  return found
}

const commands = blocks(readme, 'sh').flatMap((block) => block.trim().split('\n'))
const INSTALL = 'npm ci && '

describe('the commands of the README', () => {
  test('are led by the two that set it up, and CI runs the second', () => {
    expect(commands.slice(0, 2)).toEqual([`${INSTALL}npm start`, `${INSTALL}npm test`])
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain(`\n${INSTALL}npm test\n`)
  })

  // Installing is what CI has done before it comes here, and testing is what it does now.
  const others = commands
    .filter((command) => command !== `${INSTALL}npm test`)
    .map((command) => command.replace(INSTALL, ''))
  test.each(others)('%s', { timeout: 120_000 }, (command) => {
    const { status, stdout, stderr } = ran('bash', ['-c', command])
    expect({ command, status, stderr: status === 0 ? '' : stderr }).toEqual({ command, status: 0, stderr: '' })
    expect(stdout).not.toBe('')
  })
})

test('the message that the README shows is what spikec says', () => {
  const [shown] = blocks(readme, '').filter((block) => block.startsWith('error['))
  const P = new NeuronGroup(1, 'v : volt', { name: 'P', threshold: 'v > 10', reset: 'v = 0*mV' })
  let said = ''
  try {
    new Network(P).inspect()
  } catch (error) {
    said = error instanceof SpikecError ? error.message : String(error)
  }
  expect(`${said}\n`).toBe(shown)
})
