/** The kernel of a pathway: what events of the neurons on one side do to the synapses, neuron by neuron. */
import { labelOf, type Pathway, SPIKE, type Synapses } from '../2-resolve/model.js'
import { followed } from '../2-resolve/pathways.js'
import { isGroup } from '../2-resolve/population.js'
import { unreachable } from '../diagnostics/index.js'
import { local, modelName } from '../ir/build.js'
import type { Expr, Layout, Row, Stmt } from '../ir/ir.js'
import { keyOf } from '../ir/walk.js'
import { eachEvent } from './arrays.js'
import { computedRow } from './computed.js'
import type { ModelContext } from './context.js'
import { deliveries } from './delays.js'
import type { Site } from './expression.js'
import type { Scheduled } from './group.js'
import { incomingOf } from './layout.js'
import { pathwayCode } from './pathway-code.js'
import { placeIn } from './population.js'
import { rowOfSynapses, synapseSite } from './site.js'

export function deliveryKernel(synapses: Synapses, pathway: Pathway, context: ModelContext): Scheduled | undefined {
  const layout = context.layouts.get(synapses)
  const { code, name, side, event, order } = pathway
  const update = context.eventDriven.get(synapses)
  const group = followed(pathway, synapses)
  if (!layout || !isGroup(group) || (code.value.length === 0 && !update)) return undefined
  const delay = context.delays.get(pathway) ?? 0
  const before: Stmt[] = []
  const options = {
    stream: `${synapses.name}:on_${name}`,
    keep: hoister(before, synapses, pathway, context),
    clock: group.clock,
    across: side === 'post',
    scattered: pathway.delays !== undefined && !pathway.delays.shared,
  }
  const site = synapseSite(synapses, context, options)
  const body = pathwayCode(synapses, pathway, site, before)
  const row = rowOf(synapses, side, layout, context)
  const neuron = side === 'pre' ? 'i' : 'j'
  const rows: readonly Stmt[] = body.length > 0 ? [{ kind: 'for', domain: row, body }] : []
  const one = () => eachEvent(group, event, delay, context, [...before, ...rows], neuron)
  return {
    name: deliveryName(synapses.name, name),
    title: titleOf(synapses, pathway, delay),
    slot: 'synapses',
    order,
    interval: group.clock.ticks,
    body: pathway.delays ? deliveries(synapses, pathway, row, before, body, context) : [one()],
  }
}

export function deliveryName(synapses: string, pathway: string): string {
  return `deliver_${synapses}${pathway === 'pre' ? '' : `_${pathway}`}`
}

function titleOf({ name, source, target }: Synapses, pathway: Pathway, delay: number): string {
  const { side, event, name: own } = pathway
  const [from, to] = side === 'pre' ? [source, target] : [target, source]
  const what = event === SPIKE ? 'the spikes' : `what is ${event}`
  const when = pathway.delays ? ' of as long ago as their delays say' : delay > 0 ? ` of ${delay} steps ago` : ''
  const which = own === side ? `on_${side} of ${name}` : `${own}, on_${side} of ${name}`
  const way = side === 'pre' ? `reach ${labelOf(to)}` : `go back to the synapses from ${labelOf(to)}`
  return `${which}: ${what} of ${labelOf(from)}${when} ${way}.`
}

/** The synapses of the neuron to which the event happens. */
function rowOf(synapses: Synapses, side: Pathway['side'], layout: Layout, context: ModelContext): Row {
  if (side === 'pre') return rowOfSynapses(synapses, layout, context)
  return {
    kind: 'row',
    layout: acrossOf(synapses, layout, context),
    source: local('j', 'i32'),
    target: 'i',
    synapse: 'k',
  }
}

/** The layout as it is seen from the postsynaptic neurons. */
function acrossOf(synapses: Synapses, layout: Layout, context: ModelContext): Row['layout'] {
  switch (layout.kind) {
    case 'dense':
      return { ...layout, kind: 'column' }
    case 'one-to-one':
      return layout
    case 'csr':
      return incomingOf(synapses)
    case 'computed':
      return computedRow(synapses, layout, 'post', context)
    case 'procedural':
      throw new Error(`internal error of spikec: ${synapses.name} can't be gone through from behind`)
    default:
      return unreachable(layout)
  }
}

/** What is the same for a whole row, a read of its one neuron that no statement writes to, is read once. */
function hoister(into: Stmt[], synapses: Synapses, pathway: Pathway, context: ModelContext): NonNullable<Site['keep']> {
  const written = new Set<string>()
  for (const { target } of pathway.code.value) {
    if (target.kind === 'variable') written.add(`${target.owner}.${target.name}`)
  }
  const neuron = local(pathway.side === 'pre' ? 'i' : 'j', 'i32')
  const row = keyOf(placeIn(followed(pathway, synapses), neuron, 'shared', context).index)
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
