/** Functions of the user's own: an expression of arguments, written out wherever it is called. */

import { limits } from '../1-parse/limits.js'
import { parseEquations, parseExpression } from '../1-parse/parse.js'
import { inferKind } from '../3-units/infer.js'
import { describe, describeKind } from '../3-units/kind.js'
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { FunctionSpec } from '../model/spec.js'
import { equalDimensions } from '../units/index.js'
import { type DeclaredUnit, resolveDeclaredUnit } from './equations.js'
import { childrenOf, mapExpression, resolveExpression, visit } from './expression.js'
import { FUNCTIONS } from './functions.js'
import { type Found, relocated, type Scope, scopeOf } from './scope.js'
import type { ApplicationNode, Argument, Expression, UserFunction } from './symbols.js'

/** A function of a namespace, checked by itself; undefined if it is wrong. */
export function resolveFunction(
  owner: string,
  name: string,
  spec: FunctionSpec,
  scope: Scope,
  report: Report,
): UserFunction | undefined {
  const where = `the function \`${name}\` in ${scope.where}`
  const parameters = Object.entries(spec.arguments).map(([argument, unit]): Argument | undefined => {
    const declared = declaredUnit(unit, `the unit of \`${argument}\` of ${where}`, report)
    return declared && { kind: 'argument', owner: name, name: argument, ...declared }
  })
  const returns = declaredUnit(spec.returns, `what ${where} returns`, report)
  const source: Source = { text: spec.expression, role: where }
  const parsed = parseExpression(source, report)
  const known = parameters.filter((parameter) => parameter !== undefined)
  if (!parsed || !returns || known.length < parameters.length) return undefined
  const names = new Map(known.map((symbol): [string, Found] => [symbol.name, { symbol, side: 'own' }]))
  const inner = relocated(scopeOf(where, names, scope), where)
  const body = resolveExpression(parsed, { source, scope: inner, report })
  if (!body || !isAsDeclared(name, returns, { source, value: body }, report)) return undefined
  return { kind: 'function', owner, name, parameters: known, ...returns, body, written: { nodes: 0 } }
}

/** The unit of a declaration, read as one is in equations. */
function declaredUnit(text: string, role: string, report: Report): DeclaredUnit | undefined {
  const head = 'x : '
  // Places in what is read are those of the unit itself, moved by the head.
  const source: Source = { text, role }
  const moved: Report = (found) => {
    const { source: _, span, ...rest } = found
    const back = (at: Span): Span => ({ start: Math.max(0, at.start - head.length), end: at.end - head.length })
    const fixes = rest.fixes.map((fix) => ({ ...fix, span: back(fix.span) }))
    const labels = rest.labels.map((label) => ({ ...label, source, span: back(label.span) }))
    report({ ...rest, source, labels, fixes, ...(span && { span: back(span) }) })
  }
  if (text.includes('\n') || text.includes('#') || text.includes('(')) {
    const notes = ['a unit is a product of `volt`, `second`, … and their powers, `1` or `boolean`']
    report(diagnostic('V009', { value: text, what: role }, { source, span: { start: 0, end: text.length }, notes }))
    return undefined
  }
  const shifted: Source = { text: head + text, role }
  const [equation] = parseEquations(shifted, moved)
  return equation && resolveDeclaredUnit(equation.unit, shifted, moved)
}

function isAsDeclared(
  name: string,
  returns: DeclaredUnit,
  { source, value }: { readonly source: Source; readonly value: Expression },
  report: Report,
): boolean {
  const kind = inferKind(value, { source, report })
  if (kind.kind === 'error') return false
  const fits =
    returns.type === 'boolean'
      ? kind.kind === 'boolean'
      : kind.kind === 'number' && equalDimensions(kind.dimension, returns.dimension)
  if (fits) return true
  const expected = returns.type === 'boolean' ? 'true or false' : describe(returns.dimension)
  const labels = [{ span: value.span, text: describeKind(kind) }]
  const parameters = { name, expected, found: describeKind(kind) }
  report(diagnostic('U003', parameters, { source, span: value.span, labels }))
  return false
}

/** More than this is not written out of one function, in all the strings of a model together. */
const MOST_NODES = 100_000

/** `f(v)`, with the arguments in their places; undefined if that can't be done, which has then been reported. */
export function applied(
  called: UserFunction,
  values: readonly Expression[],
  span: Span,
  source: Source,
  report: Report,
): ApplicationNode | undefined {
  const { name, parameters } = called
  const refuse = (limit: string): undefined => {
    report(diagnostic('S010', { limit: `with \`${name}\` written out, it has ${limit}` }, { source, span }))
  }
  const extents = values.map((value) => extentOf(value))
  const extent = extentOf(called.body, (argument) => extents[parameters.indexOf(argument)])
  called.written.nodes += extent.nodes
  if (called.written.nodes > MOST_NODES) return refuse(`more than ${MOST_NODES} names, numbers and operators`)
  if (extent.levels > limits.levels) return refuse(`more than ${limits.levels} levels`)
  if (!drawsOnce(called, values, source, report)) return undefined
  const body = mapExpression(called.body, (node) => {
    if (node.kind !== 'reference' || node.symbol.kind !== 'argument') return { ...node, span }
    const place = parameters.indexOf(node.symbol)
    return place < 0 ? { ...node, span } : values[place]
  })
  return { kind: 'application', function: called, arguments: values, body, span }
}

interface Extent {
  readonly nodes: number
  readonly levels: number
}

/** How much an expression is with arguments in their places. */
function extentOf(node: Expression, argument?: (symbol: Argument) => Extent | undefined): Extent {
  let nodes = 0
  const levelsOf = (at: Expression): number => {
    const stands = at.kind === 'reference' && at.symbol.kind === 'argument' ? argument?.(at.symbol) : undefined
    nodes += stands?.nodes ?? 1
    if (stands) return stands.levels
    return 1 + Math.max(0, ...childrenOf(at).map(levelsOf))
  }
  const levels = levelsOf(node)
  return { nodes, levels }
}

/** A random number is drawn once and meant wherever the argument stands: written out twice, it would be drawn twice. */
function drawsOnce(called: UserFunction, values: readonly Expression[], source: Source, report: Report): boolean {
  let fine = true
  for (const [place, value] of values.entries()) {
    let draws = false
    visit(value, (node) => {
      if (node.kind === 'call' && FUNCTIONS[node.function].random) draws = true
    })
    if (!draws) continue
    let uses = 0
    visit(called.body, (node) => {
      if (node.kind === 'reference' && node.symbol === called.parameters[place]) uses += 1
    })
    if (uses < 2) continue
    fine = false
    const what = `the argument \`${called.parameters[place].name}\` of \`${called.name}\``
    const problem = 'the function uses it more than once, and a random number would be drawn each time'
    const help = ['give the random number a name of its own first: a subexpression (constant over dt), or a temporary']
    report(diagnostic('V008', { what, problem }, { source, span: value.span, help }))
  }
  return fine
}
