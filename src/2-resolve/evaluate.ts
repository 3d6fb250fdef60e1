/** The value of an expression made of numbers, units and constants. */
import { unreachable } from '../diagnostics/index.js'
import * as arithmetic from '../runtime/math.js'
import type { BinaryNode, CallNode, Expression } from './symbols.js'

/** Undefined if the expression depends on anything that a run changes. Units are not looked at: they have been checked. */
export function evaluateConstant(node: Expression): number | undefined {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'boolean':
      return Number(node.value)
    case 'reference':
      return node.symbol.kind === 'constant' || node.symbol.kind === 'literal' ? node.symbol.value : undefined
    case 'unary': {
      const value = evaluateConstant(node.operand)
      if (value === undefined) return undefined
      return node.operator === '-' ? -value : node.operator === 'not' ? Number(value === 0) : value
    }
    case 'binary':
      return evaluateBinary(node)
    case 'call':
      return evaluateCall(node)
    case 'application':
      return evaluateConstant(node.body)
    case 'element':
    case 'timed':
    case 'conditional':
    case 'propagator':
      return undefined
    default:
      return unreachable(node)
  }
}

function evaluateBinary(node: BinaryNode): number | undefined {
  const left = evaluateConstant(node.left)
  const right = evaluateConstant(node.right)
  return left === undefined || right === undefined ? undefined : binaryValue(node.operator, left, right)
}

/** What an operator gives; truth values are 0 and 1. */
export function binaryValue(operator: BinaryNode['operator'], left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '//':
      return arithmetic.floorDivide(left, right)
    case '%':
      return arithmetic.remainder(left, right)
    case '**':
      return arithmetic.power(left, right)
    case '<':
      return Number(left < right)
    case '<=':
      return Number(left <= right)
    case '>':
      return Number(left > right)
    case '>=':
      return Number(left >= right)
    case '==':
      return Number(left === right)
    case '!=':
      return Number(left !== right)
    case 'and':
      return Number(left !== 0 && right !== 0)
    case 'or':
      return Number(left !== 0 || right !== 0)
    default:
      return unreachable(operator)
  }
}

function evaluateCall(node: CallNode): number | undefined {
  const values = node.arguments.map(evaluateConstant)
  const [x, y, z] = values
  if (values.includes(undefined) || x === undefined) return undefined
  switch (node.function) {
    case 'clip':
      return y === undefined || z === undefined ? undefined : arithmetic.clip(x, y, z)
    case 'timestep':
      return y === undefined ? undefined : arithmetic.timestep(x, y)
    case 'rand':
    case 'randn':
    case 'poisson':
    case 'binomial':
      return undefined
    default:
      return unaryFunctions[node.function](x)
  }
}

type UnaryFunction = Exclude<CallNode['function'], 'clip' | 'timestep' | 'rand' | 'randn' | 'poisson' | 'binomial'>

export const unaryFunctions: { readonly [name in UnaryFunction]: (x: number) => number } = {
  exp: arithmetic.exp,
  log: arithmetic.log,
  log10: arithmetic.log10,
  expm1: arithmetic.expm1,
  log1p: arithmetic.log1p,
  exprel: arithmetic.exprel,
  sqrt: Math.sqrt,
  sin: arithmetic.sin,
  cos: arithmetic.cos,
  tan: arithmetic.tan,
  sinh: arithmetic.sinh,
  cosh: arithmetic.cosh,
  tanh: arithmetic.tanh,
  arcsin: arithmetic.arcsin,
  arccos: arithmetic.arccos,
  arctan: arithmetic.arctan,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  sign: arithmetic.sign,
  int: arithmetic.truncate,
}
