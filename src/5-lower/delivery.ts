/** The kernel of a pathway: what the spikes of the source do to the synapses, row by row. */
import { labelOf, SPIKE, type Synapses } from '../2-resolve/model.js'
import { isGroup } from '../2-resolve/population.js'
import { local, modelName } from '../ir/build.js'
import type { Expr, Stmt } from '../ir/ir.js'
import { keyOf } from '../ir/walk.js'
import { eachEvent } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Site } from './expression.js'
import type { Scheduled } from './group.js'
import { placeIn } from './population.js'
import { synapseSite } from './site.js'
import { lowerStatements } from './statements.js'

export function deliveryKernel(synapses: Synapses, delay: number, context: ModelContext): Scheduled | undefined {
  const layout = context.layouts.get(synapses)
  const { onPre, name, source } = synapses
  if (!layout || !isGroup(source) || !onPre || onPre.value.length === 0) return undefined
  const before: Stmt[] = []
  const site = synapseSite(synapses, context, {
    stream: `${name}:on_pre`,
    keep: hoister(before, synapses, context),
    clock: source.clock,
  })
  const body = lowerStatements(onPre.value, site, true)
  const row: Stmt = {
    kind: 'for',
    domain: { kind: 'row', layout, source: local('i', 'i32'), target: 'j', synapse: 'k' },
    body,
  }
  return {
    name: `deliver_${name}`,
    title: `on_pre of ${name}: the spikes of ${labelOf(source)}${delay > 0 ? ` of ${delay} steps ago` : ''} reach ${labelOf(synapses.target)}.`,
    slot: 'synapses',
    order: -1,
    interval: source.clock.ticks,
    body: [eachEvent(source, SPIKE, delay, context, [...before, row])],
  }
}

/** What is the same for a whole row, a read of the presynaptic neuron that no statement writes to, is read once. */
function hoister(into: Stmt[], synapses: Synapses, context: ModelContext): NonNullable<Site['keep']> {
  const written = new Set<string>()
  for (const { target } of synapses.onPre?.value ?? []) {
    if (target.kind === 'variable') written.add(`${target.owner}.${target.name}`)
  }
  const row = keyOf(placeIn(synapses.source, local('i', 'i32'), 'shared', context).index)
  const kept = new Map<string, Expr>()
  return (name, value, subexpression) => {
    if (subexpression || value.kind !== 'load' || keyOf(value.index) !== row || written.has(value.array.name))
      return value
    const key = keyOf(value)
    const known = kept.get(key)
    if (known) return known
    const named = local(modelName(name), value.type)
    into.push({ kind: 'let', name: named.name, value })
    kept.set(key, named)
    return named
  }
}
