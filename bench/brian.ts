/** One measured run of Brian2's C++ standalone target, with its default flags, in a process of its own. */
import { join } from 'node:path'
import { root, withFolder } from './folders.js'
import type { Asked } from './options.js'
import { BenchError, parseReport, type Report, runProgram } from './process.js'
import type { Figures } from './results.js'
import { silenceFigures } from './spikec.js'
import type {
  BindWorkload,
  FirstStepWorkload,
  ModelWorkload,
  SetUpWorkload,
  SilentWorkload,
  Workload,
} from './workloads.js'

/** The Python that it is installed for, and what it is asked for. */
export interface Brian {
  readonly python: string
  readonly asked: Asked
}

interface Ran {
  readonly report: Report
  /** Of the whole process. */
  readonly seconds: number
}

export async function runBrianModel(brian: Brian, workload: ModelWorkload, seed: number): Promise<Figures> {
  const own = workload.precision === 'f32' ? { ...brian, asked: { precision: 'single' } as const } : brian
  return withFolder(async (folder) => {
    const args = [...flags(workload.params), ...flags({ duration: workload.duration, seed })]
    const { report, seconds } = await runScript(own, workload, args, folder)
    const names = { setup_s: 'setup_s', sim_s: 'sim_s', rss_mb: 'rss_mb', spikes: 'spikes' }
    return { ...report.numbers(names), total_s: seconds }
  })
}

/**
 * After an edit the script is run again onto what was compiled before, so that the C++ compiler is only called for what
 * has changed. Importing Brian2 is then left out, since it might have been loaded as well.
 */
export async function runBrianFirstStep(brian: Brian, workload: FirstStepWorkload): Promise<Figures> {
  return withFolder(async (folder) => {
    const args = [...flags(workload.params), ...flags({ duration: 1e-4, seed: 1 })]
    const cold = await runScript(brian, workload, args, folder)
    const warm = await runScript(brian, workload, [...args, '--edit', ...workload.edits[0]], folder)
    const toFirstStep = ({ report }: Ran) => report.number('setup_s') + report.number('sim_s')
    return { cold_s: toFirstStep(cold), warm_s: toFirstStep(warm) - warm.report.number('import_s') }
  })
}

export async function runBrianSilent(brian: Brian, workload: SilentWorkload, seed: number): Promise<Figures> {
  const measured = (state: 'active' | 'silent') =>
    withFolder(async (folder) => {
      const times = { before: workload.before[state], duration: workload.duration, el: workload.El[state] }
      const args = [...flags(workload.params), ...flags(times), ...flags({ seed })]
      return (await runScript(brian, workload, args, folder)).report
    })
  const active = await measured('active')
  const silent = await measured('silent')
  const step_us = (report: Report) => (report.number('sim_s') / report.number('steps')) * 1e6
  return silenceFigures(step_us(active), step_us(silent), active)
}

/** Of the compiled program: until its first step, and, with its results written, to its end. */
export async function runBrianSetUp(brian: Brian, workload: SetUpWorkload, seed: number): Promise<Figures> {
  return withFolder(async (folder) => {
    const { report } = await runScript(brian, workload, [...flags(workload.params), ...flags({ seed })], folder)
    const figures = report.numbers({ setup_s: 'setup_s', whole_s: 'whole_s', rss_mb: 'rss_mb', synapses: 'synapses' })
    return { ...figures, process_mb: figures.rss_mb }
  })
}

/** Binding is measured on the numpy target, where no compiler is waited for. */
export async function runBrianBind({ python }: Brian, workload: BindWorkload): Promise<Figures> {
  const { stdout } = await runProgram(python, [script(workload), '--n', String(workload.N)], root)
  const names = { bind_s: 'bind_s', bytes_per_synapse: 'bytes_per_synapse', rss_mb: 'rss_mb' }
  return parseReport(stdout).numbers(names)
}

/** Brian2's version, or null where this Python has none. */
export async function findBrian(python: string): Promise<string | null> {
  try {
    const { stdout } = await runProgram(
      python,
      ['-W', 'ignore', '-c', 'import brian2; print(brian2.__version__)'],
      root,
    )
    return stdout.trim()
  } catch {
    return null
  }
}

async function runScript(
  { python, asked }: Brian,
  workload: Workload,
  args: readonly string[],
  folder: string,
): Promise<Ran> {
  const precision = asked.precision ? ['--precision', asked.precision] : []
  const all = [script(workload), ...args, ...precision, '--directory', folder]
  const { stdout, seconds } = await runProgram(python, all, root)
  return { report: parseReport(stdout), seconds }
}

/** `--NAME=VALUE`, in one word, since a value may begin with a minus. */
function flags(values: Readonly<Record<string, string | number>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`)
}

function script({ name, brian2 }: Workload): string {
  if (brian2 === null) throw new BenchError(`${name} has no script for Brian2`)
  return join('bench', 'brian2', brian2)
}
