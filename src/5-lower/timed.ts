/** Values that hold one after the other: which one holds at a time. */

import type { Expression, TimedNode } from '../2-resolve/symbols.js'
import { partsOf } from '../2-resolve/timed-arrays.js'
import { asIndex, binary, call, constant, index, select } from '../ir/build.js'
import type { Expr } from '../ir/ir.js'
import { loadData, lowerNumber, type Place, placeOf, type Site } from './expression.js'

/**
 * `int((t/epsilon + 0.5)/K)` with `epsilon = dt/K`, as the reference has it, kept between the first and the last place.
 * That is done before the number becomes whole, so that no time is too far away.
 */
export function lowerTimed(node: TimedNode, site: Site): Expr {
  const { array } = node
  const [time, column] = node.arguments
  const [rows, columns] = array.matrix.shape
  const parts = partsOf(array, site.ownClock.dt)
  const counted = binary('divide', lowerNumber(time, site), constant(array.dt / parts))
  const place = binary('divide', binary('add', counted, constant(0.5)), constant(parts))
  const row = asIndex(within(place, rows))
  if (!column) return loadData(array, row, 'shared', site)
  const first = binary('multiply', row, index(columns))
  const own = ownPlace(column, site)
  if (own) {
    const access = own.access === 'contiguous' || own.access === 'shared' ? own.access : 'gathered'
    return loadData(array, binary('add', first, own.number ?? own.index), access, site)
  }
  const at = lowerNumber(column, site)
  const value = loadData(array, binary('add', first, asIndex(within(at, columns))), 'gathered', site)
  const inside = binary('and', binary('greater', at, constant(-1)), binary('less', at, constant(columns)))
  return select(inside, value, constant(Number.NaN))
}

/** From 0 to below `count`. */
function within(place: Expr, count: number): Expr {
  return call('minimum', call('maximum', place, constant(0)), constant(count - 1))
}

/** The place of a neuron that is meant by its number: one that a check before the run has found to be among the columns. */
function ownPlace(column: Expression, site: Site): Place | undefined {
  if (column.kind !== 'reference' || column.symbol.kind !== 'special') return undefined
  const { name } = column.symbol
  if (name !== 'i' && name !== 'j') return undefined
  const place = placeOf(column.side, site)
  return place.unbounded ? undefined : place
}
