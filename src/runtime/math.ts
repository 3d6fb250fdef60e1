/**
 * Python's arithmetic on doubles, where it differs from JavaScript's, and elementary functions. Truth values are the
 * numbers 0 and 1. A NaN among the arguments gives NaN unless a function says otherwise; nothing here throws.
 *
 * Most of it is written in the kernel IR, for every backend, and printed here: Math.exp and its like are the engine's, and
 * each engine has its own.
 */
export {
  arccos,
  arcsin,
  arctan,
  clip,
  cos,
  cosh,
  exp,
  expm1,
  exprel,
  floorDivide,
  log,
  log1p,
  log10,
  power,
  remainder,
  sign,
  sin,
  sinh,
  tan,
  tanh,
  timestep,
} from '../../generated/elementary.js'

/** `int(x)`: `x` without its fraction, never -0. Infinities and NaN, which Python's int() refuses, stay as they are. */
export function truncate(x: number): number {
  return Math.trunc(x) + 0
}

/** Whether Python takes `x` as true: everything but 0 and -0, so NaN too. */
export function toBoolean(x: number): boolean {
  return x !== 0
}
