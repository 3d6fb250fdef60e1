/** The order of kernels within one step. */
import { SLOTS, type Slot } from '../model/spec.js'
import type { Scheduled } from './group.js'

/**
 * Does what has this place in a step come before the equations of a group that have the order `updates`? `first`: it comes
 * before them where the order is the same.
 */
export function comesBeforeUpdates(slot: Slot, order: number, updates = 0, first = false): boolean {
  if (slot === 'groups') return order < updates || (first && order === updates)
  return SLOTS.indexOf(slot) < SLOTS.indexOf('groups')
}

/** By slot, then by `order`, then as the objects were made: a stable sort of kernels listed in that last order. */
export function scheduled<K extends Scheduled>(kernels: readonly K[]): readonly K[] {
  const slotOf = (kernel: K) => SLOTS.indexOf(kernel.slot as Slot)
  return [...kernels].sort((a, b) => slotOf(a) - slotOf(b) || a.order - b.order)
}
