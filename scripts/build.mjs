/**
 * Builds `dist/`: each source file on its own, types taken off, so that a stack trace names a file that is there;
 * and the tools of the repository, packed. Type declarations are written with `--types`, for a release.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const sources = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))

const common = { platform: 'node', format: 'esm', target: 'node20', sourcemap: false, logLevel: 'warning' }

if (process.argv.includes('--clean')) rmSync('dist', { recursive: true, force: true })
await build({
  ...common,
  entryPoints: [
    ...sources('src'),
    ...sources('generated/parser'),
    'generated/elementary.ts',
    'generated/pair-draws.ts',
  ],
  outdir: 'dist',
  outbase: '.',
})
for (const schema of ['model/model', 'check/diagnostics'])
  cpSync(`src/${schema}.schema.json`, `dist/src/${schema}.schema.json`)
cpSync('templates', 'dist/templates', { recursive: true })

/** Tools take the package itself from `dist/`, as a user's program would. */
const tools = [
  ['bench', 'bench/run.ts'],
  ['bench-child', 'bench/children/main.ts'],
  ['tier-up', 'bench/tier-up.ts'],
  ['bench-weights', 'bench/weights.ts'],
  ['conformance', 'test/conformance/run.ts'],
  ['ulp', 'test/ir/functions/measure.ts'],
  ['fuzz', 'test/fuzz/run.ts'],
].filter(([, entry]) => existsSync(entry))
await build({
  ...common,
  entryPoints: Object.fromEntries(tools.map(([name, entry]) => [name, entry])),
  outdir: 'dist/tools',
  bundle: true,
  packages: 'external',
  // The package itself too: tsconfig's paths would have it packed, away from its templates.
  external: ['spikec', 'spikec/*'],
})

if (process.argv.includes('--types')) execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
