import { describe, expect, test } from 'vitest'
import { check } from '../../src/compile.js'
import type { SynapsesSpec } from '../../src/model/spec.js'
import { groupSpec, modelSpec, resolvedSynapses, synapsesSpec } from '../helpers.js'

const NEURONS = groupSpec('dv/dt = -v/tau : volt\nI : amp\nx : 1\nc : 1 (constant)\ns : 1 (shared)\nu = 2*x : 1', {
  threshold: 'v > 1*mV',
})
const NAMESPACE = { tau: '5*ms' }

function codes(synapses: Partial<SynapsesSpec>): readonly string[] {
  const spec = modelSpec([NEURONS, synapsesSpec(synapses)], [{ kind: 'connect', target: 'S', rule: {} }], {
    namespace: NAMESPACE,
  })
  return check(spec).map((d) => d.code)
}

describe('differential equations of synapses', () => {
  test.each<readonly [string, readonly string[]]>([
    ['dw/dt = -w/tau : 1 (event-driven)', []],
    ['dw/dt = -w/tau : 1 (clock-driven)', []],
    ['dw/dt = -w/tau : 1', []],
    ['dw/dt = -v_post/tau : volt', []],
    ['dw/dt = u_pre/tau : 1', []],
    ['dw/dt = -w/tau : volt\nh = v_post + w : volt\nk = h + v_pre : volt (constant over dt)', []],
    ['dw/dt = -w/tau + xi*tau**-0.5 : 1', []],
    ['dw/dt = -w/tau + xi*tau**-0.5 : 1\ndq/dt = xi*tau**-0.5 : 1', ['N013']],
    ['dw/dt = -w : 1 (event-driven)', ['U002']],
    ['dw/dt = -w**2/tau : 1 (event-driven)', ['M013']],
    ['da/dt = (b - a)/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (event-driven)', []],
    ['da/dt = a*b/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (event-driven)', ['M013']],
    ['da/dt = (b - a)/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (clock-driven)', ['F005']],
    ['da/dt = (h - a)/tau : 1\nh = b : 1\ndb/dt = -b/tau : 1 (event-driven)', ['F005']],
    ['dw/dt = -w/tau : 1 (unless refractory)', ['F001']],
    ['dw/dt = -w/tau : 1 (event-driven, clock-driven)', ['F003']],
    ['w : 1 (linked)', ['F001']],
  ])('%s', (model, expected) => {
    expect(codes({ model })).toEqual(expected)
  })
})

describe('methods of synapses', () => {
  const model = 'dw/dt = (1 - w)*abs(w)/tau + rate*s_post/tau : 1\nrate : 1 (constant)'

  test.each<readonly [Partial<SynapsesSpec>, readonly string[]]>([
    [{ method: 'rk4' }, []],
    [{ method: 'gsl', method_options: { absolute_error_per_variable: { w: '1e-9' } } }, []],
    [{ method: 'gsl', method_options: { absolute_error_per_variable: { w: '1*mV' } } }, ['U010']],
    [{ method: 'gsl', method_options: { absolute_error_per_variable: { rate: '1e-9' } } }, ['M011']],
    [{ method: 'rk4', method_options: { max_steps: 4 } }, ['M010']],
    [{ method: 'exact' }, ['M001']],
    [{ method: 'eulr' }, ['M002']],
    [{ method: 'eulr', model: 'w : 1' }, ['M002']],
    [{ method: { kind: 'scheme', text: 'x_new = x + f(x, t)' } }, ['M004']],
    [{ method: { kind: 'scheme', text: 'x_new = x + dt*f(x, t)' } }, []],
  ])('%j', (synapses, expected) => {
    expect(codes({ model, ...synapses })).toEqual(expected)
  })
})

describe('sums over synapses', () => {
  test.each<readonly [string, readonly string[]]>([
    ['x_post = x_pre : 1 (summed)', []],
    ['x_pre = x_post : 1 (summed)', []],
    ['c_post = x_pre : 1 (summed)', []],
    ['y_post = x_pre : 1 (summed)\ny : 1', ['N007']],
    ['x_post = a : 1 (summed)\na = 2*b : 1\ndb/dt = -b/tau : 1 (event-driven)', ['F005']],
    ['x_post = b : 1 (summed)\ndb/dt = -b/tau : 1 (clock-driven)', []],
    ['x_post = v_pre : volt (summed)', ['U004']],
    ['x_post = v_pre : 1 (summed)', ['U003']],
    ['x_post = nothing : 1 (summed)', ['N001']],
    ['y_post = x_pre : 1 (summed)', ['N007']],
    ['x = x_pre : 1 (summed)', ['N002']],
    ['v_post = v_pre : volt (summed)', ['V006']],
    ['u_post = x_pre : 1 (summed)', ['V006']],
    ['s_post = x_pre : 1 (summed)', ['V006']],
    ['x_post = x_pre : 1 (summed, shared)', ['F003']],
    ['x_post = x_pre : 1 (summed)\nx_pre = x_post : 1 (summed)', ['V015']],
  ])('%s', (model, expected) => {
    expect(codes({ model })).toEqual(expected)
  })

  test('by two objects into one parameter are refused', () => {
    const summed = (name: string) => synapsesSpec({ name, model: 'x_post = x_pre : 1 (summed)' })
    const spec = modelSpec([NEURONS, summed('S'), summed('T')], [], { namespace: NAMESPACE })
    expect(check(spec).filter((d) => d.code === 'V015')).toMatchObject([
      { labels: [{ text: 'summed by S' }, { text: 'and again by T' }] },
    ])
  })
})

test('two objects may sum into parts of a group that have no neuron in common', () => {
  const summed = (name: string, target: string) => synapsesSpec({ name, target, model: 'x_post = x_pre : 1 (summed)' })
  const codesOf = (a: string, b: string) =>
    check(
      modelSpec(
        [{ ...NEURONS, N: 8 }, summed('S', a), summed('T', b)],
        ['S', 'T'].map((target) => ({ kind: 'connect', target, rule: {} })),
        { namespace: NAMESPACE },
      ),
    ).map(({ code }) => code)
  expect(codesOf('P[0:3]', 'P[3:5]')).toEqual([])
  expect(codesOf('P[0:4]', 'P[3:5]')).toEqual(['V015'])
  expect(codesOf('P[3:5]', 'P')).toEqual(['V015'])
})

describe('pathways', () => {
  test('have statements and delays of their own', () => {
    const spec = synapsesSpec({
      model: 'w : volt',
      on_pre: { pre: 'v += w', late: 'x += 1' },
      on_post: 'w = 0*mV',
      delay: { late: '2*ms', post: '1*ms' },
    })
    const { pathways } = resolvedSynapses(modelSpec([NEURONS, spec], [], { namespace: NAMESPACE }))
    expect(pathways.map(({ name, side, order, delay: own }) => [name, side, order, own?.source.text])).toEqual([
      ['pre', 'pre', -1, undefined],
      ['late', 'pre', -1, '2*ms'],
      ['post', 'post', 1, '1*ms'],
    ])
  })

  test.each<readonly [Partial<SynapsesSpec>, readonly string[]]>([
    [{ on_pre: { pre: 'x += 1' } }, []],
    [{ on_post: 'x_pre += 1' }, []],
    [{ on_post: 'x_pre += v' }, ['U004']],
    [{ on_post: 'y += 1' }, ['N001']],
    [{ on_pre: { a: 'x += 1', b: 'x = v' } }, ['U004']],
    [{ on_pre: 'x += 1', delay: { pre: '1*mV' } }, ['U010']],
    [{ on_pre: 'x += 1', on_post: 'x += 1', delay: { post: '1*mV' } }, ['U010']],
    [{ on_pre: 'x += 1', delay: { post: '1*ms' } }, ['N021']],
    [{ on_post: 'x += 1', delay: '1*ms' }, ['N021']],
    [{ on_post: 'x += 1', orders: { pre: 1 } }, ['N021']],
    [{ on_pre: 'x += 1', on_event: 'burst' }, ['N017']],
    [{ on_pre: 'x += N_incoming', model: 'w : 1' }, []],
  ])('%j', (synapses, expected) => {
    expect(codes(synapses)).toEqual(expected)
  })
})
