/** A group whose spikes are data: the kernel that replays them, and the arrays that hold them. */
import { type GivenSpikes, type Group, SPIKE } from '../2-resolve/model.js'
import type { SetupStep } from '../runtime/description.js'
import type { Data } from '../runtime/kernels.js'
import { type ArraySpec, eventListOf, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Scheduled } from './group.js'

/** Steps are doubles, as the clock's are. */
function arraysOf(name: string) {
  return {
    steps: internal(name, 'givenSteps', 'f64'),
    neurons: internal(name, 'givenNeurons', 'i32', 'i32'),
    cursor: internal(name, 'cursor', 'i32', 'i32'),
    period: internal(name, 'period', 'f64'),
  }
}

export function replayKernel(group: Group, context: ModelContext): Scheduled | undefined {
  const { generator, name } = group
  if (!generator) return undefined
  const list = eventListOf(group, SPIKE, context)
  return {
    name: `replay_${name}`,
    title: `The spikes that are given for ${name}.`,
    slot: generator.when,
    order: group.order,
    interval: group.clock.ticks,
    body: [{ kind: 'replay', list, ...arraysOf(name) }],
  }
}

/** Other spikes may be given between runs, so how many there are is not known beforehand. */
export function generatorArrays({ name, generator }: Group): readonly ArraySpec[] {
  if (!generator) return []
  const { steps, neurons, cursor, period } = arraysOf(name)
  const length = { spikesOf: name }
  return [
    { ...cursor, length: 1 },
    { ...period, length: 1 },
    { ...steps, length },
    { ...neurons, length },
  ]
}

/** What gives a group its spikes; the data are added to those of the setup. `ordinal` tells it from others for the group. */
export function spikesStep(
  { name }: Group,
  { steps, neurons, period }: GivenSpikes,
  ordinal: string,
  data: Map<string, Data>,
): SetupStep {
  const [stepsName, neuronsName] = [`${name}:steps${ordinal}`, `${name}:neurons${ordinal}`]
  data.set(stepsName, steps).set(neuronsName, neurons)
  return { kind: 'spikes', group: name, steps: stepsName, neurons: neuronsName, period }
}
