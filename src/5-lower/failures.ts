/** Where a kernel notes that the equations of a neuron could not be solved, for the run to stop and say so. */
import type { Model } from '../2-resolve/model.js'
import { groupsOf } from '../2-resolve/model.js'
import type { ArrayRef, Room } from '../ir/ir.js'
import { type ArraySpec, internal } from './arrays.js'
import type { Updates } from './lower.js'

/** Why, as the runtime is told. */
export const FAILURE = { tooManySteps: 1, shortestStep: 2, errorOfOneStep: 3, notFinite: 4 } as const

interface Failures {
  /** 1 as soon as there is one. */
  readonly count: ArrayRef
  /** Why, the neuron, the step, the number of the variable, and how far it had come, in seconds. */
  readonly note: ArrayRef
}

export function failureArrays(group: string): Failures {
  return { count: internal(group, 'failures', 'i32', 'i32'), note: internal(group, 'failure', 'f64') }
}

const NOTE_LENGTH = 5

function adaptiveGroups(model: Model, updates: Updates): readonly string[] {
  return groupsOf(model).flatMap((group) => (updates.get(group)?.adaptive ? [group.name] : []))
}

export function failureSpecs(model: Model, updates: Updates): readonly ArraySpec[] {
  return adaptiveGroups(model, updates).flatMap((name) => {
    const { count, note } = failureArrays(name)
    return [
      { ...count, length: 1 },
      { ...note, length: NOTE_LENGTH },
    ]
  })
}

/** No step begins after a failure. */
export function failureRooms(model: Model, updates: Updates): readonly Room[] {
  return adaptiveGroups(model, updates).map((name) => {
    return { counter: failureArrays(name).count, needed: 1, capacity: 1 }
  })
}
