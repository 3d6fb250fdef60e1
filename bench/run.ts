/**
 * `npm run bench -- [WORKLOAD…] [--runs N] [--brian-runs N] [--python PATH] [--json]`
 *
 * Every run is a process of its own, and the runs of spikec and Brian2 take turns, so that a machine which gets slower
 * in between slows both. stdout carries the results, stderr the progress.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { findBrian, runBrianBind, runBrianModel, runSpikecBind, runSpikecModel } from './child.js'
import { BenchError } from './process.js'
import { type BenchResult, bindResult, modelResult } from './results.js'
import { countRuns, formatResult } from './table.js'
import { type BindWorkload, findWorkload, type ModelWorkload, type Workload, workloads } from './workloads.js'

const USAGE = `Usage: npm run bench -- [WORKLOAD…] [options]

Workloads, all of them where none is named:
${workloads.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join('\n')}

Options:
  --runs N         runs of spikec for each workload (5)
  --brian-runs N   runs of Brian2, which waits for its C++ compiler each time (3); 0 leaves it out
  --python PATH    the Python that Brian2 is installed for (/usr/bin/python3)
  --json           print an array of results instead of a table
  --help           print this
`

interface Settings {
  readonly chosen: readonly Workload[]
  readonly runs: number
  readonly brianRuns: number
  readonly python: string
  readonly json: boolean
}

function readSettings(args: readonly string[]): Settings | 'help' {
  const { values, positionals } = parseOrRefuse(args)
  if (values.help) return 'help'
  const chosen = positionals.map((name) => {
    const workload = findWorkload(name)
    if (workload) return workload
    throw new BenchError(`There is no workload \`${name}\`; there are ${workloads.map((w) => w.name).join(', ')}`, 2)
  })
  return {
    chosen: chosen.length > 0 ? chosen : workloads,
    runs: readCount('--runs', values.runs, 1),
    brianRuns: readCount('--brian-runs', values['brian-runs'], 0),
    python: values.python,
    json: values.json,
  }
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: '5' },
        'brian-runs': { type: 'string', default: '3' },
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

/** Both programs take turns until each has had its runs. */
async function takeTurns<Ours, Theirs>(
  name: string,
  ours: { readonly count: number; readonly run: () => Promise<Ours> },
  theirs: { readonly count: number; readonly run: (turn: number) => Promise<Theirs> },
): Promise<{ readonly ours: Ours[]; readonly theirs: Theirs[] }> {
  const done = { ours: [] as Ours[], theirs: [] as Theirs[] }
  for (let turn = 1; turn <= Math.max(ours.count, theirs.count); turn++) {
    if (turn <= ours.count) {
      progress(`${name}: spikec, run ${turn} of ${ours.count}`)
      done.ours.push(await ours.run())
    }
    if (turn <= theirs.count) {
      progress(`${name}: Brian2, run ${turn} of ${theirs.count}`)
      done.theirs.push(await theirs.run(turn))
    }
  }
  return done
}

async function measureModel(workload: ModelWorkload, settings: Settings, brianRuns: number): Promise<BenchResult> {
  const { ours, theirs } = await takeTurns(
    workload.name,
    { count: settings.runs, run: () => runSpikecModel(workload) },
    { count: brianRuns, run: (turn) => runBrianModel(settings.python, workload, turn) },
  )
  return modelResult(workload, ours[0], ours, theirs)
}

/** Brian2 is measured once, with its own precision, and both of spikec's are compared with that. */
async function measureBind(workload: BindWorkload, settings: Settings, brianRuns: number): Promise<BenchResult[]> {
  const { ours, theirs } = await takeTurns(
    workload.name,
    {
      count: settings.runs,
      run: async () => {
        const figures = []
        for (const precision of workload.precisions) figures.push(await runSpikecBind(workload, precision))
        return figures
      },
    },
    { count: brianRuns, run: () => runBrianBind(settings.python, workload) },
  )
  return workload.precisions.map((precision, k) =>
    bindResult(
      workload,
      precision,
      ours.map((run) => run[k]),
      theirs,
    ),
  )
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(args)
  if (settings === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const brian = settings.brianRuns > 0 ? await findBrian(settings.python) : null
  if (settings.brianRuns > 0 && brian === null) {
    progress(`${settings.python} cannot import brian2: only spikec is measured`)
  }
  if (!settings.json) {
    const theirs = brian ? `; Brian2 ${brian}, ${countRuns(settings.brianRuns)} a workload` : '; without Brian2'
    process.stdout.write(`Node ${process.versions.node} on ${cpus()[0]?.model ?? process.arch}${theirs}\n\n`)
  }

  const results: BenchResult[] = []
  for (const workload of settings.chosen) {
    const brianRuns = brian && workload.brian2 ? settings.brianRuns : 0
    const measured =
      workload.kind === 'model'
        ? [await measureModel(workload, settings, brianRuns)]
        : await measureBind(workload, settings, brianRuns)
    results.push(...measured)
    if (!settings.json) for (const result of measured) process.stdout.write(`${formatResult(result, workload.title)}\n`)
  }
  if (settings.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
}

async function start(args: readonly string[]): Promise<void> {
  if (args[0] === 'bind-child') {
    const { bindChild } = await import('./bind-child.js')
    await bindChild(args[1], Number(args[2]), args[3] === 'f32' ? 'f32' : 'f64')
  } else {
    await main(args)
  }
}

try {
  await start(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BenchError)) throw error
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = error.exitCode
}
