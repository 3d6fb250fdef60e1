/** Exact integration against the matrix exponential by its series, for every class of linear systems and of coefficients. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../../src/runtime/wasm.js'
import { groupSpec, modelSpec, simulationOf } from '../helpers.js'

const DT = 1e-4
const [N, STEPS] = [5, 12]

/** A coefficient: how it is written, and what it is for a neuron in a step. Rates are in 1/ms. */
interface Coefficient {
  readonly text: string
  readonly at: (neuron: number, step: number) => number
}

const written = (value: number): Coefficient => ({ text: `(${value})`, at: () => value })

/** Each with the declaration that it needs. */
const KINDS: readonly ((value: number) => Coefficient)[] = [
  written,
  // A constant of the namespace, a shared parameter and one of the neuron's own.
  (value) => ({ text: `(${value}*c)`, at: () => value * 1.5 }),
  (value) => ({ text: `(${value}*s)`, at: () => value * 0.75 }),
  (value) => ({ text: `(${value}*p)`, at: (i) => value * (0.5 + 0.25 * i) }),
  (value) => ({ text: `(${value}*(1 + i))`, at: (i) => value * (1 + i) }),
  // Held over a step, and changed between steps. No sign changes: a decay that turns into growth blows up rounding errors.
  (value) => ({ text: `(${value}*h)`, at: (_, step) => value * (1 + 0.5 * Math.cos(step * DT * 5000)) }),
  (value) => ({ text: `(${value}*q)`, at: (i, step) => value * (0.5 + 0.25 * i) * 1.125 ** (step + 1) }),
  (value) => ({ text: `(${value}*y)`, at: (i) => value * (1 + (0.5 + 0.25 * i) ** 2) }),
]
const DECLARATIONS = `s : 1 (shared)
p : 1 (constant)
q : 1
h = 1 + 0.5*cos(t*5/ms) : 1 (constant over dt)
y = 1 + p**2 : 1`

interface System {
  readonly matrix: readonly (readonly (Coefficient | undefined)[])[]
  readonly input: readonly (Coefficient | undefined)[]
}

const namesOf = ({ matrix }: System) => matrix.map((_, k) => `x${k}`)

function equationsOf(system: System): string {
  const names = namesOf(system)
  const rows = system.matrix.map((row, k) => {
    const terms = row.flatMap((c, column) => (c ? [`${c.text}*${names[column]}`] : []))
    const input = system.input[k]
    const all = [...terms, ...(input ? [input.text] : [])]
    return `d${names[k]}/dt = (${all.length > 0 ? all.join(' + ') : '0'})/ms : 1`
  })
  return `${rows.join('\n')}\n${DECLARATIONS}`
}

const START = (k: number) => 1 - 0.4 * k

async function ran(system: System, backend: Backend): Promise<readonly number[][]> {
  const group = groupSpec(equationsOf(system), {
    N,
    method: 'exact',
    namespace: { c: 1.5 },
    operations: [{ code: 'q *= 1.125' }],
  })
  const set = (variable: string, value: string) => ({ kind: 'set', target: 'P', variable, value }) as const
  const starts = namesOf(system).map((name, k) => set(name, String(START(k))))
  const actions = [...starts, set('s', '0.75'), set('p', '0.5 + 0.25*i'), set('q', '0.5 + 0.25*i')]
  const simulation = simulationOf(modelSpec([group], actions), { backend })
  await simulation.run(STEPS * DT)
  return namesOf(system).map((name) => [...simulation.values('P', name)])
}

type Matrix = readonly (readonly number[])[]

function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, c) => row.reduce((sum, x, k) => sum + x * b[k][c], 0)))
}

/** exp(A): the series of exp(A/2**20), squared twenty times. */
function exponential(a: Matrix): Matrix {
  const identity = a.map((row, r) => row.map((_, c) => (r === c ? 1 : 0)))
  const small = a.map((row) => row.map((x) => x / 2 ** 20))
  // E - 1 is kept, so that nothing is lost: (1 + F)**2 - 1 = 2F + F**2.
  let [term, sum]: [Matrix, Matrix] = [small, small]
  for (let k = 2; k < 12; k++) {
    term = product(term, small).map((row) => row.map((x) => x / k))
    sum = sum.map((row, r) => row.map((x, c) => x + term[r][c]))
  }
  for (let k = 0; k < 20; k++) {
    const square = product(sum, sum)
    sum = sum.map((row, r) => row.map((x, c) => 2 * x + square[r][c]))
  }
  return sum.map((row, r) => row.map((x, c) => x + identity[r][c]))
}

/** The same, by one exponential of the system with its input as a further variable that stays 1. */
function solved(system: System): { readonly values: readonly number[][]; readonly size: number } {
  let size = 1
  const neurons = Array.from({ length: N }, (_, i) => {
    let state: readonly number[] = [...system.matrix.map((_, k) => START(k)), 1]
    for (let step = 0; step < STEPS; step++) {
      const at = (c: Coefficient | undefined) => (c ? c.at(i, step) * 1e3 * DT : 0)
      const rows = system.matrix.map((row, k) => [...row.map(at), at(system.input[k])])
      const propagator = exponential([...rows, state.map(() => 0)])
      state = propagator.map((row) => row.reduce((sum, x, k) => sum + x * state[k], 0))
      size = Math.max(size, ...state.map(Math.abs))
    }
    return state
  })
  return { values: system.matrix.map((_, k) => neurons.map((state) => state[k])), size }
}

async function expectSolved(system: System): Promise<void> {
  const { values, size } = solved(system)
  const js = await ran(system, 'js')
  js.flat().forEach((x, k) => {
    expect(Math.abs(x - values.flat()[k]), `${x}, not ${values.flat()[k]}`).toBeLessThan(1e-11 * size)
  })
  expect(await ran(system, 'wasm')).toEqual(js)
}

const systemOf = (matrix: Matrix, input: readonly number[], kind = written): System => ({
  matrix: matrix.map((row) => row.map((x) => (x === 0 ? undefined : kind(x)))),
  input: input.map((x) => (x === 0 ? undefined : kind(x))),
})

/** Systems whose solution is a special case elsewhere. */
const SPECIAL: readonly (readonly [string, Matrix, readonly number[]])[] = [
  ['a decay', [[-0.5]], [0]],
  ['a constant drift', [[0]], [0.3]],
  ['nothing at all', [[0]], [0]],
  ['growth', [[0.4]], [0.1]],
  ['a fast decay', [[-900]], [40]],
  [
    'equal time constants',
    [
      [-0.5, 0.5],
      [0, -0.5],
    ],
    [0, 0.2],
  ],
  [
    'nearly equal time constants',
    [
      [-0.5, 0.5],
      [0, -0.5 - 1e-9],
    ],
    [0, 0.2],
  ],
  [
    'a chain of equal time constants',
    [
      [-0.5, 0.5, 0],
      [0, -0.5, 0.5],
      [0, 0, -0.5],
    ],
    [0.1, 0, 0.2],
  ],
  [
    'an oscillator',
    [
      [0, 2],
      [-2, 0],
    ],
    [0.5, 0],
  ],
  [
    'a damped oscillator',
    [
      [-0.3, 2],
      [-2, -0.3],
    ],
    [0, 0.5],
  ],
  [
    'a critically damped oscillator',
    [
      [0, 1],
      [-1, -2],
    ],
    [0, 0.5],
  ],
  [
    'a singular matrix',
    [
      [-0.5, -0.5],
      [-0.5, -0.5],
    ],
    [0.1, 0.2],
  ],
  [
    'a singular matrix that is defective',
    [
      [1, -1],
      [1, -1],
    ],
    [0.1, 0.2],
  ],
  [
    'an integral',
    [
      [0, 1],
      [0, 0],
    ],
    [0, 0.3],
  ],
  [
    'an integral of an integral',
    [
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    [0, 0, 0.3],
  ],
  [
    'a drift beside a decay',
    [
      [-0.5, 0],
      [0, 0],
    ],
    [0.2, 0.3],
  ],
  [
    'time scales far apart',
    [
      [-200, 0.1, 0],
      [0.3, -0.01, 0],
      [0, 1, -5],
    ],
    [1, 0.2, 0],
  ],
  [
    'a ring',
    [
      [-1, 1, 0],
      [0, -1, 1],
      [1, 0, -1],
    ],
    [0.1, 0, 0],
  ],
]

describe('special systems', () => {
  test.each(SPECIAL)('%s', async (_, matrix, input) => {
    for (const kind of KINDS) await expectSolved(systemOf(matrix, input, kind))
  })
})

test('systems at random, of coefficients of every kind', { timeout: 120_000 }, async () => {
  const value = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -24, max: 8 }).map((x) => x / 8),
  )
  const coefficient = fc.tuple(value, fc.constantFrom(...KINDS)).map(([x, kind]) => (x === 0 ? undefined : kind(x)))
  const system = fc.integer({ min: 1, max: 4 }).chain((size) =>
    fc.record({
      matrix: fc.array(fc.array(coefficient, { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
      input: fc.array(coefficient, { minLength: size, maxLength: size }),
    }),
  )
  await fc.assert(fc.asyncProperty(system, expectSolved), { seed: 1, numRuns: 60 })
})
