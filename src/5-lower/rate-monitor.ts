/** A group's spikes counted in each step, at the end of it. */
import { labelOf, type RateMonitor, SPIKE } from '../2-resolve/model.js'
import { binary, index, load, local } from '../ir/build.js'
import { eachEvent, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import type { LoweredMonitor } from './monitors.js'
import { STEP } from './time.js'

/** Rows between two hand-overs. */
const ROWS_KEPT = 1 << 12

export function lowerRateMonitor({ name, source }: RateMonitor, context: ModelContext): LoweredMonitor {
  const counter = internal(name, 'recorded', 'i32', 'i32')
  const steps = internal(name, 'step', 'f64')
  const counts = internal(name, 'count', 'i32', 'i32')
  const sample = local('sample', 'i32')
  const at = { array: counts, index: sample, access: 'shared' } as const
  return {
    kernel: {
      name: `record_${name}`,
      title: `${name} counts the spikes of ${labelOf(source)}.`,
      slot: 'end',
      order: 0,
      interval: source.clock.ticks,
      body: [
        { kind: 'let', name: 'sample', value: load(counter, index(0), 'shared') },
        { kind: 'store', array: steps, index: sample, access: 'shared', value: STEP },
        { kind: 'store', ...at, value: index(0) },
        eachEvent(source, SPIKE, 0, context, [
          { kind: 'store', ...at, value: binary('add', load(counts, sample, 'shared'), index(1)) },
        ]),
        { kind: 'count', counter },
      ],
    },
    arrays: [
      { ...counter, length: 1 },
      { ...steps, length: ROWS_KEPT },
      { ...counts, length: ROWS_KEPT },
    ],
    room: { counter, needed: 1, capacity: ROWS_KEPT },
  }
}
