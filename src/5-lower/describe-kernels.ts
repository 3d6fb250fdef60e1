/** The kernels of a step as the runtime is told of them, so that it can call them one by one. */
import { unreachable } from '../diagnostics/index.js'
import { eventArrays } from '../ir/events.js'
import type { EventList, Kernel, Stmt } from '../ir/ir.js'
import { filledBy, visitStmts } from '../ir/walk.js'
import type { KernelDescription, SpikeList } from '../runtime/description.js'

export function describeKernels(kernels: readonly Kernel[]): readonly KernelDescription[] {
  return kernels.map(({ name, owner, slot, title, interval, calls, body }) => {
    const writes = new Set(writtenIn(body))
    const fills = new Map<string, EventList>()
    const reads = new Map<string, { readonly list: EventList; readonly delay: number }>()
    visitStmts(body, (stmt) => {
      const filled = filledBy(stmt)
      if (filled) fills.set(eventArrays(filled).items.name, filled)
      if (stmt.kind !== 'for' || stmt.domain.kind !== 'events' || typeof stmt.domain.delay !== 'number') return
      if (stmt.domain.delay === 0) return
      const { list, delay } = stmt.domain
      reads.set(`${eventArrays(list).items.name} ${delay}`, { list, delay })
    })
    return {
      name,
      owner,
      slot,
      title,
      interval,
      writes: [...writes],
      ...(calls && { calls }),
      ...(fills.size > 0 && { fills: [...fills.values()].map(describedList) }),
      ...(reads.size > 0 && {
        delayed: [...reads.values()].map(({ list, delay }) => ({ ...describedList(list), delay })),
      }),
    }
  })
}

export function describedList(list: EventList): SpikeList {
  const { items, counts } = eventArrays(list)
  const { capacity, depth } = list
  return { items: items.name, counts: counts.name, capacity, depth: typeof depth === 'number' ? depth : depth.name }
}

/** The arrays that statements write to, by name. */
function writtenIn(body: readonly Stmt[]): readonly string[] {
  return body.flatMap((stmt): readonly string[] => {
    switch (stmt.kind) {
      case 'if':
      case 'while':
      case 'for':
        return writtenIn(stmt.body)
      case 'store':
        return [stmt.array.name]
      case 'push':
        return listArrays(stmt.list)
      case 'replay':
        return [...listArrays(stmt.list), stmt.cursor.name]
      case 'append':
        return [stmt.counter.name, ...stmt.entries.map(({ array }) => array.name)]
      case 'count':
        return [stmt.counter.name]
      case 'propagate':
        return stmt.outputs.flatMap(({ to }) => (to.kind === 'array' ? [to.array.name] : []))
      case 'tabulate':
        return [stmt.chance.name, stmt.alias.name, stmt.extent.name]
      case 'let':
      case 'var':
      case 'assign':
      case 'define':
        return []
      default:
        return unreachable(stmt)
    }
  })
}

function listArrays(list: EventList): readonly string[] {
  const { items, counts } = eventArrays(list)
  return [items.name, counts.name]
}
