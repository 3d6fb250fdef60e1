/** What a step of integration does to one neuron, or to one synapse. */
import type { Integrated } from '../2-resolve/model.js'
import type { Subexpression } from '../2-resolve/symbols.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { local, modelName } from '../ir/build.js'
import type { Expr, Stmt } from '../ir/ir.js'
import { keyOf } from '../ir/walk.js'
import { adaptiveSteps } from './adaptive.js'
import { arrayOf } from './arrays.js'
import { printEquationComment, printResolved } from './comments.js'
import { lowerNumber, placeOf, type Site } from './expression.js'
import { storable } from './statements.js'
import { usedOnly } from './used-only.js'

/**
 * Every new value is computed from the old ones: what is read gets a name first, and is stored after all the reading.
 *
 * @param siteWith the site of the element, which names what it is told to keep
 * @param before statements that come first, and see nothing of the names
 */
export function updateStatements(
  owner: Integrated,
  update: StateUpdate,
  siteWith: (keep: NonNullable<Site['keep']>) => Site,
  before: (site: Site) => readonly Stmt[] = () => [],
): readonly Stmt[] {
  const reads: Stmt[] = []
  const site = siteWith(keeper(reads))
  const first = before(site)
  for (const { temporary, value } of update.intermediates) {
    reads.push({ kind: 'let', name: temporary.name, value: lowerNumber(value, site) })
    site.temporaries.set(temporary, local(temporary.name, 'f64'))
  }
  const place = placeOf('own', site).index
  const steps = update.adaptive ? adaptiveSteps(owner, update.adaptive, site, place) : []
  const stores = update.assignments.map((assignment): Stmt => {
    const array = arrayOf(assignment.variable, site.context.precision)
    const stream = `${owner.name}.${assignment.variable.name}`
    const perVariable: Site = { ...site, random: { ...site.random, stream, draws: 0 } }
    const value = storable(lowerNumber(assignment.value, perVariable), assignment.variable)
    return {
      kind: 'store',
      array,
      index: place,
      access: 'contiguous',
      value,
      comment: printEquationComment(assignment),
    }
  })
  const body = [...first, ...reads, ...steps, ...stores]
  return update.adaptive ? usedOnly(body) : body
}

/** Names each load and each subexpression once; later uses take the name. */
function keeper(into: Stmt[]): NonNullable<Site['keep']> {
  const kept = new Map<string, Expr>()
  const names = new Set<string>()
  return (name: string, value: Expr, subexpression?: Subexpression) => {
    if (value.kind === 'constant' || value.kind === 'slot' || value.kind === 'local') return value
    const key = keyOf(value)
    const known = kept.get(key)
    if (known) return known
    const wish = modelName(name)
    let unique = wish
    for (let k = 2; names.has(unique); k++) unique = `${wish}_${k}`
    names.add(unique)
    const comment = subexpression?.expression && `${subexpression.name} = ${printResolved(subexpression.expression)}`
    into.push({ kind: 'let', name: unique, value, ...(comment && { comment }) })
    const named = local(unique, value.type)
    kept.set(key, named)
    return named
  }
}
