import { describe, expect, test } from 'vitest'
import { hoistRowInvariants } from '../../src/6-optimise/hoist-row-invariants.js'
import { binary, call, constant, index, local } from '../../src/ir/build.js'
import type { Expr, Stmt } from '../../src/ir/ir.js'
import { leavesMeaningAlone } from './meaning.js'
import { array, at, bodies, i, kernel, named, program, store, tau, v, w, x } from './support.js'

const j = local('j', 'i32')
const k = local('k', 'i32')
const g = array('S.g')

const row = (...body: readonly Stmt[]): Stmt => ({
  kind: 'for',
  domain: {
    kind: 'row',
    layout: { kind: 'dense', sources: 3, targets: 4, diagonal: true },
    source: i,
    target: 'j',
    synapse: 'k',
  },
  body,
})

const hoisted = (...body: readonly Stmt[]) =>
  bodies(hoistRowInvariants(program(kernel('a', [row(...body)]))))[0].map((line) =>
    line.trim().replace(/ +\((contiguous|shared)\)/, ''),
  )

describe('hoist-row-invariants', () => {
  test('what is the same for all synapses of a row is computed before it', () => {
    const term = binary('multiply', at(w, k), call('tanh', at(g)))
    expect(hoisted(store(v, binary('add', at(v, j), term), j))).toEqual([
      'for i of 3 neurons',
      'let of_row = tanh(S.g[i])',
      'for j, k of the dense row of i',
      'P.v[j] = P.v[j] + P.w[k] * of_row',
    ])
  })

  test('the same value is computed once, and a load is called after its array', () => {
    const twice = binary('add', at(g), binary('multiply', at(w, k), at(g)))
    expect(hoisted(store(v, twice, j)).slice(1)).toEqual([
      'let g_of_row = S.g[i]',
      'for j, k of the dense row of i',
      'P.v[j] = g_of_row + P.w[k] * g_of_row',
    ])
  })

  test.each<readonly [string, Expr]>([
    ['what the target is part of', call('exp', at(v, j))],
    ['what the synapse is part of', call('exp', at(w, k))],
    ['what the row stores', call('exp', at(v))],
    ['what the row names', binary('add', x, tau)],
    ['a number of the neuron', { kind: 'convert', type: 'f64', value: i }],
    ['a place', at(w, binary('add', j, binary('multiply', i, index(4))))],
    [
      'a draw',
      {
        kind: 'random',
        type: 'f64',
        distribution: 'uniform',
        stream: 'S.g',
        indices: [i, index(0)],
        step: constant(0),
        draw: 0,
      },
    ],
  ])('%s stays where it is', (_, value) => {
    expect(hoisted(named('x', at(w, k)), store(v, value, j))[1]).toBe('for j, k of the dense row of i')
  })
})

leavesMeaningAlone('hoist-row-invariants', 'the same bits')
