/** Spikes that are given as data, on their way into memory. */
import type { ArrayDescription, SetupStep } from './description.js'
import type { Data } from './kernels.js'
import type { Memory } from './memory.js'

/**
 * The spikes of a group, in place of those that it had. A step that never comes stands behind the last one, so the arrays
 * may be longer than the spikes are many: fewer of them take no new memory, and more of them twice what there was at least.
 */
export function giveSpikes(
  { group, steps, neurons, period }: Extract<SetupStep, { kind: 'spikes' }>,
  data: (name: string) => Data,
  arrays: readonly ArrayDescription[],
  memory: Memory,
): void {
  const given = data(steps)
  const name = (array: string) => `${group}:${array}`
  const known = memory.has(name('givenSteps')) ? memory.f64(name('givenSteps')).length : 0
  if (known <= given.length) {
    const room = Math.max(given.length + 1, 2 * known)
    memory.allocate(
      arrays.flatMap(({ name, element, length }) =>
        typeof length !== 'number' && 'spikesOf' in length && length.spikesOf === group
          ? [{ name, element, length: room }]
          : [],
      ),
    )
  }
  const own = memory.f64(name('givenSteps'))
  own.set(given)
  own[given.length] = Number.POSITIVE_INFINITY
  memory.i32(name('givenNeurons')).set(data(neurons))
  memory.f64(name('period'))[0] = period
  memory.i32(name('cursor'))[0] = 0
}
