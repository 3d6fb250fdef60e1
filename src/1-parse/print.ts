/** The tree back to text, with no more brackets than are needed: reading it again gives the same tree. */
import type { Binary, BinaryOperator, Equation, Expression, Flag, Statement, Unary } from './ast.js'

/** How tightly each operator binds; the numbers follow the levels of the grammar. */
const binding: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '**': 8,
}
const negation = 3
const comparison = 4
const sign = 7
const power = 8
const atom = 9

const unspaced: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['*', '/', '//', '%', '**'])

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text
    case 'boolean':
      return expression.value ? 'True' : 'False'
    case 'name':
      return expression.name
    case 'unary':
      return unaryText(expression)
    case 'binary':
      return binaryText(expression)
    case 'call':
      return `${expression.callee.name}(${expression.arguments.map(printExpression).join(', ')})`
    case 'element':
      return `${expression.array.name}[${expression.indices.map(printExpression).join(', ')}]`
  }
}

function unaryText({ operator, operand }: Unary): string {
  return operator === 'not' ? `not ${within(operand, negation)}` : operator + within(operand, sign)
}

function binaryText({ operator, left, right }: Binary): string {
  const level = binding[operator]
  const [leftLevel, rightLevel] = operandLevels(level)
  const shown = unspaced.has(operator) ? operator : ` ${operator} `
  return within(left, leftLevel) + shown + within(right, rightLevel)
}

/** The loosest level that each operand can have without brackets. */
function operandLevels(level: number): readonly [left: number, right: number] {
  if (level === power) return [atom, sign]
  return level === comparison ? [level + 1, level + 1] : [level, level + 1]
}

function within(expression: Expression, least: number): string {
  const text = printExpression(expression)
  return levelOf(expression) < least ? `(${text})` : text
}

function levelOf(expression: Expression): number {
  if (expression.kind === 'binary') return binding[expression.operator]
  if (expression.kind === 'unary') return expression.operator === 'not' ? negation : sign
  return atom
}

export function printEquation(equation: Equation): string {
  return `${headText(equation)} : ${equation.unit.text}${flagsText(equation.flags)}`
}

function headText(equation: Equation): string {
  switch (equation.kind) {
    case 'differential':
      return `d${equation.name.name}/dt = ${printExpression(equation.expression)}`
    case 'subexpression':
      return `${equation.name.name} = ${printExpression(equation.expression)}`
    case 'parameter':
      return equation.name.name
  }
}

function flagsText(flags: readonly Flag[]): string {
  return flags.length === 0 ? '' : ` (${flags.map((flag) => flag.name).join(', ')})`
}

export function printStatement({ target, operator, value }: Statement): string {
  return `${target.name} ${operator} ${printExpression(value)}`
}
