/**
 * A progress bar for a terminal, in Brian's words. It uses no colour and no escape sequence, so NO_COLOR is honoured, and a
 * file or pipe gets a plain line now and then.
 */

/** What a progress bar writes to: `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  /** Width in characters. */
  readonly columns?: number | undefined
  write(text: string): unknown
}

export interface ProgressBar {
  /** Tells the part done, from 0 to 1, and the simulated time in seconds. Call it as often as you like. */
  update(fraction: number, simulatedSeconds: number): void
  /** Erases the bar, or ends the lines begun. Call it once, after a failure too. */
  finish(): void
}

const REDRAW_MS = 100
const LINE_MS = 10_000
const WIDEST_BAR = 30
const NARROWEST_BAR = 8

/**
 * A progress bar that starts its watch now. On a terminal it is one line, redrawn at most ten times a second and erased at
 * the end; elsewhere nothing is written before 10 s of wall clock have passed, then a line every 10 s and a last one.
 *
 * @param now the wall clock in milliseconds, as `Date.now` or `performance.now`
 */
export function progressBar(stream: ProgressStream, now: () => number): ProgressBar {
  return stream.isTTY ? terminalBar(stream, now) : lines(stream, now)
}

/** A time in seconds of wall clock in Brian's format: '< 1s', '12s', '2m 3s', '3h 25m 45s', '1d 0h 0m 4s'. */
export function formatDuration(seconds: number): string {
  const whole = Math.floor(seconds)
  if (!(whole >= 1) || !Number.isFinite(whole)) return '< 1s'
  const parts = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60]
  const first = parts.findIndex((part) => part > 0)
  return parts
    .map((part, k) => `${part}${'dhms'[k]}`)
    .slice(first)
    .join(' ')
}

function terminalBar(stream: ProgressStream, now: () => number): ProgressBar {
  const start = now()
  let drawnAt = Number.NEGATIVE_INFINITY
  let width = 0
  const draw = (text: string): void => {
    stream.write(`\r${text.padEnd(width)}`)
    width = text.length
  }
  return {
    update(fraction, simulatedSeconds) {
      const time = now()
      if (time - drawnAt < REDRAW_MS) return
      drawnAt = time
      // A line that fills the last column would make the terminal scroll.
      draw(barLine(bounded(fraction), simulatedSeconds, time - start, (stream.columns || 80) - 1))
    },
    finish() {
      if (width === 0) return
      stream.write(`\r${' '.repeat(width)}\r`)
      width = 0
    },
  }
}

function lines(stream: ProgressStream, now: () => number): ProgressBar {
  const start = now()
  let writtenAt = start
  let last: string | undefined
  return {
    update(fraction, simulatedSeconds) {
      const time = now()
      last = `${simulated(simulatedSeconds)} (${percent(bounded(fraction))}) simulated in`
      if (time - writtenAt < LINE_MS) return
      writtenAt = time
      const rest = bounded(fraction) < 1 ? `, ${remaining(bounded(fraction), time - start)}.` : ''
      stream.write(`${last} ${formatDuration((time - start) / 1000)}${rest}\n`)
    },
    finish() {
      if (writtenAt > start && last) stream.write(`${last} ${formatDuration((now() - start) / 1000)}\n`)
      last = undefined
    },
  }
}

/** The bar, its times, and as much of them as fits. */
function barLine(fraction: number, simulatedSeconds: number, elapsed: number, columns: number): string {
  const head = ` ${percent(fraction).padStart(4)}`
  const times = [simulated(simulatedSeconds), formatDuration(elapsed / 1000), remaining(fraction, elapsed)]
  const tail = `  ${times.join('  ')}`
  const room = Math.min(WIDEST_BAR, columns - head.length - tail.length - 2)
  if (room < NARROWEST_BAR) return `${head}${tail}`.slice(0, Math.max(0, columns)).trimEnd()
  const full = Math.floor(fraction * room)
  return `[${'#'.repeat(full)}${'-'.repeat(room - full)}]${head}${tail}`
}

function remaining(fraction: number, elapsed: number): string {
  if (fraction <= 0) return 'remaining time unknown'
  return `estimated ${formatDuration((elapsed * (1 / fraction - 1)) / 1000)} remaining`
}

function percent(fraction: number): string {
  return `${Math.floor(fraction * 100 + 1e-9)}%`
}

function bounded(fraction: number): number {
  return fraction > 0 ? Math.min(1, fraction) : 0
}

/** A simulated time with four significant digits, in s, ms or us. */
function simulated(seconds: number): string {
  const size = Math.abs(seconds)
  if (size === 0 || size >= 0.9995) return `${significant(seconds)} s`
  return size >= 0.9995e-3 ? `${significant(seconds * 1e3)} ms` : `${significant(seconds * 1e6)} us`
}

function significant(x: number): string {
  return Math.abs(x) >= 1000 ? x.toFixed(0) : String(Number(x.toPrecision(4)))
}
