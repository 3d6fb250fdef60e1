/** Stage 8: a compiled model, its data and the runtime -> one program for Node. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'
import type { Compiled } from '../compile.js'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Data } from '../runtime/kernels.js'
import type { DataTable } from '../runtime/node/data.js'
import { type FileContent, writeFileAtomically } from '../runtime/node/output.js'
import { reasonOf } from '../runtime/node/results.js'
import { assemble } from './assemble.js'

export interface NodeBundle {
  readonly file: string
  /** The file with the weights, if they are too large to be embedded. */
  readonly dataFile: string | undefined
  readonly bytes: number
  readonly dataBytes: number
}

/** More data than this stand in a file of their own, beside the program. */
const MOST_EMBEDDED = 1 << 20

/** Writes `file`, an `.mjs`, and where the data are large a `.bin` beside it. */
export async function bundleForNode(compiled: Compiled, file: string): Promise<NodeBundle> {
  const operation = compiled.spec.objects.find(({ kind }) => kind === 'NetworkOperation')
  if (operation) throw new SpikecError([diagnostic('V040', { name: operation.name, where: 'a bundle' })])
  const packed = pack(compiled.data)
  const dataFile = packed.bytes > MOST_EMBEDDED ? `${file.replace(/\.m?js$/, '')}.bin` : undefined
  const text = await bundled(compiled, dataModule(packed, dataFile))
  if (dataFile !== undefined) write(dataFile, packed.pieces)
  write(file, text)
  return { file, dataFile, bytes: Buffer.byteLength(text), dataBytes: packed.bytes }
}

function write(file: string, content: FileContent): void {
  try {
    writeFileAtomically(file, content)
  } catch (error) {
    throw new SpikecError([diagnostic('C006', { path: file, problem: reasonOf(error) })])
  }
}

interface Packed {
  readonly table: DataTable
  readonly pieces: readonly Uint8Array[]
  readonly bytes: number
}

/** The arrays one after the other, each at a multiple of 8 bytes. */
function pack(data: ReadonlyMap<string, Data>): Packed {
  const table: Record<string, DataTable[string]> = {}
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const [name, array] of data) {
    const element = elementOf(array)
    table[name] = { element, offset, length: array.length }
    const padding = (8 - (array.byteLength % 8)) % 8
    pieces.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), new Uint8Array(padding))
    offset += array.byteLength + padding
  }
  return { table, pieces, bytes: offset }
}

function elementOf(array: Data): DataTable[string]['element'] {
  if (array instanceof Float64Array) return 'f64'
  if (array instanceof Float32Array) return 'f32'
  if (array instanceof Int32Array) return 'i32'
  return array instanceof Uint32Array ? 'u32' : 'u16'
}

function dataModule({ table, pieces }: Packed, dataFile: string | undefined): string {
  const entries = JSON.stringify(table)
  if (dataFile !== undefined) {
    return `import { dataBeside } from 'spikec/runtime/node'
export const data = (url) => dataBeside(${entries}, url, ${JSON.stringify(`./${encodeURIComponent(basename(dataFile))}`)})`
  }
  const base64 = Buffer.concat(pieces).toString('base64')
  return `import { embeddedData } from 'spikec/runtime/node'
const read = embeddedData(${entries}, ${JSON.stringify(base64)})
export const data = () => read`
}

function wasmModule(bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64')
  return `export const wasm = async () => Uint8Array.from(atob(${JSON.stringify(base64)}), (letter) => letter.charCodeAt(0))`
}

async function bundled(compiled: Compiled, dataText: string): Promise<string> {
  const { build } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const { step, setup } = compiled.typescript()
  const modules = new Map([
    ['./step.js', step],
    ['./setup.js', setup],
    ['./data.js', dataText],
    ['./wasm.js', wasmModule(await assemble(compiled.wat()))],
    ['./description.js', `export const description = ${JSON.stringify(compiled.description)}`],
  ])
  const { outputFiles } = await build({
    stdin: {
      contents: readFileSync(templatePath('node.ts'), 'utf8'),
      loader: 'ts',
      resolveDir: dirname(templatePath('node.ts')),
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    // Some of the runtime's packages are CommonJS, and ask for Node's own modules by require().
    banner: { js: BANNER },
    plugins: [generatedModules(modules)],
  })
  return outputFiles[0].text
}

const BANNER = `// A simulation made by spikec. Run it with node; --help tells what it takes.
import { createRequire as spikecRequire } from 'node:module'
const require = spikecRequire(import.meta.url)`

function templatePath(name: string): string {
  return fileURLToPath(new URL(`../../templates/${name}`, import.meta.url))
}

/** Answers the imports of the skeleton: generated modules from memory, the runtime from where this file stands. */
function generatedModules(modules: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'generated-modules',
    setup(build) {
      build.onResolve({ filter: /^\.\/(step|setup|wasm|data|description)\.js$/ }, ({ path, namespace, importer }) =>
        namespace === 'generated' || importer === '' || importer === '<stdin>'
          ? { path, namespace: 'generated' }
          : undefined,
      )
      build.onResolve({ filter: /^spikec\/runtime(\/node)?$/ }, ({ path }) => ({
        path: runtimePath(path.endsWith('/node') ? 'node/index' : 'index'),
      }))
      build.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path }) => ({
        contents: modules.get(path) ?? '',
        loader: 'ts',
        resolveDir: dirname(templatePath('node.ts')),
      }))
    },
  }
}

function runtimePath(name: string): string {
  const base = join(fileURLToPath(new URL('../runtime', import.meta.url)), name)
  return existsSync(`${base}.js`) ? `${base}.js` : `${base}.ts`
}
