/** The arrays of a list of events: the neurons, and how many there are in each row of the ring. */
import type { ArrayRef, EventList } from './ir.js'

export interface EventArrays {
  readonly items: ArrayRef
  readonly counts: ArrayRef
}

export function eventArrays({ group, event }: Pick<EventList, 'group' | 'event'>): EventArrays {
  const [items, counts] =
    event === 'spike'
      ? [`${group}:spikes`, `${group}:spikeCount`]
      : [`${group}:${event}:events`, `${group}:${event}:count`]
  return {
    items: { name: items, element: 'i32', holds: 'i32' },
    counts: { name: counts, element: 'i32', holds: 'i32' },
  }
}
