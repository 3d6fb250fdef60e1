/**
 * Is a right side linear in the variables of the system, and with which coefficients?
 *
 * The structure of the expression answers nearly always, and keeps the coefficients as they were written.
 * Where it does not (`(v + 1)**2 - v**2`), and the function is linear when tried with numbers, mathjs
 * derives the coefficients.
 */
import { evaluateConstant } from '../2-resolve/evaluate.js'
import { mapExpression, referencesOf } from '../2-resolve/expression.js'
import type { Expression, ModelSymbol, Variable } from '../2-resolve/symbols.js'
import { add, divide, inlined, mentions, multiply, negate, number } from './algebra.js'

/** sum of coefficient * variable + rest; an absent coefficient is 0. */
export interface LinearForm {
  readonly coefficients: ReadonlyMap<Variable, Expression>
  readonly rest: Expression | undefined
}

export type Derive = (expression: Expression, variables: readonly Variable[]) => LinearForm | undefined

/** Undefined if the expression is not linear in the variables. */
export function linearForm(
  expression: Expression,
  variables: readonly Variable[],
  derive: Derive,
): LinearForm | undefined {
  const set = new Set(variables)
  const flat = inlined(expression)
  return collect(flat, set) ?? (looksLinear(flat, variables) ? derive(flat, variables) : undefined)
}

function collect(node: Expression, variables: ReadonlySet<Variable>): LinearForm | undefined {
  if (!mentions(node, variables)) return { coefficients: new Map(), rest: node }
  switch (node.kind) {
    case 'reference':
      return node.symbol.kind === 'variable'
        ? { coefficients: new Map([[node.symbol, number(1, node.span)]]), rest: undefined }
        : undefined
    case 'unary': {
      const form = collect(node.operand, variables)
      return form && node.operator === '-' ? mapForm(form, negate) : node.operator === '+' ? form : undefined
    }
    case 'binary':
      return collectBinary(node, variables)
    default:
      return undefined
  }
}

function collectBinary(
  node: Extract<Expression, { kind: 'binary' }>,
  variables: ReadonlySet<Variable>,
): LinearForm | undefined {
  const left = collect(node.left, variables)
  const right = collect(node.right, variables)
  if (!left || !right) return undefined
  switch (node.operator) {
    case '+':
      return addForms(left, right)
    case '-':
      return addForms(left, mapForm(right, negate))
    case '*':
      if (left.coefficients.size === 0) return mapForm(right, (c) => multiply(node.left, c))
      return right.coefficients.size === 0 ? mapForm(left, (c) => multiply(c, node.right)) : undefined
    case '/':
      return right.coefficients.size === 0 ? mapForm(left, (c) => divide(c, node.right)) : undefined
    default:
      return undefined
  }
}

function mapForm(form: LinearForm, change: (node: Expression) => Expression): LinearForm {
  const coefficients = new Map([...form.coefficients].map(([variable, c]) => [variable, change(c)]))
  return { coefficients, rest: form.rest && change(form.rest) }
}

function addForms(a: LinearForm, b: LinearForm): LinearForm {
  const coefficients = new Map(a.coefficients)
  for (const [variable, c] of b.coefficients) {
    const before = coefficients.get(variable)
    coefficients.set(variable, before ? add(before, c) : c)
  }
  return { coefficients, rest: a.rest && b.rest ? add(a.rest, b.rest) : (a.rest ?? b.rest) }
}

/** A deterministic sequence of numbers in (0.5, 1.5), of golden-ratio steps. */
function probe(k: number): number {
  return 0.5 + ((k * 0.618033988749895) % 1)
}

/** The symbols whose values an expression has to be told. */
export function probeSymbols(expressions: readonly Expression[]): readonly ModelSymbol[] {
  return [...new Set(expressions.flatMap((e) => referencesOf(e).map((r) => r.symbol)))]
}

/** Every symbol of the expressions with a made-up value, different for each `shift`. */
export function probeValues(expressions: readonly Expression[], shift: number): ReadonlyMap<ModelSymbol, number> {
  return new Map(
    probeSymbols(expressions).map((symbol, k) => [symbol, isTruth(symbol) ? 1 : probe(k + 1 + 17 * shift)]),
  )
}

function isTruth(symbol: ModelSymbol): boolean {
  return 'type' in symbol && symbol.type === 'boolean'
}

/** The value of an expression for given values of its symbols; NaN where it has none. */
export function valueAt(expression: Expression, values: ReadonlyMap<ModelSymbol, number>): number {
  const substituted = mapExpression(expression, (node) => {
    if (node.kind !== 'reference') return node
    const value = values.get(node.symbol)
    return value === undefined ? node : number(value, node.span)
  })
  return evaluateConstant(substituted) ?? Number.NaN
}

/** No second difference along a random direction: says no for certain, and yes only as far as a trial can. */
function looksLinear(expression: Expression, variables: readonly Variable[]): boolean {
  return [0, 1, 2].every((shift) => {
    const values = probeValues([expression], shift)
    const at = (step: number) => {
      const moved = new Map(values)
      variables.forEach((variable, k) => {
        moved.set(variable, (values.get(variable) ?? 1) + step * probe(k + 5))
      })
      return valueAt(expression, moved)
    }
    const [a, b, c] = [at(-0.3), at(0), at(0.3)]
    return Math.abs(a - 2 * b + c) <= 1e-9 * (Math.abs(a) + Math.abs(b) + Math.abs(c))
  })
}
