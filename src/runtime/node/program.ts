/** The command line of a bundle. */

import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Diagnostic, diagnostic, renderAll, SpikecError } from '../../diagnostics/index.js'
import { equalDimensions, formatQuantity, parseQuantity, parseUnit, SECOND } from '../../units/index.js'
import type { SimulationDescription } from '../description.js'
import { representationsPlanned, representationText } from '../representation.js'
import { type CompiledModel, createSimulation } from '../simulation.js'
import { drive, EXIT } from './drive.js'
import { RESULTS_FORMATS, type ResultsFormat } from './save.js'

const OPTIONS = {
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  duration: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  'allow-nan': { type: 'boolean' },
  profile: { type: 'boolean' },
  describe: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Is the module the program that was started, and not one that another imports? */
export function isProgram(url: string): boolean {
  const [, started] = process.argv
  if (started === undefined) return false
  try {
    return realpathSync(started) === realpathSync(fileURLToPath(url))
  } catch {
    return false
  }
}

/** Runs the bundle's command line; sets the exit code. */
export async function runProgram(
  model: () => CompiledModel,
  description: SimulationDescription,
  url: string,
): Promise<void> {
  const name = basename(fileURLToPath(url))
  process.exitCode = await exitCodeOf(() => program(model, description, name))
}

/** The exit code of some work; what goes wrong is printed as a diagnostic. */
export async function exitCodeOf(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SpikecError)) throw error
    process.stderr.write(`${renderAll(error.diagnostics, { color: wantsColor() })}\n`)
    return exitCodeFor(error)
  }
}

function exitCodeFor(error: SpikecError): number {
  return exitCodeOfDiagnostics(error.diagnostics)
}

export function exitCodeOfDiagnostics(diagnostics: readonly Diagnostic[]): number {
  const errors = diagnostics.filter((d) => d.severity === 'error')
  if (errors.length === 0) return EXIT.done
  if (errors.some((d) => d.family === 'numbers')) return EXIT.numbers
  if (errors.some((d) => d.code === 'C007')) return EXIT.usage
  return errors.some((d) => d.code === 'C001') ? EXIT.input : EXIT.wrong
}

export function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  return process.stderr.isTTY === true || (FORCE_COLOR !== undefined && FORCE_COLOR !== '0')
}

async function program(model: () => CompiledModel, description: SimulationDescription, name: string): Promise<number> {
  const values = parsedArguments(name)
  if (typeof values === 'number') return values
  if (values.help) {
    process.stdout.write(helpText(name))
    return EXIT.done
  }
  if (values.describe) {
    process.stdout.write(values.json ? `${JSON.stringify(description)}\n` : describeText(description, name))
    return EXIT.done
  }
  const duration = durationOf(values.duration, description)
  const format = values.format === undefined ? undefined : resultsFormat(values.format)
  const simulation = createSimulation(model(), {
    parameters: assignments(values.set ?? []),
    ...(values.seed !== undefined && { seed: seedOf(values.seed) }),
  })
  const { out, json = false, quiet = false } = values
  return drive(
    simulation,
    {
      duration,
      json,
      quiet,
      allowNan: values['allow-nan'] === true,
      profile: values.profile === true,
      ...(out !== undefined && { out }),
      ...(format !== undefined && { format }),
    },
    { model: name.replace(/\.mjs$/, ''), compile: 0, bind: simulation.bindSeconds() },
  )
}

function resultsFormat(text: string): ResultsFormat {
  const known = RESULTS_FORMATS.find((format) => format === text)
  if (known) return known
  const problem = `there is no format ${JSON.stringify(text)}; formats are ${RESULTS_FORMATS.join(', ')}`
  throw new SpikecError([diagnostic('V008', { what: '--format', problem })])
}

function parsedArguments(name: string) {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: false }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${helpText(name)}`)
    return EXIT.usage
  }
}

/** `taum=25*ms` as a name and a value. */
export function assignments(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
      throw new SpikecError([
        diagnostic('V008', { what: `--set ${text}`, problem: 'write it as NAME=VALUE, such as --set taum=25*ms' }),
      ])
    }),
  )
}

/** A seed, as it was written; an empty text would be read as 0. */
export function seedOf(text: string): number {
  if (/^\s*\d/.test(text)) return Number(text)
  const problem = `it must be a whole number from 0 to ${2 ** 32 - 1}, and is ${JSON.stringify(text)}`
  throw new SpikecError([diagnostic('V008', { what: 'the seed', problem })])
}

/** The duration that is asked for, or the model's own, in seconds. */
export function durationOf(text: string | undefined, description: SimulationDescription): number {
  if (text === undefined) {
    if (description.duration !== undefined) return description.duration
    throw new SpikecError([diagnostic('C005', { problem: "--duration '1*second' says it" })])
  }
  const quantity = parseQuantity(text)
  if (
    quantity.kind === 'quantity' &&
    equalDimensions(quantity.dimension, SECOND) &&
    quantity.value >= 0 &&
    Number.isFinite(quantity.value)
  )
    return quantity.value
  const source = { text, role: '--duration' }
  const notes = quantity.kind === 'error' ? [quantity.message] : ['a duration is a time, such as 1*second']
  throw new SpikecError([
    diagnostic('V009', { value: text, what: 'the duration' }, { source, span: { start: 0, end: text.length }, notes }),
  ])
}

function helpText(name: string): string {
  return `Runs the simulation that it holds.

usage: node ${name} [options]

  --set NAME=VALUE      another value for a constant, as often as wanted; --describe lists them
  --seed N              the seed of all random numbers
  --duration TIME       how long to run, such as '2*second'
  --out FOLDER          where to write spikes, traces, a picture and a summary
  --format NAME         recordings as one file for NumPy (npz), as JSON (json), or as tables (csv)
  --json                the summary as JSON
  --quiet               no progress
  --allow-nan           goes on where a variable is no longer a finite number
  --profile             what each kernel takes of the time
  --describe            what the simulation holds: parameters, units, defaults, memory
  --help                this text
`
}

function describeText(description: SimulationDescription, name: string): string {
  const { parameters, groups, synapses, monitors, dt, duration, seed } = description
  const rows = parameters.map((p) => {
    const unit = parseUnit(p.unit)
    const value = unit.kind === 'unit' ? formatQuantity(p.value, unit.dimension) : String(p.value)
    return `  ${p.name.padEnd(16)} ${value.padEnd(16)} ${p.unit === '1' ? 'a plain number' : p.unit}${p.structural ? '   (built in)' : ''}`
  })
  const fixed = description.arrays.reduce(
    (sum, { length, element }) => sum + (typeof length === 'number' ? length * bytesOf(element) : 0),
    0,
  )
  const sparse = synapses.filter((s) => s.layout === 'csr').map((s) => s.name)
  const lines = [
    `${name}: ${groups.map((g) => `${g.size} neurons of ${g.name} (${g.method})`).join(', ')}`,
    '',
    'parameters',
    ...(rows.length ? rows : ['  none']),
    '',
    `step      ${formatQuantity(dt, SECOND)}`,
    `duration  ${duration === undefined ? 'as --duration says' : formatQuantity(duration, SECOND)}`,
    `seed      ${seed ?? 'drawn anew for each run'}`,
    ...synapses.map((s) => `synapses  ${s.name}: ${s.source} to ${s.target}, ${s.layout}`),
    ...monitors.map((m) => `monitor   ${m.name}: ${m.kind} of ${m.source}`),
    `memory    ${(fixed / 1e6).toFixed(1)} MB${sparse.length ? `, and the synapses of ${sparse.join(', ')} as they are drawn` : ''}`,
    ...representationsPlanned(description).map((one) => `\n${representationText(one)}`),
  ]
  return `${lines.join('\n')}\n`
}

function bytesOf(element: SimulationDescription['arrays'][number]['element']): number {
  return { f64: 8, f32: 4, i32: 4, u32: 4, u16: 2, u8: 1 }[element]
}
