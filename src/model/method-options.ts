/** `method_options` of a group: what an adaptive method is told. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { checkOptions } from './options.js'
import type { MethodOptionsSpec } from './spec.js'

/**
 * Of the adaptive methods `'gsl'`, `'gsl_rkf45'`, `'gsl_rk2'`, `'gsl_rk4'`, `'gsl_rkck'` and `'gsl_rk8pd'`. What is absent
 * is as it is in the reference: `{ adaptable_timestep: true, absolute_error: 1e-6, max_steps: 100, use_last_timestep: true }`.
 */
export type MethodOptions = MethodOptionsSpec

const TRUTHS = ['adaptable_timestep', 'use_last_timestep', 'save_failed_steps', 'save_step_count'] as const
const OPTIONS = [...TRUTHS, 'absolute_error', 'absolute_error_per_variable', 'max_steps']

/** @throws SpikecError where an option is not known, or its value is none that it may have */
export function checkMethodOptions(options: MethodOptions): void {
  checkOptions(options, OPTIONS, 'method_options')
  for (const name of TRUTHS) {
    const value = options[name]
    if (value !== undefined && typeof value !== 'boolean')
      throw refused(name, `it must be true or false, and is ${describeValue(value)}`)
  }
  const { absolute_error: error, absolute_error_per_variable: errors, max_steps: steps } = options
  if (error !== undefined && !(typeof error === 'number' && error > 0 && error < Number.POSITIVE_INFINITY)) {
    const unit = 'a number above 0, in base SI units of each variable'
    throw refused('absolute_error', `it must be ${unit}, and is ${describeValue(error)}`)
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= 0 && steps < 2 ** 31)) {
    const whole = 'a whole number, or 0 for no limit'
    throw refused('max_steps', `it must be ${whole}, and is ${describeValue(steps)}`)
  }
  if (errors !== undefined) checkErrors(errors)
}

function checkErrors(errors: unknown): void {
  const name = 'absolute_error_per_variable'
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors))
    throw refused(name, `it is written { v: '1*uvolt' }, and this is ${describeValue(errors)}`)
  for (const [variable, error] of Object.entries(errors)) {
    if (typeof error === 'string' || typeof error === 'number') continue
    throw refused(name, `the error of \`${variable}\` must be a quantity, and is ${describeValue(error)}`)
  }
}

function refused(option: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: `\`${option}\` of method_options`, problem })])
}
