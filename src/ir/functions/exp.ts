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
  horner,
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

/** Minimax for (exp(r) - 1 - r)/r^2, with errors of exp(r) - 1 weighed, over r from ln 3/4 to ln 3/2. */
const QUADRATIC_REST = [
  0.49999999999999994, 0.16666666666667324, 0.04166666666667959, 0.008333333332658526, 0.0013888888885923531,
  0.0001984127204722871, 2.4801577829722955e-5, 2.7554400436122896e-6, 2.7588252691231183e-7, 2.6426937106724896e-8,
]

/** exp(r) - 1, of r from ln 3/4 to ln 3/2. */
export function growth(at: Line, r: Local): Expr {
  const r2 = at.named('r2', product(r, r))
  return sum(r, product(r2, quadraticRest(at, r, r2)))
}

/** (exp(r) - 1 - r)/r^2 */
export function quadraticRest(at: Line, r: Local, r2: Local): Expr {
  const pairs = [0, 2, 4, 6, 8].map((k) => horner(r, QUADRATIC_REST.slice(k, k + 2)))
  const r4 = at.named('r4', product(r2, r2))
  const low = sum(pairs[0], product(r2, pairs[1]))
  const high = sum(pairs[2], product(r2, pairs[3]), product(r4, pairs[4]))
  return sum(low, product(r4, high))
}

/**
 * n such that v = n ln 2 + r with r from ln 3/4 to ln 3/2. Where exp(r) is less than 1, doubles are twice as dense, and
 * so r must be nearer to 0 there than above; and neither of exp(v) - 1 = 2^n (exp(r) - 1) + (2^n - 1) for n = 1 and for
 * n = -1 loses much by cancellation.
 */
export function binades(v: Expr): Expr {
  return floor(sum(product(v, 1.4426950408889634), 0.415))
}

interface Reduced {
  readonly n: Local
  /** exp(r) - 1 */
  readonly q: Local
}

function reduced(at: Line, v: Expr): Reduced {
  const n = at.named('n', binades(v))
  const r = at.named('r', difference(v, product(n, LN2.high), product(n, LN2.low)))
  return { n, q: at.named('q', growth(at, r)) }
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
    about: 'e^x - 1, within 1.3 ulp: 2^n (exp(r) - 1) + (2^n - 1), after Cody and Waite 1980.',
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
    about: '(e^x - 1)/x, continued by 1 at x = 0, within 1.8 ulp.',
    body: main.body,
    result: either(equal(x, 0), 1, result),
    rare: {
      condition: notNormal(x),
      body: rare.body,
      result: either(less(x, 0), quotient(-1, x), either(less(x, FINITE), product(shrunk, 2 ** 64), x)),
    },
  }
}

/** Of y = 2x, (exp(y) - 1)/(exp(y) + 1), where numerator and denominator are sums of 2^n (exp(r) - 1) and 2^n -+ 1. */
function defineTanh(): FunctionDefinition {
  const main = line()
  const doubled = main.named('doubled', sum(x, x))
  const { n, q } = reduced(main, doubled)
  const scale = main.named('scale', powerOfTwo(n))
  const part = main.named('part', product(scale, q))
  const ratio = quotient(sum(part, difference(scale, 1)), sum(part, sum(scale, 1)))
  return {
    name: 'tanh',
    parameters: ['x'],
    about: 'The hyperbolic tangent, within 2 ulp: (e^2x - 1)/(e^2x + 1).',
    body: main.body,
    result: either(equal(x, 0), x, ratio),
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
  const grown = main.named('grown', exponential(main, x))
  const z = main.named('z', product(x, x))
  const near0 = sum(x, product(product(x, z), estrin(main, z, SINH)))
  const rare = line()
  const size = rare.named('size', scaledExponential(rare, rare.named('distance', abs(x)), -1))
  return {
    name: 'sinh',
    parameters: ['x'],
    about: 'The hyperbolic sine, within 1.6 ulp: (e^x - e^-x)/2, and a polynomial between -1 and 1.',
    body: main.body,
    result: either(less(abs(x), 1), near0, product(0.5, difference(grown, quotient(1, grown)))),
    rare: { condition: notNormal(x), body: rare.body, result: either(less(x, 0), negate(size), size) },
  }
}

function defineCosh(): FunctionDefinition {
  const main = line()
  const grown = main.named('grown', exponential(main, x))
  const rare = line()
  const extreme = scaledExponential(rare, rare.named('size', abs(x)), -1)
  return {
    name: 'cosh',
    parameters: ['x'],
    about: 'The hyperbolic cosine, within 1.6 ulp: (e^x + e^-x)/2.',
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
