/** What an adaptive method is told, and the variables in which the simulator keeps its steps. */
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { GroupSpec } from '../model/spec.js'
import { DIMENSIONLESS, SECOND } from '../units/index.js'
import { evaluateConstant } from './evaluate.js'
import type { Expression, Sourced, Variable } from './symbols.js'

const METHODS = ['gsl', 'gsl_rk2', 'gsl_rk4', 'gsl_rkf45', 'gsl_rkck', 'gsl_rk8pd'] as const

export type AdaptiveMethod = (typeof METHODS)[number]

export const ADAPTIVE_METHODS: readonly AdaptiveMethod[] = METHODS

export function isAdaptiveMethod(method: unknown): method is AdaptiveMethod {
  return METHODS.some((name) => name === method)
}

export interface AdaptiveOptions {
  /** false: one step a time step. */
  readonly adaptable: boolean
  /** In base units of each variable that has none of its own. */
  readonly absoluteError: number
  readonly errors: ReadonlyMap<Variable, Sourced<Expression>>
  /** Of a time step; 0: any number. */
  readonly maxSteps: number
  readonly useLastStep: boolean
}

type IntegratedSpec = Pick<GroupSpec, 'name' | 'method' | 'method_options'>

/** The step sizes and numbers of steps that are kept from one time step to the next, or asked for. */
export function adaptiveVariables({ name, method, method_options: options = {} }: IntegratedSpec): readonly Variable[] {
  if (!isAdaptiveMethod(method)) return []
  const common = {
    kind: 'variable',
    owner: name,
    role: 'internal',
    shared: false,
    constant: false,
    unlessRefractory: false,
  } as const
  const count = (called: string): Variable => ({ ...common, name: called, type: 'integer', dimension: DIMENSIONLESS })
  return [
    ...((options.use_last_timestep ?? true)
      ? [{ ...common, name: '_last_timestep', type: 'float', dimension: SECOND } as const]
      : []),
    ...(options.save_failed_steps ? [count('_failed_steps')] : []),
    ...(options.save_step_count ? [count('_step_count')] : []),
  ]
}

interface Owner {
  readonly variables: ReadonlyMap<string, Variable>
  /** What a text over the object's constants means. */
  readonly read: (text: string, role: string) => Sourced<Expression> | undefined
  readonly incomplete: boolean
}

/** Undefined for any other method, which takes no options. */
export function resolveMethodOptions(spec: IntegratedSpec, owner: Owner, report: Report): AdaptiveOptions | undefined {
  const { name, method, method_options: options } = spec
  if (!isAdaptiveMethod(method)) {
    const [option] = Object.keys(options ?? {})
    if (option !== undefined) report(diagnostic('M010', { option, owner: name, method: namedMethod(method) }))
    return undefined
  }
  const errors = new Map<Variable, Sourced<Expression>>()
  for (const [variable, error] of Object.entries(options?.absolute_error_per_variable ?? {})) {
    const known = integratedVariable(variable, owner, name, report)
    const role = `the absolute error of ${variable} of ${name}`
    const resolved = owner.read(String(error), role)
    if (!known || !resolved || !isError(resolved, role, report)) continue
    errors.set(known, resolved)
  }
  return {
    adaptable: options?.adaptable_timestep ?? true,
    absoluteError: options?.absolute_error ?? 1e-6,
    errors,
    maxSteps: options?.max_steps ?? 100,
    useLastStep: options?.use_last_timestep ?? true,
  }
}

function namedMethod(method: GroupSpec['method']): string {
  if (method === undefined) return 'none is named'
  return typeof method === 'string' ? `its method is '${method}'` : 'its method is a scheme'
}

function integratedVariable(variable: string, owner: Owner, name: string, report: Report): Variable | undefined {
  const found = owner.variables.get(variable)
  if (found?.role === 'differential') return found
  if (owner.incomplete) return undefined
  const integrated = [...owner.variables.values()].filter((v) => v.role === 'differential').map((v) => v.name)
  const meant = found ? undefined : nearest(variable, integrated)
  const source: Source = { text: variable, role: `absolute_error_per_variable of ${name}` }
  const span = { start: 0, end: variable.length }
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  const help = meant ? [] : [`${name} integrates ${integrated.map((v) => `\`${v}\``).join(', ')}`]
  report(diagnostic('M011', { name: variable, owner: name }, { source, span, fixes, help }))
  return undefined
}

/** Its unit is looked at with all others. */
function isError({ source, value }: Sourced<Expression>, what: string, report: Report): boolean {
  const error = evaluateConstant(value)
  if (error !== undefined && error > 0 && error < Number.POSITIVE_INFINITY) return true
  const problem =
    error === undefined ? 'it must be made of constants' : `it must be above 0 and finite, and is ${error}`
  report(diagnostic('M012', { what, problem }, { source, span: value.span }))
  return false
}
