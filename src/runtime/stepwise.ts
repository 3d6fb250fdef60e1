/**
 * Steps whose kernels are called one by one, from here: where objects stand still. A plain run loops over the steps within the
 * kernels' own module, and pays for nothing of this.
 */
import type { DelayedList, KernelDescription, SpikeList } from './description.js'
import type { StepKernels } from './kernels.js'
import type { Memory } from './memory.js'
import type { State } from './state.js'

/** Runs steps from `first` to before `end`; gives the step that it stopped before, where a recorder is full. */
export type Course = (first: number, end: number) => number

/** The steps as they have to be gone through now: in one go, if nothing is out of the ordinary. */
export function courseOf(kernels: StepKernels, state: State): Course {
  if (state.still.size === 0 && state.waiting.size === 0) return kernels.run
  return oneByOne(kernels, state)
}

function oneByOne(kernels: StepKernels, state: State): Course {
  const acts = state.model.description.kernels.flatMap((kernel) => {
    const act = actOf(kernel, kernels, state)
    return act ? [byClock(act, kernel.interval)] : []
  })
  return (first, end) => {
    for (let step = first; step < end; step++) {
      if (!kernels.hasRoom()) return step
      for (const act of acts) act(step)
    }
    return end
  }
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
  const { fills, delayed, owner } = kernel
  if (!state.still.has(owner)) return delayed ? (step) => deliver(kernel, step, run, state) : run
  if (!fills) return undefined
  return (step) => {
    for (const list of fills) empty(list, step, state.memory)
  }
}

/** Who stands still spikes no more: what its list has from an earlier turn of the ring is not told again. */
function empty({ group, depth }: SpikeList, step: number, memory: Memory): void {
  memory.i32(`${group}:spikeCount`)[step % depth] = 0
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

function keyOf(kernel: string, { group, delay }: DelayedList): string {
  return `${kernel} ${group} ${delay}`
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
    const row = rowOf(list, next + before.length + k)
    return spikesIn(list, row, memory).slice(0, countsOf(list, memory)[row])
  })
  return [...before, ...rows]
}

/** The row of the ring that is delivered in a step. */
function rowOf({ depth, delay }: DelayedList, step: number): number {
  return (step + depth - delay) % depth
}

function countsOf({ group }: SpikeList, memory: Memory): Int32Array {
  return memory.i32(`${group}:spikeCount`)
}

function spikesIn({ group, capacity }: SpikeList, row: number, memory: Memory): Int32Array {
  return memory.i32(`${group}:spikes`).subarray(row * capacity, (row + 1) * capacity)
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
  const row = rowOf(list, step)
  const [counts, spikes] = [countsOf(list, memory), spikesIn(list, row, memory)]
  const own = spikes.slice(0, counts[row])
  const put = (values: Int32Array) => {
    spikes.set(values)
    counts[row] = values.length
  }
  put(next)
  return [() => put(own)]
}
