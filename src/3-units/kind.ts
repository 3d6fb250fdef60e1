/** What an expression is: a number with a unit, or a truth value; and how messages speak of it. */
import { assertInternal } from '../diagnostics/index.js'
import { DIMENSIONLESS, type Dimension, describeDimension, isDimensionless } from '../units/index.js'

export type Kind =
  | { readonly kind: 'number'; readonly dimension: Dimension }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'error' }

export const NUMBER: Kind = { kind: 'number', dimension: DIMENSIONLESS }
export const BOOLEAN: Kind = { kind: 'boolean' }
export const ERROR: Kind = { kind: 'error' }

/** `voltage (volt)`, `a plain number`, `true or false`: how messages speak of a unit. */
export function describeKind(kind: Kind): string {
  if (kind.kind === 'boolean') return 'true or false'
  assertInternal(kind.kind === 'number', 'an erroneous expression is not described')
  return describe(kind.dimension)
}

export function describe(dimension: Dimension): string {
  if (isDimensionless(dimension)) return 'a plain number'
  return describeDimension(dimension)
}
