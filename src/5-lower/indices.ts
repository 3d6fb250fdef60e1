/** The arrays by which the synapses of a neuron are found. */
import type { Group, Synapses } from '../2-resolve/model.js'
import { assertInternal, unreachable } from '../diagnostics/index.js'
import type { Layout, SparseLayout } from '../ir/ir.js'
import { type ArraySpec, internal, synapticLength } from './arrays.js'
import type { ModelContext } from './context.js'
import { incomingOf } from './layout.js'

export function indexArrays(synapses: Synapses, layout: Layout): readonly ArraySpec[] {
  switch (layout.kind) {
    case 'dense':
    case 'one-to-one':
      return []
    case 'csr': {
      const { sources } = layout
      return [
        { ...layout.rowStart, length: sources === undefined ? { rowsOf: synapses.name } : sources + 1 },
        { ...layout.targetOf, length: synapticLength(synapses, layout) },
        ...incomingArrays(synapses, layout),
      ]
    }
    case 'procedural':
      return [layout.seed, layout.scale, layout.total].map((array) => ({ ...array, length: 1 }))
    default:
      return unreachable(layout)
  }
}

/** The index by postsynaptic neurons, where a pathway needs it. */
function incomingArrays(synapses: Synapses, layout: SparseLayout): readonly ArraySpec[] {
  if (synapses.pathways.every(({ side }) => side === 'pre')) return []
  assertInternal(layout.targets !== undefined, 'synapses do not spike')
  const { rowStart, neighbourOf, synapseAt } = incomingOf(synapses)
  const length = synapticLength(synapses, layout)
  return [
    { ...rowStart, length: layout.targets + 1 },
    { ...neighbourOf, length },
    { ...synapseAt, length },
  ]
}

/** Lists for those that are drawn again whenever they are reached, for code that is to put something in their order. */
export function withLists(context: ModelContext): ModelContext {
  const layouts = [...context.layouts].map(([synapses, layout]) => [synapses, listed(synapses, layout)] as const)
  return { ...context, layouts: new Map(layouts) }
}

/** The arrays of those lists. */
export function listArrays(owner: Group | Synapses, { layouts }: ModelContext): readonly ArraySpec[] {
  const layout = owner.kind === 'synapses' ? layouts.get(owner) : undefined
  if (owner.kind !== 'synapses' || layout?.kind !== 'procedural') return []
  return indexArrays(owner, listed(owner, layout))
}

function listed(synapses: Synapses, layout: Layout): Layout {
  if (layout.kind !== 'procedural') return layout
  const { sources, targets } = layout
  const { name } = synapses
  const targetOf = internal(name, 'target', targets <= 65536 ? 'u16' : 'u32', 'i32')
  return { kind: 'csr', sources, targets, rowStart: internal(name, 'rowStart', 'u32', 'i32'), targetOf }
}
