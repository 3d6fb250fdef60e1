/** Rows whose targets are computed, as the loops that they are. */
import { describe, expect, test } from 'vitest'
import { rowsWrittenOut } from '../../src/6-optimise/computed-rows.js'
import { asNumber, binary, call, constant, load, local } from '../../src/ir/build.js'
import type { ComputedRow, Expr, TargetsBy } from '../../src/ir/ir.js'
import { printStmts } from '../../src/ir/print.js'
import { array, at, i, store, v, w } from './support.js'

const [j, k] = [local('j', 'i32'), local('k', 'i32')]
const number = local('number of the range', 'f64')
const rowStart = array('S:rowStart', 'u32')
const x = array('S:kept0')

const written = (targetsBy: TargetsBy, value: Expr, more: Partial<ComputedRow> = {}) =>
  printStmts(
    rowsWrittenOut([
      {
        kind: 'for',
        domain: {
          kind: 'row',
          layout: {
            kind: 'computed',
            sources: 3,
            targets: 4,
            side: 'pre',
            total: array('S:total'),
            targetsBy,
            ...more,
          },
          source: i,
          target: 'j',
          synapse: 'k',
        },
        body: [store(v, binary('add', at(v, j), value), j)],
      },
    ]),
  ).split('\n')

const plus = (left: Expr, right: number) => binary('add', left, constant(right))
const squared = (value: Expr) => binary('power', value, constant(2))

describe('a condition', () => {
  const near = binary('less', squared(binary('subtract', call('exp', load(x, i, 'shared')), asNumber(j))), constant(5))

  test('is asked of every neuron; what is of the row stands before it, and squares are products', () => {
    expect(
      written({ kind: 'condition', rows: binary('less', i, local('n', 'i32')), condition: near }, constant(1)),
    ).toEqual([
      'if i < n',
      '  let of_row = exp(S:kept0[i])',
      '  for j of 4 neurons',
      '    let base = of_row - j',
      '    if base * base < 5',
      '      P.v[j] = P.v[j] + 1   (contiguous)',
    ])
  })

  test('counts the places, where they are asked for', () => {
    expect(written({ kind: 'condition', condition: near }, at(w, k), { rowStart })).toEqual([
      'var place = S:rowStart[i]',
      'let of_row = exp(S:kept0[i])',
      'for j of 4 neurons',
      '  let base = of_row - j',
      '  if base * base < 5',
      '    let k = place',
      '    place = place + 1',
      '    P.v[j] = P.v[j] + P.w[k]   (contiguous)',
    ])
  })

  test('is asked of the neurons before it for one behind it', () => {
    const all = written({ kind: 'condition', condition: binary('less', i, j) }, constant(1), { side: 'post' })
    expect(all.slice(0, 2)).toEqual(['for j of 3 neurons', '  if i < j'])
  })
})

describe('a range', () => {
  const numbers = { start: plus(asNumber(i), -1), stop: plus(asNumber(i), 2), step: constant(1) }

  test('leads to a neuron for each number that is one', () => {
    const partner = binary('remainder', number, constant(4))
    const condition = binary('not-equal', i, j)
    expect(written({ kind: 'partner', partner, numbers: { ...numbers, condition } }, constant(1))).toEqual([
      'let first = i + -1',
      'let turns = ceil(i + 2 - first)',
      'var turn = 0',
      'while turn < turns',
      '  let number = first + turn',
      '  turn = turn + 1',
      '  let reached = number % 4',
      '  if reached > -1 and reached < 4',
      '    let j = truncate(maximum(reached, 0))',
      '    if i != j',
      '      P.v[j] = P.v[j] + 1   (contiguous)',
    ])
  })

  test('of neighbours is gone through as these', () => {
    const by: TargetsBy = { kind: 'partner', partner: plus(number, 2), numbers: { ...numbers, consecutive: true } }
    expect(written(by, at(w, k), { rowStart })).toEqual([
      'let first = i + -1',
      'let reached = first + 2',
      'let low = minimum(maximum(reached, 0), 4)',
      'let start = truncate(low)',
      'let end = truncate(maximum(minimum(reached + ceil(i + 2 - first), 4), low))',
      'for j from start to before end, k from S:rowStart[i]',
      '  P.v[j] = P.v[j] + P.w[k]   (contiguous)',
    ])
  })

  test('of neighbours is asked with the number of each', () => {
    const condition = binary('less', number, constant(7))
    const by: TargetsBy = {
      kind: 'partner',
      partner: plus(number, 2),
      numbers: { ...numbers, consecutive: true, condition },
    }
    expect(written(by, constant(1)).slice(5)).toEqual([
      'let shift = reached - first',
      'for j from start to before end',
      '  if j - shift < 7',
      '    P.v[j] = P.v[j] + 1   (contiguous)',
    ])
  })
})

test('one neuron is reached, if there is one', () => {
  expect(written({ kind: 'partner', partner: plus(asNumber(i), 1) }, constant(1))).toEqual([
    'let reached = i + 1',
    'if reached > -1 and reached < 4',
    '  let j = truncate(maximum(reached, 0))',
    '  P.v[j] = P.v[j] + 1   (contiguous)',
  ])
})

test('a place that nothing keeps is an error of the compiler', () => {
  expect(() => written({ kind: 'partner', partner: asNumber(i) }, at(w, k))).toThrow('internal error')
})
