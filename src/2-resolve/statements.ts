/** Statements of a reset or a pathway: what they write to, and what they read. */
import type * as ast from '../1-parse/ast.js'
import { diagnostic, type Fix, nearest, type Source } from '../diagnostics/index.js'
import { type Context, referencesOf, reportUnknown, resolveExpression, visit } from './expression.js'
import { BROKEN, type Found, type Scope, scopeOf } from './scope.js'
import { isShared, whyUnshared } from './shared.js'
import type { Sourced, Statement, Temporary, Variable } from './symbols.js'

interface Target {
  readonly symbol: Variable | Temporary
  readonly side: Found['side']
}

/**
 * What statements may write to: values of single elements, or also, before those, what is shared by all of them, once for
 * the whole group.
 */
export type Writes = 'elements-only' | 'shared-first'

/** Those statements that are right: a wrong one has been reported, and what it gives a value to is unknown to the others. */
export function resolveStatements(
  statements: readonly ast.Statement[],
  context: Context,
  writes: Writes,
): Sourced<readonly Statement[]> {
  const temporaries = new Map<string, Found>()
  const scope = scopeOf(context.scope.where, temporaries, context.scope)
  const resolved: Statement[] = []
  let failed = false
  for (const statement of statements) {
    const value = resolveExpression(statement.value, { ...context, scope })
    const target = resolveTarget(statement, writes, { ...context, scope })
    if (!target) temporaries.set(statement.target.name, BROKEN)
    else if (target.symbol.kind === 'temporary') temporaries.set(target.symbol.name, target)
    if (!value || !target) {
      failed = true
      continue
    }
    const { operator, span } = statement
    resolved.push({
      target: target.symbol,
      side: target.side,
      operator,
      value,
      span,
      targetSpan: statement.target.span,
    })
  }
  if (!failed) {
    warnOfUnread(resolved, context)
    checkSharedFirst(resolved, context)
  }
  return { source: context.source, value: resolved, scope }
}

/** Shared values are written before those of single elements, and made of what is shared. */
function checkSharedFirst(statements: readonly Statement[], { source, report }: Context): void {
  const ofElements = new Set<Temporary>()
  let isAfter = false
  for (const { target, value, targetSpan } of statements) {
    const references = referencesOf(value)
    const single = references.find(({ symbol }) =>
      symbol.kind === 'temporary' ? ofElements.has(symbol) : !isShared(symbol),
    )
    if (target.kind === 'temporary') {
      if (single) {
        ofElements.add(target)
        isAfter = true
      }
      continue
    }
    if (!target.shared) {
      isAfter = true
      continue
    }
    const { name } = target
    if (single) {
      report(diagnostic('V006', { name, why: whyUnshared(single.symbol.name) }, { source, span: single.span }))
      continue
    }
    if (!isAfter) continue
    const why = 'it is (shared), and stands after a statement for single elements: write it first'
    report(diagnostic('V006', { name, why }, { source, span: targetSpan }))
  }
}

function resolveTarget(statement: ast.Statement, writes: Writes, context: Context): Target | undefined {
  const { name, span } = statement.target
  const found = context.scope.find(name)
  if (!found) return statement.operator === '=' ? newTemporary(statement.target) : unknown(statement, context)
  const { symbol, side } = found
  if (symbol.kind === 'broken') return undefined
  if (symbol.kind === 'temporary') return { symbol, side }
  if (symbol.kind === 'literal' && symbol.what === 'number' && statement.operator === '=') {
    context.report(diagnostic('N016', { name }, { source: context.source, span }))
    return newTemporary(statement.target)
  }
  if (symbol.kind === 'variable') {
    const why = whyNotWritable(symbol, writes)
    if (why === undefined) return { symbol, side }
    reportNotWritable(name, why, span, context.source, context)
    return undefined
  }
  reportNotWritable(name, NOT_WRITABLE[symbol.kind], span, context.source, context)
  return undefined
}

const NOT_WRITABLE = {
  subexpression: 'it is a subexpression, computed from its equation',
  constant: 'it is a constant of the namespace',
  array: 'it is data of the namespace',
  'timed-array': 'it is a function of time, made of data of the namespace',
  literal: 'the language defines it',
  special: 'it is a special variable of the simulator',
  noise: 'it is noise',
  function: 'it is a function',
  argument: 'it is the argument of a function',
} as const

function whyNotWritable(variable: Variable, writes: Writes): string | undefined {
  if (variable.role === 'internal') return 'the simulator keeps it'
  if (variable.role === 'held') return 'it is (constant over dt), computed from its equation in every step'
  if (variable.role === 'delay') return 'it is the delay of the pathway, which set() gives'
  if (variable.role === 'linked') return 'it is (linked), and belongs to another group'
  if (variable.shared && writes === 'elements-only')
    return 'it is (shared) by the whole group, and this is done for single neurons'
  return undefined
}

function reportNotWritable(name: string, why: string, span: ast.Name['span'], source: Source, context: Context): void {
  const help =
    why === NOT_WRITABLE.constant
      ? [`what changes is a variable: declare \`${name}\` in the equations, and set() its value`]
      : []
  context.report(diagnostic('V006', { name, why }, { source, span, help }))
}

function unknown(statement: ast.Statement, context: Context): undefined {
  const name = statement.target.name.replace(/_(pre|post)$/, '')
  const where = name === statement.target.name ? 'the equations' : 'the equations of the neurons'
  reportUnknown(statement.target, context, `declare it in ${where}: \`${name} : 1\` with its own unit`)
  return undefined
}

/** A name not seen before becomes a value of this string alone. */
function newTemporary(target: ast.Name): Target {
  return { symbol: { kind: 'temporary', name: target.name }, side: 'own' }
}

/** A value that is set and never read is most often a misspelt variable. */
function warnOfUnread(statements: readonly Statement[], context: Context): void {
  const read = new Set<unknown>()
  for (const statement of statements) {
    visit(statement.value, (node) => node.kind === 'reference' && read.add(node.symbol))
  }
  for (const { target, targetSpan: span } of statements) {
    if (target.kind !== 'temporary' || read.has(target)) continue
    const meant = nearest(target.name, writableNames(context.scope))
    const fixes: Fix[] = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
    context.report(diagnostic('N012', { name: target.name }, { source: context.source, span, fixes }))
  }
}

function* writableNames(scope: Scope): Iterable<string> {
  for (const name of scope.modelNames()) {
    if (scope.find(name)?.symbol.kind === 'variable') yield name
  }
}
