/**
 * Draws the pictures of docs/examples.md into `docs/images`, by the very commands that stand there.
 *
 *   node scripts/pictures.mjs           all of them
 *   node scripts/pictures.mjs adex …    these
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const page = readFileSync('docs/examples.md', 'utf8')
const commands = [...page.matchAll(/^npx spikec run examples\/([\w-]+)\.ts (.*)--out results\/\1$/gm)]
const asked = process.argv.slice(2)

// In the repository, so that a picture moves to its place as a whole.
mkdirSync('results', { recursive: true })
const folder = mkdtempSync('results/pictures-')
for (const [, name, options] of commands.filter(([, name]) => asked.length === 0 || asked.includes(name))) {
  const out = join(folder, name)
  const given = options
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replace(/^'(.*)'$/, '$1'))
  const args = ['run', `examples/${name}.ts`, ...given, '--out', out, '--quiet', '--json']
  const { status } = spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const drawn = ['picture.svg', 'raster.svg'].map((file) => join(out, file)).find((file) => existsSync(file))
  if (status !== 0 || drawn === undefined) {
    console.error(`${name}: no picture`)
    process.exitCode = 1
    continue
  }
  renameSync(drawn, `docs/images/${name}.svg`)
  console.log(`docs/images/${name}.svg`)
}
rmSync(folder, { recursive: true })
