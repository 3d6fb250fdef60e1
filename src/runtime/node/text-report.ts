/** A run told in lines, as the reference tells it: where it begins, what is done every few seconds, and that it has ended. */
import { formatDuration } from './progress.js'

export interface TextReport {
  /** Times in seconds. */
  readonly begin: (start: number, duration: number) => void
  readonly update: (fraction: number) => void
}

/** @param period wall-clock seconds between two lines; `now` in milliseconds */
export function textReport(write: (line: string) => void, period: number, now: () => number): TextReport {
  let began = 0
  let told = 0
  let whole = 0
  const elapsed = () => (now() - began) / 1000
  return {
    begin(start, duration) {
      began = now()
      told = began
      whole = duration
      write(`Starting simulation at t=${seconds(start)} for a duration of ${seconds(duration)}\n`)
    },
    update(fraction) {
      const done = seconds(fraction * whole)
      if (fraction >= 1) {
        write(`${done} (100%) simulated in ${formatDuration(elapsed())}\n`)
        return
      }
      if (now() - told < period * 1000 || fraction <= 0) return
      told = now()
      const rest = formatDuration(elapsed() * (1 / fraction - 1))
      write(
        `${done} (${Math.floor(fraction * 100)}%) simulated in ${formatDuration(elapsed())}, estimated ${rest} remaining.\n`,
      )
    },
  }
}

/** Six significant digits, as many as anyone reads. */
function seconds(time: number): string {
  return `${Number(time.toPrecision(6))} s`
}
