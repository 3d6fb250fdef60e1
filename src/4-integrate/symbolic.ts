/**
 * The coefficients of a linear right side by symbolic derivatives, done by mathjs.
 *
 * mathjs takes half a second to load, so it is loaded when it is first needed. Only trees are exchanged with it,
 * no text, and every leaf is a made-up name, so nothing that a user wrote is ever parsed there.
 */
import { createRequire } from 'node:module'
import type { MathNode } from 'mathjs'
import { mapExpression } from '../2-resolve/expression.js'
import type { BinaryNode, Expression, Variable } from '../2-resolve/symbols.js'
import { add, mentions, negate, number, sum } from './algebra.js'
import { type LinearForm, probeValues, valueAt } from './linear.js'

type MathJs = typeof import('mathjs')
let loaded: MathJs | undefined

function mathjs(): MathJs {
  loaded ??= createRequire(import.meta.url)('mathjs/number') as MathJs
  return loaded
}

/**
 * The derivatives of a linear function are the same everywhere, so they are taken at one point: where all variables are 0,
 * or 1 if it has no value there, as `(v*v + a*v)/v`. The form is tried against the expression before it is believed.
 * Undefined if it is beyond what mathjs is given here.
 */
export function deriveLinearForm(expression: Expression, variables: readonly Variable[]): LinearForm | undefined {
  const leaves = new Leaves()
  const tree = toMath(expression, new Set(variables), leaves)
  if (!tree) return undefined
  const forms = [0, 1].map((point) => formAt(point, expression, tree, variables, leaves))
  return forms.find((form) => form && agrees(form, expression, variables))
}

function formAt(
  point: number,
  expression: Expression,
  tree: MathNode,
  variables: readonly Variable[],
  leaves: Leaves,
): LinearForm | undefined {
  const { ConstantNode, derivative, isSymbolNode, simplify } = mathjs()
  const names = new Map(variables.map((variable) => [leaves.nameOfVariable(variable), variable]))
  const atPoint = (node: MathNode) => (isSymbolNode(node) && names.has(node.name) ? new ConstantNode(point) : node)
  const coefficients = new Map<Variable, Expression>()
  for (const [name, variable] of names) {
    if (name === undefined) continue
    const coefficient = fromMath(simplify(derivative(tree, name).transform(atPoint)), leaves)
    if (!coefficient) return undefined
    if (coefficient.kind !== 'number' || coefficient.value !== 0) coefficients.set(variable, coefficient)
  }
  const { span } = expression
  const value = mapExpression(expression, (node) =>
    node.kind === 'reference' && node.symbol.kind === 'variable' && coefficients.has(node.symbol)
      ? number(point, node.span)
      : node,
  )
  const slopes = sum([...coefficients.values()], span)
  return { coefficients, rest: point === 0 ? value : add(value, negate(slopes)) }
}

/** Has the form the value of the expression, for numbers of either sign? */
function agrees({ coefficients, rest }: LinearForm, expression: Expression, variables: readonly Variable[]): boolean {
  return [1, -1].every((sign) => {
    const values = new Map(
      [...probeValues([expression], 3)].map(([s, x]) => [s, variables.some((v) => v === s) ? sign * x : x]),
    )
    const terms = [...coefficients].map(([variable, c]) => valueAt(c, values) * (values.get(variable) ?? 0))
    const expected = valueAt(expression, values)
    const got = terms.reduce((total, term) => total + term, rest ? valueAt(rest, values) : 0)
    return Math.abs(got - expected) <= 1e-9 * (1 + Math.abs(expected))
  })
}

/** Made-up names for what mathjs is not to look into. */
class Leaves {
  private readonly expressions = new Map<string, Expression>()
  private readonly names = new Map<unknown, string>()

  nameOf(expression: Expression): string {
    const key = expression.kind === 'reference' ? expression.symbol : expression
    const known = this.names.get(key)
    if (known !== undefined) return known
    const name = `leaf${this.names.size}`
    this.names.set(key, name)
    this.expressions.set(name, expression)
    return name
  }

  nameOfVariable(variable: Variable): string | undefined {
    return this.names.get(variable)
  }

  expressionOf(name: string): Expression | undefined {
    return this.expressions.get(name)
  }
}

const OPERATORS = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '**': 'pow' } as const
type Algebraic = keyof typeof OPERATORS

function isAlgebraic(operator: BinaryNode['operator']): operator is Algebraic {
  return Object.hasOwn(OPERATORS, operator)
}

function toMath(node: Expression, variables: ReadonlySet<Variable>, leaves: Leaves): MathNode | undefined {
  const { ConstantNode, OperatorNode, SymbolNode } = mathjs()
  if (node.kind === 'number') return new ConstantNode(node.value)
  if (node.kind === 'reference' || !mentions(node, variables)) return new SymbolNode(leaves.nameOf(node))
  if (node.kind === 'unary' && node.operator !== 'not') {
    const operand = toMath(node.operand, variables, leaves)
    return operand && (node.operator === '-' ? new OperatorNode('-', 'unaryMinus', [operand]) : operand)
  }
  if (node.kind !== 'binary' || !isAlgebraic(node.operator)) return undefined
  const left = toMath(node.left, variables, leaves)
  const right = toMath(node.right, variables, leaves)
  if (!left || !right) return undefined
  const symbol = node.operator === '**' ? '^' : node.operator
  return new OperatorNode(symbol, OPERATORS[node.operator], [left, right]) as MathNode
}

function fromMath(node: MathNode, leaves: Leaves): Expression | undefined {
  const span = { start: 0, end: 0 }
  const again = (child: MathNode) => fromMath(child, leaves)
  const { isConstantNode, isOperatorNode, isParenthesisNode, isSymbolNode } = mathjs()
  if (isConstantNode(node)) return number(Number(node.value), span)
  if (isParenthesisNode(node)) return again(node.content)
  if (isSymbolNode(node)) return leaves.expressionOf(node.name)
  if (!isOperatorNode(node)) return undefined
  const parts = node.args.map(again)
  const whole = parts.filter((part) => part !== undefined)
  if (whole.length < parts.length) return undefined
  if (node.fn === 'unaryMinus') return { kind: 'unary', operator: '-', operand: whole[0], span }
  const operator = Object.keys(OPERATORS).find((key) => OPERATORS[key as Algebraic] === (node.fn as string)) as
    | Algebraic
    | undefined
  if (operator === undefined) return undefined
  return whole.reduce((left, right): Expression => ({ kind: 'binary', operator, left, right, span }))
}
