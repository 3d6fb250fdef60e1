/** One side of a conflict: an expression, the unit that it has and the one that it would need. */
import type { Expression, Statement } from '../../2-resolve/symbols.js'
import type { Source, Span } from '../../diagnostics/index.js'
import { type Dimension, divideDimensions } from '../../units/index.js'
import type { Conflict, Place } from '../conflict.js'
import type { Vocabulary } from './vocabulary.js'

export interface Mismatch {
  readonly node: Expression
  readonly found: Dimension
  readonly wanted: Dimension
  /** What it has too much: found / wanted. */
  readonly excess: Dimension
  /** What it lacks: wanted / found. */
  readonly lack: Dimension
  readonly place: Place | 'operand'
  /** What it is compared with or added to. */
  readonly partner?: Expression
  readonly of?: string
  readonly statement?: Statement
  readonly also?: readonly Expression[]
  readonly source: Source
  readonly vocabulary: Vocabulary
}

/** A change of the text, and why it may be what was meant. Said only if the text is right with it. */
export interface Proposal {
  readonly title: string
  readonly span: Span
  readonly replacement: string
  /** It is right by its units, and can't be tried: it changes something else than the expression. */
  readonly sure?: true
  /** A sentence in place of the edit: what is to be changed stands in another text. */
  readonly says?: string
}

/** What could be changed: a value, or either of two operands, a bare number first. */
export function mismatchesOf(conflict: Conflict, source: Source, vocabulary: Vocabulary): readonly Mismatch[] {
  switch (conflict.kind) {
    case 'truth':
      return []
    case 'value': {
      const { node, found, wanted, place, of, statement, also } = conflict
      const rest = { ...(of !== undefined && { of }), ...(statement && { statement }), ...(also && { also }) }
      return [{ node, found, wanted, place, source, vocabulary, ...quotients(found, wanted), ...rest }]
    }
    case 'operands': {
      const { left, right, node } = conflict
      const common = { place: 'operand', source, vocabulary } as const
      const sides: readonly Mismatch[] = [
        { ...common, node: node.right, partner: node.left, found: right, wanted: left, ...quotients(right, left) },
        { ...common, node: node.left, partner: node.right, found: left, wanted: right, ...quotients(left, right) },
      ]
      return isLiteral(node.left) && !isLiteral(node.right) ? sides.toReversed() : sides
    }
  }
}

function quotients(found: Dimension, wanted: Dimension): Pick<Mismatch, 'excess' | 'lack'> {
  return { excess: divideDimensions(found, wanted), lack: divideDimensions(wanted, found) }
}

/** A number as it stands, with its sign. */
export function isLiteral(node: Expression): boolean {
  return node.kind === 'number' || (node.kind === 'unary' && node.operator !== 'not' && node.operand.kind === 'number')
}
