/** A condition on pairs of neurons, in two: what says something of a whole row of pairs, and the rest. */
import type { Expr } from '../ir/ir.js'
import { visitExpr } from '../ir/walk.js'

export interface RowsAndPairs {
  /** It is the same for every pair of a row. */
  readonly rows?: Expr
  /** Asked only where `rows` holds. */
  readonly pairs?: Expr
}

/**
 * `i < 10 and i != j` is `i < 10` of the row, and `i != j` of the pair. Only the beginning of an `and` is taken: what
 * stands behind a condition on the pair may be wrong where that does not hold, as in `j < i and W[i] > 0`.
 */
export function rowsAndPairs(condition: Expr): RowsAndPairs {
  if (isOfRow(condition)) return { rows: condition }
  if (condition.kind !== 'binary' || condition.operation !== 'and') return { pairs: condition }
  const { rows, pairs } = rowsAndPairs(condition.left)
  const rest: Expr = pairs ? { ...condition, left: pairs } : condition.right
  if (!rows || pairs) return { ...(rows && { rows }), pairs: rest }
  const further = rowsAndPairs(rest)
  return { ...further, rows: further.rows ? { ...condition, left: rows, right: further.rows } : rows }
}

/** It reads nothing but the number of the neuron before the synapse, and draws nothing. */
function isOfRow(expr: Expr): boolean {
  let isSo = true
  visitExpr(expr, (part) => {
    if (part.kind === 'random' || (part.kind === 'local' && part.name !== 'i')) isSo = false
  })
  return isSo
}
