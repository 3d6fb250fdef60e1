import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, Synapses } from '../../src/index.js'
import type { ConnectRule, Matrix } from '../../src/model/spec.js'
import type { Simulation } from '../../src/runtime/simulation.js'
import { groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

fc.configureGlobal({ seed: 1 })

const SPIKING = { threshold: 'v > 1', reset: 'v = 0' }
const ramp = (n: number) => Float64Array.from({ length: n }, (_, k) => k + 1)

function projection(options: ConstructorParameters<typeof Synapses>[2] = {}, targets = 4) {
  const A = new NeuronGroup(3, 'v : 1', { name: 'A', ...SPIKING })
  const B = new NeuronGroup(targets, 'v : 1', { name: 'B' })
  const S = new Synapses(A, B, { name: 'S', model: 'w : 1\nk : integer', on_pre: 'v += w', ...options })
  return { A, B, S, net: new Network(A, B, S, { seed: 1 }) }
}

describe('the order of synapses', () => {
  test.each<readonly [string, ConnectRule, string]>([
    ['all to all is row by row', {}, '00 01 02 03 10 11 12 13 20 21 22 23'],
    ['all but oneself', { condition: 'i != j' }, '01 02 03 10 12 13 20 21 23'],
    ['a condition is row by row', { condition: 'j >= 2*i' }, '00 01 02 03 12 13'],
    ['pairs are as they were given', { i: [2, 0, 2, 1], j: [3, 1, 0, 1] }, '23 01 20 11'],
    ['pairs may come twice', { i: [1, 0, 1], j: [2, 2, 2] }, '12 02 12'],
    ['the entries of a matrix are row by row', { nonzero: 'W' }, '01 12 20 23'],
  ])('%s', (_, rule, expected) => {
    const W = matrix([
      [0, 1, 0, 0],
      [0, 0, 2, 0],
      [3, 0, 0, 4],
    ])
    const { S } = projection({ namespace: { W } })
    S.connect(rule)
    S.set('w', '10*i + j').set('k', '100*i + j')
    const [i, j] = [S.i, S.j]
    expect([...i].map((source, k) => `${source}${j[k]}`).join(' ')).toBe(expected)
    expect(S.N).toBe(i.length)
    expect([...S.get('w')]).toEqual([...i].map((source, k) => 10 * source + j[k]))
    expect([...S.get('k')]).toEqual([...i].map((source, k) => 100 * source + j[k]))
  })
})

describe('values go in and come out', () => {
  const rules: readonly (readonly [string, ConnectRule])[] = [
    ['all to all', {}],
    ['all but oneself', { condition: 'i != j' }],
    ['sparse', { condition: '(i + j) % 2 == 0' }],
    ['pairs out of order', { i: [2, 0, 2, 1, 0], j: [3, 1, 0, 1, 0] }],
  ]

  test.each(rules)('a matrix: %s', (_, rule) => {
    const { S } = projection()
    S.connect(rule).set('w', matrix(ramp(12), [3, 4]))
    expect([...S.get('w')]).toEqual([...S.i].map((i, k) => 4 * i + S.j[k] + 1))
    const back = S.getMatrix('w', undefined, -1)
    expect(back.shape).toEqual([3, 4])
    const present = new Set([...S.i].map((i, k) => 4 * i + S.j[k]))
    expect([...back.data]).toEqual([...ramp(12)].map((value, at) => (present.has(at) ? value : -1)))
    S.set('w', '0').set('w', back)
    expect(S.getMatrix('w', undefined, -1)).toEqual(back)
  })

  test.each(rules)('a value for each synapse in order: %s', (_, rule) => {
    const { S } = projection()
    S.connect(rule)
    const values = ramp(S.N).map((x) => x ** 2)
    S.set('w', values)
    expect([...S.get('w')]).toEqual([...values])
  })

  test.each(rules)('only where a condition holds: %s', (_, rule) => {
    const { S } = projection()
    S.connect(rule).set('w', 1).set('w', '5 + i', { where: 'j == 1' })
    expect([...S.get('w')]).toEqual([...S.i].map((i, k) => (S.j[k] === 1 ? 5 + i : 1)))
  })

  test('in units', () => {
    const P = new NeuronGroup(2, 'v : volt', { name: 'P', threshold: 'v > 1*volt' })
    const S = new Synapses(P, P, { name: 'S', model: 'w : volt', namespace: { W: matrix(ramp(4), [2, 2], 'mV') } })
    const net = new Network(P, S, { seed: 1 })
    S.connect().set('w', 'W[i,j]')
    expect(net.parts).toHaveLength(2)
    expect([...S.get('w', 'uvolt')].map(Math.round)).toEqual([1000, 2000, 3000, 4000])
    expect(S.getMatrix('w', 'mV').unit).toBe('mV')
    S.set('w', '2*w').set('w', '7*mV', { where: 'i == j' })
    expect([...S.get('w', 'mV')].map((x) => Number(x.toPrecision(12)))).toEqual([7, 4, 6, 7])
    S.set('w', 0)
    expect([...S.get('w')]).toEqual([0, 0, 0, 0])
    S.set('w', matrix(ramp(4), [2, 2], 'uvolt'))
    expect([...S.get('w', 'uvolt')].map((x) => Number(x.toPrecision(12)))).toEqual([1, 2, 3, 4])
  })

  test('in units of the user’s own that are not SI’s, through every kind of expression', () => {
    const P = new NeuronGroup(2, 'v : volt', { name: 'P', threshold: 'v > 1*volt' })
    const W = matrix(ramp(4), [2, 2], 'mV')
    const u = matrix([1, 2], 'mV')
    const S = new Synapses(P, P, { name: 'S', model: 'w : volt', namespace: { W, u } })
    const net = new Network(P, S, { seed: 1 })
    S.connect().set('w', 'W[j,i] + u[i]*j + 3*mV')
    expect(net.parts).toHaveLength(2)
    expect([...S.get('w', 'mV')].map((x) => Number(x.toPrecision(12)))).toEqual([4, 7, 5, 9])
  })

  test('several synapses of a pair have no matrix', () => {
    const { S } = projection()
    S.connect({ i: [1, 1], j: [2, 2] })
    expect(() => S.getMatrix('w')).toThrow('several synapses from neuron 1 to neuron 2')
  })
})

describe('single precision', () => {
  const single = (data: Float32Array) => {
    const P = groupSpec('v : 1', { N: 2, ...SPIKING })
    const W: Matrix = { kind: 'matrix', data, shape: [2, 2] }
    return (rule: ConnectRule) =>
      simulationOf(
        modelSpec(
          [P, synapsesSpec({ model: 'w : 1', on_pre: 'v_post += w; w *= 3' })],
          [
            { kind: 'connect', target: 'S', rule },
            { kind: 'set', target: 'S', variable: 'w', value: W },
          ],
        ),
      )
  }

  test.each<readonly [string, ConnectRule]>([
    ['dense', {}],
    ['sparse', { condition: 'i <= j' }],
  ])('stays at 4 bytes a synapse: %s', (_, rule) => {
    const simulation = single(Float32Array.of(0.1, 0.2, 0.3, 0.4))(rule)
    expect(simulation.description.arrays.find((array) => array.name === 'S.w')?.element).toBe('f32')
    const kept = new Set(Float32Array.of(0.1, 0.2, 0.3, 0.4))
    expect([...simulation.values('S', 'w')].every((value) => kept.has(value))).toBe(true)
  })

  test('is rounded where it is stored, and nowhere else', async () => {
    const simulation = single(Float32Array.of(0.1, 0.2, 0.3, 0.4))({})
    await simulation.run(1e-4)
    expect([...simulation.values('P', 'v')]).toEqual([0, 0])
    const spiking = simulationOf(
      modelSpec(
        [
          groupSpec('v : 1\nge : 1', { N: 1, ...SPIKING }),
          synapsesSpec({ model: 'w : 1', on_pre: 'ge_post += w/3; w *= 3' }),
        ],
        [
          { kind: 'set', target: 'P', variable: 'v', value: 2 },
          { kind: 'connect', target: 'S', rule: {} },
          {
            kind: 'set',
            target: 'S',
            variable: 'w',
            value: { kind: 'matrix', data: Float32Array.of(0.1), shape: [1, 1] },
          },
        ],
      ),
    )
    await spiking.run(1e-4)
    expect(spiking.values('P', 'ge')[0]).toBe(Math.fround(0.1) / 3)
    expect(spiking.values('S', 'w')[0]).toBe(Math.fround(Math.fround(0.1) * 3))
  })

  test('can be set again after a run', async () => {
    const A = new NeuronGroup(2, 'v : 1', { name: 'A', ...SPIKING })
    const S = new Synapses(A, A, { name: 'S', model: 'w : 1', on_pre: 'v_post += w' })
    const net = new Network(A, S, { seed: 1 })
    S.connect({ condition: 'True' }).set('w', matrix(Float32Array.of(0.5, 1, 2, 4), [2, 2]))
    await net.run('1*ms')
    S.set('w', '2*w')
    expect([...S.get('w')]).toEqual([1, 2, 4, 8])
    S.set('w', matrix(Float64Array.of(1, 2, 3, 0.1), [2, 2]))
    expect([...S.get('w')]).toEqual([1, 2, 3, Math.fround(0.1)])
    S.set('w', 3)
    expect([...S.get('w')]).toEqual([3, 3, 3, 3])
  })
})

describe('the user’s array', () => {
  test('is never written to, whatever becomes of the variable', async () => {
    for (const on_pre of ['v_post += w', 'v_post += w; w += 1']) {
      const data = ramp(4)
      const A = new NeuronGroup(2, 'v : 1', { name: 'A', ...SPIKING })
      const S = new Synapses(A, A, { name: 'S', model: 'w : 1', on_pre })
      const net = new Network(A, S, { seed: 1 })
      A.set('v', 2)
      S.connect().set('w', matrix(data, [2, 2]))
      await net.run('1*ms')
      S.set('w', '0')
      S.set('w', '5', { where: 'i == 0' })
      await net.run('1*ms')
      expect([...data]).toEqual([1, 2, 3, 4])
    }
  })
})

/** The same network, its synapses held densely or sparsely. */
function network(
  rule: ConnectRule,
  W: Matrix,
  N: number,
  on_pre = 'ge_post += w; v_post += w*x_pre/2; w += 0.01*v_post',
): Simulation {
  const model = 'dv/dt = (1.2 + ge - v)/(10*ms) : 1 (unless refractory)\ndge/dt = -ge/(5*ms) : 1\nx : 1'
  const group = groupSpec(model, { N, threshold: 'v > 1', reset: 'v = 0; x += 0.1', refractory: '1*ms' })
  const monitors = [
    { kind: 'SpikeMonitor', name: 'spikes', source: 'P' },
    { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'ge'], record: true },
  ] as const
  const actions = [
    { kind: 'set', target: 'P', variable: 'v', value: 'rand()' },
    { kind: 'connect', target: 'S', rule },
    { kind: 'set', target: 'S', variable: 'w', value: W },
  ] as const
  return simulationOf(
    modelSpec([group, synapsesSpec({ model: 'w : 1', on_pre, delay: '0.3*ms' }), ...monitors], actions),
    { seed: 5 },
  )
}

async function everything(simulation: Simulation): Promise<unknown> {
  await simulation.run(0.04)
  const { i, t } = simulation.spikes('spikes')
  expect(i.length).toBeGreaterThan(10)
  return { i, t, v: simulation.traces('M', 'v'), ge: simulation.traces('M', 'ge'), w: simulation.matrix('S', 'w', 0) }
}

describe('dense and sparse representations give the same bits', () => {
  const N = 20
  const W = (values: (i: number, j: number) => number): Matrix => ({
    kind: 'matrix',
    shape: [N, N],
    data: Float64Array.from({ length: N * N }, (_, k) => values(Math.floor(k / N), k % N)),
  })
  const full = W((i, j) => Math.sin(i * 7 + j * 13) * 0.1 + 0.02)
  const indices = Array.from({ length: N * N }, (_, k) => k)
  const all = { i: indices.map((k) => Math.floor(k / N)), j: indices.map((k) => k % N) }

  test.each<readonly [string, ConnectRule]>([
    ['a condition that always holds', { condition: 'i >= 0' }],
    ['a list of all pairs', all],
    ['p = 1', { p: 1 }],
  ])('all to all and %s', async (_, rule) => {
    expect(await everything(network(rule, full, N))).toEqual(await everything(network({}, full, N)))
  })

  test('a list of all pairs in another order', async () => {
    const order = [...indices].sort((a, b) => ((a * 37) % 401) - ((b * 37) % 401))
    const rule = { i: order.map((k) => all.i[k]), j: order.map((k) => all.j[k]) }
    expect(await everything(network(rule, full, N))).toEqual(await everything(network({}, full, N)))
  })

  test('all but oneself', async () => {
    const without = W((i, j) => (i === j ? 0 : Math.cos(i + 3 * j) * 0.1 + 0.03))
    const [dense, sparse] = [
      network({ condition: 'i != j' }, without, N),
      network({ condition: 'i - j != 0' }, without, N),
    ]
    expect(dense.description.synapses[0].layout).toBe('dense-without-diagonal')
    expect(sparse.description.synapses[0].layout).toBe('csr')
    expect(await everything(sparse)).toEqual(await everything(dense))
  })

  test('absent synapses and weights of zero, where nothing but the weight is added', async () => {
    const holes = W((i, j) => ((i * 3 + j) % 4 === 0 ? 0 : Math.sin(i + j) * 0.1 + 0.03))
    const results = async (rule: ConnectRule) => {
      const simulation = network(rule, holes, N, 'ge_post += w')
      return everything(simulation)
    }
    expect(await results({ condition: '(3*i + j) % 4 != 0' })).toEqual(await results({}))
  })

  test('single precision, too', async () => {
    const single: Matrix = { ...full, data: Float32Array.from(full.data) }
    expect(await everything(network(all, single, N))).toEqual(await everything(network({}, single, N)))
  })
})

test('a variable of synapses that is shared has one value', () => {
  const { S } = projection({ model: 'c : 1 (shared)\nw = c*(i + 1) : 1', on_pre: 'v += w' })
  S.connect({ i: [2, 0], j: [1, 1] }).set('c', '2 + rand()')
  expect(S.get('c')).toHaveLength(1)
  expect(S.get('c')[0]).toBeGreaterThan(2)
})

test('any lists of pairs, with duplicates and in any order, keep their values apart', () => {
  const pair = fc.tuple(fc.nat(2), fc.nat(3))
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (pairs) => {
      const { S } = projection()
      S.connect({ i: pairs.map(([i]) => i), j: pairs.map(([, j]) => j) })
      S.set(
        'w',
        pairs.map((_, k) => k + 0.5),
      ).set('w', '100 + w', { where: 'i == 1' })
      expect([...S.i].map((i, k) => [i, S.j[k]])).toEqual(pairs)
      expect([...S.get('w')]).toEqual(pairs.map(([i], k) => k + 0.5 + (i === 1 ? 100 : 0)))
    }),
    { numRuns: 15, seed: 3 },
  )
})
