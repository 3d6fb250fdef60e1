/**
 * What an explicit scheme makes of the equations of an object: its lines, written out for every variable, and for every noise
 * where they have noise in them.
 */
import { mapExpression } from '../2-resolve/expression.js'
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import type { Scheme, SchemeExpression, SchemePart } from '../2-resolve/scheme.js'
import type { BinaryNode, Expression, ModelSymbol, Noise, Temporary } from '../2-resolve/symbols.js'
import type { Span } from '../diagnostics/index.js'
import { SECOND } from '../units/index.js'
import { add, divide, inlined, multiply, negate, number, reference, subtract } from './algebra.js'
import { type SeparatedNoise, withoutNoise } from './noise.js'
import {
  type Assignment,
  frozenWhileRefractory,
  type Intermediate,
  type StateUpdate,
  usedIntermediates,
  whileActive,
} from './update.js'

export function schemeUpdate(owner: Integrated, scheme: Scheme, method: string): StateUpdate {
  const rows = owner.equations.map((equation): Row => ({ equation, ...withoutNoise(equation.derivative.value) }))
  const noises = [...new Set(rows.flatMap(({ strengths }) => [...strengths.keys()]))]
  const values = new Map<string, Expression>()
  const context: Context = { owner, rows, noises, values }
  const intermediates: Intermediate[] = []
  for (const { name, value, perNoise } of scheme.lines) {
    for (const noise of perNoise ? noises : [undefined]) {
      for (const row of rows) {
        const key = keyOf(name, row, noise)
        const made = expressionOf(value, { context, row, noise, isResult: false })
        if (made.kind === 'number' || made.kind === 'reference') {
          values.set(key, made)
          continue
        }
        const temporary: Temporary = { kind: 'temporary', name: key }
        intermediates.push({ temporary, value: made })
        values.set(key, reference(temporary, made.span))
      }
    }
  }
  const assignments = rows.map((row): Assignment => {
    const { variable } = row.equation
    const value = total(scheme.result.plain, scheme.result.noisy, { context, row, noise: undefined, isResult: true })
    return { variable, equation: row.equation, value: frozenWhileRefractory(value, variable, owner) }
  })
  return { method, systems: [], intermediates: usedIntermediates(intermediates, assignments), assignments }
}

interface Row extends SeparatedNoise {
  readonly equation: DifferentialEquation
}

interface Context {
  readonly owner: Integrated
  readonly rows: readonly Row[]
  readonly noises: readonly Noise[]
  /** The intermediate values so far. */
  readonly values: ReadonlyMap<string, Expression>
}

/** Of which equation and noise an expression is worked out. */
interface At {
  readonly context: Context
  readonly row: Row
  readonly noise: Noise | undefined
  /** It is the new value as a whole that stands still while the neuron is refractory, not its right side. */
  readonly isResult: boolean
}

/** With colons no variable can have the name: it may well be called `k1_v`. */
function keyOf(name: string, { equation }: Row, noise: Noise | undefined): string {
  return `${name}:${equation.variable.name}${noise ? `:${noise.name}` : ''}`
}

function total(plain: SchemeExpression | undefined, noisy: SchemeExpression | undefined, at: At): Expression {
  const once = plain ? expressionOf(plain, at) : number(0, spanOf(at))
  if (!noisy) return once
  return at.context.noises.reduce((sum, noise) => add(sum, expressionOf(noisy, { ...at, noise })), once)
}

function spanOf({ row }: At): Span {
  return row.equation.derivative.value.span
}

function expressionOf(node: SchemeExpression, at: At): Expression {
  const span = spanOf(at)
  switch (node.kind) {
    case 'number':
      return number(node.value, span)
    case 'name':
      return namedValue(node.name, at)
    case 'value': {
      const { values } = at.context
      const value = values.get(keyOf(node.name, at.row, undefined)) ?? values.get(keyOf(node.name, at.row, at.noise))
      if (!value) throw new Error(`internal error of spikec: ${node.name} of a scheme has no value`)
      return value
    }
    case 'negative':
      return negate(expressionOf(node.operand, at))
    case 'binary':
      return combined(node.operator, expressionOf(node.left, at), expressionOf(node.right, at))
    case 'call':
      return { kind: 'call', function: node.function, arguments: [expressionOf(node.argument, at)], span }
    case 'part':
      return partOf(node, at)
  }
}

function namedValue(name: 'x' | 't' | 'dt' | 'dW', at: At): Expression {
  const span = spanOf(at)
  if (name === 'x') return reference(at.row.equation.variable, span)
  if (name === 'dW') return at.noise ? reference(at.noise, span) : number(0, span)
  return reference({ kind: 'special', name, type: 'float', dimension: SECOND }, span)
}

function isZero(node: Expression): boolean {
  return node.kind === 'number' && node.value === 0
}

/** An equation has not got every noise, so that there are zeros to be left out. */
function combined(operator: '+' | '-' | '*' | '/' | '**', left: Expression, right: Expression): Expression {
  switch (operator) {
    case '+':
      return add(left, right)
    case '-':
      return subtract(left, right)
    case '*':
      return isZero(left) ? left : isZero(right) ? right : multiply(left, right)
    case '/':
      return isZero(left) ? left : divide(left, right)
    case '**': {
      const power: BinaryNode = { kind: 'binary', operator, left, right, span: left.span }
      return isZero(left) && right.kind === 'number' && right.value > 0 ? left : power
    }
  }
}

/** `f` or `g` of the equation for a state and a time; 0 while the variable stands still. */
function partOf(node: SchemePart, at: At): Expression {
  const { context, row, isResult } = at
  const written = node.part === 'f' ? row.rest : at.noise && row.strengths.get(at.noise)
  if (!written) return number(0, spanOf(at))
  const isHere = isName(node.state, 'x') && !node.noise && isName(node.time, 't')
  const value = isHere ? written : movedTo(node, written, at)
  const { variable } = row.equation
  return variable.unlessRefractory && !isResult ? whileActive(context.owner, value, number(0, value.span)) : value
}

/** The expression with `t` and the integrated variables as `f` or `g` is taken for them. */
function movedTo({ state, noise, time }: SchemePart, written: Expression, at: At): Expression {
  const rowOf = new Map<ModelSymbol, Row>(at.context.rows.map((row) => [row.equation.variable, row]))
  const inner = { ...at, isResult: false }
  const then = expressionOf(time, inner)
  return mapExpression(inlined(written), (node) => {
    if (node.kind !== 'reference') return node
    if (node.symbol.kind === 'special' && node.symbol.name === 't') return then
    const row = rowOf.get(node.symbol)
    return row ? total(state, noise, { ...inner, row }) : node
  })
}

function isName(node: SchemeExpression, name: string): boolean {
  return node.kind === 'name' && node.name === name
}
