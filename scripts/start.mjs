/** `npm start`: the question that spikec began with, answered. Everything is in `results/dense-weights` afterwards. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { status } = spawnSync(
  process.execPath,
  [
    'dist/src/cli/main.js',
    'run',
    'examples/dense-weights.ts',
    '--out',
    'results/dense-weights',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
