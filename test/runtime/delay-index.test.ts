import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  delayIndex,
  differentLags,
  indexRows,
  lagsAt,
  lagsOf,
  longestAt,
  stepsOf,
} from '../../src/runtime/delay-index.js'
import { inFlight, merged, numberAt } from '../../src/runtime/in-flight.js'
import { createMemory } from '../../src/runtime/memory.js'
import { ensureDepth } from '../../src/runtime/ring.js'

describe('a delay in steps', () => {
  // What (int)(delay/dt + 0.5) gives in C, on both sides of a half step.
  test.each([
    [0, 0],
    [0.04, 0],
    [0.05, 1],
    [0.15, 1],
    [0.25, 3],
    [0.35, 4],
    [0.94, 9],
    [0.96, 10],
  ])('%f ms of 0.1 ms are %i', (delay, steps) => {
    expect(stepsOf(delay * 1e-3, 1e-4)).toBe(steps)
  })
})

/** Synapses in the order in which they were made, each with its lag; its place is its number, but the other way round. */
const synapses = fc.array(fc.tuple(fc.nat(4), fc.nat(5), fc.nat(30)), { maxLength: 60 })

describe('the index of a pathway', () => {
  test.each(['pre', 'post'] as const)('has the synapses of each neuron and lag in order, of %s', (side) => {
    fc.assert(
      fc.property(synapses, (given) => {
        const order = {
          i: Uint32Array.from(given, ([i]) => i),
          j: Uint32Array.from(given, ([, j]) => j),
          place: Uint32Array.from(given, (_, k) => given.length - 1 - k),
        }
        const lags = Int32Array.from(given, ([, , lag]) => lag)
        const different = differentLags(lags)
        expect([...different]).toEqual([...new Set(given.map(([, , lag]) => lag))].sort((a, b) => a - b))
        const [own, other] = side === 'pre' ? [0, 1] : [1, 0]
        const neurons = side === 'pre' ? 5 : 6
        const index = delayIndex(side, order, lags, different, neurons, 6)
        for (let neuron = 0; neuron < neurons; neuron++) {
          different.forEach((lag, position) => {
            const row = neuron * different.length + position
            const [from, to] = [index.rowStart[row], index.rowStart[row + 1]]
            const numbers = given.flatMap((one, k) => (one[own] === neuron && one[2] === lag ? [k] : []))
            expect([...index.synapse.subarray(from, to)]).toEqual(numbers.map((k) => order.place[k]))
            expect([...index.neighbour.subarray(from, to)]).toEqual(numbers.map((k) => given[k][other]))
          })
        }
      }),
    )
  })

  test.each(['pre', 'post'] as const)('is the same made of rows where they stand, of %s', (side) => {
    fc.assert(
      fc.property(synapses, fc.boolean(), (given, far) => {
        const rows = given.toSorted(([a], [b]) => a - b)
        const [i, j] = [Uint32Array.from(rows, ([i]) => i), Uint32Array.from(rows, ([, j]) => j)]
        const place = Uint32Array.from(rows, (_, k) => k)
        const rowStart = Uint32Array.from({ length: 6 }, (_, row) => rows.filter(([i]) => i < row).length)
        const delays = Float64Array.from(rows, ([, , lag]) => lag * (far ? 1 : 1e-4))
        const lags = lagsAt(delays, 1e-4, longestAt(delays, 1e-4))
        expect([...lags]).toEqual([...lagsOf({ i, j, place }, delays, 1e-4)])
        const different = differentLags(lags)
        const neurons = side === 'pre' ? 5 : 6
        const expected = delayIndex(side, { i, j, place }, lags, different, neurons, 6)
        const into = {
          rowStart: new Uint32Array(neurons * different.length + 1).fill(7),
          neighbour: new Uint16Array(rows.length),
          synapse: new Uint32Array(rows.length),
        }
        indexRows(side, { rowStart, target: j }, lags, different, into)
        expect({ lags: different, ...into }).toEqual(expected)
      }),
    )
  })

  test('takes two bytes a neuron where that is enough', () => {
    const none = new Uint32Array(0)
    const of = (neurons: number) =>
      delayIndex('pre', { i: none, j: none, place: none }, new Int32Array(0), new Int32Array(0), 1, neurons).neighbour
    expect(of(65_536)).toBeInstanceOf(Uint16Array)
    expect(of(65_537)).toBeInstanceOf(Uint32Array)
  })
})

describe('a ring that becomes longer', () => {
  const list = { items: 'P:spikes', counts: 'P:spikeCount', depth: 'P:depth', capacity: 3 }

  function ring(depth: number, next: number) {
    const memory = createMemory(1, new Float64Array(0), 0)
    memory.allocate([
      { name: list.items, element: 'i32', length: depth * list.capacity },
      { name: list.counts, element: 'i32', length: depth },
      { name: list.depth, element: 'i32', length: 1 },
    ])
    memory.i32(list.depth)[0] = depth
    for (let step = Math.max(0, next - depth); step < next; step++) {
      memory.i32(list.counts)[step % depth] = 1 + (step % 2)
      memory.i32(list.items).set([step, step + 1], (step % depth) * list.capacity)
    }
    return memory
  }

  test.each([
    [1, 5, 7],
    [4, 5, 2],
    [4, 9, 11],
    [3, 4, 3],
  ])('from %i to %i, before step %i, keeps the steps that it has', (depth, needed, next) => {
    const memory = ring(depth, next)
    ensureDepth(list, needed, next, memory)
    expect(memory.i32(list.depth)[0]).toBe(needed)
    const [items, counts] = [memory.i32(list.items), memory.i32(list.counts)]
    for (let step = Math.max(0, next - needed); step < next; step++) {
      const at = (step % needed) * list.capacity
      const kept = step >= next - depth
      expect([...items.subarray(at, at + counts[step % needed])]).toEqual(
        kept ? [step, step + 1].slice(0, 1 + (step % 2)) : [],
      )
    }
  })

  test('never becomes shorter', () => {
    const memory = ring(6, 9)
    const generation = memory.generation()
    ensureDepth(list, 4, 9, memory)
    expect([memory.i32(list.depth)[0], memory.generation()]).toEqual([6, generation])
  })
})

describe('what is on its way', () => {
  /** Neurons 1 and 3 spike in step 4, and 3 in step 5; the ring holds four steps. */
  const ring = {
    items: Int32Array.of(1, 3, 3, 0, 0, 0, 0, 0),
    counts: [2, 1, 0, 0],
    capacity: 2,
    depth: 4,
    start: 0,
    neurons: 4,
  }
  const numbers = (neuron: number, position: number) => [10 * neuron + position]

  test('is listed for each of the next steps, what happened earlier first', () => {
    const found = inFlight(ring, [0, 2, 3], 0, 6, numbers)
    expect(found.map((row) => [...row])).toEqual([[11, 31], [12, 32, 31], [32]])
  })

  test('is nothing from before the pathway listened, and nothing of other neurons', () => {
    expect(inFlight(ring, [0, 2, 3], 5, 6, numbers).map((row) => [...row])).toEqual([[], [31], [32]])
    expect(inFlight({ ...ring, start: 2, neurons: 2 }, [2], 0, 6, numbers).map((row) => [...row])).toEqual([[10], [10]])
  })

  test('comes after what was on its way before', () => {
    const both = merged([Uint32Array.of(1)], [Uint32Array.of(2), Uint32Array.of(3), new Uint32Array(0)])
    expect(both.map((row) => [...row])).toEqual([[1, 2], [3]])
  })
})

describe('the number of a synapse at a place', () => {
  const sizes = { name: 'S', source: 'P', target: 'Q', dt: 1e-4, variables: [], pathways: [], why: '', computed: [] }

  test.each([
    [3, 3],
    [4, 2],
    [2, 4],
  ])('without places for a neuron and itself, of %i and %i', (sources, targets) => {
    const number = numberAt({ ...sizes, sources, targets, layout: 'dense-without-diagonal' }, { count: 0 })
    const places = Array.from({ length: sources * targets }, (_, k) => k)
    const made = places.filter((k) => Math.floor(k / targets) !== k % targets)
    expect(made.map(number)).toEqual(made.map((_, k) => k))
  })

  test('of rows, by their order', () => {
    const order = Uint32Array.of(2, 0, 1)
    const number = numberAt({ ...sizes, sources: 2, targets: 2, layout: 'csr' }, { count: 3, order })
    expect([0, 1, 2].map(number)).toEqual([1, 2, 0])
  })
})
