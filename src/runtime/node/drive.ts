/** Running a simulation from a command line: progress on stderr, results on stdout and in files, interruptions heard. */
import { SpikecError } from '../../diagnostics/index.js'
import { durationText } from '../../units/index.js'
import { type Profiled, profileText } from '../profile.js'
import type { RunOptions, RunReport, Simulation } from '../simulation.js'
import { hasSimd } from '../wasm.js'
import { type ProgressBar, progressBar } from './progress.js'
import {
  type Measured,
  type Summary,
  summaryOf,
  summaryText,
  writePicture,
  writeResults,
  writeUsualPictures,
} from './results.js'
import type { ResultsFormat } from './save.js'

export interface DriveOptions {
  /** In seconds. */
  readonly duration: number
  readonly out?: string
  /** How recordings are written there; spikes as tables and traces as .npy files where absent. */
  readonly format?: ResultsFormat
  readonly json: boolean
  readonly quiet: boolean
  readonly allowNan?: boolean
  readonly profile?: boolean
  /** The model's own picture, which `picture.svg` will hold, in place of the usual ones. */
  readonly picture?: () => Promise<string>
}

const FALLBACK =
  'This engine has no WebAssembly SIMD: the steps run in JavaScript, which gives the same numbers, more slowly.'

/** Exit codes that the command line and bundles share. */
export const EXIT = { done: 0, wrong: 1, usage: 2, input: 3, numbers: 4, interrupted: 130 } as const

/** Runs, prints and writes; gives the exit code. */
export async function drive(
  simulation: Simulation,
  options: DriveOptions,
  measured: Omit<Measured, 'setup'>,
): Promise<number> {
  const setup = performance.now() / 1000
  const controller = new AbortController()
  const interrupt = () => controller.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  if (!options.quiet && !hasSimd()) process.stderr.write(`${FALLBACK}\n`)
  const bar = options.quiet ? undefined : progressBar(process.stderr, () => performance.now())
  try {
    const report = await runKeeping(simulation, { ...measured, setup }, options, bar, {
      signal: controller.signal,
      allowNan: options.allowNan === true,
      profile: options.profile === true,
      ...(bar && { onProgress: (fraction, time) => bar.update(fraction, time) }),
    })
    bar?.finish()
    const summary = summaryOf(simulation, report, { ...measured, setup })
    const files = options.out === undefined ? [] : writeResults(simulation, summary, options.out, options.format)
    const pictures = await drawn(simulation, summary, options)
    print(summary, [...files, ...pictures.files], options, report.profile)
    if (pictures.problem !== undefined) throw pictures.problem
    return report.interrupted ? EXIT.interrupted : EXIT.done
  } finally {
    bar?.finish()
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

/** What was recorded before something went wrong is written as well: a run may have taken hours. */
async function runKeeping(
  simulation: Simulation,
  measured: Measured,
  drive: DriveOptions,
  bar: ProgressBar | undefined,
  options: RunOptions,
): Promise<RunReport> {
  const { duration, out } = drive
  const [begin, started] = [simulation.time(), performance.now()]
  try {
    return await simulation.run(duration, options)
  } catch (error) {
    const done = simulation.time() - begin
    if (!(error instanceof SpikecError) || out === undefined || done === 0) throw error
    const steps = Math.round(done / simulation.description.dt)
    const elapsed = (performance.now() - started) / 1000
    const report = { duration: done, steps, interrupted: true, elapsed }
    const summary = summaryOf(simulation, report, measured)
    writeResults(simulation, summary, out, drive.format)
    await drawn(simulation, summary, drive)
    bar?.finish()
    process.stderr.write(
      `stopped after ${durationText(report.duration)} of simulated time: what was recorded until then is in ${out}\n`,
    )
    throw error
  }
}

/** A picture that can't be drawn does not keep the results from being told. */
async function drawn(simulation: Simulation, summary: Summary, { out, picture }: DriveOptions) {
  if (out === undefined) return { files: [] }
  if (picture === undefined) return { files: writeUsualPictures(simulation, summary, out) }
  try {
    return { files: writePicture(await picture(), out) }
  } catch (problem) {
    return { files: [], problem }
  }
}

function print(
  summary: Summary,
  files: readonly string[],
  { json, out }: DriveOptions,
  profile: readonly Profiled[] | undefined,
): void {
  process.stdout.write(
    `${json ? JSON.stringify({ ...summary, ...(profile && { profile }), ...(out !== undefined && { out, files }) }) : summaryText(summary)}\n`,
  )
  if (!json && profile) process.stdout.write(`\n${profileText(profile)}\n`)
  if (!json && out !== undefined) process.stdout.write(`\nwritten to ${out}: ${files.join(', ')}\n`)
  if (!summary.interrupted) return
  const kept =
    out === undefined ? 'nothing was written, since there is no --out' : `what was recorded until then is in ${out}`
  process.stderr.write(`interrupted after ${durationText(summary.duration_s)} of simulated time: ${kept}\n`)
}
