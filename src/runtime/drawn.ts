/** Synapses that nothing is stored of: each pair of neurons has one with the same probability, and they are drawn again when they are asked for. */
import { log1p } from './math.js'
import type { Memory } from './memory.js'
import { pairDraws } from './pair-draws.js'
import { streamKey } from './random.js'
import type { SizedSynapses } from './state.js'

/** Puts where kernels find it what the synapses are drawn by; gives how many there are. */
export function placeDrawn(synapses: SizedSynapses, p: number, memory: Memory): number {
  const { name } = synapses
  memory.u32(`${name}:seed`)[0] = memory.seed
  memory.f64(`${name}:scale`)[0] = p >= 1 ? 0 : p > 0 ? 1 / log1p(-p) : Number.NEGATIVE_INFINITY
  let count = 0
  eachDrawn(synapses, memory, () => count++)
  memory.f64(`${name}:total`)[0] = count
  return count
}

/** Calls `see` for each synapse in order: its number and its neurons. They are those of `byJumps` of `connect.ts`. */
export function eachDrawn(
  { name, sources, targets, drawn }: SizedSynapses,
  memory: Pick<Memory, 'u32' | 'f64'>,
  see: (number: number, i: number, j: number) => void,
): void {
  if (!drawn) throw new Error(`internal error of spikec: ${name} is not drawn`)
  const scale = memory.f64(`${name}:scale`)[0]
  if (scale === Number.NEGATIVE_INFINITY) return
  let number = 0
  const reach = (i: number, j: number) => {
    if (drawn.diagonal || i !== j) see(number++, i, j)
  }
  if (scale === 0) {
    for (let i = 0; i < sources; i++) for (let j = 0; j < targets; j++) reach(i, j)
    return
  }
  const { begin, jump, reached, ends } = pairDraws()
  begin(memory.u32(`${name}:seed`)[0], streamKey(drawn.stream), targets, -Math.expm1(1 / scale), scale)
  const found = reached(targets)
  for (let row = 0; row < sources; ) {
    const finished = jump(row, sources)
    for (let k = 0, at = 0; k <= finished; k++) for (; at < ends[k]; at++) reach(row + k, found[at])
    row += finished
  }
}
