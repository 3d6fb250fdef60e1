/** Adaptive methods: each neuron steps through a time step as the errors of its own steps allow. */
import type { AdaptiveMethod } from '../2-resolve/adaptive.js'
import { visit } from '../2-resolve/expression.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import { inlined, number } from './algebra.js'
import {
  CASH_KARP_4_5,
  CLASSICAL_DOUBLED,
  type EmbeddedPair,
  FEHLBERG_4_5,
  PRINCE_DORMAND_8_7,
  RUNGE_KUTTA_2_3,
} from './embedded-pairs.js'
import { type Assignment, type Refusal, type StateUpdate, whileActive } from './update.js'

const PAIRS: { readonly [method in AdaptiveMethod]: EmbeddedPair } = {
  gsl: FEHLBERG_4_5,
  gsl_rkf45: FEHLBERG_4_5,
  gsl_rk2: RUNGE_KUTTA_2_3,
  gsl_rk4: CLASSICAL_DOUBLED,
  gsl_rkck: CASH_KARP_4_5,
  gsl_rk8pd: PRINCE_DORMAND_8_7,
}

export function adaptiveUpdate(owner: Integrated, method: AdaptiveMethod): StateUpdate | Refusal {
  const { adaptive: options } = owner
  if (!options) throw new Error('internal error of spikec: an adaptive method without options')
  const random = owner.equations.find(drawsNumbers)
  if (random) return refusal(random)
  const slopes = owner.equations.map((equation): Assignment => {
    const { variable, derivative } = equation
    const { value } = derivative
    const slope = variable.unlessRefractory ? whileActive(owner, value, number(0, value.span)) : value
    return { variable, equation, value: slope }
  })
  return {
    method,
    systems: [],
    intermediates: [],
    assignments: [],
    adaptive: { pair: PAIRS[method], options, slopes },
  }
}

function refusal(equation: DifferentialEquation): Refusal {
  const { name } = equation.variable
  const reason = `d${name}/dt draws random numbers, which would be new ones in every step within dt; a subexpression that is (constant over dt) holds them`
  return { kind: 'refusal', reason, equation }
}

function drawsNumbers({ derivative }: DifferentialEquation): boolean {
  let found = false
  visit(inlined(derivative.value), (node) => {
    if (node.kind === 'call' && FUNCTIONS[node.function].random) found = true
  })
  return found
}
