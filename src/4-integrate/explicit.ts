/**
 * Explicit Runge-Kutta schemes for deterministic equations, by their tableaux.
 *
 * Butcher, Numerical Methods for Ordinary Differential Equations, 2016, chapter 3. Without noise the reference's heun and
 * milstein take the same step as Euler's method: their further terms belong to the noise.
 */
import { mapExpression } from '../2-resolve/expression.js'
import type { DifferentialEquation, Group } from '../2-resolve/model.js'
import type { Expression, Temporary, Variable } from '../2-resolve/symbols.js'
import type { Span } from '../diagnostics/index.js'
import { SECOND } from '../units/index.js'
import { add, divide, inlined, multiply, number, reference, sum } from './algebra.js'
import { type Assignment, frozenWhileRefractory, type Intermediate, type StateUpdate, whileActive } from './update.js'

export type ExplicitMethod = 'euler' | 'rk2' | 'rk4' | 'heun' | 'milstein'

/** One stage: at which part of the step, and how much of the stage before it has been added to the state. */
interface Stage {
  readonly at: number
}

interface Tableau {
  /** After the first, each stage starts from the state moved by its part of the stage before. */
  readonly stages: readonly Stage[]
  /** How much each stage counts, and what the sum is divided by. */
  readonly weights: readonly number[]
  readonly divisor: number
}

const MIDPOINT: Tableau = { stages: [{ at: 0 }, { at: 0.5 }], weights: [0, 1], divisor: 1 }
const CLASSICAL: Tableau = {
  stages: [{ at: 0 }, { at: 0.5 }, { at: 0.5 }, { at: 1 }],
  weights: [1, 2, 2, 1],
  divisor: 6,
}

const TABLEAUX: { readonly [method in ExplicitMethod]: Tableau | undefined } = {
  euler: undefined,
  heun: undefined,
  milstein: undefined,
  rk2: MIDPOINT,
  rk4: CLASSICAL,
}

export function isExplicitMethod(method: string): method is ExplicitMethod {
  return Object.hasOwn(TABLEAUX, method)
}

export function explicitUpdate(group: Group, method: ExplicitMethod): StateUpdate {
  const tableau = TABLEAUX[method]
  return tableau ? rungeKutta(group, method, tableau) : eulerUpdate(group, method)
}

function timeStep(span: Span): Expression {
  return reference({ kind: 'special', name: 'dt', type: 'float', dimension: SECOND }, span)
}

/** x + dt*f(x, t), every equation from the old values; a frozen variable stays as it is. */
function eulerUpdate(group: Group, method: ExplicitMethod): StateUpdate {
  const assignments = group.equations.map((equation): Assignment => {
    const { variable } = equation
    const f = equation.derivative.value
    const moved = add(reference(variable, f.span), multiply(timeStep(f.span), f))
    return { variable, equation, value: frozenWhileRefractory(moved, variable, group) }
  })
  return { method, systems: [], intermediates: [], assignments }
}

/** The slope of each variable in one stage. */
type Slopes = ReadonlyMap<Variable, Temporary>

function rungeKutta(group: Group, method: ExplicitMethod, tableau: Tableau): StateUpdate {
  const intermediates: Intermediate[] = []
  const slopes: Slopes[] = []
  for (const [k, stage] of tableau.stages.entries()) {
    const before = slopes.at(-1)
    const here = new Map<Variable, Temporary>()
    for (const equation of group.equations) {
      // With a colon no variable can have the name: it may well be called `k1_v`.
      const temporary: Temporary = { kind: 'temporary', name: `k${k + 1}:${equation.variable.name}` }
      intermediates.push({ temporary, value: slopeAt(equation, group, stage, before) })
      here.set(equation.variable, temporary)
    }
    slopes.push(here)
  }
  const assignments = group.equations.map((equation): Assignment => {
    const { variable } = equation
    const { span } = equation.derivative.value
    const terms = tableau.weights.flatMap((weight, k) => {
      const slope = slopes[k].get(variable)
      return weight === 0 || !slope ? [] : [multiply(number(weight, span), reference(slope, span))]
    })
    const mean = divide(sum(terms, span), number(tableau.divisor, span))
    return { variable, equation, value: add(reference(variable, span), multiply(timeStep(span), mean)) }
  })
  return { method, systems: [], intermediates, assignments }
}

/** f at the stage's time and state; 0 while the variable is frozen. */
function slopeAt(equation: DifferentialEquation, group: Group, stage: Stage, before: Slopes | undefined): Expression {
  const { variable } = equation
  const f = before ? movedTo(equation.derivative.value, stage, before) : equation.derivative.value
  return variable.unlessRefractory ? whileActive(group, f, number(0, f.span)) : f
}

/** The expression with `t` and the integrated variables where the stage has them. */
function movedTo(expression: Expression, { at }: Stage, before: Slopes): Expression {
  const part = (span: Span) => multiply(number(at, span), timeStep(span))
  return mapExpression(inlined(expression), (node) => {
    if (node.kind !== 'reference') return node
    const { symbol, span } = node
    if (symbol.kind === 'special' && symbol.name === 't') return add(node, part(span))
    const slope = symbol.kind === 'variable' ? before.get(symbol) : undefined
    return slope ? add(node, multiply(part(span), reference(slope, span))) : node
  })
}
