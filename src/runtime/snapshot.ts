/**
 * The whole state of a simulation, to be put back to the bit: its memory as it is, whatever stands in it, and what is kept
 * beside it. Random numbers are counted by steps, so the same ones follow.
 */

import { type Settled, settleDelays } from './delays.js'
import type { MemoryContents } from './memory.js'
import { streamKey } from './random.js'
import type { Kept } from './recording.js'
import type { State } from './state.js'
import type { Connected } from './synapses.js'

export interface Snapshot {
  readonly step: number
  readonly end: number
  readonly seed: number
  readonly still: readonly string[]
  readonly waiting: readonly (readonly [string, readonly Int32Array[]])[]
  readonly settled: readonly (readonly [string, Omit<Settled, 'connected'>])[]
  readonly sets: readonly (readonly [string, number])[]
  readonly memory: MemoryContents
  readonly connected: readonly (readonly [string, Connected])[]
  readonly recorders: readonly (readonly [string, Kept])[]
}

export interface RestoreOptions {
  /** `'new'`: other random numbers follow than did before, and others each time; the same ones where absent. */
  readonly random?: 'same' | 'new'
}

export function snapshotOf(state: State): Snapshot {
  settleDelays(state, state.still)
  const { memory, connected, recorders, step, end, still, waiting, settled, sets } = state
  return {
    step,
    end,
    seed: memory.seed,
    still: [...still],
    waiting: [...waiting],
    settled: [...settled].map(([name, { connected: _, ...more }]) => [name, more]),
    sets: [...sets],
    memory: memory.contents(new Set([...recorders.values()].flatMap(({ arrays }) => arrays))),
    connected: [...connected],
    recorders: [...recorders].map(([name, recorder]) => [name, recorder.keep()]),
  }
}

export function putBack(snapshot: Snapshot, { random = 'same' }: RestoreOptions, state: State): void {
  state.step = snapshot.step
  state.end = snapshot.end
  state.still = new Set(snapshot.still)
  replace(state.waiting, snapshot.waiting)
  replace(state.sets, snapshot.sets)
  replace(state.connected, snapshot.connected)
  replace(state.settled, settledIn(snapshot))
  for (const [name, kept] of snapshot.recorders) state.recorders.get(name)?.putBack(kept)
  if (random === 'new') state.renewals++
  const seed = random === 'new' ? streamKey(`${snapshot.seed}:${state.renewals}`) >>> 0 : snapshot.seed
  state.memory.putBack(snapshot.memory, seed)
}

/** A pathway is settled for the synapses that there are, each time before a state is stored. */
function settledIn({ settled, connected }: Snapshot): readonly (readonly [string, Settled])[] {
  const known = new Map(connected)
  return settled.flatMap(([name, more]) => {
    const own = known.get(more.synapses)
    return own ? [[name, { ...more, connected: own }]] : []
  })
}

function replace<K, V>(map: Map<K, V>, entries: Iterable<readonly [K, V]>): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
