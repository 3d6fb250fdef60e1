/**
 * A right side as A x + B for one variable x, as the reference separates it: multiplied out, and sorted by powers of x, where
 * functions of x (`1/(1 + exp(-v/k))`) count as coefficients and are held over the step like everything else.
 */
import type { BinaryNode, Expression, Variable } from '../2-resolve/symbols.js'
import { add, divide, inlined, inlinedWhere, mentions, multiply, negate, number } from './algebra.js'

export interface Separated {
  /** A; absent where x does not occur. */
  readonly rate: Expression | undefined
  /** B; absent where there is none. */
  readonly rest: Expression | undefined
}

/** Coefficients by the power of the variable that they stand before. */
type Powers = ReadonlyMap<number, Expression>

/** Undefined if another power than the first occurs, or x occurs in functions only. */
export function separated(expression: Expression, variable: Variable): Separated | undefined {
  const set = new Set([variable])
  const opened = inlinedWhere(expression, (body) => mentions(inlined(body), set))
  const powers = powersOf(opened, variable, set)
  const [rate, rest] = [powers.get(1), powers.get(0)]
  const others = [...powers.keys()].some((power) => power !== 0 && power !== 1)
  if (others || (!rate && mentions(opened, set))) return undefined
  return { rate, rest }
}

function powersOf(node: Expression, variable: Variable, set: ReadonlySet<Variable>): Powers {
  const again = (child: Expression) => powersOf(child, variable, set)
  if (node.kind === 'reference' && node.symbol === variable) return new Map([[1, number(1, node.span)]])
  if (!mentions(node, set)) return new Map([[0, node]])
  if (node.kind === 'unary' && node.operator === '-') return mapped(again(node.operand), negate)
  if (node.kind === 'unary' && node.operator === '+') return again(node.operand)
  if (node.kind !== 'binary') return opaque(node)
  switch (node.operator) {
    case '+':
      return plus(again(node.left), again(node.right))
    case '-':
      return plus(again(node.left), mapped(again(node.right), negate))
    case '*':
      return times(again(node.left), again(node.right))
    case '/':
      return over(again(node.left), again(node.right), node)
    case '**':
      return toThe(again(node.left), node)
    default:
      return opaque(node)
  }
}

function opaque(node: Expression): Powers {
  return new Map([[0, node]])
}

function mapped(powers: Powers, change: (coefficient: Expression) => Expression): Powers {
  return new Map([...powers].map(([power, coefficient]) => [power, change(coefficient)]))
}

function plus(a: Powers, b: Powers): Powers {
  const sum = new Map(a)
  for (const [power, coefficient] of b) {
    const before = sum.get(power)
    sum.set(power, before ? add(before, coefficient) : coefficient)
  }
  return sum
}

function times(a: Powers, b: Powers): Powers {
  let product: Powers = new Map()
  for (const [p, x] of a) for (const [q, y] of b) product = plus(product, new Map([[p + q, multiply(x, y)]]))
  return product
}

/** Dividing by a single power lowers the powers; a sum with the variable in it stays whole. */
function over(a: Powers, b: Powers, node: BinaryNode): Powers {
  const [only, ...more] = b
  if (more.length > 0) return mapped(a, (coefficient) => divide(coefficient, node.right))
  const [power, divisor] = only
  return new Map([...a].map(([p, coefficient]) => [p - power, divide(coefficient, divisor)]))
}

/** More factors than this are not multiplied out: the text would grow without bound. */
const MOST_FACTORS = 16

function toThe(base: Powers, node: BinaryNode): Powers {
  const exponent = node.right.kind === 'number' ? node.right.value : undefined
  if (exponent === undefined) return opaque(node)
  const [only, ...more] = base
  if (more.length === 0) {
    const [power, coefficient] = only
    return new Map([[power * exponent, power === 0 ? node : { ...node, left: coefficient }]])
  }
  if (!Number.isInteger(exponent) || exponent < 1 || exponent > MOST_FACTORS) return opaque(node)
  return Array.from({ length: exponent - 1 }).reduce<Powers>((product) => times(product, base), base)
}
