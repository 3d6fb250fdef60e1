/** How pairs of neurons are chosen by connect(). */
import type { Matrix, RepresentationName } from '../model/spec.js'
import type { Synapses } from './model.js'
import type { ListedPairs } from './pairs.js'
import type { ArrayConstant, Expression, Sourced } from './symbols.js'

/** The numbers that a generator goes through for each neuron: from `start` to before `stop`, all of them or some at random. */
export interface Iteration {
  readonly start: Sourced<Expression> | undefined
  readonly stop: Sourced<Expression>
  readonly step: Sourced<Expression> | undefined
  /** With which probability each is taken, or how many are. */
  readonly sample: { readonly kind: 'p' | 'size'; readonly value: Sourced<Expression> } | undefined
  readonly condition: Sourced<Expression> | undefined
}

/** How pairs of neurons are chosen. */
export type Connectivity =
  | { readonly kind: 'all' }
  | { readonly kind: 'all-but-self' }
  | (ListedPairs & {
      readonly kind: 'pairs'
      /** With which probability each is taken. */
      readonly p: Sourced<Expression> | undefined
    })
  /** `array`: by its name in a namespace. */
  | { readonly kind: 'nonzero'; readonly matrix: Matrix; readonly array: ArrayConstant | undefined }
  /** One synapse for each neuron of the other side, or one for each number of an iteration. */
  | {
      readonly kind: 'partner'
      readonly side: 'pre' | 'post'
      readonly partner: Sourced<Expression>
      readonly iteration: Iteration | undefined
      /** Where it leads to no neuron there is no synapse. */
      readonly skip: boolean
    }
  | {
      readonly kind: 'condition'
      readonly condition: Sourced<Expression> | undefined
      readonly p: Sourced<Expression> | undefined
    }

export interface Connect {
  readonly kind: 'connect'
  readonly synapses: Synapses
  readonly connectivity: Connectivity
  /** How many synapses each pair gets; one where absent. */
  readonly n: Sourced<Expression> | undefined
  /** As it is asked for by name. */
  readonly representation?: RepresentationName
}
