/** The kernels of a step as the runtime is told of them, so that it can call them one by one. */
import type { EventList, Kernel } from '../ir/ir.js'
import { filledBy, visitStmts } from '../ir/walk.js'
import type { KernelDescription } from '../runtime/description.js'

export function describeKernels(kernels: readonly Kernel[]): readonly KernelDescription[] {
  return kernels.map(({ name, owner, slot, title, interval, calls, body }) => {
    const fills = new Map<string, EventList>()
    const reads = new Map<string, { readonly list: EventList; readonly delay: number }>()
    visitStmts(body, (stmt) => {
      const filled = filledBy(stmt)
      if (filled) fills.set(filled.group, filled)
      if (stmt.kind !== 'for' || stmt.domain.kind !== 'events' || stmt.domain.delay === 0) return
      const { list, delay } = stmt.domain
      reads.set(`${list.group} ${delay}`, { list, delay })
    })
    return {
      name,
      owner,
      slot,
      title,
      interval,
      ...(calls && { calls }),
      ...(fills.size > 0 && { fills: [...fills.values()] }),
      ...(reads.size > 0 && { delayed: [...reads.values()].map(({ list, delay }) => ({ ...list, delay })) }),
    }
  })
}
