import { parseExpression, parseStatements } from '../1-parse/parse.js'
import { readEquations } from '../2-resolve/texts.js'
import { PASSES } from '../6-optimise/passes.js'
import { passesLeftOut } from '../6-optimise/selection.js'
import { lanesUsed } from '../7-emit/wasm/lanes-used.js'
import { type Compiled, compile } from '../compile.js'
import { type Diagnostic, diagnostic, SpikecError, throwErrors } from '../diagnostics/index.js'
import { costReport } from '../ir/cost-report.js'
import { printProgram } from '../ir/print.js'
import { nodesOf } from '../ir/walk.js'
import { loadNetwork } from '../model/load.js'
import type { EquationsSpec, ModelSpec, OperationSpec, Precision, SchemeSpec } from '../model/spec.js'
import { EXIT } from '../runtime/node/drive.js'
import { representationsPlanned } from '../runtime/representation.js'
import { inColumns } from './columns.js'
import { costText } from './cost.js'
import { representationsText } from './representations.js'
import type { Stage } from './stages.js'

interface InspectFlags {
  readonly stage: Stage
  readonly passes?: string
  readonly precision?: Precision
  readonly json?: boolean
}

const JSON_PROBLEM = 'it is for --stage cost; the stages ast and model are JSON as they are, and the others are texts'

/** `spikec inspect FILE --stage …`: the model as a stage of the compiler leaves it, on stdout. */
export async function inspect(file: string, flags: InspectFlags): Promise<number> {
  const { stage, passes = 'all', precision, json = false } = flags
  if (json && stage !== 'cost') throw new SpikecError([diagnostic('V008', { what: '--json', problem: JSON_PROBLEM })])
  const leftOut = passesLeftOut(passes)
  const network = await loadNetwork(file)
  if (precision !== undefined) network.setPrecision(precision)
  process.stdout.write(`${textOf(network.spec(), network.toJSON.bind(network), stage, leftOut, json)}\n`)
  return EXIT.done
}

function textOf(
  spec: ModelSpec,
  json: () => unknown,
  stage: Stage,
  leftOut: ReadonlySet<string>,
  asJson: boolean,
): string {
  if (stage === 'ast') return JSON.stringify(treesOf(spec), null, 2)
  if (stage === 'model') return JSON.stringify(json(), null, 2)
  const compiled = compile(spec, { withoutPasses: leftOut })
  switch (stage) {
    case 'ir':
      return printProgram(compiled.optimised.program)
    case 'ts': {
      const { step, setup } = compiled.typescript()
      return `${setup}\n${step}`
    }
    case 'wat':
      return compiled.wat()
    case 'schedule':
      return scheduleOf(compiled)
    case 'cost':
      return costOf(compiled, asJson)
    case 'timings':
      return timingsOf(compiled)
  }
}

const PARSERS = {
  reset: parseStatements,
  on_pre: parseStatements,
  on_post: parseStatements,
  operations: parseStatements,
  method: parseStatements,
  threshold: parseExpression,
  refractory: parseExpression,
  delay: parseExpression,
}

/** The strings of an option, each with what it is called: one, one for each pathway, or one for each operation. */
function textsOf(option: string, value: unknown): readonly (readonly [string, string])[] {
  // A scheme has a text; a name is none.
  if (option === 'method') return isScheme(value) ? [[option, value.text]] : []
  if (typeof value === 'string') return value === '' ? [] : [[option, value]]
  if (typeof value !== 'object' || value === null) return []
  const several = Object.entries(value as Readonly<Record<string, string | OperationSpec>>)
  return several.map(([key, one]) => [`${option} ${key}`, typeof one === 'string' ? one : one.code] as const)
}

function isScheme(value: unknown): value is SchemeSpec {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'scheme'
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

function costOf({ optimised, lowered, description }: Compiled, asJson: boolean): string {
  const report = costReport(optimised.program, lowered.arrays, description.memory.end, lanesUsed)
  const representations = representationsPlanned(description)
  if (asJson) return JSON.stringify({ ...report, representations })
  return [costText(report), ...(representations.length > 0 ? [representationsText(representations)] : [])].join('\n\n')
}

function scheduleOf({ optimised }: Compiled): string {
  const rows = optimised.program.kernels.map(({ slot, name, interval, title }) => {
    const every = interval > 1 ? ` (every ${interval} steps)` : ''
    return `${slot.padEnd(18)} ${name.padEnd(28)} ${title}${every}`
  })
  return rows.join('\n')
}

/** Each pass with its time, what it made of the program, and what it is for. */
function timingsOf({ optimised, timings }: Compiled): string {
  const passes = PASSES.map(({ name, about }) => {
    const timing = optimised.timings.find((t) => t.name === name)
    if (!timing) return [name, 'off', '', about]
    const [given, made] = [nodesOf(timing.before), nodesOf(timing.after)]
    return [name, `${timing.ms.toFixed(2)} ms`, `${given} -> ${made}`, about]
  })
  const whole = ['whole compilation', `${(timings.compile * 1000).toFixed(1)} ms`]
  return inColumns([['pass', 'time', 'nodes of the IR', 'what it does'], ...passes, whole])
}
