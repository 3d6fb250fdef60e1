/**
 * The exact solution of a linear system with coefficients that are constant over a step:
 *
 *   dx/dt = A x + b   =>   x(t + dt) = exp(A dt) x(t) + (integral of exp(A s) ds over a step) b
 *
 * Both matrices come from one exponential (Van Loan, "Computing integrals involving the matrix exponential",
 * IEEE Trans. Automatic Control 23, 1978), so singular and defective systems need no case of their own.
 * Rotter & Diesmann, "Exact digital simulation of time-invariant linear systems", Biol. Cybern. 81, 1999.
 */
import { childrenOf } from '../2-resolve/expression.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import type { Expression, LinearSystem, PropagatorNode, TimedNode, Variable } from '../2-resolve/symbols.js'
import { holdsForStep } from '../2-resolve/timed-arrays.js'
import { inlined, multiply, reference, sum } from './algebra.js'
import { isSolvedByReference } from './eigen.js'
import { type LinearForm, linearForm } from './linear.js'
import { deriveLinearForm } from './symbolic.js'
import { type Assignment, type Refusal, type StateUpdate, whileActive } from './update.js'

/**
 * As the default, only what the reference would solve exactly is accepted;
 * asked for by name, every linear system is.
 */
export function exactUpdate(owner: Integrated, asked: 'as-default' | 'as-named'): StateUpdate | Refusal {
  const { equations } = owner
  const variables = equations.map((equation) => equation.variable)
  const forms: LinearForm[] = []
  for (const equation of equations) {
    const form = linearForm(equation.derivative.value, variables, deriveLinearForm)
    const { name } = equation.variable
    if (!form) return { kind: 'refusal', equation, reason: `d${name}/dt is not linear in ${listed(variables)}` }
    const parts = [...form.coefficients.values(), ...(form.rest ? [form.rest] : [])]
    const moving = whyNotConstant(parts, owner.clock.dt, asked === 'as-default' ? 'to the bit' : 'nearly')
    if (moving) return { kind: 'refusal', equation, reason: `d${name}/dt depends on ${moving}` }
    forms.push(form)
  }
  const coefficients = forms.map((form) => variables.map((variable) => form.coefficients.get(variable)))
  if (asked === 'as-default' && !isSolvedByReference(coefficients)) {
    return { kind: 'refusal', equation: undefined, reason: "it is the reference's choice, though method: 'exact' can" }
  }
  return updateOf(owner, variables, coefficients, forms)
}

function listed(variables: readonly Variable[]): string {
  return variables.map((v) => `\`${v.name}\``).join(', ')
}

/**
 * Time itself and random numbers differ within a step, or from evaluation to evaluation; so do values of a timed array, unless
 * each of them holds for whole steps.
 */
function whyNotConstant(
  expressions: readonly Expression[],
  step: number,
  rule: Parameters<typeof holdsForStep>[2],
): string | undefined {
  for (const node of expressions) {
    const inner = childrenOf(node)
    if (node.kind === 'timed') {
      const [time, ...column] = inner
      const why = holdsForStep(node, step, rule) ? undefined : whyTimedChanges(node, time)
      const other = why ?? whyNotConstant(column, step, rule)
      if (other) return other
      continue
    }
    if (node.kind === 'reference' && node.symbol.kind === 'special' && node.symbol.name.startsWith('t'))
      return '`t`, which changes within a step'
    if (node.kind === 'call' && FUNCTIONS[node.function].random)
      return `${node.function}(), which changes within a step`
    const why = whyNotConstant(inner, step, rule)
    if (why) return why
  }
  return undefined
}

function whyTimedChanges({ array: { name } }: TimedNode, time: Expression): string {
  const isPlain = time.kind === 'reference' && time.symbol.kind === 'special' && time.symbol.name === 't'
  if (!isPlain) return `\`${name}\` at another time than \`t\``
  return `\`${name}(t)\`, whose values do not hold for a whole number of steps`
}

function updateOf(
  owner: Integrated,
  variables: readonly Variable[],
  coefficients: LinearSystem['coefficients'],
  forms: readonly LinearForm[],
): StateUpdate {
  const inputs = forms.map((form) => form.rest)
  const active: LinearSystem = { kind: 'linear-system', name: owner.name, variables, coefficients }
  const frozen = frozenSystem(active)
  const frozenInputs = inputs.map((input, k) => (variables[k].unlessRefractory ? undefined : input))
  const usesFrozen = owner.equations.map((_, row) => frozen && dependsOnFrozen(active, row))
  const assignments = owner.equations.map((equation: DifferentialEquation, row): Assignment => {
    const { variable } = equation
    const value = rowOf(active, row, inputs, equation)
    if (!frozen || !usesFrozen[row]) return { variable, equation, value }
    const otherwise = variable.unlessRefractory
      ? reference(variable, value.span)
      : rowOf(frozen, row, frozenInputs, equation)
    return { variable, equation, value: whileActive(owner, value, otherwise) }
  })
  const needsFrozen = frozen && owner.equations.some((e, row) => usesFrozen[row] && !e.variable.unlessRefractory)
  return { method: 'exact', systems: needsFrozen ? [active, frozen] : [active], intermediates: [], assignments }
}

/** The same system with the (unless refractory) variables standing still; undefined if there are none. */
function frozenSystem(system: LinearSystem): LinearSystem | undefined {
  if (!system.variables.some((v) => v.unlessRefractory)) return undefined
  const coefficients = system.coefficients.map((row, k) =>
    system.variables[k].unlessRefractory ? row.map(() => undefined) : row,
  )
  return { ...system, name: `${system.name}:frozen`, coefficients }
}

function dependsOnFrozen(system: LinearSystem, row: number): boolean {
  return reachable(system, row).some((column) => system.variables[column].unlessRefractory)
}

/** The columns where row `row` of exp(A dt) is not a structural zero: those that A's graph leads to, and itself. */
export function reachable(system: LinearSystem, row: number): readonly number[] {
  const seen = new Set([row])
  for (const at of seen) {
    system.coefficients[at].forEach((c, column) => {
      if (c) seen.add(column)
    })
  }
  return [...seen].sort((a, b) => a - b)
}

/** One row of exp(A dt) x + Q b. */
function rowOf(
  system: LinearSystem,
  row: number,
  inputs: readonly (Expression | undefined)[],
  equation: DifferentialEquation,
): Expression {
  const { span } = equation.derivative.value
  const entry = (part: 'state' | 'input', column: number): PropagatorNode => ({
    kind: 'propagator',
    system,
    part,
    row,
    column,
    span,
  })
  const columns = reachable(system, row)
  const states = columns.map((column) => multiply(reference(system.variables[column], span), entry('state', column)))
  const drives = columns.flatMap((column) => {
    const input = inputs[column]
    return input ? [multiply(inlined(input), entry('input', column))] : []
  })
  return sum([...states, ...drives], span)
}
