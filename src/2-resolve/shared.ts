/** What is the same for a whole group, and can only be made of what is. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import { referencesOf } from './expression.js'
import type { Expression, ModelSymbol, Sourced } from './symbols.js'

const OF_ONE_ELEMENT: ReadonlySet<string> = new Set(['i', 'j', 'N_incoming', 'N_outgoing', 'lastupdate'])

/** A temporary is not looked at: what it is made of is. */
export function isShared(symbol: ModelSymbol): boolean {
  if (symbol.kind === 'special') return !OF_ONE_ELEMENT.has(symbol.name)
  return !('shared' in symbol) || symbol.shared
}

/** What is (shared) can only be made of what is. False if something is not; that has then been reported. */
export function refuseUnshared(name: string, { source, value }: Sourced<Expression>, report: Report): boolean {
  let fine = true
  for (const { symbol, span } of referencesOf(value)) {
    if (isShared(symbol)) continue
    report(diagnostic('F004', { name, used: symbol.name }, { source, span }))
    fine = false
  }
  return fine
}
