/** What the patterns make proposals of. */
import { referencesOf } from '../../2-resolve/expression.js'
import type { Expression } from '../../2-resolve/symbols.js'
import { type Dimension, equalDimensions } from '../../units/index.js'
import type { Mismatch, Proposal } from './mismatch.js'
import { asFactor, withBrackets } from './text.js'

/** A change of the whole expression, with the brackets that stand around it. */
export function change({ node, source }: Mismatch, title: string, replacement: string): Proposal {
  return { title, span: withBrackets(node.span, source.text), replacement }
}

export const divided = (m: Mismatch, by: string) => `${asFactor(m.node, m.source.text)}/${by}`

export const times = (m: Mismatch, by: string) => `${asFactor(m.node, m.source.text)}*${by}`

/** Names that the expression has already are not what was forgotten. */
export function namesIn(node: Expression): ReadonlySet<string> {
  return new Set(referencesOf(node).map(({ symbol }) => symbol.name))
}

export function is(dimension: Dimension, ...others: readonly Dimension[]): boolean {
  return others.some((other) => equalDimensions(dimension, other))
}
