import { describe, expect, test } from 'vitest'
import { shareCommonSubexpressions } from '../../src/6-optimise/common-subexpressions.js'
import { binary, call, local, negate } from '../../src/ir/build.js'
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

  test('the largest is shared first, and its parts only where they occur elsewhere', () => {
    const square = binary('multiply', sum, sum)
    const text = shared(store(v, square), store(w, square)).join('\n')
    expect(text.match(/let /g)).toHaveLength(2)
  })
})

leavesMeaningAlone('common-subexpressions', 'the same bits')
