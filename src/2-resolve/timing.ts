/** Lengths of time, and the places of a step. */
import { describe } from '../3-units/kind.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import { SLOTS, type Slot } from '../model/spec.js'
import { equalDimensions, formatQuantity, SECOND } from '../units/index.js'
import type { Clock } from './model.js'
import { resolveQuantity } from './namespace.js'
import type { Scope } from './scope.js'
import type { Constant } from './symbols.js'

/** The clocks of a network, and what lengths of time are reckoned with. */
export interface Clocks {
  /** The network's own. */
  readonly network: Clock
  /** All of them, the network's among them; objects with steps of one length have one clock. */
  readonly all: Clock[]
  readonly scope: Scope
  /** Constants that steps are made of are put there, with what they set. */
  readonly timing: Map<Constant, string>
}

export function clocksOf(dt: number, scope: Scope, timing: Map<Constant, string>): Clocks {
  const network: Clock = { dt, ticks: 1 }
  return { network, all: [network], scope, timing }
}

/** Steps that differ by less than this part of them are the same: 0.1*3 ms and 0.3 ms. */
const SAME = 1e-9

/** The clock of an object that asks for steps of `text`, or for none of its own. */
export function clockOf(
  { dt: text }: { readonly dt?: string },
  name: string,
  otherwise: Clock,
  clocks: Clocks,
  report: Report,
): Clock {
  if (text === undefined) return otherwise
  const dt = resolveTime(text, 'dt', clocks.scope, report, clocks.timing, name)
  if (dt === undefined) return otherwise
  const known = clocks.all.find((clock) => Math.abs(clock.dt - dt) < SAME * dt)
  if (known) return known
  const clock: Clock = { dt, ticks: 1 }
  clocks.all.push(clock)
  return clock
}

/** A tick is at least this part of the shortest step. */
const FINEST = 1000

/**
 * The longest tick that goes into the steps of all clocks, in seconds; each clock is told how many its step lasts.
 * The clocks of a network that has one clock are counted by that.
 */
export function tickOf({ all }: Clocks, report: Report): number {
  const shortest = Math.min(...all.map(({ dt }) => dt))
  const fits = (parts: number) =>
    all.every(({ dt }) => {
      const ticks = (dt / shortest) * parts
      return Math.abs(ticks - Math.round(ticks)) < SAME * ticks
    })
  for (let parts = 1; parts <= FINEST; parts++) {
    if (!fits(parts)) continue
    for (const clock of all) clock.ticks = Math.round((clock.dt / shortest) * parts)
    return all.find(({ ticks }) => ticks === 1)?.dt ?? shortest / parts
  }
  const steps = all.map(({ dt }) => formatQuantity(dt, SECOND)).join(', ')
  report(diagnostic('V017', { steps, finest: formatQuantity(shortest / FINEST, SECOND) }))
  return shortest
}

/** A length of time above zero, in seconds. `timing`: the constants that it is made of are put there. */
export function resolveTime(
  text: string,
  what: string,
  scope: Scope,
  report: Report,
  timing?: Map<Constant, string>,
  owner = 'the network',
): number | undefined {
  const source: Source = { text, role: `\`${what}\` of ${owner}` }
  const span = { start: 0, end: text.length }
  const quantity = resolveQuantity(text, source, scope, report)
  if (!quantity) return undefined
  for (const constant of quantity.constants)
    timing?.set(constant, `it sets ${what === 'dt' ? 'a step' : 'the duration (run() and --duration take another)'}`)
  if (!equalDimensions(quantity.dimension, SECOND)) {
    const parameters = { name: what, expected: 'a time (second)', found: describe(quantity.dimension) }
    const isNumber = Number.isFinite(Number(text))
    const fixes = isNumber ? [{ title: 'give it a unit', span, replacement: `${text.trim()}*ms` }] : []
    report(diagnostic('U010', parameters, { source, span, fixes }))
    return undefined
  }
  const positive = what === 'dt' ? quantity.value > 0 : quantity.value >= 0
  if (positive && Number.isFinite(quantity.value)) return quantity.value
  const bound = what === 'dt' ? 'above' : 'at least'
  report(
    diagnostic(
      'V008',
      {
        what: `\`${what}\``,
        problem: `it must be ${bound} 0 and finite, and is ${formatQuantity(quantity.value, SECOND)}`,
      },
      { source, span },
    ),
  )
  return undefined
}

/** Where in a step something happens, and by which clock. */
export interface Place {
  readonly clock: Clock
  readonly when: Slot
  readonly order: number
}

/** `otherwise`: the clock of what asks for no steps of its own. */
export function resolvePlace(
  spec: { readonly dt?: string; readonly when?: Slot; readonly order?: number },
  name: string,
  otherwise: Clock,
  clocks: Clocks,
  report: Report,
): Place | undefined {
  const when = resolveSlot(spec.when ?? 'start', name, report)
  const clock = clockOf(spec, name, otherwise, clocks, report)
  return when && { clock, when, order: spec.order ?? 0 }
}

export function resolveSlot(when: Slot, name: string, report: Report): Slot | undefined {
  if (SLOTS.includes(when)) return when
  const meant = nearest(when, SLOTS)
  const help = [meant ? `did you mean '${meant}'?` : `there are ${SLOTS.join(', ')}`]
  const problem = `'${when}' is not a slot of the schedule`
  report(diagnostic('V008', { what: `\`when\` of ${name}`, problem }, { help }))
  return undefined
}
