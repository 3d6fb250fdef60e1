/** Events of a group beside the spike, and what is done for the neurons to which they happen. */
import { diagnostic, nearest, type Report } from '../diagnostics/index.js'
import type { GroupSpec } from '../model/spec.js'
import { resolveCode, resolveCondition } from './group.js'
import { type EventCode, type GroupEvent, SPIKE } from './model.js'
import type { Scope } from './scope.js'
import { resolveSlot } from './timing.js'

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/

export function resolveEvents(
  { name, events = {}, order: groupOrder = 0 }: GroupSpec,
  scope: Scope,
  report: Report,
): readonly GroupEvent[] {
  return Object.entries(events).flatMap(([event, given]): readonly GroupEvent[] => {
    if (!NAME.test(event) || event === SPIKE) {
      const reason = event === SPIKE ? 'it is what the threshold makes' : 'it is made of letters, digits and `_`'
      report(diagnostic('N002', { name: event, reason }))
      return []
    }
    const {
      condition: text,
      when: asked = 'after_thresholds',
      order = groupOrder,
    } = typeof given === 'string' ? { condition: given } : given
    const role = eventRole(event, name)
    const condition = resolveCondition(text, role, scope, report)
    const when = resolveSlot(asked, role, report)
    return condition && when ? [{ name: event, condition, when, order }] : []
  })
}

function eventRole(event: string, group: string): string {
  return `the event ${event} of ${group}`
}

export function resolveEventCodes(spec: GroupSpec, scope: Scope, report: Report): readonly EventCode[] {
  const { name, run_on_event = [], order: groupOrder = 0 } = spec
  return run_on_event.flatMap(
    ({ event, code: text, when: asked = 'after_resets', order = groupOrder }, k): readonly EventCode[] => {
      const role = `run_on_event() of ${name} (${event}), number ${k + 1}`
      if (!eventExists(event, name, spec, report)) return []
      const code = resolveCode(text, role, scope, report)
      const when = resolveSlot(asked, role, report)
      return code && when ? [{ event, code, when, order }] : []
    },
  )
}

/** Has the group, as it is written, the event? Says so if it has not. */
export function eventExists(
  event: string,
  group: string,
  { events = {}, threshold }: Pick<GroupSpec, 'events' | 'threshold'>,
  report: Report,
): boolean {
  const known = [...(threshold === undefined ? [] : [SPIKE]), ...Object.keys(events)]
  if (known.includes(event)) return true
  const meant = nearest(event, known)
  const all = known.length === 0 ? 'it has none' : `it has ${known.map((k) => `\`${k}\``).join(', ')}`
  report(diagnostic('N017', { event, group }, { help: [meant ? `did you mean \`${meant}\`?` : all] }))
  return false
}
