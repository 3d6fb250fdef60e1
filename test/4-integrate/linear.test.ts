import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Group } from '../../src/2-resolve/model.js'
import type { ModelSymbol, Variable } from '../../src/2-resolve/symbols.js'
import { type LinearForm, linearForm, valueAt } from '../../src/4-integrate/linear.js'
import { deriveLinearForm } from '../../src/4-integrate/symbolic.js'
import { printResolved } from '../../src/5-lower/comments.js'
import { expressionIn, resolvedGroup } from '../helpers.js'

fc.configureGlobal({ seed: 1 })

const group = resolvedGroup('dx/dt = -x/second : 1\ndy/dt = -y/second : 1\na : 1\nb : 1\ns = 2*x + b : 1\nq = x*y : 1')
const variables = group.equations.map((equation) => equation.variable)
const never = () => {
  throw new Error('mathjs was asked')
}

function formOf(text: string, derive: Parameters<typeof linearForm>[2] = never): LinearForm | undefined {
  return linearForm(expressionIn(group, text).expression, variables, derive)
}

function shown(form: LinearForm | undefined): string {
  if (!form) return 'not linear'
  const terms = [...form.coefficients].map(([variable, c]) => `${variable.name}: ${printResolved(c)}`)
  return [...terms, ...(form.rest ? [`rest: ${printResolved(form.rest)}`] : [])].join('; ')
}

describe('linear forms keep their coefficients as they were written', () => {
  test.each([
    ['x', 'x: 1'],
    ['-x/a', 'x: -1/a'],
    ['a - x', 'x: -1; rest: a'],
    ['(a - x + b*y)/(2*a)', 'x: -1/(2*a); y: b/(2*a); rest: a/(2*a)'],
    ['-(x - y)', 'x: -1; y: 1'],
    ['x + x', 'x: 1 + 1'],
    ['a*(x + b)*3', 'x: a*3; rest: a*b*3'],
    ['exp(-a)*x', 'x: exp(-a)'],
    ['s - x', 'x: 2 - 1; rest: b'],
    ['+x', 'x: 1'],
    ['a**2 + 1', 'rest: a**2 + 1'],
  ])('%s is %s', (text, expected) => {
    expect(shown(formOf(text))).toBe(expected)
  })
})

describe('what is not linear is found to be so', () => {
  test.each([
    'x*y',
    'x**2',
    'exp(x)',
    'abs(x)',
    'a/x',
    'q',
    'x % 2',
    'sin(x) + x',
    'x*(1 + y)',
    'clip(x, 0, 1)',
    'int(x > 1)',
    '(x**2)**0.5',
    'x*y - x',
  ])('%s', (text) => {
    expect(formOf(text, deriveLinearForm)).toBeUndefined()
  })
})

/** Values of a, b, x, y. */
type Point = readonly [number, number, number, number]

function at([a, b, x, y]: Point, { variables: known }: Group): ReadonlyMap<ModelSymbol, number> {
  const values = { a, b, x, y }
  return new Map(
    [...known.values()].map((variable: Variable) => [variable, values[variable.name as keyof typeof values] ?? 0]),
  )
}

function valueOfForm({ coefficients, rest }: LinearForm, values: ReadonlyMap<ModelSymbol, number>): number {
  const terms = [...coefficients].map(([variable, c]) => (values.get(variable) ?? 0) * valueAt(c, values))
  return terms.reduce((sum, term) => sum + term, rest ? valueAt(rest, values) : 0)
}

const number = fc.integer({ min: -8, max: 8 }).map((n) => n / 4)
const point = fc.tuple(number, number, number, number)

describe('mathjs derives what the structure does not show', () => {
  test.each([
    '(x + 1)**2 - x**2',
    '(x + a)*(x + b) - x*x',
    'x*y - y*(x + a)',
    '(x*x + a*x)/x',
    '(x + y)**2 - x**2 - y**2 - 2*x*y + b*y',
  ])('%s', (text) => {
    const form = formOf(text, deriveLinearForm)
    if (!form) throw new Error('not linear')
    const { expression } = expressionIn(group, text)
    fc.assert(
      fc.property(point, (values) => {
        fc.pre(values[2] !== 0)
        const known = at(values, group)
        expect(valueOfForm(form, known)).toBeCloseTo(valueAt(expression, known), 8)
      }),
      { numRuns: 50 },
    )
  })

  test('and is left alone where the structure shows it', () => {
    expect(() => formOf('(x + 1)**2 - x**2')).toThrow('mathjs was asked')
  })
})

const linear = fc.letrec<{ readonly form: string; readonly constant: string }>((tie) => ({
  constant: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '2', '0.5'),
    fc.tuple(tie('constant'), fc.constantFrom('+', '-', '*'), tie('constant')).map(([l, o, r]) => `(${l} ${o} ${r})`),
  ),
  form: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('x', 'y', 's'),
    tie('constant'),
    fc.tuple(tie('form'), fc.constantFrom('+', '-'), tie('form')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('constant'), tie('form')).map(([c, f]) => `(${c}*${f})`),
    fc.tuple(tie('form'), tie('constant')).map(([f, c]) => `(${f}/(3 + ${c}*${c}))`),
    tie('form').map((f) => `(-${f})`),
  ),
})).form

test('a linear form has the value of its expression everywhere', () => {
  fc.assert(
    fc.property(linear, point, (text, values) => {
      const form = formOf(text)
      if (!form) throw new Error('not linear')
      const [a, b, x, y] = values
      const known = new Map<ModelSymbol, number>(at(values, group))
      const s = group.subexpressions.find(({ name }) => name === 's')
      if (s) known.set(s, 2 * x + b)
      const expected = valueAt(expressionIn(group, text).expression, known)
      expect(Math.abs(valueOfForm(form, known) - expected)).toBeLessThanOrEqual(
        1e-9 * (1 + Math.abs(expected) + Math.abs(a) + Math.abs(y)),
      )
    }),
    { numRuns: 300 },
  )
})
