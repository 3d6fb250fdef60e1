/** Where a kernel notes that the equations of a neuron or synapse could not be solved, for the run to stop and say so. */
import type { ArrayRef, Room } from '../ir/ir.js'
import { type ArraySpec, internal } from './arrays.js'
import type { Updates } from './lower.js'

/** Why, as the runtime is told. */
export const FAILURE = { tooManySteps: 1, shortestStep: 2, errorOfOneStep: 3, notFinite: 4 } as const

interface Failures {
  /** 1 as soon as there is one. */
  readonly count: ArrayRef
  /** Why, the neuron or the place of the synapse, the step, the number of the variable, and how far it had come, in seconds. */
  readonly note: ArrayRef
}

export function failureArrays(owner: string): Failures {
  return { count: internal(owner, 'failures', 'i32', 'i32'), note: internal(owner, 'failure', 'f64') }
}

const NOTE_LENGTH = 5

function adaptiveOwners(updates: Updates): readonly string[] {
  return [...updates].flatMap(([{ name }, { adaptive }]) => (adaptive ? [name] : []))
}

export function failureSpecs(updates: Updates): readonly ArraySpec[] {
  return adaptiveOwners(updates).flatMap((name) => {
    const { count, note } = failureArrays(name)
    return [
      { ...count, length: 1 },
      { ...note, length: NOTE_LENGTH },
    ]
  })
}

/** No step begins after a failure. */
export function failureRooms(updates: Updates): readonly Room[] {
  return adaptiveOwners(updates).map((name) => {
    return { counter: failureArrays(name).count, needed: 1, capacity: 1 }
  })
}
