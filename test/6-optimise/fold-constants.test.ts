import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded } from '../../src/6-optimise/fold-constants.js'
import { binary, call, constant, index, negate, not, select, truth } from '../../src/ir/build.js'
import type { BinaryOperation, Expr } from '../../src/ir/ir.js'
import { printExpr } from '../../src/ir/print.js'
import { keyOf, mapExpr } from '../../src/ir/walk.js'
import { leavesMeaningAlone } from './meaning.js'
import { at, b, v, x, y } from './support.js'

describe('fold-constants', () => {
  test.each<readonly [Expr, string]>([
    [binary('multiply', constant(2), constant(3)), '2*3'],
    [binary('multiply', constant(20), constant(0.001, 'ms')), '20*ms'],
    [binary('add', constant(1), binary('multiply', constant(2), x)), '1 + 2 * x'],
    [binary('multiply', constant(1), x), 'x'],
    [binary('multiply', x, constant(1)), 'x'],
    [binary('divide', x, constant(1)), 'x'],
    [binary('add', x, constant(0)), 'x + 0'],
    [binary('multiply', x, constant(0)), 'x * 0'],
    [binary('and', truth(true), b), 'b'],
    [binary('and', truth(false), b), 'false'],
    [binary('or', b, truth(true)), 'true'],
    [binary('or', truth(false), b), 'b'],
    [not(truth(true)), 'false'],
    [binary('less', constant(1), constant(2)), 'true'],
    [select(truth(true), x, y), 'x'],
    [select(truth(false), x, y), 'y'],
    [binary('power', x, constant(1)), 'x'],
    [binary('power', x, constant(2)), 'x * x'],
    [binary('power', x, constant(3)), 'x * x * x'],
    [binary('power', x, constant(4)), 'x * x * (x * x)'],
    [binary('power', x, constant(5)), 'x ** 5'],
    [binary('power', at(v), constant(2)), 'P.v[i] ** 2'],
    [binary('add', index(2), index(3)), '5'],
    [call('exp', x), 'exp(x)'],
  ])('%#: %o becomes %s', (expr, expected) => {
    expect(printExpr(folded(expr))).toBe(expected)
  })

  test('keeps what a number was made of as its note', () => {
    expect(
      folded(binary('divide', constant(1), binary('multiply', constant(20), constant(0.001, 'ms')))),
    ).toMatchObject({ value: 50, note: '1/(20*ms)' })
  })

  const leaf = fc.oneof(
    fc.constantFrom(-2, -0.5, 0, 0.5, 1, 2, 3).map((value): Expr => constant(value)),
    fc.constantFrom<Expr>(x, y),
  )
  const tree = fc.letrec<{ readonly tree: Expr }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc
        .tuple(
          fc.constantFrom<BinaryOperation>(
            'add',
            'subtract',
            'multiply',
            'divide',
            'remainder',
            'floor-divide',
            'power',
          ),
          tie('tree'),
          tie('tree'),
        )
        .map(([o, l, r]) => binary(o, l, r)),
      tie('tree').map(negate),
      fc
        .tuple(fc.constantFrom('exp', 'abs', 'floor', 'truncate', 'sqrt', 'sign', 'exprel') as never, tie('tree'))
        .map(([f, a]) => call(f as never, a as Expr)),
      fc
        .tuple(
          fc.constantFrom<BinaryOperation>('less', 'equal', 'greater-equal'),
          tie('tree'),
          tie('tree'),
          tie('tree'),
          tie('tree'),
        )
        .map(([o, l, r, t, e]) => select(binary(o, l, r), t, e)),
    ),
  })).tree

  /** The value of an expression of x and y, by substituting and folding: nothing but numbers is left. */
  const valueFor = (expr: Expr, values: Readonly<Record<string, number>>): number => {
    const whole = folded(substitute(expr, values))
    if (whole.kind !== 'constant') throw new Error(`not folded: ${printExpr(whole)}`)
    return whole.value
  }
  const substitute = (expr: Expr, values: Readonly<Record<string, number>>): Expr =>
    mapExpr(expr, (node) => (node.kind === 'local' && node.name in values ? constant(values[node.name]) : node))

  // A small power as a product may round differently from the power: by a unit in the last place for each factor.
  test('does not change the value of an expression beyond the rounding of its powers', () => {
    fc.assert(
      fc.property(
        tree,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (expr, a, c) => {
          const values = { x: a, y: c }
          const [now, before] = [valueFor(folded(expr), values), valueFor(expr, values)]
          if (Number.isFinite(before)) expect(Math.abs(now - before)).toBeLessThanOrEqual(1e-13 * Math.abs(before))
          else expect(now).toBe(before)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is done after one go', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        expect(keyOf(folded(folded(expr)))).toBe(keyOf(folded(expr)))
      }),
      { numRuns: 200 },
    )
  })
})

leavesMeaningAlone('fold-constants', { within: 1e-10, why: 'x**3 and x**4 as products round once more' })
