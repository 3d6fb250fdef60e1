/**
 * x / c -> x * (1/c) where c does not change and x does. The result may differ from the quotient in the last bit;
 * it is the same in every backend, since they print the same IR.
 */
import { binary, constant } from '../ir/build.js'
import type { Expr } from '../ir/ir.js'
import { mapExpr } from '../ir/walk.js'
import { folded } from './fold-constants.js'
import { isInvariant } from './invariant.js'

export function withReciprocal(expr: Expr): Expr {
  return mapExpr(expr, (node) => {
    if (node.kind !== 'binary' || node.operation !== 'divide' || isInvariant(node.left) || !isInvariant(node.right))
      return node
    // 1/0 would turn 0/0, which is NaN, into 0*inf, which is NaN too: the special values stay the same.
    return binary('multiply', node.left, folded(binary('divide', constant(1), node.right)))
  })
}
