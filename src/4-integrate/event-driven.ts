/**
 * Event-driven equations are solved over the time between two events, which only linear ones can be:
 *
 *   dx/dt = a x + b   =>   x(t) = x + (a x + b) s exprel(a s),   exprel(y) = (exp(y) - 1)/y,
 *
 * s being the time since the last event, and with b = -a x0 this is x0 + (x - x0) exp(a s). Of two equations of which one reads
 * the other, dx/dt = a x + c y and dy/dt = d y,
 *
 *   x(t) = x exp(a s) + c y (exp(a s) - exp(d s))/(a - d),
 *
 * where the divided difference is s exp(a s) exprel((d - a) s) for a > d, and has its limit where they are the same; what y rests
 * at is an input of x. All other systems are solved by a matrix exponential of each synapse. Rotter & Diesmann, Biol. Cybern. 81, 1999.
 */
import { childrenOf } from '../2-resolve/expression.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import type { Synapses, SynapticEquation } from '../2-resolve/model.js'
import { usesNoise } from '../2-resolve/noise.js'
import type { Expression, FunctionName, Temporary, Variable } from '../2-resolve/symbols.js'
import { diagnostic, type Report } from '../diagnostics/index.js'
import { SECOND } from '../units/index.js'
import { add, inlined, multiply, number, reference, subtract } from './algebra.js'
import { type LinearForm, linearForm } from './linear.js'
import { deriveLinearForm } from './symbolic.js'
import type { Assignment, Intermediate } from './update.js'

/** Why they can't be solved is reported where they can't. */
export function checkEventDriven(synapses: Synapses, report: Report): void {
  const driven = eventDriven(synapses)
  for (const equation of driven) {
    const { name } = equation.variable
    const { source, value } = equation.derivative
    const reason = whyNotLinear(equation, driven)
    if (reason === undefined) continue
    const help = [`mark \`${name}\` (clock-driven): it is then integrated in every step`]
    report(diagnostic('M013', { name, owner: synapses.name, reason }, { source, span: value.span, help }))
  }
}

function eventDriven({ equations }: Synapses): readonly SynapticEquation[] {
  return equations.filter(({ drive }) => drive === 'event-driven')
}

/** Why an equation can't be solved over the time between two events, beside others that are. */
export function whyNotLinear(equation: SynapticEquation, driven: readonly SynapticEquation[]): string | undefined {
  const { variable, derivative } = equation
  const slope = `d${variable.name}/dt`
  if (usesNoise(derivative.value)) return `${slope} has noise`
  const form = formOf(equation, driven)
  if (!form) return `${slope} is not linear in ${driven.map((one) => `\`${one.variable.name}\``).join(', ')}`
  const changing = [...form.coefficients.values(), ...(form.rest ? [form.rest] : [])].map(whyChanging).find(Boolean)
  return changing && `${slope} depends on ${changing}, which changes between two events`
}

function formOf({ derivative }: SynapticEquation, driven: readonly SynapticEquation[]): LinearForm | undefined {
  const variables = driven.map(({ variable }) => variable)
  return linearForm(derivative.value, variables, deriveLinearForm)
}

function whyChanging(node: Expression): string | undefined {
  if (node.kind === 'timed') return `\`${node.array.name}\``
  if (node.kind === 'reference' && node.symbol.kind === 'special' && node.symbol.name.startsWith('t'))
    return `\`${node.symbol.name}\``
  if (node.kind === 'call' && FUNCTIONS[node.function].random) return `${node.function}()`
  return childrenOf(node).map(whyChanging).find(Boolean)
}

/** A linear system for which there is no closed form here: dx/dt = A x + b. */
export interface CoupledSystem {
  readonly variables: readonly Variable[]
  readonly coefficients: readonly (readonly (Expression | undefined)[])[]
  readonly inputs: readonly (Expression | undefined)[]
  /** The equations that it is needed for; those of the other variables have closed forms. */
  readonly equations: readonly SynapticEquation[]
}

/** What brings the event-driven variables of a synapse up to date. */
export interface EventDrivenUpdate {
  /** How many steps of the synapses' clock have gone by since the last event. */
  readonly elapsed: Temporary
  /** Exponentials, each once, which the assignments name. */
  readonly intermediates: readonly Intermediate[]
  readonly assignments: readonly Assignment[]
  readonly coupled: CoupledSystem | undefined
}

/** Undefined where there are no such equations; they have been checked. */
export function eventDrivenUpdate(synapses: Synapses): EventDrivenUpdate | undefined {
  const equations = eventDriven(synapses)
  if (equations.length === 0) return undefined
  const system = systemOf(equations)
  const solving = new Solving()
  const assignments: Assignment[] = []
  const open: number[] = []
  for (const [row, equation] of equations.entries()) {
    const value = closedForm(row, system, solving)
    if (value === undefined) open.push(row)
    else if (!isItself(value, equation.variable)) assignments.push({ variable: equation.variable, equation, value })
  }
  const { elapsed, intermediates } = solving
  return { elapsed, intermediates, assignments, coupled: coupledOf(open, equations, system) }
}

function isItself(value: Expression, variable: Variable): boolean {
  return value.kind === 'reference' && value.symbol === variable
}

/** A and b of dx/dt = A x + b, with the variables in the order of the equations. */
interface System {
  readonly equations: readonly SynapticEquation[]
  readonly coefficients: readonly (readonly (Expression | undefined)[])[]
  readonly inputs: readonly (Expression | undefined)[]
}

function systemOf(equations: readonly SynapticEquation[]): System {
  const forms = equations.map((equation) => {
    const form = formOf(equation, equations)
    if (!form) throw new Error(`internal error of spikec: d${equation.variable.name}/dt is not linear`)
    return form
  })
  const flat = (expression: Expression | undefined) => expression && inlined(expression)
  return {
    equations,
    coefficients: forms.map((form) => equations.map(({ variable }) => flat(form.coefficients.get(variable)))),
    inputs: forms.map(({ rest }) => (isZero(rest) ? undefined : flat(rest))),
  }
}

function isZero(node: Expression | undefined): boolean {
  return node?.kind === 'number' && node.value === 0
}

/** The rows that row `row` depends on, itself included. */
function reached(row: number, { coefficients }: System): readonly number[] {
  const seen = new Set([row])
  for (const at of seen) for (const [column, entry] of coefficients[at].entries()) if (entry) seen.add(column)
  return [...seen]
}

function closedForm(row: number, system: System, solving: Solving): Expression | undefined {
  const { equations, coefficients, inputs } = system
  const others = reached(row, system).filter((one) => one !== row)
  const { variable, derivative } = equations[row]
  const x = reference(variable, derivative.value.span)
  const [a, b] = [coefficients[row][row], inputs[row]]
  if (others.length === 0) return solving.relaxed(x, a, b)
  const [other] = others
  const [c, d] = [coefficients[row][other], coefficients[other][other]]
  if (others.length > 1 || !c || coefficients[other][row]) return undefined
  const y = reference(equations[other].variable, x.span)
  const growth = () => solving.dividedDifference(a, d, x)
  if (!inputs[other]) return add(solving.relaxed(x, a, b), multiply(multiply(c, y), growth()))
  // y stays at its resting value but for what decays: the former is an input of x.
  const rest = d && restingValue(d, inputs[other])
  if (!rest) return undefined
  const alone = solving.relaxed(x, a, withInput(b, c, rest))
  return add(alone, multiply(multiply(c, subtract(y, rest)), growth()))
}

/** b + c y, as one quotient where they have the same divisor. */
function withInput(b: Expression | undefined, c: Expression, y: Expression): Expression {
  const isQuotient = c.kind === 'binary' && c.operator === '/'
  if (isQuotient && !b) return { ...c, left: multiply(c.left, y) }
  if (isQuotient && b?.kind === 'binary' && b.operator === '/' && isSame(b.right, c.right))
    return { ...c, left: add(b.left, multiply(c.left, y)) }
  return b ? add(b, multiply(c, y)) : multiply(c, y)
}

/** Writes solutions over the elapsed time, with each exponential in a name of its own. */
class Solving {
  readonly elapsed: Temporary = { kind: 'temporary', name: 'elapsed:steps' }
  readonly intermediates: Intermediate[] = []

  /** The rate times the elapsed time: the rate over one step is the same for all, or for each synapse at all times. */
  private exponent(rate: Expression): Expression {
    const dt = reference({ kind: 'special', name: 'dt', type: 'float', dimension: SECOND }, rate.span)
    return multiply(multiply(rate, dt), reference(this.elapsed, rate.span))
  }

  private time(at: Expression): Expression {
    return this.exponent(number(1, at.span))
  }

  private named(name: string, value: Expression): Expression {
    const known = this.intermediates.find((one) => isSame(one.value, value))
    if (known) return reference(known.temporary, value.span)
    const temporary: Temporary = { kind: 'temporary', name: `${name}:${this.intermediates.length + 1}` }
    this.intermediates.push({ temporary, value })
    return reference(temporary, value.span)
  }

  private call(name: FunctionName, argument: Expression): Expression {
    return this.named(name, { kind: 'call', function: name, arguments: [argument], span: argument.span })
  }

  private exp(rate: Expression): Expression {
    return this.call('exp', this.exponent(rate))
  }

  /** The solution of dx/dt = a x + b. */
  relaxed(x: Expression, a: Expression | undefined, b: Expression | undefined): Expression {
    if (!a) return b ? add(x, multiply(b, this.time(x))) : x
    if (!b) return multiply(x, this.exp(a))
    const rest = restingValue(a, b)
    if (rest) return add(rest, multiply(subtract(x, rest), this.exp(a)))
    const slope = add(multiply(a, x), b)
    return add(x, multiply(slope, multiply(this.time(x), this.call('exprel', this.exponent(a)))))
  }

  /** (exp(a s) - exp(d s))/(a - d) of the elapsed time s. */
  dividedDifference(a: Expression | undefined, d: Expression | undefined, at: Expression): Expression {
    const time = this.time(at)
    if (!a && !d) return time
    if (a && d && isSame(a, d)) return multiply(time, this.exp(a))
    if (!a || !d) return multiply(time, this.call('exprel', this.exponent(a ?? d ?? at)))
    const [first, second] = [this.exp(a), this.exp(d)]
    const { span } = at
    const isLarger: Expression = { kind: 'binary', operator: '>', left: a, right: d, span }
    const larger: Expression = { kind: 'conditional', condition: isLarger, then: first, otherwise: second, span }
    const apart: Expression = { kind: 'call', function: 'abs', arguments: [subtract(a, d)], span }
    const ratio = this.call('exprel', this.exponent({ kind: 'unary', operator: '-', operand: apart, span }))
    return multiply(time, multiply(larger, ratio))
  }
}

/** Of `(x0 - x)/tau`: x0, which is -b/a without a division. */
function restingValue(a: Expression, b: Expression): Expression | undefined {
  const isQuotient = a.kind === 'binary' && a.operator === '/' && b.kind === 'binary' && b.operator === '/'
  if (!isQuotient || a.left.kind !== 'number' || a.left.value !== -1 || !isSame(a.right, b.right)) return undefined
  return b.left
}

/** Are two expressions written alike, of the same symbols? */
function isSame(a: Expression, b: Expression): boolean {
  const [left, right] = [childrenOf(a), childrenOf(b)]
  return isSameNode(a, b) && left.length === right.length && left.every((child, k) => isSame(child, right[k]))
}

function isSameNode(a: Expression, b: Expression): boolean {
  switch (a.kind) {
    case 'number':
    case 'boolean':
      return b.kind === a.kind && Object.is(b.value, a.value)
    case 'reference':
      return (
        b.kind === 'reference' &&
        b.side === a.side &&
        (b.symbol === a.symbol ||
          (a.symbol.kind === 'special' && b.symbol.kind === 'special' && a.symbol.name === b.symbol.name))
      )
    case 'unary':
    case 'binary':
      return b.kind === a.kind && b.operator === a.operator
    case 'call':
      return b.kind === 'call' && b.function === a.function
    case 'element':
      return b.kind === 'element' && b.array === a.array
    default:
      return a === b
  }
}

/** The rows without a closed form, and all that they depend on. */
function coupledOf(
  open: readonly number[],
  equations: readonly SynapticEquation[],
  system: System,
): CoupledSystem | undefined {
  if (open.length === 0) return undefined
  const rows = [...new Set(open.flatMap((row) => reached(row, system)))].sort((a, b) => a - b)
  return {
    variables: rows.map((row) => equations[row].variable),
    coefficients: rows.map((row) => rows.map((column) => system.coefficients[row][column])),
    inputs: rows.map((row) => system.inputs[row]),
    equations: open.map((row) => equations[row]),
  }
}
