/** Pathways of synapses: what events of the neurons on one side do to the synapses, when, and in which order. */
import { assertInternal, diagnostic, nearest, type Report } from '../diagnostics/index.js'
import type { PathwaySpec, SynapsesSpec } from '../model/spec.js'
import { delayVariable } from './delays.js'
import { resolveCode, resolveCondition } from './group.js'
import { canSpike, type Group, type Pathway, SPIKE, type Synapses } from './model.js'
import { isGroup } from './population.js'
import type { Scope } from './scope.js'
import type { Expression, Sourced, Variable } from './symbols.js'

type Side = Pathway['side']

/** A pathway as it is written, under its name. */
interface Written {
  readonly name: string
  readonly side: Side
  readonly text: string
}

/** In the slot `synapses`, those of spikes before the synapses act first, as in the reference. */
const ORDER: Readonly<Record<Side, number>> = { pre: -1, post: 1 }

/** `set`: the names of those whose delays are set. What reads its delay by its name finds it as if it were set. */
export function resolvePathways(
  spec: SynapsesSpec,
  set: ReadonlySet<string>,
  scopeWith: (delay: Variable | undefined) => Scope,
  report: Report,
): readonly Pathway[] {
  const scope = scopeWith(undefined)
  const written = writtenPathways(spec)
  const named = (given: Readonly<Record<string, unknown>>, what: string) =>
    checkNames(given, written, `${what} of ${spec.name}`, report)
  const events = eventsOf(spec, written)
  if (typeof spec.on_event === 'object') named(spec.on_event, 'on_event')
  named(spec.orders ?? {}, 'the orders')
  const codes = written.map(({ name, side, text }) => {
    const reads = /\bdelay\b/.test(text) && scope.find('delay') === undefined
    const own = set.has(name) || reads ? delayVariable(spec.name, name, hasOption(spec, name)) : undefined
    return { own, code: resolveCode(text, roleOf(spec, side, name), scopeWith(own), report) }
  })
  const delays = resolveDelays(spec, written, scope, report)
  const pathways = written.flatMap(({ name, side }, k): readonly Pathway[] => {
    const { own, code } = codes[k]
    if (!code) return []
    const order = spec.orders?.[name] ?? ORDER[side]
    return [{ name, side, event: events.get(name) ?? SPIKE, code, order, delay: delays.get(name), delays: own }]
  })
  // Those of one order act as they are given; the reference goes by their names there.
  return pathways.sort((a, b) => a.order - b.order)
}

/** Is there one delay for all synapses? */
function hasOption({ delay }: SynapsesSpec, pathway: string): boolean {
  return typeof delay === 'object' ? delay[pathway] !== undefined : delay !== undefined && pathway === 'pre'
}

function roleOf(spec: SynapsesSpec, side: Side, name: string): string {
  const several = typeof spec[`on_${side}`] === 'object'
  return several && name !== side ? `on_${side} of ${spec.name} (${name})` : `on_${side} of ${spec.name}`
}

/** `on_pre: 'ge += w'` is the pathway `pre`; several have names of their own. */
function writtenPathways({ on_pre, on_post }: SynapsesSpec): readonly Written[] {
  const named = (given: PathwaySpec | undefined, side: Side) =>
    Object.entries(typeof given === 'object' ? given : { [side]: given }).flatMap(([name, text]): readonly Written[] =>
      text === undefined ? [] : [{ name, side, text }],
    )
  return [...named(on_pre, 'pre'), ...named(on_post, 'post')]
}

/** One event for all pathways, or one for each. */
function eventsOf({ on_event }: SynapsesSpec, written: readonly Written[]): ReadonlyMap<string, string> {
  if (on_event === undefined) return new Map()
  if (typeof on_event === 'object') return new Map(Object.entries(on_event))
  return new Map(written.map(({ name }) => [name, on_event]))
}

/** What is given under the name of a pathway that is not there; a text is shown. */
function checkNames(
  given: Readonly<Record<string, unknown>>,
  written: readonly Written[],
  what: string,
  report: Report,
): void {
  const pathways = written.map(({ name }) => name)
  for (const [name, text] of Object.entries(given)) {
    if (pathways.includes(name)) continue
    const source = { text: String(text), role: ofPathway(what, name) }
    const place = typeof text === 'string' ? { source, span: { start: 0, end: text.length } } : {}
    const meant = nearest(name, pathways)
    const all = pathways.length > 0 ? `there are ${pathways.map((p) => `\`${p}\``).join(', ')}` : 'there is none'
    const help = [meant ? `did you mean \`${meant}\`?` : all]
    report(diagnostic('N021', { name, what }, { ...place, help }))
  }
}

type Delays = ReadonlyMap<string, Sourced<Expression> | undefined>

/** A delay by itself is that of the pathway `pre`. */
function resolveDelays(spec: SynapsesSpec, written: readonly Written[], scope: Scope, report: Report): Delays {
  const { name, delay } = spec
  if (delay === undefined) return new Map()
  const given = typeof delay === 'object' ? delay : { pre: delay }
  checkNames(given, written, `the delay of ${name}`, report)
  return new Map(
    Object.entries(given).map(([pathway, text]) => {
      return [pathway, resolveCondition(text, ofPathway(`the delay of ${name}`, pathway), scope, report)]
    }),
  )
}

/** `pre` is meant where no pathway is named. */
function ofPathway(what: string, pathway: string): string {
  return pathway === 'pre' ? what : `${what} (${pathway})`
}

/** The neurons whose events a pathway follows. */
export function followed(
  { side }: Pick<Pathway, 'side'>,
  { source, target }: Pick<Synapses, 'source' | 'target'>,
): Group {
  const group = side === 'pre' ? source : target
  assertInternal(isGroup(group), 'synapses do not spike, which has been refused')
  return group
}

/** Do the neurons that a pathway follows have its event at all? */
export function hasEvent({ event }: Pathway, group: Group): boolean {
  return event === SPIKE ? canSpike(group) : group.events.some(({ name }) => name === event)
}
