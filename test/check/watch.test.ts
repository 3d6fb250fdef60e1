import { type ChildProcess, spawn } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { root, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()
let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

/** A watching process, and a wait for what it says next. */
function watching(...files: readonly string[]) {
  const args = [join(root, 'dist/src/cli/main.js'), 'check', '--watch', '--no-lint', ...files]
  const started = spawn(process.execPath, args, { stdio: 'pipe', env: { ...process.env, NO_COLOR: '1' } })
  child = started
  let said = ''
  let wake = () => {}
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (data) => {
      said += data
      wake()
    })
  }
  return {
    started,
    until: async (text: string) => {
      while (!said.includes(text)) await new Promise<void>((done) => (wake = done))
      said = said.slice(said.indexOf(text) + text.length)
    },
  }
}

test('a change is checked again, whether it is written or renamed into place, and mistakes do not end it', async () => {
  const file = written(folder, 'a.eqs', 'v : volt\n')
  const { started, until } = watching(file)
  await until('nothing wrong\nwatching 1 files\n')
  writeFileSync(file, 'v : vlot\n')
  await until('1 error\n')
  await until('watching')
  renameSync(written(folder, 'b.eqs', 'v : volt\nthreshold: v > 1\n'), file)
  await until('1 error\n')
  await until('watching')
  writeFileSync(file, 'v : volt\n')
  await until('nothing wrong\n')
  const ended = new Promise((done) => started.on('exit', done))
  started.kill('SIGINT')
  expect(await ended).toBe(0)
}, 60_000)

test('so is a change of what a program imports', async () => {
  const parts = written(folder, 'parts.ts', "export const eqs = 'v : volt'\n")
  const program = written(
    folder,
    'model.ts',
    "import { Network, NeuronGroup } from 'spikec'\nimport { eqs } from './parts.js'\nexport default new Network(new NeuronGroup(1, eqs))\n",
  )
  const { until } = watching(program)
  await until('nothing wrong\nwatching 2 files\n')
  writeFileSync(parts, "export const eqs = 'v : vlot'\n")
  await until('U011')
  await until('watching 2 files\n')
  writeFileSync(parts, 'export const eqs = (\n')
  await until('C003')
  await until('watching')
  writeFileSync(parts, "export const eqs = 'v : volt'\n")
  await until('nothing wrong\n')
}, 60_000)
