import { type CheckedFile, checkedFile } from '../check/file.js'
import { safeEdits, writeEdits } from '../check/fix.js'
import { resultOf } from '../check/result.js'
import { type Diagnostic, renderAll } from '../diagnostics/index.js'
import { EXIT } from '../runtime/node/drive.js'
import { exitCodeOfDiagnostics, wantsColor } from '../runtime/node/program.js'

export interface CheckFlags {
  readonly json?: boolean
  readonly fix?: boolean
  readonly watch?: boolean
  /** false: no lints. */
  readonly lint?: boolean
  /** Codes of warnings and lints that are not told. */
  readonly allow?: readonly string[]
  /** Warnings and lints count as errors do, for the exit code. */
  readonly strict?: boolean
}

/** A fix can bring to light what another one mends; so many rounds are enough for all, and end what goes in circles. */
const MOST_ROUNDS = 10

/** `spikec check FILE…`: every mistake of every file, and what is hardly meant. */
export async function check(files: readonly string[], flags: CheckFlags): Promise<number> {
  if (!flags.watch) return (await checkOnce(files, flags)).exitCode
  const { watch } = await import('./watch.js')
  return watch(files, async (clear) => (await checkOnce(files, flags, clear)).inputs)
}

interface Checked {
  readonly exitCode: number
  readonly inputs: readonly string[]
}

/** Checks all files; `before` is called when there is something to print. */
async function checkOnce(files: readonly string[], flags: CheckFlags, before = () => {}): Promise<Checked> {
  const { json, fix, strict = false } = flags
  const checked: CheckedFile[] = []
  let fixed = 0
  for (const file of files) {
    let one = await checkedWith(file, flags)
    for (let round = 0; fix && round < MOST_ROUNDS; round++) {
      const made = writeEdits(safeEdits(one.placed))
      if (made === 0) break
      fixed += made
      one = await checkedWith(file, flags)
    }
    checked.push(one)
  }
  before()
  if (json) process.stdout.write(`${JSON.stringify(checked.map(({ file, placed }) => resultOf(file, placed)))}\n`)
  else {
    for (const one of checked) print(one)
    if (fix) process.stdout.write(`${plural(fixed, 'fix', 'fixes')} made\n`)
  }
  const exitCode = checked.reduce<number>((worst, { placed }) => {
    const code = exitCodeOfDiagnostics(placed.map(({ diagnostic }) => diagnostic))
    return Math.max(worst, strict && placed.length > 0 ? Math.max(code, EXIT.wrong) : code)
  }, EXIT.done)
  return { exitCode, inputs: checked.flatMap(({ inputs }) => inputs) }
}

/** A file's diagnostics without those that are allowed; errors are always told. */
async function checkedWith(file: string, { lint = true, allow = [] }: CheckFlags): Promise<CheckedFile> {
  const checked = await checkedFile(file, { lint })
  const told = ({ severity, code }: Diagnostic) => severity === 'error' || !allow.includes(code)
  return { ...checked, placed: checked.placed.filter(({ diagnostic }) => told(diagnostic)) }
}

function print({ file, placed }: CheckedFile): void {
  const diagnostics = placed.map(({ diagnostic }) => diagnostic)
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length
  const said = (['error', 'warning', 'lint'] as const).flatMap((severity) =>
    count(severity) > 0 ? [plural(count(severity), severity, `${severity}s`)] : [],
  )
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics, { color: wantsColor() })}\n\n`)
  process.stdout.write(`${file}: ${said.length ? said.join(', ') : 'nothing wrong'}\n`)
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
