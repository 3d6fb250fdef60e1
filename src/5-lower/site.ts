/** The sites of expressions: the neurons of a group, the synapses of a row. */
import type { Clock, Group, Synapses } from '../2-resolve/model.js'
import { assertInternal } from '../diagnostics/index.js'
import { binary, constant, index, load, local } from '../ir/build.js'
import type { Expr, Layout, Row, Stmt } from '../ir/ir.js'
import { computedRow } from './computed.js'
import type { ModelContext } from './context.js'
import type { Site } from './expression.js'
import { countOf, eachOf, placeIn, sizeIndex, sizeOf } from './population.js'
import { numbersOfSynapses } from './synapse-counts.js'
import { STEP } from './time.js'

interface Options {
  readonly stream: string
  readonly step?: Expr
  readonly checked?: boolean
  readonly keep?: Site['keep']
  readonly beforeUpdates?: boolean
  /** By which the kernel goes, where it is not the object's own. */
  readonly clock?: Clock
  /** Synapses are gone through for one postsynaptic neuron after the other. */
  readonly across?: boolean
  /** Those of a neuron stand in no order in memory. */
  readonly scattered?: boolean
}

function timeOf(owner: Group | Synapses, { clock = owner.clock }: Options): Pick<Site, 'clock' | 'ownClock'> {
  return { clock, ownClock: owner.clock }
}

/** A neuron of a group, its number being the local `i`. */
export function neuronSite(
  group: Group,
  context: ModelContext,
  options: Options,
  access: 'contiguous' | 'gathered',
): Site {
  const i = local('i', 'i32')
  const own = placeIn(group, i, access, context)
  return {
    context,
    places: { own },
    sizes: { N: constant(group.size, 'N') },
    random: { stream: options.stream, indices: [own.index, index(0)], step: options.step ?? STEP, draws: 0 },
    temporaries: new Map(),
    checked: options.checked ?? false,
    ...timeOf(group, options),
    ...(options.keep && { keep: options.keep }),
    ...(options.beforeUpdates && { beforeUpdates: true }),
  }
}

/** A synapse from neuron `i` to neuron `j`, at place `k` of the synaptic arrays. */
export function synapseSite(synapses: Synapses, context: ModelContext, options: Options): Site {
  const [i, j, k] = [local('i', 'i32'), local('j', 'i32'), local('k', 'i32')]
  const { across = false, scattered = false } = options
  const layout = context.layouts.get(synapses)
  const isInOrder = layout?.kind === 'dense' || (layout?.kind === 'computed' && layout.consecutive)
  const neighbour = scattered || !isInOrder ? 'scattered' : 'contiguous'
  return {
    context,
    places: {
      own: { index: k, access: across || scattered ? 'scattered' : 'contiguous' },
      pre: placeIn(synapses.source, i, across ? neighbour : 'shared', context),
      post: placeIn(synapses.target, j, across ? 'shared' : neighbour, context),
    },
    sizes: {
      N: countOf(synapses, context),
      N_pre: sizeOf(synapses.source, 'N_pre'),
      N_post: sizeOf(synapses.target, 'N_post'),
    },
    counts: numbersOfSynapses(synapses),
    random: {
      stream: options.stream,
      indices: [j, secondIndex(synapses, context)],
      step: options.step ?? STEP,
      draws: 0,
    },
    temporaries: new Map(),
    checked: options.checked ?? false,
    ...timeOf(synapses, options),
    ...(options.keep && { keep: options.keep }),
    ...(options.beforeUpdates && { beforeUpdates: true }),
  }
}

/**
 * Random numbers are counted by the pair, so that they do not depend on how synapses stand in memory. The n-th further
 * synapse of a pair counts as one from neuron i + n*N_pre, which is none, so that it has numbers of its own.
 */
function secondIndex(synapses: Synapses, context: ModelContext): Expr {
  const i = local('i', 'i32')
  const repeat = context.repeats.get(synapses.name)
  if (!repeat) return i
  const further = load(repeat, local('k', 'i32'), 'contiguous')
  return binary('add', i, binary('multiply', further, sizeIndex(synapses.source)))
}

/** A loop over all neurons of a group, or all synapses, row by row. */
export function eachElement(owner: Group | Synapses, context: ModelContext, body: readonly Stmt[]): Stmt {
  if (owner.kind === 'synapses') return eachRow(owner, context, (row) => [row(body)])
  return { kind: 'for', domain: { kind: 'neurons', index: 'i', count: owner.size }, body }
}

/** A loop over the neurons of one side. */
export function eachOfSide({ source, target }: Synapses, side: 'pre' | 'post', body: readonly Stmt[]): Stmt {
  return side === 'pre' ? eachOf(source, 'i', body) : eachOf(target, 'j', body)
}

/** A loop over the postsynaptic neurons, with the synapses of each, as `layout` has them. */
export function eachColumn(
  synapses: Synapses,
  layout: Row['layout'],
  around: (row: (body: readonly Stmt[]) => Stmt) => readonly Stmt[],
): Stmt {
  const body = around((inner) => ({
    kind: 'for',
    domain: { kind: 'row', layout, source: local('j', 'i32'), target: 'i', synapse: 'k' },
    body: inner,
  }))
  return eachOf(synapses.target, 'j', body)
}

/** A loop over the presynaptic neurons, with the row of each one's synapses where `around` puts it. */
export function eachRow(
  synapses: Synapses,
  context: ModelContext,
  around: (row: (body: readonly Stmt[]) => Stmt) => readonly Stmt[],
): Stmt {
  const layout: Layout | undefined = context.layouts.get(synapses)
  assertInternal(layout, `${synapses.name} has no layout`)
  const domain = rowOfSynapses(synapses, layout, context)
  const body = around((inner) => ({ kind: 'for', domain, body: inner }))
  return eachOf(synapses.source, 'i', body)
}

/** The synapses of the presynaptic neuron `i`. */
export function rowOfSynapses(synapses: Synapses, layout: Layout, context: ModelContext): Row {
  const found = layout.kind === 'computed' ? computedRow(synapses, layout, 'pre', context) : layout
  return { kind: 'row', layout: found, source: local('i', 'i32'), target: 'j', synapse: 'k' }
}
