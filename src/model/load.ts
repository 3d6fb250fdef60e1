/** Model files -> networks. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Details, diagnostic, SpikecError } from '../diagnostics/index.js'
import { reasonOf } from '../runtime/node/results.js'
import { Network } from './network.js'
import { type ProblemAt, pictureOf } from './picture.js'

/** What is handed to a model file that exports a function. */
export type ModelParameters = Readonly<Record<string, string | number>>

type ModelFunction = (parameters: ModelParameters) => unknown

/**
 * The network of a `.ts`, `.js` or `.json` file.
 *
 * @param onInputs is told the files that a program is made of, before it is run
 * @throws SpikecError if the file is missing, can't be loaded, or does not export a network
 */
export async function loadNetwork(
  file: string,
  parameters: ModelParameters = {},
  onInputs: (files: readonly string[]) => void = () => {},
): Promise<Network> {
  return (await loadModelFile(file, parameters, onInputs)).network
}

export interface ModelFile {
  readonly network: Network
  /** Draws what the network has recorded, as SVG; where the file exports a function `picture`. */
  readonly picture?: () => Promise<string>
}

/** The network of a model file with what else the file exports; as loadNetwork(). */
export async function loadModelFile(
  file: string,
  parameters: ModelParameters = {},
  onInputs: (files: readonly string[]) => void = () => {},
): Promise<ModelFile> {
  if (!existsSync(file)) throw unreadable(file, 'there is no such file')
  if (statSync(file).isDirectory()) throw unreadable(file, 'it is a folder, and a model is a file: .ts, .js or .json')
  if (extname(file) === '.eqs') throw unreadable(file, 'equations alone are no network: `spikec check` checks them')
  if (extname(file) === '.json') {
    refuseParameters(parameters, `${file} is no function`)
    return { network: Network.fromJSON(parsedJson(file)) }
  }
  const { default: exported, picture } = await exportsOf(file, onInputs)
  if (typeof exported !== 'function') refuseParameters(parameters, `${file} exports no function`)
  const network = typeof exported === 'function' ? await called(exported as ModelFunction, parameters, file) : exported
  if (network instanceof Network) {
    if (picture === undefined) return { network }
    return { network, picture: pictureOf(picture, network, file, (error) => problemIn(file, error)) }
  }
  const found = exported === undefined ? 'it has no default export' : `its default export is ${kindOf(network)}`
  throw new SpikecError([
    diagnostic('C002', { path: file, found }, { help: ['write `export default new Network(P, …)`'] }),
  ])
}

function unreadable(file: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('C001', { path: file, problem })])
}

function refuseParameters(parameters: ModelParameters, why: string): void {
  const [name] = Object.keys(parameters)
  if (name === undefined) return
  const problem = `${why} that it could be handed to`
  const help = ['--set gives a named constant of the model another value']
  throw new SpikecError([diagnostic('V008', { what: `--param ${name}`, problem }, { help })])
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

function parsedJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SpikecError([diagnostic('C003', { path: file, problem: reasonOf(error) })])
  }
}

async function called(model: ModelFunction, parameters: ModelParameters, file: string): Promise<unknown> {
  try {
    return await model(parameters)
  } catch (error) {
    throw modelError(file, error)
  }
}

/** A mistake in the model keeps its diagnostics; anything else that the file threw is told in a sentence. */
function modelError(file: string, error: unknown): SpikecError {
  if (error instanceof SpikecError) return error
  const { path, problem, details } = problemIn(file, error)
  return new SpikecError([diagnostic('C003', { path, problem }, details)])
}

/** What was thrown, and where in the file. */
function problemIn(file: string, error: unknown): ProblemAt {
  const at = error instanceof Error ? placeIn(file, error.stack ?? '') : undefined
  const path = at ? `${file}:${at.line}:${at.column + 1}` : file
  return { path, problem: reasonOf(error), ...(at && { details: detailsAt(file, at) }) }
}

/** A line, counted from 1, and a column, counted from 0, as esbuild has them. */
interface Place {
  readonly line: number
  readonly column: number
}

/** Where the stack goes through the file. */
function placeIn(file: string, stack: string): Place | undefined {
  const at = stack.match(new RegExp(`${basename(file).replace(/[^\w]/g, '\\$&')}:(\\d+):(\\d+)`))
  return at ? { line: Number(at[1]), column: Number(at[2]) - 1 } : undefined
}

function detailsAt(file: string, { line, column }: Place): Details {
  const text = readFileSync(file, 'utf8')
  const start = text.split('\n', line - 1).reduce((sum, before) => sum + before.length + 1, 0) + column
  return { source: { text, role: 'the program', file }, span: { start, end: start } }
}

interface Exports {
  readonly default?: unknown
  readonly picture?: unknown
}

/** Packs the file with what it imports, but for spikec itself, which must be this very one, and runs it. */
async function exportsOf(file: string, onInputs: (files: readonly string[]) => void): Promise<Exports> {
  const folder = mkdtempSync(join(tmpdir(), 'spikec-'))
  try {
    const packed = join(folder, `${basename(file)}.mjs`)
    const { text, inputs } = await packedModel(file, packed)
    onInputs(inputs)
    writeFileSync(packed, text)
    process.setSourceMapsEnabled(true)
    return (await import(pathToFileURL(packed).href)) as Exports
  } catch (error) {
    throw modelError(file, error)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `packed`: the file that it will be in, to which its source map is relative. */
async function packedModel(file: string, packed: string) {
  const { build } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const url = pathToFileURL(resolve(file)).href
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      // By itself it would take the folder that was current when it was loaded.
      absWorkingDir: process.cwd(),
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      outfile: packed,
      metafile: true,
      logLevel: 'silent',
      define: { 'import.meta.url': JSON.stringify(url) },
      plugins: [
        {
          name: 'this-spikec',
          setup: (context) =>
            context.onResolve({ filter: /^spikec(\/formats|\/plot)?$/ }, ({ path }) => ({
              path: new URL(`..${path.slice('spikec'.length)}/index.js`, import.meta.url).href,
              external: true,
            })),
        },
      ],
    })
    return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs).map((input) => resolve(input)) }
  } catch (error) {
    const at = firstError(error)?.location
    const details = at && existsSync(at.file) ? detailsAt(at.file, at) : undefined
    throw new SpikecError([diagnostic('C003', { path: file, problem: buildProblem(error) }, details)])
  }
}

interface BuildError {
  readonly text: string
  readonly location: (Place & { readonly file: string }) | null
}

function firstError(error: unknown): BuildError | undefined {
  return (error as { readonly errors?: readonly BuildError[] }).errors?.[0]
}

/** What esbuild says of a file that is no program. */
function buildProblem(error: unknown): string {
  const first = firstError(error)
  if (!first) return reasonOf(error)
  return first.location ? `line ${first.location.line}, column ${first.location.column + 1}: ${first.text}` : first.text
}
