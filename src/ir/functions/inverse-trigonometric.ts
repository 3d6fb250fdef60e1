/** arcsin, arccos and arctan, after FreeBSD's msun (Sun Microsystems' fdlibm). */
import { call, negate } from '../build.js'
import type { FunctionDefinition } from '../function.js'
import type { Local } from '../ir.js'
import {
  abs,
  difference,
  either,
  estrin,
  greater,
  horner,
  type Line,
  less,
  line,
  MIN_NORMAL,
  product,
  quotient,
  sum,
  upperPart,
  x,
} from './notation.js'

/** Half a turn's quarters, with what they round away. */
const HALF_PI = { high: 1.5707963267948966, low: 6.123233995736766e-17 }

/** (arctan(t) - t)/t^3 as a polynomial of t^2, for t up to 7/16. */
const ARCTAN = [
  -0.3333333333333293, 0.19999999999876483, -0.14285714272503466, 0.11111110405462356, -0.09090887133436507,
  0.0769187620504483, -0.06661073137387531, 0.058335701337905735, -0.049768779946159324, 0.036531572744216916,
  -0.016285820115365782,
]

/** arctan(|x|) = arctan(c) + arctan((|x| - c)/(1 + c |x|)), with the nearest c of 0, 1/2, 1, 3/2 and infinity. */
function defineArctan(): FunctionDefinition {
  const at = line()
  const size = at.named('size', abs(x))
  const byInterval = (values: readonly [number, number, number, number, number]) =>
    either(
      less(size, 1.1875),
      either(less(size, 0.4375), values[0], either(less(size, 0.6875), values[1], values[2])),
      either(less(size, 2.4375), values[3], values[4]),
    )
  const large = at.named('large', call('maximum', size, { kind: 'constant', type: 'f64', value: 2.4375 }))
  const c = at.named('c', byInterval([0, 0.5, 1, 1.5, 0]))
  const high = at.named(
    'high',
    byInterval([0, 0.4636476090008061, 0.7853981633974483, 0.982793723247329, HALF_PI.high]),
  )
  const low = at.named(
    'low',
    byInterval([0, 2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, HALF_PI.low]),
  )
  const near = less(size, 2.4375)
  const t = at.named(
    't',
    quotient(either(near, difference(size, c), -1), either(near, sum(1, product(c, size)), large)),
  )
  const z = at.named('z', product(t, t))
  const cubic = at.named('cubic', product(product(t, z), estrin(at, z, ARCTAN)))
  const result = at.named('result', sum(high, sum(t, sum(cubic, low))))
  return {
    name: 'arctan',
    parameters: ['x'],
    about: 'The arc tangent, within 0.9 ulp: FreeBSD msun, s_atan.c.',
    body: at.body,
    result: either(greater(x, 0), result, either(less(x, 0), negate(result), x)),
  }
}

interface Halved {
  /** x^2 where |x| is below 1/2, else (1 - |x|)/2, as arcsin(x) = pi/2 - 2 arcsin(sqrt((1 - x)/2)). */
  readonly z: Local
  readonly small: Local
  readonly root: Local
  /** The upper half of root's bits, and the rest of the square root of z, beyond those of `root` too. */
  readonly upper: Local
  readonly lower: Local
  /** (arcsin(s) - s)/s of s = sqrt(z) */
  readonly rest: Local
}

function halved(at: Line): Halved {
  const small = at.named('small', less(abs(x), 0.5))
  const z = at.named('z', either(small, product(x, x), product(0.5, difference(1, abs(x)))))
  const p = horner(
    z,
    [
      0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
      3.479331075960212e-5,
    ],
  )
  const q = horner(z, [1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194])
  const rest = at.named('rest', quotient(product(z, p), q))
  const root = at.named('root', call('sqrt', z))
  const upper = upperPart(at, 'upper', root, 27)
  const divisor = call('maximum', sum(root, upper), { kind: 'constant', type: 'f64', value: MIN_NORMAL })
  const lower = at.named('lower', quotient(difference(z, product(upper, upper)), divisor))
  return { z, small, root, upper, lower, rest }
}

const PI = { high: Math.PI, low: 1.2246467991473532e-16 }

function defineArcsin(): FunctionDefinition {
  const at = line()
  const { small, root, upper, lower, rest } = halved(at)
  const p = difference(product(2, root, rest), difference(HALF_PI.low, product(2, lower)))
  const q = difference(0.7853981633974483, product(2, upper))
  const size = at.named('size', difference(0.7853981633974483, difference(p, q)))
  return {
    name: 'arcsin',
    parameters: ['x'],
    about: 'The arc sine, within 0.9 ulp: FreeBSD msun, e_asin.c.',
    body: at.body,
    result: either(small, sum(x, product(x, rest)), either(less(x, 0), negate(size), size)),
  }
}

function defineArccos(): FunctionDefinition {
  const at = line()
  const { small, root, upper, lower, rest } = halved(at)
  const middle = difference(HALF_PI.high, difference(x, difference(HALF_PI.low, product(x, rest))))
  const above = product(2, sum(upper, sum(product(rest, root), lower)))
  const below = difference(PI.high, product(2, sum(root, difference(product(rest, root), HALF_PI.low))))
  return {
    name: 'arccos',
    parameters: ['x'],
    about: 'The arc cosine, within 0.9 ulp: FreeBSD msun, e_acos.c.',
    body: at.body,
    result: either(small, middle, either(less(x, 0), below, above)),
  }
}

export const arctan = defineArctan()
export const arcsin = defineArcsin()
export const arccos = defineArccos()
