/**
 * The most natural product of named units for a dimension, in Brian's notation: `volt/second`, `siemens/metre**2`.
 */
import {
  AMP,
  CANDELA,
  CONCENTRATION,
  COULOMB,
  DIMENSIONLESS,
  type Dimension,
  dimensionKey,
  equalDimensions,
  FARAD,
  HENRY,
  HERTZ,
  isDimensionless,
  JOULE,
  KELVIN,
  KILOGRAM,
  METRE,
  MOLE,
  multiplyDimensions,
  NEWTON,
  OHM,
  PASCAL,
  powerOfDimension,
  SECOND,
  SIEMENS,
  TESLA,
  VOLT,
  WATT,
} from './dimension.js'
import { isZeroRational, multiplyRational, numberFromRational, ONE, type Rational, rational } from './rational.js'

type Named = readonly [name: string, dimension: Dimension]
type Power = { readonly name: string; readonly power: Rational }
type Shape = readonly [first: Rational, second: Rational, cost: number]

const PAIRED: readonly Named[] = [
  ['volt', VOLT],
  ['amp', AMP],
  ['siemens', SIEMENS],
  ['second', SECOND],
  ['metre', METRE],
  ['ohm', OHM],
  ['farad', FARAD],
  ['coulomb', COULOMB],
  ['mole', MOLE],
  ['mM', CONCENTRATION],
  ['kelvin', KELVIN],
  ['joule', JOULE],
  ['watt', WATT],
  ['kilogram', KILOGRAM],
  ['newton', NEWTON],
  ['pascal', PASCAL],
  ['candle', CANDELA],
]

const SINGLES: readonly Named[] = [...PAIRED, ['hertz', HERTZ], ['henry', HENRY], ['tesla', TESLA]]

const BASE_UNITS = ['metre', 'kilogram', 'second', 'amp', 'kelvin', 'mole', 'candle'] as const

/** Second factors: others than these make products that are right but puzzle, such as `siemens**2/coulomb`. */
const PARTNERS = ['second', 'metre', 'volt', 'amp', 'mole', 'mM', 'kelvin', 'kilogram']

const HALF = rational(1, 2)

/** Powers of the two units of a pair, and how unusual they are. */
const SHAPES: readonly Shape[] = [
  [rational(1), rational(-1), 0],
  [rational(1), rational(-2), 2],
  [rational(1), rational(1), 3],
  [rational(1), rational(-1, 2), 4],
  [rational(2), rational(-1), 5],
  [rational(1), rational(-3), 6],
  [rational(3), rational(-1), 6],
  [rational(1), rational(1, 2), 7],
  [rational(1), rational(-3, 2), 8],
  [rational(2), rational(-2), 9],
  [rational(1), rational(2), 5],
  [rational(2), rational(1), 11],
  [rational(-1), rational(-1), 6],
  [rational(-1), rational(-2), 22],
  [rational(-2), rational(-1), 23],
]

const DIVISORS: readonly (readonly [name: string, power: Rational, dimension: Dimension])[] = [
  ['second', ONE, SECOND],
  ['second', HALF, powerOfDimension(SECOND, HALF)],
  ['metre', rational(2), powerOfDimension(METRE, rational(2))],
  ['metre', ONE, METRE],
  ['metre', rational(3), powerOfDimension(METRE, rational(3))],
  ['mole', ONE, MOLE],
  ['kelvin', ONE, KELVIN],
]

let pairs: ReadonlyMap<string, string> | undefined

/**
 * A unit of scale 1 and dimension d, as a declaration may write it; `1` when there is none.
 * A power that is no decimal fraction is written as the nearest floating-point number.
 */
export function composedUnit(d: Dimension): string {
  if (isDimensionless(d)) return '1'
  if (!hasUsualExponents(d)) return baseUnits(d)
  return shortUnit(d) ?? dividedUnit(d) ?? baseUnits(d)
}

/** Whether d is small enough to be combined with other dimensions without leaving the exact fractions. */
export function hasUsualExponents(d: Dimension): boolean {
  return d.every(({ numerator, denominator }) => Math.abs(numerator) <= 1e6 && denominator <= 1e6)
}

function shortUnit(d: Dimension): string | undefined {
  pairs ??= pairTexts()
  return singleUnit(d) ?? powerOfUnit(d) ?? pairs.get(dimensionKey(d))
}

function singleUnit(d: Dimension): string | undefined {
  return SINGLES.find(([, dimension]) => equalDimensions(dimension, d))?.[0]
}

function powerOfUnit(d: Dimension): string | undefined {
  const candidates = PAIRED.flatMap(([name, dimension]) => {
    const power = powerBetween(dimension, d)
    return power === undefined ? [] : [{ name, power }]
  })
  const best = candidates.find(({ power }) => power.numerator > 0) ?? candidates[0]
  return best && unitText([best])
}

/** The number r with `base**r` of dimension d. */
function powerBetween(base: Dimension, d: Dimension): Rational | undefined {
  const at = base.findIndex((exponent) => !isZeroRational(exponent))
  const { numerator, denominator } = base[at]
  const power = multiplyRational(d[at], rational(denominator, numerator))
  return equalDimensions(powerOfDimension(base, power), d) ? power : undefined
}

function dividedUnit(d: Dimension): string | undefined {
  for (const [name, power, dimension] of DIVISORS) {
    const dividend = multiplyDimensions(d, dimension)
    const text = isDimensionless(dividend) ? undefined : shortUnit(dividend)
    if (text !== undefined && !text.startsWith('1/')) return `${text}/${poweredName({ name, power })}`
  }
  return undefined
}

function baseUnits(d: Dimension): string {
  return unitText(BASE_UNITS.map((name, at) => ({ name, power: d[at] })).filter(({ power }) => !isZeroRational(power)))
}

function pairTexts(): ReadonlyMap<string, string> {
  const best = new Map<string, { cost: number; text: string }>()
  for (const { key, cost, text } of allPairs()) {
    if (cost < (best.get(key)?.cost ?? Number.POSITIVE_INFINITY)) best.set(key, { cost, text })
  }
  return new Map([...best].map(([key, { text }]) => [key, text]))
}

function allPairs(): readonly { key: string; cost: number; text: string }[] {
  return SHAPES.flatMap(([power, partnerPower, shapeCost]) =>
    PAIRED.flatMap(([name, dimension], rank) =>
      PARTNERS.filter((partner) => partner !== name).map((partner, partnerRank) => {
        const raised = powerOfDimension(dimension, power)
        const partnerRaised = powerOfDimension(dimensionOfName(partner), partnerPower)
        return {
          key: dimensionKey(multiplyDimensions(raised, partnerRaised)),
          cost: shapeCost + rank + partnerRank,
          text: pairText({ name, power }, { name: partner, power: partnerPower }),
        }
      }),
    ),
  )
}

/** Time goes last, as in `amp**2*second` and `1/mM/second`. */
function pairText(first: Power, second: Power): string {
  return unitText(first.name === 'second' ? [second, first] : [first, second])
}

function dimensionOfName(name: string): Dimension {
  return PAIRED.find(([each]) => each === name)?.[1] ?? DIMENSIONLESS
}

/** Factors with positive powers times each other, divided by the rest. */
function unitText(powers: readonly Power[]): string {
  const above = powers.filter(({ power }) => power.numerator > 0)
  const below = powers.filter(({ power }) => power.numerator < 0)
  if (above.length === 0 && below.some(({ power }) => power.denominator !== 1)) return below.map(poweredName).join('*')
  const divisors = below.map(({ name, power }) => `/${poweredName({ name, power: positive(power) })}`)
  return `${above.map(poweredName).join('*') || '1'}${divisors.join('')}`
}

function positive(power: Rational): Rational {
  return power.numerator < 0 ? multiplyRational(power, rational(-1)) : power
}

function poweredName({ name, power }: Power): string {
  const exponent = numberFromRational(power)
  return exponent === 1 ? name : `${name}**${exponent}`
}
