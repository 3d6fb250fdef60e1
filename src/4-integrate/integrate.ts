/** Stage 4: differential equations -> what a step writes to their variables. */

import { ADAPTIVE_METHODS, isAdaptiveMethod } from '../2-resolve/adaptive.js'
import type { Group } from '../2-resolve/model.js'
import { diagnostic, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import { adaptiveUpdate } from './adaptive.js'
import { exactUpdate } from './exact.js'
import { explicitUpdate, isExplicitMethod } from './explicit.js'
import { exponentialEulerUpdate } from './exponential-euler.js'
import { isNoisy, whyNotWithNoise } from './noise.js'
import type { Refusal, StateUpdate } from './update.js'

/** What Brian has and spikec does not have yet. */
const MISSING = ['independent']
const METHODS = ['exact', 'linear', 'exponential_euler', 'euler', 'rk2', 'rk4', 'heun', 'milstein', ...ADAPTIVE_METHODS]

/** Undefined if the equations can't be integrated as asked; that has then been reported. */
export function integrate(group: Group, report: Report): StateUpdate | undefined {
  const { method } = group
  if (group.equations.length === 0) return NOTHING
  if (isNoisy(group)) return noisyUpdate(group, report)
  if (method === undefined) return defaultUpdate(group)
  if (isAdaptiveMethod(method)) return unlessRefused(adaptiveUpdate(group, method), group, method, report)
  if (isExplicitMethod(method)) return explicitUpdate(group, method)
  if (method === 'exact' || method === 'linear')
    return unlessRefused(exactUpdate(group, 'as-named'), group, method, report)
  if (method === 'exponential_euler') return unlessRefused(exponentialEulerUpdate(group), group, method, report)
  reportMethod(group, method, report)
  return undefined
}

/** Equations with noise can't be integrated yet; what is wrong with the method that is asked for is said all the same. */
function noisyUpdate(group: Group, report: Report): undefined {
  const { method } = group
  if (method === undefined) return undefined
  if (!METHODS.includes(method)) return reportMethod(group, method, report)
  const refusal = whyNotWithNoise(group, method)
  const others = ['euler', 'heun', 'milstein'].filter((other) => whyNotWithNoise(group, other) === undefined)
  if (refusal) reportRefusal(refusal, group, method, others, report)
  return undefined
}

/** The update of a group without equations. */
export const NOTHING: StateUpdate = { method: 'none', systems: [], intermediates: [], assignments: [] }

function reportMethod(group: Group, method: string, report: Report): undefined {
  const place = methodOf(group, method)
  if (MISSING.includes(method)) {
    const help = [`there are ${METHODS.join(', ')}`]
    report(diagnostic('X001', { feature: `the method '${method}'` }, { ...place, help }))
    return undefined
  }
  const meant = nearest(method, [...METHODS, ...MISSING])
  const fixes = meant ? [{ title: 'did you mean', span: place.span, replacement: meant }] : []
  report(diagnostic('M002', { method, known: `there are ${METHODS.join(', ')}` }, { ...place, fixes }))
  return undefined
}

function methodOf(group: Group, method: string): { readonly source: Source; readonly span: Span } {
  return { source: { text: method, role: `the method of ${group.name}` }, span: { start: 0, end: method.length } }
}

/** The reference's rule: exact where it can, Euler otherwise. */
function defaultUpdate(group: Group): StateUpdate {
  const exact = exactUpdate(group, 'as-default')
  return 'assignments' in exact ? exact : explicitUpdate(group, 'euler')
}

function unlessRefused(
  update: StateUpdate | Refusal,
  group: Group,
  method: string,
  report: Report,
): StateUpdate | undefined {
  if ('assignments' in update) return update
  const others =
    method !== 'exponential_euler' && 'assignments' in exponentialEulerUpdate(group)
      ? ['exponential_euler', 'euler']
      : ['euler']
  reportRefusal(update, group, method, others, report)
  return undefined
}

/** `others`: methods that can. */
function reportRefusal(
  { reason, equation }: Refusal,
  group: Group,
  method: string,
  others: readonly string[],
  report: Report,
): void {
  const place = equation && { source: equation.derivative.source, span: equation.derivative.value.span }
  const help = others.length > 0 ? [`${others.map((name) => `method: '${name}'`).join(' or ')} can`] : []
  report(diagnostic('M001', { method, owner: group.name, reason }, { ...place, help }))
}
