/** The arrays by which the synapses of a neuron are found. */
import type { Group, Synapses } from '../2-resolve/model.js'
import { unreachable } from '../diagnostics/index.js'
import type { Layout, SparseLayout } from '../ir/ir.js'
import { type ArraySpec, internal, synapticLength } from './arrays.js'
import { copiesOf } from './computed.js'
import type { ModelContext } from './context.js'
import { incomingOf } from './layout.js'
import { goesAcross } from './sums.js'

export function indexArrays(synapses: Synapses, layout: Layout, context: ModelContext): readonly ArraySpec[] {
  switch (layout.kind) {
    case 'dense':
    case 'one-to-one':
      return []
    case 'csr': {
      const { sources } = layout
      return [
        {
          ...layout.rowStart,
          length: sources === undefined ? { endsOf: synapses.name, side: 'pre', further: 1 } : sources + 1,
        },
        { ...layout.targetOf, length: synapticLength(synapses, layout) },
        ...incomingArrays(synapses, layout, context),
      ]
    }
    case 'procedural':
      return [layout.seed, layout.scale, layout.total].map((array) => ({ ...array, length: 1 }))
    case 'computed': {
      const { total, rowStart, sources } = layout
      return [
        { ...total, length: 1 },
        ...(rowStart ? [{ ...rowStart, length: sources + 1 }] : []),
        ...copiesOf(synapses, context).map(({ copy }) => copy),
      ]
    }
    default:
      return unreachable(layout)
  }
}

/** The index by postsynaptic neurons, where a pathway or a sum needs it. */
function incomingArrays(synapses: Synapses, layout: SparseLayout, context: ModelContext): readonly ArraySpec[] {
  const isFollowed = synapses.pathways.some(({ side }) => side === 'post')
  const isSummed = synapses.sums.some((sum) => goesAcross(sum, synapses, context))
  if (!isFollowed && !isSummed) return []
  const { rowStart, neighbourOf, synapseAt } = incomingOf(synapses)
  const { name: endsOf } = synapses
  const length = synapticLength(synapses, layout)
  return [
    { ...rowStart, length: layout.targets === undefined ? { endsOf, side: 'post', further: 1 } : layout.targets + 1 },
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
export function listArrays(owner: Group | Synapses, context: ModelContext): readonly ArraySpec[] {
  const layout = owner.kind === 'synapses' ? context.layouts.get(owner) : undefined
  if (owner.kind !== 'synapses' || (layout?.kind !== 'procedural' && layout?.kind !== 'computed')) return []
  return indexArrays(owner, listed(owner, layout), context)
}

function listed(synapses: Synapses, layout: Layout): Layout {
  if (layout.kind !== 'procedural' && layout.kind !== 'computed') return layout
  const { sources, targets } = layout
  const { name } = synapses
  const targetOf = internal(name, 'target', targets <= 65536 ? 'u16' : 'u32', 'i32')
  return { kind: 'csr', sources, targets, rowStart: internal(name, 'rowStart', 'u32', 'i32'), targetOf }
}
