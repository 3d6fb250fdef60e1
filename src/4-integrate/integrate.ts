/** Stage 4: differential equations -> what a step writes to their variables. */

import { ADAPTIVE_METHODS, isAdaptiveMethod } from '../2-resolve/adaptive.js'
import type { Integrated } from '../2-resolve/model.js'
import type { Scheme } from '../2-resolve/scheme.js'
import { diagnostic, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import { adaptiveUpdate } from './adaptive.js'
import { exactUpdate } from './exact.js'
import { explicitUpdate, isExplicitMethod } from './explicit.js'
import { exponentialEulerUpdate } from './exponential-euler.js'
import { isNoisy, whyNotWithNoise } from './noise.js'
import { isUpdate, type Refusal, type StateUpdate } from './update.js'

/** What Brian has and spikec does not have yet. */
const MISSING = ['independent']
const METHODS = ['exact', 'linear', 'exponential_euler', 'euler', 'rk2', 'rk4', 'heun', 'milstein', ...ADAPTIVE_METHODS]

/** Undefined if the equations can't be integrated as asked; that has then been reported. */
export function integrate(owner: Integrated, report: Report): StateUpdate | undefined {
  const { method } = owner
  if (typeof method === 'string' && !METHODS.includes(method)) return reportMethod(owner, method, report)
  if (owner.equations.length === 0) return NOTHING
  if (method === undefined) return defaultUpdate(owner)
  const update = updateBy(method, owner)
  if (update === 'unknown') return reportMethod(owner, String(method), report)
  if (isUpdate(update)) return update
  reportRefusal(update, owner, method, report)
  return undefined
}

/** The update of an object without equations. */
export const NOTHING: StateUpdate = { method: 'none', systems: [], intermediates: [], assignments: [] }

function updateBy(method: string | Scheme, owner: Integrated): StateUpdate | Refusal | 'unknown' {
  if (typeof method !== 'string' || isExplicitMethod(method)) return explicitUpdate(owner, method)
  if (isAdaptiveMethod(method)) return whyNotWithNoise(owner, { noise: 'none' }) ?? adaptiveUpdate(owner, method)
  const update = deterministic(method)
  if (!update) return 'unknown'
  return whyNotWithNoise(owner, { noise: 'none' }) ?? update(owner)
}

/** The methods that solve equations without noise. */
function deterministic(method: string): ((owner: Integrated) => StateUpdate | Refusal) | undefined {
  switch (method) {
    case 'exact':
    case 'linear':
      return (owner) => exactUpdate(owner, 'as-named')
    case 'exponential_euler':
      return exponentialEulerUpdate
    default:
      return undefined
  }
}

function reportMethod(owner: Integrated, method: string, report: Report): undefined {
  const place = methodOf(owner, method)
  if (MISSING.includes(method)) {
    const help = [`there are ${METHODS.join(', ')}`]
    report(diagnostic('X001', { feature: `the method '${method}'` }, { ...place, help }))
    return undefined
  }
  const meant = nearest(method, [...METHODS, ...MISSING]) ?? partOf(method)
  const fixes = meant ? [{ title: 'did you mean', span: place.span, replacement: meant }] : []
  report(diagnostic('M002', { method, known: `there are ${METHODS.join(', ')}` }, { ...place, fixes }))
  return undefined
}

/** The method whose name is in the other one: `euler` of `forward_euler`. */
function partOf(method: string): string | undefined {
  return METHODS.filter((known) => method.toLowerCase().includes(known)).sort((a, b) => b.length - a.length)[0]
}

function methodOf(owner: Integrated, method: string): { readonly source: Source; readonly span: Span } {
  return { source: { text: method, role: `the method of ${owner.name}` }, span: { start: 0, end: method.length } }
}

/** The reference's rule: the first of exact, Euler and Heun that can. */
function defaultUpdate(owner: Integrated): StateUpdate {
  const noisy = isNoisy(owner)
  const exact = noisy ? undefined : exactUpdate(owner, 'as-default')
  if (exact && isUpdate(exact)) return { ...exact, chosen: 'the equations are linear' }
  const euler = explicitUpdate(owner, 'euler', 'as-default')
  if (isUpdate(euler)) return { ...euler, chosen: exact?.reason ?? 'the noise is additive' }
  const heun = explicitUpdate(owner, 'heun')
  if (!isUpdate(heun)) throw new Error(`internal error of spikec: no method takes the equations of ${owner.name}`)
  return { ...heun, chosen: 'the noise is multiplicative' }
}

function reportRefusal(
  { reason, equation }: Refusal,
  owner: Integrated,
  method: string | Scheme,
  report: Report,
): void {
  const place = equation && { source: equation.derivative.source, span: equation.derivative.value.span }
  const candidates = isNoisy(owner) ? ['euler', 'heun', 'milstein'] : ['exponential_euler', 'euler']
  const others = candidates.filter((other) => {
    const update = updateBy(other, owner)
    return update !== 'unknown' && isUpdate(update)
  })
  const help = others.length > 0 ? [`${others.map((name) => `method: '${name}'`).join(' or ')} can`] : []
  const called = typeof method === 'string' ? method : 'scheme'
  report(diagnostic('M001', { method: called, owner: owner.name, reason }, { ...place, help }))
}
