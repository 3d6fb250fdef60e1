/** The kernel of inputs that spike at random: how many of them do so is drawn for each neuron, by a table made before the run. */
import { labelOf, type PoissonInput } from '../2-resolve/model.js'
import type { Statement, Temporary } from '../2-resolve/symbols.js'
import { asIndex, asNumber, binary, constant, index, load, local, select } from '../ir/build.js'
import type { ArrayRef, Expr, Kernel, Stmt } from '../ir/ir.js'
import { mostOutcomes } from '../runtime/binomial-table.js'
import { type ArraySpec, internal } from './arrays.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber, type Site } from './expression.js'
import type { Scheduled } from './group.js'
import { comesBeforeUpdates } from './schedule.js'
import { eachElement, neuronSite } from './site.js'
import { lowerStatements } from './statements.js'

export interface LoweredPoissonInput {
  readonly kernel: Scheduled
  readonly preparation: Kernel
  readonly arrays: readonly ArraySpec[]
}

export function lowerPoissonInput(input: PoissonInput, context: ModelContext): LoweredPoissonInput {
  const { name, target, when, order, clock, rate } = input
  const beforeUpdates = comesBeforeUpdates(when, order, target.order)
  const site = neuronSite(target, context, { stream: `${name}:input`, beforeUpdates }, 'contiguous')
  const table = tableOf(input)
  const arrays = [table.chance, table.alias, table.extent]
  const lengths = [mostOutcomes(input.count), mostOutcomes(input.count), 2]
  return {
    kernel: {
      name: `input_${name}`,
      title: `${name}: what ${input.count} inputs at ${printResolved(rate.value)} add to each neuron of ${labelOf(target)}.`,
      slot: when,
      order,
      interval: clock.ticks,
      body: [eachElement(target, context, additionOf(input, table, site))],
    },
    preparation: {
      name: `table_${name}`,
      title: `How many of the ${input.count} inputs of ${name} spike in a step.`,
      owner: name,
      slot: when,
      interval: 1,
      body: [
        {
          kind: 'tabulate',
          name,
          count: input.count,
          probability: binary('multiply', lowerNumber(rate.value, site), constant(clock.dt, 'dt')),
          ...table,
        },
      ],
    },
    arrays: arrays.map((array, k) => ({ ...array, length: lengths[k] })),
  }
}

interface Table {
  readonly chance: ArrayRef
  readonly alias: ArrayRef
  readonly extent: ArrayRef
}

function tableOf({ name }: PoissonInput): Table {
  return {
    chance: internal(name, 'chance', 'f64'),
    alias: internal(name, 'alias', 'i32', 'i32'),
    extent: internal(name, 'extent', 'f64'),
  }
}

const SPIKES: Temporary = { kind: 'temporary', name: 'spikes' }

function additionOf({ addition }: PoissonInput, table: Table, site: Site): readonly Stmt[] {
  const drawn = numberOfSpikes(table, site)
  site.temporaries.set(SPIKES, drawn.result)
  const weighted = addition.value.map((statement): Statement => {
    const { span, value } = statement
    const spikes = { kind: 'reference', symbol: SPIKES, side: 'own', span } as const
    return { ...statement, value: { kind: 'binary', operator: '*', left: value, right: spikes, span } }
  })
  return [...drawn.body, ...lowerStatements(weighted, site, true)]
}

/** As `binomialTable` has it: a place of the table, and one of the two outcomes that it stands for. */
function numberOfSpikes({ chance, alias, extent }: Table, { random }: Site) {
  const { stream, indices, step } = random
  const uniform: Expr = {
    kind: 'random',
    type: 'f64',
    distribution: 'uniform',
    stream,
    indices,
    step,
    draw: random.draws++,
  }
  const [least, count] = [0, 1].map((k) => load(extent, index(k), 'shared'))
  const within = local('place_within', 'f64')
  const place = local('table_place', 'i32')
  const part = binary('subtract', within, asNumber(place))
  const other = asNumber(load(alias, place, 'gathered'))
  const outcome = select(binary('less', part, load(chance, place, 'gathered')), asNumber(place), other)
  const body: readonly Stmt[] = [
    { kind: 'let', name: within.name, value: binary('multiply', uniform, count) },
    { kind: 'let', name: place.name, value: asIndex(within) },
    { kind: 'let', name: 'spikes', value: asIndex(binary('add', outcome, least)), comment: 'how many inputs spike' },
  ]
  return { body, result: asNumber(local('spikes', 'i32')) }
}
