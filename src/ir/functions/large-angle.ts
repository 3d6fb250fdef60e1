/** Large angles less their multiples of pi/2, by as many digits of 2/pi as matter (Payne and Hanek 1983). */
import { asIndex, call } from '../build.js'
import type { Expr, Local } from '../ir.js'
import {
  difference,
  either,
  floor,
  INFINITY,
  type Line,
  less,
  powerOfTwo,
  product,
  quotient,
  rounded,
  sum,
  upperPart,
} from './notation.js'

/** An angle n pi/2 + r + tail, with r + tail between -pi/4 and pi/4, and tail what r rounds away. */
export interface Angle {
  readonly n: Local
  readonly r: Local
  readonly tail: Local
}

const DIGIT = 2 ** 24

/** The digits of 2/pi to base 2^24 after the point, behind three zeros for digits before it. */
const TWO_OVER_PI = [
  0, 0, 0, 0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
  0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
  0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
  0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
  0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330,
]

/** Columns of the product that are computed: 24*8 bits, as a double can come within 2^-62 of a multiple. */
const COLUMNS = 8

/** For sizes from 2^16 on; an infinite one gives anything. */
export function largeAngle(at: Line, size: Expr): Angle {
  const safe = at.named('safe', either(less(size, INFINITY), size, 2 ** 20))
  const binade = at.named('binade', call('exponent', safe))
  const first = at.named('first', floor(quotient(difference(binade, 26), 24)))
  const columns = productColumns(at, safe, first)
  const carried = withCarries(at, columns)
  const weight = at.named('weight', powerOfTwo(difference(binade, 23 + 24, product(first, 24))))
  return timesHalfPi(at, quarterTurns(at, carried, weight))
}

/**
 * The significand's three digits times those of 2/pi, in columns of equal weight; the first column is the first one whose
 * weight is no multiple of 8 quarter turns.
 */
function productColumns(at: Line, v: Local, first: Local): readonly Local[] {
  const scaled = at.named('scaled', product(call('significand', v), 2 ** 23))
  const t0 = at.named('t0', floor(scaled))
  const below = at.named('below', product(difference(scaled, t0), DIGIT))
  const t1 = at.named('t1', floor(below))
  const t2 = at.named('t2', product(difference(below, t1), DIGIT))
  const digits = Array.from({ length: COLUMNS + 2 }, (_, k) => at.named(`d${k}`, digit(sum(first, k + 1))))
  return Array.from({ length: COLUMNS }, (_, c) =>
    at.named(`c${c}`, sum(product(t0, digits[c + 2]), product(t1, digits[c + 1]), product(t2, digits[c]))),
  )
}

function digit(place: Expr): Expr {
  return { kind: 'table', type: 'f64', name: 'twoOverPi', values: TWO_OVER_PI, index: asIndex(place) }
}

/** Columns of less than 2^24 each but the first. */
function withCarries(at: Line, columns: readonly Local[]): readonly Local[] {
  const carried = [...columns]
  for (let c = columns.length - 1; c > 0; c--) {
    const carry = at.named(`carry${c}`, floor(product(carried[c], 1 / DIGIT)))
    carried[c] = at.named(`e${c}`, difference(carried[c], product(carry, DIGIT)))
    carried[c - 1] = at.named(c === 1 ? 'e0' : `f${c - 1}`, sum(carried[c - 1], carry))
  }
  return carried
}

interface QuarterTurns {
  readonly n: Local
  /** The rest in two parts, the second what the first rounds away. */
  readonly high: Local
  readonly low: Local
}

/** Every sum here is exact up to the one that makes `high`, whose error is found as Knuth does. */
function quarterTurns(at: Line, columns: readonly Local[], weight: Local): QuarterTurns {
  const top = at.named('top', product(columns[0], weight))
  const turn = at.named('turn', difference(top, product(4, floor(product(top, 0.25)))))
  const pair = (c: number, scale: number) => product(weight, scale, sum(columns[c], product(columns[c + 1], 1 / DIGIT)))
  const sized = at.named('sized', sum(turn, product(weight, 1 / DIGIT, columns[1])))
  const n = at.named('n', rounded(sized))
  const a = at.named('a', difference(sized, n))
  const b = at.named('b', pair(2, DIGIT ** -2))
  const c = at.named('c', sum(pair(4, DIGIT ** -4), pair(6, DIGIT ** -6)))
  const ab = at.named('ab', sum(a, b))
  const back = at.named('back', difference(ab, a))
  const error = at.named('error', sum(difference(a, difference(ab, back)), difference(b, back)))
  const rest = at.named('rest', sum(error, c))
  const high = at.named('high', sum(ab, rest))
  return { n, high, low: at.named('low', difference(rest, difference(high, ab))) }
}

const HALF_PI = { high: 1.5707963267948966, low: 6.123233995736766e-17 }

/** The product of two numbers in two parts each (Dekker 1971). */
function timesHalfPi(at: Line, { n, high, low }: QuarterTurns): Angle {
  const upper = upperPart(at, 'upper', high, 27)
  const lower = at.named('lower', difference(high, upper))
  const pi = { upper: 1.5707963407039642, lower: -1.3909067675399456e-8 }
  const p = at.named('p', product(high, HALF_PI.high))
  const error = sum(
    sum(difference(product(upper, pi.upper), p), product(upper, pi.lower), product(lower, pi.upper)),
    product(lower, pi.lower),
  )
  const e = at.named('e', sum(error, sum(product(high, HALF_PI.low), product(low, HALF_PI.high))))
  const r = at.named('r', sum(p, e))
  return { n, r, tail: at.named('tail', difference(e, difference(r, p))) }
}
