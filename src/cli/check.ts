import { type CheckedFile, checkedFile } from '../check/file.js'
import { safeEdits, writeEdits } from '../check/fix.js'
import { resultOf } from '../check/result.js'
import { renderAll } from '../diagnostics/index.js'
import { EXIT } from '../runtime/node/drive.js'
import { exitCodeOfDiagnostics, wantsColor } from '../runtime/node/program.js'

export interface CheckFlags {
  readonly json?: boolean
  readonly fix?: boolean
  readonly watch?: boolean
}

/** A fix can bring to light what another one mends; so many rounds are enough for all, and end what goes in circles. */
const MOST_ROUNDS = 10

/** `spikec check FILE…`: every mistake of every file. */
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
async function checkOnce(files: readonly string[], { json, fix }: CheckFlags, before = () => {}): Promise<Checked> {
  const checked: CheckedFile[] = []
  let fixed = 0
  for (const file of files) {
    let one = await checkedFile(file)
    for (let round = 0; fix && round < MOST_ROUNDS; round++) {
      const made = writeEdits(safeEdits(one.placed))
      if (made === 0) break
      fixed += made
      one = await checkedFile(file)
    }
    checked.push(one)
  }
  before()
  if (json) process.stdout.write(`${JSON.stringify(checked.map(({ file, placed }) => resultOf(file, placed)))}\n`)
  else {
    for (const one of checked) print(one)
    if (fix) process.stdout.write(`${plural(fixed, 'fix', 'fixes')} made\n`)
  }
  const exitCode = checked.reduce<number>(
    (worst, { placed }) => Math.max(worst, exitCodeOfDiagnostics(placed.map(({ diagnostic }) => diagnostic))),
    EXIT.done,
  )
  return { exitCode, inputs: checked.flatMap(({ inputs }) => inputs) }
}

function print({ file, placed }: CheckedFile): void {
  const diagnostics = placed.map(({ diagnostic }) => diagnostic)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const said = [
    ...(errors ? [plural(errors, 'error', 'errors')] : []),
    ...(warnings ? [plural(warnings, 'warning', 'warnings')] : []),
  ]
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics, { color: wantsColor() })}\n\n`)
  process.stdout.write(`${file}: ${said.length ? said.join(', ') : 'nothing wrong'}\n`)
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
