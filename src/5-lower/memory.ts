/** Do the arrays of a model fit into the one memory of a simulation, as far as their lengths are known? */
import type { Report } from '../diagnostics/index.js'
import { placement } from '../ir/placement.js'
import { MOST_BYTES, tooLarge, tooManySynapses } from '../runtime/memory.js'
import type { Lowered } from './lower.js'

export function checkMemory({ arrays, expected }: Pick<Lowered, 'arrays' | 'expected'>, report: Report): void {
  const { end } = placement(arrays, 0, 0)
  for (const [name, own] of expected) {
    const each = arrays.filter(
      ({ length }) => typeof length === 'object' && 'synapsesOf' in length && length.synapsesOf === name,
    )
    const refusal = tooManySynapses(name, own, each, Math.min(end, MOST_BYTES), MOST_BYTES)
    for (const found of refusal?.diagnostics ?? []) report(found)
  }
  if (end <= MOST_BYTES) return
  const sized = arrays.flatMap(({ name, element, length }) =>
    typeof length === 'number' ? [{ name, element, length }] : [],
  )
  for (const found of tooLarge(end, MOST_BYTES, sized).diagnostics) report(found)
}
