/**
 * Exponential Euler: each equation is linear in its own variable, everything else standing still for a step,
 *
 *   dx/dt = A x + B   =>   x + (A x + B) dt exprel(A dt),   exprel(y) = (exp(y) - 1)/y
 *
 * which is the reference's (x + B/A) exp(A dt) - B/A, and right where A is 0 as well.
 * MacGregor, Neural and Brain Modeling, 1987; Rush & Larsen, IEEE Trans. Biomed. Eng. 25, 1978.
 */
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import type { Expression } from '../2-resolve/symbols.js'
import { SECOND } from '../units/index.js'
import { add, multiply, reference } from './algebra.js'
import { separated } from './separate.js'
import { type Assignment, frozenWhileRefractory, type Refusal, type StateUpdate } from './update.js'

export function exponentialEulerUpdate(owner: Integrated): StateUpdate | Refusal {
  const assignments: Assignment[] = []
  for (const equation of owner.equations) {
    const value = nextValue(equation)
    const { variable } = equation
    if (!value)
      return { kind: 'refusal', equation, reason: `d${variable.name}/dt is not linear in \`${variable.name}\`` }
    assignments.push({ variable, equation, value: frozenWhileRefractory(value, variable, owner) })
  }
  return { method: 'exponential_euler', systems: [], intermediates: [], assignments }
}

function nextValue({ variable, derivative }: DifferentialEquation): Expression | undefined {
  const {
    value,
    value: { span },
  } = derivative
  const form = separated(value, variable)
  if (!form) return undefined
  const x = reference(variable, span)
  const dt = reference({ kind: 'special', name: 'dt', type: 'float', dimension: SECOND }, span)
  const { rate, rest } = form
  if (!rate) return rest ? add(x, multiply(dt, rest)) : x
  const slope = rest ? add(multiply(rate, x), rest) : multiply(rate, x)
  const growth: Expression = { kind: 'call', function: 'exprel', arguments: [multiply(rate, dt)], span }
  return add(x, multiply(multiply(slope, dt), growth))
}
