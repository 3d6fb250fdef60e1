import { expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, Synapses, type SynapsesOptions } from '../../src/index.js'
import type { ConnectInput } from '../../src/model/connect-rule.js'

async function described(
  rule: ConnectInput,
  options: SynapsesOptions = {},
  sizes = [4, 3],
  set: Readonly<Record<string, string | number>> = { w: 'i + j' },
) {
  const [A, B] = sizes.map(
    (size, k) => new NeuronGroup(size, 'v : 1', { name: 'AB'[k], threshold: 'v > 1', reset: 'v = 0' }),
  )
  const S = new Synapses(A, B, { name: 'S', model: 'w : 1', on_pre: 'v_post += w', ...options }).connect(rule).set(set)
  await new Network(A, B, S, { seed: 1 }).build()
  return S.describe()
}

test('every pair has a place', async () => {
  expect(await described({})).toMatchObject({
    name: 'S',
    representation: 'dense',
    index: 'none',
    weights: { w: 'f64' },
    synapses: 12,
    bytes: { indices: 0, variables: 96, delays: 0, columns: 0, total: 96 },
    bytesPerSynapse: 8,
  })
  const bare = await described({ condition: 'i != j' })
  expect(bare).toMatchObject({ representation: 'dense-without-diagonal', synapses: 9, bytes: { total: 96 } })
})

test('indices are as narrow as the number of targets allows', async () => {
  expect(await described({ i: [0, 3], j: [1, 2] })).toMatchObject({
    representation: 'csr',
    index: 'u16',
    synapses: 2,
    bytes: { indices: 5 * 4 + 2 * 2, variables: 16, total: 40 },
    bytesPerSynapse: 10,
    why: 'their pairs are listed',
  })
  const wide = await described({ i: [0, 3], j: [1, 70000] }, {}, [4, 70001])
  expect(wide).toMatchObject({ index: 'u32', bytes: { indices: 5 * 4 + 2 * 4 }, bytesPerSynapse: 12 })
})

test('what is shared, computed, counted and bound', async () => {
  const model = 'c : integer\nflag : boolean\ng : 1 (shared)\nw = 2*g : 1'
  const { weights } = await described({ p: 0.5 }, { model }, [4, 3], { c: 'i + j', flag: 'i > j' })
  const { weights: once } = await described({ p: 0.5 }, { model }, [4, 3], { c: 3 })
  expect(once).toEqual({ c: 'shared', flag: 'shared', g: 'shared', w: 'computed' })
  expect(weights).toEqual({ c: 'i32', flag: 'u8', g: 'shared', w: 'computed' })
  const [A, B] = [2, 3].map((size) => new NeuronGroup(size, 'v : 1', { threshold: 'v > 1', reset: 'v = 0' }))
  const S = new Synapses(A, B, { model: 'w : 1', on_pre: 'v_post += w' }).connect()
  S.set({ w: matrix(new Float32Array(6).fill(2), [2, 3]) })
  await new Network(A, B, S).build()
  expect(S.describe()).toMatchObject({ weights: { w: 'bound f32' }, bytes: { total: 24 }, bytesPerSynapse: 4 })
})

test('delays and the synapses of postsynaptic neurons take memory of their own', async () => {
  const [A, B] = [4, 3].map((size) => new NeuronGroup(size, 'v : 1', { threshold: 'v > 1', reset: 'v = 0' }))
  const S = new Synapses(A, B, { model: 'w : 1', on_pre: 'v_post += w', on_post: 'w += 1' })
  S.connect({ i: [0, 1], j: [2, 2] }).set({ delay: '1*ms' })
  await new Network(A, B, S).build()
  const { bytes } = S.describe()
  expect(bytes.columns).toBe(4 * 4 + 2 * 2 + 2 * 4)
  expect(bytes.delays).toBeGreaterThanOrEqual(16)
  expect(bytes.total).toBe(bytes.indices + bytes.variables + bytes.delays + bytes.columns)
})

test('in words', async () => {
  const { text } = await described({ condition: 'i < j' })
  expect(text).toBe(
    `S: csr, since a condition says which there are
  synapses   3 of them
  index      u16
  variables  w: f64
  memory     50 B (indices 26 B, variables 24 B), 10 B for each synapse`,
  )
})
