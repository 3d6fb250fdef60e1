/** Synapses whose targets are computed whenever they are reached: found again by the functions that they were connected by. */
import { eachPair, type SparseRule } from './connect.js'
import type { SetupKernels } from './kernels.js'
import { repeatsIn, type Sizes } from './sparse.js'
import type { SizedSynapses, State } from './state.js'
import { type Connected, listsOf } from './synapses.js'

type See = (i: number, j: number) => void

/** Keeps what the functions read as it is now, and tells kernels how many synapses there are. */
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
  let count = 0
  eachPair(rule, sizes, setup, step, () => count++)
  memory.f64(`${name}:total`)[0] = count
  return count
}

/** Tells kernels where each row begins, and which of its pair each synapse is, where they ask for that. */
export function tellRows(synapses: SizedSynapses, connected: Connected, { memory }: State): void {
  const { name, repeat, targets } = synapses
  const isAsked = memory.has(`${name}:rowStart`)
  if (!isAsked && repeat === undefined) return
  const lists = listsOf(synapses, connected, memory)
  if (isAsked) memory.u32(`${name}:rowStart`).set(lists.rowStart)
  if (repeat !== undefined) repeatsIn(lists, targets, memory.i32(repeat))
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
