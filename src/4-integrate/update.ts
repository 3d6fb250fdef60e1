/** What integration makes of the equations of a group, or of synapses. */
import type { AdaptiveOptions } from '../2-resolve/adaptive.js'
import { referencesOf } from '../2-resolve/expression.js'
import type { DifferentialEquation, Integrated } from '../2-resolve/model.js'
import type { Expression, LinearSystem, ModelSymbol, Temporary, Variable } from '../2-resolve/symbols.js'
import { reference } from './algebra.js'
import type { EmbeddedPair } from './embedded-pairs.js'

/** The new value of a variable, in terms of the old values of all of them. */
export interface Assignment {
  readonly variable: Variable
  readonly equation: DifferentialEquation
  readonly value: Expression
}

/** A value with a name of its own, for what comes after it: a stage of a Runge-Kutta scheme. */
export interface Intermediate {
  readonly temporary: Temporary
  readonly value: Expression
}

/** A Runge-Kutta method that steps through a time step as its errors allow. */
export interface AdaptiveScheme {
  readonly pair: EmbeddedPair
  readonly options: AdaptiveOptions
  /** The right side of each equation, 0 while the variable is frozen. */
  readonly slopes: readonly Assignment[]
}

export interface StateUpdate {
  readonly method: string
  /** Instead of assignments, where there is one. */
  readonly adaptive?: AdaptiveScheme
  /** Why it was taken, where the model leaves the choice open. */
  readonly chosen?: string
  /** The matrices whose propagators the assignments name. */
  readonly systems: readonly LinearSystem[]
  /** Values that are worked out first, in this order, and that the assignments name. */
  readonly intermediates: readonly Intermediate[]
  readonly assignments: readonly Assignment[]
}

/** The variables to which the update gives new values. */
export function changedBy({ assignments, adaptive }: StateUpdate): readonly Variable[] {
  return [...assignments, ...(adaptive?.slopes ?? [])].map(({ variable }) => variable)
}

/** Those that the assignments need, by themselves or through others. */
export function usedIntermediates(
  intermediates: readonly Intermediate[],
  assignments: readonly Assignment[],
): readonly Intermediate[] {
  const needed = new Set<ModelSymbol>(assignments.flatMap(({ value }) => referencesOf(value).map((r) => r.symbol)))
  const used: Intermediate[] = []
  for (const intermediate of [...intermediates].reverse()) {
    if (!needed.has(intermediate.temporary)) continue
    used.unshift(intermediate)
    for (const { symbol } of referencesOf(intermediate.value)) needed.add(symbol)
  }
  return used
}

/** Why a method can't do some equations, in the modeller's words. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly reason: string
  readonly equation: DifferentialEquation | undefined
}

export function isUpdate(made: StateUpdate | Refusal): made is StateUpdate {
  return 'assignments' in made
}

/** The value for a neuron that is not refractory, and the old one for one that is, if the equation says (unless refractory). */
export function frozenWhileRefractory(value: Expression, variable: Variable, owner: Integrated): Expression {
  if (!variable.unlessRefractory) return value
  return whileActive(owner, value, reference(variable, value.span))
}

/** One value where the neuron is not refractory, another where it is. */
export function whileActive(owner: Integrated, then: Expression, otherwise: Expression): Expression {
  const active = owner.variables.get('not_refractory')
  if (!active) return then
  return { kind: 'conditional', condition: reference(active, then.span), then, otherwise, span: then.span }
}
