import type { Expr } from '../ir/ir.js'
import { childrenOf } from '../ir/walk.js'

/** Made of numbers, parameters and derived values alone: the same throughout a run. */
export function isInvariant(expr: Expr): boolean {
  switch (expr.kind) {
    case 'constant':
    case 'slot':
      return true
    case 'local':
    case 'load':
    case 'random':
    case 'checked-index':
      return false
    default:
      return childrenOf(expr).every(isInvariant)
  }
}
