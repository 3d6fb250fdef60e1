/** The order of kernels within one step. */
import { SLOTS, type Slot } from '../model/spec.js'
import type { Scheduled } from './group.js'

/** Does what has this place in a step come before the equations of the groups, which have the order 0? */
export function comesBeforeUpdates(slot: Slot, order: number): boolean {
  return slot === 'groups' ? order < 0 : SLOTS.indexOf(slot) < SLOTS.indexOf('groups')
}

/** By slot, then by `order`, then as the objects were made: a stable sort of kernels listed in that last order. */
export function scheduled<K extends Scheduled>(kernels: readonly K[]): readonly K[] {
  const slotOf = (kernel: K) => SLOTS.indexOf(kernel.slot as Slot)
  return [...kernels].sort((a, b) => slotOf(a) - slotOf(b) || a.order - b.order)
}
