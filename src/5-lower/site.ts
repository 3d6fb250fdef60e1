/** The sites of expressions: the neurons of a group, the synapses of a row. */
import { type Clock, type Group, type Synapses, startOf } from '../2-resolve/model.js'
import { assertInternal } from '../diagnostics/index.js'
import { binary, constant, index, load, local } from '../ir/build.js'
import type { Access, Expr, Layout, Stmt } from '../ir/ir.js'
import type { ModelContext } from './context.js'
import type { Place, Site } from './expression.js'
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

/** The neuron that is counted as `number` in a group: at another place of the arrays, where the group is a part of one. */
export function placeIn(group: Group, number: Expr, access: Access): Place {
  const start = startOf(group)
  return start === 0 ? { index: number, access } : { index: binary('add', number, index(start)), number, access }
}

/** A neuron of a group, its number being the local `i`. */
export function neuronSite(
  group: Group,
  context: ModelContext,
  options: Options,
  access: 'contiguous' | 'gathered',
): Site {
  const i = local('i', 'i32')
  const own = placeIn(group, i, access)
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
  const neighbour = scattered || context.layouts.get(synapses)?.kind !== 'dense' ? 'scattered' : 'contiguous'
  return {
    context,
    places: {
      own: { index: k, access: across || scattered ? 'scattered' : 'contiguous' },
      pre: placeIn(synapses.source, i, across ? neighbour : 'shared'),
      post: placeIn(synapses.target, j, across ? 'shared' : neighbour),
    },
    sizes: { N: countOf(synapses, context), N_pre: synapses.source.size, N_post: synapses.target.size },
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
  return binary('add', i, binary('multiply', further, index(synapses.source.size)))
}

/** How many synapses there are: known for dense ones, read from the last row's end for sparse ones. */
function countOf(synapses: Synapses, context: ModelContext): Expr {
  const layout = context.layouts.get(synapses)
  if (!layout) return constant(0)
  if (layout.kind === 'csr') {
    return { kind: 'convert', type: 'f64', value: load(layout.rowStart, index(layout.sources), 'shared') }
  }
  if (layout.kind === 'procedural') return load(layout.total, index(0), 'shared')
  if (layout.kind === 'one-to-one') return constant(layout.count, 'N')
  const self = layout.diagonal ? 0 : Math.min(layout.sources, layout.targets)
  return constant(layout.sources * layout.targets - self, 'N')
}

/** A loop over all neurons of a group, or all synapses, row by row. */
export function eachElement(owner: Group | Synapses, context: ModelContext, body: readonly Stmt[]): Stmt {
  if (owner.kind === 'synapses') return eachRow(owner, context, (row) => [row(body)])
  return { kind: 'for', domain: { kind: 'neurons', index: 'i', count: owner.size }, body }
}

/** A loop over the presynaptic neurons, with the row of each one's synapses where `around` puts it. */
export function eachRow(
  synapses: Synapses,
  context: ModelContext,
  around: (row: (body: readonly Stmt[]) => Stmt) => readonly Stmt[],
): Stmt {
  const layout: Layout | undefined = context.layouts.get(synapses)
  assertInternal(layout, `${synapses.name} has no layout`)
  const body = around((inner) => ({
    kind: 'for',
    domain: { kind: 'row', layout, source: local('i', 'i32'), target: 'j', synapse: 'k' },
    body: inner,
  }))
  return { kind: 'for', domain: { kind: 'neurons', index: 'i', count: synapses.source.size }, body }
}
