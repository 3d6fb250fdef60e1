/**
 * What people get wrong with units, as a table: each pattern proposes changes of the text for a mismatch. Proposals are tried
 * before they are said (advise.ts), so a pattern need not be sure; it must only be what the field would think of.
 * The first pattern that has a proposal which holds is the one that speaks.
 */

import { evaluateConstant } from '../../2-resolve/evaluate.js'
import { referencesOf } from '../../2-resolve/expression.js'
import type { Expression } from '../../2-resolve/symbols.js'
import {
  AMP,
  AREA,
  type Dimension,
  describeDimension,
  divideDimensions,
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
  unitNames,
  VOLT,
} from '../../units/index.js'
import { isLiteral, type Mismatch, type Proposal } from './mismatch.js'
import { asDivisor, asFactor, withBrackets } from './text.js'
import { namesFor } from './vocabulary.js'
import { factorName, simpleUnit, unitOfConstant, usualUnit, writtenUnit } from './words.js'

export interface Pattern {
  readonly name: string
  readonly propose: (mismatch: Mismatch) => readonly Proposal[]
}

const ROOT_OF_SECOND = powerOfDimension(SECOND, rational(1, 2))
const PER_ROOT_OF_SECOND = powerOfDimension(SECOND, rational(-1, 2))

/** A change of the whole expression, with the brackets that stand around it. */
function change({ node, source }: Mismatch, title: string, replacement: string): Proposal {
  return { title, span: withBrackets(node.span, source.text), replacement }
}

const divided = (m: Mismatch, by: string) => `${asFactor(m.node, m.source.text)}/${by}`
const times = (m: Mismatch, by: string) => `${asFactor(m.node, m.source.text)}*${by}`

/** Names that the expression has already are not what was forgotten. */
function namesIn(node: Expression): ReadonlySet<string> {
  return new Set(referencesOf(node).map(({ symbol }) => symbol.name))
}

function is(dimension: Dimension, ...others: readonly Dimension[]): boolean {
  return others.some((other) => equalDimensions(dimension, other))
}

/** `v > -50` -> `v > -50*mV`; `clip(v, 0, 1)` -> `clip(v, 0*mV, 1*mV)` */
function bareNumber(m: Mismatch): readonly Proposal[] {
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
function wrongUnit(m: Mismatch): readonly Proposal[] {
  if (m.node.kind !== 'binary' || m.node.operator !== '*' || !isLiteral(m.node.left)) return []
  const unit = m.node.right
  if (unit.kind !== 'reference' || unit.symbol.kind !== 'literal' || unit.symbol.what !== 'unit') return []
  const number = m.source.text.slice(m.node.left.span.start, m.node.left.span.end)
  if (isDimensionless(m.wanted)) return [{ title: 'it has no unit', span: m.node.span, replacement: number }]
  const name = sameScale(unit.symbol.value, m.wanted)
  return name ? [{ title: 'did you mean', span: m.node.span, replacement: `${number}*${name}` }] : []
}

/** The unit of a dimension with that scale, if it has a short name that people write: `mV` for 0.001 and a voltage. */
function sameScale(scale: number, dimension: Dimension): string | undefined {
  return unitNames().find((name) => {
    const unit = name.length <= SHORT ? findScriptUnit(name) : undefined
    return unit !== undefined && equalDimensions(unit.dimension, dimension) && unit.scale === scale
  })
}

/** `mV`, `Hz`, `kHz`: longer names are written by few. */
const SHORT = 3

/** `dv/dt = El - v` -> `(El - v)/taum` */
function forgottenTimeConstant(m: Mismatch): readonly Proposal[] {
  if (!is(m.excess, SECOND)) return []
  const after = [...(m.of === undefined ? [] : [m.of]), ...namesIn(m.node)]
  const names = namesFor({ dimension: SECOND, after, not: namesIn(m.node) }, m.vocabulary)
  // Rates of gates are fitted per millisecond, as plain numbers: Hodgkin and Huxley (1952), equations 12 to 24.
  if (is(m.wanted, HERTZ) && m.place === 'value' && isDimensionless(m.found))
    return [change(m, 'a rate is per time: divide by', divided(m, 'ms'))]
  const title = 'divide by a time constant'
  return names.map(({ name }) => change(m, title, divided(m, name)))
}

/** `v/tau` where a voltage is needed -> `v` times a time is rarely meant, so only a name that is one is proposed. */
function forgottenDuration(m: Mismatch): readonly Proposal[] {
  if (!is(m.lack, SECOND)) return []
  const names = namesFor({ dimension: SECOND, not: namesIn(m.node), called: /^tau/i }, m.vocabulary)
  return names.map(({ name }) => change(m, 'multiply by a time constant', times(m, name)))
}

/** `dge/dt = -ge*taue` -> `-ge/taue`: the factor is on the wrong side. */
function multipliedForDivided(m: Mismatch): readonly Proposal[] {
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
function inverse(m: Mismatch): readonly Proposal[] {
  if (isDimensionless(m.wanted) || !equalDimensions(m.found, powerOfDimension(m.wanted, rational(-1)))) return []
  const title = is(m.wanted, HERTZ)
    ? 'a rate is one over a time'
    : is(m.wanted, SECOND)
      ? 'a time is one over a rate'
      : 'take one over it'
  return [change(m, title, `1/${asDivisor(m.node, m.source.text)}`)]
}

/** `I = ge` -> `ge*(Ee - v)` */
function drivingForce(m: Mismatch): readonly Proposal[] {
  if (!is(m.lack, VOLT) || !isConductance(m.found)) return []
  const potentials = m.vocabulary.filter(
    ({ symbol, dimension }) => symbol.kind === 'variable' && symbol.role === 'differential' && is(dimension, VOLT),
  )
  const [v] = [...potentials.filter(({ name }) => /^(v|vm|u|V)(_post)?$/.test(name)), ...potentials]
  if (!v) return []
  const reversal = namesFor(
    { dimension: VOLT, after: [...namesIn(m.node)], called: /^E(?!xp)|^V_?(rev|[A-Z])/, not: new Set([v.name]) },
    m.vocabulary,
  )
  const title = 'a conductance becomes a current by its driving force'
  return reversal.map(({ name }) => change(m, title, times(m, `(${name} - ${v.name})`)))
}

/** A conductance, absolute or a density, also over a time, as it stands in dv/dt. */
function isConductance(dimension: Dimension): boolean {
  return [SIEMENS, divideDimensions(SIEMENS, AREA)].some((conductance) =>
    is(dimension, conductance, divideDimensions(conductance, SECOND), divideDimensions(conductance, FARAD)),
  )
}

/** Factors that stand for a piece of physics, so that leaving one out is a slip; by which names they may be called. */
const FORGOTTEN: readonly { readonly dimension: Dimension; readonly divide: string; readonly multiply: string }[] = [
  {
    dimension: FARAD,
    divide: 'a current charges a capacitance: divide by it',
    multiply: 'multiply by the capacitance',
  },
  {
    dimension: divideDimensions(FARAD, AREA),
    divide: 'a current charges a capacitance: divide by it',
    multiply: 'multiply by the capacitance',
  },
  {
    dimension: OHM,
    divide: 'a voltage over a resistance is a current',
    multiply: 'a current through a resistance is a voltage',
  },
  {
    dimension: SIEMENS,
    divide: 'a current over a conductance is a voltage',
    multiply: 'a voltage times a conductance is a current',
  },
  {
    dimension: divideDimensions(SIEMENS, AREA),
    divide: 'a current over a conductance is a voltage',
    multiply: 'a voltage times a conductance is a current',
  },
  {
    dimension: AREA,
    divide: 'divide by the area, for a density',
    multiply: 'a density times the area is the whole',
  },
]

/** `dv/dt = I` -> `I/Cm`; `El - v + I` -> `El - v + R*I`. */
function forgottenFactor(m: Mismatch): readonly Proposal[] {
  if (isDimensionless(m.found) || isDimensionless(m.wanted)) return []
  const not = namesIn(m.node)
  return FORGOTTEN.flatMap(({ dimension, divide, multiply }) => {
    const by = namesFor({ dimension, not, after: m.of === undefined ? [] : [m.of] }, m.vocabulary)
    if (equalDimensions(m.excess, dimension)) return by.map(({ name }) => change(m, divide, divided(m, name)))
    if (equalDimensions(m.lack, dimension)) return by.map(({ name }) => change(m, multiply, times(m, name)))
    return []
  })
}

/** `dv/dt = I/taum`: a current over a time, with a resistance or a conductance missing beside the time constant. */
function currentForVoltage(m: Mismatch): readonly Proposal[] {
  if (!is(m.found, AMP, divideDimensions(AMP, AREA)) || !is(m.wanted, divideDimensions(VOLT, SECOND))) return []
  const taus = namesFor({ dimension: SECOND, called: /^tau/i, not: namesIn(m.node) }, m.vocabulary)
  const resistances = namesFor({ dimension: OHM }, m.vocabulary)
  const title = 'a current through a resistance, over the time constant, changes a voltage'
  return taus.flatMap((tau) => resistances.map((r) => change(m, title, `${r.name}*${divided(m, tau.name)}`)))
}

/** Noise has the unit second**-0.5, and is scaled by the root of a time. */
function noise(m: Mismatch): readonly Proposal[] {
  const over = is(m.excess, ROOT_OF_SECOND)
  if (!over && !is(m.excess, PER_ROOT_OF_SECOND)) return []
  const taus = namesFor({ dimension: SECOND, called: /^tau/i, after: m.of === undefined ? [] : [m.of] }, m.vocabulary)
  const title = 'noise (`xi`) is in second**-0.5, so that the root of a time belongs to it'
  return [...taus.map(({ name }) => name), 'second'].map((name) =>
    change(m, title, times(m, over ? `${name}**-0.5` : `sqrt(${name})`)),
  )
}

/** `exp(v - vt)` -> `exp((v - vt)/DeltaT)`; `sin(2*pi*t)` -> `sin(2*pi*t*f)`; `exp(-x**2)` -> `exp(-x**2/sigma**2)`. */
function argument(m: Mismatch): readonly Proposal[] {
  if (m.place !== 'argument' || !isDimensionless(m.wanted)) return []
  const not = namesIn(m.node)
  const called = is(m.found, SECOND) ? /^tau/i : SCALES
  const rates = namesFor({ dimension: powerOfDimension(m.found, rational(-1)), not }, m.vocabulary)
  const scales = namesFor({ dimension: m.found, called, not }, m.vocabulary)
  const roots = namesFor({ dimension: powerOfDimension(m.found, rational(1, 2)), called: SCALES, not }, m.vocabulary)
  const unit = simpleUnit(m.found)
  return [
    ...rates.map(({ name }) =>
      change(m, is(m.found, SECOND) ? 'multiply it by a rate' : 'multiply it by', times(m, name)),
    ),
    ...scales.map(({ name }) => change(m, 'divide it by its scale', divided(m, name))),
    ...roots.map(({ name }) => change(m, 'divide it by its scale', divided(m, `${name}**2`))),
    ...(unit ? [change(m, 'divide it by a scale, such as', divided(m, unit))] : []),
  ]
}

/** Names of slope factors and widths. */
const SCALES = /delta|slope|scale|sigma|width|lambda|^k|^s/i

/** `v += w` with a weight that is a plain number -> `w*mV`. */
function plainNumber(m: Mismatch): readonly Proposal[] {
  const unit = simpleUnit(m.wanted)
  if (unit === undefined || isLiteral(m.node) || !isDimensionless(m.found) || isDimensionless(m.wanted)) return []
  return [change(m, 'it is a plain number: give it a unit', times(m, unit))]
}

/** `x = v` where x is a plain number -> `v/mV`. */
function takeUnitAway(m: Mismatch): readonly Proposal[] {
  const unit = simpleUnit(m.found)
  if (unit === undefined || !isDimensionless(m.wanted) || isDimensionless(m.found)) return []
  if (m.place !== 'value' || /^[*/]/.test(m.statement?.operator ?? '=')) return []
  return [change(m, 'as a plain number, it is divided by a unit', divided(m, unit))]
}

/** `v += w` with w in siemens -> `ge += w`: another variable has the unit. */
function wrongTarget(m: Mismatch): readonly Proposal[] {
  if (!m.statement || m.statement.operator === '*=' || m.statement.operator === '/=') return []
  const { targetSpan: span } = m.statement
  const written = m.source.text.slice(span.start, span.end)
  const suffix = /_(pre|post)$/.exec(written)?.[0] ?? ''
  return m.vocabulary
    .filter(
      ({ symbol, dimension }) =>
        symbol.kind === 'variable' &&
        symbol.role === 'differential' &&
        !symbol.shared &&
        equalDimensions(dimension, m.found),
    )
    .filter(({ name }) => name.endsWith('_pre') === (suffix === '_pre'))
    .map(({ name }) => ({
      title: `\`${name}\` is in ${describeDimension(m.found)}: did you mean`,
      span,
      replacement: suffix === '_post' ? `${name.replace(/_post$/, '')}_post` : name,
      sure: true,
    }))
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
function constantInWrongUnit(m: Mismatch): readonly Proposal[] {
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

export const PATTERNS: readonly Pattern[] = [
  { name: 'bare number', propose: bareNumber },
  { name: 'wrong unit', propose: wrongUnit },
  { name: 'constant in the wrong unit', propose: constantInWrongUnit },
  { name: 'driving force', propose: drivingForce },
  { name: 'multiplied for divided', propose: multipliedForDivided },
  { name: 'argument', propose: argument },
  { name: 'forgotten factor', propose: forgottenFactor },
  { name: 'current for voltage', propose: currentForVoltage },
  { name: 'noise', propose: noise },
  { name: 'forgotten time constant', propose: forgottenTimeConstant },
  { name: 'inverse', propose: inverse },
  { name: 'wrong target', propose: wrongTarget },
  { name: 'forgotten duration', propose: forgottenDuration },
  { name: 'plain number', propose: plainNumber },
  { name: 'unit taken away', propose: takeUnitAway },
]
