import type { Expression } from '../2-resolve/symbols.js'

/** The value of an exponent made of numbers and constants; undefined if it depends on anything else. */
export function constantExponent(node: Expression): number | undefined {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'reference':
      return node.symbol.kind === 'constant' || node.symbol.kind === 'literal' ? node.symbol.value : undefined
    case 'unary': {
      const value = constantExponent(node.operand)
      return value === undefined ? undefined : node.operator === '-' ? -value : value
    }
    case 'binary': {
      const left = constantExponent(node.left)
      const right = constantExponent(node.right)
      if (left === undefined || right === undefined) return undefined
      return { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[node.operator as string]
    }
    default:
      return undefined
  }
}
