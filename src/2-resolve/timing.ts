/** Lengths of time, and the places of a step. */
import { describe } from '../3-units/kind.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import { SLOTS, type Slot } from '../model/spec.js'
import { equalDimensions, SECOND } from '../units/index.js'
import { resolveQuantity } from './namespace.js'
import type { Scope } from './scope.js'
import type { Constant } from './symbols.js'

/** The network's clock, and what a step of anything else is reckoned with. */
export interface Clock {
  /** In seconds. */
  readonly dt: number
  readonly scope: Scope
  /** Constants that steps are made of are put there, with what they set. */
  readonly timing: Map<Constant, string>
}

/** A length of time above zero, in seconds. `timing`: the constants that it is made of are put there. */
export function resolveTime(
  text: string,
  what: string,
  scope: Scope,
  report: Report,
  timing?: Map<Constant, string>,
): number | undefined {
  const source: Source = { text, role: `\`${what}\` of the network` }
  const span = { start: 0, end: text.length }
  const quantity = resolveQuantity(text, source, scope, report)
  if (!quantity) return undefined
  for (const constant of quantity.constants)
    timing?.set(constant, `it sets ${what === 'dt' ? 'a step' : 'the duration (run() and --duration take another)'}`)
  if (!equalDimensions(quantity.dimension, SECOND)) {
    const parameters = { name: what, expected: 'a time (second)', found: describe(quantity.dimension) }
    report(diagnostic('U010', parameters, { source, span }))
    return undefined
  }
  const positive = what === 'dt' ? quantity.value > 0 : quantity.value >= 0
  if (positive && Number.isFinite(quantity.value)) return quantity.value
  const bound = what === 'dt' ? 'above' : 'at least'
  report(
    diagnostic(
      'V008',
      { what: `\`${what}\``, problem: `it must be ${bound} 0 and finite, and is ${quantity.value} second` },
      { source, span },
    ),
  )
  return undefined
}

/** Where in a step something happens, and every how many steps. */
export interface Place {
  readonly interval: number
  readonly when: Slot
  readonly order: number
}

export function resolvePlace(
  spec: { readonly dt?: string; readonly when?: Slot; readonly order?: number },
  name: string,
  clock: Clock,
  report: Report,
): Place | undefined {
  const when = spec.when ?? 'start'
  if (!SLOTS.includes(when)) {
    const meant = nearest(when, SLOTS)
    const help = [meant ? `did you mean '${meant}'?` : `there are ${SLOTS.join(', ')}`]
    const problem = `'${when}' is not a slot of the schedule`
    report(diagnostic('V008', { what: `\`when\` of ${name}`, problem }, { help }))
    return undefined
  }
  const interval = spec.dt === undefined ? 1 : intervalOf(spec.dt, name, clock, report)
  return interval === undefined ? undefined : { interval, when, order: spec.order ?? 0 }
}

/** How many steps of the network one step of something else lasts. */
function intervalOf(text: string, name: string, clock: Clock, report: Report): number | undefined {
  const dt = resolveTime(text, 'dt', clock.scope, report, clock.timing)
  if (dt === undefined) return undefined
  const steps = Math.round(dt / clock.dt)
  if (steps >= 1 && Math.abs(dt / clock.dt - steps) < 1e-4) return steps
  report(diagnostic('X001', { feature: `${name}: a dt that is not a whole number of the network's steps` }))
  return undefined
}
