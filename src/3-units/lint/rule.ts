/** What a rule looks at, and what the rules share. */
import { codesOf } from '../../2-resolve/expansion.js'
import { visit } from '../../2-resolve/expression.js'
import { groupsOf, type Model, synapsesOf } from '../../2-resolve/model.js'
import type { Constant, Expression, ModelSymbol, Sourced, Statement } from '../../2-resolve/symbols.js'
import type { Report, Source } from '../../diagnostics/index.js'

/** A rule says what is possible and hardly meant. It looks at models without errors only. */
export type Rule = (model: Model, report: Report) => void

/** Where a constant was written. */
export function sourceOf({ name, owner, text }: Constant): Source {
  return { text, role: `\`${name}\` in the namespace of ${owner || 'the network'}` }
}

export function whole({ text }: Source): { readonly start: number; readonly end: number } {
  return { start: 0, end: text.length }
}

/** Every statement text of a model. */
export function statementsIn(model: Model): readonly Sourced<readonly Statement[]>[] {
  return [...groupsOf(model), ...synapsesOf(model)].flatMap(codesOf)
}

/** The symbols that an expression reads, those that constants and subexpressions are made of included. */
export function symbolsRead(expression: Expression, found = new Set<ModelSymbol>()): ReadonlySet<ModelSymbol> {
  visit(expression, (node) => {
    const symbol = node.kind === 'reference' ? node.symbol : node.kind === 'element' ? node.array : undefined
    if (!symbol || found.has(symbol)) return
    found.add(symbol)
    if (symbol.kind === 'constant' && symbol.definition) symbolsRead(symbol.definition, found)
    if (symbol.kind === 'subexpression' && symbol.expression) symbolsRead(symbol.expression, found)
  })
  return found
}

/** The time constants of an equation: constants that it divides by. */
export function divisors(expression: Expression): readonly Constant[] {
  const found = new Set<Constant>()
  visit(expression, (node) => {
    if (node.kind !== 'binary' || node.operator !== '/') return
    const { right } = node
    if (right.kind === 'reference' && right.symbol.kind === 'constant') found.add(right.symbol)
  })
  return [...found]
}
