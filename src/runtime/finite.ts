/** Which numbers of a simulation ought to be finite, and the first that is not. */
import type { GroupDescription, SynapsesDescription, VariableDescription } from './description.js'
import type { Memory } from './memory.js'
import type { State } from './state.js'

export interface Watched {
  readonly owner: GroupDescription | SynapsesDescription
  readonly kind: 'neuron' | 'synapse'
  readonly variable: VariableDescription
}

export interface Found extends Watched {
  /** In the variable's array. */
  readonly place: number
  readonly value: number
}

/** Variables that are integrated, and those that something else writes to in a step. What is infinite from the start is meant. */
export function watchedIn({ model, memory }: State): readonly Watched[] {
  const { groups, synapses, kernels } = model.description
  const written = new Set(kernels.flatMap(({ writes }) => writes))
  const calls = kernels.some((kernel) => kernel.calls)
  const all = [
    ...groups.flatMap((owner) => owner.variables.map((variable) => ({ owner, kind: 'neuron' as const, variable }))),
    ...synapses.flatMap((owner) => owner.variables.map((variable) => ({ owner, kind: 'synapse' as const, variable }))),
  ]
  return all.filter(({ variable, kind }) => {
    const { array, type, differential } = variable
    if (type !== 'float' || !memory.has(array)) return false
    if (differential && (kind === 'neuron' || written.has(array))) return true
    return (written.has(array) || (calls && kind === 'neuron')) && firstInfinite(memory.view(array)) < 0
  })
}

export function firstFound(watched: readonly Watched[], memory: Memory): Found | undefined {
  for (const one of watched) {
    const values = memory.view(one.variable.array)
    const place = firstInfinite(values)
    if (place >= 0) return { ...one, place, value: values[place] }
  }
  return undefined
}

/** A number times 0 is 0 where it is finite, else NaN. Four sums side by side, so that none waits for the one before. */
function firstInfinite(values: { readonly length: number; readonly [k: number]: number }): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = values.length - (values.length % 4)
  for (let k = 0; k < whole; k += 4) {
    a += values[k] * 0
    b += values[k + 1] * 0
    c += values[k + 2] * 0
    d += values[k + 3] * 0
  }
  for (let k = whole; k < values.length; k++) a += values[k] * 0
  if (a + b + c + d === 0) return -1
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) <= Number.MAX_VALUE)) return k
  return -1
}
