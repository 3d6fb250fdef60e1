/**
 * Physical dimensions as exact rational exponents of the seven SI bases.
 */
import {
  addRational,
  equalRational,
  isZeroRational,
  multiplyRational,
  negateRational,
  type Rational,
  rationalFromNumber,
  ZERO,
} from './rational.js'

/** Exponents of metre, kilogram, second, ampere, kelvin, mole, candela, in this order. */
export type Dimension = readonly [Rational, Rational, Rational, Rational, Rational, Rational, Rational]

export const BASES = ['metre', 'kilogram', 'second', 'ampere', 'kelvin', 'mole', 'candela'] as const

/** Exponents by base; a base that is left out has exponent 0. */
export type BaseExponents = { readonly [base in (typeof BASES)[number]]?: number | Rational }

export const DIMENSIONLESS: Dimension = [ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO]

/**
 * The dimension with the given exponents, such as `dimension({ metre: 1, second: -2 })`.
 * @throws RangeError when an exponent is not a fraction with a denominator of 1e6 at most
 */
export function dimension(exponents: BaseExponents): Dimension {
  return [
    exactExponent(exponents.metre),
    exactExponent(exponents.kilogram),
    exactExponent(exponents.second),
    exactExponent(exponents.ampere),
    exactExponent(exponents.kelvin),
    exactExponent(exponents.mole),
    exactExponent(exponents.candela),
  ]
}

/** The dimension of a product. @throws RangeError when an exponent leaves the safe integers */
export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  return [
    addRational(a[0], b[0]),
    addRational(a[1], b[1]),
    addRational(a[2], b[2]),
    addRational(a[3], b[3]),
    addRational(a[4], b[4]),
    addRational(a[5], b[5]),
    addRational(a[6], b[6]),
  ]
}

/** The dimension of a quotient. @throws RangeError when an exponent leaves the safe integers */
export function divideDimensions(a: Dimension, b: Dimension): Dimension {
  return multiplyDimensions(a, mapExponents(b, negateRational))
}

/** The dimension of a power. @throws RangeError when an exponent leaves the safe integers */
export function powerOfDimension(d: Dimension, exponent: Rational): Dimension {
  return mapExponents(d, (each) => multiplyRational(each, exponent))
}

/** Whether a and b may be added and compared. */
export function equalDimensions(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, base) => equalRational(exponent, b[base]))
}

/** Whether d is that of a plain number. */
export function isDimensionless(d: Dimension): boolean {
  return d.every(isZeroRational)
}

/** A string that two dimensions share exactly when they are equal, for use as the key of a map. */
export function dimensionKey(d: Dimension): string {
  return d.map(({ numerator, denominator }) => `${numerator}/${denominator}`).join(' ')
}

function exactExponent(exponent: number | Rational = ZERO): Rational {
  if (typeof exponent !== 'number') return exponent
  const exact = rationalFromNumber(exponent)
  if (exact === undefined) throw new RangeError(`${exponent} is not a fraction with a small denominator`)
  return exact
}

function mapExponents(d: Dimension, change: (exponent: Rational) => Rational): Dimension {
  return [change(d[0]), change(d[1]), change(d[2]), change(d[3]), change(d[4]), change(d[5]), change(d[6])]
}

export const METRE = dimension({ metre: 1 })
export const KILOGRAM = dimension({ kilogram: 1 })
export const SECOND = dimension({ second: 1 })
export const AMP = dimension({ ampere: 1 })
export const KELVIN = dimension({ kelvin: 1 })
export const MOLE = dimension({ mole: 1 })
export const CANDELA = dimension({ candela: 1 })

export const HERTZ = dimension({ second: -1 })
export const COULOMB = dimension({ ampere: 1, second: 1 })
export const NEWTON = dimension({ kilogram: 1, metre: 1, second: -2 })
export const PASCAL = dimension({ kilogram: 1, metre: -1, second: -2 })
export const JOULE = dimension({ kilogram: 1, metre: 2, second: -2 })
export const WATT = dimension({ kilogram: 1, metre: 2, second: -3 })
export const VOLT = divideDimensions(WATT, AMP)
export const OHM = divideDimensions(VOLT, AMP)
export const SIEMENS = divideDimensions(AMP, VOLT)
export const FARAD = divideDimensions(COULOMB, VOLT)
export const WEBER = multiplyDimensions(VOLT, SECOND)
export const HENRY = divideDimensions(WEBER, AMP)
export const TESLA = dimension({ kilogram: 1, second: -2, ampere: -1 })
export const AREA = dimension({ metre: 2 })
export const VOLUME = dimension({ metre: 3 })
/** Amount of substance in a volume; its unit without a prefix is mole/metre**3, which is mM. */
export const CONCENTRATION = divideDimensions(MOLE, VOLUME)
