/** Stage 4: differential equations -> what a step writes to their variables. */

import type { Group } from '../2-resolve/model.js'
import type { Expression } from '../2-resolve/symbols.js'
import { diagnostic, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import { add, multiply, reference } from './algebra.js'
import { exactUpdate } from './exact.js'
import { type Assignment, frozenWhileRefractory, type StateUpdate } from './update.js'

const METHODS = ['exact', 'euler']
/** What Brian has and spikec does not have yet. */
const MISSING = [
  'exponential_euler',
  'rk2',
  'rk4',
  'heun',
  'milstein',
  'independent',
  'gsl',
  'gsl_rk2',
  'gsl_rk4',
  'gsl_rkf45',
  'gsl_rkck',
  'gsl_rk8pd',
]

/** Undefined if the equations can't be integrated as asked; that has then been reported. */
export function integrate(group: Group, report: Report): StateUpdate | undefined {
  const { method } = group
  if (group.equations.length === 0) return { method: 'exact', systems: [], assignments: [] }
  if (method === undefined) return defaultUpdate(group)
  if (method === 'exact' || method === 'linear') return namedExact(group, method, report)
  if (method === 'euler') return eulerUpdate(group)
  if (MISSING.includes(method)) {
    report(
      diagnostic(
        'X001',
        { feature: `the method '${method}'` },
        { ...methodOf(group, method), help: ["'exact' and 'euler' are there"] },
      ),
    )
    return undefined
  }
  const meant = nearest(method, [...METHODS, 'linear', ...MISSING])
  const place = methodOf(group, method)
  const fixes = meant ? [{ title: 'did you mean', span: place.span, replacement: meant }] : []
  report(
    diagnostic('M002', { method, known: "there are 'exact' (also called 'linear') and 'euler'" }, { ...place, fixes }),
  )
  return undefined
}

function methodOf(group: Group, method: string): { readonly source: Source; readonly span: Span } {
  return { source: { text: method, role: `the method of ${group.name}` }, span: { start: 0, end: method.length } }
}

/** The reference's rule: exact where it can, Euler otherwise. */
function defaultUpdate(group: Group): StateUpdate {
  const exact = exactUpdate(group, 'as-default')
  return 'assignments' in exact ? exact : eulerUpdate(group)
}

function namedExact(group: Group, method: string, report: Report): StateUpdate | undefined {
  const exact = exactUpdate(group, 'as-named')
  if ('assignments' in exact) return exact
  const { reason, equation } = exact
  const place = equation && { source: equation.derivative.source, span: equation.derivative.value.span }
  report(diagnostic('M001', { method, owner: group.name, reason }, { ...place, help: ["method: 'euler' can"] }))
  return undefined
}

/** x + dt*f(x, t), every equation from the old values; a frozen variable stays as it is. */
function eulerUpdate(group: Group): StateUpdate {
  const assignments = group.equations.map((equation): Assignment => {
    const { variable } = equation
    const f = equation.derivative.value
    const dt: Expression = reference(
      { kind: 'special', name: 'dt', type: 'float', dimension: variable.dimension },
      f.span,
    )
    const moved = add(reference(variable, f.span), multiply(dt, f))
    return { variable, equation, value: frozenWhileRefractory(moved, variable, group) }
  })
  return { method: 'euler', systems: [], assignments }
}
