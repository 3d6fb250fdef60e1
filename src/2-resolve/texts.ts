/** The texts of equations, read. */
import type * as ast from '../1-parse/ast.js'
import { parseEquations, saysNothing } from '../1-parse/parse.js'
import type { Report, Source } from '../diagnostics/index.js'
import type { EquationsPart, EquationsSpec } from '../model/spec.js'
import { replacedEquations, warnOfUnused } from './replacement.js'
import type { Sourced } from './symbols.js'

/** What could be read of texts of equations; `unreadable`: some of it could not. */
export interface ReadEquations {
  readonly equations: readonly Sourced<ast.Equation>[]
  readonly unreadable: boolean
}

/** None where there is no text. Each part that equations are put together from is a source of its own. */
export function readEquations(spec: EquationsSpec | undefined, role: string, report: Report): ReadEquations {
  if (spec === undefined) return { equations: [], unreadable: false }
  const all: readonly EquationsPart[] = typeof spec === 'string' ? [{ text: spec }] : spec
  // Neurons may have no variables at all.
  const given = all.filter(({ text }) => !saysNothing(text))
  const parts = given.map((part, k) => {
    const source: Source = { text: part.text, role: given.length === 1 ? role : `${role}, part ${k + 1}` }
    return { ...part, source }
  })
  let unreadable = false
  const met = new Set<string>()
  const equations = parts.flatMap(({ source, ...part }) => {
    const failed: Report = (found) => {
      unreadable = true
      report(found)
    }
    return replacedEquations(parseEquations(source, failed), part, met, source, failed).map((value) => ({
      source,
      value,
    }))
  })
  if (!unreadable) warnOfUnused(parts, met, report)
  return { equations, unreadable }
}
