/** One measured run of spikec, in a process of its own. */
import { join } from 'node:path'
import type { AblationRequest } from './children/ablation.js'
import type { BindRequest } from './children/bind.js'
import type { CheckRequest } from './children/check.js'
import type { FirstStepRequest } from './children/first-step.js'
import type { SetUpRequest } from './children/set-up.js'
import type { SilentRequest } from './children/silent.js'
import { built, dist, root, withFolder } from './folders.js'
import type { Asked } from './options.js'
import { type Finished, parseReport, type Report, runProgram } from './process.js'
import type { Choice, Figures } from './results.js'
import { significant } from './statistics.js'
import type {
  AblationWorkload,
  BindWorkload,
  FirstStepWorkload,
  ModelWorkload,
  Precision,
  SetUpWorkload,
  SilentWorkload,
} from './workloads.js'

export interface Measured {
  readonly figures: Figures
  readonly choice: Choice
}

export async function runModel(workload: ModelWorkload, asked: Asked, seed: number): Promise<Measured> {
  return withFolder(async (out) => {
    const args = ['--seed', String(seed), '--out', out]
    const { stdout, seconds } = await spikecRun(workload, workload.duration, asked, args)
    const report = parseReport(stdout)
    const figures = {
      ...report.numbers({ setup_s: 'timings.setup_s', sim_s: 'timings.sim_s', rss_mb: 'rss_mb', spikes: 'spikes' }),
      total_s: seconds,
    }
    return { figures, choice: toldChoice(report) }
  })
}

/** The cold figure is of a new process of `spikec run`; the other of one that is given several versions of the model. */
export async function runFirstStep(workload: FirstStepWorkload, asked: Asked): Promise<Measured> {
  const { model, params, edits } = workload
  const { stdout } = await spikecRun(workload, 1e-4, asked, ['--seed', '1'])
  const cold = parseReport(stdout)
  const request: FirstStepRequest = { model, params: { ...params, ...asked }, edits }
  const warm = await child('first-step', request)
  const cold_s = cold.number('timings.setup_s') + cold.number('timings.sim_s')
  return { figures: { cold_s, warm_s: warm.number('warm_s') }, choice: toldChoice(cold) }
}

export async function runCheck(): Promise<Measured> {
  const request: CheckRequest = { main: built('src/cli/main.js') }
  const report = await child('check', request)
  const names = ['warm_ms', 'warm_wrong_ms', 'cold_eqs_ms', 'cold_eqs_wrong_ms', 'cold_ts_ms', 'cold_ts_wrong_ms']
  return { figures: report.numbers(Object.fromEntries(names.map((name) => [name, name]))), choice: {} }
}

export async function runSilent(workload: SilentWorkload, asked: Asked, seed: number): Promise<Measured> {
  const active = await silentRun(workload, asked, seed, 'active')
  const silent = await silentRun(workload, asked, seed, 'silent')
  return { figures: silenceFigures(active.number('step_us'), silent.number('step_us'), active), choice: {} }
}

function silentRun(workload: SilentWorkload, asked: Asked, seed: number, state: 'active' | 'silent'): Promise<Report> {
  const { model, params, duration } = workload
  const request: SilentRequest = {
    model,
    params: { ...params, ...asked },
    seed,
    El: workload.El[state],
    before: workload.before[state],
    duration,
    silent: state === 'silent',
  }
  return child('silent', request)
}

/** The spikes are those of the active network; in the other there are none to compare. */
export function silenceFigures(active_us: number, silent_us: number, active: Report): Figures {
  const silent_over_active = significant(silent_us / active_us, 4)
  return { active_us, silent_us, silent_over_active, spikes: active.number('spikes') }
}

export async function runAblation(
  workload: AblationWorkload,
  asked: Asked,
  seed: number,
  passes: string,
): Promise<Figures> {
  const { model, params, duration } = workload
  const request: AblationRequest = { model, params: { ...params, ...asked }, seed, duration, passes }
  return (await child('ablation', request)).numbers({ sim_s: 'sim_s', spikes: 'spikes' })
}

export async function passNames(): Promise<readonly string[]> {
  return (await child('passes', { dist })).text('passes')?.split(',') ?? []
}

export async function runBind({ N }: BindWorkload, asked: Asked, precision: Precision): Promise<Figures> {
  const request: BindRequest = { N, precision, params: { ...asked } }
  const report = await child('bind', request, ['--expose-gc'])
  return report.numbers({ bind_s: 'bind_s', bytes_per_synapse: 'bytes_per_synapse', rss_mb: 'rss_mb' })
}

export async function runSetUp({ params }: SetUpWorkload, asked: Asked): Promise<Measured> {
  const request: SetUpRequest = { params: { ...params, ...asked } }
  const report = await child('set-up', request, ['--expose-gc'])
  const names = ['setup_s', 'rss_mb', 'process_mb', 'synapses']
  const figures = report.numbers(Object.fromEntries(names.map((name) => [name, name])))
  return { figures: { ...figures, whole_s: figures.setup_s }, choice: {} }
}

/** Options are handed on only where somebody asks for them: what spikec does by itself is what is measured otherwise. */
function spikecRun(
  { model, params, ...rest }: ModelWorkload | FirstStepWorkload,
  duration: number,
  { backend, precision }: Asked,
  more: readonly string[],
): Promise<Finished> {
  const file = join('bench', 'models', `${model}.ts`)
  const own = 'precision' in rest && rest.precision === 'f32' ? 'single' : undefined
  const chosen = own ?? precision
  const args = [
    ...['run', file, '--json', '--duration', `${duration}*second`],
    ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
    ...(backend ? ['--backend', backend] : []),
    ...(chosen ? ['--precision', chosen] : []),
    ...more,
  ]
  return runProgram(process.execPath, [built('src/cli/main.js'), ...args], root)
}

function toldChoice(report: Report): Choice {
  const backend = report.text('backend')
  const precision = precisionCalled(report.text('precision'))
  return { ...(backend && { backend }), ...(precision && { precision }) }
}

export function precisionCalled(name: string | undefined): Precision | undefined {
  if (name === 'f64' || name === 'double') return 'f64'
  return name === 'f32' || name === 'single' ? 'f32' : undefined
}

async function child(kind: string, request: object, flags: readonly string[] = []): Promise<Report> {
  const args = [...flags, built('tools/bench-child.js'), kind, JSON.stringify(request)]
  const { stdout } = await runProgram(process.execPath, args, root)
  return parseReport(stdout)
}
