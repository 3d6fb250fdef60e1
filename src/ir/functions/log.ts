/** Logarithms: x = 2^k (1 + f), and a polynomial of f/(2 + f), as in FreeBSD's msun (Sun Microsystems' fdlibm). */
import { call, not } from '../build.js'
import type { FunctionDefinition } from '../function.js'
import type { Expr, Local } from '../ir.js'
import { LN2 } from './exp.js'
import {
  atLeast,
  both,
  difference,
  either,
  equal,
  greater,
  horner,
  INFINITY,
  type Line,
  less,
  line,
  MIN_NORMAL,
  powerOfTwo,
  product,
  quotient,
  sum,
  upperPart,
  x,
} from './notation.js'

/** 2^1022: the logarithms of what is larger are rare, since `normalised` would overflow. */
export const LARGE = 4.49423283715579e307

interface Normalised {
  readonly k: Local
  /** v/2^k */
  readonly m: Local
}

/** k such that v/2^k lies between 1/spread and 2/spread. */
export function normalised(at: Line, v: Expr, spread: number): Normalised {
  const k = at.named('k', call('exponent', product(v, spread)))
  return { k, m: at.named('m', product(v, powerOfTwo(difference(0, k)))) }
}

/** Neither zero nor negative, subnormal, very large or NaN. */
export function moderate(v: Expr): Expr {
  return both(atLeast(v, MIN_NORMAL), less(v, LARGE))
}

/** The number k that must be taken off the exponent of `scaled`, which is normal and not too large. */
export interface Scaled {
  readonly scaled: Local
  readonly shift: Local
}

/** A positive number as another one that is `moderate`, times a power of two; 1 where it is not positive or infinite. */
export function scaledToModerate(at: Line, v: Expr): Scaled {
  const safe = at.named('safe', either(both(greater(v, 0), less(v, INFINITY)), v, 1))
  const scaled = at.named('scaled', product(safe, either(less(safe, 1), 2 ** 54, 2 ** -54)))
  return { scaled, shift: at.named('shift', either(less(safe, 1), 54, -54)) }
}

/** The logarithm's values beside those of positive numbers. */
function orSpecial(v: Expr, logarithm: Expr): Expr {
  const beyond = either(greater(v, 0), INFINITY, either(equal(v, 0), -INFINITY, Number.NaN))
  return either(both(greater(v, 0), less(v, INFINITY)), logarithm, beyond)
}

interface Parts {
  /** f^2/2 */
  readonly halfSquare: Local
  /** log(1 + f) - f + f^2/2 */
  readonly rest: Expr
}

/** log(1 + f) for 1 + f from sqrt(1/2) to sqrt(2): `e_log.c`. */
function parts(at: Line, f: Local): Parts {
  const halfSquare = at.named('halfSquare', product(0.5, f, f))
  const s = at.named('s', quotient(f, sum(2, f)))
  const z = at.named('z', product(s, s))
  const w = at.named('w', product(z, z))
  const even = product(w, horner(w, [0.3999999999940942, 0.22222198432149784, 0.15313837699209373]))
  const odd = product(z, horner(w, [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586]))
  return { halfSquare, rest: product(s, sum(halfSquare, sum(odd, even))) }
}

/** log(2^k (1 + f)) + small */
function naturalLog(at: Line, f: Local, k: Local, small?: Expr): Expr {
  const { halfSquare, rest } = parts(at, f)
  const low = small ? sum(product(k, LN2.low), small) : product(k, LN2.low)
  return sum(difference(sum(rest, low), halfSquare), f, product(k, LN2.high))
}

/** log(v) 2^shift for moderate v. */
function logOf(at: Line, v: Expr, shift?: Local): Expr {
  const { k, m } = normalised(at, v, Math.SQRT2)
  const f = at.named('f', difference(m, 1))
  return naturalLog(at, f, shift ? at.named('shifted', difference(k, shift)) : k)
}

function defineLog(): FunctionDefinition {
  const main = line()
  const result = logOf(main, x)
  const rare = line()
  const { scaled, shift } = scaledToModerate(rare, x)
  return {
    name: 'log',
    parameters: ['x'],
    about: 'The natural logarithm, within 0.9 ulp: FreeBSD msun, e_log.c.',
    body: main.body,
    result,
    rare: { condition: not(moderate(x)), body: rare.body, result: orSpecial(x, logOf(rare, scaled, shift)) },
  }
}

/** 1 + x = u + c exactly (Knuth's sum of two numbers), and c goes into f, but for what f rounds away. */
function defineLog1p(): FunctionDefinition {
  const main = line()
  const u = main.named('u', sum(1, x))
  const back = main.named('back', difference(u, 1))
  const c = main.named('c', sum(difference(1, difference(u, back)), difference(x, back)))
  const k = main.named('k', call('exponent', product(u, Math.SQRT2)))
  const scale = main.named('scale', powerOfTwo(difference(0, k)))
  const near = main.named('near', difference(product(u, scale), 1))
  const moved = main.named('moved', product(c, scale))
  const f = main.named('f', sum(near, moved))
  const lost = difference(moved, difference(f, near))
  return {
    name: 'log1p',
    parameters: ['x'],
    about:
      'log(1 + x), within 0.9 ulp: as log, with the rounding error of 1 + x made good, as in FreeBSD msun, s_log1p.c.',
    body: main.body,
    result: either(equal(x, 0), x, naturalLog(main, f, k, product(lost, difference(1, f)))),
    rare: { condition: not(both(greater(x, -1), less(x, LARGE))), body: [], result: call('log', sum(1, x)) },
  }
}

/** 1/ln 10 and log10(2), in two parts each, the upper ones of 32 bits and 40 bits. */
const PER_LN10 = { high: 0.4342944818781689, low: 2.5082946711645275e-11 }
const LOG10_2 = { high: 0.30102999566361177, low: 3.694239077158931e-13 }

function log10Of(at: Line, v: Expr, shift?: Local): Expr {
  const reduced = normalised(at, v, Math.SQRT2)
  const k = shift ? at.named('shifted', difference(reduced.k, shift)) : reduced.k
  const f = at.named('f', difference(reduced.m, 1))
  const { halfSquare, rest } = parts(at, f)
  const high = upperPart(at, 'high', at.named('main', difference(f, halfSquare)), 32)
  const low = at.named('low', sum(difference(f, high, halfSquare), rest))
  const whole = at.named('whole', product(k, LOG10_2.high))
  const fraction = at.named('fraction', product(high, PER_LN10.high))
  const value = at.named('value', sum(whole, fraction))
  const small = sum(
    product(k, LOG10_2.low),
    product(sum(low, high), PER_LN10.low),
    product(low, PER_LN10.high),
    sum(difference(whole, value), fraction),
  )
  return sum(small, value)
}

function defineLog10(): FunctionDefinition {
  const main = line()
  const result = log10Of(main, x)
  const rare = line()
  const { scaled, shift } = scaledToModerate(rare, x)
  return {
    name: 'log10',
    parameters: ['x'],
    about: 'The logarithm to base 10, within 0.9 ulp, and exact for powers of ten: FreeBSD msun, e_log10.c.',
    body: main.body,
    result,
    rare: { condition: not(moderate(x)), body: rare.body, result: orSpecial(x, log10Of(rare, scaled, shift)) },
  }
}

export const log = defineLog()
export const log1p = defineLog1p()
export const log10 = defineLog10()
