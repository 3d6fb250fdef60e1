/** What is the same for a whole group, and can only be made of what is. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import { referencesOf } from './expression.js'
import type { Expression, ModelSymbol, Sourced } from './symbols.js'

const OF_ONE_ELEMENT: ReadonlySet<string> = new Set(['i', 'j', 'N_incoming', 'N_outgoing'])

/** A temporary is not looked at: what it is made of is. */
export function isShared(symbol: ModelSymbol): boolean {
  if (symbol.kind === 'special') return !OF_ONE_ELEMENT.has(symbol.name)
  return !('shared' in symbol) || symbol.shared
}

/** What is defined to be (shared) can only be made of what is. */
export function refuseUnshared(name: string, { source, value }: Sourced<Expression>, report: Report): void {
  for (const { symbol, span } of unsharedIn(value))
    report(diagnostic('F004', { name, used: symbol.name }, { source, span }))
}

/** Is a value that is given to what is (shared) made of what is? If it isn't, that is reported. */
export function isSharedValue(name: string, { source, value }: Sourced<Expression>, report: Report): boolean {
  const found = unsharedIn(value)
  for (const { symbol, span } of found)
    report(diagnostic('V006', { name, why: whyUnshared(symbol.name) }, { source, span }))
  return found.length === 0
}

/** Why what is (shared) isn't given a value that is made of `used`. */
export function whyUnshared(used: string): string {
  return `it is (shared), and the value is made of \`${used}\`, which is not`
}

function unsharedIn(value: Expression) {
  return referencesOf(value).filter(({ symbol }) => !isShared(symbol))
}
