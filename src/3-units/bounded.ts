import type { Dimension } from '../units/index.js'

/** No unit that means anything comes near; what stays below can be multiplied and divided exactly. */
const LARGEST = 1e6

/** A dimension that is computed, if its exponents can be kept exactly: `((v**999999)**999999)**…` soon has none. */
export function boundedDimension(compute: () => Dimension): Dimension | undefined {
  try {
    const dimension = compute()
    return dimension.every((e) => Math.abs(e.numerator) <= LARGEST && e.denominator <= LARGEST) ? dimension : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
