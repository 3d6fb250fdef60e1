/** A number where a condition belongs: most often a threshold without its comparison. */
import type { Source } from '../../diagnostics/index.js'
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
  const names = namesFor(
    { dimension: found, called: /^(v|u|x|theta|thr?)?_?(t|th|thr|thresh|threshold|theta|cut)$/i },
    vocabulary,
  )
  return names.map(({ name }) => ({ title: 'a threshold is a comparison', span, replacement: `${own} > ${name}` }))
}
