import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { defineFunction } from './function.js'
import { checkOptions } from './options.js'
import type { FunctionSpec } from './spec.js'

export interface BinomialFunctionOptions {
  /** Brian's numbers of many tries are normal ones unless it is false. Here they are binomial either way. */
  readonly approximate?: boolean
}

/**
 * A function without arguments for a namespace, which draws how many of `n` tries succeed, each with the probability `p`:
 *
 *     namespace: { spikes: BinomialFunction(100, 0.05) }       // v += w*spikes()
 *
 * It is short for `binomial(n, p)`, which a string can call itself, with numbers that differ from neuron to neuron.
 *
 * @throws SpikecError if `n` is no whole number from 0, or `p` is not from 0 to 1
 */
export function BinomialFunction(n: number, p: number, options: BinomialFunctionOptions = {}): FunctionSpec {
  checkOptions(options, ['approximate'], 'BinomialFunction()')
  if (!Number.isInteger(n) || n < 0) throw wrong('`n`', `it is a whole number from 0, and not ${describeValue(n)}`)
  if (!(p >= 0 && p <= 1)) throw wrong('`p`', `it is a probability, from 0 to 1, and not ${describeValue(p)}`)
  return defineFunction({ arguments: {}, returns: '1', expression: `binomial(${n}, ${p})` })
}

function wrong(what: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: `${what} of BinomialFunction()`, problem })])
}
