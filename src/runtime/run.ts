/** The loop over steps, in chunks between which everything else happens. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { formatQuantity, SECOND, timeText } from '../units/index.js'
import { settleDelays } from './delays.js'
import { throwFailures } from './failures.js'
import { linkedKernels, prepareModule } from './link.js'
import { gibibytes } from './memory.js'
import { type Profiled, sortedProfile } from './profile.js'
import type { State } from './state.js'
import { courseOf, standStill } from './stepwise.js'
import { watchOver } from './watch.js'

export interface RunOptions {
  /** Called between chunks of steps, with what part of the run is done and the simulated time in seconds. */
  readonly onProgress?: (fraction: number, time: number) => void
  /** Stops the run after the current chunk of steps; what was recorded is kept. */
  readonly signal?: AbortSignal
  /** Goes on where a variable is no longer a finite number, instead of stopping with B001. */
  readonly allowNan?: boolean
  /** Times each kernel, which calls them one by one from JavaScript; the same bits come out. */
  readonly profile?: boolean
}

export interface RunReport {
  /** Simulated by this run, in seconds. */
  readonly duration: number
  readonly steps: number
  readonly interrupted: boolean
  /** Wall-clock time, in seconds. */
  readonly elapsed: number
  /** What each kernel took of it, the slowest first, if it was asked for. */
  readonly profile?: readonly Profiled[]
}

/** The number of the step at which a run that ends at `time` stops: rounded where it is nearly whole, else up, as in the reference. */
export function stepAt(time: number, dt: number): number {
  const steps = time / dt
  const nearest = Math.round(steps)
  return Math.abs(steps - nearest) < 1e-4 ? nearest : Math.ceil(steps)
}

function tooMany(duration: number, dt: number): SpikecError {
  const parameters = {
    duration: formatQuantity(duration, SECOND),
    dt: formatQuantity(dt, SECOND),
    steps: (duration / dt).toExponential(0),
  }
  return new SpikecError([diagnostic('V064', parameters)])
}

/** A chunk of steps lasts about this long, so that progress is shown and interruptions are heard. */
const CHUNK_MS = 25

export async function run(state: State, duration: number, options: RunOptions): Promise<RunReport> {
  const { onProgress, signal } = options
  const { dt } = state.model.description
  const first = state.step
  const asked = state.end + duration
  const end = stepAt(asked, dt)
  if (end > Number.MAX_SAFE_INTEGER) throw tooMany(duration, dt)
  state.stopping = false
  await prepareModule(state, end - first)
  settleDelays(state, state.inactive)
  const kernels = linkedKernels(state)
  const started = performance.now()
  kernels.prelude()
  kernels.prepare(first)
  state.written = false
  state.profile = options.profile ? new Map() : undefined
  standStill(state.inactive, state)
  const course = courseOf(state)
  onProgress?.(0, first * dt)
  let chunk = 8
  let lastPause = started
  const watch = options.allowNan ? undefined : watchOver(state)
  const stopped = () => signal?.aborted || state.stopping
  while (state.step < end && !stopped()) {
    const before = performance.now()
    const from = state.step
    try {
      state.step = course(from, Math.min(end, from + chunk))
    } catch (error) {
      state.end = state.step * dt
      await Promise.allSettled(keepRecordings(state, from))
      throw error
    }
    // If anything below throws, the next run goes on from here.
    state.end = state.step * dt
    const handed = takeOver(state, from)
    if (handed.length > 0) await Promise.all(handed)
    throwFailures(state)
    const now = performance.now()
    watch?.look()
    if (now - before < CHUNK_MS / 2) chunk *= 2
    else if (now - before > 2 * CHUNK_MS && chunk > 1) chunk = Math.ceil(chunk / 2)
    onProgress?.((state.step - first) / (end - first), state.step * dt)
    if (now - lastPause > CHUNK_MS) {
      await pause()
      lastPause = performance.now()
    }
  }
  watch?.last()
  state.end = state.step < end ? state.step * dt : asked
  const steps = state.step - first
  return {
    duration: steps * dt,
    steps,
    interrupted: state.step < end,
    elapsed: (performance.now() - started) / 1000,
    ...(state.profile && { profile: sortedProfile(state.model.description.kernels, state.profile) }),
  }
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
function keepRecordings(state: State, from: number): readonly Promise<void>[] {
  try {
    return takeOver(state, from)
  } catch (error) {
    if (!(error instanceof SpikecError)) throw error
    return []
  }
}

/** Lets signals and timers through. */
function pause(): Promise<void> {
  // setTimeout waits for a millisecond at least, and is all that there is in a browser.
  return new Promise((resolve) => (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve, 0)))
}
