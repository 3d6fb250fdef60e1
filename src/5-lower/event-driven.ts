/** Event-driven variables of synapses: brought up to date where an event comes, before the statements of its pathway. */
import type { Synapses } from '../2-resolve/model.js'
import type { CoupledSystem, EventDrivenUpdate } from '../4-integrate/event-driven.js'
import { binary, constant, load, local, modelName } from '../ir/build.js'
import type { Expr, Stmt, Store } from '../ir/ir.js'
import { keyOf } from '../ir/walk.js'
import { arrayOf, internal } from './arrays.js'
import { printEquationComment } from './comments.js'
import { coupledSteps } from './coupled.js'
import { lowerNumber, placeOf, type Site } from './expression.js'
import { storable } from './statements.js'
import { stepDue } from './time.js'

/** What is kept of when a synapse was last brought up to date: the step of the synapses' clock, 0 at first. */
export function lastUpdate(owner: string) {
  return internal(owner, 'lastupdateStep', 'f64')
}

/** What stands around the statements of a pathway. */
export interface BroughtUpToDate {
  readonly before: readonly Stmt[]
  readonly after: readonly Stmt[]
}

export const NOTHING_TO_DO: BroughtUpToDate = { before: [], after: [] }

/**
 * @param site of a synapse, in the kernel of a pathway
 * @param since how many steps ago it was last brought up to date, where it is not the synapse that keeps that
 */
export function broughtUpToDate(
  { name }: Synapses,
  update: EventDrivenUpdate,
  site: Site,
  since?: Expr,
): BroughtUpToDate {
  const { index, access } = placeOf('own', site)
  const last = lastUpdate(name)
  const now = stepDue(site.ownClock, site.clock)
  const elapsed = local(update.elapsed.name, 'f64')
  const value = since ?? binary('subtract', now, load(last, index, access))
  const named: Stmt[] = [{ kind: 'let', name: elapsed.name, value }]
  const own: Site = {
    ...site,
    keep: namedReads(named, site),
    temporaries: new Map([[update.elapsed, elapsed]]),
  }
  for (const { temporary, value } of update.intermediates) {
    named.push({ kind: 'let', name: temporary.name, value: lowerNumber(value, own) })
    own.temporaries.set(temporary, local(temporary.name, 'f64'))
  }
  const stores: Stmt[] = update.assignments.map(({ variable, equation, value }): Store => {
    const array = arrayOf(variable, site.context.precision)
    const next = storable(lowerNumber(value, own), variable)
    const comment = printEquationComment({ variable, equation, value })
    return { kind: 'store', array, index, access, value: next, comment }
  })
  const coupled = update.coupled ? coupledOf(update.coupled, elapsed, own) : { steps: [], stores: [] }
  return {
    before: [...named, ...coupled.steps, ...stores, ...coupled.stores],
    after: [{ kind: 'store', array: last, index, access, value: now, comment: 'lastupdate = t' }],
  }
}

/** Every new value is made of the old ones: they get names before anything is stored, unless the whole row shares them. */
function namedReads(into: Stmt[], { keep }: Site): NonNullable<Site['keep']> {
  const kept = new Map<string, Expr>()
  const names = new Set<string>()
  return (name, value, subexpression) => {
    const shared = keep ? keep(name, value, subexpression) : value
    if (shared.kind === 'constant' || shared.kind === 'slot' || shared.kind === 'local') return shared
    const key = keyOf(shared)
    const known = kept.get(key)
    if (known) return known
    // With a colon it is none of the names that statements give.
    let unique = `${modelName(name)}:before`
    for (let k = 2; names.has(unique); k++) unique = `${modelName(name)}:before${k}`
    names.add(unique)
    into.push({ kind: 'let', name: unique, value: shared })
    const found = local(unique, shared.type)
    kept.set(key, found)
    return found
  }
}

function coupledOf(
  system: CoupledSystem,
  elapsed: Expr,
  site: Site,
): { steps: readonly Stmt[]; stores: readonly Stmt[] } {
  const { index, access } = placeOf('own', site)
  const reference = (variable: CoupledSystem['variables'][number]) =>
    lowerNumber({ kind: 'reference', symbol: variable, side: 'own', span: { start: 0, end: 0 } }, site)
  const number = (entry: CoupledSystem['inputs'][number]) => entry && lowerNumber(entry, site)
  const { steps, next } = coupledSteps({
    names: system.variables.map(({ name }) => name),
    values: system.variables.map(reference),
    coefficients: system.coefficients.map((row) => row.map(number)),
    inputs: system.inputs.map(number),
    time: binary('multiply', elapsed, constant(site.ownClock.dt, 'dt')),
  })
  const stores = system.equations.map((equation): Store => {
    const { variable } = equation
    const array = arrayOf(variable, site.context.precision)
    const value = storable(next[system.variables.indexOf(variable)], variable)
    const comment = printEquationComment({ variable, equation, value: equation.derivative.value })
    return { kind: 'store', array, index, access, value, comment }
  })
  return { steps, stores }
}
