/** Events that have happened and have not reached their synapses yet, as lists of these for each of the next steps. */
import type { Listed } from './delay-index.js'
import type { SpikeList } from './description.js'
import type { SizedSynapses } from './state.js'
import type { Connected } from './synapses.js'

/** The numbers of synapses, for each of the next steps in the order in which it reaches them. */
export type InFlight = readonly Uint32Array[]

/** An array of a memory, or of a snapshot. */
export type Numbers = ArrayLike<number> & { subarray(start: number, end: number): ArrayLike<number> }

/** The events of neurons `start` to before `start + neurons` in the last steps. */
export interface Ring {
  readonly items: Numbers
  readonly counts: ArrayLike<number>
  readonly capacity: number
  readonly depth: number
  readonly start: number
  readonly neurons: number
}

export function ringOf(
  { items, counts, capacity, depth, start, neurons }: SpikeList & Pick<Ring, 'start' | 'neurons'>,
  read: (name: string) => Numbers,
): Ring {
  const rows = typeof depth === 'string' ? read(depth)[0] : depth
  return { items: read(items), counts: read(counts), capacity, depth: rows, start, neurons }
}

/** The neurons to which it happened in a step, counted from the start of the ring's. */
export function eventsOf({ items, counts, capacity, depth, start, neurons }: Ring, step: number): readonly number[] {
  const row = step % depth
  const all = items.subarray(row * capacity, row * capacity + counts[row])
  return Array.from(all, (item) => item - start).filter((neuron) => neuron >= 0 && neuron < neurons)
}

/**
 * What steps from `next` on are still to deliver of the events since step `since`.
 *
 * @param lags in steps, ascending
 * @param numbersAt the synapses of a neuron that have the lag at a position
 */
export function inFlight(
  ring: Ring,
  lags: ArrayLike<number>,
  since: number,
  next: number,
  numbersAt: (neuron: number, position: number) => ArrayLike<number>,
): InFlight {
  const longest = lags.length === 0 ? 0 : lags[lags.length - 1]
  return Array.from({ length: longest }, (_, ahead) => {
    const reached: number[] = []
    for (let position = lags.length - 1; position >= 0 && lags[position] > ahead; position--) {
      const step = next + ahead - lags[position]
      if (step < since) continue
      for (const neuron of eventsOf(ring, step)) {
        const numbers = numbersAt(neuron, position)
        for (let k = 0; k < numbers.length; k++) reached.push(numbers[k])
      }
    }
    return Uint32Array.from(reached)
  })
}

/** Of each step, what was on its way before comes first. */
export function merged(first: InFlight, second: InFlight): InFlight {
  const both = Array.from({ length: Math.max(first.length, second.length) }, (_, step) =>
    joined(first[step] ?? NONE, second[step] ?? NONE),
  )
  while (both.at(-1)?.length === 0) both.pop()
  return both
}

const NONE = new Uint32Array(0)

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** The synapses of each neuron of a side, in the order in which they were made; worked out for the neurons that are asked for. */
export function byNeuron(side: 'pre' | 'post', { i, j }: Listed): (neuron: number) => readonly number[] {
  const own = side === 'pre' ? i : j
  let known: number[][] | undefined
  return (neuron) => {
    if (!known) {
      known = []
      for (let k = 0; k < own.length; k++) {
        known[own[k]] ??= []
        known[own[k]].push(k)
      }
    }
    return known[neuron] ?? []
  }
}

/** The number of the synapse at a place of the synaptic arrays. */
export function numberAt({ layout, sources, targets }: SizedSynapses, { order }: Connected): (place: number) => number {
  if (layout === 'dense-without-diagonal') {
    const self = Math.min(sources, targets)
    return (place) => {
      const row = Math.floor(place / targets)
      const passed = row < self && place % targets > row ? 1 : 0
      return place - Math.min(row, self) - passed
    }
  }
  if (layout !== 'csr' || !order) return (place) => place
  const numbers = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) numbers[order[k]] = k
  return (place) => numbers[place]
}
