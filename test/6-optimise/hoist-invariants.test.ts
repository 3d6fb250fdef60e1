import { describe, expect, test } from 'vitest'
import { hoistInvariants } from '../../src/6-optimise/hoist-invariants.js'
import { binary, call, constant, index, negate } from '../../src/ir/build.js'
import type { Expr, Stmt } from '../../src/ir/ir.js'
import { printStmts } from '../../src/ir/print.js'
import { leavesMeaningAlone } from './meaning.js'
import { at, bodies, i, kernel, program, store, tau, v, w, x, y } from './support.js'

describe('hoist-invariants', () => {
  const hoisted = (value: Expr) => {
    const after = hoistInvariants(program(kernel('update_P', [store(v, value)])))
    return {
      prelude: printStmts(after.prelude)
        .split('\n')
        .map((line) => line.replace(/ +#.*/, '')),
      body: bodies(after)[0][1]
        .trim()
        .replace(/ +\(contiguous\)/, ''),
    }
  }

  test('what depends on parameters alone is computed once', () => {
    expect(hoisted(binary('multiply', x, call('exp', negate(binary('divide', constant(1e-4), tau)))))).toEqual({
      prelude: ['define P.v_constant = exp(-(0.0001 / tau))'],
      body: 'P.v[i] = x * P.v_constant',
    })
  })

  test('a reciprocal is called one', () => {
    expect(hoisted(binary('multiply', x, binary('divide', constant(1), tau)))).toEqual({
      prelude: ['define inverse_tau = 1 / tau'],
      body: 'P.v[i] = x * inverse_tau',
    })
  })

  test('the same value is computed once, wherever it stands', () => {
    const value = binary('divide', constant(1), tau)
    const after = hoistInvariants(
      program(kernel('a', [store(v, binary('multiply', x, value))]), kernel('b', [store(w, binary('add', y, value))])),
    )
    expect(after.prelude).toHaveLength(1)
  })

  test('names that are taken are left alone', () => {
    const before = program(kernel('a', [store(v, binary('multiply', x, binary('divide', constant(1), tau)))]))
    const prelude: Stmt[] = [{ kind: 'define', name: 'inverse_tau', value: constant(3), comment: '' }]
    expect(hoistInvariants({ ...before, prelude }).prelude.map((s) => (s.kind === 'define' ? s.name : ''))).toEqual([
      'inverse_tau',
      'inverse_tau_2',
    ])
  })

  test.each<readonly [string, Expr]>([
    ['a load', at(v)],
    ['a local', x],
    ['a parameter alone', tau],
    ['a number', constant(3)],
    [
      'a draw',
      {
        kind: 'random',
        type: 'f64',
        distribution: 'uniform',
        stream: 'P.v',
        indices: [i, index(0)],
        step: constant(0),
        draw: 0,
      },
    ],
  ])('%s stays where it is', (_, value) => {
    expect(hoistInvariants(program(kernel('a', [store(v, value)]))).prelude).toEqual([])
  })
})

leavesMeaningAlone('hoist-invariants', 'the same bits')
