/**
 * Steps whose kernels are called one by one, from here: where objects stand still, and where functions of the user's own are
 * called. All other steps are looped over within the kernels' own module, and pay for nothing of this.
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { DelayedList, KernelDescription, SpikeList } from './description.js'
import type { StepKernels } from './kernels.js'
import { linkedKernels } from './link.js'
import type { Memory } from './memory.js'
import { depthOf } from './ring.js'
import type { State } from './state.js'

/** Runs ticks from `first` to before `end`; gives the tick that it stopped before, where a recorder is full or it was told to stop. */
export type Course = (first: number, end: number) => number

/** The steps as they have to be gone through now: in one go as far as nothing is out of the ordinary. */
export function courseOf(state: State): Course {
  const { still, waiting, model } = state
  const { kernels } = model.description
  const calls = kernels.filter((kernel) => kernel.calls && !still.has(kernel.owner))
  const nextCall = (tick: number) => Math.min(...calls.map(({ interval }) => Math.ceil(tick / interval) * interval))
  let one: ((tick: number) => void) | undefined
  return (first, end) => {
    for (let tick = first; tick < end; ) {
      const plain = still.size === 0 && waiting.size === 0 && !state.profile ? Math.min(end, nextCall(tick)) : tick
      if (plain > tick) {
        const reached = linkedKernels(state).run(tick, plain)
        if (reached < plain) return reached
        tick = plain
        continue
      }
      if (!linkedKernels(state).hasRoom()) return tick
      one ??= oneByOne(kernels, state)
      one(tick)
      tick++
      if (state.stopping) return tick
    }
    return end
  }
}

/** One step, kernel by kernel; `after` is called after each that has run. */
export function oneByOne(
  kernels: readonly KernelDescription[],
  state: State,
): (tick: number, after?: (kernel: KernelDescription) => void) => void {
  let present: StepKernels | undefined
  let acts: readonly (Act | undefined)[] = []
  const link = (): StepKernels => {
    const now = linkedKernels(state)
    if (now !== present) acts = actsOf(kernels, now, state)
    present = now
    return now
  }
  return (tick, after) => {
    link()
    for (let k = 0; k < kernels.length; k++) {
      acts[k]?.(tick)
      after?.(kernels[k])
      if (!kernels[k].calls) continue
      // What the function has set may have moved arrays, and what is constant for each neuron follows from its variables.
      const now = link()
      if (state.written || state.viewed) now.prepare(tick)
      state.written = false
    }
  }
}

function actsOf(kernels: readonly KernelDescription[], linked: StepKernels, state: State) {
  return kernels.map((kernel) => {
    const act = actOf(kernel, linked, state)
    return act && byClock(timed(act, kernel.name, state.profile), kernel.interval)
  })
}

/** What is done in a step, which is counted by its own clock. */
type Act = (step: number) => void

function byClock(act: Act, interval: number): Act {
  if (interval === 1) return act
  return (tick) => {
    if (tick % interval === 0) act(tick / interval)
  }
}

function actOf(kernel: KernelDescription, { kernels }: StepKernels, state: State): Act | undefined {
  const run = kernels[kernel.name]
  const { calls, fills, delayed, owner } = kernel
  if (calls) return state.still.has(owner) ? undefined : (step) => call(owner, step, calls.dt, kernel.interval, state)
  if (!state.still.has(owner)) return delayed ? (step) => deliver(kernel, step, run, state) : run
  if (!fills) return undefined
  return (step) => {
    for (const list of fills) empty(list, step, state.memory)
  }
}

function timed(act: Act, name: string, profile: Map<string, number> | undefined): Act {
  if (!profile) return act
  return (step) => {
    const start = performance.now()
    act(step)
    profile.set(name, (profile.get(name) ?? 0) + (performance.now() - start) / 1000)
  }
}

/** Calls a function of the user's own, for which time stands at the beginning of the step. */
function call(name: string, step: number, dt: number, interval: number, state: State): void {
  const operation = state.operations.get(name)
  if (!operation) throw new Error(`internal error of spikec: no function ${name}`)
  state.step = step * interval
  state.calling = true
  try {
    refusePromise(operation(step * dt), name)
  } finally {
    state.calling = false
  }
}

/** A step waits for nothing. */
function refusePromise(given: unknown, name: string): void {
  if (typeof given !== 'object' || given === null || !('then' in given)) return
  throw new SpikecError([diagnostic('V042', { name })])
}

/** Who stands still spikes no more: what its list has from an earlier turn of the ring is not told again. */
function empty(list: SpikeList, step: number, memory: Memory): void {
  memory.i32(list.counts)[step % depthOf(list, memory)] = 0
}

/** Spikes that had been on their way when their synapses were made to stand still. */
export type Waiting = Map<string, readonly Int32Array[]>

/**
 * Objects that stand still from here on, and others no longer. What is on its way to synapses waits with them, as it does in
 * the reference, where the queue of a pathway moves on only when the pathway acts: it is taken out of the ring of its source,
 * which goes on.
 */
export function standStill(inactive: ReadonlySet<string>, state: State): void {
  for (const { name, owner, interval, delayed = [] } of state.model.description.kernels) {
    if (!inactive.has(owner) || state.still.has(owner)) continue
    const next = Math.ceil(state.step / interval)
    for (const list of delayed) state.waiting.set(keyOf(name, list), onTheirWay(name, list, next, state))
  }
  state.still = new Set(inactive)
}

/** By which it is known what waits for a kernel. */
export function keyOf(kernel: string, { items, delay }: DelayedList): string {
  return `${kernel} ${items} ${delay}`
}

/** What would be delivered in each of the next steps, of which `next` is the first. */
function onTheirWay(
  kernel: string,
  list: DelayedList,
  next: number,
  { waiting, memory }: State,
): readonly Int32Array[] {
  const before = waiting.get(keyOf(kernel, list)) ?? []
  const rows = Array.from({ length: list.delay - before.length }, (_, k) => {
    const row = rowOf(list, next + before.length + k, memory)
    return spikesIn(list, row, memory).slice(0, countsOf(list, memory)[row])
  })
  return [...before, ...rows]
}

/** The row of the ring that is delivered in a step. */
function rowOf(list: DelayedList, step: number, memory: Memory): number {
  const depth = depthOf(list, memory)
  return (step + depth - list.delay) % depth
}

function countsOf({ counts }: SpikeList, memory: Memory): Int32Array {
  return memory.i32(counts)
}

function spikesIn({ items, capacity }: SpikeList, row: number, memory: Memory): Int32Array {
  return memory.i32(items).subarray(row * capacity, (row + 1) * capacity)
}

/** What waits is delivered first: for the call, it stands in the ring where the kernel looks. */
function deliver({ name, delayed = [] }: KernelDescription, step: number, run: Act, { waiting, memory }: State): void {
  const restore = delayed.flatMap((list) => lend(keyOf(name, list), list, step, waiting, memory))
  run(step)
  for (const back of restore) back()
}

function lend(key: string, list: DelayedList, step: number, waiting: Waiting, memory: Memory): readonly (() => void)[] {
  const [next, ...later] = waiting.get(key) ?? []
  if (!next) return []
  if (later.length > 0) waiting.set(key, later)
  else waiting.delete(key)
  const row = rowOf(list, step, memory)
  const [counts, spikes] = [countsOf(list, memory), spikesIn(list, row, memory)]
  const own = spikes.slice(0, counts[row])
  const put = (values: Int32Array) => {
    spikes.set(values)
    counts[row] = values.length
  }
  put(next)
  return [() => put(own)]
}
