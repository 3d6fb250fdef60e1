import { describe, expect, test } from 'vitest'
import { lanesUsed } from '../../src/7-emit/wasm/lanes-used.js'
import { binary, call, constant, index, load, local, negate, select } from '../../src/ir/build.js'
import { flopsIn, flopsOf, functionOperations, kernelCosts, type Work } from '../../src/ir/cost.js'
import { costReport } from '../../src/ir/cost-report.js'
import { FUNCTIONS } from '../../src/ir/functions/index.js'
import type { Access, ArrayRef, Domain, Expr, Kernel, Row, Stmt } from '../../src/ir/ir.js'
import { bareProgram } from '../helpers.js'

const i = local('i', 'i32')
const j = local('j', 'i32')
const k = local('k', 'i32')
const array = (name: string, element: ArrayRef['element'] = 'f64'): ArrayRef => ({
  name,
  element,
  holds: element === 'u8' ? 'bool' : element === 'i32' ? 'i32' : 'f64',
})
const v = array('P.v')
const g = array('P.g')
const at = (ref: ArrayRef, where: Expr = i, access: Access = 'contiguous') => load(ref, where, access)
const store = (ref: ArrayRef, value: Expr, where: Expr = i, access: Access = 'contiguous'): Stmt => ({
  kind: 'store',
  array: ref,
  index: where,
  access,
  value,
})
const list = { group: 'P', event: 'spike', capacity: 100, depth: 1 }
const loop = (domain: Domain, ...body: readonly Stmt[]): Stmt => ({ kind: 'for', domain, body })
const neurons = (...body: readonly Stmt[]) => loop({ kind: 'neurons', index: 'i', count: 100 }, ...body)
const spiking = (...body: readonly Stmt[]) => loop({ kind: 'events', list, delay: 0, index: 'i' }, ...body)
const row = (layout: Row['layout'], ...body: readonly Stmt[]) =>
  loop({ kind: 'row', layout, source: i, target: 'j', synapse: 'k' }, ...body)
const dense = (diagonal: boolean): Row['layout'] => ({ kind: 'dense', sources: 100, targets: 50, diagonal })
const sparse: Row['layout'] = {
  kind: 'csr',
  sources: 100,
  targets: 50,
  rowStart: array('S:rowStart', 'u32'),
  targetOf: array('S:target', 'u16'),
}

const kernel = (name: string, ...body: readonly Stmt[]): Kernel => ({
  name,
  title: '',
  slot: 'groups',
  owner: 'P',
  interval: 1,
  body,
})
const program = (...kernels: readonly Kernel[]) => bareProgram(kernels)
const workOf = (...body: readonly Stmt[]): Work => kernelCosts(program(kernel('a', ...body)), lanesUsed)[0].work
const inside = (work: Work): Work => work.inner[0]

const none = { add: 0, multiply: 0, divide: 0, sqrt: 0, compare: 0, select: 0, other: 0 }
const still = { contiguous: 0, shared: 0, gathered: 0, scattered: 0 }

describe('the cost of a kernel, counted by hand', () => {
  test('v = v*a + b/v - 2, where v is read once', () => {
    const [a, b] = [local('a', 'f64'), local('b', 'f64')]
    const value = binary(
      'subtract',
      binary('add', binary('multiply', at(v), a), binary('divide', b, at(v))),
      constant(2),
    )
    const work = workOf(neurons(store(v, value)))
    expect(work).toMatchObject({ unit: { kind: 'call' }, times: 1, operations: none, loads: still })
    expect(inside(work)).toEqual({
      unit: { kind: 'neuron' },
      times: 100,
      lanes: { lanes: 4 },
      operations: { ...none, add: 2, multiply: 1, divide: 1 },
      calls: {},
      inFunctions: none,
      loads: { ...still, contiguous: 8 },
      stores: { ...still, contiguous: 8 },
      inner: [],
    })
  })

  test('what is no arithmetic is told apart', () => {
    const size = call('maximum', call('sqrt', at(v)), negate(at(v)))
    const value = select(binary('less', at(v), constant(0)), size, constant(0))
    expect(inside(workOf(neurons(store(v, value)))).operations).toEqual({
      ...none,
      sqrt: 1,
      compare: 1,
      select: 1,
      other: 2,
    })
  })

  test('whole numbers that make an index are not counted', () => {
    const next = binary('add', i, index(1))
    expect(inside(workOf(neurons(store(g, at(v, next))))).operations).toEqual(none)
  })

  test('functions are counted by name, with what they compute', () => {
    const value = binary('add', call('exp', at(v)), call('exp', at(g)))
    const { calls, operations, inFunctions } = inside(workOf(neurons(store(v, value))))
    expect([calls, operations.add]).toEqual([{ exp: 2 }, 1])
    const once = functionOperations('exp')
    expect(inFunctions).toEqual(Object.fromEntries(Object.entries(once).map(([kind, count]) => [kind, 2 * count])))
    expect(inside(workOf(neurons(store(v, value)))).lanes).toEqual({ lanes: 2 })
  })

  // n = floor(x*log2e + c), r = (x - n*h) - n*l; p: Estrin over nine coefficients, with r^4; (1 + r + (r^2/2 + r^3 p))*2^n.
  test('exp has the operations of its definition', () => {
    const reduction = { add: 3, multiply: 3 }
    const estrin = { add: 8, multiply: 8 + 1 }
    const rest = { add: 4, multiply: 5 }
    expect(functionOperations('exp')).toEqual({
      ...none,
      add: reduction.add + estrin.add + rest.add,
      multiply: reduction.multiply + estrin.multiply + rest.multiply,
      compare: 1,
      other: 4,
    })
  })

  test('every function costs something', () => {
    for (const name of Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]) {
      const all = functionOperations(name)
      expect(flopsOf(all) + all.compare + all.select + all.other, name).toBeGreaterThan(0)
    }
  })

  test('what stands under a condition is a part of its own', () => {
    const condition = binary('greater', at(v), constant(1))
    const body: readonly Stmt[] = [{ kind: 'push', list, value: i }, store(g, constant(0))]
    const neuron = inside(workOf(neurons({ kind: 'if', condition, body })))
    expect(neuron).toMatchObject({ operations: { ...none, compare: 1 }, loads: { contiguous: 8 }, stores: still })
    expect(inside(neuron)).toMatchObject({
      unit: { kind: 'where', condition: 'P.v[i] > 1' },
      loads: { ...still, shared: 4 },
      stores: { ...still, contiguous: 12, shared: 4 },
    })
    expect(inside(neuron).times).toBeUndefined()
  })

  test('a row without indices: the weight and the target, neighbours of neighbours', () => {
    const added = binary('add', at(g, j), binary('multiply', at(array('S.w', 'f32'), k), constant(0.001)))
    const spike = inside(workOf(spiking(row(dense(true), store(g, added, j)))))
    expect(spike).toMatchObject({
      unit: { kind: 'event', group: 'P', event: 'spike' },
      lanes: { lanes: 1, why: 'the neurons are those of a list' },
      loads: { ...still, contiguous: 4 },
    })
    expect(inside(spike)).toMatchObject({
      unit: { kind: 'synapse', layout: 'dense' },
      times: 50,
      lanes: { lanes: 4 },
      operations: { ...none, add: 1, multiply: 1 },
      loads: { ...still, contiguous: 8 + 4 },
      stores: { ...still, contiguous: 8 },
    })
  })

  test('a row without the neuron itself is shorter by what it has on the average', () => {
    const half = inside(inside(workOf(spiking(row(dense(false), store(g, constant(0), j))))))
    expect(half.times).toBe(50 - 50 / 100)
  })

  test('a row of a list: its bounds once a spike, and two bytes a synapse', () => {
    const added = binary('add', at(g, j, 'scattered'), constant(2))
    const spike = inside(workOf(spiking(row(sparse, store(g, added, j, 'scattered')))))
    expect(spike.loads).toEqual({ ...still, contiguous: 4, gathered: 8 })
    expect(inside(spike)).toMatchObject({
      lanes: { lanes: 1, why: 'to find its neuron is most of its work' },
      loads: { ...still, contiguous: 2, scattered: 8 },
      stores: { ...still, scattered: 8 },
    })
    expect(inside(spike).times).toBeUndefined()
  })

  test('a recorder', () => {
    const counter = array('M:recorded', 'i32')
    const indices = array('M:indices', 'i32')
    const recorded = (numbers: ArrayRef | undefined) =>
      loop(
        { kind: 'recorded', position: 'r', index: 'i', count: 30, indices: numbers },
        store(array('M:value.v'), at(v), local('r', 'i32')),
      )
    const work = workOf(recorded(indices), { kind: 'count', counter })
    expect(work).toMatchObject({ loads: { shared: 4 }, stores: { shared: 4 } })
    expect(inside(work)).toMatchObject({ unit: { kind: 'sample' }, times: 30, loads: { contiguous: 12 } })
    expect(inside(work).lanes).toEqual({ lanes: 1, why: 'the neurons are those of a list' })
    expect(inside(workOf(recorded(undefined))).lanes).toEqual({ lanes: 4 })
  })

  test.each<readonly [string, readonly Stmt[]]>([
    ['P.v is stored at an index that does not move on by one', [store(v, constant(0), index(3))]],
    ['P.v is read at another index than it is stored at', [store(v, at(v, binary('add', i, index(1))))]],
    ['P.v is stored at several indices', [store(v, constant(0)), store(v, constant(0), binary('add', i, index(1)))]],
    ['every element is added to a list', [{ kind: 'push', list, value: i }]],
    ['`append` has no vector form', [{ kind: 'append', counter: array('M:recorded', 'i32'), entries: [] }]],
    [
      'what it stores under a condition is used later',
      [
        {
          kind: 'if',
          condition: binary('greater', at(v), constant(1)),
          body: [store(v, constant(0)), { kind: 'push', list, value: i }],
        },
        store(g, at(v)),
      ],
    ],
  ])('one at a time: %s', (why, body) => {
    expect(inside(workOf(neurons(...body))).lanes).toEqual({ lanes: 1, why })
  })
})

describe('the report', () => {
  const added = binary('add', at(g, j), at(array('S.w'), k))
  const kernels: readonly Kernel[] = [
    kernel('update', neurons(store(v, binary('multiply', at(v), constant(0.5))))),
    { ...kernel('now_and_then', neurons(store(v, binary('multiply', at(v), constant(0.5))))), interval: 10 },
    kernel('deliver', spiking(row(dense(true), store(g, added, j)))),
    kernel(
      'scatter',
      spiking(row(sparse, store(g, binary('add', at(g, j, 'scattered'), constant(1)), j, 'scattered'))),
    ),
  ]
  const arrays = [
    { name: 'P.v', element: 'f64', length: 100 },
    { name: 'S:target', element: 'u16', length: { synapsesOf: 'S' } },
  ] as const
  const report = costReport(program(...kernels), arrays, 1234, lanesUsed)

  test('adds up what a step costs, and what each spike costs on top', () => {
    expect(report.step).toEqual({ flops: 100 + 10, bytes: (100 + 10) * 16 + 4 + 4 })
    expect(report.spikes).toEqual([{ group: 'P', flops: 50, bytes: 4 + 50 * 24 + (4 + 8) }])
    expect(report.synapses).toEqual([{ kernel: 'scatter', flops: 1, bytes: 2 + 16 }])
  })

  test('tells what each array takes', () => {
    expect(report.arrays).toEqual([
      { name: 'P.v', element: 'f64', length: 100, bytes: 800 },
      { name: 'S:target', element: 'u16', bytes: 2 },
    ])
    expect(report.bytes).toBe(1234)
  })

  test('of one unit are the flops of its own arithmetic and of its functions', () => {
    const work = inside(workOf(neurons(store(v, binary('multiply', call('exp', at(v)), constant(3))))))
    expect(flopsIn(work)).toBe(1 + flopsOf(functionOperations('exp')))
  })
})
