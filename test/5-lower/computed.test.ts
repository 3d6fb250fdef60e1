/** Synapses whose targets are computed at every spike: the same bits as lists of them, whatever is done with them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/analyse.js'
import {
  matrix,
  Network,
  type NetworkOptions,
  NeuronGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
  TimedArray,
} from '../../src/index.js'
import type { ConnectRule } from '../../src/model/spec.js'

const BACKENDS = ['wasm', 'js'] as const

interface Wanted {
  readonly sizes: readonly [number, number]
  readonly options: SynapsesOptions
  readonly rule: ConnectRule
  readonly backend: (typeof BACKENDS)[number]
  readonly precision?: 'double' | 'single'
  readonly set?: (S: Synapses) => void
  readonly namespace?: NetworkOptions['namespace']
}

function networkOf({ sizes, options, rule, backend, precision = 'double', set, namespace = {} }: Wanted) {
  const [A, B] = sizes.map((size, k) => {
    const group = new NeuronGroup(
      size,
      `dv/dt = (drive - v)/(5*ms) : 1
       drive : 1 (constant)
       x : 1
       y : 1
       place : 1
       on : boolean
       twice = 2*place : 1`,
      { name: 'AB'[k], threshold: 'v > 1', reset: 'v -= 1', method: 'exact' },
    )
    return group.set({ drive: '1.3 + 0.11*(i % 7)', place: 'rand()', on: 'i % 3 != 1' })
  })
  const S = new Synapses(A, B, { name: 'S', ...options }).connect(rule)
  set?.(S)
  const spikes = [new SpikeMonitor(A), new SpikeMonitor(B)]
  const network = new Network(A, B, S, ...spikes, {
    backend,
    precision,
    seed: 7,
    namespace: { width: 3, near: 0.4, shift: 1.5, ...namespace },
  })
  return { A, B, S, spikes, network }
}

const bits = (values: ArrayLike<number>) => Buffer.from(Float64Array.from(values).buffer).toString('hex')

async function outcome(wanted: Wanted, variables: readonly string[]) {
  const { A, B, S, spikes, network } = networkOf(wanted)
  await network.run('8*ms')
  // What they were computed from is another one now.
  A.set({ place: 0.5 })
  await network.run('12*ms')
  const neurons = ['v', 'x', 'y'].flatMap((name) => [A.get(name), B.get(name)])
  const counts = [S.get('N_incoming_post'), S.get('N_outgoing_pre')]
  const all = [...neurons, ...counts, ...spikes.map(({ t }) => t), S.i, S.j, ...variables.map((name) => S.get(name))]
  return { state: all.map(bits), N: S.N, kind: S.describe().representation }
}

async function expectSame(wanted: Wanted, variables: readonly string[] = []) {
  const computed = await outcome({ ...wanted, rule: { ...wanted.rule, representation: 'procedural' } }, variables)
  const lists = await outcome({ ...wanted, rule: { ...wanted.rule, representation: 'csr' } }, variables)
  expect([computed.kind, lists.kind]).toEqual(['procedural', 'csr'])
  expect(computed.N).toBe(lists.N)
  expect(computed.state).toEqual(lists.state)
}

const RULES: readonly ConnectRule[] = [
  { j: 'k for k in range(i - 3, i + 4) if k != i', skip_if_invalid: true },
  { j: 'k for k in range(N_post) if abs(i - k) < width', skip_if_invalid: true },
  { j: 'k for k in range(i - 9, i + 11)', skip_if_invalid: true },
  { j: 'i + (k - 3) for k in range(-4, 20)', skip_if_invalid: true },
  { j: 'k - i for k in range(2*i - 8, 2*i + 9) if (j - place_pre)**2 > near and k % 5 != 0', skip_if_invalid: true },
  { j: 'i - k for k in range(-6, 7)', skip_if_invalid: true },
  { j: 'k for k in range(i + 2, 9)', skip_if_invalid: true },
  { j: '(i + k) % N_post for k in range(-2, width)' },
  { j: 'i + 2*k for k in range(5, -6, -2) if j != i', skip_if_invalid: true },
  { j: '(i + 1) % N_post' },
  { j: 'i', skip_if_invalid: true },
  { j: 'i/3 - shift', skip_if_invalid: true },
  { j: '(i*i + k*k*k)/(1 + k) - 2 for k in range(int(4*place_pre))', skip_if_invalid: true },
  { j: 'i - 1 if on_pre', skip_if_invalid: true },
  { condition: 'abs(i - j) <= 5 and i != j' },
  { condition: 'on_pre and abs(place_pre - place_post) < near' },
  { condition: 'i < 5 and on_post and twice_pre > place_post' },
  { condition: 'exp(-(i - j)**2/7.3) > 0.2' },
  { condition: '(place_pre - place_post)**2 + (i - j)**2/100 < near**2' },
  { condition: 'sin(i) < cos(j) and exp(-place_pre) > 0.4' },
  { condition: 'i > N_pre' },
]

const sizes = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
const settings = {
  sizes,
  rule: fc.constantFrom(...RULES),
  backend: fc.constantFrom(...BACKENDS),
  precision: fc.constantFrom('double' as const, 'single' as const),
}

describe('to the bits of lists', () => {
  const NOTHING_STORED: readonly SynapsesOptions[] = [
    { on_pre: 'v_post += 0.05; x_post = 0.9*x_post + 0.01*i + j' },
    { on_pre: 'x_post += rand() + N', delay: '0.7*ms' },
    { on_pre: 'v_post += 0.02*y_post; y_post += 0.1*place_pre; x_pre += v_post' },
    {
      model: 'g : 1 (shared)\nw = g*(1 + 0.1*(i - j)) + 0.1*v_pre : 1',
      on_pre: { pre: 'v_post += 0.01*w', late: 'y_post += w*N_incoming' },
      delay: { late: '1*ms' },
    },
    { model: 'x_post = v_pre - 0.1*j : 1 (summed)\ny_pre = v_post + i : 1 (summed)', on_pre: 'v_post += 0.01' },
  ]

  test('where nothing is stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(settings), fc.constantFrom(...NOTHING_STORED), async (net, options) => {
        const isShared = String(options.model).includes('g : 1')
        await expectSame({ ...net, options, set: (S) => void (isShared && S.set({ g: 0.3 })) }, isShared ? ['w'] : [])
      }),
      { numRuns: 60 },
    )
  })

  test('of a condition, from both sides', async () => {
    const options: readonly SynapsesOptions[] = [
      { on_pre: 'x_post += 1 + i', on_post: 'y_pre = 0.9*y_pre + x_post*rand() + j' },
      { on_post: { post: 'v_pre += 0.01*N_incoming', late: 'x_pre += place_post' }, delay: { late: '1*ms' } },
      { model: 'w = 0.1*(i - j) : 1\nx_post = w : 1 (summed)', on_post: 'y_pre += w*x_post' },
    ]
    const rule = fc.constantFrom(...RULES.filter(({ condition }) => condition !== undefined))
    await fc.assert(
      fc.asyncProperty(fc.record({ ...settings, rule }), fc.constantFrom(...options), async (net, options) =>
        expectSame({ ...net, options }),
      ),
      { numRuns: 40 },
    )
  })

  const STORED: readonly SynapsesOptions[] = [
    { model: 'w : 1', on_pre: 'v_post += w*0.3; w = 0.98*w + 0.001*x_post' },
    { model: 'w : 1', on_pre: 'x_post += w*rand()', delay: '0.7*ms' },
    { model: 'dw/dt = -w/(7*ms) : 1', on_pre: 'x_post += w + N', method: 'euler' },
    { model: 'dw/dt = -w/(7*ms) : 1 (event-driven)', on_pre: 'x_post += w; w += 0.1' },
    { model: 'w : 1\nx_post = 0.5*w*v_pre : 1 (summed)', on_pre: 'y_post += w' },
    { model: 'w : 1\nu = w*v_pre : 1 (constant over dt)', on_pre: 'y_post += u' },
  ]

  test('where each has values of its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(settings),
        fc.constantFrom(...STORED),
        fc.constantFrom<(S: Synapses) => void>(
          (S) => void S.set({ w: '0.1*i + rand()' }),
          (S) => void S.set({ w: 0.25 }).set('w', '2*w + j', { where: 'i % 2 == 0' }),
        ),
        async (net, options, set) => expectSame({ ...net, options, set }, ['w']),
      ),
      { numRuns: 60 },
    )
  })

  test.each(BACKENDS)('for a pair that has several, by %s', async (backend) => {
    const rule = { j: 'k // 2 for k in range(i, i + 5)', skip_if_invalid: true }
    const net = { sizes: [7, 6] as const, rule, backend }
    await expectSame({ ...net, options: { on_pre: 'x_post += rand()' } })
    await expectSame({ ...net, options: { on_pre: 'x_post += 1 + i' } })
    await expectSame({ ...net, options: { model: 'w : 1', on_pre: 'x_post += w', multisynaptic_index: 'n' } }, [
      'n',
      'w',
    ])
    const set = (S: Synapses) => void S.set({ w: 'rand() + n' })
    await expectSame({ ...net, set, options: { model: 'w : 1', on_pre: 'x_post += w', multisynaptic_index: 'n' } }, [
      'w',
    ])
  })

  test.each(BACKENDS)('between parts of groups, regularly, and recorded, by %s', async (backend) => {
    const told = await Promise.all(
      (['csr', 'procedural'] as const).map(async (representation) => {
        const G = new NeuronGroup(12, 'v : 1\nplace : 1', { name: 'G', threshold: '(t_in_timesteps + i) % 4 == 0' })
        G.set({ place: 'i*0.1' })
        const options = { name: 'S', model: 'w : 1\nu = w + v_post : 1', on_pre: 'v_post += w; w += 0.1' }
        const S = new Synapses(G.slice(2, 9), G.slice(3, 12), options)
        S.connect({ condition: 'i + 1 != j and place_pre < place_post', representation }).set({ w: 'i + 0.1*j' })
        S.run_regularly('w *= 0.9 + 0.01*rand()', { dt: '0.5*ms' })
        const all = new StateMonitor(S, ['w', 'u'], { record: true })
        const some = new StateMonitor(S, ['w'], { record: [1, 5] })
        const network = new Network(G, S, all, some, { backend, seed: 3 })
        await network.run('4*ms')
        expect(S.describe().representation).toBe(representation)
        const { i, j, values } = S.getEdges('w')
        const read: ArrayLike<number>[] = [
          G.get('v'),
          S.get('w', { where: 'place_pre > 0.4' }),
          S.get('u'),
          S.getMatrix('w').data,
          i,
          j,
          values.data,
        ]
        return [...read, ...all.get('w'), ...all.get('u'), ...some.get('w')].map(bits)
      }),
    )
    expect(told[1]).toEqual(told[0])
  })
})

describe('stays what it was', () => {
  test.each(BACKENDS)('when constants and neurons are others, and more objects come, by %s', async (backend) => {
    const rule: ConnectRule = { j: 'k for k in range(i, i + width) if place_pre < near', skip_if_invalid: true }
    const told = await Promise.all(
      (['csr', 'procedural'] as const).map(async (representation) => {
        const options = { model: 'w : 1', on_pre: 'x_post += w' }
        const { A, B, S, network } = networkOf({
          sizes: [9, 8],
          options,
          rule: { ...rule, representation },
          backend,
          set: (S) => void S.set({ w: 'i + rand()' }),
        })
        await network.run('3*ms')
        network.store()
        A.set({ place: 0 })
        network.setParameters({ width: 5 })
        await network.run('3*ms')
        network.add(new SpikeMonitor(B, { name: 'more' }))
        await network.run('3*ms')
        const reached = [B.get('x'), S.i, S.j, S.get('w')].map(bits)
        return reached
      }),
    )
    expect(told[1]).toEqual(told[0])
  })

  test.each(BACKENDS)('when a state is restored, by %s', async (backend) => {
    const rule = { condition: 'place_pre < place_post', representation: 'procedural' } as const
    const { A, B, S, network } = networkOf({ sizes: [9, 8], options: { on_pre: 'x_post += 1' }, rule, backend })
    await network.run('1*ms')
    const before = [[...S.i], [...S.j]]
    network.store()
    A.set({ place: 0 })
    await network.run('5*ms')
    const reached = bits(B.get('x'))
    network.restore()
    expect([[...S.i], [...S.j]]).toEqual(before)
    A.set({ place: 0 })
    await network.run('5*ms')
    expect(bits(B.get('x'))).toBe(reached)
    S.connect({ i: [0], j: [3] })
    await expect(network.run('1*ms')).rejects.toThrow(/V077|several calls/)
  })
})

test.each(BACKENDS)('places are told where they come to be asked for, by %s', async (backend) => {
  const rules: ConnectRule[] = [
    { condition: 'place_pre < place_post' },
    { j: '(i + k // 2) % N_post for k in range(4)' },
  ]
  for (const rule of rules) {
    const told = await Promise.all(
      (['csr', 'procedural'] as const).map(async (representation) => {
        const options = { model: 'g : 1 (shared)\nw = g*(1 + x_post) : 1', on_pre: 'x_post += 1' }
        const wanted = { sizes: [9, 8] as const, options, rule: { ...rule, representation }, backend }
        const { A, S, network } = networkOf({ ...wanted, set: (S) => void S.set({ g: 0.5 }) })
        await network.run('3*ms')
        A.set({ place: 0 })
        const all = new StateMonitor(S, ['w'], { record: true })
        const some = new StateMonitor(S, ['w'], { record: [1, 5] })
        network.add(all, some)
        await network.run('3*ms')
        return [...all.get('w'), ...some.get('w'), S.get('w')].map(bits)
      }),
    )
    expect(told[1]).toEqual(told[0])
  }
})

test('stores nothing, and says so', async () => {
  const rule = { j: 'k for k in range(i - 20, i + 21) if k != i', skip_if_invalid: true } as const
  const wanted = { sizes: [5000, 5000], options: { on_pre: 'x_post += 1' }, backend: 'wasm' } as const
  const { S, network } = networkOf({ ...wanted, rule: { ...rule, representation: 'procedural' } })
  await network.build()
  expect(S.describe()).toMatchObject({
    representation: 'procedural',
    index: 'none',
    synapses: 199580,
    bytesPerSynapse: 0,
    bytes: { indices: 8, total: 8 },
    why: 'connect() asks for it, and the neurons that they lead to are computed at every spike',
  })
})

test.each(BACKENDS)('a neuron that is not there is refused when they are connected, by %s', async (backend) => {
  const rule = { j: 'k for k in range(i, i + 3)', representation: 'procedural' } as const
  const { network } = networkOf({ sizes: [4, 4], options: { on_pre: 'x_post += 1' }, rule, backend })
  await expect(network.build()).rejects.toThrow(/skip_if_invalid|I008/)
})

test.each(BACKENDS)('a value that blows up is told with its neurons, by %s', async (backend) => {
  const rule = { j: 'i + 1', skip_if_invalid: true, representation: 'procedural' } as const
  const options = { model: 'w : 1', on_pre: 'w = exp(100*w)' }
  const set = (S: Synapses) => void S.set({ w: 'int(i == 2)' })
  const { network } = networkOf({ sizes: [6, 6], options, rule, backend, set })
  await expect(network.run('50*ms')).rejects.toThrow('from neuron 2 to neuron 3')
})

describe('what is refused', () => {
  const told = (rule: ConnectRule, options: SynapsesOptions = { on_pre: 'x_post += 1' }, more?: Wanted['set']) => {
    const set = more && { set: more }
    const asked = { ...rule, representation: 'procedural' } as const
    const namespace = { W: matrix(new Float64Array(16), [4, 4]), rate: new TimedArray([1, 2], { dt: '1*ms' }) }
    const { network } = networkOf({ sizes: [4, 4], options, rule: asked, backend: 'wasm', namespace, ...set })
    return check(network.spec())
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`)
  }
  const toldOfResting = () => {
    const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1', reset: 'v = 0', refractory: '2*ms' })
    const S = new Synapses(P, P, { on_pre: 'v += 1' })
    S.connect({ condition: 'not_refractory_pre and i < j', representation: 'procedural' })
    return check(new Network(P, S).spec()).map(({ code, message }) => `${code} ${message}`)
  }
  const ring: ConnectRule = { j: '(i + 1) % N_post' }

  test.each<[string, string[]]>([
    ['`rand()` draws random numbers', told({ j: 'k for k in range(N_post) if rand() < 0.1' })],
    ['`sample` draws random numbers', told({ j: 'k for k in sample(N_post, p=0.1)' })],
    ['an expression for `i` counts the synapses by the neurons of B', told({ i: 'j' })],
    ['`t` is another one in every step', told({ condition: 'i*ms > t' })],
    ['it would have to keep the matrix `W`', told({ condition: 'W[i,j] > 0.5' })],
    ['`rate` is a function of time', told({ j: 'k for k in range(int(rate(0*ms)))' })],
    ['each pair of neurons has a synapse', told({ condition: 'i != j' })],
    ['a constant probability, `p: 0.1`, an expression for `j`, or a condition', told({ i: [0], j: [1] })],
    ['the pathway `post` looks for', told(ring, { on_post: 'x_pre += 1' })],
    ['each has values of its own', told({ condition: 'i < j' }, { model: 'w : 1', on_post: 'w += 1' })],
    [
      'the delay of the pathway `pre` is set',
      told(ring, { on_pre: 'x_post += 1' }, (S) => void S.set({ delay: '1*ms*i' })),
    ],
    ['several calls of connect()', told(ring, {}, (S) => void S.connect(ring))],
    ['`n` says how many', told({ condition: 'i < j', n: 2 })],
    ['`not_refractory_pre` says when neurons spiked', toldOfResting()],
  ])('%s', (against, found) => {
    expect(found).toEqual([expect.stringMatching(/^V077 /)])
    expect(found[0]).toContain(against)
  })
})
