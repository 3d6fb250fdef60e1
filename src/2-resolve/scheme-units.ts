/**
 * The units of a scheme, whatever those of the variable `x` are: a unit is a power of x's and a power of the second. `f` is
 * x/second, and noise of variance `dt` is second**0.5.
 */
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { SchemeExpression } from './scheme.js'

/** Powers of the variable's unit and of the second. */
interface SchemeUnit {
  readonly x: number
  readonly second: number
}

const NUMBER: SchemeUnit = { x: 0, second: 0 }
const STATE: SchemeUnit = { x: 1, second: 0 }
const TIME: SchemeUnit = { x: 0, second: 1 }
const NAMES = { x: STATE, t: TIME, dt: TIME, dW: { x: 0, second: 0.5 } }
const PARTS = { f: { x: 1, second: -1 }, g: { x: 1, second: -0.5 } }

/** The last line is that of `x_new`. */
export function checkSchemeUnits(
  lines: readonly { readonly name: string; readonly value: SchemeExpression }[],
  source: Source,
  report: Report,
): void {
  const values = new Map<string, SchemeUnit>()
  const checker: Checker = { source, values, report }
  for (const { name, value } of lines) {
    const unit = name === 'x_new' ? demand(value, STATE, '`x_new`', checker) : unitOf(value, checker)
    if (!unit) return
    values.set(name, unit)
  }
}

interface Checker {
  readonly source: Source
  readonly values: ReadonlyMap<string, SchemeUnit>
  readonly report: Report
}

function refuse(problem: string, span: Span, { source, report }: Checker, help: readonly string[] = []): undefined {
  report(diagnostic('M004', { problem }, { source, span, help }))
  return undefined
}

function equal(a: SchemeUnit, b: SchemeUnit): boolean {
  return Math.abs(a.x - b.x) < 1e-9 && Math.abs(a.second - b.second) < 1e-9
}

function printed({ x, second }: SchemeUnit): string {
  const factor = (name: string, power: number) => (power === 0 ? [] : [power === 1 ? name : `${name}**${power}`])
  const above = [...factor('x', Math.max(x, 0)), ...factor('second', Math.max(second, 0))]
  const below = [...factor('x', Math.max(-x, 0)), ...factor('second', Math.max(-second, 0))]
  if (above.length + below.length === 0) return 'a plain number'
  const divisor = below.length > 1 ? `(${below.join('*')})` : below[0]
  return `in ${above.join('*') || '1'}${divisor === undefined ? '' : `/${divisor}`}`
}

/** What one of the two lacks of a factor that a step has. */
function missingFactor(a: SchemeUnit, b: SchemeUnit): readonly string[] {
  if (Math.abs(a.x - b.x) > 1e-9) return []
  const seconds = Math.abs(a.second - b.second)
  if (Math.abs(seconds - 1) < 1e-9) return ['`f(x, t)` is a slope: over a step it comes to `dt*f(x, t)`']
  return Math.abs(seconds - 0.5) < 1e-9 ? ['over a step, noise comes to `g(x, t)*dW`'] : []
}

/** Says so where the expression has another unit. */
function demand(node: SchemeExpression, expected: SchemeUnit, what: string, checker: Checker): SchemeUnit | undefined {
  const unit = unitOf(node, checker)
  if (!unit || equal(unit, expected)) return unit
  return refuse(
    `${what} is ${printed(expected)}, and this is ${printed(unit)}`,
    node.span,
    checker,
    missingFactor(unit, expected),
  )
}

/** Undefined if it has none; that has then been reported. */
function unitOf(node: SchemeExpression, checker: Checker): SchemeUnit | undefined {
  switch (node.kind) {
    case 'number':
      return NUMBER
    case 'name':
      return NAMES[node.name]
    case 'value':
      return checker.values.get(node.name)
    case 'negative':
      return unitOf(node.operand, checker)
    case 'binary':
      return unitOfBinary(node, checker)
    case 'call':
      return unitOfCall(node, checker)
    case 'part': {
      const state = demand(node.state, STATE, `the first argument of \`${node.part}\``, checker)
      const time = demand(node.time, TIME, `the second argument of \`${node.part}\``, checker)
      return state && time && PARTS[node.part]
    }
  }
}

function unitOfBinary(
  { operator, left, right, span }: Extract<SchemeExpression, { kind: 'binary' }>,
  checker: Checker,
): SchemeUnit | undefined {
  const a = unitOf(left, checker)
  const b = unitOf(right, checker)
  if (!a || !b) return undefined
  switch (operator) {
    case '+':
    case '-': {
      if (equal(a, b)) return a
      const verb = operator === '+' ? 'added' : 'subtracted'
      return refuse(
        `these can't be ${verb}: the left is ${printed(a)}, and the right is ${printed(b)}`,
        span,
        checker,
        missingFactor(a, b),
      )
    }
    case '*':
      return { x: a.x + b.x, second: a.second + b.second }
    case '/':
      return { x: a.x - b.x, second: a.second - b.second }
    case '**': {
      if (!equal(b, NUMBER))
        return refuse(`an exponent is a plain number, and this is ${printed(b)}`, right.span, checker)
      if (equal(a, NUMBER)) return a
      const power = constantValue(right)
      if (power === undefined)
        return refuse('the exponent of what has a unit is written as a number', right.span, checker)
      return { x: a.x * power, second: a.second * power }
    }
  }
}

function unitOfCall(
  { function: name, argument }: Extract<SchemeExpression, { kind: 'call' }>,
  checker: Checker,
): SchemeUnit | undefined {
  const unit = unitOf(argument, checker)
  if (!unit) return undefined
  if (name === 'sqrt') return { x: unit.x / 2, second: unit.second / 2 }
  if (name === 'abs') return unit
  if (name === 'sign' || equal(unit, NUMBER)) return NUMBER
  return refuse(`the argument of \`${name}()\` is a plain number, and this is ${printed(unit)}`, argument.span, checker)
}

function constantValue(node: SchemeExpression): number | undefined {
  if (node.kind === 'number') return node.value
  if (node.kind === 'negative') {
    const value = constantValue(node.operand)
    return value === undefined ? undefined : -value
  }
  if (node.kind !== 'binary' || node.operator !== '/') return undefined
  const [left, right] = [constantValue(node.left), constantValue(node.right)]
  return left === undefined || right === undefined ? undefined : left / right
}
