/** Functions that work out what each synapse has of what its neurons keep. */
import { synapsesOf } from '../2-resolve/model.js'
import type { SetupFunction } from '../ir/ir.js'
import type { ArraySpec } from './arrays.js'
import type { ModelContext } from './context.js'
import { listArrays, withLists } from './indices.js'
import { isKept } from './kept-by-neuron.js'
import { readerOf } from './kept-values.js'
import { askedArray, lowerAsked } from './setup.js'

export interface Readers {
  readonly functions: readonly SetupFunction[]
  /** Those that are in no simulation's memory: what the functions write to, and go by. */
  readonly arrays: readonly ArraySpec[]
}

export function readersOf(context: ModelContext): Readers {
  const all = synapsesOf(context.model).filter((synapses) => context.keeping.has(synapses.name))
  return {
    functions: all.flatMap((synapses) =>
      [...synapses.variables.values()]
        .filter((variable) => isKept(variable, context.keeping))
        .flatMap((variable) => {
          const name = readerOf(synapses.name, variable.name)
          return lowerAsked(synapses, variable, withLists(context), name).functions
        }),
    ),
    arrays: all.flatMap((synapses) => [{ ...askedArray(synapses.name), length: 1 }, ...listArrays(synapses, context)]),
  }
}
