/** Running a simulation from a command line: progress on stderr, results on stdout and in files, interruptions heard. */
import { SpikecError } from '../../diagnostics/index.js'
import type { Simulation } from '../simulation.js'
import { hasSimd } from '../wasm.js'
import { progressBar } from './progress.js'
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
    const report = await simulation
      .run(options.duration, {
        signal: controller.signal,
        ...(bar && { onProgress: (fraction, time) => bar.update(fraction, time) }),
      })
      .catch((error: unknown) => {
        throw error instanceof SpikecError ? saved(error, simulation, options, { ...measured, setup }) : error
      })
    bar?.finish()
    const summary = summaryOf(simulation, report, { ...measured, setup })
    const files = options.out === undefined ? [] : writeResults(simulation, summary, options.out, options.format)
    const pictures = await drawn(simulation, summary, options)
    print(summary, [...files, ...pictures.files], options)
    if (pictures.problem !== undefined) throw pictures.problem
    return report.interrupted ? EXIT.interrupted : EXIT.done
  } finally {
    bar?.finish()
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

/** What was recorded before a run stopped is written nevertheless, and the message says where. */
function saved(
  error: SpikecError,
  simulation: Simulation,
  { out, format }: DriveOptions,
  measured: Measured,
): SpikecError {
  const duration = simulation.time()
  if (out === undefined || duration === 0 || error.diagnostics.some(({ code }) => code === 'C006')) return error
  const report = { duration, steps: 0, interrupted: true, elapsed: performance.now() / 1000 - measured.setup }
  const files = writeResults(simulation, summaryOf(simulation, report, measured), out, format)
  const until = `${Number((duration * 1000).toPrecision(6))} ms`
  const [first, ...others] = error.diagnostics
  const note = `what was recorded until ${until} is in ${out}: ${files.join(', ')}`
  return new SpikecError([{ ...first, notes: [...first.notes, note] }, ...others])
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

function print(summary: Summary, files: readonly string[], { json, out }: DriveOptions): void {
  process.stdout.write(
    `${json ? JSON.stringify({ ...summary, ...(out !== undefined && { out, files }) }) : summaryText(summary)}\n`,
  )
  if (!json && out !== undefined) process.stdout.write(`\nwritten to ${out}: ${files.join(', ')}\n`)
  if (!summary.interrupted) return
  const kept =
    out === undefined ? 'nothing was written, since there is no --out' : `what was recorded until then is in ${out}`
  process.stderr.write(`interrupted after ${summary.duration_s} s of simulated time: ${kept}\n`)
}
