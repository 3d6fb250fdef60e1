/** The loop over steps, in chunks between which everything else happens. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { throwFailures, timeText } from './failures.js'
import { linkedKernels, prepareModule } from './link.js'
import { gibibytes } from './memory.js'
import type { State } from './state.js'
import { courseOf, standStill } from './stepwise.js'

export interface RunOptions {
  /** Called between chunks of steps, with what part of the run is done and the simulated time in seconds. */
  readonly onProgress?: (fraction: number, time: number) => void
  /** Stops the run after the current chunk of steps; what was recorded is kept. */
  readonly signal?: AbortSignal
}

export interface RunReport {
  /** Simulated by this run, in seconds. */
  readonly duration: number
  readonly steps: number
  readonly interrupted: boolean
  /** Wall-clock time, in seconds. */
  readonly elapsed: number
}

/** The number of the step at which a run that ends at `time` stops: rounded where it is nearly whole, else up, as in the reference. */
export function stepAt(time: number, dt: number): number {
  const steps = time / dt
  const nearest = Math.round(steps)
  return Math.abs(steps - nearest) < 1e-4 ? nearest : Math.ceil(steps)
}

/** Looking for numbers that are none takes about a nanosecond a number, and may take a twentieth of the time. */
const CHECK_MS = 20e-6

/** A chunk of steps lasts about this long, so that progress is shown and interruptions are heard. */
const CHUNK_MS = 25

export async function run(state: State, duration: number, options: RunOptions): Promise<RunReport> {
  const { onProgress, signal } = options
  const { dt } = state.model.description
  const first = state.step
  const asked = state.end + duration
  const end = stepAt(asked, dt)
  state.stopping = false
  await prepareModule(state, end - first)
  const kernels = linkedKernels(state)
  const started = performance.now()
  kernels.prelude()
  kernels.prepare(first)
  state.written = false
  standStill(state.inactive, state)
  const course = courseOf(state)
  onProgress?.(0, first * dt)
  let chunk = 8
  let lastPause = started
  let checked = { at: 0, step: first }
  const patience = CHECK_MS * numbersChecked(state)
  const stopped = () => signal?.aborted || state.stopping
  while (state.step < end && !stopped()) {
    const before = performance.now()
    const from = state.step
    try {
      state.step = course(from, Math.min(end, from + chunk))
    } catch (error) {
      state.end = state.step * dt
      keepRecordings(state, from)
      throw error
    }
    // If anything below throws, the next run goes on from here.
    state.end = state.step * dt
    const handed = takeOver(state, from)
    if (handed.length > 0) await Promise.all(handed)
    throwFailures(state)
    const now = performance.now()
    if (now - checked.at > patience) {
      checkNumbers(state, checked.step)
      checked = { at: now, step: state.step }
    }
    if (now - before < CHUNK_MS / 2) chunk *= 2
    else if (now - before > 2 * CHUNK_MS && chunk > 1) chunk = Math.ceil(chunk / 2)
    onProgress?.((state.step - first) / (end - first), state.step * dt)
    if (now - lastPause > CHUNK_MS) {
      await pause()
      lastPause = performance.now()
    }
  }
  if (checked.step < state.step) checkNumbers(state, checked.step)
  state.end = state.step < end ? state.step * dt : asked
  const steps = state.step - first
  return { duration: steps * dt, steps, interrupted: state.step < end, elapsed: (performance.now() - started) / 1000 }
}

/** Recordings are kept from here on, or handed on, which may take time; where they have no room, those of the steps since `from` stay with the kernels. */
export function takeOver({ recorders, memory, most, model }: State, from: number): readonly Promise<void>[] {
  const all = [...recorders.values()]
  const waiting = all.reduce((sum, recorder) => sum + recorder.waiting(memory), 0)
  const recorded = all.reduce((sum, recorder) => sum + recorder.bytes(), 0)
  const until = timeText(from * model.description.dt)
  const refusal = (limit: string) => {
    return new SpikecError([diagnostic('V016', { bytes: gibibytes(recorded + waiting), limit, until })])
  }
  if (memory.bytes() + recorded + waiting > most) throw refusal(`${gibibytes(most)} for everything`)
  try {
    return all.flatMap((recorder) => recorder.drain(memory) ?? [])
  } catch (error) {
    throw error instanceof RangeError ? refusal('what the machine gives') : error
  }
}

/** After an error, which is what the caller must be told: what has no room stays with the kernels. */
function keepRecordings(state: State, from: number): void {
  try {
    takeOver(state, from)
  } catch (error) {
    if (!(error instanceof SpikecError)) throw error
  }
}

/** Lets signals and timers through. */
function pause(): Promise<void> {
  // setTimeout waits for a millisecond at least, and is all that there is in a browser.
  return new Promise((resolve) => (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve, 0)))
}

function numbersChecked({ model }: State): number {
  const { groups } = model.description
  return groups.reduce((sum, { size, variables }) => sum + size * variables.filter((v) => v.differential).length, 0)
}

/** Stops where an integrated variable is no longer a finite number. */
function checkNumbers(state: State, from: number): void {
  const { description } = state.model
  for (const group of description.groups) {
    for (const variable of group.variables) {
      if (!variable.differential) continue
      const values = state.memory.view(variable.array)
      const at = firstInfinite(values)
      if (at < 0) continue
      const [start, stop] = [from, state.step].map((step) => timeText(step * description.dt))
      const parameters = {
        name: `${group.name}.${variable.name}`,
        index: String(at),
        value: String(values[at]),
        from: start,
        to: stop,
      }
      throw new SpikecError([diagnostic('B001', parameters)])
    }
  }
}

/** A number times 0 is 0 where it is finite, else NaN. Four sums side by side, so that none waits for the one before. */
function firstInfinite(values: { readonly length: number; readonly [k: number]: number }): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = values.length - (values.length % 4)
  for (let k = 0; k < whole; k += 4) {
    a += values[k] * 0
    b += values[k + 1] * 0
    c += values[k + 2] * 0
    d += values[k + 3] * 0
  }
  for (let k = whole; k < values.length; k++) a += values[k] * 0
  if (a + b + c + d === 0) return -1
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) <= Number.MAX_VALUE)) return k
  return -1
}
