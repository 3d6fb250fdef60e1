import { describe, expect, test } from 'vitest'
import { binary, constant, local } from '../../src/ir/build.js'
import type { Expr } from '../../src/ir/ir.js'
import { keyOf, mapChildren, mapExpr, remembered } from '../../src/ir/walk.js'

const [x, y] = [local('x', 'f64'), local('y', 'f64')]
const sum = binary('add', binary('multiply', x, y), constant(2))

describe('mapChildren', () => {
  test('gives back the node itself where no child changes', () => {
    expect(mapChildren(sum, (child) => child)).toBe(sum)
    expect(mapExpr(sum, (expr) => expr)).toBe(sum)
  })

  test('changes the children, each in its place, and keeps what stays', () => {
    const changed = mapChildren(sum, (child): Expr => (child.kind === 'constant' ? x : child))
    expect(changed).toEqual(binary('add', binary('multiply', x, y), x))
    expect(mapExpr(sum, (expr): Expr => (expr === y ? x : expr))).toEqual(
      binary('add', binary('multiply', x, x), constant(2)),
    )
  })
})

test('what is remembered is worked out once for a node, also where it is undefined', () => {
  let count = 0
  const nothing = remembered((): undefined => {
    count++
    return undefined
  })
  expect([nothing(sum), nothing(sum), nothing(x)]).toEqual([undefined, undefined, undefined])
  expect(count).toBe(2)
})

test('equal expressions have the same key', () => {
  expect(keyOf(binary('add', binary('multiply', x, y), constant(2)))).toBe(keyOf(sum))
  expect(keyOf(binary('add', binary('multiply', y, x), constant(2)))).not.toBe(keyOf(sum))
})
