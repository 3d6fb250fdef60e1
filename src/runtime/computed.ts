/** Synapses whose targets are computed whenever they are reached: found again by the functions that they were connected by. */
import { eachPair, type SparseRule } from './connect.js'
import type { SetupKernels } from './kernels.js'
import type { Sizes } from './sparse.js'
import type { SizedSynapses, State } from './state.js'

type See = (i: number, j: number) => void

/** Keeps what the functions read as it is now, and tells kernels how many synapses there are and where each row begins. */
export function placeComputed(
  synapses: SizedSynapses,
  rule: SparseRule,
  setup: SetupKernels,
  sizes: Sizes,
  { memory, step }: State,
): number {
  const { name, copies = [] } = synapses
  for (const { array, of } of copies) {
    if (typeof of === 'number') memory.view(array)[0] = memory.parameters[of]
    else memory.view(array).set(memory.view(of))
  }
  const rowStart = memory.has(`${name}:rowStart`) ? memory.u32(`${name}:rowStart`) : undefined
  let count = 0
  eachPair(rule, sizes, setup, step, (i) => {
    count++
    if (rowStart) rowStart[i + 1]++
  })
  if (rowStart) for (let row = 0; row < sizes.sources; row++) rowStart[row + 1] += rowStart[row]
  memory.f64(`${name}:total`)[0] = count
  return count
}

/** Calls `see` for the neurons of each synapse, in order. */
export function eachComputed(
  synapses: Pick<SizedSynapses, 'name' | 'sources' | 'targets'>,
  see: See,
  state: State,
): void {
  const { model, memory, step } = state
  const { name: owner, sources, targets } = synapses
  const connect = model.description.setup.find((one) => one.kind === 'connect' && one.synapses === owner)
  if (connect?.kind !== 'connect' || connect.rule.kind === 'dense')
    throw new Error(`internal error of spikec: ${owner} is not computed`)
  eachPair(connect.rule, { owner, sources, targets, allow: () => {} }, model.createSetup(memory), step, see)
}
