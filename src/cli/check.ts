import { check as checkSpec } from '../compile.js'
import { type Diagnostic, renderAll, SpikecError } from '../diagnostics/index.js'
import { loadNetwork } from '../model/load.js'
import { EXIT } from '../runtime/node/drive.js'
import { exitCodeFor, wantsColor } from '../runtime/node/program.js'

interface Checked {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
  readonly exitCode: number
}

/** `spikec check FILE…`: every mistake of every file. */
export async function check(files: readonly string[], { json = false }: { readonly json?: boolean }): Promise<number> {
  const checked: Checked[] = []
  for (const file of files) checked.push(await checkFile(file))
  if (json) process.stdout.write(`${JSON.stringify(checked.map(({ file, diagnostics }) => ({ file, diagnostics })))}\n`)
  else for (const one of checked) print(one)
  return checked.reduce<number>((worst, { exitCode }) => Math.max(worst, exitCode), EXIT.done)
}

async function checkFile(file: string): Promise<Checked> {
  try {
    const diagnostics = checkSpec((await loadNetwork(file)).spec())
    const wrong = diagnostics.some((d) => d.severity === 'error')
    return { file, diagnostics, exitCode: wrong ? EXIT.wrong : EXIT.done }
  } catch (error) {
    if (error instanceof SpikecError) return { file, diagnostics: error.diagnostics, exitCode: exitCodeFor(error) }
    throw error
  }
}

function print({ file, diagnostics }: Checked): void {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length
  const [errors, warnings] = [count('error'), count('warning')]
  const said = [errors ? plural(errors, 'error') : '', warnings ? plural(warnings, 'warning') : ''].filter(
    (text) => text !== '',
  )
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics, { color: wantsColor() })}\n\n`)
  process.stdout.write(`${file}: ${said.length ? said.join(', ') : 'nothing wrong'}\n`)
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
