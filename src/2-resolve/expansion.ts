/**
 * How large the strings of a model are with every name written out: `a = b + b`, `b = c + c`, … doubles with each line, so
 * forty short lines could stand for more than any memory holds.
 */
import { limits } from '../1-parse/limits.js'
import { type Diagnostic, diagnostic, type Report } from '../diagnostics/index.js'
import { childrenOf } from './expression.js'
import type { Connect, Connectivity, Group, Iteration, Model, Part, ResolvedAction, Synapses } from './model.js'
import type { Expression, ModelSymbol, Sourced, Statement } from './symbols.js'

/** More names, numbers and operators than this are not written out, in all the strings of a model together. */
const MOST_NODES = 100_000

interface Extent {
  readonly nodes: number
  readonly levels: number
}

/** False if it is too large to go on with; that has then been reported. */
export function checkExpansion(model: Model, report: Report): boolean {
  const known = new Map<ModelSymbol, Extent>()
  const fits = (expression: Sourced<Expression>, nodes: number, levels: number): boolean => {
    const limit =
      nodes > MOST_NODES
        ? `more than ${MOST_NODES} names, numbers and operators`
        : levels > limits.levels
          ? `more than ${limits.levels} levels`
          : undefined
    if (limit !== undefined) report(tooLarge(limit, expression))
    return limit === undefined
  }
  for (const named of namedExpressionsOf(model)) {
    const { nodes, levels } = extentOf(named.value, known)
    if (!fits(named, nodes, levels)) return false
  }
  // What a name stands for counts wherever it is used.
  let total = 0
  for (const use of usesOf(model)) {
    const { nodes, levels } = extentOf(use.value, known)
    total += nodes
    if (!fits(use, total, levels)) return false
  }
  return true
}

function tooLarge(limit: string, { source, value }: Sourced<Expression>): Diagnostic {
  const help = ['make one of the names a variable, set once or by an equation of its own']
  return diagnostic(
    'S010',
    { limit: `with what its names stand for written out, it has ${limit}` },
    { source, span: value.span, help },
  )
}

/** Each name is looked into once; those that others are made of come first, so nothing recurs deeper than one string. */
function extentOf(node: Expression, known: Map<ModelSymbol, Extent>): Extent {
  if (node.kind === 'reference') return extentOfSymbol(node.symbol, known)
  let [nodes, levels] = [1, 1]
  for (const child of childrenOf(node)) {
    const extent = extentOf(child, known)
    nodes += extent.nodes
    levels = Math.max(levels, 1 + extent.levels)
  }
  return { nodes, levels }
}

function extentOfSymbol(symbol: ModelSymbol, known: Map<ModelSymbol, Extent>): Extent {
  const body =
    symbol.kind === 'subexpression' ? symbol.expression : symbol.kind === 'constant' ? symbol.definition : undefined
  if (!body) return { nodes: 1, levels: 1 }
  const before = known.get(symbol)
  if (before) return before
  const { nodes, levels } = extentOf(body, known)
  const extent = { nodes: nodes + 1, levels: levels + 1 }
  known.set(symbol, extent)
  return extent
}

/** Every expression that was written, as it was before integration. */
export function expressionsOf(model: Model): readonly Sourced<Expression>[] {
  return [...namedExpressionsOf(model), ...usesOf(model)]
}

/** What constants and subexpressions stand for; each is made of those before it. */
function namedExpressionsOf(model: Model): readonly Sourced<Expression>[] {
  const definitions = model.constants.flatMap(({ name, definition, text }) =>
    definition ? [{ source: { text, role: `the constant ${name}` }, value: definition }] : [],
  )
  const subexpressions = model.parts.flatMap((part) =>
    part.kind === 'group' || part.kind === 'synapses' ? part.subexpressions : [],
  )
  return [
    ...definitions,
    ...subexpressions.flatMap(({ expression, origin }) =>
      expression ? [{ source: origin.source, value: expression }] : [],
    ),
  ]
}

function usesOf(model: Model): readonly Sourced<Expression>[] {
  return [...model.parts.flatMap(expressionsOfPart), ...model.actions.flatMap(expressionsOfAction)]
}

/** The statements of an object: of a reset, of events, of pathways, of operations. */
export function codesOf(part: Group | Synapses): readonly Sourced<readonly Statement[]>[] {
  const own =
    part.kind === 'group'
      ? [part.reset, ...part.eventCodes.map(({ code }) => code)]
      : part.pathways.map(({ code }) => code)
  const codes = [...own, ...part.operations.map(({ code }) => code)]
  return codes.filter((code) => code !== undefined)
}

/** What a group looks at in every step: its threshold, and the conditions of its events. */
export function conditionsOf({ threshold, events }: Group): readonly Sourced<Expression>[] {
  return [...(threshold ? [threshold] : []), ...events.map(({ condition }) => condition)]
}

function expressionsOfPart(part: Part): readonly Sourced<Expression>[] {
  if (part.kind === 'poisson-input')
    return [part.rate, ...part.addition.value.map(({ value }) => ({ source: part.addition.source, value }))]
  if (part.kind !== 'group' && part.kind !== 'synapses') return []
  const statements = codesOf(part).flatMap(({ source, value }) => value.map((s) => ({ source, value: s.value })))
  const equations = [...part.equations.map((e) => e.derivative), ...part.held.map((h) => h.expression)]
  const own =
    part.kind === 'group'
      ? [...conditionsOf(part), part.refractory]
      : [...part.pathways.map(({ delay }) => delay), ...part.sums.map(({ expression }) => expression)]
  const errors = part.adaptive?.errors.values() ?? []
  return [...statements, ...equations, ...errors, ...own.filter((expression) => expression !== undefined)]
}

function stringsOfIteration({ start, stop, step, sample, condition }: Iteration): readonly Sourced<Expression>[] {
  return [start, stop, step, sample?.value, condition].filter((sourced) => sourced !== undefined)
}

/** The strings that connect() was given. */
export function stringsOf({ connectivity, n }: Connect): readonly Sourced<Expression>[] {
  return [...stringsOfPairs(connectivity), n].filter((sourced) => sourced !== undefined)
}

function stringsOfPairs(connectivity: Connectivity): readonly (Sourced<Expression> | undefined)[] {
  switch (connectivity.kind) {
    case 'condition':
      return [connectivity.condition, connectivity.p]
    case 'pairs':
      return [connectivity.p]
    case 'partner':
      return [connectivity.partner, ...(connectivity.iteration ? stringsOfIteration(connectivity.iteration) : [])]
    default:
      return []
  }
}

function expressionsOfAction(action: ResolvedAction): readonly Sourced<Expression>[] {
  if (action.kind === 'connect') return stringsOf(action)
  if (action.kind === 'spikes') return []
  const value = action.setting.kind === 'expression' ? [action.setting.expression] : []
  return action.where ? [...value, action.where] : value
}
