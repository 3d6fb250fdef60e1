/** What the elementary functions should give: mathjs's decimal numbers of 50 digits, from the exact values of doubles. */
import { all, type BigNumber, create } from 'mathjs'
import { FUNCTIONS } from '../../../src/ir/functions/index.js'
import * as runtime from '../../../src/runtime/math.js'

type Decimal = BigNumber

const math = create(all, { number: 'BigNumber', precision: 50 })
const precise = create(all, { number: 'BigNumber', precision: 400 })
const ONE = math.bignumber(1)
const TWO_PI = precise.bignumber(-1).acos().times(2)

const view = new DataView(new ArrayBuffer(8))

/** The exponent e of |x| = s*2^e with 1 <= s < 2; that of the smallest normal number for all that are smaller. */
function binade(x: number): number {
  view.setFloat64(0, x)
  return Math.max(((view.getUint32(0) >>> 20) & 0x7ff) - 1023, -1022)
}

/** The value of a double, not that of its shortest decimal. */
function exact(x: number, within = math): Decimal {
  const e = binade(x) - 52
  return within
    .bignumber(2)
    .pow(e)
    .times(within.bignumber(x / 2 ** Math.max(e, -1000) / 2 ** Math.min(e + 1000, 0)))
}

/** Large angles less their full turns, by 400 digits of pi. */
function angle(x: number): Decimal {
  return Math.abs(x) < 100 ? exact(x) : math.bignumber(exact(x, precise).mod(TWO_PI).toPrecision(80))
}

export type Name = Exclude<keyof typeof FUNCTIONS, 'sign' | 'clip' | 'timestep' | 'remainder' | 'floor-divide'>

interface Reference {
  readonly computed: (x: number, y: number) => number
  readonly engine: (x: number, y: number) => number
  readonly exact: (x: number, y: number) => Decimal
}

export const REFERENCES: { readonly [name in Name]: Reference } = {
  exp: { computed: runtime.exp, engine: Math.exp, exact: (x) => exact(x).exp() },
  expm1: { computed: runtime.expm1, engine: Math.expm1, exact: (x) => exact(x).exp().minus(ONE) },
  exprel: {
    computed: runtime.exprel,
    engine: (x) => Math.expm1(x) / x,
    exact: (x) => exact(x).exp().minus(ONE).div(exact(x)),
  },
  log: { computed: runtime.log, engine: Math.log, exact: (x) => exact(x).ln() },
  log1p: { computed: runtime.log1p, engine: Math.log1p, exact: (x) => exact(x).plus(ONE).ln() },
  log10: { computed: runtime.log10, engine: Math.log10, exact: (x) => exact(x).log(10) },
  sin: { computed: runtime.sin, engine: Math.sin, exact: (x) => angle(x).sin() },
  cos: { computed: runtime.cos, engine: Math.cos, exact: (x) => angle(x).cos() },
  tan: { computed: runtime.tan, engine: Math.tan, exact: (x) => angle(x).tan() },
  arcsin: { computed: runtime.arcsin, engine: Math.asin, exact: (x) => exact(x).asin() },
  arccos: { computed: runtime.arccos, engine: Math.acos, exact: (x) => exact(x).acos() },
  arctan: { computed: runtime.arctan, engine: Math.atan, exact: (x) => exact(x).atan() },
  sinh: { computed: runtime.sinh, engine: Math.sinh, exact: (x) => exact(x).sinh() },
  cosh: { computed: runtime.cosh, engine: Math.cosh, exact: (x) => exact(x).cosh() },
  tanh: { computed: runtime.tanh, engine: Math.tanh, exact: (x) => exact(x).tanh() },
  power: { computed: runtime.power, engine: (x, y) => x ** y, exact: (x, y) => exact(x).pow(exact(y)) },
}

/** How far `computed` is from `reference`, in units of the reference's last place. */
export function ulps(computed: number, reference: Decimal): number {
  if (reference.isZero()) return computed === 0 ? 0 : Number.POSITIVE_INFINITY
  const near = Math.min(Math.abs(reference.toNumber()), Number.MAX_VALUE)
  const e = binade(near)
  const below = e > -1022 && reference.abs().lessThan(exact(2 ** e))
  const last = exact(2 ** -1022).times(math.bignumber(2).pow(e - (below ? 1 : 0) - 52 + 1022))
  return exact(computed).minus(reference).abs().div(last).toNumber()
}

/** The bound that a function's description states. */
export function statedBound(name: Name): number {
  return Number(/within ([\d.]+) ulp/.exec(FUNCTIONS[name].about)?.[1])
}

export interface Measured {
  readonly worst: number
  readonly at: readonly [number, number]
}

/** The largest error of a function, or of the engine's, over the samples. */
export function measured(
  name: Name,
  of: 'computed' | 'engine',
  samples: readonly (readonly [number, number])[],
): Measured {
  const reference = REFERENCES[name]
  let found: Measured = { worst: 0, at: [0, 0] }
  for (const [x, y] of samples) {
    const value = reference[of](x, y)
    const exactly = reference.exact(x, y)
    const error = Number.isFinite(value) ? ulps(value, exactly) : Number.POSITIVE_INFINITY
    if (!(error <= found.worst)) found = { worst: error, at: [x, y] }
  }
  return found
}
