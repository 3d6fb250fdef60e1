/** Why two units differ, and what would make them agree: the second half of a message. */
import { referencesOf } from '../2-resolve/expression.js'
import type { BinaryNode, Expression, Reference } from '../2-resolve/symbols.js'
import { type Fix, type Source, unreachable } from '../diagnostics/index.js'
import { type Dimension, describeDimension, divideDimensions, isDimensionless, quantityName } from '../units/index.js'
import { describe } from './kind.js'

export interface Advice {
  readonly notes: readonly string[]
  readonly help: readonly string[]
  readonly fixes: readonly Fix[]
}

/** Why two operands differ, and the factor that would make them agree, where one is known. */
export function adviceFor(node: BinaryNode, left: Dimension, right: Dimension, source: Source): Advice {
  const origins = originNotes(node)
  const bare = [node.right, node.left].find((side) => bareNumber(side) !== undefined)
  const other = bare === node.right ? left : right
  if (bare) {
    return { notes: origins, help: [], fixes: bareNumberFix(bare, other, source) }
  }
  const [over, under] = [factorName(divideDimensions(left, right)), factorName(divideDimensions(right, left))]
  const change = under ? `divided by a ${under}` : over && `multiplied by a ${over}`
  return { notes: origins, help: change ? [`the two would agree if the right side were ${change}`] : [], fixes: [] }
}

/** What a factor is called that may have been forgotten; what only a physicist could name has not been. */
export function factorName(dimension: Dimension): string | undefined {
  const name = quantityName(dimension)
  return name?.includes(' per ') ? undefined : name
}

/** `1` becomes `1*mV`. */
export function bareNumberFix(node: Expression, dimension: Dimension, { text }: Source): readonly Fix[] {
  if (bareNumber(node) === undefined || isDimensionless(dimension)) return []
  const written = text.slice(node.span.start, node.span.end)
  return [{ title: 'give it a unit', span: node.span, replacement: `${written}*${usualUnit(dimension)}` }]
}

function bareNumber(node: Expression): number | undefined {
  if (node.kind === 'number') return node.value
  return node.kind === 'unary' && node.operand.kind === 'number' ? node.operand.value : undefined
}

/** The unit that a modeller would write after a number of this dimension. */
export function usualUnit(dimension: Dimension): string {
  const usual: Readonly<Record<string, string>> = {
    volt: 'mV',
    second: 'ms',
    amp: 'nA',
    siemens: 'nS',
    farad: 'pF',
    ohm: 'Mohm',
    hertz: 'Hz',
    metre: 'um',
  }
  const base = describeDimension(dimension)
  return usual[base] ?? base
}

/** Where the units of the names in an expression come from; nothing where there are too many to read. */
export function originNotes(node: Expression): readonly string[] {
  const notes = new Set(referencesOf(node).flatMap(originNote))
  return notes.size <= 4 ? [...notes] : []
}

/** `w` is declared in volt. */
function originNote({ symbol }: Reference): readonly string[] {
  switch (symbol.kind) {
    case 'variable':
    case 'subexpression':
      if (symbol.type === 'boolean') return []
      return [
        `\`${symbol.name}\` is ${isDimensionless(symbol.dimension) ? 'a plain number' : `declared in ${describe(symbol.dimension)}`} in the equations of ${symbol.owner}`,
      ]
    case 'constant':
      return [`\`${symbol.name}\` is ${symbol.text} in the namespace of ${symbol.owner || 'the network'}`]
    case 'array':
    case 'literal':
    case 'special':
    case 'noise':
    case 'argument':
    case 'temporary':
      return []
    default:
      return unreachable(symbol)
  }
}
