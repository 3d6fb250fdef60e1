/** Linked variables: which variable of which group each of them reads. */
import { describe } from '../3-units/kind.js'
import { diagnostic, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { GroupSpec, LinkSpec, ModelSpec } from '../model/spec.js'
import { equalDimensions } from '../units/index.js'
import { referencesOf } from './expression.js'
import { type Group, groupsOf, type Link, labelOf, type Model } from './model.js'
import { type Building, groupCalled } from './sources.js'
import type { Subexpression, Variable } from './symbols.js'

/** The links of all groups, by `GROUP.VARIABLE`. */
export function resolveLinks(model: ModelSpec, building: Building): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>()
  for (const spec of model.objects) {
    const group = building.parts.get(spec.name)
    if (spec.kind !== 'NeuronGroup' || group?.kind !== 'group') continue
    for (const [name, link] of linksOf(spec, group, model, building)) links.set(`${group.name}.${name}`, link)
  }
  refuseCircles(links, building.report)
  return links
}

/** A variable that is linked to nothing has no values, which matters once the model is to run. */
export function refuseUnlinked(model: Model, report: Report): void {
  for (const { name: owner, variables } of groupsOf(model))
    for (const { name, role, origin } of variables.values()) {
      if (role !== 'linked' || model.links.has(`${owner}.${name}`)) continue
      report(diagnostic('N018', { name, owner }, { ...origin }))
    }
}

function linksOf(
  { links = {} }: GroupSpec,
  group: Group,
  model: ModelSpec,
  building: Building,
): readonly (readonly [string, Link])[] {
  const { report } = building
  return Object.entries(links).flatMap(([name, link]): readonly (readonly [string, Link])[] => {
    const variable = group.variables.get(name)
    if (variable?.role !== 'linked') {
      if (!group.incomplete) refuseUndeclared(name, group, report)
      return []
    }
    const resolved = resolveLink(variable, link, group, model, building)
    return resolved ? [[name, resolved]] : []
  })
}

function refuseUndeclared(name: string, group: Group, report: Report): void {
  const known = [...group.variables.values()].filter(({ role }) => role === 'linked').map((v) => v.name)
  const meant = nearest(name, known)
  const help = [meant ? `did you mean \`${meant}\`?` : `declare it so: \`${name} : 1 (linked)\`, with its own unit`]
  report(diagnostic('N019', { name, owner: group.name }, { help }))
}

function resolveLink(
  variable: Variable,
  { source: text, variable: name, index }: LinkSpec,
  group: Group,
  model: ModelSpec,
  building: Building,
): Link | undefined {
  const { report } = building
  const role = `what \`${variable.name}\` of ${group.name} is linked to`
  const source = groupCalled(text, role, model, building)
  if (!source) return undefined
  const target = source.variables.get(name) ?? source.subexpressions.find((s) => s.name === name)
  if (!target) {
    if (!source.incomplete) refuseUnknown(name, source, role, report)
    return undefined
  }
  if (!isSameKind(variable, target, report)) return undefined
  const places = target.shared && index === undefined ? 'same' : resolveIndex(index, variable, source, group, report)
  return places === undefined ? undefined : { source, target, ...(places !== 'same' && { index: places }) }
}

function refuseUnknown(name: string, source: Group, role: string, report: Report): void {
  const known = [...source.variables.keys(), ...source.subexpressions.map((s) => s.name)]
  const meant = nearest(name, known)
  const text: Source = { text: name, role }
  const span: Span = { start: 0, end: name.length }
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  report(diagnostic('N007', { name, owner: source.name }, { source: text, span, fixes }))
}

function isSameKind(variable: Variable, target: Variable | Subexpression, report: Report): boolean {
  const [expected, found] = [variable, target].map(({ type, dimension }) =>
    type === 'boolean' ? 'true or false' : describe(dimension),
  )
  const fits =
    equalDimensions(variable.dimension, target.dimension) &&
    (variable.type === 'boolean') === (target.type === 'boolean')
  const { owner, name } = target
  if (!fits)
    report(
      diagnostic('U016', { name: variable.name, expected, target: `${owner}.${name}`, found }, { ...variable.origin }),
    )
  return fits
}

/** `same`: neuron for neuron, or the one that there is. Undefined if it does not fit, which has been reported. */
function resolveIndex(
  index: LinkSpec['index'],
  { name }: Variable,
  source: Group,
  group: Group,
  report: Report,
): Link['index'] | 'same' {
  const refuse = (problem: string): undefined => {
    report(diagnostic('V018', { name, owner: group.name, problem }))
    return undefined
  }
  if (index === undefined) {
    if (source.size === group.size || source.size === 1) return 'same'
    return refuse(
      `${labelOf(source)} has ${source.size} neurons, and ${group.name} ${group.size}: an index says which each reads`,
    )
  }
  if (typeof index === 'string') {
    const variable = group.variables.get(index)
    if (variable?.type === 'integer') return variable
    return refuse(`\`${index}\` is no integer variable of ${group.name}, declared \`${index} : integer\``)
  }
  if (index.length !== group.size)
    return refuse(`the index has ${index.length} numbers, and ${group.name} has ${group.size} neurons`)
  const at = index.findIndex((k) => !Number.isInteger(k) || k < 0 || k >= source.size)
  if (at < 0) return Int32Array.from(index)
  const what = `numbers in the index of \`${name}\` of ${group.name}`
  const count = index.filter((k) => !Number.isInteger(k) || k < 0 || k >= source.size).length
  report(
    diagnostic('I001', {
      what,
      count,
      first: `${index[at]}, at place ${at}`,
      size: source.size,
      owner: labelOf(source),
    }),
  )
  return undefined
}

/** A variable that is linked, through whatever other names, to itself has no value. */
function refuseCircles(links: ReadonlyMap<string, Link>, report: Report): void {
  const sound = new Set<string>()
  const circleFrom = (symbol: Variable | Subexpression, way: readonly string[]): readonly string[] | undefined => {
    const name = `${symbol.owner}.${symbol.name}`
    if (sound.has(name)) return undefined
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name]
    for (const next of readBy(symbol, links)) {
      const circle = circleFrom(next, [...way, name])
      if (circle) return circle
    }
    sound.add(name)
    return undefined
  }
  for (const [name, { target }] of links) {
    const circle = circleFrom(target, [name])
    if (!circle) continue
    const [owner, own] = name.split('.')
    report(diagnostic('V018', { name: own, owner, problem: `it is linked to itself: ${circle.join(' -> ')}` }))
    return
  }
}

/** What the value of a variable or subexpression is taken from at once. */
function readBy(
  symbol: Variable | Subexpression,
  links: ReadonlyMap<string, Link>,
): readonly (Variable | Subexpression)[] {
  if (symbol.kind === 'variable') {
    const link = links.get(`${symbol.owner}.${symbol.name}`)
    return link ? [link.target] : []
  }
  const read = symbol.expression ? referencesOf(symbol.expression).map((node) => node.symbol) : []
  return read.filter((one) => one.kind === 'variable' || one.kind === 'subexpression')
}
