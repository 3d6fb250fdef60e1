/** x^y = 2^(y log2(x)), with the logarithm in two parts: FreeBSD's msun, e_pow.c (Sun Microsystems' fdlibm). */
import { negate, not } from '../build.js'
import type { FunctionDefinition } from '../function.js'
import type { Expr, Local } from '../ir.js'
import { curved } from './exp.js'
import { moderate, normalised, scaledToModerate } from './log.js'
import {
  abs,
  both,
  difference,
  either,
  equal,
  floor,
  greater,
  horner,
  INFINITY,
  type Line,
  less,
  line,
  notEqual,
  powerOfTwo,
  product,
  quotient,
  sum,
  upperPart,
  within,
  x,
  y,
} from './notation.js'

/** 2/(3 ln 2) and log2(3/2), in two parts each: the upper ones of 25 and 22 bits. */
const CP = { whole: 0.9617966939259756, high: 0.9617967009544373, low: -7.028461650952758e-9 }
const LOG2_3_2 = { high: 0.5849624872207642, low: 1.350039202129749e-8 }
/** ln 2, the upper part of 24 bits. */
const LN2 = { whole: Math.LN2, high: 0.6931471824645996, low: -1.904654299957768e-9 }

interface Logarithm {
  /** Its upper half, of 26 bits, and the rest. */
  readonly high: Local
  readonly low: Local
}

/** log2(v) + shift for moderate v. */
function binaryLogarithm(at: Line, v: Expr, shift?: Local): Logarithm {
  const { k, m } = normalised(at, v, 1.1547005383792515)
  const n = shift ? at.named('shifted', difference(k, shift)) : k
  const nearOne = at.named('nearOne', less(m, 1.224744871391589))
  const base = at.named('base', either(nearOne, 1, 1.5))
  // s = (m - base)/(m + base), in two parts
  const u = at.named('u', difference(m, base))
  const v1 = at.named('v', quotient(1, sum(m, base)))
  const s = at.named('s', product(u, v1))
  const sHigh = upperPart(at, 'sHigh', s, 27)
  const tHigh = upperPart(at, 'tHigh', at.named('t', sum(m, base)), 27)
  const tLow = at.named('tLow', difference(m, difference(tHigh, base)))
  const sLow = at.named('sLow', product(v1, difference(difference(u, product(sHigh, tHigh)), product(sHigh, tLow))))
  return timesCp(at, { n, nearOne, s, sHigh, sLow })
}

interface Ratio {
  readonly n: Local
  readonly nearOne: Local
  readonly s: Local
  readonly sHigh: Local
  readonly sLow: Local
}

/** log2(m) = log2(base) + (3/2) CP (2 s + (2/3) s^3 + ...), m = base (1 + s)/(1 - s) */
function timesCp(at: Line, { n, nearOne, s, sHigh, sLow }: Ratio): Logarithm {
  const s2 = at.named('s2', product(s, s))
  const series = horner(
    s2,
    [
      0.5999999999999946, 0.4285714285785502, 0.33333332981837743, 0.272728123808534, 0.23066074577556175,
      0.20697501780033842,
    ],
  )
  const r = at.named('r', sum(product(product(s2, s2), series), product(sLow, sum(sHigh, s))))
  const square = at.named('square', product(sHigh, sHigh))
  const three = upperPart(at, 'three', at.named('threeAndMore', sum(3, square, r)), 27)
  const more = at.named('more', difference(r, difference(difference(three, 3), square)))
  const a = at.named('a', product(sHigh, three))
  const b = at.named('b', sum(product(sLow, three), product(more, s)))
  const pHigh = upperPart(at, 'pHigh', at.named('p', sum(a, b)), 27)
  const pLow = at.named('pLow', difference(b, difference(pHigh, a)))
  const zHigh = at.named('zHigh', product(CP.high, pHigh))
  const zLow = at.named('zLow', sum(product(CP.low, pHigh), product(pLow, CP.whole), either(nearOne, 0, LOG2_3_2.low)))
  const offset = at.named('offset', either(nearOne, 0, LOG2_3_2.high))
  const high = upperPart(at, 'logHigh', at.named('log', sum(sum(zHigh, zLow), offset, n)), 27)
  const low = at.named('logLow', difference(zLow, difference(difference(high, n, offset), zHigh)))
  return { high, low }
}

/** 2^(y log) of the logarithm in two parts, in two steps so that subnormal results are rounded once; 0 or infinite far out. */
function powered(at: Line, { high, low }: Logarithm, y: Local): Expr {
  const yHigh = upperPart(at, 'yHigh', y, 27)
  const lowProduct = sum(product(difference(y, yHigh), high), product(y, low))
  const rest = at.named('rest', within(1, lowProduct))
  const main = at.named('main', within(1100, product(yHigh, high)))
  const whole = at.named('whole', floor(sum(rest, main, 0.4150375)))
  const excess = at.named('excess', difference(main, whole))
  const t = upperPart(at, 'fraction', at.named('sized', sum(rest, excess)), 27)
  const natural = at.named('natural', product(t, LN2.high))
  const error = at.named('error', sum(product(difference(rest, difference(t, excess)), LN2.whole), product(t, LN2.low)))
  const z = at.named('z', sum(natural, error))
  const w = at.named('w', difference(error, difference(z, natural)))
  const leading = at.named('leading', sum(1, z))
  const lost = at.named('lost', difference(z, difference(leading, 1)))
  const small = sum(curved(at, z), sum(w, product(z, w)))
  const growth = sum(leading, sum(lost, small))
  const half = at.named('half', floor(product(whole, 0.5)))
  return product(growth, powerOfTwo(half), powerOfTwo(difference(whole, half)))
}

/** The largest exponents: beyond, every power but those of 1 is 0 or infinite. */
const HUGE = 2 ** 64

function mainBlock(): Pick<FunctionDefinition, 'body' | 'result'> {
  const main = line()
  return { result: powered(main, binaryLogarithm(main, x), y), body: main.body }
}

function rareBlock(): NonNullable<FunctionDefinition['rare']> {
  const at = line()
  const base = at.named('absolute', abs(x))
  const { scaled, shift } = scaledToModerate(at, base)
  const ordinary = at.named('ordinary', both(both(greater(base, 0), less(base, INFINITY)), less(abs(y), HUGE)))
  const by = at.named('by', either(ordinary, y, 1))
  const finite = at.named('finite', powered(at, binaryLogarithm(at, scaled, shift), by))
  const grows = either(greater(y, 0), greater(base, 1), less(base, 1))
  const extreme = either(grows, INFINITY, 0)
  const size = at.named('size', either(ordinary, finite, either(equal(base, 1), 1, extreme)))
  const whole = at.named('isWhole', equal(floor(y), y))
  const odd = at.named('isOdd', both(whole, notEqual(floor(product(y, 0.5)), product(y, 0.5))))
  // The sign of -0 shows in its reciprocal only.
  const negative = at.named('negative', less(either(equal(x, 0), quotient(1, x), x), 0))
  const signed = either(both(negative, odd), negate(size), size)
  const undefinedPower = both(both(less(x, 0), greater(x, -INFINITY)), not(whole))
  const real = either(undefinedPower, Number.NaN, signed)
  const result = either(
    equal(y, 0),
    1,
    either(equal(x, 1), 1, either(notEqual(x, x), x, either(notEqual(y, y), y, real))),
  )
  return { condition: not(both(moderate(x), less(abs(y), HUGE))), body: at.body, result }
}

export const power: FunctionDefinition = {
  name: 'power',
  parameters: ['x', 'y'],
  about:
    '`x ** y` as C has it (ISO C, annex F.10.4.4), within 0.8 ulp: 1 for pow(1, NaN) and pow(-1, infinity), NaN for a negative base with a fractional exponent, where Python has a complex number. FreeBSD msun, e_pow.c.',
  ...mainBlock(),
  rare: rareBlock(),
}
