/** The loop over steps, in chunks between which everything else happens. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { StepKernels } from './kernels.js'
import type { State } from './state.js'

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

/** A chunk of steps lasts about this long, so that progress is shown and interruptions are heard. */
const CHUNK_MS = 25

export async function run(state: State, duration: number, { onProgress, signal }: RunOptions): Promise<RunReport> {
  const { dt } = state.model.description
  const first = state.step
  const asked = state.end + duration
  const end = stepAt(asked, dt)
  const kernels = kernelsOf(state)
  const started = performance.now()
  kernels.prelude()
  kernels.prepare(first)
  onProgress?.(0, first * dt)
  let chunk = 8
  let lastPause = started
  while (state.step < end && !signal?.aborted) {
    const before = performance.now()
    const from = state.step
    state.step = kernels.run(from, Math.min(end, from + chunk))
    // If anything below throws, the next run goes on from here.
    state.end = state.step * dt
    for (const recorder of state.recorders.values()) recorder.drain(state.memory)
    checkNumbers(state, from)
    const now = performance.now()
    if (now - before < CHUNK_MS / 2) chunk *= 2
    else if (now - before > 2 * CHUNK_MS && chunk > 1) chunk = Math.ceil(chunk / 2)
    onProgress?.((state.step - first) / (end - first), state.step * dt)
    if (signal && now - lastPause > CHUNK_MS) {
      await pause()
      lastPause = performance.now()
    }
  }
  state.end = state.step < end ? state.step * dt : asked
  const steps = state.step - first
  return { duration: steps * dt, steps, interrupted: state.step < end, elapsed: (performance.now() - started) / 1000 }
}

/** Lets signals and timers through. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** Views of the memory go stale when it grows, so kernels are made anew after that. */
function kernelsOf(state: State): StepKernels {
  const generation = state.memory.generation()
  if (state.kernels?.generation !== generation) {
    state.kernels = { step: state.model.createStep(state.memory), generation }
  }
  return state.kernels.step
}

/** Stops where an integrated variable is no longer a finite number. */
function checkNumbers(state: State, from: number): void {
  const { description } = state.model
  for (const group of description.groups) {
    for (const variable of group.variables) {
      if (!variable.differential) continue
      const values = state.memory.view(variable.array)
      const at = values.findIndex((value: number) => !Number.isFinite(value))
      if (at < 0) continue
      const [start, stop] = [from, state.step].map(
        (step) => `${Number((step * description.dt * 1000).toPrecision(6))} ms`,
      )
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
