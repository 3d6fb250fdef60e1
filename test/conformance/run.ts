/**
 * `npm run conformance -- [PATH…] [--json] [--backend js|wasm]`
 *
 * Runs cases through the public API and compares them with the reference's numbers. stdout carries a line a case.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { filesIn } from './files.js'
import type { Backend } from './reader.js'
import { judgeText, type Verdict } from './verdict.js'

const USAGE = `Usage: npm run conformance -- [PATH…] [options]

PATH is a case or a folder of cases; the project's own cases where none is given.

Options:
  --json              print one JSON object instead of a line a case
  --backend js|wasm   what the kernels are compiled to (wasm)
  --help              print this
`

/** Seen from `dist/tools`, where this file is packed to. */
const OWN_CASES = fileURLToPath(new URL('../../test/conformance/cases', import.meta.url))

class UsageError extends Error {}

interface Settings {
  readonly files: readonly string[]
  readonly json: boolean
  readonly backend: Backend
}

function readSettings(args: readonly string[]): Settings | 'help' {
  const { values, positionals } = parseOrRefuse(args)
  if (values.help) return 'help'
  const { backend } = values
  if (backend !== 'wasm' && backend !== 'js')
    throw new UsageError(`There is no backend \`${values.backend}\`; there are js, wasm`)
  const paths = positionals.length > 0 ? positionals.map(fromCaller) : [OWN_CASES]
  const files = paths.flatMap((path) => {
    if (!existsSync(path)) throw new UsageError(`There is no file or folder ${path}`)
    return filesIn(path)
  })
  if (files.length === 0) throw new UsageError(`There are no cases in ${paths.join(', ')}`)
  return { files, json: values.json, backend }
}

/** npm runs a script in the folder of its package, and tells where the caller stood. */
function fromCaller(path: string): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  const caller = npm_lifecycle_event === 'conformance' && INIT_CWD !== undefined ? INIT_CWD : process.cwd()
  return resolve(caller, path)
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        backend: { type: 'string', default: 'wasm' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function lineOf({ name, difference }: Verdict): string {
  return difference === undefined ? `ok ${name}` : `FAIL ${name}: ${difference}`
}

async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(args)
  if (settings === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const verdicts: Verdict[] = []
  for (const file of settings.files) {
    const verdict = await judgeText(readFileSync(file, 'utf8'), basename(file, '.json'), settings.backend)
    verdicts.push(verdict)
    if (!settings.json) process.stdout.write(`${lineOf(verdict)}\n`)
  }
  const failed = verdicts.filter(({ difference }) => difference !== undefined).length
  const passed = verdicts.length - failed
  if (settings.json) {
    const cases = verdicts.map(({ name, difference }) => ({
      name,
      ok: difference === undefined,
      ...(difference !== undefined && { difference }),
    }))
    process.stdout.write(`${JSON.stringify({ passed, failed, cases }, null, 2)}\n`)
  } else process.stdout.write(`${passed} passed, ${failed} failed\n`)
  if (failed > 0) process.exitCode = 1
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
})
