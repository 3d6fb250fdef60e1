/** The command line of the benchmark. */
import { parseArgs } from 'node:util'
import { BenchError } from './process.js'
import { type Workload, workloads, workloadsNamed } from './workloads.js'

export const USAGE = `Usage: npm run bench -- [WORKLOAD…] [options]

Workloads, all of them where none is named; the beginning of several names, such as \`small\`, stands for all of these:
${workloads.map(({ name, title }) => `  ${name.padEnd(18)} ${title}`).join('\n')}

Options:
  --runs N             runs of spikec for each workload (5)
  --brian-runs N       runs of Brian2, which waits for its C++ compiler each time (3); 0 leaves it out
  --native             run programs written by hand in C++ as well, where there are any and g++ is there
  --backend NAME       what spikec makes of a model: wasm or js; its own choice where absent
  --precision NAME     double or single, in both programs; double where absent
  --python PATH        the Python that Brian2 is installed for (/usr/bin/python3)
  --json               print an array of results instead of tables
  --help               print this

Exit codes: 0 done; 1 a program failed, or two of them did not do the same work; 2 usage; 3 something is missing.
`

/** What spikec is asked for; where absent it is not told anything. */
export interface Asked {
  readonly backend?: Backend
  readonly precision?: PrecisionName
}

export type Backend = (typeof BACKENDS)[number]
export type PrecisionName = (typeof PRECISIONS)[number]
const BACKENDS = ['wasm', 'js'] as const
const PRECISIONS = ['double', 'single'] as const

export interface Settings {
  readonly chosen: readonly Workload[]
  readonly runs: number
  readonly brianRuns: number
  readonly native: boolean
  readonly asked: Asked
  readonly python: string
  readonly json: boolean
}

export function readSettings(args: readonly string[]): Settings | 'help' {
  const { values, positionals } = parseOrRefuse(args)
  if (values.help) return 'help'
  const backend = readChoice('--backend', values.backend, BACKENDS)
  const precision = readChoice('--precision', values.precision, PRECISIONS)
  return {
    chosen: chosenWorkloads(positionals),
    runs: readCount('--runs', values.runs, 1),
    brianRuns: readCount('--brian-runs', values['brian-runs'], 0),
    native: values.native,
    asked: { ...(backend && { backend }), ...(precision && { precision }) },
    python: values.python,
    json: values.json,
  }
}

/** Each once, in the order in which they are named. */
function chosenWorkloads(names: readonly string[]): readonly Workload[] {
  if (names.length === 0) return workloads
  const found = names.flatMap((name) => {
    const named = workloadsNamed(name)
    if (named.length > 0) return named
    throw new BenchError(`There is no workload \`${name}\`; there are ${workloads.map((w) => w.name).join(', ')}`, 2)
  })
  return [...new Set(found)]
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: '5' },
        'brian-runs': { type: 'string', default: '3' },
        native: { type: 'boolean', default: false },
        backend: { type: 'string' },
        precision: { type: 'string' },
        python: { type: 'string', default: '/usr/bin/python3' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new BenchError(error instanceof Error ? error.message : String(error), 2)
  }
}

function readCount(option: string, text: string, least: number): number {
  if (/^\d+$/.test(text) && Number(text) >= least) return Number(text)
  throw new BenchError(`${option} takes a whole number of at least ${least}, not \`${text}\``, 2)
}

function readChoice<Name extends string>(
  option: string,
  text: string | undefined,
  names: readonly Name[],
): Name | undefined {
  if (text === undefined) return undefined
  const found = names.find((name) => name === text)
  if (found) return found
  throw new BenchError(`${option} takes ${names.join(' or ')}, not \`${text}\``, 2)
}
