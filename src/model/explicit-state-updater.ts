import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { checkOptions } from './options.js'
import type { SchemeSpec } from './spec.js'

export interface ExplicitStateUpdaterOptions {
  /**
   * The noise that the scheme is made for: of a strength that depends on neither time nor variables (`'additive'`), or of
   * any (`'multiplicative'`). Where it is absent, equations with noise are refused.
   */
  readonly stochastic?: 'additive' | 'multiplicative'
}

/**
 * A method of integration of the user's own, in the reference's notation:
 *
 *     const midpoint = new ExplicitStateUpdater(`
 *       k = dt*f(x, t)
 *       x_new = x + dt*f(x + k/2, t + dt/2)`)
 *     new NeuronGroup(100, 'dv/dt = -v**3/tau : 1', { method: midpoint })
 *
 * `x` is the value before the step, `f(x, t)` the right side of the equation without its noise, `g(x, t)` what the noise is
 * multiplied with, and `dW` the noise over the step, of variance `dt`. The text is read, and its units are checked, when
 * the group is compiled.
 */
export class ExplicitStateUpdater implements SchemeSpec {
  readonly kind = 'scheme'
  declare readonly stochastic?: 'additive' | 'multiplicative'

  constructor(
    readonly text: string,
    options: ExplicitStateUpdaterOptions = {},
  ) {
    if (typeof text !== 'string') throw wrong('the scheme', `it must be a string, and is ${describeValue(text)}`)
    checkOptions(options, ['stochastic'], 'ExplicitStateUpdater')
    const { stochastic } = options
    if (stochastic === undefined) return
    if (stochastic !== 'additive' && stochastic !== 'multiplicative')
      throw wrong('`stochastic`', `it must be 'additive' or 'multiplicative', and is ${describeValue(stochastic)}`)
    this.stochastic = stochastic
  }
}

function wrong(part: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: `${part} of ExplicitStateUpdater`, problem })])
}

/** What a group is given as its method: a name or a scheme. Its text is looked at by the compiler. */
export function checkMethod(method: unknown, owner: string): void {
  if (method === undefined || typeof method === 'string' || method instanceof ExplicitStateUpdater) return
  const problem = `it must be a string or an ExplicitStateUpdater, and is ${describeValue(method)}`
  throw new SpikecError([diagnostic('V008', { what: `\`method\` of ${owner}`, problem })])
}

/** A method as plain data. */
export function methodSpec(method: string | ExplicitStateUpdater): string | SchemeSpec {
  if (typeof method === 'string') return method
  const { kind, text, stochastic } = method
  return { kind, text, ...(stochastic !== undefined && { stochastic }) }
}

/** And back again. */
export function methodFromSpec(method: string | SchemeSpec): string | ExplicitStateUpdater {
  if (typeof method === 'string') return method
  const { text, stochastic } = method
  return new ExplicitStateUpdater(text, stochastic === undefined ? {} : { stochastic })
}
