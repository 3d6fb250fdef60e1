/**
 * The unit of an expression. A mistake is reported once, where it is made, and the expression
 * around it gets the type 'error', which agrees with everything.
 */

import { evaluateConstant } from '../2-resolve/evaluate.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import type { ApplicationNode, BinaryNode, CallNode, Expression, Reference, Temporary } from '../2-resolve/symbols.js'
import { diagnostic, type Fix, type Label, type Source, spanOver, unreachable } from '../diagnostics/index.js'
import {
  DIMENSIONLESS,
  type Dimension,
  divideDimensions,
  equalDimensions,
  isDimensionless,
  multiplyDimensions,
  powerOfDimension,
  rational,
  rationalFromNumber,
  SECOND,
} from '../units/index.js'
import { originsOf, unitLabel } from './advice/words.js'
import { boundedDimension } from './bounded.js'
import type { Conflict, Place, UnitReport } from './conflict.js'
import { kindOfElement, kindOfTimed } from './data.js'
import { constantExponent } from './exponent.js'
import { BOOLEAN, describe, describeKind, ERROR, type Kind, NUMBER } from './kind.js'

export interface UnitContext {
  readonly source: Source
  readonly report: UnitReport
  /** What the statements before have given to their temporaries. */
  readonly temporaries?: ReadonlyMap<Temporary, Kind>
}

const OPERATIONS = {
  '+': 'an addition',
  '-': 'a subtraction',
  '%': 'a remainder',
  '<': 'a comparison',
  '<=': 'a comparison',
  '>': 'a comparison',
  '>=': 'a comparison',
  '==': 'a comparison',
  '!=': 'a comparison',
  '*': 'a product',
  '/': 'a quotient',
  '**': 'a power',
  '//': 'a floor division',
  and: '`and`',
  or: '`or`',
} as const

export function inferKind(node: Expression, context: UnitContext): Kind {
  switch (node.kind) {
    case 'number':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    case 'reference':
      return kindOfReference(node, context)
    case 'unary':
      if (node.operator === 'not') return wantBoolean(node.operand, 'the operand of `not`', context) ? BOOLEAN : ERROR
      return wantNumber(node.operand, `\`${node.operator}\``, context)
    case 'binary':
      return kindOfBinary(node, context)
    case 'call':
      return kindOfCall(node, context)
    case 'element':
      return kindOfElement(node, context)
    case 'timed':
      return kindOfTimed(node, context)
    case 'application':
      return kindOfApplication(node, context)
    case 'conditional':
    case 'propagator':
      return assertNever(node.kind)
    default:
      return unreachable(node)
  }
}

function assertNever(kind: string): never {
  throw new Error(`internal error of spikec: ${kind} before integration`)
}

function kindOfReference(node: Reference, context: UnitContext): Kind {
  const { symbol } = node
  if (symbol.kind === 'temporary') return context.temporaries?.get(symbol) ?? ERROR
  if (symbol.kind === 'array') return ERROR
  if ('type' in symbol && symbol.type === 'boolean') return BOOLEAN
  return { kind: 'number', dimension: symbol.dimension }
}

/** The operand's kind if it is a number; reports a truth value. */
export function wantNumber(node: Expression, operation: string, context: UnitContext): Kind {
  const kind = inferKind(node, context)
  if (kind.kind !== 'boolean') return kind
  const { start, end } = node.span
  const fixes: Fix[] = [
    {
      title: 'make it 0 or 1',
      span: node.span,
      replacement: `int(${context.source.text.slice(start, end)})`,
      safe: true,
    },
  ]
  context.report(diagnostic('U009', { operation }, { source: context.source, span: node.span, fixes }))
  return ERROR
}

function wantBoolean(node: Expression, what: string, context: UnitContext): boolean {
  const kind = inferKind(node, context)
  if (kind.kind === 'number') {
    const details = { source: context.source, span: node.span, ...originsOf(node, context.source) }
    const conflict = { kind: 'truth', node, found: kind.dimension } as const
    context.report(diagnostic('U008', { what, found: describeKind(kind) }, details), conflict)
  }
  return kind.kind === 'boolean'
}

function kindOfBinary(node: BinaryNode, context: UnitContext): Kind {
  const { operator } = node
  switch (operator) {
    case 'and':
    case 'or': {
      const left = wantBoolean(node.left, `the left side of \`${operator}\``, context)
      const right = wantBoolean(node.right, `the right side of \`${operator}\``, context)
      return left && right ? BOOLEAN : ERROR
    }
    case '==':
    case '!=':
      return kindOfEquality(node, context)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return agreeing(node, context).kind === 'error' ? ERROR : BOOLEAN
    case '+':
    case '-':
    case '%':
      return agreeing(node, context)
    case '*':
    case '/':
      return kindOfProduct(node, context)
    case '//':
      return kindOfFloorDivision(node, context)
    case '**':
      return kindOfPower(node, context)
    default:
      return unreachable(operator)
  }
}

/** Truth values may be compared with each other; everything else as numbers are. */
function kindOfEquality(node: BinaryNode, context: UnitContext): Kind {
  const silent = { ...context, report: () => {} }
  const left = inferKind(node.left, silent)
  const right = inferKind(node.right, silent)
  if (left.kind === 'boolean' && right.kind === 'boolean') return BOOLEAN
  return agreeing(node, context).kind === 'error' ? ERROR : BOOLEAN
}

function agreeing(node: BinaryNode, context: UnitContext): Kind {
  const operation = OPERATIONS[node.operator]
  const left = wantNumber(node.left, operation, context)
  const right = wantNumber(node.right, operation, context)
  if (left.kind !== 'number' || right.kind !== 'number') return ERROR
  if (equalDimensions(left.dimension, right.dimension)) return left
  const origins = originsOf(node, context.source)
  const labels: Label[] = [
    { span: node.left.span, text: unitLabel(node.left, left.dimension) },
    { span: node.right.span, text: unitLabel(node.right, right.dimension) },
    ...origins.labels,
  ]
  const parameters = { operation, left: describeKind(left), right: describeKind(right) }
  const details = { source: context.source, span: node.span, labels, related: origins.related }
  const conflict = { kind: 'operands', node, left: left.dimension, right: right.dimension } as const
  context.report(diagnostic('U001', parameters, details), conflict)
  return ERROR
}

function kindOfProduct(node: BinaryNode, context: UnitContext): Kind {
  const left = wantNumber(node.left, OPERATIONS[node.operator], context)
  const right = wantNumber(node.right, OPERATIONS[node.operator], context)
  if (left.kind !== 'number' || right.kind !== 'number') return ERROR
  const combine = node.operator === '*' ? multiplyDimensions : divideDimensions
  return quantity(node, context, () => combine(left.dimension, right.dimension))
}

function kindOfFloorDivision(node: BinaryNode, context: UnitContext): Kind {
  const sides = [node.left, node.right]
  const [left, right] = sides.map((side) => wantNumber(side, 'a floor division', context))
  if (left.kind !== 'number' || right.kind !== 'number') return ERROR
  if (isDimensionless(left.dimension) && isDimensionless(right.dimension)) return NUMBER
  const labels = [left, right].map(
    ({ dimension }, k): Label => ({ span: sides[k].span, text: unitLabel(sides[k], dimension) }),
  )
  const [over, under] = sides.map(({ span }) => context.source.text.slice(span.start, span.end))
  const fixes = equalDimensions(left.dimension, right.dimension)
    ? [{ title: 'divide first, and round down then', span: node.span, replacement: `floor(${over}/(${under}))` }]
    : []
  const found = describeKind(isDimensionless(left.dimension) ? right : left)
  context.report(
    diagnostic('U014', { operator: '//', found }, { source: context.source, span: node.span, labels, fixes }),
  )
  return ERROR
}

/** A number of a dimension that is computed, unless its exponents become too large to be kept. */
function quantity(node: Expression, { source, report }: UnitContext, compute: () => Dimension): Kind {
  const dimension = boundedDimension(compute)
  if (dimension) return { kind: 'number', dimension }
  const limit = 'the exponents of its unit are too large to be kept exactly'
  report(diagnostic('S010', { limit }, { source, span: node.span }))
  return ERROR
}

function kindOfPower(node: BinaryNode, context: UnitContext): Kind {
  const base = wantNumber(node.left, 'a power', context)
  const exponent = wantNumber(node.right, 'an exponent', context)
  if (base.kind !== 'number' || exponent.kind !== 'number') return ERROR
  if (!isDimensionless(exponent.dimension)) {
    const details = { source: context.source, span: node.right.span, ...originsOf(node.right, context.source) }
    context.report(diagnostic('U006', { found: describeKind(exponent) }, details), {
      kind: 'value',
      place: 'argument',
      node: node.right,
      found: exponent.dimension,
      wanted: DIMENSIONLESS,
    })
    return ERROR
  }
  if (isDimensionless(base.dimension)) return NUMBER
  const value = constantExponent(node.right)
  const exact = value === undefined ? undefined : rationalFromNumber(value)
  if (exact === undefined) {
    const details = { source: context.source, span: node.right.span, ...originsOf(node, context.source) }
    context.report(diagnostic('U007', { base: describeKind(base) }, details))
    return ERROR
  }
  return quantity(node, context, () => powerOfDimension(base.dimension, exact))
}

function kindOfCall(node: CallNode, context: UnitContext): Kind {
  const { rule } = FUNCTIONS[node.function]
  const what = `${node.function}()`
  if (rule === 'truth') {
    const kind = inferKind(node.arguments[0], context)
    return kind.kind === 'number'
      ? plain(node.arguments[0], kind, what, context)
      : kind.kind === 'boolean'
        ? NUMBER
        : ERROR
  }
  const kinds = node.arguments.map((argument) => wantNumber(argument, what, context))
  if (kinds.some((kind) => kind.kind !== 'number')) return ERROR
  const dimensions = kinds.map((kind) => (kind.kind === 'number' ? kind.dimension : DIMENSIONLESS))
  switch (rule) {
    case 'number': {
      const good = node.arguments.every((argument, k) => plain(argument, kinds[k], what, context).kind === 'number')
      return good ? NUMBER : ERROR
    }
    case 'same':
      return sameUnits(node, dimensions, context) && areBoundsInOrder(node, context) ? kinds[0] : ERROR
    case 'root':
      return quantity(node, context, () => powerOfDimension(dimensions[0], rational(1, 2)))
    case 'sign':
      return NUMBER
    case 'times': {
      const wrong = dimensions.findIndex((d) => !equalDimensions(d, SECOND))
      if (wrong < 0) return NUMBER
      reportArgument(node.arguments[wrong], what, 'a time (second)', kinds[wrong], SECOND, 'other', context)
      return ERROR
    }
    default:
      return unreachable(rule)
  }
}

/** Its own expression was checked where it is defined: a call has to give it what it declares. */
function kindOfApplication(node: ApplicationNode, context: UnitContext): Kind {
  const { name, parameters, type, dimension } = node.function
  const wrong = node.arguments.filter((argument, k) => {
    const parameter = parameters[k]
    const kind = inferKind(argument, context)
    if (kind.kind === 'error') return true
    const isTruth = parameter.type === 'boolean'
    if (kind.kind === 'boolean' ? isTruth : !isTruth && equalDimensions(kind.dimension, parameter.dimension))
      return false
    const unit = isTruth ? 'true or false' : describe(parameter.dimension)
    const expected = `${unit} for \`${parameter.name}\``
    reportArgument(argument, name, expected, kind, isTruth ? undefined : parameter.dimension, 'other', context)
    return true
  })
  if (wrong.length > 0) return ERROR
  return type === 'boolean' ? BOOLEAN : { kind: 'number', dimension }
}

export function plain(argument: Expression, kind: Kind, what: string, context: UnitContext): Kind {
  if (kind.kind !== 'number') return ERROR
  if (isDimensionless(kind.dimension)) return NUMBER
  reportArgument(argument, what, 'a plain number', kind, DIMENSIONLESS, 'argument', context)
  return ERROR
}

function sameUnits(node: CallNode, dimensions: readonly Dimension[], context: UnitContext): boolean {
  const isWrong = (k: number) => !equalDimensions(dimensions[k], dimensions[0])
  const [wrong, ...also] = [...node.arguments.keys()].filter(isWrong)
  if (wrong === undefined) return true
  const expected = `${describe(dimensions[0])} for all its arguments`
  const others = also.map((k) => node.arguments[k])
  const name = `${node.function}()`
  reportArgument(
    node.arguments[wrong],
    name,
    expected,
    { kind: 'number', dimension: dimensions[wrong] },
    dimensions[0],
    'other',
    context,
    others,
  )
  return false
}

/** clip with a lower bound above the upper one has no meaning; bounds that a run changes are not looked at. */
function areBoundsInOrder(node: CallNode, context: UnitContext): boolean {
  if (node.function !== 'clip') return true
  const [, low, high] = node.arguments
  const [lowest, highest] = [evaluateConstant(low), evaluateConstant(high)]
  if (lowest === undefined || highest === undefined || !(lowest > highest)) return true
  const [lower, upper] = [low, high].map(({ span }) => context.source.text.slice(span.start, span.end))
  context.report(diagnostic('V010', { lower, upper }, { source: context.source, span: spanOver(low.span, high.span) }))
  return false
}

export function reportArgument(
  argument: Expression,
  name: string,
  expected: string,
  found: Kind,
  wanted: Dimension | undefined,
  place: Place,
  context: UnitContext,
  also: readonly Expression[] = [],
): void {
  const origins = originsOf(argument, context.source)
  const labels: Label[] = [{ span: argument.span, text: kindLabel(argument, found) }, ...origins.labels]
  const details = { source: context.source, span: argument.span, labels, related: origins.related }
  const parameters = { name: name.replace('()', ''), expected, found: describeKind(found) }
  const conflict: Conflict | undefined =
    found.kind === 'number' && wanted
      ? { kind: 'value', place, node: argument, found: found.dimension, wanted, also }
      : undefined
  context.report(diagnostic('U005', parameters, details), conflict)
}

function kindLabel(node: Expression, kind: Kind): string {
  return kind.kind === 'number' ? unitLabel(node, kind.dimension) : describeKind(kind)
}
