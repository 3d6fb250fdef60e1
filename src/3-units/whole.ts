/** Is an expression a whole number by what it is made of, whatever its values? */
import type { BinaryNode, CallNode, Expression, ModelSymbol } from '../2-resolve/symbols.js'

export function isWhole(node: Expression): boolean {
  switch (node.kind) {
    case 'number':
      return Number.isInteger(node.value)
    case 'boolean':
      return true
    case 'reference':
      return isWholeSymbol(node.symbol)
    case 'unary':
      return isWhole(node.operand)
    case 'binary':
      return isWholeBinary(node)
    case 'call':
      return isWholeCall(node)
    case 'application':
      return isWhole(node.body)
    case 'element':
      return node.array.matrix.data.every(Number.isInteger)
    default:
      return false
  }
}

function isWholeSymbol(symbol: ModelSymbol): boolean {
  switch (symbol.kind) {
    case 'special':
    case 'variable':
      return symbol.type !== 'float'
    case 'subexpression':
      return symbol.expression !== undefined && isWhole(symbol.expression)
    case 'constant':
      return symbol.definition ? isWhole(symbol.definition) : Number.isInteger(symbol.value)
    default:
      return false
  }
}

function isWholeBinary({ operator, left, right }: BinaryNode): boolean {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '%':
    case '//':
    case '**':
      return isWhole(left) && isWhole(right)
    case '/':
      return false
    default:
      return true
  }
}

function isWholeCall({ function: name, arguments: given }: CallNode): boolean {
  if (name === 'int' || name === 'floor' || name === 'ceil' || name === 'sign') return true
  return (name === 'abs' || name === 'clip') && given.every(isWhole)
}
