/**
 * Writes into `generated/` the elementary functions of the runtime and the module that draws its synapses, and the kernels
 * of some examples, for people to read; and `docs/diagnostics.md`, every message with its example.
 *
 *   node scripts/generate.mjs           rewrites them; look at the difference as at any change of code
 *   node scripts/generate.mjs --check   says which are out of step, and exits with 1 if any are
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emitElementary } from '../dist/src/7-emit/typescript/elementary.js'
import { emitPairDraws, emitPairDrawsBytes } from '../dist/src/7-emit/wasm/pair-draws.js'
import { assemble } from '../dist/src/8-bundle/assemble.js'
import { compile } from '../dist/src/compile.js'
import { FUNCTIONS } from '../dist/src/ir/functions/index.js'
import { loadNetwork } from '../dist/src/model/load.js'
import { diagnosticsPage } from './diagnostics.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

async function kernelsOf(file) {
  const compiled = compile((await loadNetwork(file)).spec())
  const { step, setup } = compiled.typescript()
  const folder = join('generated', basename(file, '.ts'))
  return [
    { path: join(folder, 'step.ts'), text: step },
    { path: join(folder, 'step.wat'), text: compiled.wat() },
    { path: join(folder, 'setup.ts'), text: setup },
  ]
}

/** The examples whose kernels are shown: each with other kinds of them. */
const examples = ['cobahh.ts', 'cuba.ts', 'dense-weights.ts']
const pairDraws = emitPairDraws()
const files = [
  { path: 'generated/elementary.ts', text: emitElementary(Object.values(FUNCTIONS)) },
  { path: 'generated/pair-draws.wat', text: pairDraws },
  { path: 'generated/pair-draws.ts', text: emitPairDrawsBytes(await assemble(pairDraws)) },
  { path: 'docs/diagnostics.md', text: await diagnosticsPage() },
]
for (const example of examples) files.push(...(await kernelsOf(join('examples', example))))
const stale = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text)

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is out of step: npm run generate`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`wrote ${path}`)
  }
}
