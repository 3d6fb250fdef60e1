/** N_incoming and N_outgoing: how many synapses the neurons of a synapse have. */
import type { Synapses } from '../2-resolve/model.js'
import { assertInternal } from '../diagnostics/index.js'
import { asNumber, load, local } from '../ir/build.js'
import type { ArrayRef, Expr } from '../ir/ir.js'
import { internal, type Length } from './arrays.js'
import { placeOf, type Site } from './expression.js'

/** A number for each neuron of a side. */
interface NumberOfSynapses {
  readonly array: ArrayRef
  /** The neurons of the side. */
  readonly size: Length
  readonly index: Expr
}

export type NumbersOfSynapses = { readonly [name in 'N_incoming' | 'N_outgoing']: NumberOfSynapses }

/** Of the synapse from neuron `i` to neuron `j`. */
export function numbersOfSynapses({ name, source, target }: Synapses): NumbersOfSynapses {
  return {
    N_incoming: {
      array: internal(name, 'incoming', 'i32', 'i32'),
      size: target.size ?? { endsOf: name, side: 'post' },
      index: local('j', 'i32'),
    },
    N_outgoing: {
      array: internal(name, 'outgoing', 'i32', 'i32'),
      size: source.size ?? { endsOf: name, side: 'pre' },
      index: local('i', 'i32'),
    },
  }
}

/** It is kept in an array where kernels of the step ask for it, and worked out where a setup does. */
export function lowerCount(name: 'N_incoming' | 'N_outgoing', site: Site): Expr {
  const count = site.counts?.[name]
  assertInternal(count, `${name} outside synapses`)
  const { array, size, index } = count
  if (!site.checked) site.context.counted.set(array.name, { ...array, length: size })
  return asNumber(load(array, index, placeOf(name === 'N_outgoing' ? 'pre' : 'post', site).access))
}
