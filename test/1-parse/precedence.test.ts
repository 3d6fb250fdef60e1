import { describe, expect, test } from 'vitest'
import type { Binary, Expression, Unary } from '../../src/1-parse/ast.js'
import { printExpression } from '../../src/1-parse/print.js'
import { expressionOf } from './support.js'

/** Fully bracketed, so that the structure can be seen. */
function structure(expression: Expression): string {
  if (expression.kind === 'unary') return `(${expression.operator} ${structure(expression.operand)})`
  if (expression.kind !== 'binary') return printExpression(expression)
  return `(${structure(expression.left)} ${expression.operator} ${structure(expression.right)})`
}

const structures: readonly (readonly [string, string])[] = [
  ['-K**n', '(- (K ** n))'],
  ['2**-1', '(2 ** (- 1))'],
  ['a**b**c', '(a ** (b ** c))'],
  ['a**-b**c', '(a ** (- (b ** c)))'],
  ['--x', '(- (- x))'],
  ['-a*b', '((- a) * b)'],
  ['a - b - c', '((a - b) - c)'],
  ['a/b*c', '((a / b) * c)'],
  ['a//b % c', '((a // b) % c)'],
  ['a + b*c', '(a + (b * c))'],
  ['not a == b', '(not (a == b))'],
  ['not a and b', '((not a) and b)'],
  ['a or b and c', '(a or (b and c))'],
  ['a or b or c', '((a or b) or c)'],
  ['a + b > c*d and e', '(((a + b) > (c * d)) and e)'],
  ['(a)**(b)', '(a ** b)'],
  ['f(x)**W[i, j]', '(f(x) ** W[i, j])'],
  ['a\n  + # note\n b', '(a + b)'],
  ['a + \\\n b', '(a + b)'],
]

test.each(structures)('%s is %s', (text, expected) => {
  expect(structure(expressionOf(text))).toBe(expected)
})

/** What Python gives. */
const values: readonly (readonly [string, number | boolean])[] = [
  ['2 + 3*4', 14],
  ['(2 + 3)*4', 20],
  ['2 - 3 - 4', -5],
  ['2 - (3 - 4)', 3],
  ['100/10/5', 2.0],
  ['100/(10/5)', 50.0],
  ['7//2*3', 9],
  ['7 % 4*2', 6],
  ['-7//3', -3],
  ['-7 % 3', 2],
  ['7 % -3', -2],
  ['2**3**2', 512],
  ['(2**3)**2', 64],
  ['-2**2', -4],
  ['(-2)**2', 4],
  ['2**-1', 0.5],
  ['2**-2**2', 0.0625],
  ['-2**-2', -0.25],
  ['--3', 3],
  ['-+-3', 3],
  ['- -2**2', 4],
  ['1 - -1', 2],
  ['2*-3', -6],
  ['2**2*3', 12],
  ['1 + 2 < 4', true],
  ['not 1 == 2', true],
  ['not True or True', true],
  ['not (True or True)', false],
  ['True or True and False', true],
  ['(True or True) and False', false],
  ['not not False', false],
  ['not 1 < 2 and 2 < 1', false],
  ['1 + 1 == 2 and 3 != 3 or True', true],
  ['7.5//2', 3.0],
  ['1e-3*1000', 1.0],
  ['.5 + 1.', 1.5],
  ['10 - 2**3 % 5', 7],
  ['3*2 // 4', 1],
]

describe('means what it does in Python:', () => {
  test.each(values)('%s is %s', (text, expected) => {
    const value = evaluated(expressionOf(text))
    if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 12)
    else expect(value).toBe(expected)
  })
})

type Value = number | boolean

function evaluated(expression: Expression): Value {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return expression.value
    case 'unary':
      return unaryValue(expression)
    case 'binary':
      return binaryValue(expression)
    default:
      throw new Error(`no value for ${expression.kind}`)
  }
}

function unaryValue({ operator, operand }: Unary): Value {
  const value = evaluated(operand)
  if (operator === 'not') return !value
  return operator === '-' ? -value : +value
}

function binaryValue({ operator, left, right }: Binary): Value {
  const [a, b] = [evaluated(left), evaluated(right)]
  if (operator === 'and') return a && b
  if (operator === 'or') return a || b
  if (operator === '==') return a === b
  if (operator === '!=') return a !== b
  return numericValue(operator, Number(a), Number(b))
}

function numericValue(operator: string, a: number, b: number): Value {
  const operations: Readonly<Record<string, () => Value>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '//': () => Math.floor(a / b),
    '%': () => a - b * Math.floor(a / b),
    '**': () => a ** b,
    '<': () => a < b,
    '<=': () => a <= b,
    '>': () => a > b,
    '>=': () => a >= b,
  }
  return operations[operator]()
}
