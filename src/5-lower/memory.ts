/** Do the arrays of a model fit into the one memory of a simulation, as far as their lengths are known? */
import type { Report } from '../diagnostics/index.js'
import { placement } from '../ir/placement.js'
import { MOST_BYTES, tooLarge } from '../runtime/memory.js'
import type { ArraySpec } from './arrays.js'

export function checkMemory(arrays: readonly ArraySpec[], report: Report): void {
  const { end } = placement(arrays, 0, 0)
  if (end <= MOST_BYTES) return
  const sized = arrays.flatMap(({ name, element, length }) =>
    typeof length === 'number' ? [{ name, element, length }] : [],
  )
  for (const found of tooLarge(end, MOST_BYTES, sized).diagnostics) report(found)
}
