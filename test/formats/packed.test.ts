/** `spikec/formats` as a user gets it: from the packed package, in a page's world, and with its types. */
import { mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { ran, root, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()
const modules = join(folder, 'node_modules')
const files = JSON.parse(readFileSync(new URL('golden/files.json', import.meta.url), 'utf8'))

function succeeded(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = ran(program, args, cwd)
  expect({ args, status, said: status === 0 ? '' : stderr + stdout }).toEqual({ args, status: 0, said: '' })
  return stdout
}

/** Beside what the package depends on. The scripts that come before packing would build anew what other tests run. */
beforeAll(() => {
  mkdirSync(modules)
  const packed = succeeded('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root).trim()
  succeeded('tar', ['-xzf', packed], folder)
  renameSync(join(folder, 'package'), join(modules, 'spikec'))
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) symlinkSync(join(root, 'node_modules', name), join(modules, name))
})

const PAGE = `
import { readEdges, readMatrix, SpikecError } from 'spikec/formats'

export const matrixOf = (buffer) => Array.from(readMatrix(buffer).data)
export const edgesOf = (buffer) => {
  const { i, j, columns, shape } = readEdges(buffer)
  return JSON.stringify({ i: Array.from(i), j: Array.from(j), values: Array.from(columns[0].data), shape })
}
export const problemOf = (given) => {
  try {
    readMatrix(given, { file: 'W.npy' })
  } catch (error) {
    return error instanceof SpikecError ? error.message : 'another error'
  }
}
`

interface Page {
  readonly matrixOf: (buffer: unknown) => readonly number[]
  readonly edgesOf: (buffer: unknown) => string
  readonly problemOf: (given: unknown) => string
}

/** What the bundled page exports, in a world that has what a page has, and nothing of Node. */
function page(): Page {
  const { outputFiles } = buildSync({
    stdin: { contents: PAGE, resolveDir: folder },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'page',
    write: false,
  })
  return runInNewContext(`${outputFiles[0].text}; page`, { TextDecoder, TextEncoder, URL })
}

/** As fetch() gives them: an ArrayBuffer. */
const bufferOf = (name: string) => Uint8Array.from(Buffer.from(files[name].base64, 'base64')).buffer

test('a page reads what it has fetched', () => {
  const { matrixOf, edgesOf, problemOf } = page()
  expect([...matrixOf(bufferOf('one packed.npz'))]).toEqual(files['one packed.npz'].values.flat())
  expect([...matrixOf(bufferOf('array.mtx'))]).toEqual(files['array.mtx'].matrix.flat())
  for (const name of ['csr packed.npz', 'real.mtx']) {
    const { i, j, values, shape } = files[name]
    expect(JSON.parse(edgesOf(bufferOf(name)))).toEqual({ i, j, values, shape })
  }
  expect(problemOf(bufferOf('complex.npy'))).toMatch(/^error\[V037\]: W.npy: it holds complex numbers/)
  expect(problemOf({})).toMatch(/W.npy: the bytes of a file are an ArrayBuffer[\s\S]*response.arrayBuffer\(\)/)
})

test('Node finds it by its name', () => {
  const file = written(
    folder,
    'program.mjs',
    `${PAGE}console.log(edgesOf(new TextEncoder().encode('i,j,w\\n0,2,0.5')))`,
  )
  expect(succeeded(process.execPath, [file], folder)).toBe('{"i":[0],"j":[2],"values":[0.5]}\n')
})

test('its types are those of a page', { timeout: 120_000 }, () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const out = join(modules, 'spikec/dist')
  succeeded(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', out], root)
  written(
    folder,
    'page.ts',
    `import { type EdgeList, readEdges, readMatrix } from 'spikec/formats'
    export async function load(): Promise<[EdgeList, Float64Array | Float32Array]> {
      const response = await fetch('W.npz')
      const { data } = readMatrix(await response.arrayBuffer(), { name: 'W' })
      return [readEdges(new Uint8Array(8), { format: 'csv', base: 1 }), data]
    }
    // @ts-expect-error there is no such format
    readMatrix(new ArrayBuffer(8), { format: 'mat' })`,
  )
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom', '--types', '']
  succeeded(
    process.execPath,
    [tsc, ...options, '--module', 'esnext', '--moduleResolution', 'bundler', 'page.ts'],
    folder,
  )
})
