/** The order of definitions: each uses only those before it. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { Declarations } from './equations.js'
import { referencesOf } from './expression.js'
import type { HeldVariable } from './model.js'
import type { Expression, ModelSymbol, Subexpression } from './symbols.js'

export interface Definitions {
  readonly subexpressions: readonly Subexpression[]
  readonly held: readonly HeldVariable[]
}

/** Subexpressions, and those (constant over dt), which may name each other; a circle is reported, and cut. */
export function sortedDefinitions(
  { subexpressions }: Pick<Declarations, 'subexpressions'>,
  held: readonly HeldVariable[],
  report: Report,
): Definitions {
  const all: readonly Definition[] = [...subexpressions.values(), ...held]
  const bySymbol = new Map(all.map((definition) => [symbolOf(definition), definition]))
  const sorted: Definition[] = []
  const path: Definition[] = []
  const done = new Set<Definition>()
  const cut = new Set<Definition>()
  const enter = (definition: Definition): void => {
    if (done.has(definition)) return
    const at = path.indexOf(definition)
    if (at >= 0) {
      const symbol = symbolOf(definition)
      const cycle = [...path.slice(at), definition].map((d) => symbolOf(d).name).join(' -> ')
      report(diagnostic('N004', { name: symbol.name, cycle }, symbol.origin))
      cut.add(definition)
      if ('kind' in definition) definition.expression = undefined
      return
    }
    path.push(definition)
    const expression = expressionOf(definition)
    for (const { symbol } of expression ? referencesOf(expression) : []) {
      const next = bySymbol.get(symbol as Subexpression)
      if (next) enter(next)
    }
    path.pop()
    done.add(definition)
    sorted.push(definition)
  }
  for (const definition of all) enter(definition)
  return {
    subexpressions: sorted.filter((d) => 'kind' in d),
    held: sorted.filter((d): d is HeldVariable => !('kind' in d) && !cut.has(d)),
  }
}

type Definition = Subexpression | HeldVariable

function symbolOf(definition: Definition): Extract<ModelSymbol, { kind: 'subexpression' | 'variable' }> {
  return 'kind' in definition ? definition : definition.variable
}

function expressionOf(definition: Definition): Expression | undefined {
  return 'kind' in definition ? definition.expression : definition.expression.value
}
