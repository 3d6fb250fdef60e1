/** Sums over synapses: a parameter of each neuron, made anew in every step before its group is integrated. */
import { labelOf, type Sum, type Synapses } from '../2-resolve/model.js'
import type { Population } from '../2-resolve/population.js'
import { asNumber, binary, changing, constant, index, load, local } from '../ir/build.js'
import type { ArrayRef, Expr, Stmt } from '../ir/ir.js'
import { visitExpr } from '../ir/walk.js'
import { type ArraySpec, arrayOf, internal } from './arrays.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber, type Place, placeOf } from './expression.js'
import type { Scheduled } from './group.js'
import { eachOf, eachPlace, placeIn, placesOf } from './population.js'
import { eachElement, eachRow, synapseSite } from './site.js'
import { storable } from './statements.js'

export interface LoweredSums {
  readonly kernels: readonly Scheduled[]
  readonly arrays: readonly ArraySpec[]
}

export function lowerSums(synapses: Synapses, context: ModelContext): LoweredSums {
  if (!context.layouts.has(synapses)) return { kernels: [], arrays: [] }
  const lowered = synapses.sums.map((sum) => lowerSum(sum, synapses, context))
  return {
    kernels: lowered.map(({ kernel }) => kernel),
    arrays: lowered.flatMap(({ scratch }) => (scratch ? [scratch] : [])),
  }
}

/**
 * It goes by the clock and the order of the group that it is for, as in the reference: one place before the group is
 * integrated, but with that where it is for a part of the group, whose own order is one behind (groups/subgroup.py).
 */
function lowerSum(
  sum: Sum,
  synapses: Synapses,
  context: ModelContext,
): { readonly kernel: Scheduled; readonly scratch?: ArraySpec } {
  const { side, group, target, expression } = sum
  const name = `${target.name}_${side}`
  const order = group.window ? group.order : group.order - 1
  const site = synapseSite(synapses, context, {
    stream: `${synapses.name}:sum.${name}`,
    beforeUpdates: order < group.order,
    clock: group.clock,
  })
  const value = lowerNumber(expression.value, site)
  const array = arrayOf(target, context.precision)
  // What a sum is made of is as it was when the step began, what it is going to replace among it.
  const scratch = reads(value, array) ? internal(synapses.name, `sum.${name}`, array.element, array.holds) : undefined
  const into = scratch ?? array
  const added = (before: Expr): Expr => storable(binary('add', asNumber(before), value), target)
  const comment = `${name} = ${printResolved(expression.value)} (summed)`
  const inRegister = side === 'pre' && context.model.precision === 'double'
  const body = inRegister
    ? [eachRow(synapses, context, rowSum(into, placeOf(side, site), added, comment))]
    : [
        zeros(group, into, context),
        eachElement(synapses, context, [addition(into, placeOf(side, site), added, comment)]),
      ]
  return {
    kernel: {
      name: `sum_${synapses.name}_${name}`,
      title: `${name} of ${synapses.name}: summed over the synapses of each neuron of ${labelOf(group)}.`,
      slot: 'groups',
      order,
      interval: group.clock.ticks,
      body: scratch ? [...body, copy(group, scratch, array, context)] : body,
    },
    ...(scratch && { scratch: { ...scratch, length: placesOf(group, context) } }),
  }
}

function reads(value: Expr, array: ArrayRef): boolean {
  let found = false
  visitExpr(value, (node) => {
    if (node.kind === 'load' && node.array.name === array.name) found = true
  })
  return found
}

/** What no synapse reaches has 0. */
function zeros(group: Population, into: ArrayRef, context: ModelContext): Stmt {
  const value = into.holds === 'f64' ? constant(0) : index(0)
  return eachAddressed(group, context, (place) => store(into, place, value))
}

function copy(group: Population, from: ArrayRef, to: ArrayRef, context: ModelContext): Stmt {
  return eachAddressed(group, context, (place) => store(to, place, load(from, place, 'contiguous')))
}

function store(array: ArrayRef, place: Expr, value: Expr): Stmt {
  return { kind: 'store', array, index: place, access: 'contiguous', value }
}

/** Each neuron of a group, or of a part of one; each place of synapses. */
function eachAddressed(group: Population, context: ModelContext, stmt: (place: Expr) => Stmt): Stmt {
  const i = local('i', 'i32')
  if (group.synapses) return eachPlace(group, 'i', context, [stmt(i)])
  return eachOf(group, 'i', [stmt(placeIn(group, i, 'contiguous', context).index)])
}

function addition(into: ArrayRef, { index: at, access }: Place, added: (before: Expr) => Expr, comment: string): Stmt {
  return { kind: 'store', array: into, index: at, access, value: added(load(into, at, access)), comment }
}

/** A presynaptic neuron's synapses are one row: their sum need not go through memory. */
function rowSum(
  into: ArrayRef,
  { index: at }: Place,
  added: (before: Expr) => Expr,
  comment: string,
): (row: (body: readonly Stmt[]) => Stmt) => readonly Stmt[] {
  const total = changing('total', into.holds)
  const start = into.holds === 'f64' ? constant(0) : index(0)
  return (row) => [
    { kind: 'var', name: total.name, value: start },
    row([{ kind: 'assign', name: total.name, value: added(total), comment }]),
    { kind: 'store', array: into, index: at, access: 'contiguous', value: total },
  ]
}
