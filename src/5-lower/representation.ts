/** In which representation the synapses of an object stand in memory, and why: what each form of connect() allows. */
import type { Connect } from '../2-resolve/model.js'
import type { Layout } from '../ir/ir.js'
import type { Connects } from './layout.js'

/** Why the synapses of these calls have the layout that they have. */
export function reasonFor(connects: Connects | undefined, layout: Layout | undefined): string {
  if (!connects || !layout) return 'connect() has not been called'
  if (layout.kind === 'dense')
    return layout.diagonal
      ? 'there is one for each pair of neurons, so its place says which pair it is'
      : 'there is one for each pair of neurons but those of a neuron with itself, so its place says which pair it is'
  if (connects.length > 1) return 'several calls of connect() make them'
  return reasonForRows(connects[0])
}

function reasonForRows({ connectivity, n }: Connect): string {
  if (n) return '`n` says how many each pair has'
  switch (connectivity.kind) {
    case 'all':
    case 'all-but-self':
      return 'they are made one by one'
    case 'pairs':
      return 'their pairs are listed'
    case 'nonzero':
      return 'they are the entries of a matrix that are not 0'
    case 'partner':
      return connectivity.iteration ? 'a generator says which there are' : 'an expression says which there are'
    case 'condition':
      return connectivity.p ? 'they are drawn at random' : 'a condition says which there are'
  }
}
