/** One to one and procedural: the same bits as lists of the same synapses, in both backends, and refused where they do not fit. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/analyse.js'
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses, type SynapsesOptions } from '../../src/index.js'
import type { ConnectRule } from '../../src/model/spec.js'

type Backend = 'wasm' | 'js'
const BACKENDS = ['wasm', 'js'] as const

interface Wanted {
  readonly sizes: readonly [number, number]
  readonly options: SynapsesOptions
  readonly rule: ConnectRule
  readonly backend: Backend
  readonly precision?: 'double' | 'single'
  readonly set?: (S: Synapses) => void
}

function networkOf({ sizes, options, rule, backend, precision = 'double', set }: Wanted) {
  const [A, B] = sizes.map((size, k) => {
    const group = new NeuronGroup(
      size,
      `dv/dt = (drive - v)/(5*ms) : 1
       drive : 1 (constant)
       x : 1
       y : 1`,
      { name: 'AB'[k], threshold: 'v > 1', reset: 'v -= 1', method: 'exact' },
    )
    return group.set({ drive: '1.3 + 0.11*(i % 7)' })
  })
  const S = new Synapses(A, B, { name: 'S', ...options }).connect(rule)
  set?.(S)
  const spikes = [new SpikeMonitor(A), new SpikeMonitor(B)]
  const network = new Network(A, B, S, ...spikes, { backend, precision, seed: 7 })
  return { A, B, S, spikes, network }
}

const bits = (values: ArrayLike<number>) => Buffer.from(Float64Array.from(values).buffer).toString('hex')

async function outcome(wanted: Wanted, variables: readonly string[] = []) {
  const { A, B, S, spikes, network } = networkOf(wanted)
  await network.run('10*ms')
  await network.run('10*ms')
  const neurons = ['v', 'x', 'y'].flatMap((name) => [A.get(name), B.get(name)])
  const all = [...neurons, ...spikes.map(({ t }) => t), S.i, S.j, ...variables.map((name) => S.get(name))]
  return { state: all.map(bits), N: S.N, kind: S.describe().representation }
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
const precisions = fc.constantFrom('double' as const, 'single' as const)

describe('one to one', () => {
  const CODES: readonly SynapsesOptions[] = [
    { model: 'w : 1', on_pre: 'v_post += w*0.3; w = 0.98*w + 0.001*x_post' },
    { model: 'w : 1', on_pre: 'x_post += w*rand()', on_post: 'y_pre += w; w *= 0.9', delay: '0.7*ms' },
    { model: 'dw/dt = -w/(7*ms) : 1', on_pre: 'x_post += w + N', on_post: 'w += 0.1*N_incoming', method: 'euler' },
    { model: 'w : 1\nx_post = 0.5*w*v_pre : 1 (summed)', on_pre: 'y_post += w', on_post: 'w += 0.1' },
  ]
  const SETS: readonly ((S: Synapses) => void)[] = [
    (S) => void S.set({ w: '0.1*i + rand()' }),
    (S) => void S.set({ w: 0.25 }).set('w', 0.5, { where: 'i % 2 == 0' }),
  ]

  test('to the bits of lists', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.constantFrom(...CODES),
        fc.constantFrom(...SETS),
        fc.constantFrom(...BACKENDS),
        precisions,
        fc.constantFrom<ConnectRule>(
          { condition: 'i == j' },
          { j: 'i', skip_if_invalid: true },
          { i: 'j', skip_if_invalid: true },
        ),
        fc.boolean(),
        async (sizes, options, set, backend, precision, rule, delayed) => {
          const own = (S: Synapses) => {
            set(S)
            if (delayed && options.delay === undefined) S.set({ delay: '0.1*ms*(i % 4)' })
          }
          const wanted = { sizes, options, backend, precision, set: own }
          const direct = await outcome({ ...wanted, rule }, ['w'])
          const lists = await outcome({ ...wanted, rule: { ...rule, representation: 'csr' } }, ['w'])
          expect(direct.kind).toBe('one-to-one')
          expect(lists.kind).toBe('csr')
          expect(direct.N).toBe(Math.min(...sizes))
          expect(direct.state).toEqual(lists.state)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('is read, recorded, and given more synapses', async () => {
    const wanted = {
      sizes: [3, 4] as const,
      options: { model: 'w : 1', on_pre: 'x_post += w' },
      backend: 'wasm' as const,
    }
    const { S, network } = networkOf({ ...wanted, rule: { j: 'i' }, set: (S) => void S.set({ w: '1 + i' }) })
    const recorded = new StateMonitor(S, 'w', { record: true })
    network.add(recorded)
    await network.run('1*ms')
    expect([...S.i]).toEqual([0, 1, 2])
    expect([...S.getMatrix('w').data]).toEqual([1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0])
    expect([...S.view('w')]).toEqual([1, 2, 3])
    expect(S.describe()).toMatchObject({
      representation: 'one-to-one',
      index: 'none',
      bytes: { indices: 0, variables: 24 },
    })
    network.remove(recorded)
    S.connect({ i: [0], j: [3] })
    await network.run('1*ms')
    expect(S.describe().representation).toBe('csr')
    expect([...S.get('w')]).toEqual([1, 2, 3, 0])
    expect([...S.j]).toEqual([0, 1, 2, 3])
  })

  test('is not taken where a neuron would be missing', () => {
    const rule = { j: 'i' }
    const { network } = networkOf({ sizes: [4, 3], options: { on_pre: 'x_post += 1' }, rule, backend: 'wasm' })
    return expect(network.build()).rejects.toThrow(/outside|no neuron|3/)
  })
})

describe('procedural', () => {
  const CODES: readonly SynapsesOptions[] = [
    { on_pre: 'v_post += 0.05; x_post = 0.9*x_post + 0.01*i + j' },
    { on_pre: 'x_post += rand() + N', delay: '0.7*ms' },
    {
      model: 'g : 1 (shared)\nw = g*(1 + 0.1*(i - j)) + 0.1*v_pre : 1',
      on_pre: { pre: 'v_post += 0.01*w', late: 'y_post += w*N_incoming' },
      delay: { late: '1*ms' },
    },
  ]

  test('to the bits of lists', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.constantFrom(...CODES),
        fc.constantFrom(...BACKENDS),
        precisions,
        fc.constantFrom<ConnectRule>(
          { p: 0 },
          { p: 0.07 },
          { p: 0.5 },
          { p: 0.98 },
          { p: 1 },
          { p: 0.4, condition: 'i != j' },
        ),
        async (sizes, options, backend, precision, rule) => {
          const hasWeights = options.model !== undefined
          const set = (S: Synapses) => void (hasWeights && S.set({ g: 0.3 }))
          const wanted = { sizes, options, backend, precision, set }
          const variables = hasWeights ? ['w'] : []
          const drawn = await outcome({ ...wanted, rule: { ...rule, representation: 'procedural' } }, variables)
          const lists = await outcome({ ...wanted, rule }, variables)
          expect([drawn.kind, lists.kind]).toEqual(['procedural', 'csr'])
          expect(drawn.N).toBe(lists.N)
          expect(drawn.state).toEqual(lists.state)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('stays what it was where other random numbers follow, and is refused more synapses', async () => {
    const rule = { p: 0.4, representation: 'procedural' } as const
    const { S, network } = networkOf({ sizes: [9, 8], options: { on_pre: 'x_post += 1' }, rule, backend: 'wasm' })
    await network.run('1*ms')
    const before = [[...S.i], [...S.j]]
    network.store()
    await network.run('1*ms')
    network.restore('default', { random: 'new' })
    expect([[...S.i], [...S.j]]).toEqual(before)
    const reached = S.N
    expect(reached).toBe(before[0].length)
    S.connect({ i: [0], j: [3] })
    await expect(network.run('1*ms')).rejects.toThrow(/V077|several calls/)
  })

  test('stores nothing, and says so', async () => {
    const rule = { p: 0.1, representation: 'procedural' } as const
    const { S, network } = networkOf({ sizes: [500, 400], options: { on_pre: 'x_post += 1' }, rule, backend: 'wasm' })
    await network.build()
    const { synapses, ...told } = S.describe()
    expect(told).toMatchObject({
      representation: 'procedural',
      index: 'none',
      bytesPerSynapse: 0,
      bytes: { indices: 20, total: 20 },
    })
    expect(synapses).toBeGreaterThan(19000)
  })

  test('is asked for in JSON too, by one of four names', async () => {
    const rule = { p: 0.1, representation: 'procedural' } as const
    const { network } = networkOf({ sizes: [5, 4], options: { on_pre: 'x_post += 1' }, rule, backend: 'wasm' })
    const json = JSON.stringify(network.toJSON())
    const back = Network.fromJSON(JSON.parse(json))
    expect(JSON.stringify(back.toJSON())).toBe(json)
    expect(() => Network.fromJSON(JSON.parse(json.replace('"procedural"', '"sparse"')))).toThrow()
    expect(() =>
      networkOf({ sizes: [5, 4], options: {}, rule: { p: 0.1, representation: 'sparse' as 'csr' }, backend: 'js' }),
    ).toThrow('`representation` of connect(): it is `dense`, `csr`, `one-to-one` or `procedural`')
  })

  test('stores what is set to one number once', async () => {
    const drawn = { p: 0.4, representation: 'procedural' } as const
    const options = { model: 'w : 1\nn : integer', on_pre: 'x_post += w*(n + 1)' }
    const wanted = { sizes: [9, 8], options, backend: 'wasm', set: (S: Synapses) => S.set({ w: '0.5*3' }) } as const
    const [mine, theirs] = [
      await outcome({ ...wanted, rule: drawn }, ['w', 'n']),
      await outcome({ ...wanted, rule: { p: 0.4 } }, ['w', 'n']),
    ]
    expect(mine.kind).toBe('procedural')
    expect(mine.state).toEqual(theirs.state)
    const { S, network } = networkOf({ ...wanted, rule: drawn })
    await network.run('1*ms')
    S.set({ w: 2 })
    expect(new Set(S.get('w'))).toEqual(new Set([2]))
    S.set({ w: '0.1*i' })
    await expect(network.run('1*ms')).rejects.toThrow('V077')
    // What was refused is forgotten.
    await network.run('1*ms')
    expect(new Set(S.get('w'))).toEqual(new Set([2]))
    expect(() => S.view('w')).toThrow('V041')
  })

  test('is taken by itself where lists would not fit', () => {
    const { network } = networkOf({
      sizes: [200000, 200000],
      options: { on_pre: 'x_post += 1' },
      rule: { p: 0.1 },
      backend: 'wasm',
    })
    expect(check(network.spec()).filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('what is refused', () => {
  const told = (
    options: SynapsesOptions,
    rule: ConnectRule,
    sizes: readonly [number, number] = [4, 4],
    set: Readonly<Record<string, string>> = {},
  ) => {
    const { S, network } = networkOf({ sizes, options, rule, backend: 'wasm' })
    S.set(set)
    return check(network.spec())
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`)
  }
  const drawn = { p: 0.1, representation: 'procedural' } as const

  test.each<[string, SynapsesOptions, ConnectRule]>([
    ['the pathway `post` looks for', { on_post: 'x_pre += 1' }, drawn],
    ['no condition but `i != j`', { on_pre: 'x_post += 1' }, { ...drawn, condition: 'i < j' }],
    ['a constant probability', { on_pre: 'x_post += 1' }, { ...drawn, p: '0.1*i' }],
    ['`n` says how many each pair has', { on_pre: 'x_post += 1' }, { ...drawn, n: 2 }],
    ['goes over all synapses in every step', { model: 'x_post = v_pre : 1 (summed)' }, drawn],
    ['not every pair of neurons has a synapse', {}, { p: 0.1, representation: 'dense' }],
    ["it takes `j: 'i'`", {}, { p: 0.1, representation: 'one-to-one' }],
  ])('%s', (against, options, rule) => {
    expect(told(options, rule)).toEqual([expect.stringMatching(/^V077 /)])
    expect(told(options, rule)[0]).toContain(against)
  })

  test('what has a value for each synapse', () => {
    const weights = { model: 'w : 1', on_pre: 'x_post += w' }
    expect(told(weights, drawn, [4, 4], { w: 'rand()' })).toEqual([
      expect.stringContaining('`w` has a value for each synapse'),
    ])
    expect(told({ ...weights, on_pre: 'x_post += w; w *= 0.9' }, drawn)).toEqual([
      expect.stringContaining('`w` has a value for each synapse'),
    ])
    expect(told(weights, drawn, [4, 4], { w: '0.5' })).toEqual([])
  })

  test('more synapses than there is memory for, before they are drawn', () => {
    const weights = { model: 'w : 1', on_pre: 'x_post += w' }
    expect(told(weights, { p: 0.1 }, [100000, 100000], { w: 'rand()' })).toEqual([
      'V078 the 1000000000 or so synapses of `S` would take 11.18 GiB, and there may be 4.00 GiB',
    ])
  })
})
