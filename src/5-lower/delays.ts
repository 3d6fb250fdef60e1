/** Pathways whose delays are set: what their kernels go over, and the arrays that these are found by. */
import type { Pathway, ResolvedAction, Synapses } from '../2-resolve/model.js'
import { followed } from '../2-resolve/pathways.js'
import { diagnostic, type Report } from '../diagnostics/index.js'
import { binary, index, load, local } from '../ir/build.js'
import type { ArrayRef, ElementType, Row, Stmt, Type } from '../ir/ir.js'
import { pathwayArrays } from '../runtime/delays.js'
import { type ArraySpec, arrayOf, eachEvent, synapticLength } from './arrays.js'
import type { ModelContext } from './context.js'

/** Names that a model can't give have a blank. */
const LAG = 'lag in steps'
const POSITION = 'number of the lag'

function refsOf(synapses: Synapses, { name, side }: Pathway) {
  const names = pathwayArrays(synapses.name, name)
  const other = side === 'pre' ? synapses.target : synapses.source
  const ref = (named: string, element: ElementType, holds: Type = 'i32'): ArrayRef => ({ name: named, element, holds })
  const { pending } = names
  return {
    lags: ref(names.lags, 'i32'),
    lagCount: ref(names.lagCount, 'i32'),
    since: ref(names.since, 'f64', 'f64'),
    rowStart: ref(names.rowStart, 'u32'),
    neighbour: ref(names.neighbour, other.size !== undefined && other.size <= 65536 ? 'u16' : 'u32'),
    synapse: ref(names.synapse, 'u32'),
    pending: {
      first: ref(pending.first, 'f64', 'f64'),
      steps: ref(pending.steps, 'i32'),
      starts: ref(pending.starts, 'u32'),
      pre: ref(pending.pre, 'i32'),
      post: ref(pending.post, 'i32'),
      synapse: ref(pending.synapse, 'u32'),
    },
  }
}

/** The array of the delays themselves, and those that the runtime makes of them. */
export function delayArrays(synapses: Synapses, pathway: Pathway, context: ModelContext): readonly ArraySpec[] {
  const { delays } = pathway
  const layout = context.layouts.get(synapses)
  if (!delays || !layout) return []
  const own = { ...arrayOf(delays, context.precision), length: delays.shared ? 1 : synapticLength(synapses, layout) }
  if (pathway.code.value.length === 0) return [own]
  const { lags, lagCount, since, rowStart, neighbour, synapse, pending } = refsOf(synapses, pathway)
  const { first, steps, starts, pre, post } = pending
  const made = (array: ArrayRef): ArraySpec => ({ ...array, length: { atFirst: 1 } })
  return [
    own,
    ...[lagCount, since, first, steps].map((array): ArraySpec => ({ ...array, length: 1 })),
    ...[lags, ...(delays.shared ? [] : [rowStart, neighbour, synapse])].map(made),
    ...[starts, pre, post, pending.synapse].map(made),
  ]
}

/**
 * What reaches the synapses in a step: first what has been on its way from before the delays were set, then the events of the
 * steps that lie back as far as some delay, the earliest first.
 *
 * @param row where all have one delay, the synapses of a neuron
 * @param before what is worked out for each neuron to which it happened
 */
export function deliveries(
  synapses: Synapses,
  pathway: Pathway,
  row: Row,
  before: readonly Stmt[],
  body: readonly Stmt[],
  context: ModelContext,
): readonly Stmt[] {
  const { lags, lagCount: count, since, pending, ...index } = refsOf(synapses, pathway)
  const { first, steps, starts, pre, post, synapse } = pending
  const neuron = pathway.side === 'pre' ? 'i' : 'j'
  const reached: Row = pathway.delays?.shared ? row : indexed(row, count, index)
  const lag = local(LAG, 'i32')
  return [
    {
      kind: 'for',
      domain: {
        kind: 'pending',
        first,
        steps,
        starts,
        pre: { name: 'i', array: pre },
        post: { name: 'j', array: post },
        synapse: { name: 'k', array: synapse },
      },
      body: [...before, ...body],
    },
    {
      kind: 'for',
      domain: { kind: 'lags', position: POSITION, lag: LAG, lags, count, since },
      body: [
        eachEvent(
          followed(pathway, synapses),
          pathway.event,
          lag,
          context,
          [...before, { kind: 'for', domain: reached, body }],
          neuron,
        ),
      ],
    },
  ]
}

/** The synapses of a neuron that have one of the lags. */
function indexed(
  row: Row,
  count: ArrayRef,
  { rowStart, neighbour, synapse }: Pick<ReturnType<typeof refsOf>, 'rowStart' | 'neighbour' | 'synapse'>,
): Row {
  const rows = binary('multiply', row.source, load(count, index(0), 'shared'))
  return {
    ...row,
    layout: { kind: 'indexed', rowStart, neighbourOf: neighbour, synapseAt: synapse },
    source: binary('add', rows, local(POSITION, 'i32')),
  }
}

/** Kernels that deliver by delays are made before a run; within a step delays can be set that are set already. */
export function refuseNewDelays(
  actions: readonly ResolvedAction[],
  arrays: readonly ArraySpec[],
  report: Report,
): void {
  for (const action of actions) {
    if (action.kind !== 'set' || action.variable.role !== 'delay') continue
    const { owner, name } = action.variable
    if (arrays.some((array) => array.name === `${owner}.${name}`)) continue
    const problem = 'within a step only such delays are set that were set before the run'
    report(diagnostic('V082', { name: `${owner}.${name}`, problem }))
  }
}
