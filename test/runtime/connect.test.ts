import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sparseConnectivity } from '../../src/runtime/connect.js'
import type { Data, SetupKernels } from '../../src/runtime/kernels.js'
import { log, log1p } from '../../src/runtime/math.js'
import { pair, streamKey, uniform } from '../../src/runtime/random.js'
import type { Sparse } from '../../src/runtime/sparse.js'

fc.configureGlobal({ seed: 1 })

type Rule = Parameters<typeof sparseConnectivity>[0]
type Pair = (i: number, j: number) => number

function kernels(pairs: Readonly<Record<string, Pair>>): SetupKernels {
  return { fills: {}, pairs: Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, () => pair])) }
}

function connect(
  rule: Rule,
  sources: number,
  targets: number,
  options: { readonly pairs?: Record<string, Pair>; readonly data?: Record<string, Data>; readonly seed?: number } = {},
): Sparse {
  const { pairs = {}, data = {}, seed = 1 } = options
  const sizes = { owner: 'S', sources, targets, allow: () => {} }
  return sparseConnectivity(rule, { sizes, setup: kernels(pairs), data: (name) => data[name], seed, step: 0 })
}

function pairsOf({ rowStart, target }: Sparse): readonly string[] {
  return [...target].map(
    (j, k) => `${rowStart.findLastIndex((start, i) => start <= k && i < rowStart.length - 1)}-${j}`,
  )
}

const random = (
  p: number,
  more: Partial<Extract<Rule, { kind: 'condition' }>> = {},
  seed = 1,
  sources = 200,
  targets = 300,
  condition?: Pair,
) =>
  connect(
    { kind: 'condition', p: 'p', constantP: true, stream: 'S.connect', ...(condition && { condition: 'c' }), ...more },
    sources,
    targets,
    { seed, pairs: { p: () => p, ...(condition && { c: condition }) } },
  )

describe('conditions', () => {
  test('take the pairs for which they hold, row by row', () => {
    const sparse = connect({ kind: 'condition', condition: 'c', constantP: false, stream: '' }, 3, 4, {
      pairs: { c: (i, j) => Number((i + j) % 2 === 1) },
    })
    expect(pairsOf(sparse)).toEqual(['0-1', '0-3', '1-0', '1-2', '2-1', '2-3'])
    expect([...sparse.rowStart]).toEqual([0, 2, 4, 6])
    expect(sparse.order).toBeUndefined()
  })

  test('may leave rows empty, and everything', () => {
    const none = connect({ kind: 'condition', condition: 'c', constantP: false, stream: '' }, 3, 4, {
      pairs: { c: () => 0 },
    })
    expect([...none.rowStart]).toEqual([0, 0, 0, 0])
    const last = connect({ kind: 'condition', condition: 'c', constantP: false, stream: '' }, 3, 4, {
      pairs: { c: (i) => Number(i === 2) },
    })
    expect([...last.rowStart]).toEqual([0, 0, 0, 4])
  })

  test('are not asked in rows that can have no synapses', () => {
    const asked: string[] = []
    const sparse = connect({ kind: 'condition', rows: 'r', condition: 'c', constantP: false, stream: '' }, 3, 2, {
      pairs: { r: (i) => Number(i !== 1), c: (i, j) => asked.push(`${i}-${j}`) % 2 },
    })
    expect(asked).toEqual(['0-0', '0-1', '2-0', '2-1'])
    expect(pairsOf(sparse)).toEqual(['0-0', '2-0'])
  })

  test('more synapses than are first made room for', () => {
    const sparse = connect({ kind: 'condition', condition: 'c', constantP: false, stream: '' }, 100, 100, {
      pairs: { c: () => 1 },
    })
    expect(sparse.target).toHaveLength(10_000)
    expect(sparse.target.every((j, k) => j === k % 100)).toBe(true)
  })
})

describe('p', () => {
  /** How far a count may be from its mean, in standard deviations. */
  const FAR = 4.5

  test.each([
    [0.001, true],
    [0.02, true],
    [0.3, true],
    [0.9, true],
    [0.02, false],
    [0.9, false],
  ])('%d gives as many synapses as it should, in each seed (by jumps: %s)', (p, constantP) => {
    for (const seed of [1, 2, 3, 4]) {
      const { target, rowStart } = random(p, { constantP }, seed)
      const [n, deviation] = [60_000, Math.sqrt(60_000 * p * (1 - p))]
      expect(Math.abs(target.length - n * p)).toBeLessThan(FAR * deviation)
      const columns = new Float64Array(300)
      for (const j of target) columns[j]++
      // Both margins are binomial: their chi squared is near to its number of degrees of freedom.
      const chi = (counts: readonly number[], trials: number) =>
        counts.reduce((sum, c) => sum + (c - trials * p) ** 2 / (trials * p * (1 - p)), 0)
      const rows = Array.from({ length: 200 }, (_, i) => rowStart[i + 1] - rowStart[i])
      expect(Math.abs(chi([...columns], 200) - 300)).toBeLessThan(FAR * Math.sqrt(600) + 2 / p)
      expect(Math.abs(chi(rows, 300) - 200)).toBeLessThan(FAR * Math.sqrt(400) + 2 / p)
    }
  })

  test('the gaps between synapses have the same law by jumps and by chance', () => {
    const p = 0.1
    const gaps = (constantP: boolean) => {
      const counts = new Float64Array(30)
      for (let seed = 1; seed <= 20; seed++) {
        const { rowStart, target } = random(p, { constantP }, seed)
        for (let i = 0; i < 200; i++) {
          for (let k = rowStart[i] + 1; k < rowStart[i + 1]; k++) counts[Math.min(29, target[k] - target[k - 1])]++
        }
      }
      const total = counts.reduce((sum, c) => sum + c, 0)
      return counts.map((c) => c / total)
    }
    const [byJumps, byChance] = [gaps(true), gaps(false)]
    for (let gap = 1; gap < 29; gap++) {
      const expected = p * (1 - p) ** (gap - 1)
      // About 114,000 gaps; those at the end of a row are cut off, which takes up to 1 / (300 p) from each.
      const slack = 5 * Math.sqrt(expected / 114_000) + expected / 25
      expect(Math.abs(byJumps[gap] - expected)).toBeLessThan(slack)
      expect(Math.abs(byChance[gap] - expected)).toBeLessThan(slack)
    }
  })

  test.each([true, false])('0 gives none and 1 gives all (by jumps: %s)', (constantP) => {
    expect(random(0, { constantP }).target).toHaveLength(0)
    expect(random(1, { constantP }).target).toHaveLength(60_000)
  })

  test('is drawn for the pairs that meet the condition', () => {
    const sparse = random(0.5, {}, 1, 50, 50, (i, j) => Number(i !== j))
    expect(pairsOf(sparse).every((pair) => new Set(pair.split('-')).size === 2)).toBe(true)
    expect(sparse.target.length).toBeGreaterThan(1000)
  })

  test('may differ from pair to pair', () => {
    const rule: Rule = { kind: 'condition', p: 'p', constantP: false, stream: 'S.connect' }
    const sparse = connect(rule, 100, 100, { pairs: { p: (_, j) => j / 100 } })
    const half = [...sparse.target].filter((j) => j < 50).length
    expect(half).toBeGreaterThan(1000)
    expect(half).toBeLessThan(1450)
    expect(sparse.target.length - half).toBeGreaterThan(3500)
    expect(sparse.target.includes(0)).toBe(false)
  })

  test('a seed reproduces it, another seed or stream does not', () => {
    expect(random(0.1, {}, 7)).toEqual(random(0.1, {}, 7))
    expect(random(0.1, {}, 7).target).not.toEqual(random(0.1, {}, 8).target)
    expect(random(0.1, {}, 7).target).not.toEqual(random(0.1, { stream: 'T.connect' }, 7).target)
  })

  test('a row does not depend on how many rows there are', () => {
    for (const constantP of [true, false]) {
      const [few, many] = [random(0.1, { constantP }, 3, 10, 300), random(0.1, { constantP }, 3, 200, 300)]
      expect([...few.target]).toEqual([...many.target.subarray(0, few.target.length)])
    }
  })

  test('rows are sorted, and no pair comes twice', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), fc.nat(2 ** 31), (p, constantP, seed) => {
        const { rowStart, target } = random(p, { constantP }, seed, 7, 40)
        expect(rowStart[7]).toBe(target.length)
        for (let i = 0; i < 7; i++) {
          const row = [...target.subarray(rowStart[i], rowStart[i + 1])]
          expect(row).toEqual([...new Set(row)].sort((a, b) => a - b))
          expect(row.every((j) => j < 40)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** What `p` means, one number after the other. */
function drawnByDefinition(
  { p, constantP, seed, sources, targets }: Drawn,
  holds: Pair = () => 1,
  rows: Pair = () => 1,
): readonly (readonly number[])[] {
  const key = streamKey('S.connect')
  return Array.from({ length: sources }, (_, i) => {
    const row: number[] = []
    if (rows(i, 0) === 0 || p === 0) return row
    if (!constantP || p === 1) {
      for (let j = 0; j < targets; j++) if (holds(i, j) !== 0 && uniform(seed, key, j, i, 0, 0) < p) row.push(j)
      return row
    }
    const numbers = new Float64Array(2)
    let j = -1
    for (let n = 0; ; n++) {
      pair(seed, key, Math.floor(n / 2), i, 0, 1, numbers)
      j += 1 + Math.floor(log(1 - numbers[n % 2]) * (1 / log1p(-p)))
      if (!(j < targets)) return row
      if (holds(i, j) !== 0) row.push(j)
    }
  })
}

interface Drawn {
  readonly p: number
  readonly constantP: boolean
  readonly seed: number
  readonly sources: number
  readonly targets: number
}

function drawn({ p, constantP, seed, sources, targets }: Drawn, holds?: Pair, rows?: Pair): Sparse {
  const conditions = { ...(holds && { condition: 'c' }), ...(rows && { rows: 'r' }) }
  return connect({ kind: 'condition', p: 'p', constantP, stream: 'S.connect', ...conditions }, sources, targets, {
    seed,
    pairs: { p: () => p, ...(holds && { c: holds }), ...(rows && { r: rows }) },
  })
}

const rowsOf = ({ rowStart, target }: Sparse): readonly (readonly number[])[] =>
  Array.from({ length: rowStart.length - 1 }, (_, i) => [...target.subarray(rowStart[i], rowStart[i + 1])])

describe('what is drawn in WebAssembly', () => {
  const probability = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 40 }).map((k) => 1 / k ** 3),
    fc.constantFrom(0, 1, 1e-320, 1e-17, 1e-9, 1 - 2 ** -53),
  )
  // The targets that are passed at once, and the rows, are 4096: some rows have more, and some runs of rows.
  const sizes = fc.oneof(
    fc.record({ sources: fc.nat(40), targets: fc.nat(400) }),
    fc.record({ sources: fc.integer({ min: 1, max: 3 }), targets: fc.integer({ min: 10_000, max: 20_000 }) }),
    fc.record({ sources: fc.integer({ min: 4000, max: 9000 }), targets: fc.integer({ min: 1, max: 9 }) }),
  )
  const model = fc
    .record({ p: probability, constantP: fc.boolean(), seed: fc.nat(2 ** 32 - 1), size: sizes })
    .map(({ size, ...more }): Drawn => ({ ...more, ...size }))
  const holds = fc.option(
    fc.record({ of: fc.integer({ min: 1, max: 5 }), is: fc.nat(2) }).map(({ of, is }): Pair => {
      return (i, j) => Number((i + j) % of === is)
    }),
    { nil: undefined },
  )
  const rows = fc.option(
    fc.integer({ min: 1, max: 4 }).map((of): Pair => {
      return (i) => Number(Math.floor(i / 3) % of === 0)
    }),
    { nil: undefined },
  )

  test('are the pairs of the definition in JavaScript', () => {
    fc.assert(
      fc.property(model, holds, rows, (of, condition, some) => {
        const found = rowsOf(drawn(of, condition, some))
        const expected = drawnByDefinition(of, condition, some)
        // Compared as text: looking for the difference among many thousand numbers would take minutes.
        expect(JSON.stringify(found) === JSON.stringify(expected)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test.each([0.001, 0.2, 0.9])('p = %d draws for rows with several thousand targets, and for many rows', (p) => {
    for (const [sources, targets] of [
      [2, 30_000],
      [10_000, 3],
      [9000, 100],
    ]) {
      const of = { p, constantP: true, seed: 5, sources, targets }
      expect(JSON.stringify(rowsOf(drawn(of))) === JSON.stringify(drawnByDefinition(of))).toBe(true)
    }
  })

  test.each([
    [1e-320, 0],
    [1e-17, 0],
    [1, 300],
  ])('p = %d gives %d synapses a row of 300', (p, each) => {
    const { rowStart } = random(p)
    expect([...rowStart]).toEqual(Array.from({ length: 201 }, (_, i) => i * each))
  })

  test('indices are as wide as they must be', () => {
    const last = (targets: number) => drawn({ p: 0.5, constantP: true, seed: 1, sources: 20, targets }).target
    expect(last(65_536)).toBeInstanceOf(Uint16Array)
    const wide = last(65_537)
    expect(wide).toBeInstanceOf(Uint32Array)
    // Half of the rows have a synapse to the last neuron.
    expect(wide.includes(65_536)).toBe(true)
  })

  test.each([undefined, () => 1])(
    'stops where no more are allowed, and what is drawn next begins anew',
    (condition) => {
      const of = { p: 0.5, constantP: true, seed: 1, sources: 1, targets: 40_000 }
      const told: number[] = []
      const allow = (count: number): void => {
        told.push(count)
        if (count > 6000) throw new Error('too many')
      }
      const rule: Rule = {
        kind: 'condition',
        p: 'p',
        constantP: true,
        stream: 'S.connect',
        ...(condition && { condition: 'c' }),
      }
      const setup = kernels({ p: () => 0.5, c: () => 1 })
      const sizes = { owner: 'S', sources: 1, targets: 40_000, allow }
      const work = () => sparseConnectivity(rule, { sizes, setup, data: () => Int32Array.of(), seed: 1, step: 0 })
      expect(work).toThrow('too many')
      // It was told before they were collected, and not of more than there are.
      expect(told.at(-1)).toBeGreaterThan(6000)
      expect(told.at(-1)).toBeLessThan(12_000)
      expect(rowsOf(drawn(of))).toEqual(drawnByDefinition(of))
    },
  )
})

describe('lists of pairs', () => {
  const listed = (i: readonly number[], j: readonly number[], sources = 4) =>
    connect({ kind: 'pairs', i: 'i', j: 'j' }, sources, 9, { data: { i: Int32Array.from(i), j: Int32Array.from(j) } })

  test('in the order of rows need no other order', () => {
    expect(listed([0, 0, 2, 3], [5, 1, 0, 8])).toEqual({
      rowStart: Uint32Array.of(0, 2, 2, 3, 4),
      target: Uint16Array.of(5, 1, 0, 8),
    })
  })

  test('out of order keep the order in which they were given, and duplicates', () => {
    const sparse = listed([2, 0, 2, 0, 2], [1, 3, 0, 3, 1])
    expect([...sparse.rowStart]).toEqual([0, 2, 2, 5, 5])
    expect([...sparse.target]).toEqual([3, 3, 1, 0, 1])
    expect([...(sparse.order ?? [])]).toEqual([2, 0, 3, 1, 4])
  })

  test('are found again through their order', () => {
    const pair = fc.tuple(fc.nat(3), fc.nat(8))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (given) => {
        const sparse = listed(
          given.map(([i]) => i),
          given.map(([, j]) => j),
        )
        const found = pairsOf(sparse)
        const inOrder = given.map((_, k) => found[sparse.order ? sparse.order[k] : k])
        expect(inOrder).toEqual(given.map(([i, j]) => `${i}-${j}`))
      }),
      { numRuns: 200 },
    )
  })
})

test('nonzero takes the entries of a matrix that are not zero', () => {
  const W = Float64Array.of(0, 1, -1, 0, 0, 0, -0, 2, 1e-300)
  const sparse = connect({ kind: 'nonzero', data: 'W', columns: 3 }, 3, 3, { data: { W } })
  expect(pairsOf(sparse)).toEqual(['0-1', '0-2', '2-1', '2-2'])
})
