/** How a run tells of itself: the options `report` and `report_period` of run(). */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { progressBar } from '../runtime/node/progress.js'
import { textReport } from '../runtime/node/text-report.js'
import { describeValue } from './describe.js'

/** Of a run under way; times in seconds. */
export interface RunProgress {
  /** Wall-clock time since it began. */
  readonly elapsed: number
  /** The simulated time at which it began, and that it is to last. */
  readonly start: number
  readonly duration: number
}

/** Is called with the part done, from 0 to 1, and the simulated time in seconds: when a run begins, now and then, and when it has ended. */
export type ReportFunction = (fraction: number, time: number, progress: RunProgress) => void

/** `'text'`: a progress bar on stderr; `'stdout'`, `'stderr'`: lines in the reference's words. */
export type Report = 'text' | 'stdout' | 'stderr' | ReportFunction

export interface Reporter {
  readonly update: (fraction: number, time: number) => void
  readonly finish: () => void
}

/** @param period wall-clock seconds between two reports, where it is given; lines come every 10 seconds otherwise */
export function reporterOf(
  report: Report | undefined,
  period: number | undefined,
  run: { readonly start: number; readonly duration: number },
): Reporter | undefined {
  const now = () => performance.now()
  switch (report) {
    case undefined:
      return undefined
    case 'text':
      return progressBar(process.stderr, now)
    case 'stdout':
    case 'stderr': {
      const lines = textReport((line) => process[report].write(line), period ?? 10, now)
      lines.begin(run.start, run.duration)
      return { update: (fraction) => lines.update(fraction), finish: () => {} }
    }
    default:
      return calling(report, period ?? 0, run, now)
  }
}

function calling(
  report: ReportFunction,
  period: number,
  run: { readonly start: number; readonly duration: number },
  now: () => number,
): Reporter {
  if (typeof report !== 'function') {
    const problem = `it is 'text', 'stdout', 'stderr' or a function, and not ${describeValue(report)}`
    throw new SpikecError([diagnostic('V008', { what: '`report` of run()', problem })])
  }
  const began = now()
  let told = Number.NEGATIVE_INFINITY
  const update = (fraction: number, time: number): void => {
    if (fraction < 1 && now() - told < period * 1000) return
    told = now()
    report(fraction, time, { elapsed: (told - began) / 1000, ...run })
  }
  return { update, finish: () => {} }
}
