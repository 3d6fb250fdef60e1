/** What a diagnostic of units is about, for the advice that is given with it. */
import type { BinaryNode, Expression, Statement } from '../2-resolve/symbols.js'
import type { Diagnostic } from '../diagnostics/index.js'
import type { Dimension } from '../units/index.js'

/** Where a value stands that has another unit than its place. */
export type Place =
  /** The right side of a differential equation. */
  | 'derivative'
  /** What a subexpression, a statement or a set() gives. */
  | 'value'
  /** An argument of exp() and the like, or an exponent: a plain number. */
  | 'argument'
  /** Anything else: a time, a probability, an index. */
  | 'other'

export type Conflict =
  /** Two operands that need one unit. */
  | { readonly kind: 'operands'; readonly node: BinaryNode; readonly left: Dimension; readonly right: Dimension }
  /** A value in another unit than the place where it stands. */
  | {
      readonly kind: 'value'
      readonly place: Place
      readonly node: Expression
      readonly found: Dimension
      readonly wanted: Dimension
      /** The variable that is computed, by whose name its constants are often called. */
      readonly of?: string
      readonly statement?: Statement
      /** Other arguments of the same call that are wrong like it. */
      readonly also?: readonly Expression[]
    }
  /** A number where a condition belongs. */
  | { readonly kind: 'truth'; readonly node: Expression; readonly found: Dimension }

/** Takes a diagnostic, and what it is about where there may be more to say. */
export type UnitReport = (found: Diagnostic, conflict?: Conflict) => void
