/** What synapses begin or end at. */
import type { Group, Synapses } from './model.js'

/** A group, or the synapses of another object, which are counted as they were made. */
export interface Population extends Omit<Group, 'size'> {
  /** Undefined of synapses: how many there are is known once they are connected. */
  readonly size: number | undefined
  /** Whose synapses they are. */
  readonly synapses?: Synapses
}

export function isGroup(population: Population): population is Group {
  return population.synapses === undefined
}

/** As the source or the target of others, they are counted in the order in which they were made. */
export function populationOf(synapses: Synapses): Population {
  const { name, clock, order, variables, subexpressions, incomplete } = synapses
  return {
    kind: 'group',
    name,
    size: undefined,
    synapses,
    clock,
    order,
    variables,
    subexpressions,
    held: [],
    equations: [],
    threshold: undefined,
    reset: undefined,
    refractory: undefined,
    events: [],
    eventCodes: [],
    method: undefined,
    operations: [],
    incomplete,
  }
}
