/** The synapses of each neuron, where a pathway goes through them in another order than they stand in memory. */
import type { Memory } from './memory.js'
import type { Sparse } from './sparse.js'
import type { SizedSynapses } from './state.js'

/** The entries of row r stand from rowStart[r] to rowStart[r + 1]. */
export interface SynapseIndex {
  readonly rowStart: Uint32Array
  /** The neuron at the other end of each synapse. */
  readonly neighbour: Uint32Array | Uint16Array
  /** The place of each synapse in the synaptic arrays. */
  readonly synapse: Uint32Array
}

/** Where kernels look for the synapses of postsynaptic neurons, if any does. */
export function indexIncoming({ name }: SizedSynapses, sparse: Sparse, memory: Memory): void {
  const incoming = `${name}:incoming`
  if (!memory.has(`${incoming}:rowStart`)) return
  const [rowStart, synapse] = [memory.u32(`${incoming}:rowStart`), memory.u32(`${incoming}:synapse`)]
  const source = `${incoming}:source`
  const neighbour = memory.view(source) as Uint16Array | Uint32Array
  indexByTarget(sparse, { rowStart, neighbour, synapse })
}

/** By the postsynaptic neuron; the synapses of one in the order in which they were made. Goes into `index`, which has room for them. */
export function indexByTarget({ rowStart, target, order }: Sparse, index: SynapseIndex): void {
  const { rowStart: start } = index
  start.fill(0)
  for (let place = 0; place < target.length; place++) start[target[place] + 1]++
  for (let row = 0; row + 1 < start.length; row++) start[row + 1] += start[row]
  const next = start.slice(0, -1)
  const enter = (source: number, place: number): void => {
    const entry = next[target[place]]++
    index.neighbour[entry] = source
    index.synapse[entry] = place
  }
  if (!order) {
    for (let source = 0; source + 1 < rowStart.length; source++)
      for (let place = rowStart[source]; place < rowStart[source + 1]; place++) enter(source, place)
    return
  }
  const sources = sourcesOf(rowStart)
  for (let k = 0; k < order.length; k++) enter(sources[order[k]], order[k])
}

/** The presynaptic neuron of each place. */
export function sourcesOf(rowStart: Uint32Array): Uint32Array {
  const sources = new Uint32Array(rowStart[rowStart.length - 1])
  for (let source = 0; source + 1 < rowStart.length; source++)
    sources.fill(source, rowStart[source], rowStart[source + 1])
  return sources
}
