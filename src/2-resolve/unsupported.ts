/** What a model is understood to say, and can't be run, or not yet. It is told after everything else that is wrong with the model. */
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import { refuseUnlinked } from './links.js'
import type { Model, Synapses } from './model.js'

export function refuseUnsupported(model: Model, report: Report): void {
  refuseUnlinked(model, report)
  for (const part of model.parts) {
    if (part.kind === 'synapses') refuseInSynapses(part, report)
  }
}

interface Place {
  readonly source: Source
  readonly span: Span
}

function refuse(feature: string, place: Place, report: Report): void {
  report(diagnostic('X001', { feature }, place))
}

function refuseInSynapses({ furtherPathways }: Synapses, report: Report): void {
  for (const { name, side, code } of furtherPathways) {
    const feature =
      name === side ? `\`on_${side}\` of Synapses` : `\`${name}\` of on_${side}, one of several pathways of Synapses,`
    const span = { start: 0, end: code.source.text.length }
    refuse(feature, { source: code.source, span }, report)
  }
}
