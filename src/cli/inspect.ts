import { parseExpression, parseStatements } from '../1-parse/parse.js'
import { readEquations } from '../2-resolve/texts.js'
import { PASSES } from '../6-optimise/passes.js'
import { type Compiled, compile } from '../compile.js'
import { type Diagnostic, diagnostic, nearest, SpikecError, throwErrors } from '../diagnostics/index.js'
import { printProgram } from '../ir/print.js'
import type { EquationsSpec, ModelSpec, OperationSpec } from '../model/spec.js'
import { EXIT } from '../runtime/node/drive.js'
import { loadNetwork } from './load.js'
import type { Stage } from './stages.js'

interface InspectFlags {
  readonly stage: Stage
  readonly without?: string
}

/** `spikec inspect FILE --stage …`: the model as a stage of the compiler leaves it, on stdout. */
export async function inspect(file: string, { stage, without }: InspectFlags): Promise<number> {
  const network = await loadNetwork(file)
  process.stdout.write(`${textOf(network.spec(), network.toJSON.bind(network), stage, passesOf(without))}\n`)
  return EXIT.done
}

function passesOf(text: string | undefined): ReadonlySet<string> {
  const names = text?.split(',').map((name) => name.trim()) ?? []
  const known = PASSES.map((pass) => pass.name)
  for (const name of names) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    const help = [meant ? `did you mean \`${meant}\`?` : `there are ${known.join(', ')}`]
    throw new SpikecError([diagnostic('V014', { option: name, owner: 'the list of passes' }, { help })])
  }
  return new Set(names)
}

function textOf(spec: ModelSpec, json: () => unknown, stage: Stage, without: ReadonlySet<string>): string {
  if (stage === 'ast') return JSON.stringify(treesOf(spec), null, 2)
  if (stage === 'model') return JSON.stringify(json(), null, 2)
  const compiled = compile(spec, { withoutPasses: without })
  switch (stage) {
    case 'ir':
      return printProgram(compiled.optimised.program)
    case 'ts':
      return `${compiled.setup}\n${compiled.step}`
    case 'wat':
      return compiled.wat()
    case 'schedule':
      return scheduleOf(compiled)
    case 'timings':
      return timingsOf(compiled)
  }
}

const PARSERS = {
  reset: parseStatements,
  on_pre: parseStatements,
  on_post: parseStatements,
  operations: parseStatements,
  threshold: parseExpression,
  refractory: parseExpression,
  delay: parseExpression,
}

/** The strings of an option, each with what it is called: one, one for each pathway, or one for each operation. */
function textsOf(option: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return value === '' ? [] : [[option, value]]
  if (typeof value !== 'object' || value === null) return []
  const several = Object.entries(value as Readonly<Record<string, string | OperationSpec>>)
  return several.map(([key, one]) => [`${option} ${key}`, typeof one === 'string' ? one : one.code] as const)
}

/** The syntax trees of every string of the objects, by object and option; of equations with their names replaced. */
function treesOf(spec: ModelSpec): unknown {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const trees = spec.objects.map(({ name, ...options }) => {
    const { model } = options as { readonly model?: EquationsSpec }
    const equations = model ? readEquations(model, `the equations of ${name}`, report).equations : []
    const others = Object.entries(PARSERS).flatMap(([option, parse]) =>
      textsOf(option, (options as Readonly<Record<string, unknown>>)[option]).map(
        ([key, text]) => [key, parse({ text, role: `${key} of ${name}` }, report)] as const,
      ),
    )
    const all = equations.length > 0 ? [['model', equations.map(({ value }) => value)] as const, ...others] : others
    return [name, Object.fromEntries(all)] as const
  })
  throwErrors(diagnostics)
  return Object.fromEntries(trees)
}

function scheduleOf({ optimised }: Compiled): string {
  const rows = optimised.program.kernels.map(({ slot, name, interval, title }) => {
    const every = interval > 1 ? ` (every ${interval} steps)` : ''
    return `${slot.padEnd(18)} ${name.padEnd(28)} ${title}${every}`
  })
  return rows.join('\n')
}

function timingsOf({ optimised, timings }: Compiled): string {
  const rows = optimised.timings.map(({ name, ms }) => `${name.padEnd(18)} ${ms.toFixed(2)} ms`)
  return [...rows, `${'whole compilation'.padEnd(18)} ${(timings.compile * 1000).toFixed(1)} ms`].join('\n')
}
