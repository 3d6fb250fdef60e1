import { describe, expect, test } from 'vitest'
import { shareCommonSubexpressions } from '../../src/6-optimise/common-subexpressions.js'
import { binary, call, changing, local, negate } from '../../src/ir/build.js'
import type { Stmt } from '../../src/ir/ir.js'
import { leavesMeaningAlone } from './meaning.js'
import { at, bodies, kernel, named, program, store, v, w, x, y } from './support.js'

describe('common-subexpressions', () => {
  const sum = binary('add', x, y)
  const shared = (...body: readonly Stmt[]) => bodies(shareCommonSubexpressions(program(kernel('update', body))))[0]

  test('what occurs twice is computed once, before its first use', () => {
    const root = call('sqrt', sum)
    expect(shared(store(v, binary('multiply', root, x)), store(w, root))).toEqual(
      shared(
        named('v_common', root),
        store(v, binary('multiply', local('v_common', 'f64'), x)),
        store(w, local('v_common', 'f64')),
      ),
    )
  })

  test('what occurs once, and what costs nothing, keeps its place', () => {
    const body = [store(v, sum), store(w, negate(x)), store(w, negate(x))]
    expect(shared(...body)).toEqual(bodies(program(kernel('update', body)))[0])
  })

  test('what is read from memory or drawn is not taken for the same', () => {
    const body = [store(v, binary('add', at(v), x)), store(w, binary('add', at(v), x))]
    expect(shared(...body)).toEqual(bodies(program(kernel('update', body)))[0])
  })

  test('a variable that is assigned again is not the same before and after', () => {
    const n = changing('n', 'f64')
    const square = binary('multiply', n, n)
    const turn: readonly Stmt[] = [
      named('before', square),
      { kind: 'assign', name: 'n', value: binary('add', n, x) },
      store(v, binary('add', square, local('before', 'f64'))),
    ]
    const body: readonly Stmt[] = [
      { kind: 'var', name: 'n', value: x },
      { kind: 'while', condition: binary('less', n, y), body: turn },
    ]
    expect(shared(...body)).toEqual(bodies(program(kernel('update', body)))[0])
  })

  test('what a turn of a loop computes twice is shared within it', () => {
    const loop = (...body: readonly Stmt[]): Stmt => {
      return { kind: 'while', condition: binary('less', changing('n', 'f64'), y), body }
    }
    const n: Stmt = { kind: 'var', name: 'n', value: x }
    expect(shared(n, loop(store(v, sum), store(w, sum)))).toEqual(
      shared(n, loop(named('v_common', sum), store(v, local('v_common', 'f64')), store(w, local('v_common', 'f64')))),
    )
  })

  test('the largest is shared first, and its parts only where they occur elsewhere', () => {
    const square = binary('multiply', sum, sum)
    const text = shared(store(v, square), store(w, square)).join('\n')
    expect(text.match(/let /g)).toHaveLength(2)
  })
})

leavesMeaningAlone('common-subexpressions', 'the same bits')
