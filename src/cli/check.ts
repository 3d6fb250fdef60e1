import { check as checkSpec, lint as lintSpec } from '../compile.js'
import { type Diagnostic, renderAll, SpikecError } from '../diagnostics/index.js'
import { EXIT } from '../runtime/node/drive.js'
import { exitCodeFor, wantsColor } from '../runtime/node/program.js'
import { loadNetwork } from './load.js'

interface Checked {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
  readonly exitCode: number
}

export interface CheckFlags {
  readonly json?: boolean
  /** false: no lints. */
  readonly lint?: boolean
  /** Codes of warnings and lints that are not told. */
  readonly allow?: readonly string[]
  /** Warnings and lints count as errors do, for the exit code. */
  readonly strict?: boolean
}

/** `spikec check FILE…`: every mistake of every file, and what is hardly meant. */
export async function check(files: readonly string[], flags: CheckFlags): Promise<number> {
  const { json = false } = flags
  const checked: Checked[] = []
  for (const file of files) checked.push(await checkFile(file, flags))
  if (json) process.stdout.write(`${JSON.stringify(checked.map(({ file, diagnostics }) => ({ file, diagnostics })))}\n`)
  else for (const one of checked) print(one)
  return checked.reduce<number>((worst, { exitCode }) => Math.max(worst, exitCode), EXIT.done)
}

async function checkFile(file: string, { lint = true, allow = [], strict = false }: CheckFlags): Promise<Checked> {
  try {
    const spec = (await loadNetwork(file)).spec()
    const found = [...checkSpec(spec), ...(lint ? lintSpec(spec) : [])]
    const diagnostics = found.filter((d) => d.severity === 'error' || !allow.includes(d.code))
    const wrong = diagnostics.some((d) => strict || d.severity === 'error')
    return { file, diagnostics, exitCode: wrong ? EXIT.wrong : EXIT.done }
  } catch (error) {
    if (error instanceof SpikecError) return { file, diagnostics: error.diagnostics, exitCode: exitCodeFor(error) }
    throw error
  }
}

function print({ file, diagnostics }: Checked): void {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length
  const said = (['error', 'warning', 'lint'] as const).flatMap((severity) =>
    count(severity) > 0 ? [plural(count(severity), severity)] : [],
  )
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics, { color: wantsColor() })}\n\n`)
  process.stdout.write(`${file}: ${said.length ? said.join(', ') : 'nothing wrong'}\n`)
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
