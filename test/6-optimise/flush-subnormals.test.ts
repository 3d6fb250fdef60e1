import { describe, expect, test } from 'vitest'
import { flushSubnormals } from '../../src/6-optimise/flush-subnormals.js'
import { binary, call, constant, index, load, local, negate, parameter, select } from '../../src/ir/build.js'
import type { ArrayRef, Expr, Kernel, Stmt } from '../../src/ir/ir.js'
import { printKernel } from '../../src/ir/print.js'
import { bareProgram, compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'
import { leavesMeaningAlone } from './meaning.js'

const i = local('i', 'i32')
const v: ArrayRef = { name: 'P.v', element: 'f64', holds: 'f64' }
const counts: ArrayRef = { name: 'P.n', element: 'i32', holds: 'i32' }

const update: Kernel = {
  name: 'update_P',
  title: 'The equations.',
  slot: 'groups',
  owner: 'P',
  interval: 1,
  body: [
    {
      kind: 'for',
      domain: { kind: 'neurons', index: 'i', count: 5 },
      body: [
        { kind: 'store', array: v, index: i, access: 'contiguous', value: load(v, i, 'contiguous') },
        { kind: 'store', array: counts, index: i, access: 'contiguous', value: index(1) },
      ],
    },
  ],
}

const program = (...kernels: readonly Kernel[]) => bareProgram(kernels)

describe('flush-subnormals', () => {
  test('adds a kernel that looks through the doubles which a state update stores', () => {
    const after = flushSubnormals(program(update))
    expect(after.kernels.slice(0, 1)).toEqual([update])
    expect(after.kernels.slice(1).map((kernel) => printKernel(kernel).split('\n').slice(1))).toEqual([
      ['  for i of 5 neurons', '    P.v[i] = select(abs(P.v[i]) < 1e-250, 0, P.v[i])   (contiguous)'],
    ])
  })

  test('leaves alone what is no state update', () => {
    const reset: Kernel = { ...update, name: 'reset_P', slot: 'resets' }
    expect(flushSubnormals(program(reset)).kernels).toEqual([reset])
    const constants: Kernel = { ...update, body: [{ kind: 'let', name: 'x', value: constant(1) }] }
    expect(flushSubnormals(program(constants)).kernels).toEqual([constants])
  })

  test.each(['js', 'wasm'] as const)('what decays ends at 0 and is never subnormal, in %s', async (backend) => {
    const spec = modelSpec(
      [groupSpec('dx/dt = -x/ms : 1\ndy/dt = -y/(20*ms) : 1', { method: 'exact' })],
      [{ kind: 'set', target: 'P', variable: 'x', value: '-3' }],
    )
    const simulation = simulationOf(spec, { backend })
    let smallest = 1
    for (let k = 0; k < 80; k++) {
      await simulation.run(0.01)
      for (const x of simulation.values('P', 'x')) if (x !== 0) smallest = Math.min(smallest, Math.abs(x))
    }
    expect(smallest).toBeGreaterThan(2.3e-308)
    expect([...simulation.values('P', 'x')]).toEqual([0, 0, 0])
  })
})

describe('what statements shrink', () => {
  const [j, k] = [local('j', 'i32'), local('k', 'i32')]
  const w: ArrayRef = { name: 'S.w', element: 'f64', holds: 'f64' }
  const single: ArrayRef = { name: 'S.u', element: 'f32', holds: 'f64' }
  const at = (array: ArrayRef) => load(array, k, 'contiguous')
  const store = (value: Expr, array = w, where: Expr = k): Stmt => ({
    kind: 'store',
    array,
    index: where,
    access: 'contiguous',
    value,
  })
  const eta = parameter('eta')
  const deliver = (...body: readonly Stmt[]): Kernel => ({
    name: 'deliver_S',
    title: '',
    slot: 'synapses',
    owner: 'P',
    interval: 1,
    body: [
      {
        kind: 'for',
        domain: { kind: 'events', list: { group: 'P', event: 'spike', capacity: 5, depth: 1 }, delay: 0, index: 'i' },
        body: [
          {
            kind: 'for',
            domain: {
              kind: 'row',
              layout: { kind: 'dense', sources: 5, targets: 5, diagonal: true },
              source: i,
              target: 'j',
              synapse: 'k',
            },
            body,
          },
        ],
      },
    ],
  })
  const linesAfter = (...body: readonly Stmt[]) => {
    const [kernel] = flushSubnormals(program(deliver(...body))).kernels
    const lines = printKernel(kernel).split('\n').slice(3)
    return lines.map((line) => line.trim().replace(/ +\(contiguous\)/, ''))
  }
  const flushedW = 'select(abs(w_before) < 1e-250, 0, w_before)'

  test.each<readonly [string, Expr]>([
    [`${flushedW} * 0.99`, binary('multiply', at(w), constant(0.99))],
    [`eta * ${flushedW}`, binary('multiply', eta, at(w))],
    [`${flushedW} / 2`, binary('divide', at(w), constant(2))],
    [`${flushedW} * eta * 3`, binary('multiply', binary('multiply', at(w), eta), constant(3))],
    [`${flushedW} - eta * ${flushedW}`, binary('subtract', at(w), binary('multiply', eta, at(w)))],
    [`-(${flushedW} * 0.5)`, negate(binary('multiply', at(w), constant(0.5)))],
    [`clip(${flushedW} * eta, 0, 1)`, call('clip', binary('multiply', at(w), eta), constant(0), constant(1))],
    [
      `select(S.u[k] < 1, ${flushedW} * eta, ${flushedW})`,
      select(binary('less', at(single), constant(1)), binary('multiply', at(w), eta), at(w)),
    ],
  ])('becomes 0 before it is subnormal: %s', (expected, value) => {
    expect(linesAfter(store(value))).toEqual(['let w_before = S.w[k]', `S.w[k] = ${expected}`])
  })

  test.each<readonly [string, Expr]>([
    ['what grows', binary('multiply', at(w), constant(1.01))],
    ['what is divided by less than 1', binary('divide', at(w), constant(0.5))],
    ['what is added to', binary('add', at(w), eta)],
    ['a multiple that is added to', binary('add', binary('multiply', at(w), constant(0.9)), constant(0.1))],
    ['a multiple of something else', binary('multiply', at(single), constant(0.9))],
    ['what stays', at(w)],
    ['what changes its sign', negate(at(w))],
    ['a function of it', call('exp', at(w))],
  ])('%s is left alone', (_, value) => {
    const body = store(value)
    expect(flushSubnormals(program(deliver(body))).kernels).toEqual([deliver(body)])
  })

  test('in single precision the bound is nearer', () => {
    expect(linesAfter(store(binary('multiply', at(single), eta), single))).toEqual([
      'let u_before = S.u[k]',
      'S.u[k] = select(abs(u_before) < 1e-32, 0, u_before) * eta',
    ])
  })

  test('what stands behind a name is looked at as it is written', () => {
    const named: Stmt = { kind: 'let', name: 'next', value: binary('multiply', at(w), eta) }
    expect(linesAfter(named, store(local('next', 'f64')))).toEqual([
      'let next = S.w[k] * eta',
      'S.w[k] = select(abs(next) < 1e-250, 0, next)',
    ])
  })

  test('is read first, but never before it was stored', () => {
    const half = store(binary('multiply', at(w), constant(0.5)))
    expect(linesAfter(store(at(w), v, j), half, half)).toEqual([
      'let w_before = S.w[k]',
      'P.v[j] = S.w[k]',
      `S.w[k] = ${flushedW} * 0.5`,
      'let w_before_2 = S.w[k]',
      'S.w[k] = select(abs(w_before_2) < 1e-250, 0, w_before_2) * 0.5',
    ])
    const condition = binary('less', at(single), constant(1))
    expect(linesAfter({ kind: 'if', condition, body: [half] }, half).slice(-2)).toEqual([
      'let w_before_2 = S.w[k]',
      'S.w[k] = select(abs(w_before_2) < 1e-250, 0, w_before_2) * 0.5',
    ])
  })

  test('what the equations let decay is looked at by their own kernel, and nowhere else', () => {
    const half = deliver(store(binary('multiply', load(v, k, 'contiguous'), constant(0.5)), v))
    expect(flushSubnormals(program(update, half)).kernels[1]).toEqual(half)
  })

  const decaying = (condition?: string) =>
    modelSpec(
      [
        groupSpec('x : 1\ng : 1', { N: 9, threshold: 'x > 1', reset: 'g *= 0.5' }),
        synapsesSpec({ model: 'w : 1\nu : 1', on_pre: 'g += w; w *= 1e-9; u = u*0.5 - 0.25*u' }),
      ],
      [
        { kind: 'set', target: 'P', variable: 'x', value: 'i' },
        { kind: 'set', target: 'P', variable: 'g', value: '1 + i' },
        { kind: 'connect', target: 'S', rule: condition === undefined ? {} : { condition } },
        { kind: 'set', target: 'S', variable: 'w', value: '1 + i + j' },
        { kind: 'set', target: 'S', variable: 'u', value: '1 - 2*j' },
      ],
    )
  const MIN_NORMAL = 2 ** -1022

  test.each([undefined, 'i != j', 'abs(i - j) < 3'])(
    'ends at 0 with the same bits in both backends, of connect(%s)',
    async (rule) => {
      const runs = (['js', 'wasm'] as const).map((backend) => simulationOf(decaying(rule), { backend }))
      const plain = simulationOf(decaying(rule), { withoutPasses: new Set(['flush-subnormals']) })
      let subnormal = 0
      for (let steps = 0; steps < 60; steps++) {
        for (const simulation of [...runs, plain]) await simulation.run(2e-3)
        for (const name of ['w', 'u']) {
          const [js, wasm] = runs.map((simulation) => simulation.values('S', name))
          expect(wasm).toEqual(js)
          for (const value of js) expect(value === 0 || Math.abs(value) >= MIN_NORMAL).toBe(true)
          for (const value of plain.values('S', name)) if (value !== 0 && Math.abs(value) < MIN_NORMAL) subnormal++
        }
        const [js, wasm] = runs.map((simulation) => simulation.values('P', 'g'))
        expect(wasm).toEqual(js)
      }
      // Without the pass they would have become subnormal.
      expect(subnormal).toBeGreaterThan(0)
      const spiking = runs[0].pairs('S').i
      runs[0].values('S', 'u').forEach((value, n) => {
        expect(value === 0).toBe(spiking[n] > 1)
      })
    },
  )

  test('a row without its own neuron is taken several at a time all the same', () => {
    expect(compiled(decaying('i != j')).wat()).toContain('4 at a time')
  })
})

// Nothing in these models is ever as small as that.
leavesMeaningAlone('flush-subnormals', 'the same bits')
