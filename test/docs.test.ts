/** What the pages show is true: every block of them is run or checked, here or in the test that is named. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../bench/options.js'
import { check } from '../src/index.js'
import { ran, root, temporaryFolder } from './program.js'

interface Block {
  readonly page: string
  /** The line that it begins at. */
  readonly line: number
  readonly language: string
  readonly text: string
}

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : [])),
]

function blocksOf(page: string): readonly Block[] {
  const found: Block[] = []
  let open: { line: number; language: string; text: string } | undefined
  for (const [k, line] of readFileSync(join(root, page), 'utf8').split('\n').entries()) {
    if (!line.startsWith('```')) {
      if (open) open.text += `${line}\n`
    } else if (open) {
      found.push({ page, ...open })
      open = undefined
    } else open = { line: k + 1, language: line.slice(3), text: '' }
  }
  return found
}

const blocks = pages.flatMap(blocksOf)
const inLanguage = (language: string) => blocks.filter((block) => block.language === language)

/**
 * Blocks that other tests are about. Those without a language are what a program prints.
 * `typescript` and `python` of diagnostics.md are the examples of messages (test/check/examples.test.ts), `python` of
 * coming-from-brian.md is a program of the reference. Equations are in the colours of Python, too.
 */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  typescript: ['docs/diagnostics.md'],
  json: ['docs/diagnostics.md'],
  python: ['docs/diagnostics.md', 'docs/checking.md', 'docs/coming-from-brian.md'],
}

test('every block is in a language that is run or checked', () => {
  const known = ['', 'ts', 'sh', 'eqs']
  const others = blocks.filter(
    ({ page, language }) => !known.includes(language) && !ELSEWHERE[language]?.includes(page),
  )
  expect(others).toEqual([])
})

const folder = temporaryFolder()

interface Outcome {
  readonly error: string
  readonly printed: string
}

/** Programs one after the other in one process, which stands in the folder of the repository. */
const RUNNER = `
const outcomes = []
const write = process.stdout.write.bind(process.stdout)
for (const file of process.argv.slice(2)) {
  let printed = ''
  process.stdout.write = (text) => { printed += text; return true }
  let error = ''
  try { await import(file) } catch (thrown) { error = thrown?.stack ?? String(thrown) }
  outcomes.push({ error, printed })
}
process.stdout.write = write
process.stdout.write(JSON.stringify(outcomes))
`

function outcomesOf(programs: readonly Block[]): readonly Outcome[] {
  // Within the package, so that `spikec` is found.
  const out = join(root, 'dist', 'pages')
  mkdirSync(out, { recursive: true })
  const files = programs.map(({ text }, k) => {
    const file = join(folder, `${k}.ts`)
    writeFileSync(file, text)
    return file
  })
  buildSync({
    entryPoints: files,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: out,
    outExtension: { '.js': '.mjs' },
  })
  const runner = join(folder, 'runner.mjs')
  writeFileSync(runner, RUNNER)
  const { stdout, stderr } = ran(process.execPath, [runner, ...files.map((_, k) => join(out, `${k}.mjs`))])
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout)
}

describe('programs', () => {
  const programs = inLanguage('ts')
  let outcomes: readonly Outcome[] | undefined

  test.each(programs.map((block, k) => ({ ...block, k })))('$page, line $line', { timeout: 240_000 }, ({ k }) => {
    outcomes ??= outcomesOf(programs)
    expect(outcomes[k].error).toBe('')
    expect(outcomes[k].printed).not.toBe('')
  })
})

test("the program beside Brian's prints what the page shows, which is what that one prints", {
  timeout: 60_000,
}, () => {
  const page = blocks.filter((block) => block.page === 'docs/coming-from-brian.md')
  const [shown] = page.filter(({ language }) => language === '')
  const [{ error, printed }] = outcomesOf(page.filter(({ language }) => language === 'ts'))
  expect(error).toBe('')
  expect(printed).toBe(shown.text)
})

describe('equations', () => {
  const equations = blocks.filter(({ page, language }) => language === 'python' && page === 'docs/checking.md')
  test.each([...inLanguage('eqs'), ...equations])('$page, line $line', ({ text }) => {
    expect(check(text, { fileName: 'block.eqs' }).diagnostics).toEqual([])
  })
})

const MODEL = `
import { Network, NeuronGroup } from 'spikec'
const P = new NeuronGroup(2, 'dv/dt = -v/(10*ms) : 1', { name: 'P' })
export default new Network(P, { duration: '1*ms' })
`

/** A folder such as the commands of the pages are given in. */
function workplace(): string {
  const at = join(folder, 'workplace')
  mkdirSync(at, { recursive: true })
  for (const name of ['examples', 'bench', 'dist']) symlinkSync(join(root, name), join(at, name))
  writeFileSync(join(at, 'model.ts'), MODEL)
  writeFileSync(join(at, 'neuron.eqs'), 'dv/dt = -v/(10*ms) : 1\n')
  const { stdout } = ran(process.execPath, [MAIN, 'inspect', 'model.ts', '--stage', 'model'], at)
  writeFileSync(join(at, 'more.json'), stdout)
  return at
}

const MAIN = join(root, 'dist/src/cli/main.js')

describe('commands', () => {
  // The README's are run by test/readme.test.ts, the examples' by test/examples.test.ts.
  const elsewhere = ['README.md', 'docs/examples.md']
  const commands = inLanguage('sh')
    .filter(({ page }) => !elsewhere.includes(page))
    .flatMap(({ page, text }) =>
      text
        .trim()
        .split('\n')
        .map((line) => ({ page, command: line.split(/\s+#/)[0].trim() })),
    )
  let at: string | undefined

  test.each(commands)('$page: $command', { timeout: 120_000 }, ({ command }) => {
    const [program, ...args] = command.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'))
    if (program === 'npm') return checkScript(args)
    at ??= workplace()
    if (program === 'spikec') expect(succeeded(runnable(args), at)).not.toBe('')
    else {
      expect([program, args[0]]).toEqual(['node', 'dist/src/cli/main.js'])
      // A tenth of a percent of the neurons will do to see that the command is right.
      expect(
        succeeded(
          args.slice(1).map((word) => word.replace(/^n=(\d+)000$/, 'n=$1')),
          at,
        ),
      ).not.toBe('')
    }
  })
})

/** Watching has no end: that there is such a thing is told by the help. */
function runnable(args: readonly string[]): readonly string[] {
  return args.includes('--watch') ? [args[0], '--help'] : args
}

function succeeded(args: readonly string[], at: string): string {
  const { status, stdout, stderr } = ran(process.execPath, [MAIN, ...args], at)
  expect({ args, status, said: status === 0 ? '' : stderr + stdout }).toEqual({ args, status: 0, said: '' })
  return stdout + stderr
}

/** Benchmarks take their time: it is enough that there are such ones. */
function checkScript([run, ...rest]: readonly string[]): void {
  const words = rest.filter((word) => word !== '-s')
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(run).toBe('run')
  expect(Object.keys(scripts)).toContain(words[0])
  const end = words.indexOf('>')
  const args = words.slice(1, end < 0 ? undefined : end).filter((word) => word !== '--')
  if (words[0] === 'bench') expect(() => readSettings(args)).not.toThrow()
  else expect(args).toEqual([])
}
