import { describe, expect, test } from 'vitest'
import { withReciprocal } from '../../src/6-optimise/reciprocals.js'
import { binary, constant, derived } from '../../src/ir/build.js'
import type { Expr } from '../../src/ir/ir.js'
import { printExpr } from '../../src/ir/print.js'
import { leavesMeaningAlone } from './meaning.js'
import { at, tau, v, x, y } from './support.js'

describe('reciprocals', () => {
  test.each<readonly [Expr, string]>([
    [binary('divide', x, tau), 'x * (1 / tau)'],
    [binary('divide', binary('subtract', x, y), binary('multiply', constant(2), tau)), '(x - y) * (1 / (2 * tau))'],
    [binary('divide', tau, constant(3)), 'tau / 3'],
    [binary('divide', constant(1), x), '1 / x'],
    [binary('divide', x, y), 'x / y'],
    [binary('divide', x, at(v)), 'x / P.v[i]'],
    [binary('divide', x, derived('a')), 'x * (1 / a)'],
  ])('%o becomes %s', (expr, expected) => {
    expect(printExpr(withReciprocal(expr))).toBe(expected)
  })

  test('of a number is a number', () => {
    expect(withReciprocal(binary('divide', x, constant(4)))).toMatchObject({
      operation: 'multiply',
      right: { kind: 'constant', value: 0.25 },
    })
  })
})

leavesMeaningAlone('reciprocals', { within: 1e-10, why: 'x*(1/c) rounds twice where x/c rounds once' })
