/** Sums over synapses: what becomes of them, whatever the synapses' layout; what the reference gives is in the conformance cases. */
import { describe, expect, test } from 'vitest'
import { printKernel } from '../../src/ir/print.js'
import type { ConnectRule, SynapsesSpec } from '../../src/model/spec.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

type Given = Partial<SynapsesSpec> & { readonly model: string }

const A = groupSpec('dx/dt = (back - x)/(10*ms) : 1\nback : 1', { name: 'A', N: 7, method: 'euler' })
const B = groupSpec('dy/dt = (I - y)/(5*ms) : 1\nI : 1', { name: 'B', N: 13, method: 'euler' })
/** In which rounding makes another sum than in ascending order. */
const A_ORDER = [6, 1, 5, 0, 3, 2, 4]
const BOTH = 'w : 1\nI_post = w*tanh(x_pre) - y_post : 1 (summed)\nback_pre = w*y_post - x_pre : 1 (summed)'

function model(synapses: Given, rule: ConnectRule, set = '0.1*(i + 1) - 0.03*j') {
  return modelSpec(
    [A, B, synapsesSpec({ source: 'A', target: 'B', ...synapses })],
    [
      { kind: 'set', target: 'A', variable: 'x', value: '0.2*i - 0.4' },
      { kind: 'set', target: 'B', variable: 'y', value: '0.3 - 0.1*i' },
      { kind: 'connect', target: 'S', rule },
      ...(synapses.model.includes('w :') ? [{ kind: 'set', target: 'S', variable: 'w', value: set } as const] : []),
    ],
  )
}

const kernelsOf = (synapses: Given, rule: ConnectRule) =>
  compiled(model(synapses, rule))

    .optimised.program.kernels.filter(({ name }) => name.startsWith('sum_'))
    .map(printKernel)

describe('kernels', () => {
  test('of a sum for the targets: zeros, and what each synapse adds', () => {
    expect(kernelsOf({ model: BOTH }, {})[0]).toMatchInlineSnapshot(`
      "kernel sum_S_I_post (groups)   # I_post of S: summed over the synapses of each neuron of B.
        for i of 13 neurons
          B.I[i] = 0   (contiguous)
        for i of 7 neurons
          let of_row = tanh(A.x[i])
          for j, k of the dense row of i
            B.I[j] = B.I[j] + (S.w[k] * of_row - B.y[j])   (contiguous)   # I_post = w*tanh(x_pre) - y_post (summed)"
    `)
  })

  test('of a sum for the sources: a row each', () => {
    expect(kernelsOf({ model: BOTH }, { condition: 'i < j' })[1]).toMatchInlineSnapshot(`
      "kernel sum_S_back_pre (groups)   # back_pre of S: summed over the synapses of each neuron of A.
        for i of 7 neurons
          var total = 0
          let x_of_row = A.x[i]
          for j, k of the csr row of i
            total = total + (S.w[k] * B.y[j] - x_of_row)   # back_pre = w*y_post - x_pre (summed)
          A.back[i] = total   (contiguous)"
    `)
  })

  test('of pairs that are given in another order: each neuron’s synapses as they were made', () => {
    const rule = { i: [3, 0, 2], j: [1, 1, 0] }
    expect(kernelsOf({ model: 'I_post = x_pre : 1 (summed)' }, rule)[0]).toMatchInlineSnapshot(`
      "kernel sum_S_I_post (groups)   # I_post of S: summed over the synapses of each neuron of B.
        for j of 13 neurons
          var total = 0
          for i, k of the indexed row of j
            total = total + A.x[i]   # I_post = x_pre (summed)
          B.I[j] = total   (contiguous)"
    `)
  })

  test('of a sum for the sources of all pairs that reads nothing of the synapse: targets first', () => {
    expect(kernelsOf({ model: 'back_pre = y_post - x_pre : 1 (summed)' }, {})[0]).toMatchInlineSnapshot(`
      "kernel sum_S_back_pre (groups)   # back_pre of S: summed over the synapses of each neuron of A.
        for i of 7 neurons
          A.back[i] = 0   (contiguous)
        for j of 13 neurons
          let y_of_row = B.y[j]
          for i, k of the dense row of j
            A.back[i] = A.back[i] + (y_of_row - A.x[i])   (contiguous)   # back_pre = y_post - x_pre (summed)"
    `)
  })

  test('of a sum that is made of what it sets', () => {
    const recurrent = { source: 'A', target: 'A', model: 'back_post = 0.5*back_pre : 1 (summed)' }
    expect(kernelsOf(recurrent, {})[0]).toMatchInlineSnapshot(`
      "kernel sum_S_back_post (groups)   # back_post of S: summed over the synapses of each neuron of A.
        for i of 7 neurons
          S:sum.back_post[i] = 0   (contiguous)
        for i of 7 neurons
          let of_row = 0.5 * A.back[i]
          for j, k of the dense row of i
            S:sum.back_post[j] = S:sum.back_post[j] + of_row   (contiguous)   # back_post = 0.5*back_pre (summed)
        for i of 7 neurons
          A.back[i] = S:sum.back_post[i]   (contiguous)"
    `)
  })

  test('come before their group, and with it where they are for a part of it', () => {
    const order = (target: string) =>
      compiled(model({ target, model: 'I_post = x_pre : 1 (summed)' }, {}))
        .optimised.program.kernels.map(({ name }) => name)
        .filter((name) => !name.startsWith('flush'))
    expect(order('B')).toEqual(['sum_S_I_post', 'update_A', 'update_B'])
    expect(order('B[0:12]')).toEqual(['update_A', 'update_B', 'sum_S_I_post'])
  })

  test('dense rows are gone through side by side, with what is the target’s read once', () => {
    const wat = compiled(model({ model: 'I_post = 0.1*(x_pre - y_post) : 1 (summed)' }, {})).wat()
    const kernel = wat.slice(wat.indexOf('$sum_S_I_post'))
    expect(kernel).toContain(';; 4 rows at a time')
    expect(kernel).toContain(';; 2 rows at a time')
  })
})

describe('the layout makes no difference to the bits', () => {
  const everything = { condition: 'i >= 0' }
  const listed = {
    i: Array.from({ length: 7 * 13 }, (_, k) => Math.floor(k / 13)),
    j: Array.from({ length: 7 * 13 }, (_, k) => k % 13),
  }
  const held = async (synapses: Given, rule: ConnectRule, precision: 'double' | 'single') => {
    const all = await Promise.all(
      (['js', 'wasm'] as const).map(async (backend) => {
        const simulation = simulationOf({ ...model(synapses, rule), precision }, { backend })
        await simulation.run(3e-3)
        return ['A.x', 'A.back', 'B.y', 'B.I'].map((name) => [
          ...simulation.values(...(name.split('.') as [string, string])),
        ])
      }),
    )
    expect(all[1]).toEqual(all[0])
    return all[0]
  }

  test.each(['double', 'single'] as const)('%s', async (precision) => {
    for (const equations of [
      BOTH,
      'I_post = 0.1*(x_pre - y_post) : 1 (summed)\nback_pre = y_post*(i + 1) : 1 (summed)',
    ]) {
      const dense = await held({ model: equations }, {}, precision)
      expect(dense.flat().every((value) => Number.isFinite(value) && value !== 0)).toBe(true)
      expect(await held({ model: equations }, everything, precision)).toEqual(dense)
      expect(await held({ model: equations }, listed, precision)).toEqual(dense)
      const without = await held({ model: equations }, { condition: 'i != j' }, precision)
      expect(await held({ model: equations }, { condition: 'i < j or i > j' }, precision)).toEqual(without)
    }
  })
})

test('additions are made in the order of the synapses', async () => {
  const neurons = [...A_ORDER]
  for (const backend of ['js', 'wasm'] as const) {
    const spec = model({ model: 'I_post = x_pre : 1 (summed)' }, { i: neurons, j: neurons.map(() => 4) })
    const large = { kind: 'set', target: 'A', variable: 'x', value: '(-1)**i*10.0**(3*i)/7' } as const
    const simulation = simulationOf({ ...spec, actions: [...spec.actions, large] }, { backend })
    const x = simulation.values('A', 'x')
    await simulation.run(1e-4)
    expect(simulation.values('B', 'I')[4]).toBe(neurons.reduce((sum, i) => sum + x[i], 0))
    expect(simulation.values('B', 'I')[4]).not.toBe(neurons.toSorted().reduce((sum, i) => sum + x[i], 0))
  }
})

test('while synapses stand still, what they have summed stays', async () => {
  const simulation = simulationOf(model({ model: 'I_post = x_pre : 1 (summed)' }, {}))
  await simulation.run(1e-3)
  const before = [...simulation.values('B', 'I')]
  simulation.setActive('S', false)
  await simulation.run(1e-3)
  expect([...simulation.values('B', 'I')]).toEqual(before)
  simulation.setActive('S', true)
  await simulation.run(1e-3)
  expect([...simulation.values('B', 'I')]).not.toEqual(before)
})
