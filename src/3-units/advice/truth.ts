/** A number where a condition belongs: most often a threshold without its comparison. */
import { evaluateConstant } from '../../2-resolve/evaluate.js'
import type { Source } from '../../diagnostics/index.js'
import { type Dimension, equalDimensions } from '../../units/index.js'
import type { Conflict } from '../conflict.js'
import type { Proposal } from './mismatch.js'
import { withBrackets } from './text.js'
import { namesFor, type Vocabulary } from './vocabulary.js'

/** `v` -> `v > Vt`, where the model has a threshold of its unit. */
export function thresholdProposals(
  { node, found }: Extract<Conflict, { kind: 'truth' }>,
  { text, role }: Source,
  vocabulary: Vocabulary,
): readonly Proposal[] {
  if (!role.startsWith('the threshold')) return []
  const span = withBrackets(node.span, text)
  const own = text.slice(span.start, span.end)
  const title = 'a threshold is a comparison'
  if (evaluateConstant(node) !== undefined)
    return variablesOver(found, vocabulary).map(({ name }) => ({ title, span, replacement: `${name} > ${own}` }))
  const names = namesFor({ dimension: found, called: THRESHOLDS }, vocabulary)
  return names.map(({ name }) => ({ title, span, replacement: `${own} > ${name}` }))
}

const THRESHOLDS = /^(v|u|x|theta|thr?)?_?(t|th|thr|thresh|threshold|theta|cut)$/i

function variablesOver(dimension: Dimension, vocabulary: Vocabulary): Vocabulary {
  return vocabulary.filter(
    ({ symbol, dimension: own }) =>
      symbol.kind === 'variable' && symbol.role === 'differential' && equalDimensions(own, dimension),
  )
}
