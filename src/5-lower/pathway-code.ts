/**
 * What a pathway does for a neuron to which its event happens: once for the neuron, what it keeps for its synapses, and then for
 * each of its synapses.
 */
import type { Pathway, Synapses } from '../2-resolve/model.js'
import type { Statement, Temporary, Variable } from '../2-resolve/symbols.js'
import type { EventDrivenUpdate } from '../4-integrate/event-driven.js'
import type { Assignment } from '../4-integrate/update.js'
import { assertInternal } from '../diagnostics/index.js'
import { binary, call, constant, local } from '../ir/build.js'
import type { ArrayRef, Expr, Stmt } from '../ir/ir.js'
import { arrayOf } from './arrays.js'
import { printEquationComment, printStatementComment } from './comments.js'
import { broughtUpToDate, NOTHING_TO_DO } from './event-driven.js'
import { lowerNumber, placeOf, type Site } from './expression.js'
import { type Keeper, type Keeping, uniformStatements } from './kept-by-neuron.js'
import { intermediatesOf, lastOf, loadKept } from './kept-values.js'
import { combined, fresh, lowerStatements, storable } from './statements.js'
import { stepDue } from './time.js'

type Side = Pathway['side']

/**
 * The statements for each synapse.
 *
 * @param before what is done for the neuron is added to this
 */
export function pathwayCode(synapses: Synapses, pathway: Pathway, site: Site, before: Stmt[]): readonly Stmt[] {
  const { eventDriven, keeping } = site.context
  const update = eventDriven.get(synapses)
  const own = keeping.get(synapses.name)
  // Where it is the synapses that keep when they were brought up to date, what is kept at all is one number for all of them.
  if (own && (own.sides.length > 0 || !update)) return keptCode(synapses, pathway, site, own, update, before)
  const { before: first, after } = update ? broughtUpToDate(synapses, update, site) : NOTHING_TO_DO
  return [...first, ...lowerStatements(pathway.code.value, site, true), ...after]
}

/** An event of a neuron that keeps something, as its kernel is being written. */
interface Event {
  readonly synapses: string
  readonly side: Side
  readonly keeping: Keeping
  readonly site: Site
  readonly update: EventDrivenUpdate | undefined
  readonly now: Expr
  /** The step of the neuron's last event, where that is kept. */
  readonly last: Expr | undefined
  /** Once for the neuron, and then for each of its synapses. */
  readonly before: Stmt[]
  readonly body: Stmt[]
  readonly names: Set<string>
  /** What variables that are kept are now, so far as it has been asked for. */
  readonly values: Map<string, Expr>
  readonly changed: Set<Variable>
}

/** What the neuron keeps has names from the event on, and is stored before the synapses are gone through, which read those. */
function keptCode(
  synapses: Synapses,
  pathway: Pathway,
  site: Site,
  keeping: Keeping,
  update: EventDrivenUpdate | undefined,
  before: Stmt[],
): readonly Stmt[] {
  const { side, code } = pathway
  const { name } = synapses
  const names = new Set<string>()
  const last = update && give(loadKept(lastOf(name, side), side, site), `last:${side}`, before, names)
  const now = stepDue(site.ownClock, site.clock)
  const more = { values: new Map<string, Expr>(), changed: new Set<Variable>(), body: [] }
  const event: Event = { synapses: name, side, keeping, site, update, now, last, before, names, ...more }
  bringNeuronUpToDate(event)
  bringSynapsesUpToDate(synapses, event)
  const uniform = uniformStatements(pathway, keptVariables(synapses, keeping))
  for (const statement of code.value) carryOut(statement, uniform.has(statement), event)
  storeKept(event)
  return event.body
}

function give(value: Expr, wish: string, into: Stmt[], names: Set<string>, comment?: string): Expr {
  const name = fresh(wish, names)
  into.push({ kind: 'let', name, value, ...(comment !== undefined && { comment }) })
  return local(name, value.type)
}

function bringNeuronUpToDate(event: Event): void {
  const { update, last, keeping, side, before, names, now } = event
  const own = update?.assignments.filter(({ variable }) => keeping.variables.get(variable.name) === side) ?? []
  if (!update || !last || own.length === 0) return
  const elapsed = give(binary('subtract', now, last), 'elapsed:neuron', before, names)
  const values = advanced(own, update, elapsed, before, event)
  for (const [k, { variable }] of own.entries()) {
    event.values.set(variable.name, values[k])
    event.changed.add(variable)
  }
}

/** What the synapses have themselves, since the later of the last events of their two neurons. */
function bringSynapsesUpToDate(synapses: Synapses, event: Event): void {
  const { update, last, keeping, site, body, now } = event
  if (!update || !last) return
  const assignments = update.assignments.filter(({ variable }) => !keeping.variables.has(variable.name))
  if (assignments.length === 0 && !update.coupled) return
  const own = { ...update, assignments, intermediates: intermediatesOf(assignments, update) }
  body.push(...broughtUpToDate(synapses, own, within(site, event), binary('subtract', now, latest(last, event))).before)
}

/** Solutions over the elapsed time, each made of what was before. */
function advanced(
  assignments: readonly Assignment[],
  update: EventDrivenUpdate,
  elapsed: Expr,
  into: Stmt[],
  event: Event,
): readonly Expr[] {
  const { site, names } = event
  const temporaries = new Map<Temporary, Expr>([[update.elapsed, elapsed]])
  const own: Site = { ...site, temporaries, kept: (variable) => stored(variable, event) }
  for (const { temporary, value } of intermediatesOf(assignments, update))
    temporaries.set(temporary, give(lowerNumber(value, own), temporary.name, into, names))
  return assignments.map((assignment) => {
    const { variable, value } = assignment
    const next = storable(lowerNumber(value, own), variable)
    return give(next, `${variable.name}:now`, into, names, printEquationComment(assignment))
  })
}

/** What a neuron kept before the event: of its own, in a name. */
function stored(variable: Variable, event: Event): Expr {
  const { side, site, before, names, values } = event
  const keeper = keeperOf(variable, event)
  const value = loadKept(arrayOf(variable, site.context.precision), keeper, site)
  if (keeper !== side) return value
  const named = values.get(variable.name) ?? give(value, `${variable.name}:before`, before, names)
  values.set(variable.name, named)
  return named
}

/** What a kept variable is now. */
function present(variable: Variable, event: Event): Expr {
  const { side, site, last, values } = event
  if (variable.name === 'lastupdate' && variable.role === 'internal') {
    assertInternal(last, 'no time of the last update is kept')
    return binary('multiply', latest(last, event), constant(site.ownClock.dt, 'dt'))
  }
  const value =
    values.get(variable.name) ?? (keeperOf(variable, event) === side ? stored : presentOfOther)(variable, event)
  values.set(variable.name, value)
  return value
}

/** Nothing changes of what the neurons of the other side keep: it follows from when they had their last events. */
function presentOfOther(variable: Variable, event: Event): Expr {
  const { synapses, update, site, body, names, now } = event
  const assignment = update?.assignments.find((one) => one.variable === variable)
  if (!update || !assignment) return stored(variable, event)
  const keeper = keeperOf(variable, event)
  assertInternal(keeper !== 'all', 'what an equation changes is kept by neurons')
  const since = binary('subtract', now, loadKept(lastOf(synapses, keeper), keeper, site))
  return advanced([assignment], update, give(since, `elapsed:${keeper}`, body, names), body, event)[0]
}

/** What is the same for all synapses is done once. */
function carryOut(statement: Statement, isUniform: boolean, event: Event): void {
  const { before, body, names, values, changed, site } = event
  const { target, operator } = statement
  const own = within(site, event)
  if (!isUniform || target.kind === 'temporary') {
    const lowered = lowerStatements([statement], own, true, 0, names)
    const into = isUniform ? before : body
    into.push(...lowered)
    return
  }
  const value = combined(statement, operator === '=' ? undefined : present(target, event), own)
  const comment = printStatementComment(statement)
  values.set(target.name, give(storable(value, target), `${target.name}:now`, before, names, comment))
  changed.add(target)
}

function within(site: Site, event: Event): Site {
  return { ...site, kept: (variable) => present(variable, event) }
}

function storeKept(event: Event): void {
  const { synapses, side, site, now, last, before, changed } = event
  const { index, number, access } = placeOf(side, site)
  const store = (array: ArrayRef, value: Expr, comment?: string): Stmt => {
    return { kind: 'store', array, index: number ?? index, access, value, ...(comment !== undefined && { comment }) }
  }
  for (const variable of changed)
    before.push(store(arrayOf(variable, site.context.precision), present(variable, event)))
  if (last) before.push(store(lastOf(synapses, side), now, 'lastupdate = t'))
}

/** The later of the last events of a synapse's two neurons; `last`: of the one that has an event now. */
function latest(last: Expr, { synapses, side, keeping, site }: Event): Expr {
  const others = keeping.sides.filter((other) => other !== side)
  return others.reduce((later, other) => call('maximum', later, loadKept(lastOf(synapses, other), other, site)), last)
}

function keeperOf({ owner, name }: Variable, { keeping }: Event): Keeper {
  const side = keeping.variables.get(name)
  assertInternal(side, `${owner}.${name} is not kept by neuron`)
  return side
}

function keptVariables({ variables }: Synapses, keeping: Keeping): ReadonlyMap<Variable, Keeper> {
  return new Map(
    [...variables.values()].flatMap((variable) => {
      const side = keeping.variables.get(variable.name)
      return side ? [[variable, side] as const] : []
    }),
  )
}
