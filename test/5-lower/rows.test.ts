import { describe, expect, test } from 'vitest'
import { printExpr } from '../../src/ir/print.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

const N = 6

function spec(condition: string, p?: number | string) {
  const rule = { condition, ...(p !== undefined && { p }) }
  const group = groupSpec('x : 1', { N, namespace: { n: '4' } })
  return modelSpec(
    [group, synapsesSpec({ namespace: { n: '4' } })],
    [
      { kind: 'set', target: 'P', variable: 'x', value: 'i % 2' },
      { kind: 'connect', target: 'S', rule },
    ],
  )
}

function parts(condition: string): Readonly<Record<string, string>> {
  const { functions } = compiled(spec(condition)).lowered.setup
  return Object.fromEntries(functions.flatMap((f) => (f.kind === 'pair' ? [[f.name, printExpr(f.result)]] : [])))
}

function pairs(condition: string, p?: number | string): readonly string[] {
  const { i, j } = simulationOf(spec(condition, p), { seed: 3 }).pairs('S')
  return [...i].map((row, k) => `${row}-${j[k]}`)
}

function all(holds: (i: number, j: number) => boolean): readonly string[] {
  const places = Array.from({ length: N * N }, (_, k) => [Math.floor(k / N), k % N] as const)
  return places.filter(([i, j]) => holds(i, j)).map(([i, j]) => `${i}-${j}`)
}

describe('what a condition says of whole rows', () => {
  test.each([
    ['i < 4', { rows_S: 'i < 4' }],
    ['x_pre > 0', { rows_S: 'P.x[i] > 0' }],
    ['j < 4', { condition_S: 'j < 4' }],
    ['i < 4 and i != j', { rows_S: 'i < 4', condition_S: 'i != j' }],
    ['i > 1 and i < 4 and i != j', { rows_S: 'i > 1 and i < 4', condition_S: 'i != j' }],
    ['i > 1 and (i < 4 and i != j)', { rows_S: 'i > 1 and i < 4', condition_S: 'i != j' }],
    ['i > 1 and i != j and j > 2', { rows_S: 'i > 1', condition_S: 'i != j and j > 2' }],
    ['i != j and i < 4', { condition_S: 'i != j and i < 4' }],
    ['i < 4 or i != j', { condition_S: 'i < 4 or i != j' }],
  ])('%s', (condition, expected) => {
    expect(parts(condition)).toEqual(expected)
  })

  test('what is random is asked of every pair', () => {
    expect(Object.keys(parts('rand() < 0.5'))).toEqual(['condition_S'])
    expect(Object.keys(parts('i < 4 and rand() < 0.5'))).toEqual(['rows_S', 'condition_S'])
  })

  test('leaves the synapses as they are', () => {
    expect(pairs('i > 1 and i < 5 and i != j')).toEqual(all((i, j) => i > 1 && i < 5 && i !== j))
    expect(pairs('x_pre > 0 and j > 2')).toEqual(all((i, j) => i % 2 > 0 && j > 2))
    expect(pairs('i > n')).toEqual(all((i) => i > 4))
    expect(pairs('True')).toEqual(all(() => true))
  })

  test.each([
    ['i < 4', 0.5],
    ['i < 4', '0.5 + 0*j'],
    ['i < 4 and rand() < 0.7', 0.5],
  ])('leaves the numbers of every row as they are: %s, p %s', (condition, p) => {
    const some = pairs(condition, p)
    const more = pairs(condition.replace('i < 4', 'i < 99'), p)
    expect(some.length).toBeGreaterThan(4)
    expect(some).toEqual(more.filter((pair) => Number(pair[0]) < 4))
    // The same, where the condition is asked of each pair.
    expect(pairs(condition.replace('i < 4', '(i < 4 or j > 99)'), p)).toEqual(some)
  })
})
