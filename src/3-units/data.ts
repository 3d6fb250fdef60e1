/** The units of data that are read: by index, or at a time. */
import type { ElementNode, TimedNode } from '../2-resolve/symbols.js'
import { diagnostic, type Fix } from '../diagnostics/index.js'
import { DIMENSIONLESS, equalDimensions, isDimensionless, SECOND } from '../units/index.js'
import { plain, reportArgument, type UnitContext, wantNumber } from './infer.js'
import { describeKind, ERROR, type Kind } from './kind.js'

/** A number and then a time. */
function areSwapped(first: Kind, second: Kind | undefined): boolean {
  if (first.kind !== 'number' || second?.kind !== 'number') return false
  return isDimensionless(first.dimension) && equalDimensions(second.dimension, SECOND)
}

/** A time, and a number for the column, give the values' unit. */
export function kindOfTimed(node: TimedNode, context: UnitContext): Kind {
  const { array, arguments: given } = node
  const kinds = given.map((argument) => wantNumber(argument, `${array.name}()`, context))
  const [time, column] = kinds
  if (kinds.some((kind) => kind.kind === 'error')) return ERROR
  if (areSwapped(time, column)) {
    const [first, second] = given.map(({ span }) => context.source.text.slice(span.start, span.end))
    const parameters = { name: array.name, expected: 'a time (second) first', found: describeKind(time) }
    const title = 'the time stands first'
    const fixes: Fix[] = [{ title, span: node.span, replacement: `${array.name}(${second}, ${first})` }]
    context.report(diagnostic('U005', parameters, { source: context.source, span: given[0].span, fixes }))
    return ERROR
  }
  const isColumn = !column || plain(given[1], column, array.name, context).kind === 'number'
  if (time.kind !== 'number') return ERROR
  if (!equalDimensions(time.dimension, SECOND)) {
    reportArgument(given[0], array.name, 'a time (second)', time, SECOND, 'other', context)
    return ERROR
  }
  return isColumn ? { kind: 'number', dimension: array.dimension } : ERROR
}

export function kindOfElement(node: ElementNode, context: UnitContext): Kind {
  let failed = false
  for (const index of node.indices) {
    const kind = wantNumber(index, 'an index', context)
    if (kind.kind !== 'number') failed = true
    else if (!isDimensionless(kind.dimension)) {
      failed = true
      context.report(diagnostic('U013', { found: describeKind(kind) }, { source: context.source, span: index.span }), {
        kind: 'value',
        place: 'other',
        node: index,
        found: kind.dimension,
        wanted: DIMENSIONLESS,
      })
    }
  }
  return failed ? ERROR : { kind: 'number', dimension: node.array.dimension }
}
