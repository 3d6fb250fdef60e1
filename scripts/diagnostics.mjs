/** The page of all messages, from the registry and its examples: what each example gets is what spikec says of it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkedFile } from '../dist/src/check/file.js'
import { examples } from '../dist/src/diagnostics/examples/index.js'
import { registry, renderAll } from '../dist/src/diagnostics/index.js'

const main = resolve('dist/src/cli/main.js')
const FAMILIES = {
  syntax: 'Syntax',
  name: 'Names',
  dimension: 'Units',
  flags: 'Flags',
  value: 'Values',
  index: 'Indices',
  'unsupported-method': 'Methods',
  'unsupported-feature': 'What is not there yet',
  input: 'Files and parameters',
  numbers: 'Numbers',
}

/** What the command line says of a model, in a folder of its own so that files have short names. */
/** Lints are told of examples of lints only: the others are too short to use all that they declare. */
export async function messageOf(example, which, lint = false) {
  const folder = mkdtempSync(join(tmpdir(), 'spikec-example-'))
  const before = process.cwd()
  const file = `model.${example.kind === 'run' ? 'ts' : example.kind}`
  try {
    process.chdir(folder)
    writeFileSync(file, `${example[which]}\n`)
    if (example.kind === 'run') return errorsOfRun(file, example[`${which}Options`] ?? [])
    const { placed } = await checkedFile(file, { lint })
    return renderAll(placed.map(({ diagnostic }) => diagnostic))
  } finally {
    process.chdir(before)
    rmSync(folder, { recursive: true, force: true })
  }
}

function errorsOfRun(file, options) {
  const args = [main, 'run', file, '--quiet', '--json', ...options]
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } }).stderr.trim()
}

const fenced = (text, language = '') => `\`\`\`${language}\n${text}\n\`\`\``
const LANGUAGES = { eqs: 'python', ts: 'typescript', json: 'json', run: 'typescript' }

async function section(code) {
  const { severity, explanation } = registry[code]
  const example = examples[code]
  const head = `### ${code}\n\n${severity === 'warning' ? 'A warning. ' : ''}${explanation}`
  if (example.kind === 'none') return `${head}\n\nThere is no example: ${example.why}.`
  const language = LANGUAGES[example.kind]
  const command = (options = []) => (options.length > 0 ? ` and \`${options.join(' ')}\`` : '')
  const parts = [head, fenced(example.bad, language)]
  parts.push(
    `${example.kind === 'run' ? `With \`spikec run\`${command(example.badOptions)}:` : ''}\n\n${fenced(await messageOf(example, 'bad', severity === 'lint'))}`.trim(),
  )
  const same = example.good === example.bad
  parts.push(
    same
      ? `Nothing is said${command(example.goodOptions).replace(' and', ' with') || ' without that option'}.`
      : `Instead:\n\n${fenced(example.good, language)}`,
  )
  return parts.join('\n\n')
}

/** The codes by family, each in the order of their numbers. */
export async function diagnosticsPage() {
  const groups = []
  for (const [family, title] of Object.entries(FAMILIES)) {
    const sections = []
    for (const code of Object.keys(registry).sort()) {
      if (registry[code].family === family) sections.push(await section(code))
    }
    groups.push(`## ${title}\n\n${sections.join('\n\n')}`)
  }
  return `<!-- Written by scripts/diagnostics.mjs from src/diagnostics; do not edit. -->
# Diagnostics

Every message has a code, which keeps its meaning. \`spikec explain U001\` tells of one what is told here. Each example is
a whole model; what is said of it is what \`spikec check\` prints, or \`spikec run\` where the mistake is only found then.
[checking.md](checking.md) tells of the command, of files of equations and of the same data for editors.

${groups.join('\n\n')}
`
}
