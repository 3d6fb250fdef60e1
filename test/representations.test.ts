/** How synapses are stored changes no bit of what they do; the order in which they were made changes the order of sums, and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeMonitor, Synapses } from '../src/index.js'
import type { ConnectRule } from '../src/model/spec.js'

type Backend = 'wasm' | 'js'
const BACKENDS = ['wasm', 'js'] as const

/** What synapses do, whatever they are stored as. */
interface Rule {
  readonly model: string
  readonly on_pre?: string
  readonly on_post?: string
}

interface Net {
  readonly sources: number
  readonly targets: number
  readonly rule: Rule
  /** A number for each pair; 0 where there is no synapse. */
  readonly weights: readonly (readonly number[])[]
  /** In ms, for each pair, or one for all. */
  readonly delays: undefined | number | readonly (readonly number[])[]
  readonly backend: Backend
}

type Way = 'dense' | 'condition' | 'nonzero' | 'triplets' | 'generator' | 'row after row'

/** Pairs with a synapse, row by row. */
const pairsOf = ({ weights }: Net) =>
  weights.flatMap((row, i) => row.flatMap((w, j) => (w === 0 ? [] : [[i, j] as const])))

/** The calls of connect() that make them. */
function rulesOf(net: Net, way: Way): readonly ConnectRule[] {
  const pairs = pairsOf(net)
  switch (way) {
    case 'dense':
      return [{}]
    case 'condition':
      return [{ condition: 'W[i,j] != 0' }]
    case 'nonzero':
      return [{ nonzero: 'W' }]
    case 'generator':
      return [{ j: 'k for k in range(N_post)' }]
    case 'triplets':
      return [{ i: pairs.map(([i]) => i), j: pairs.map(([, j]) => j) }]
    case 'row after row':
      return net.weights.map((_, row) => ({ condition: `i == ${row} and W[i,j] != 0` }))
  }
}

/** Neurons that spike by themselves on both sides, each in its own rhythm. */
function neurons(name: string, size: number, rate: string) {
  const group = new NeuronGroup(
    size,
    `dv/dt = (drive - v)/(5*ms) : 1
     drive : 1 (constant)
     x : 1
     y : 1`,
    { name, threshold: 'v > 1', reset: 'v -= 1', method: 'exact' },
  )
  group.set({ drive: rate })
  return group
}

/** Everything that synapses can have changed, as bits. */
async function outcome(net: Net, way: Way): Promise<readonly string[]> {
  const { rule, weights, delays, backend } = net
  const A = neurons('A', net.sources, '1.4 + 0.17*i')
  const B = neurons('B', net.targets, '1.2 + 0.23*i')
  const S = new Synapses(A, B, { ...rule, name: 'S', ...(typeof delays === 'number' && { delay: `${delays}*ms` }) })
  const spikes = [new SpikeMonitor(A, { name: 'SA' }), new SpikeMonitor(B, { name: 'SB' })]
  const network = new Network(A, B, S, ...spikes, {
    namespace: { W: matrix(weights), ...(typeof delays === 'object' && { D: matrix(delays) }) },
    backend,
  })
  for (const rule of rulesOf(net, way)) S.connect(rule)
  S.set({ w: 'W[i,j]' })
  if (typeof delays === 'object') S.set({ delay: 'D[i,j]*ms' })
  await network.run('20*ms')
  const arrays = [...['v', 'x', 'y'].flatMap((name) => [A.get(name), B.get(name)]), ...spikes.map(({ t }) => t)]
  return [...arrays, ...valuesOfPairs(S, net)].map(bits)
}

/** The synapses' own variables, of the pairs that have one. */
function valuesOfPairs(S: Synapses, net: Net): readonly Float64Array[] {
  const names = [...net.rule.model.matchAll(/^\s*d?(\w+)(?:\/dt|\s*:)/gm)].map(([, name]) => name)
  const kept = [...S.i].flatMap((i, k) => (net.weights[i][S.j[k]] === 0 ? [] : [k]))
  return names.map((name) => Float64Array.from(kept, (k) => S.get(name)[k]))
}

const bits = (values: Float64Array) => Buffer.from(values.slice().buffer).toString('hex')

const size = fc.constantFrom(1, 2, 3, 5, 8, 9)
const weight = fc.double({ min: 0.01, max: 0.3, noNaN: true })

const matrixOf = (cell: fc.Arbitrary<number>, sources: number, targets: number) =>
  fc.array(fc.array(cell, { minLength: targets, maxLength: targets }), { minLength: sources, maxLength: sources })

/** Rules whose outcome depends on the order of what is done. */
const RULES: readonly Rule[] = [
  { model: 'w : 1', on_pre: 'v_post += w' },
  { model: 'w : 1', on_pre: 'x_post = 0.9*x_post + w; y_post += x_post*w' },
  { model: 'w : 1', on_pre: 'v_post += 0.3*w; w = 0.98*w + 0.001*x_post; x_pre = 0.5*x_pre + w' },
  {
    model: 'w : 1',
    on_pre: 'v_post += 0.3*w',
    on_post: 'x_pre = 0.9*x_pre + w; w = 0.95*w + 0.001*y_pre; y_pre += x_post',
  },
]

function nets(cell: fc.Arbitrary<number>, delays: (sources: number, targets: number) => fc.Arbitrary<Net['delays']>) {
  return fc
    .record({ sources: size, targets: size, rule: fc.constantFrom(...RULES), backend: fc.constantFrom(...BACKENDS) })
    .chain((shape) =>
      fc
        .record({
          weights: matrixOf(cell, shape.sources, shape.targets),
          delays: delays(shape.sources, shape.targets),
        })
        .map((values): Net => ({ ...shape, ...values })),
    )
}

const withoutDelays = () => fc.constant(undefined)
const someDelay = fc.constantFrom(0, 0.04, 0.1, 0.25, 0.3, 1.7)
const oneDelay = () => someDelay
const delayOfEach = (sources: number, targets: number) => matrixOf(someDelay, sources, targets)

async function expectSame(net: Net, ways: readonly Way[]): Promise<void> {
  const [first, ...others] = ways
  const wanted = await outcome(net, first)
  for (const way of others) expect(await outcome(net, way), `${way} against ${first}`).toEqual(wanted)
}

describe.each([
  ['without delays', withoutDelays],
  ['with one delay', oneDelay],
  ['with a delay for each', delayOfEach],
] as const)('%s', (_, delays) => {
  test('every pair: all to all, by a condition, by a generator, by a matrix, by lists, row after row', async () => {
    await fc.assert(
      fc.asyncProperty(nets(weight, delays), (net) =>
        expectSame(net, ['dense', 'condition', 'generator', 'nonzero', 'triplets', 'row after row']),
      ),
      { numRuns: 8 },
    )
  })

  test('some pairs: by a condition, by a matrix, by lists, row after row', async () => {
    const some = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: weight })
    await fc.assert(
      fc.asyncProperty(nets(some, delays), (net) =>
        expectSame(net, ['condition', 'nonzero', 'triplets', 'row after row']),
      ),
      { numRuns: 8 },
    )
  })
})

test('a delay for all is the same delay for each, and none is 0', async () => {
  await fc.assert(
    fc.asyncProperty(nets(weight, oneDelay), async (net) => {
      const { delays: all } = net
      const each = net.weights.map((row) => row.map(() => Number(all)))
      const wanted = await outcome(net, 'dense')
      expect(await outcome({ ...net, delays: each }, 'dense')).toEqual(wanted)
      expect(await outcome({ ...net, delays: each }, 'triplets')).toEqual(wanted)
      if (all === 0) expect(await outcome({ ...net, delays: undefined }, 'dense')).toEqual(wanted)
    }),
    { numRuns: 12 },
  )
})

/** The places of a list in another order. */
const shuffled = <T>(values: readonly T[], order: readonly number[]): readonly T[] =>
  [...values.keys()].sort((a, b) => order[a] - order[b] || a - b).map((k) => values[k])

interface Listed {
  readonly i: readonly number[]
  readonly j: readonly number[]
  readonly w: readonly number[]
}

/** Sources that each spike in steps of their own, and a sum at each target: what the sums are, and which neurons spike by them. */
async function summed({ i, j, w }: Listed, backend: Backend) {
  const A = new NeuronGroup(5, '', { name: 'A', threshold: '(t_in_timesteps + 2*i) % 7 < 2' })
  const B = new NeuronGroup(
    4,
    `dv/dt = (x - v)/(3*ms) : 1
     x : 1
     n : integer`,
    { name: 'B', threshold: 'v > 1', reset: 'v = 0', method: 'euler' },
  )
  const S = new Synapses(A, B, { name: 'S', model: 'w : 1', on_pre: 'x_post += w; n_post += 1' })
  S.connect({ i, j })
  S.set({ w: matrix(w) })
  const spikes = new SpikeMonitor(B)
  await new Network(A, B, S, spikes, { backend }).run('3*ms')
  return { x: B.get('x'), rest: [B.get('v'), B.get('n'), spikes.t].map(bits), weights: S.get('w'), S }
}

const listed = fc
  .array(
    fc.record({ i: fc.integer({ min: 0, max: 4 }), j: fc.integer({ min: 0, max: 3 }), w: weight, place: fc.nat() }),
    { minLength: 1, maxLength: 24 },
  )
  .map((edges) => ({ edges, order: edges.map(({ place }) => place) }))

const columns = (edges: readonly { readonly i: number; readonly j: number; readonly w: number }[]): Listed => ({
  i: edges.map(({ i }) => i),
  j: edges.map(({ j }) => j),
  w: edges.map(({ w }) => w),
})

describe('the order of synapses', () => {
  test('changes nothing where sums are exact', async () => {
    await fc.assert(
      fc.asyncProperty(listed, fc.constantFrom(...BACKENDS), async ({ edges, order }, backend) => {
        // Multiples of 1/1024 add up without rounding.
        const exact = edges.map((edge) => ({ ...edge, w: Math.round(edge.w * 1024) / 1024 }))
        const [given, other] = [exact, shuffled(exact, order)]
        const [one, two] = [await summed(columns(given), backend), await summed(columns(other), backend)]
        expect([bits(two.x), ...two.rest]).toEqual([bits(one.x), ...one.rest])
        expect([...two.weights]).toEqual(other.map(({ w }) => w))
      }),
      { numRuns: 20 },
    )
  })

  test('is that of the sums: by step, by the number of the spiking neuron, by that of the synapse', async () => {
    await fc.assert(
      fc.asyncProperty(listed, fc.constantFrom(...BACKENDS), async ({ edges, order }, backend) => {
        const given = shuffled(edges, order)
        const { x } = await summed(columns(given), backend)
        const wanted = new Float64Array(4)
        for (let step = 0; step < 30; step++)
          for (let source = 0; source < 5; source++)
            if ((step + 2 * source) % 7 < 2) for (const { i, j, w } of given) if (i === source) wanted[j] += w
        expect(bits(x)).toBe(bits(wanted))
      }),
      { numRuns: 20 },
    )
  })
})
