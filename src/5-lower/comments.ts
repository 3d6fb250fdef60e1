/**
 * The model's own words for comments in kernels. They are printed from the resolved tree, never copied from the
 * user's text, so nothing that a stranger wrote reaches generated code.
 */

import type { Expression, Statement } from '../2-resolve/symbols.js'
import type { Assignment } from '../4-integrate/update.js'
import { unreachable } from '../diagnostics/index.js'
import { describeDimension } from '../units/index.js'

const PRECEDENCE: Readonly<Record<string, number>> = {
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

export function printResolved(node: Expression): string {
  return print(node, 0)
}

function print(node: Expression, outer: number): string {
  switch (node.kind) {
    case 'number':
      return String(node.value)
    case 'boolean':
      return node.value ? 'True' : 'False'
    case 'reference':
      return node.side === 'own' || node.symbol.kind === 'special'
        ? node.symbol.name
        : `${node.symbol.name}_${node.side}`
    case 'unary': {
      const own = node.operator === 'not' ? 3 : 7
      const text = `${node.operator === 'not' ? 'not ' : node.operator}${print(node.operand, own)}`
      return own < outer ? `(${text})` : text
    }
    case 'binary': {
      const own = PRECEDENCE[node.operator]
      const [left, right] = node.operator === '**' ? [own + 1, own - 1] : [own, own + 1]
      const tight = node.operator === '*' || node.operator === '/' || node.operator === '**'
      const operator = tight ? node.operator : ` ${node.operator} `
      const text = `${print(node.left, left)}${operator}${print(node.right, right)}`
      return own < outer ? `(${text})` : text
    }
    case 'call':
      return `${node.function}(${node.arguments.map((argument) => print(argument, 0)).join(', ')})`
    case 'element':
      return `${node.array.name}[${node.indices.map((at) => print(at, 0)).join(',')}]`
    case 'timed':
      return `${node.array.name}(${node.arguments.map((argument) => print(argument, 0)).join(', ')})`
    case 'application':
      return `${node.function.name}(${node.arguments.map((argument) => print(argument, 0)).join(', ')})`
    case 'conditional':
      return `${print(node.then, 0)} if ${print(node.condition, 0)} else ${print(node.otherwise, 0)}`
    case 'propagator':
      return `exp(A dt)[${node.row},${node.column}]`
    default:
      return unreachable(node)
  }
}

export function printEquationComment({ variable, equation }: Assignment): string {
  const flags = variable.unlessRefractory ? ' (unless refractory)' : ''
  return `d${variable.name}/dt = ${printResolved(equation.derivative.value)} : ${describeDimension(variable.dimension)}${flags}`
}

export function printStatementComment(statement: Statement): string {
  const { target, side, operator, value } = statement
  const name = side === 'own' || target.kind === 'temporary' ? target.name : `${target.name}_${side}`
  return `${name} ${operator} ${printResolved(value)}`
}
