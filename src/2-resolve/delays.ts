/** Delays that are set: a variable of the synapses for each pathway whose delay some action sets. */
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { Action, SetAction } from '../model/spec.js'
import { SECOND } from '../units/index.js'
import type { Setting, SetVariable, Synapses } from './model.js'
import { isSharedValue } from './shared.js'
import type { Variable } from './symbols.js'

/** The pathway that a name given to set() is the delay of: `delay` is that of `pre`. */
export function pathwayOfDelay(name: string): string | undefined {
  if (name === 'delay') return 'pre'
  return name.endsWith('.delay') ? name.slice(0, -'.delay'.length) : undefined
}

/** What the delay of a pathway is called. */
export function nameOfDelay(pathway: string): string {
  return pathway === 'pre' ? 'delay' : `${pathway}.delay`
}

/** The pathways of an object whose delays are set. */
export function pathwaysSet(owner: string, actions: readonly Action[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const action of actions) {
    if (action.kind !== 'set' || action.target !== owner) continue
    const pathway = pathwayOfDelay(action.variable)
    if (pathway !== undefined) found.add(pathway)
  }
  return found
}

/** `shared`: one for all synapses, as the option `delay` gives it; else one for each. */
export function delayVariable(owner: string, pathway: string, shared: boolean): Variable {
  return {
    kind: 'variable',
    owner,
    name: nameOfDelay(pathway),
    role: 'delay',
    type: 'float',
    dimension: SECOND,
    shared,
    constant: false,
    unlessRefractory: false,
  }
}

/** The variable that a call of set() means by the name of a delay. */
export function settableDelay(
  name: string,
  { name: owner, pathways, incomplete }: Synapses,
  place: { readonly source: Source; readonly span: Span },
  report: Report,
): Variable | undefined {
  const found = pathways.find((pathway) => pathway.name === pathwayOfDelay(name))
  if (found?.delays) return found.delays
  if (incomplete) return undefined
  const delays = pathways.map((pathway) => `\`${nameOfDelay(pathway.name)}\``)
  const help = delays.length > 0 ? [`there ${delays.length === 1 ? 'is' : 'are'} ${delays.join(', ')}`] : []
  report(diagnostic('V083', { name, owner }, { ...place, help }))
  return undefined
}

/** What is one delay for all takes one value, and for all. */
export function fitsDelay({ variable, value, where }: SetAction, delay: Variable, report: Report): boolean {
  if (!delay.shared) return true
  if (where !== undefined) return refuseSeveral(variable, `\`${where}\` picks some`, report)
  if (typeof value !== 'object' || value.data.length === 1) return true
  return refuseSeveral(variable, `this is an array of ${value.data.length}`, report)
}

/** The same of a string, once it is understood. */
export function isOneDelay({ variable }: SetAction, delay: Variable, setting: Setting, report: Report): boolean {
  if (!delay.shared || setting.kind !== 'expression' || isSharedValue(variable, setting.expression, () => {}))
    return true
  return refuseSeveral(variable, `\`${setting.expression.source.text}\` is one for each`, report)
}

function refuseSeveral(name: string, found: string, report: Report): false {
  const help = ['leave the option `delay` away: then each synapse has a delay of its own']
  const problem = `the option \`delay\` gives one for all synapses, and ${found}`
  report(diagnostic('V082', { name, problem }, { help }))
  return false
}

/** What options give, before it is set anew. */
export function delaysAtFirst(owner: Synapses): readonly SetVariable[] {
  return owner.pathways.flatMap(({ delay, delays }): readonly SetVariable[] => {
    if (!delay || !delays) return []
    return [
      { kind: 'set', owner, variable: delays, setting: { kind: 'expression', expression: delay }, where: undefined },
    ]
  })
}
