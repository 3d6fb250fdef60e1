/** Patterns of numbers, constants and factors: a unit left out, a wrong one, a factor on the wrong side. */
import { evaluateConstant } from '../../2-resolve/evaluate.js'
import { referencesOf } from '../../2-resolve/expression.js'
import type { Expression } from '../../2-resolve/symbols.js'
import {
  AMP,
  type Dimension,
  describeDimension,
  equalDimensions,
  FARAD,
  findScriptUnit,
  HERTZ,
  isDimensionless,
  multiplyDimensions,
  OHM,
  powerOfDimension,
  rational,
  SECOND,
  SIEMENS,
  VOLT,
} from '../../units/index.js'
import { isLiteral, type Mismatch, type Proposal } from './mismatch.js'
import { change, divided, is, times } from './proposal.js'
import { asDivisor } from './text.js'
import { factorName, simpleUnit, unitOfConstant, usualUnit, writtenUnit } from './words.js'

/** `v > -50` -> `v > -50*mV`; `clip(v, 0, 1)` -> `clip(v, 0*mV, 1*mV)` */
export function bareNumber(m: Mismatch): readonly Proposal[] {
  const numbers = [m.node, ...(m.also ?? [])]
  if (!numbers.every(isLiteral) || isDimensionless(m.wanted)) return []
  const unit = unitFor(m)
  const span = { start: m.node.span.start, end: numbers[numbers.length - 1].span.end }
  const replacement = numbers.reduceRight(
    (text, { span: { end } }) => `${text.slice(0, end - span.start)}*${unit}${text.slice(end - span.start)}`,
    m.source.text.slice(span.start, span.end),
  )
  return [{ title: numbers.length > 1 ? 'give them a unit' : 'give it a unit', span, replacement }]
}

/**
 * The unit that a bare number is meant in: the one that its partner is written in, or the usual one; but volt, where a number
 * such as -0.06 stands for a membrane potential.
 */
function unitFor({ node, wanted, partner, place }: Mismatch): string {
  const written = partner && writtenUnit(partner)
  const own = written === undefined ? undefined : findScriptUnit(written)
  if (written !== undefined && own && equalDimensions(own.dimension, wanted)) return written
  const value = Math.abs(evaluateConstant(node) ?? 0)
  if (is(wanted, VOLT) && place === 'operand' && value >= 0.02 && value <= 0.2) return 'volt'
  return usualUnit(wanted)
}

/** `refractory: '5*mV'` -> `5*ms`; a quantity in the unit of something else keeps its prefix. */
export function wrongUnit(m: Mismatch): readonly Proposal[] {
  if (m.node.kind !== 'binary' || m.node.operator !== '*' || !isLiteral(m.node.left)) return []
  const unit = m.node.right
  if (unit.kind !== 'reference' || unit.symbol.kind !== 'literal' || unit.symbol.what !== 'unit') return []
  const number = m.source.text.slice(m.node.left.span.start, m.node.left.span.end)
  if (isDimensionless(m.wanted)) return [{ title: 'it has no unit', span: m.node.span, replacement: number }]
  const name = sameScale(unit.symbol.value, m.wanted)
  return name ? [{ title: 'did you mean', span: m.node.span, replacement: `${number}*${name}` }] : []
}

/** The unit of a dimension with that scale, if it is one that is in use: `mV` for 0.001 and a voltage; else the usual one. */
function sameScale(scale: number, dimension: Dimension): string | undefined {
  const same = IN_USE.find((name) => {
    const unit = findScriptUnit(name)
    return unit !== undefined && equalDimensions(unit.dimension, dimension) && unit.scale === scale
  })
  return same ?? simpleUnit(dimension)
}

/** Units in which quantities of neurons are given. */
const IN_USE = 'mV uV ms us nA pA uA nS uS pS pF nF uF Hz kHz Mohm kohm Gohm um mm cm'.split(' ')

/** `dge/dt = -ge*taue` -> `-ge/taue`: the factor is on the wrong side. */
export function multipliedForDivided(m: Mismatch): readonly Proposal[] {
  return factorsOf(m.node).flatMap(({ operator, right, gap }) => {
    const own = dimensionOf(right, m)
    if (own === undefined || isDimensionless(own)) return []
    const twice = multiplyDimensions(own, own)
    const wrongWay = operator === '*' ? equalDimensions(m.excess, twice) : equalDimensions(m.lack, twice)
    if (!wrongWay) return []
    const { text } = m.source
    const name = text.slice(right.span.start, right.span.end)
    const title = operator === '*' ? `divide by \`${name}\`` : `multiply by \`${name}\``
    const at = gap.start + text.slice(gap.start, gap.end).indexOf(operator)
    const { start, end } = m.node.span
    const replacement = text.slice(start, at) + (operator === '*' ? '/' : '*') + text.slice(at + 1, end)
    return [{ title, span: m.node.span, replacement }]
  })
}

interface Factor {
  readonly operator: '*' | '/'
  readonly right: Expression
  /** Where the operator stands, and blanks and brackets around it. */
  readonly gap: { readonly start: number; readonly end: number }
}

/** The factors and divisors of a product, from the last to the first. */
function factorsOf(node: Expression): readonly Factor[] {
  if (node.kind === 'unary') return factorsOf(node.operand)
  if (node.kind !== 'binary' || (node.operator !== '*' && node.operator !== '/')) return []
  const { operator, left, right } = node
  return [{ operator, right, gap: { start: left.span.end, end: right.span.start } }, ...factorsOf(left)]
}

function dimensionOf(node: Expression, m: Mismatch): Dimension | undefined {
  if (node.kind !== 'reference') return undefined
  const { symbol } = node
  if (symbol.kind === 'literal') return symbol.dimension
  return m.vocabulary.find((known) => known.symbol === symbol)?.dimension
}

/** A rate where a time is, or a time where a rate is: `1/x`. */
export function inverse(m: Mismatch): readonly Proposal[] {
  if (isDimensionless(m.wanted) || !equalDimensions(m.found, powerOfDimension(m.wanted, rational(-1)))) return []
  const title = is(m.wanted, HERTZ)
    ? 'a rate is one over a time'
    : is(m.wanted, SECOND)
      ? 'a time is one over a rate'
      : 'take one over it'
  return [change(m, title, `1/${asDivisor(m.node, m.source.text)}`)]
}

/** `refractory: 't_ref'` with `t_ref: 5`. */
export function plainConstant({ node, wanted }: Mismatch): readonly Proposal[] {
  if (node.kind !== 'reference' || node.symbol.kind !== 'constant' || isDimensionless(wanted)) return []
  const { name, text, owner, dimension } = node.symbol
  const unit = simpleUnit(wanted)
  if (!isDimensionless(dimension) || unit === undefined || Number.isNaN(Number(text))) return []
  const says = `\`${name}\` is ${text} in the namespace of ${owner || 'the network'}: give it a unit, \`${text}*${unit}\``
  return [{ title: '', span: node.span, replacement: `(1*${describeDimension(wanted)})`, says }]
}

/** `v += w` with a weight that is a plain number -> `w*mV`. */
export function plainNumber(m: Mismatch): readonly Proposal[] {
  const unit = simpleUnit(m.wanted)
  if (unit === undefined || isLiteral(m.node) || !isDimensionless(m.found) || isDimensionless(m.wanted)) return []
  return [change(m, 'it is a plain number: give it a unit', times(m, unit))]
}

/** `x = v` where x is a plain number -> `v/mV`. */
export function takeUnitAway(m: Mismatch): readonly Proposal[] {
  const unit = simpleUnit(m.found)
  if (unit === undefined || !isDimensionless(m.wanted) || isDimensionless(m.found)) return []
  if (m.place !== 'value' || /^[*/]/.test(m.statement?.operator ?? '=')) return []
  return [change(m, 'as a plain number, it is divided by a unit', divided(m, unit))]
}

/** What a constant is by its name: `tau…` a time, `g…` a conductance. */
const BY_NAME: readonly (readonly [name: RegExp, dimension: Dimension])[] = [
  [/^tau/i, SECOND],
  [/^[EV]_?[A-Za-z]/, VOLT],
  [/^v_?(t|th|r|reset|rest|thresh)$/i, VOLT],
  [/^g/i, SIEMENS],
  [/^I_?[A-Za-z0-9]*$/, AMP],
  [/^C_?m?$/i, FARAD],
  [/^R_?[a-z]*$/, OHM],
]

/** `taum: '20*mV'`: the equation is right, and would agree if the constant were what its name says. */
export function constantInWrongUnit(m: Mismatch): readonly Proposal[] {
  const references = referencesOf(m.node)
  return references.flatMap(({ symbol, span }) => {
    if (
      symbol.kind !== 'constant' ||
      isDimensionless(m.wanted) ||
      references.filter((other) => other.symbol === symbol).length > 1
    )
      return []
    const dimension = BY_NAME.find(([name]) => name.test(symbol.name))?.[1]
    const written = unitOfConstant(symbol)
    if (!dimension || equalDimensions(dimension, symbol.dimension)) return []
    const scale = written === undefined ? undefined : findScriptUnit(written)?.scale
    // A unit of one word, or none: a density was not written by a slip of the hand, and a rate is a time the other way round.
    if ((written !== undefined && scale === undefined) || is(symbol.dimension, HERTZ)) return []
    const unit = (scale === undefined ? undefined : sameScale(scale, dimension)) ?? usualUnit(dimension)
    const number =
      written === undefined
        ? symbol.text
        : symbol.text.slice(0, symbol.text.lastIndexOf(written)).replace(/[*\s]+$/, '')
    const where = `the namespace of ${symbol.owner || 'the network'}`
    const says = `\`${symbol.name}\` is ${symbol.text} in ${where}; it would agree as ${withName(dimension)}: \`${number}*${unit}\``
    return [{ title: '', span, replacement: `(1*${describeDimension(dimension)})`, says }]
  })
}

function withName(dimension: Dimension): string {
  const name = factorName(dimension) ?? describeDimension(dimension)
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`
}
