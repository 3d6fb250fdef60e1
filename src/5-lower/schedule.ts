/** The order of kernels within one step. */
import type { Slot } from '../model/spec.js'
import type { Scheduled } from './group.js'

const STAGES = ['start', 'groups', 'thresholds', 'synapses', 'resets', 'end'] as const

/** Every slot, in the order in which a step goes through them. */
export const SLOTS: readonly Slot[] = STAGES.flatMap((stage): readonly Slot[] => [`before_${stage}`, stage, `after_${stage}`])

/** By slot, then by `order`, then as the objects were made: a stable sort of kernels listed in that last order. */
export function scheduled(kernels: readonly Scheduled[]): readonly Scheduled[] {
  const slotOf = (kernel: Scheduled) => SLOTS.indexOf(kernel.slot as Slot)
  return [...kernels].sort((a, b) => slotOf(a) - slotOf(b) || a.order - b.order)
}
