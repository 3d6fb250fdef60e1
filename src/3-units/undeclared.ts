/** Names that are used and never declared: what they must be, from all their uses, as a proposal. */
import { codesOf, conditionsOf, stringsOf } from '../2-resolve/expansion.js'
import { REFRACTORY } from '../2-resolve/expression.js'
import type { Group, Model, ResolvedAction, Synapses } from '../2-resolve/model.js'
import { resolveModel } from '../2-resolve/resolve.js'
import { type Found, LITERAL_SCOPE, scopeOf } from '../2-resolve/scope.js'
import type { Expression, Sourced, Statement, Temporary } from '../2-resolve/symbols.js'
import { type Diagnostic, type Fix, lineAndColumn, nearest } from '../diagnostics/index.js'
import type { ModelSpec } from '../model/spec.js'
import {
  type Dimension,
  describeDimension,
  describeKind,
  divideDimensions,
  equalDimensions,
  isDimensionless,
  SECOND,
} from '../units/index.js'
import { simpleUnit } from './advice/words.js'
import { type Demand, type Equation, equate, type Form, type FormContext, formOf, known, solved } from './solve.js'

/** What was found in resolution, with a proposal for each name that one unit fits. */
export function withProposals(found: readonly Diagnostic[], spec: ModelSpec): readonly Diagnostic[] {
  const names = new Set(found.flatMap((diagnostic) => undeclaredName(diagnostic) ?? []))
  if (names.size === 0) return found
  const placeholders = new Map<string, Found>(
    [...names].map((name) => [name, { symbol: { kind: 'temporary', name }, side: 'own' }]),
  )
  const model = resolveModel(spec, () => {}, scopeOf('', placeholders, LITERAL_SCOPE))
  const demands = demandsIn(model, new Set([...placeholders.values()].map(({ symbol }) => symbol)))
  return found.map((diagnostic) => {
    const name = undeclaredName(diagnostic)
    const own = name === undefined ? undefined : demandFor(name, diagnostic, demands)
    return name !== undefined && own ? proposing(name, own, diagnostic, model) : diagnostic
  })
}

/** The name that a diagnostic calls unknown, if it is used as a value. */
function undeclaredName({ code, source, span }: Diagnostic): string | undefined {
  if (code !== 'N001' || !source || !span || source.role.startsWith('nonzero')) return undefined
  const name = source.text.slice(span.start, span.end)
  return /^\s*[([]/.test(source.text.slice(span.end)) || REFRACTORY.includes(name) ? undefined : name
}

interface Demanded {
  readonly owner: string
  readonly demands: ReadonlyMap<string, readonly Demand[]>
}

/** The same name may mean different things in different objects, so each is solved alone. */
function demandsIn(model: Model, placeholders: ReadonlySet<unknown>): readonly Demanded[] {
  const unknown = (temporary: Temporary) => (placeholders.has(temporary) ? temporary.name : undefined)
  return model.parts.flatMap((part): readonly Demanded[] => {
    if (part.kind !== 'group' && part.kind !== 'synapses') return []
    const equations: Equation[] = []
    const context = (source: FormContext['source']): FormContext => ({
      source,
      unknown,
      temporaries: new Map(),
      equations,
    })
    if (part.kind === 'group') demandsOfGroup(part, context)
    else demandsOfSynapses(part, context)
    for (const action of model.actions) if (ownerOf(action) === part) demandsOfAction(action, context)
    return [{ owner: part.name, demands: solved(equations) }]
  })
}

type Contexts = (source: FormContext['source']) => FormContext

function ownerOf(action: ResolvedAction): unknown {
  switch (action.kind) {
    case 'connect':
      return action.synapses
    case 'set':
      return action.owner
    case 'spikes':
      return action.group
  }
}

function demandsOfGroup(group: Group, context: Contexts): void {
  demandsOfEquations(group, context)
  for (const text of [...conditionsOf(group), group.refractory]) if (text) must(text, undefined, context)
  if (group.refractory && group.refractory.value.kind !== 'binary') must(group.refractory, SECOND, context)
}

function demandsOfSynapses(synapses: Synapses, context: Contexts): void {
  demandsOfEquations(synapses, context)
  for (const { expression, dimension } of synapses.sums) must(expression, dimension, context)
  for (const { delay } of synapses.pathways) if (delay) must(delay, SECOND, context)
}

function demandsOfEquations(part: Group | Synapses, context: Contexts): void {
  for (const { variable, derivative } of part.equations)
    must(derivative, divideDimensions(variable.dimension, SECOND), context)
  for (const { expression, origin, dimension, type } of part.subexpressions)
    if (expression)
      must({ source: origin.source, value: expression }, type === 'boolean' ? undefined : dimension, context)
  for (const { variable, expression } of part.held)
    must(expression, variable.type === 'boolean' ? undefined : variable.dimension, context)
  for (const code of codesOf(part)) demandsOfStatements(code, context)
}

function demandsOfAction(action: ResolvedAction, context: Contexts): void {
  if (action.kind === 'set') {
    if (action.where) must(action.where, undefined, context)
    const { type, dimension } = action.variable
    if (action.setting.kind === 'expression')
      must(action.setting.expression, type === 'boolean' ? undefined : dimension, context)
  } else if (action.kind === 'connect' && action.connectivity.kind !== 'partner') {
    for (const text of stringsOf(action)) must(text, undefined, context)
  }
}

/** A text, and the dimension that it must have; undefined if only its parts must agree. */
function must({ source, value }: Sourced<Expression>, dimension: Dimension | undefined, contexts: Contexts): void {
  const context = contexts(source)
  const form = formOf(value, context)
  if (dimension) equate(form, known(dimension), value.span, context)
}

function demandsOfStatements({ source, value: statements }: Sourced<readonly Statement[]>, contexts: Contexts): void {
  const temporaries = new Map<Temporary, Form | undefined>()
  const context = { ...contexts(source), temporaries }
  for (const { target, operator, value } of statements) {
    const form = formOf(value, context)
    if (operator === '*=' || operator === '/=') continue
    if (target.kind === 'variable') {
      if (target.type !== 'boolean') equate(form, known(target.dimension), value.span, context)
      continue
    }
    const name = context.unknown(target)
    if (name === undefined && operator === '=') temporaries.set(target, form)
  }
}

/** The demands of the object that the diagnostic's text belongs to. */
function demandFor(
  name: string,
  { source }: Diagnostic,
  all: readonly Demanded[],
): { readonly owner: string; readonly demands: readonly Demand[] } | undefined {
  const own = all.find(({ owner }) => source?.role.endsWith(` of ${owner}`))
  const demands = own?.demands.get(name)
  return own && demands && { owner: own.owner, demands }
}

function proposing(
  name: string,
  { owner, demands }: { readonly owner: string; readonly demands: readonly Demand[] },
  diagnostic: Diagnostic,
  model: Model,
): Diagnostic {
  const [one, other] = demands
  if (other) {
    const note = `\`${name}\` would have to be ${describeKind(one.dimension)} in ${placeOf(one)}, and ${describeKind(other.dimension)} in ${placeOf(other)}`
    const help = ['give each its own name, and its own value']
    return { ...diagnostic, notes: [...diagnostic.notes, note], ...(diagnostic.fixes.length === 0 && { help }) }
  }
  const { dimension } = one
  const meant = diagnostic.fixes.find(({ title }) => title === 'did you mean')
  const fitting = namesOf(owner, dimension, model)
  if (meant && (fitting.has(meant.replacement) || isLiteralOf(meant.replacement, dimension))) return diagnostic
  const better = nearest(name, fitting)
  if (meant && better) return { ...diagnostic, fixes: [{ ...meant, replacement: better }] }
  const unit = describeDimension(dimension)
  const written = simpleUnit(dimension) ?? unit
  const value = isDimensionless(dimension)
    ? '…'
    : written.startsWith('1/')
      ? `'…${written.slice(1)}'`
      : `'…*${written}'`
  const [, stem, side] = /^(\w+)_(pre|post)$/.exec(name) ?? []
  if (stem !== undefined) {
    const declared = `\`${name}\` must be ${describeKind(dimension)} here: declare it in the equations of the ${side}synaptic neurons: \`${stem} : ${unit}\``
    return { ...diagnostic, help: [declared] }
  }
  const must = `\`${name}\` must be ${describeKind(dimension)} here: give it a value, namespace: { ${name}: ${value} }`
  return { ...diagnostic, help: [must], fixes: declaring(name, unit, owner, diagnostic) }
}

/** A unit of that dimension, or something made of units, such as `60*second`. */
function isLiteralOf(text: string, dimension: Dimension): boolean {
  const symbol = LITERAL_SCOPE.find(text)?.symbol
  if (symbol?.kind === 'literal') return equalDimensions(symbol.dimension, dimension)
  return !/^\w+$/.test(text)
}

/** The line that declares it, at the end of the equations, if that is the text. */
function declaring(name: string, unit: string, owner: string, { source }: Diagnostic): readonly Fix[] {
  if (source?.role !== `the equations of ${owner}`) return []
  const end = source.text.trimEnd().length
  const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(source.text.slice(0, end))?.[1] ?? ''
  return [{ title: 'or declare it', span: { start: end, end }, replacement: `\n${indent}${name} : ${unit}` }]
}

function placeOf({ source, span }: Demand): string {
  const { line } = lineAndColumn(source.text, span.start)
  return source.text.trim().includes('\n') ? `${source.role}, line ${line}` : source.role
}

/** Names of one dimension that the strings of an object see. */
function namesOf(owner: string, dimension: Dimension, model: Model): ReadonlySet<string> {
  const parts = model.parts.filter((part) => part.kind === 'group' || part.kind === 'synapses')
  const own = parts.find((part) => part.name === owner)
  const groups = own?.kind === 'synapses' ? [own, own.source, own.target] : own ? [own] : []
  const symbols = [
    ...groups.flatMap((part) => [...part.variables.values(), ...part.subexpressions]),
    ...model.constants.filter((constant) => constant.owner === owner || constant.owner === ''),
  ]
  const fits = symbols.filter(({ dimension: own, type }) => type !== 'boolean' && equalDimensions(own, dimension))
  return new Set(fits.map((symbol) => symbol.name))
}
