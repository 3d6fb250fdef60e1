/** How long events take to what pathways do, and for how many steps they are kept. */
import { evaluateConstant } from '../2-resolve/evaluate.js'
import { type Model, type Pathway, type Synapses, synapsesOf } from '../2-resolve/model.js'
import { followed } from '../2-resolve/pathways.js'
import { diagnostic, type Report } from '../diagnostics/index.js'
import { formatQuantity, SECOND } from '../units/index.js'
import { depthKey } from './arrays.js'
import type { ModelContext } from './context.js'

/** A delay is rounded to the nearest step, as in the reference's queue: (int)(delay/dt + 0.5). */
export function delayInSteps(pathway: Pathway, synapses: Synapses, report: Report): number {
  if (!pathway.delay || pathway.delays) return 0
  const { source, value } = pathway.delay
  const seconds = evaluateConstant(value)
  if (seconds === undefined || !(seconds >= 0) || seconds === Number.POSITIVE_INFINITY) {
    const problem =
      seconds === undefined
        ? 'it must be made of constants'
        : `it must be at least 0 and finite, and is ${formatQuantity(seconds, SECOND)}`
    report(diagnostic('V008', { what: source.role, problem }, { source, span: value.span }))
    return 0
  }
  return Math.floor(seconds / followed(pathway, synapses).clock.dt + 0.5)
}

export function depthsOf(model: Model, delays: ModelContext['delays']): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  for (const synapses of synapsesOf(model)) {
    for (const pathway of synapses.pathways) {
      const key = depthKey(followed(pathway, synapses), pathway.event)
      depths.set(key, Math.max(depths.get(key) ?? 1, (delays.get(pathway) ?? 0) + 1))
    }
  }
  return depths
}

/** The events that pathways with delays follow that are set. */
export function ringsOf(model: Model): ReadonlySet<string> {
  return new Set(
    synapsesOf(model).flatMap((synapses) =>
      synapses.pathways.flatMap((pathway) =>
        pathway.delays ? [depthKey(followed(pathway, synapses), pathway.event)] : [],
      ),
    ),
  )
}
