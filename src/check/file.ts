/** Checking a file: a text as it stands, a program by running it as far as its network. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { check } from '../analyse.js'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { loadNetwork } from '../model/load.js'
import { withSites } from '../model/sites.js'
import { type CheckOptions, checkText } from './index.js'
import { locatorOf, programOf, shownPath, siteOf } from './locate.js'
import { relocated } from './relocate.js'
import { type CheckResult, type Placed, resultOf } from './result.js'
import { stringsOf } from './strings.js'

export interface CheckedFile {
  readonly file: string
  readonly placed: readonly Placed[]
  /** The files that the result depends on. */
  readonly inputs: readonly string[]
}

export type FileOptions = Pick<CheckOptions, 'lint'>

/**
 * What is wrong with the model in a file: `.eqs`, `.json`, or a program in TypeScript or JavaScript, which is run as far as
 * its network and not simulated. Nothing is thrown for what is wrong with the model.
 */
export async function checkFile(file: string, { lint = true }: FileOptions = {}): Promise<CheckResult> {
  return resultOf(file, (await checkedFile(file, { lint })).placed)
}

export async function checkedFile(file: string, { lint = true }: FileOptions = {}): Promise<CheckedFile> {
  const inputs = [resolve(file)]
  const unreadable = problemOf(file)
  if (unreadable) {
    const found = diagnostic('C001', { path: file, problem: unreadable })
    return { file, placed: [{ diagnostic: found, certainty: 'none' }], inputs }
  }
  if (['.eqs', '.json'].includes(extname(file)))
    return { file, placed: checkText({ file, text: readFileSync(file, 'utf8') }, lint), inputs }
  return checkedProgram(file, lint)
}

function problemOf(file: string): string | undefined {
  if (!existsSync(file)) return 'there is no such file'
  return statSync(file).isDirectory() ? 'it is a folder, and a model is a file: .ts, .js, .json or .eqs' : undefined
}

async function checkedProgram(file: string, lint: boolean): Promise<CheckedFile> {
  let inputs: readonly string[] = [resolve(file)]
  const program = () => programOf(inputs, (path) => (path === resolve(file) ? file : shownPath(path)))
  try {
    const { value: network, stackAt } = await withSites(() =>
      loadNetwork(file, {}, (files) => {
        inputs = [...new Set([...inputs, ...files])]
      }),
    )
    const spec = network.spec()
    const diagnostics = check(spec, { lint })
    if (diagnostics.length === 0) return { file, placed: [], inputs }
    return { file, placed: relocated(diagnostics, stringsOf(spec), locatorOf(network, stackAt, program())), inputs }
  } catch (error) {
    if (!(error instanceof SpikecError)) throw error
    const site = siteOf(error.stack ?? '', program())
    const placed = error.diagnostics.map((found): Placed => {
      if (found.source?.file !== undefined) return { diagnostic: found, certainty: 'exact' }
      if (!site) return { diagnostic: found, certainty: 'none' }
      // What is wrong with a call itself is said at the call.
      return found.source
        ? { diagnostic: found, certainty: 'near', near: site }
        : { diagnostic: { ...found, ...site }, certainty: 'near', near: site }
    })
    return { file, placed, inputs }
  }
}
