/**
 * Exact rational numbers, for the exponents of dimensions.
 *
 * Every value is normalised: the denominator is positive and shares no factor with the numerator. Arithmetic that
 * leaves the safe integers throws a RangeError rather than round.
 */
export type Rational = { readonly numerator: number; readonly denominator: number }

export const ZERO: Rational = { numerator: 0, denominator: 1 }
export const ONE: Rational = { numerator: 1, denominator: 1 }

const LARGEST_DENOMINATOR = 1e6

/**
 * The normalised fraction n/d.
 * @throws RangeError when n or d is not a safe integer, or d is 0
 */
export function rational(n: number, d = 1): Rational {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d === 0) {
    throw new RangeError(`${n}/${d} is not a fraction of safe integers`)
  }
  const divisor = greatestCommonDivisor(n, d) * Math.sign(d)
  return { numerator: withoutNegativeZero(n / divisor), denominator: d / divisor }
}

/** a + b. @throws RangeError when the sum leaves the safe integers */
export function addRational(a: Rational, b: Rational): Rational {
  const shared = greatestCommonDivisor(a.denominator, b.denominator)
  const left = safeProduct(a.numerator, b.denominator / shared)
  const right = safeProduct(b.numerator, a.denominator / shared)
  return rational(left + right, safeProduct(a.denominator, b.denominator / shared))
}

/** a * b. @throws RangeError when the product leaves the safe integers */
export function multiplyRational(a: Rational, b: Rational): Rational {
  // Reducing crosswise first keeps the intermediate products as small as the result.
  const left = rational(a.numerator, b.denominator)
  const right = rational(b.numerator, a.denominator)
  return rational(safeProduct(left.numerator, right.numerator), safeProduct(left.denominator, right.denominator))
}

/** -a. */
export function negateRational(a: Rational): Rational {
  return { numerator: withoutNegativeZero(-a.numerator), denominator: a.denominator }
}

/** Whether a and b are the same number. */
export function equalRational(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator
}

/** Whether a is 0. */
export function isZeroRational(a: Rational): boolean {
  return a.numerator === 0
}

/** The nearest floating-point number to a. */
export function numberFromRational(a: Rational): number {
  return a.numerator / a.denominator
}

/**
 * The fraction with the smallest denominator (1e6 at most) whose nearest floating-point number is x:
 * 0.5 is 1/2, 0.1 is 1/10, 0.3333333333333333 is 1/3. Undefined when there is none, as for pi or infinity.
 */
export function rationalFromNumber(x: number): Rational | undefined {
  if (Number.isInteger(x)) return Number.isSafeInteger(x) ? rational(x) : undefined
  if (!Number.isFinite(x)) return undefined
  const magnitude = fractionOfPositive(Math.abs(x))
  return magnitude !== undefined && x < 0 ? negateRational(magnitude) : magnitude
}

function fractionOfPositive(x: number): Rational | undefined {
  let [n, d, previousN, previousD] = [Math.floor(x), 1, 1, 0]
  let rest = x - n
  while (n / d !== x) {
    const whole = Math.floor(1 / rest)
    rest = 1 / rest - whole
    ;[n, d, previousN, previousD] = [whole * n + previousN, whole * d + previousD, n, d]
    if (!(d <= LARGEST_DENOMINATOR) || !Number.isSafeInteger(n)) return undefined
  }
  return rational(n, d)
}

function safeProduct(a: number, b: number): number {
  const product = a * b
  if (!Number.isSafeInteger(product)) throw new RangeError('the fraction is too large to be kept exactly')
  return product
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

function withoutNegativeZero(x: number): number {
  return x === 0 ? 0 : x
}
