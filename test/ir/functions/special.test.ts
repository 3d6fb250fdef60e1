/** Values that must be exact: ISO C, annex F.10, and what a modeller knows by heart. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertInternal } from '../../../src/diagnostics/index.js'
import type { FunctionDefinition } from '../../../src/ir/function.js'
import { FUNCTIONS } from '../../../src/ir/functions/index.js'
import type { Expr, Let } from '../../../src/ir/ir.js'
import { visitAll, visitExpr } from '../../../src/ir/walk.js'
import { exponent, powerOfTwo, significand } from '../../../src/runtime/bits.js'
import * as runtime from '../../../src/runtime/math.js'
import { type Name, REFERENCES } from './reference.js'

const INF = Number.POSITIVE_INFINITY
const NAN = Number.NaN
const MIN = 5e-324
const MAX = Number.MAX_VALUE

const VALUES: { readonly [name in Exclude<Name, 'power'>]: readonly (readonly [number, number])[] } = {
  exp: [
    [0, 1],
    [-0, 1],
    [1, Math.E],
    [INF, INF],
    [-INF, 0],
    [709.79, INF],
    [-745.2, 0],
    [-745.1, MIN],
    [MAX, INF],
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [INF, INF],
    [-INF, -1],
    [-60, -1],
    [710, INF],
    [MIN, MIN],
    [-MIN, -MIN],
    [-MAX, -1],
  ],
  exprel: [
    [0, 1],
    [-0, 1],
    [MIN, 1],
    [1e-17, 1],
    [INF, INF],
    [-INF, 0],
    [717, INF],
    [-1000, 1e-3],
    [1, Math.E - 1],
  ],
  log: [
    [1, 0],
    [0, -INF],
    [-0, -INF],
    [INF, INF],
    [-1, NAN],
    [-INF, NAN],
    [-MIN, NAN],
    [Math.E, 1],
  ],
  log1p: [
    [0, 0],
    [-0, -0],
    [-1, -INF],
    [-1.5, NAN],
    [INF, INF],
    [-INF, NAN],
    [MIN, MIN],
    [-MIN, -MIN],
  ],
  log10: [
    [1, 0],
    [0, -INF],
    [-0, -INF],
    [INF, INF],
    [-1, NAN],
    [1000, 3],
    [1e22, 22],
    [1e-5, -5],
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [INF, NAN],
    [-INF, NAN],
    [MIN, MIN],
    [-MIN, -MIN],
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [INF, NAN],
    [-INF, NAN],
    [MIN, 1],
  ],
  tan: [
    [0, 0],
    [-0, -0],
    [INF, NAN],
    [-INF, NAN],
    [MIN, MIN],
    [-MIN, -MIN],
  ],
  arcsin: [
    [0, 0],
    [-0, -0],
    [1, Math.PI / 2],
    [-1, -Math.PI / 2],
    [1.0000000000000002, NAN],
    [INF, NAN],
    [MIN, MIN],
  ],
  arccos: [
    [1, 0],
    [-1, Math.PI],
    [0, Math.PI / 2],
    [1.0000000000000002, NAN],
    [-INF, NAN],
  ],
  arctan: [
    [0, 0],
    [-0, -0],
    [1, Math.PI / 4],
    [INF, Math.PI / 2],
    [-INF, -Math.PI / 2],
    [MIN, MIN],
    [MAX, Math.PI / 2],
  ],
  sinh: [
    [0, 0],
    [-0, -0],
    [INF, INF],
    [-INF, -INF],
    [711, INF],
    [-711, -INF],
    [MIN, MIN],
    [-MIN, -MIN],
  ],
  cosh: [
    [0, 1],
    [-0, 1],
    [INF, INF],
    [-INF, INF],
    [711, INF],
    [MIN, 1],
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [INF, 1],
    [-INF, -1],
    [30, 1],
    [-400, -1],
    [MIN, MIN],
    [-MIN, -MIN],
  ],
}

describe.each(Object.entries(VALUES))('%s', (name, values) => {
  const { computed } = REFERENCES[name as Name]

  test.each([...values, [NAN, NAN] as const])('of %d is %d', (x, expected) => {
    expect(computed(x, 0)).toBe(expected)
  })
})

describe('odd and even functions', () => {
  const number = fc.double({ noNaN: true })

  test.each(['sin', 'tan', 'arcsin', 'arctan', 'sinh', 'tanh'] as const)('%s is odd', (name) => {
    const { computed } = REFERENCES[name]
    fc.assert(fc.property(number, (x) => Object.is(computed(-x, 0), -computed(x, 0))))
  })

  test.each(['cos', 'cosh'] as const)('%s is even', (name) => {
    const { computed } = REFERENCES[name]
    fc.assert(fc.property(number, (x) => Object.is(computed(-x, 0), computed(x, 0))))
  })
})

describe('power', () => {
  test('is exact for whole powers that are doubles', () => {
    for (let base = 2; base <= 20; base++) {
      for (let n = 0, exact = 1n; exact < 2n ** 53n; n++, exact *= BigInt(base)) {
        expect(runtime.power(base, n)).toBe(Number(exact))
        expect(runtime.power(-base, n)).toBe(n % 2 === 0 ? Number(exact) : -Number(exact))
      }
    }
  })

  test('of 2 is exact over the whole range', () => {
    for (let n = -1022; n <= 1023; n++) expect(runtime.power(2, n)).toBe(powerOfTwo(n))
    for (let n = -1074; n < -1022; n++) expect(runtime.power(2, n)).toBe(MIN * powerOfTwo(n + 1074))
    expect([runtime.power(2, 1024), runtime.power(2, -1076), runtime.power(-2, -1077)]).toEqual([INF, 0, -0])
  })

  test('to 1 and 0.5 is the base and its root', () => {
    const positive = fc.double({ noNaN: true, noDefaultInfinity: true, min: MIN })
    fc.assert(fc.property(positive, (x) => runtime.power(x, 1) === x))
    fc.assert(fc.property(fc.integer({ min: 1, max: 94906265 }), (x) => runtime.power(x * x, 0.5) === x))
  })

  test.each([
    [1.0000000000000002, 1e300, INF],
    [0.9999999999999999, 1e300, 0],
    [1.0000000000000002, -1e300, 0],
    [-1, 1e300, 1],
    [-1, 3, -1],
    [-2, 2 ** 64, INF],
    [-INF, 0.5, INF],
    [-0, 0.5, 0],
    [-0, -0.5, INF],
    [MAX, 2, INF],
    [-MAX, 3, -INF],
    [MIN, 0.5, 2 ** -537],
    [MIN, 2, 0],
    [-MIN, 3, -0],
    [NAN, 1, NAN],
    [INF, NAN, NAN],
  ])('%d ** %d is %d', (x, y, expected) => {
    expect(runtime.power(x, y)).toBe(expected)
  })
})

test('log10 of powers of ten is whole', () => {
  for (let n = -300; n <= 308; n++) expect(runtime.log10(Number(`1e${n}`))).toBe(n)
})

test('doubles are taken apart and put together', () => {
  const normal = fc.double({ noNaN: true, noDefaultInfinity: true, min: 2 ** -1022 })
  fc.assert(
    fc.property(normal, (x) => {
      const [e, s] = [exponent(x), significand(x)]
      return s >= 1 && s < 2 && s * powerOfTwo(e) === x
    }),
  )
})

describe('definitions', () => {
  const definitions = Object.values(FUNCTIONS)

  const blocks = ({ body, result, rare }: FunctionDefinition) => [
    { body, result },
    ...(rare ? [rare, { body: [], result: rare.condition }] : []),
  ]

  function eachExpr(definition: FunctionDefinition, see: (expr: Expr) => void): void {
    for (const { body, result } of blocks(definition)) {
      visitAll(body, see)
      visitExpr(result, see)
    }
  }

  test.each(definitions)('$name reads what is there, each name once given', (definition) => {
    for (const { body, result } of blocks(definition)) {
      const known = new Set(definition.parameters)
      const check = (expr: Expr) => expr.kind === 'local' && expect([...known]).toContain(expr.name)
      body.forEach((named: Let) => {
        visitExpr(named.value, check)
        expect(known.has(named.name)).toBe(false)
        known.add(named.name)
      })
      visitExpr(result, check)
    }
  })

  test('look up tables only where it is rare', () => {
    for (const { body, result, name } of definitions) {
      const see = (expr: Expr) => assertInternal(expr.kind !== 'table', `${name} has a table on its straight line`)
      visitAll(body, see)
      visitExpr(result, see)
    }
  })

  test('call each other in no circle', () => {
    const called = (name: string): readonly string[] => {
      const found: string[] = []
      const definition = definitions.find((one) => one.name === name)
      if (definition) eachExpr(definition, (expr) => expr.kind === 'call' && found.push(expr.intrinsic))
      return found
    }
    const reach = (name: string, above: readonly string[]): void => {
      expect(above).not.toContain(name)
      for (const other of called(name)) reach(other, [...above, name])
    }
    for (const { name } of definitions) reach(name, [])
  })
})
