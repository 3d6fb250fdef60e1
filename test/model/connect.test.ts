/** connect(): several calls, several synapses for a pair, before the first run and after. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  edges,
  loadEdges,
  loadMatrix,
  matrix,
  Network,
  NeuronGroup,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
  saveEdges,
  saveMatrix,
} from '../../src/index.js'

fc.configureGlobal({ seed: 1 })

const SPIKING = { threshold: 'v > 1', reset: 'v = 0' }
const backends = ['js', 'wasm'] as const

function model(options: SynapsesOptions = {}, [sources, targets] = [4, 3]) {
  const P = new NeuronGroup(sources, 'v : 1\nx : 1', SPIKING)
  const Q = new NeuronGroup(targets, 'v : 1\ny : 1')
  const S = new Synapses(P, Q, { model: 'w : 1\nc : integer', on_pre: 'v_post += w', ...options })
  return { P, Q, S }
}

const pairs = ({ i, j }: Synapses) => [...i].map((from, k) => `${from}-${j[k]}`).join(' ')

describe('several calls', () => {
  test('append in the order in which they are made, as the reference does', () => {
    const { P, Q, S } = model({ multisynaptic_index: 'k' })
    S.connect({ j: 'k for k in range(i % 3, N_post)' }).set('w', 'i*10 + j')
    S.connect({ condition: 'i >= j', n: 2 }).connect({ i: [3, 0, 3], j: 1 })
    new Network(P, Q, S)
    // Brian2 2.5.1
    expect([...S.i].join()).toBe('0,0,0,1,1,2,3,3,3,0,0,1,1,1,1,2,2,2,2,2,2,3,3,3,3,3,3,3,0,3')
    expect([...S.j].join()).toBe('0,1,2,1,2,2,0,1,2,0,0,0,0,1,1,0,0,1,1,2,2,0,0,1,1,2,2,1,1,1')
    expect([...S.get('k')].join()).toBe('0,0,0,0,0,0,0,0,0,1,2,0,1,1,2,0,1,0,1,1,2,1,2,1,2,1,2,3,1,4')
    expect([...S.get('w')].slice(0, 12)).toEqual([0, 1, 2, 11, 12, 22, 30, 31, 32, 0, 0, 0])
    expect([...S.get('N_incoming')].slice(0, 4)).toEqual([10, 12, 8, 12])
    expect([...S.get('N_outgoing_pre')]).toEqual([6, 6, 7, 11])
    expect([...S.get('N_incoming_post')]).toEqual([10, 12, 8])
  })

  test('what is set between them stays with its synapses', () => {
    const { P, Q, S } = model()
    S.connect('i != j').set({ w: 'i + 0.1*j', c: 5 })
    S.connect({ i: [0, 3], j: [0, 2] }).set('w', '7', { where: 'w == 0' })
    S.connect({ i: 1, j: 1 }).set('c', 'i', { where: 'c == 0' })
    new Network(P, Q, S)
    expect(pairs(S)).toBe('0-1 0-2 1-0 1-2 2-0 2-1 3-0 3-1 3-2 0-0 3-2 1-1')
    expect([...S.get('w')]).toEqual([0.1, 0.2, 1, 1.2, 2, 2.1, 3, 3.1, 3.2, 7, 7, 0])
    expect([...S.get('c')]).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 3, 1])
  })

  test('with the same rule draw numbers of their own', () => {
    const { P, Q, S } = model({}, [30, 30])
    S.connect({ p: 0.2 }).connect({ p: 0.2 })
    const net = new Network(P, Q, S, { seed: 4 })
    const alone = model({}, [30, 30])
    alone.S.connect({ p: 0.2 })
    new Network(alone.P, alone.Q, alone.S, { seed: net.seed })
    const [first, second] = [pairs(alone.S), pairs(S)]
    expect(second.startsWith(`${first} `)).toBe(true)
    expect(second.slice(first.length + 1)).not.toBe(first)
  })

  test.each(backends)('reach the same neurons as one list of pairs does (%s)', async (backend) => {
    const run = async (connect: (S: Synapses) => unknown) => {
      const { P, Q, S } = model({ on_pre: 'v_post += w*rand()/N_incoming' })
      P.set({ v: 2 })
      connect(S)
      S.set('w', '1 + rand()')
      await new Network(P, Q, S, { seed: 9, backend }).run('0.1*ms')
      return { w: [...S.get('w')], v: [...Q.get('v')], pairs: pairs(S) }
    }
    const parts = await run((S) => S.connect('i < 2').connect({ i: [3, 1], j: [2, 2] }))
    const list = await run((S) => S.connect({ i: [0, 0, 0, 1, 1, 1, 3, 1], j: [0, 1, 2, 0, 1, 2, 2, 2] }))
    expect(parts).toEqual(list)
    // Two synapses of a pair draw each its own number.
    expect(parts.w[5]).not.toBe(parts.w[7])
  })

  test('of lists are one list', () => {
    const lists = fc.array(fc.array(fc.tuple(fc.nat(4), fc.nat(5)), { maxLength: 8 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 3 }), (calls, n) => {
        const { P, Q, S } = model({ multisynaptic_index: 'r' }, [5, 6])
        for (const call of calls) S.connect({ i: call.map(([i]) => i), j: call.map(([, j]) => j), n })
        new Network(P, Q, S)
        const all = calls.flat().flatMap(([i, j]) => Array.from({ length: n }, () => `${i}-${j}`))
        expect(pairs(S)).toBe(all.join(' '))
        const seen = new Map<string, number>()
        const repeats = all.map((pair) => {
          seen.set(pair, (seen.get(pair) ?? -1) + 1)
          return seen.get(pair)
        })
        expect([...S.get('r')]).toEqual(repeats)
      }),
      { numRuns: 40 },
    )
  })
})

describe('n', () => {
  test.each([
    [{ n: 2 }, '0-0 0-0 0-1 0-1 1-0 1-0 1-1 1-1'],
    [{ condition: 'i != j', n: '1 + i' }, '0-1 1-0 1-0'],
    [{ j: 'i', n: 3 }, '0-0 0-0 0-0 1-1 1-1 1-1'],
    [{ i: '1 - j', n: 2 }, '1-0 1-0 0-1 0-1'],
    [{ i: [1, 0], j: [0, 1], n: 2 }, '1-0 1-0 0-1 0-1'],
    [{ i: [1, 0], j: 1, n: 'i + 1' }, '1-1 1-1 0-1'],
    [
      {
        nonzero: matrix([
          [0, 1],
          [2, 0],
        ]),
        n: 2,
      },
      '0-1 0-1 1-0 1-0',
    ],
    [{ n: 'int(x_pre)' }, '1-0 1-0 1-1 1-1'],
    [{ n: 0 }, ''],
  ] as const)('%j', (rule, expected) => {
    const { P, Q, S } = model({}, [2, 2])
    P.set({ x: '2*i' })
    S.connect(rule)
    new Network(P, Q, S)
    expect(pairs(S)).toBe(expected)
  })

  test('is asked once for each pair', () => {
    const { P, Q, S } = model({}, [20, 20])
    S.connect({ n: 'int(3*rand())' })
    new Network(P, Q, S, { seed: 2 })
    const counts = [...S.i].reduce(
      (seen, i, k) => seen.set(i * 20 + S.j[k], (seen.get(i * 20 + S.j[k]) ?? 0) + 1),
      new Map<number, number>(),
    )
    expect(new Set(counts.values())).toEqual(new Set([1, 2]))
    expect(S.N).toBeGreaterThan(300)
    expect(S.N).toBeLessThan(500)
  })
})

describe('lists with a probability', () => {
  test('keep each pair with it', () => {
    const { P, Q, S } = model({}, [50, 40])
    const i = Array.from({ length: 2000 }, (_, k) => k % 50)
    S.connect({ i, j: i.map((_, k) => k % 40), p: '0.25 + 0.5*int(i >= 25)' })
    new Network(P, Q, S, { seed: 1 })
    const low = [...S.i].filter((from) => from < 25).length
    expect(low).toBeGreaterThan(190)
    expect(low).toBeLessThan(310)
    expect(S.N - low).toBeGreaterThan(690)
    expect(S.N - low).toBeLessThan(810)
  })

  test('of 0 and 1 are clear', () => {
    const { P, Q, S } = model()
    S.connect({ i: [0, 1], j: [0, 0], p: 0 }).connect({ i: [3, 1], j: [0, 0], p: 1 })
    new Network(P, Q, S)
    expect(pairs(S)).toBe('3-0 1-0')
  })
})

describe('lists', () => {
  test('may be one neuron and many', () => {
    const { P, Q, S } = model()
    S.connect({ i: 2, j: [0, 2] }).connect({ i: [0, 1, 3], j: [1] })
    new Network(P, Q, S)
    expect(pairs(S)).toBe('2-0 2-2 0-1 1-1 3-1')
  })

  test.each([Int32Array, Uint16Array, Uint32Array, Int8Array, Float64Array])('may be a %o', (Kind) => {
    const { P, Q, S } = model()
    S.connect({ i: Kind.from([3, 0, 3]), j: Kind.from([1, 2, 0]) })
    new Network(P, Q, S)
    expect(pairs(S)).toBe('3-1 0-2 3-0')
  })

  test('a matrix by itself gives its entries', () => {
    const { P, Q, S } = model({}, [2, 3])
    const W = matrix([
      [0, 1, 2],
      [3, 0, 0],
    ])
    S.connect(W).set('w', W)
    new Network(P, Q, S)
    expect(pairs(S)).toBe('0-1 0-2 1-0')
    expect([...S.get('w')]).toEqual([1, 2, 3])
  })
})

describe('between runs', () => {
  test.each(backends)('synapses are made beside those that there are (%s)', async (backend) => {
    const { P, Q, S } = model()
    P.set({ v: 2 })
    S.connect('i < 2').set('w', '1 + i')
    const net = new Network(P, Q, S, { backend })
    await net.run('0.1*ms')
    expect([...Q.get('v')]).toEqual([3, 3, 3])
    S.connect({ i: [3, 0], j: [1, 1] }).set('w', 10, { where: 'w == 0' })
    expect(pairs(S)).toBe('0-0 0-1 0-2 1-0 1-1 1-2 3-1 0-1')
    expect([...S.get('w')]).toEqual([1, 1, 1, 2, 2, 2, 10, 10])
    P.set({ v: 2 })
    await net.run('0.1*ms')
    expect([...Q.get('v')]).toEqual([6, 26, 6])
  })

  test.each(backends)('of a dense layout get indices (%s)', async (backend) => {
    for (const condition of ['True', 'i != j']) {
      const { P, Q, S } = model({ on_pre: 'v_post += w; c += 1' })
      const W = matrix([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
        [10, 11, 12],
      ])
      S.connect(condition).set('w', W)
      P.set({ v: 2 })
      const net = new Network(P, Q, S, { backend })
      await net.run('0.1*ms')
      const [before, v] = [[...S.get('w')], [...Q.get('v')]]
      S.connect({ i: 2, j: 0 })
      expect([...S.get('w')]).toEqual([...before, 0])
      expect([...S.get('c')]).toEqual([...before.map(() => 1), 0])
      expect([...Q.get('v')]).toEqual(v)
      P.set({ v: '2*int(i == 2)' })
      await net.run('0.1*ms')
      const row = condition === 'True' ? [7, 8, 9] : [7, 8, 0]
      expect([...Q.get('v')]).toEqual(v.map((value, j) => value + row[j]))
      expect([...S.get('c')].at(-1)).toBe(1)
    }
  })

  test('data in a unit of their own stay what they are', async () => {
    const P = new NeuronGroup(2, 'v : volt', { threshold: 'v > 1*mV', reset: 'v = 0*mV' })
    const S = new Synapses(P, { model: 'w : volt', on_pre: 'v_post += 0*w' }).connect()
    S.set(
      'w',
      matrix(
        [
          [1, 2],
          [3, 4],
        ],
        'mV',
      ),
    )
    const net = new Network(P, S)
    await net.run('0.1*ms')
    S.connect({ i: 0, j: 1 })
    expect([...S.get('w', 'mV')].map((w) => Math.round(w * 1e9) / 1e9)).toEqual([1, 2, 3, 4, 0])
  })

  test('reading the synapses in between is no hindrance', () => {
    const { P, Q, S } = model()
    new Network(P, Q, S.connect({ i: 0, j: 0 }))
    expect(S.N).toBe(1)
    S.connect()
    expect(S.N).toBe(13)
  })

  test('are refused where they were recorded, and the network goes on', async () => {
    const { P, Q, S } = model()
    const M = new StateMonitor(S.connect('i < 2'), 'w', { record: true })
    const net = new Network(P, Q, S, M)
    await net.run('0.2*ms')
    S.connect({ i: 3, j: 0 })
    expect(() => S.N).toThrow(/V036[\s\S]*recorded/)
    await net.run('0.1*ms')
    expect([S.N, M.t.length]).toEqual([6, 3])
  })

  test('are refused while spikes are on their way', async () => {
    const { P, Q, S } = model({ delay: '0.3*ms' })
    const net = new Network(P, Q, S.connect('i < 2'))
    P.set({ v: 2 })
    await net.run('0.2*ms')
    S.connect({ i: 3, j: 0 })
    expect(() => S.N).toThrow(/V036[\s\S]*on their way/)
    await net.run('0.5*ms')
    S.connect({ i: 3, j: 0 })
    expect(S.N).toBe(7)
  })

  test.each(backends)('go on with delays of their own, on every pathway (%s)', async (backend) => {
    const { P, Q, S } = model({ on_pre: { pre: 'v_post += w', late: 'y_post += w' } })
    S.connect({ i: [3, 0], j: [1, 2] }).set({ w: '1 + i', delay: '(1 + i)*0.1*ms', 'late.delay': '0.3*ms' })
    P.set({ v: 2 })
    const net = new Network(P, Q, S, { backend })
    await net.run('0.2*ms')
    // What is on its way reaches those that it was sent to.
    S.connect({ i: 0, j: 0 }).set('w', 10, { at: 2 })
    await net.run('0.6*ms')
    expect([[...Q.get('v')], [...Q.get('y')]]).toEqual([
      [0, 4, 1],
      [0, 4, 1],
    ])
    expect([...S.get('delay', 'ms')].map((x) => Math.round(10 * x))).toEqual([4, 1, 0])
    P.set({ v: '2*int(i == 0)' })
    await net.run('0.5*ms')
    expect([[...Q.get('v')], [...Q.get('y')]]).toEqual([
      [10, 4, 2],
      [10, 4, 2],
    ])
  })

  test('a call that is wrong is forgotten', async () => {
    const { P, Q, S } = model()
    const net = new Network(P, Q, S.connect('i < 2'))
    await net.run('0.1*ms')
    S.connect({ i: 17, j: 0 })
    expect(() => S.N).toThrow(/I001/)
    expect(S.N).toBe(6)
  })

  test('a monitor of all synapses that has recorded nothing yet records the new ones', async () => {
    const { P, Q, S } = model()
    const M = new StateMonitor(S.connect('i < 2'), 'w', { record: true })
    const net = new Network(P, Q, S, M)
    expect(S.N).toBe(6)
    S.connect({ i: 3, j: 0 }).set('w', 'i')
    await net.run('0.1*ms')
    expect(M.get('w').map((trace) => trace[0])).toEqual([0, 0, 0, 1, 1, 1, 3])
  })
})

describe('edges', () => {
  const triplets = { i: [3, 0, 3, 1], j: [1, 2, 0, 1] }

  test('are connected in their order, and give their values', () => {
    const { P, Q, S } = model()
    const E = edges({ ...triplets, values: [1, 2, 3, 4], shape: [4, 3] })
    S.connect(E).set('w', E.values)
    new Network(P, Q, S)
    expect(pairs(S)).toBe('3-1 0-2 3-0 1-1')
    expect([...S.get('w')]).toEqual([1, 2, 3, 4])
    expect([...S.getMatrix('w').data]).toEqual([0, 0, 2, 0, 4, 0, 0, 0, 0, 3, 1, 0])
  })

  test.each([
    [{ indptr: [0, 1, 2, 2, 4], indices: [2, 1, 1, 0], values: [2, 4, 1, 3] }, '0-2 1-1 3-1 3-0', [2, 4, 1, 3]],
    [
      { indptr: [0, 1, 3, 4], indices: [3, 1, 3, 0], values: [3, 4, 1, 2], format: 'csc' },
      '3-0 1-1 3-1 0-2',
      [3, 4, 1, 2],
    ],
  ] as const)('of compressed rows and columns: %j', (given, expected, values) => {
    const { P, Q, S } = model()
    const E = edges({ ...given, shape: [4, 3] })
    S.connect(E).set('w', E.values)
    new Network(P, Q, S)
    expect(pairs(S)).toBe(expected)
    expect([...S.get('w')]).toEqual(values)
  })

  test('go with n and p', () => {
    const { P, Q, S } = model()
    S.connect({ edges: edges(triplets), n: 2 }).connect({ edges: edges(triplets), p: 0 })
    new Network(P, Q, S)
    expect(pairs(S)).toBe('3-1 3-1 0-2 0-2 3-0 3-0 1-1 1-1')
  })

  test('of a network make it again', async () => {
    const run = async (make: (S: Synapses) => unknown) => {
      const { P, Q, S } = model()
      make(S)
      P.set({ v: 2 })
      await new Network(P, Q, S, { seed: 1 }).run('0.1*ms')
      return { S, v: [...Q.get('v')] }
    }
    const first = await run((S) => S.connect({ p: 0.6 }).connect(edges(triplets)).set({ w: 'rand()', c: 'i + j' }))
    const E = first.S.getEdges(['w', 'c'])
    const second = await run((S) => S.connect(E).set(E.columns))
    expect(second.v).toEqual(first.v)
    expect(second.S.getEdges(['w', 'c'])).toEqual(E)
  })

  test.each([
    [{ i: [0, 1], j: [0] }, /2 of i and 1 of j/],
    [{ i: [0, 1], j: [0, 1], values: [1] }, /2 edges and 1 `values`/],
    [{ i: [0], j: [0], shape: [4] }, /`shape` is \[rows, columns\]/],
    [{ indptr: [0, 2], indices: [0], shape: [1, 2] }, /goes from 0 to 2 at 0, of 1 edges/],
    [{ indptr: [0, 1], indices: [0], shape: [2, 2] }, /has 2 numbers, and 2 rows need 3/],
    [{ indptr: [0, 1], indices: [0] }, /`shape` says/],
    [{ i: [0] }, /two lists/],
  ] as const)('that do not fit are refused: %j', (given, message) => {
    expect(() => edges(given as Parameters<typeof edges>[0])).toThrow(message)
  })

  test('of other groups are refused', () => {
    const { P, Q, S } = model()
    new Network(P, Q, S.connect(edges({ ...triplets, shape: [3, 4] })))
    expect(() => S.N).toThrow(/V003[\s\S]*the transpose would fit/)
  })
})

describe('files', () => {
  const inFolder = (use: (path: (name: string) => string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'spikec-edges-'))
    try {
      use((name) => join(folder, name))
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test.each(['npz', 'csv', 'mtx'])('edges are written and read again: .%s', (ending) => {
    const E = edges({ i: [3, 0, 3], j: [1, 2, 0], values: [0.1, -2, 1e-300], unit: 'mV', shape: [4, 3] })
    inFolder((path) => {
      const file = path(`E.${ending}`)
      saveEdges(file, E)
      const again = loadEdges(file, ending === 'csv' ? {} : { unit: 'mV' })
      expect([Array.from(again.i), Array.from(again.j)]).toEqual([E.i, E.j])
      expect(again.columns).toEqual(E.columns)
      if (ending !== 'csv') expect(again.shape).toEqual(E.shape)
    })
  })

  test.each(['npy', 'npz', 'csv', 'mtx'])('matrices are written and read again: .%s', (ending) => {
    const W = matrix(
      [
        [0.1, -2, 1e-300],
        [0, 5, 6],
      ],
      'mV',
    )
    inFolder((path) => {
      saveMatrix(path(`W.${ending}`), W)
      expect(loadMatrix(path(`W.${ending}`), { unit: 'mV' })).toEqual(W)
    })
  })

  test('what an ending has no room for is refused, and nothing is left', () => {
    const several = edges({ i: [0], j: [0], columns: { a: [1], b: [2] }, shape: [1, 1] })
    inFolder((path) => {
      expect(() => saveEdges(path('E.mtx'), several)).toThrow(/one number for each edge, and these have 2/)
      expect(() => saveEdges(path('E.npy'), several)).toThrow(/ends in .npz, .mtx, .csv/)
      saveEdges(path('E.npz'), several)
      expect(loadEdges(path('E.npz')).columns).toEqual(several.columns)
    })
  })
})

describe('some of the synapses', () => {
  const layouts = [
    ['dense', (S: Synapses) => S.connect()],
    ['dense without diagonal', (S: Synapses) => S.connect('i != j')],
    ['lists out of order', (S: Synapses) => S.connect({ i: [3, 0, 2, 0, 3], j: [1, 2, 0, 1, 1] })],
    ['one from each', (S: Synapses) => S.connect({ j: 'i % 3' })],
  ] as const

  test.each(layouts)('are set and read by a condition, by numbers and by neurons: %s', async (_, connect) => {
    for (const backend of backends) {
      const { P, Q, S } = model({ on_pre: 'v_post += w' })
      connect(S).set('w', '10*i + j').set('w', 0, { where: 'i == j' })
      S.set('w', 7, { at: 1 })
        .set('c', 'i + N_incoming', { at: [2, 0] })
        .set('w', [1, 2], { at: [3, 0] })
      P.set({ v: 2 })
      const net = new Network(P, Q, S, { backend })
      const [i, j] = [[...S.i], [...S.j]]
      const w = i.map((from, k) => (from === j[k] ? 0 : 10 * from + j[k]))
      w[1] = 7
      w[3] = 1
      w[0] = 2
      const incoming = j.map((to) => j.filter((other) => other === to).length)
      expect([...S.get('w')]).toEqual(w)
      expect([...S.get('c')]).toEqual(i.map((from, k) => (k === 0 || k === 2 ? from + incoming[k] : 0)))
      expect([...S.get('w', { where: 'i == 3 and w > 5' })]).toEqual(w.filter((x, k) => i[k] === 3 && x > 5))
      expect([...S.get('w', { at: [3, 1, 1] })]).toEqual([w[3], w[1], w[1]])
      const between = { i: i[2], j: [j[2]] }
      expect([...S.get('w', { at: between })]).toEqual(w.filter((_, k) => i[k] === i[2] && j[k] === j[2]))
      S.set('w', '100 + w', { at: between })
      for (let k = 0; k < w.length; k++) if (i[k] === i[2] && j[k] === j[2]) w[k] += 100
      expect([...S.get('w')]).toEqual(w)
      await net.run('0.1*ms')
      expect([...Q.get('v')]).toEqual([0, 1, 2].map((to) => w.reduce((sum, x, k) => sum + (j[k] === to ? x : 0), 0)))
      S.set('w', [5], { at: 0 })
      w[0] = 5
      expect([...S.get('w')]).toEqual(w)
    }
  })

  test('have values in the unit that is named', () => {
    const P = new NeuronGroup(3, 'v : volt', { threshold: 'v > 1*mV', reset: 'v = 0*mV' })
    const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v += w' }).connect()
    S.set(
      'w',
      matrix(
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
        'mV',
      ),
    ).set('w', matrix([-1], 'uvolt'), { at: { i: 1, j: 1 } })
    new Network(P, S)
    expect([...S.get('w', { unit: 'uvolt', at: [0, 4] })].map(Math.round)).toEqual([1000, -1])
    expect([...S.get('w', { unit: 'mV', where: 'w > 6.5*mV' })].map(Math.round)).toEqual([7, 8, 9])
  })

  test.each([
    ['a number that there is not', (S: Synapses) => S.set('w', 1, { at: [0, 12] }).N, /I010[\s\S]*number 12: it has 9/],
    [
      'a pair without synapses',
      (S: Synapses) => S.set('w', 1, { at: { i: 0, j: 0 } }).N,
      /I010[\s\S]*from neuron 0 to neuron 0/,
    ],
    ['a neuron that there is not', (S: Synapses) => S.set('w', 1, { at: { i: 9, j: 0 } }).N, /I001/],
    ['half a number', (S: Synapses) => S.set('w', 1, { at: 0.5 }).N, /no number of a synapse/],
    [
      'other lengths',
      (S: Synapses) => S.set('w', [1, 2], { at: [0] }).N,
      /V002[\s\S]*1 value, one for each synapse that is named/,
    ],
    [
      'a condition as well',
      (S: Synapses) => S.set('w', 1, { at: 0, where: 'i > 0' }).N,
      /can not be combined with where/,
    ],
    ['a condition that is a number', (S: Synapses) => S.get('w', { where: 'w' }), /U008/],
    ['a condition of names that are not', (S: Synapses) => S.get('w', { where: 'x > 0' }), /N001/],
  ] as const)('%s is refused', (_, use, message) => {
    const { P, Q, S } = model()
    new Network(P, Q, S.connect('i != j'))
    expect(() => use(S)).toThrow(message)
  })

  test('of groups are refused by `at`', () => {
    const { P, Q, S } = model()
    P.set('v', 1, { at: 0 })
    new Network(P, Q, S.connect())
    expect(() => S.N).toThrow(/it names synapses/)
  })
})
