/** exp and its relatives, all from x = n ln 2 + r (Cody and Waite 1980) and one polynomial for exp(r) - 1. */
import { call, negate, not } from '../build.js'
import type { FunctionDefinition } from '../function.js'
import type { Expr, Local } from '../ir.js'
import {
  abs,
  difference,
  either,
  equal,
  estrin,
  floor,
  greater,
  INFINITY,
  type Line,
  less,
  line,
  powerOfTwo,
  product,
  quotient,
  sum,
  x,
} from './notation.js'

/** The upper 32 bits of ln 2, whose products with whole numbers up to 2^21 are exact, and the rest of it. */
export const LN2 = { high: 0.6931471803691238, low: 1.9082149292705877e-10 }

/** Beyond this exp(x) may not be a normal number. */
const NORMAL = 708.39
/** Beyond this it is infinite, or 0. */
const FINITE = 746

/**
 * Minimax for (exp(r) - 1 - r - r^2/2)/r^3, with the errors of exp(r) - 1 weighed, over r from ln 3/4 to ln 3/2;
 * then moved by a little around r = 0.3, which costs 0.05 ulp there, so that exp(1) is the double nearest to e.
 */
const CUBIC = [
  0.16666666666667249, 0.04166666666667445, 0.008333333332687223, 0.0013888888887060111, 0.00019841271995074328,
  2.4801576823782063e-5, 2.755444268821417e-6, 2.7588520917109235e-7, 2.641586035087774e-8,
]

/** exp(r) - 1 - r, of r from ln 3/4 to ln 3/2. */
export function curved(at: Line, r: Local): Expr {
  const r2 = at.named('r2', product(r, r))
  return sum(product(0.5, r2), product(product(r2, r), estrin(at, r, CUBIC, r2)))
}

/** log2(4/3), upwards. */
const LOG2_4_3 = 0.4150375

/**
 * n such that v = n ln 2 + r with r from ln 3/4 to ln 3/2. Where exp(r) is less than 1, doubles are twice as dense, and
 * so r must be nearer to 0 there than above; and neither of exp(v) - 1 = 2^n (exp(r) - 1) + (2^n - 1) for n = 1 and for
 * n = -1 loses much by cancellation.
 */
export function binades(v: Expr): Expr {
  return floor(sum(product(v, Math.LOG2E), LOG2_4_3))
}

interface Reduced {
  readonly n: Local
  /** exp(r) - 1 */
  readonly q: Local
}

/** `near` is exact, so that the sum of it with what is small is more exact than one with r. */
function reduced(at: Line, v: Expr): Reduced {
  const n = at.named('n', binades(v))
  const near = at.named('near', difference(v, product(n, LN2.high)))
  const rest = at.named('rest', product(n, LN2.low))
  const r = at.named('r', difference(near, rest))
  return { n, q: at.named('q', sum(near, difference(curved(at, r), rest))) }
}

/** exp(v) where it is normal. */
export function exponential(at: Line, v: Expr): Expr {
  const { n, q } = reduced(at, v)
  return product(sum(1, q), powerOfTwo(n))
}

/** exp(v) 2^shift, also where exp(v) or the result is no normal number; 0 or infinite where v is too large for it. */
export function scaledExponential(at: Line, v: Expr, shift: number): Expr {
  const safe = at.named('safe', either(less(abs(v), FINITE), v, 0))
  const { n, q } = reduced(at, safe)
  const total = shift === 0 ? n : at.named('total', sum(n, shift))
  const half = at.named('half', floor(product(total, 0.5)))
  const scaled = product(sum(1, q), powerOfTwo(half), powerOfTwo(difference(total, half)))
  return either(less(abs(v), FINITE), scaled, either(greater(v, 0), INFINITY, either(less(v, 0), 0, v)))
}

/** Where exp(x) is not sure to be normal; so for NaN. */
export function notNormal(v: Expr, bound = NORMAL): Expr {
  return not(less(abs(v), bound))
}

function defineExp(): FunctionDefinition {
  const main = line()
  const result = exponential(main, x)
  const rare = line()
  const extreme = scaledExponential(rare, x, 0)
  return {
    name: 'exp',
    parameters: ['x'],
    about: 'e^x, within 0.9 ulp: 2^n exp(r), after Cody and Waite 1980.',
    body: main.body,
    result,
    rare: { condition: notNormal(x), body: rare.body, result: extreme },
  }
}

/** exp(v) - 1 = 2^n (exp(r) - 1) + (2^n - 1), where 2^n - 1 is exact as long as it matters. */
function expm1Of(at: Line, v: Expr): Expr {
  const { n, q } = reduced(at, v)
  const scale = at.named('scale', powerOfTwo(n))
  return sum(product(scale, q), difference(scale, 1))
}

function defineExpm1(): FunctionDefinition {
  const main = line()
  const result = expm1Of(main, x)
  return {
    name: 'expm1',
    parameters: ['x'],
    about: 'e^x - 1, within 1.4 ulp: 2^n (exp(r) - 1) + (2^n - 1), after Cody and Waite 1980.',
    body: main.body,
    result: either(equal(x, 0), x, result),
    rare: { condition: notNormal(x), body: [], result: either(less(x, 0), -1, call('exp', x)) },
  }
}

function defineExprel(): FunctionDefinition {
  const main = line()
  const result = quotient(expm1Of(main, x), x)
  const rare = line()
  const shrunk = rare.named('shrunk', quotient(scaledExponential(rare, x, -64), x))
  return {
    name: 'exprel',
    parameters: ['x'],
    about: '(e^x - 1)/x, continued by 1 at x = 0, within 2.1 ulp.',
    body: main.body,
    result: either(equal(x, 0), 1, result),
    rare: {
      condition: notNormal(x),
      body: rare.body,
      result: either(less(x, 0), quotient(-1, x), either(less(x, FINITE), product(shrunk, 2 ** 64), x)),
    },
  }
}

/**
 * Of y = -2 |x|, (1 - exp(y))/(1 + exp(y)), where both are sums of 2^n (exp(r) - 1) and 1 -+ 2^n. The denominator lies
 * between 1 and 2, where its rounding costs less than above 2.
 */
function defineTanh(): FunctionDefinition {
  const main = line()
  const { n, q } = reduced(main, main.named('doubled', product(-2, abs(x))))
  const scale = main.named('scale', powerOfTwo(n))
  const part = main.named('part', product(scale, q))
  const size = main.named('size', quotient(difference(difference(1, scale), part), sum(sum(1, scale), part)))
  return {
    name: 'tanh',
    parameters: ['x'],
    about: 'The hyperbolic tangent, within 2.1 ulp: (1 - e^-2|x|)/(1 + e^-2|x|), with the sign of x.',
    body: main.body,
    result: either(greater(x, 0), size, either(less(x, 0), negate(size), x)),
    rare: {
      condition: notNormal(x, 354),
      body: [],
      result: either(greater(x, 0), 1, either(less(x, 0), -1, x)),
    },
  }
}

/** (sinh(x) - x)/x^3 as a polynomial of x^2 up to 1: minimax. */
const SINH = [
  0.16666666666666669, 0.008333333333333148, 0.00019841269841431873, 2.755731915707181e-6, 2.5052123136732685e-8,
  1.605725976806425e-10, 7.758748818509549e-13,
]

function defineSinh(): FunctionDefinition {
  const main = line()
  const size = main.named('size', abs(x))
  const t = main.named('t', expm1Of(main, size))
  const z = main.named('z', product(x, x))
  const near0 = sum(x, product(product(x, z), estrin(main, z, SINH)))
  const far = main.named('far', product(0.5, sum(t, quotient(t, sum(t, 1)))))
  const rare = line()
  const extreme = rare.named('extreme', scaledExponential(rare, rare.named('size', abs(x)), -1))
  return {
    name: 'sinh',
    parameters: ['x'],
    about: 'The hyperbolic sine, within 1.5 ulp: (t + t/(t + 1))/2 of t = e^x - 1, and a polynomial between -1 and 1.',
    body: main.body,
    result: either(less(size, 1), near0, either(less(x, 0), negate(far), far)),
    rare: { condition: notNormal(x), body: rare.body, result: either(less(x, 0), negate(extreme), extreme) },
  }
}

function defineCosh(): FunctionDefinition {
  const main = line()
  const grown = main.named('grown', exponential(main, main.named('size', abs(x))))
  const rare = line()
  const extreme = scaledExponential(rare, rare.named('size', abs(x)), -1)
  return {
    name: 'cosh',
    parameters: ['x'],
    about: 'The hyperbolic cosine, within 1.4 ulp: (e^x + e^-x)/2.',
    body: main.body,
    result: product(0.5, sum(grown, quotient(1, grown))),
    rare: { condition: notNormal(x), body: rare.body, result: extreme },
  }
}

export const exp = defineExp()
export const expm1 = defineExpm1()
export const exprel = defineExprel()
export const tanh = defineTanh()
export const sinh = defineSinh()
export const cosh = defineCosh()
