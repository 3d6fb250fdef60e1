/** Rings of lists of events, whose length is known only before a run. */
import type { SpikeList } from './description.js'
import type { Memory } from './memory.js'

/** How many rows a ring has. */
export function depthOf({ depth }: Pick<SpikeList, 'depth'>, memory: Pick<Memory, 'i32'>): number {
  return typeof depth === 'number' ? depth : memory.i32(depth)[0]
}

/** A ring that is too short for so many steps becomes longer, with what is in it; it never becomes shorter. `next`: the step that comes. */
export function ensureDepth(list: SpikeList, needed: number, next: number, memory: Memory): void {
  const { items, counts, capacity, depth } = list
  if (typeof depth !== 'string') return
  const before = { items: memory.i32(items).slice(), counts: memory.i32(counts).slice(), depth: memory.i32(depth)[0] }
  if (needed <= before.depth) return
  memory.allocate([
    { name: items, element: 'i32', length: needed * capacity },
    { name: counts, element: 'i32', length: needed },
  ])
  memory.i32(depth)[0] = needed
  moveRing(before, { items: memory.i32(items), counts: memory.i32(counts), depth: needed }, capacity, next)
}

interface Rows<Numbers> {
  readonly items: Numbers
  readonly counts: Numbers
  readonly depth: number
}

type Read = ArrayLike<number> & { subarray(start: number, end: number): ArrayLike<number> }

/** Copies the events of as many steps before `next` as both rings hold. */
export function moveRing(from: Rows<Read>, to: Rows<Int32Array>, capacity: number, next: number): void {
  for (let k = 1; k <= Math.min(from.depth, to.depth, next); k++) {
    const [old, now] = [(next - k) % from.depth, (next - k) % to.depth]
    to.items.set(from.items.subarray(old * capacity, old * capacity + from.counts[old]), now * capacity)
    to.counts[now] = from.counts[old]
  }
}
