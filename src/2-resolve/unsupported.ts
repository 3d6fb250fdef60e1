/** What a model is understood to say, and can't be run, or not yet. It is told after everything else that is wrong with the model. */
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import { expressionsOf } from './expansion.js'
import { visit } from './expression.js'
import { refuseUnlinked } from './links.js'
import type { Model, Synapses } from './model.js'
import type { Expression } from './symbols.js'

export function refuseUnsupported(model: Model, report: Report): void {
  refuseUnlinked(model, report)
  for (const part of model.parts) {
    if (part.kind === 'synapses') refuseInSynapses(part, report)
  }
  const told = new Set<string>()
  for (const { source, value } of expressionsOf(model)) {
    visit(value, (node) => {
      const feature = featureOf(node)
      if (feature === undefined || told.has(feature)) return
      told.add(feature)
      refuse(feature, { source, span: node.span }, report)
    })
  }
}

interface Place {
  readonly source: Source
  readonly span: Span
}

function refuse(feature: string, place: Place, report: Report): void {
  report(diagnostic('X001', { feature }, place))
}

function refuseInSynapses({ equations }: Synapses, report: Report): void {
  for (const { variable, drive } of equations) {
    if (variable.origin && drive === 'event-driven')
      refuse('a differential equation of synapses (event-driven)', variable.origin, report)
  }
}

function featureOf(node: Expression): string | undefined {
  if (node.kind !== 'reference') return undefined
  const { symbol } = node
  const late = ['lastupdate']
  return symbol.kind === 'special' && late.includes(symbol.name) ? `\`${symbol.name}\`` : undefined
}
