/** Sine, cosine and tangent: x = n pi/2 + r, and the polynomials of FreeBSD's msun (Sun Microsystems' fdlibm) for r. */
import { negate, not } from '../build.js'
import type { Block, FunctionDefinition } from '../function.js'
import type { Expr, Local } from '../ir.js'
import { type Angle, largeAngle } from './large-angle.js'
import {
  abs,
  difference,
  either,
  equal,
  floor,
  horner,
  INFINITY,
  type Line,
  less,
  line,
  notEqual,
  product,
  quotient,
  rounded,
  sum,
  x,
} from './notation.js'

/** Up to here n has 16 bits, and its products with the parts of pi/2 are exact. */
const MODERATE = 1e5

/** pi/2 = first + second + third: 37 bits, 37 bits, and what is left. */
const HALF_PI = { first: 1.5707963267923333, second: 2.5633441515839558e-12, third: 1.0562999066987428e-23 }

/**
 * v - n pi/2 in two parts (Cody and Waite 1980): the first difference is exact, what the second one rounds away is kept,
 * and of the third product, 1e-23 n, only what is far below the last bit of the nearest approach to a multiple is lost.
 */
function moderateAngle(at: Line, v: Expr): Angle {
  const n = at.named('n', rounded(product(v, 0.6366197723675814)))
  const first = at.named('first', difference(v, product(n, HALF_PI.first)))
  const step = at.named('step', product(n, HALF_PI.second))
  const second = at.named('second', difference(first, step))
  const lost = at.named('lost', difference(difference(first, second), step))
  const last = at.named('last', difference(product(n, HALF_PI.third), lost))
  const r = at.named('r', difference(second, last))
  return { n, r, tail: at.named('tail', difference(difference(second, r), last)) }
}

interface SineAndCosine {
  readonly sine: Local
  readonly cosine: Local
  /** What the two round away, for those who take a quotient of them. */
  readonly lost: () => { readonly sine: Local; readonly cosine: Local }
}

/** Of r + tail between -pi/4 and pi/4: `k_sin.c` and `k_cos.c`. */
function sineAndCosine(at: Line, { r, tail }: Angle): SineAndCosine {
  const z = at.named('z', product(r, r))
  const half = at.named('half', product(0.5, z))
  const w = at.named('w', difference(1, half))
  const z2 = at.named('z2', product(z, z))
  const upper = sum(-0.0001984126982985795, product(z, horner(z, [2.7557313707070068e-6, -2.5050760253406863e-8])))
  const cubic = sum(
    sum(-0.16666666666666632, product(z, 0.00833333333332249)),
    product(z2, sum(upper, product(z2, product(z, 1.58969099521155e-10)))),
  )
  const curved = at.named('curved', sum(product(product(z, r), cubic), product(tail, w)))
  const sine = at.named('sine', sum(r, curved))
  const low = horner(z, [0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5])
  const high = horner(z, [-2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11])
  const quartic = product(z2, sum(low, product(product(z2, z), high)))
  const rest = at.named('flat', sum(difference(difference(1, w), half), difference(quartic, product(r, tail))))
  const cosine = at.named('cosine', sum(w, rest))
  const lost = () => ({
    sine: at.named('lostOfSine', difference(curved, difference(sine, r))),
    cosine: at.named('lostOfCosine', difference(rest, difference(cosine, w))),
  })
  return { sine, cosine, lost }
}

type Combine = (at: Line, angle: Angle) => Expr

/** Odd quadrants swap sine and cosine; the signs of both change with the half turn. */
const sineOf: Combine = (at, angle) => {
  const { sine, cosine } = sineAndCosine(at, angle)
  const pairs = at.named('pairs', product(angle.n, 0.5))
  const whole = at.named('whole', floor(pairs))
  const value = at.named('value', either(notEqual(pairs, whole), cosine, sine))
  return withSign(at, whole, value)
}

/** cos(x) = sin(x + pi/2) */
const cosineOf: Combine = (at, angle) => {
  const { sine, cosine } = sineAndCosine(at, angle)
  const pairs = at.named('pairs', product(sum(angle.n, 1), 0.5))
  const whole = at.named('whole', floor(pairs))
  const value = at.named('value', either(equal(pairs, whole), sine, cosine))
  return withSign(at, whole, value)
}

/** Negative where `halfTurns` is odd. */
function withSign(at: Line, halfTurns: Local, value: Local): Expr {
  const turns = at.named('turns', product(halfTurns, 0.5))
  return either(equal(turns, floor(turns)), value, negate(value))
}

/** The quotient, made good for what its parts have rounded away. */
const tangentOf: Combine = (at, angle) => {
  const parts = sineAndCosine(at, angle)
  const lost = parts.lost()
  const pairs = at.named('pairs', product(angle.n, 0.5))
  const even = at.named('even', equal(pairs, floor(pairs)))
  const over = at.named('over', either(even, parts.sine, negate(parts.cosine)))
  const overLost = either(even, lost.sine, negate(lost.cosine))
  const under = at.named('under', either(even, parts.cosine, parts.sine))
  const underLost = either(even, lost.cosine, lost.sine)
  const ratio = at.named('ratio', quotient(over, under))
  return sum(ratio, quotient(difference(overLost, product(ratio, underLost)), under))
}

function mainBlock(combine: Combine): Block {
  const main = line()
  return { result: combine(main, moderateAngle(main, x)), body: main.body }
}

/** Of |x|, then; infinite x have no sine. */
function rareBlock(combine: Combine, odd: boolean): Block & { readonly condition: Expr } {
  const rare = line()
  const value = rare.named('ofSize', combine(rare, largeAngle(rare, abs(x))))
  const signed = odd ? either(less(x, 0), negate(value), value) : value
  const result = either(less(abs(x), INFINITY), signed, Number.NaN)
  return { condition: not(less(abs(x), MODERATE)), body: rare.body, result }
}

const REDUCTION = 'reduced after Cody and Waite 1980, beyond 1e5 after Payne and Hanek 1983; FreeBSD msun'

function odd(name: 'sin' | 'tan', about: string, combine: Combine): FunctionDefinition {
  const main = mainBlock(combine)
  return {
    name,
    parameters: ['x'],
    about,
    body: main.body,
    result: either(equal(x, 0), x, main.result),
    rare: rareBlock(combine, true),
  }
}

export const sin = odd('sin', `The sine, within 0.9 ulp: ${REDUCTION}, k_sin.c.`, sineOf)
export const tan = odd('tan', `The tangent, within 1.5 ulp: sine by cosine, ${REDUCTION}.`, tangentOf)
export const cos: FunctionDefinition = {
  name: 'cos',
  parameters: ['x'],
  about: `The cosine, within 0.9 ulp: ${REDUCTION}, k_cos.c.`,
  ...mainBlock(cosineOf),
  rare: rareBlock(cosineOf, false),
}
