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
    ['dw/dt = -w/tau : 1 (event-driven)', ['X001']],
    ['dw/dt = -w/tau : 1 (clock-driven)', ['X001']],
    ['dw/dt = -w/tau + xi*tau**-0.5 : 1', ['X001', 'X001']],
    ['dw/dt = -w : 1 (event-driven)', ['U002']],
    ['dw/dt = -w**2/tau : 1 (event-driven)', ['M001']],
    ['da/dt = (b - a)/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (event-driven)', ['X001', 'X001']],
    ['da/dt = a*b/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (event-driven)', ['M001']],
    ['da/dt = (b - a)/tau : 1 (event-driven)\ndb/dt = -b/tau : 1 (clock-driven)', ['F005']],
    ['da/dt = (h - a)/tau : 1\nh = b : 1\ndb/dt = -b/tau : 1 (event-driven)', ['F005']],
    ['dw/dt = -w/tau : 1 (unless refractory)', ['F001']],
    ['dw/dt = -w/tau : 1 (event-driven, clock-driven)', ['F003']],
    ['w : 1 (linked)', ['F001']],
  ])('%s', (model, expected) => {
    expect(codes({ model })).toEqual(expected)
  })
})

describe('sums over synapses', () => {
  test.each<readonly [string, readonly string[]]>([
    ['x_post = x_pre : 1 (summed)', ['X001']],
    ['x_pre = x_post : 1 (summed)', ['X001']],
    ['c_post = x_pre : 1 (summed)', ['X001']],
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
      ['late', 'pre', -1, '2*ms'],
      ['pre', 'pre', -1, undefined],
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
    [{ on_pre: 'x += 1', delay: { post: '1*ms' } }, ['V008']],
    [{ on_post: 'x += 1', delay: '1*ms' }, ['V008']],
    [{ on_post: 'x += 1', orders: { pre: 1 } }, ['V008']],
    [{ on_pre: 'x += 1', on_event: 'burst' }, ['N017']],
    [{ on_pre: 'x += N_incoming', model: 'w : 1' }, ['X001']],
  ])('%j', (synapses, expected) => {
    expect(codes(synapses)).toEqual(expected)
  })
})
