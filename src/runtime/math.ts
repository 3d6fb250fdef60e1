/**
 * Python's arithmetic on doubles, where it differs from JavaScript's. Truth values are the numbers 0 and 1.
 * A NaN among the arguments gives NaN unless a function says otherwise; nothing here throws.
 */

/** `x % y`, with the sign of `y`: computed as x - y*floor(x/y), so 1.0 % 0.1 is 0. NaN when `y` is 0 or infinite. */
export function remainder(x: number, y: number): number {
  return x - y * Math.floor(x / y)
}

/** `x // y`, computed as floor(x/y), so 1.0 // 0.1 is 10. Infinite or NaN when `y` is 0. */
export function floorDivide(x: number, y: number): number {
  return Math.floor(x / y)
}

/** (exp(x) - 1)/x, continued by 1 at x = 0; the thresholds are Brian's and those of `scipy.special.exprel`. */
export function exprel(x: number): number {
  if (Math.abs(x) < 1e-16) return 1
  return x > 717 ? Number.POSITIVE_INFINITY : Math.expm1(x) / x
}

/** -1, 0 or 1; never -0. */
export function sign(x: number): number {
  if (x > 0) return 1
  return x < 0 ? -1 : x + 0
}

/** `x` held between `lo` and `hi`; always `hi` when the bounds are crossed, as NumPy does it. */
export function clip(x: number, lo: number, hi: number): number {
  return Math.min(Math.max(x, lo), hi)
}

/** `int(x)`: `x` without its fraction, never -0. Infinities and NaN, which Python's int() refuses, stay as they are. */
export function truncate(x: number): number {
  return Math.trunc(x) + 0
}

/** The number of the step of length `dt` in which the time `t` lies; times up to 1e-3 steps early count as the step. */
export function timestep(t: number, dt: number): number {
  return Math.floor((t + 1e-3 * dt) / dt)
}

/**
 * `x ** y` as C's pow (ISO C, annex F.10.4.4): 1 for pow(1, NaN) and pow(-1, ±infinity), where ECMAScript has NaN.
 * NaN for a negative base with a fractional exponent, where Python's result is complex; 0 ** -1 is infinite.
 */
export function power(x: number, y: number): number {
  if (x === 1) return 1
  if (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) return 1
  return x ** y
}

/** Whether Python takes `x` as true: everything but 0 and -0, so NaN too. */
export function toBoolean(x: number): boolean {
  return x !== 0
}
