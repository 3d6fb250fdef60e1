/** What synapses have of the variables that their neurons keep: read, and brought up to date. */

import { visit } from '../2-resolve/expression.js'
import type { Pathway, Synapses } from '../2-resolve/model.js'
import type { Expression, Temporary, Variable } from '../2-resolve/symbols.js'
import type { EventDrivenUpdate } from '../4-integrate/event-driven.js'
import type { Assignment, Intermediate } from '../4-integrate/update.js'
import { assertInternal } from '../diagnostics/index.js'
import { binary, call, constant, index, load } from '../ir/build.js'
import type { ArrayRef, Expr } from '../ir/ir.js'
import { type ArraySpec, arrayOf, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import { lowerNumber, placeOf, type Site } from './expression.js'
import { countKept, type Keeper, type Keeping } from './kept-by-neuron.js'
import { storable } from './statements.js'

type Side = Pathway['side']

/** When the neurons of a side last brought their synapses up to date: the step of the synapses' clock, 0 at first. */
export function lastOf(owner: string, side: Side): ArrayRef {
  return internal(owner, `lastupdate.${side}`, 'f64')
}

/** The function of a setup that works out what each synapse has of a variable, by its name. */
export function readerOf(owner: string, variable: string): string {
  return `read_${owner}_${variable}`
}

/** In place of the arrays that have an element for each synapse. */
export function keptArrays(synapses: Synapses, keeping: Keeping, { precision }: ModelContext): readonly ArraySpec[] {
  const { name, variables } = synapses
  return [
    ...keeping.sides.map((side) => ({ ...lastOf(name, side), length: countKept(synapses, side) })),
    ...[...variables.values()].flatMap((variable): readonly ArraySpec[] => {
      const keeper = keeping.variables.get(variable.name)
      return keeper ? [{ ...arrayOf(variable, precision), length: countKept(synapses, keeper) }] : []
    }),
  ]
}

/** An element of what is kept; neurons of a side count their own from 0. */
export function loadKept(array: ArrayRef, keeper: Keeper, site: Site): Expr {
  if (keeper === 'all') return load(array, index(0), 'shared')
  const { index: at, number, access } = placeOf(keeper, site)
  return load(array, number ?? at, access)
}

/** The step in which a synapse was last brought up to date, by whichever of its neurons did it last. */
export function lastStep(owner: string, { sides }: Keeping, site: Site): Expr {
  const [first, ...rest] = sides.map((side) => loadKept(lastOf(owner, side), side, site))
  return rest.reduce((later, one) => call('maximum', later, one), first)
}

/** What a synapse has as it was last brought up to date: what its neuron keeps may be from before an event of the other. */
export function keptAt(variable: Variable, site: Site): Expr {
  const { context, ownClock } = site
  const keeping = context.keeping.get(variable.owner)
  assertInternal(keeping, `${variable.owner} keeps nothing by neuron`)
  if (variable.name === 'lastupdate') {
    return binary('multiply', lastStep(variable.owner, keeping, site), constant(ownClock.dt, 'dt'))
  }
  const keeper = keeping.variables.get(variable.name)
  assertInternal(keeper, `${variable.name} is not kept by neuron`)
  const update = [...context.eventDriven].find(([{ name }]) => name === variable.owner)?.[1]
  const assignment = update?.assignments.find((one) => one.variable.name === variable.name)
  const held = (one: Variable) =>
    loadKept(arrayOf(one, context.precision), keeping.variables.get(one.name) ?? keeper, site)
  if (keeper === 'all' || !update || !assignment || keeping.sides.length === 1) return held(variable)
  const last = loadKept(lastOf(variable.owner, keeper), keeper, site)
  const elapsed = binary('subtract', lastStep(variable.owner, keeping, site), last)
  const within: Site = { ...site, kept: (one) => held(one), temporaries: new Map([[update.elapsed, elapsed]]) }
  for (const { temporary, value } of intermediatesOf([assignment], update))
    within.temporaries.set(temporary, lowerNumber(value, within))
  return storable(lowerNumber(assignment.value, within), variable)
}

/** Those that some of the assignments are made of, in order. */
export function intermediatesOf(
  assignments: readonly Assignment[],
  { intermediates }: EventDrivenUpdate,
): readonly Intermediate[] {
  const used = new Set<Temporary>()
  const see = (value: Expression) =>
    visit(value, (node) => {
      if (node.kind === 'reference' && node.symbol.kind === 'temporary') used.add(node.symbol)
    })
  for (const { value } of assignments) see(value)
  for (const { temporary, value } of [...intermediates].reverse()) if (used.has(temporary)) see(value)
  return intermediates.filter(({ temporary }) => used.has(temporary))
}
