/** The functions of the language: how many arguments each takes, and how units pass through it. */
import type { FunctionName } from './symbols.js'

/**
 * `number`: plain numbers in, a plain number out. `same`: the unit of the first argument, which the others share.
 * `root`: the square root of the argument's unit. `sign`: any unit in, a plain number out.
 * `truth`: a plain number or a truth value in, a plain number out. `times`: two times in, a plain number out.
 */
export type UnitRule = 'number' | 'same' | 'root' | 'sign' | 'truth' | 'times'

export interface FunctionEntry {
  readonly arity: number
  readonly rule: UnitRule
  /** Draws anew at each evaluation. */
  readonly random?: true
}

const ONE_NUMBER = { arity: 1, rule: 'number' } as const

export const FUNCTIONS: { readonly [name in FunctionName]: FunctionEntry } = {
  exp: ONE_NUMBER,
  log: ONE_NUMBER,
  log10: ONE_NUMBER,
  expm1: ONE_NUMBER,
  log1p: ONE_NUMBER,
  exprel: ONE_NUMBER,
  sin: ONE_NUMBER,
  cos: ONE_NUMBER,
  tan: ONE_NUMBER,
  sinh: ONE_NUMBER,
  cosh: ONE_NUMBER,
  tanh: ONE_NUMBER,
  arcsin: ONE_NUMBER,
  arccos: ONE_NUMBER,
  arctan: ONE_NUMBER,
  sqrt: { arity: 1, rule: 'root' },
  abs: { arity: 1, rule: 'same' },
  floor: { arity: 1, rule: 'same' },
  ceil: { arity: 1, rule: 'same' },
  sign: { arity: 1, rule: 'sign' },
  int: { arity: 1, rule: 'truth' },
  clip: { arity: 3, rule: 'same' },
  timestep: { arity: 2, rule: 'times' },
  rand: { arity: 0, rule: 'number', random: true },
  randn: { arity: 0, rule: 'number', random: true },
  poisson: { arity: 1, rule: 'number', random: true },
  binomial: { arity: 2, rule: 'number', random: true },
}

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name)
}
