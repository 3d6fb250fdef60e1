/** Parts of groups: `P[1:4]` are the neurons 1, 2 and 3 of P, which are counted 0, 1 and 2 there. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import { type Group, startOf, wholeOf } from './model.js'

/** The group's name, and the neurons that are meant where they are not all. */
export interface GroupName {
  readonly name: string
  readonly part?: readonly [start: number, stop: number]
}

/** Reads `P` or `P[1:4]`. */
export function readGroupName(text: string): GroupName {
  const [, name, start, stop] = /^(\w+)\[(\d+):(\d+)\]$/.exec(text) ?? []
  return name === undefined ? { name: text } : { name, part: [Number(start), Number(stop)] }
}

/** The neurons from `start` to before `stop`. What lies behind the group's end is left out, as in the reference. */
export function partOfGroup(
  group: Group,
  [start, stop]: readonly [start: number, stop: number],
  report: Report,
): Group | undefined {
  const size = Math.min(stop, group.size) - start
  if (size <= 0) {
    report(diagnostic('I007', { part: `${group.name}[${start}:${stop}]`, owner: group.name, size: group.size }))
    return undefined
  }
  const whole = wholeOf(group)
  if (size === whole.size) return whole
  return { ...group, size, window: { start: startOf(group) + start, whole } }
}
