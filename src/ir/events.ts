/** The arrays of a list of events: the neurons, and how many there are in each row of the ring. */
import type { ArrayRef, EventList } from './ir.js'

export interface EventArrays {
  readonly items: ArrayRef
  readonly counts: ArrayRef
  /** Where the ring is as long as the delays of a run ask for: how many rows it has. */
  readonly depth?: ArrayRef
}

export function eventArrays({ group, event, depth }: Pick<EventList, 'group' | 'event' | 'depth'>): EventArrays {
  const [items, counts] =
    event === 'spike'
      ? [`${group}:spikes`, `${group}:spikeCount`]
      : [`${group}:${event}:events`, `${group}:${event}:count`]
  return {
    items: { name: items, element: 'i32', holds: 'i32' },
    counts: { name: counts, element: 'i32', holds: 'i32' },
    ...(typeof depth === 'object' && { depth }),
  }
}

/** The array that holds how many steps of an event are kept. */
export function depthArray(group: string, event: string): ArrayRef {
  const name = event === 'spike' ? `${group}:depth` : `${group}:${event}:depth`
  return { name, element: 'i32', holds: 'i32' }
}
