/** Patterns of the physics of neurons: a time constant, a capacitance, a driving force that was left out. */
import {
  AMP,
  AREA,
  type Dimension,
  describeDimension,
  divideDimensions,
  equalDimensions,
  FARAD,
  HERTZ,
  isDimensionless,
  OHM,
  powerOfDimension,
  rational,
  SECOND,
  SIEMENS,
  VOLT,
} from '../../units/index.js'
import type { Mismatch, Proposal } from './mismatch.js'
import { change, divided, is, namesIn, times } from './proposal.js'
import { namesFor } from './vocabulary.js'
import { simpleUnit } from './words.js'

const ROOT_OF_SECOND = powerOfDimension(SECOND, rational(1, 2))

const PER_ROOT_OF_SECOND = powerOfDimension(SECOND, rational(-1, 2))

/** `dv/dt = El - v` -> `(El - v)/taum` */
export function forgottenTimeConstant(m: Mismatch): readonly Proposal[] {
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
export function forgottenDuration(m: Mismatch): readonly Proposal[] {
  if (!is(m.lack, SECOND) || isDimensionless(m.found)) return []
  const names = namesFor({ dimension: SECOND, not: namesIn(m.node), called: /^tau/i }, m.vocabulary)
  return names.map(({ name }) => change(m, 'multiply by a time constant', times(m, name)))
}

/** `I = ge` -> `ge*(Ee - v)` */
export function drivingForce(m: Mismatch): readonly Proposal[] {
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
export function forgottenFactor(m: Mismatch): readonly Proposal[] {
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
export function currentForVoltage(m: Mismatch): readonly Proposal[] {
  if (!is(m.found, AMP, divideDimensions(AMP, AREA)) || !is(m.wanted, divideDimensions(VOLT, SECOND))) return []
  const taus = namesFor({ dimension: SECOND, called: /^tau/i, not: namesIn(m.node) }, m.vocabulary)
  const resistances = namesFor({ dimension: OHM }, m.vocabulary)
  const title = 'a current through a resistance, over the time constant, changes a voltage'
  return taus.flatMap((tau) => resistances.map((r) => change(m, title, `${r.name}*${divided(m, tau.name)}`)))
}

/** Noise has the unit second**-0.5, and is scaled by the root of a time. */
export function noise(m: Mismatch): readonly Proposal[] {
  const over = is(m.excess, ROOT_OF_SECOND)
  if (!over && !is(m.excess, PER_ROOT_OF_SECOND)) return []
  const taus = namesFor({ dimension: SECOND, called: /^tau/i, after: m.of === undefined ? [] : [m.of] }, m.vocabulary)
  const title = 'noise goes with the root of a time'
  const names = taus.length > 0 ? taus.map(({ name }) => name) : ['second']
  return names.map((name) => change(m, title, times(m, over ? `${name}**-0.5` : `sqrt(${name})`)))
}

/** `exp(v - vt)` -> `exp((v - vt)/DeltaT)`; `sin(2*pi*t)` -> `sin(2*pi*t*f)`; `exp(-x**2)` -> `exp(-x**2/sigma**2)`. */
export function argument(m: Mismatch): readonly Proposal[] {
  if (m.place !== 'argument' || !isDimensionless(m.wanted)) return []
  const not = namesIn(m.node)
  const called = is(m.found, SECOND) ? /^tau/i : SCALES
  const rates = namesFor({ dimension: powerOfDimension(m.found, rational(-1)), not }, m.vocabulary)
  const scales = namesFor({ dimension: m.found, called, not }, m.vocabulary)
  const roots = namesFor({ dimension: powerOfDimension(m.found, rational(1, 2)), called: SCALES, not }, m.vocabulary)
  return [
    ...rates.map(({ name }) =>
      change(m, is(m.found, SECOND) ? 'multiply it by a rate' : 'multiply it by', times(m, name)),
    ),
    ...scales.map(({ name }) => change(m, 'divide it by its scale', divided(m, name))),
    ...roots.map(({ name }) => change(m, 'divide it by its scale', divided(m, `${name}**2`))),
  ]
}

/** The same where the model has no scale. */
export function argumentByUnit(m: Mismatch): readonly Proposal[] {
  const unit = simpleUnit(m.found)
  if (m.place !== 'argument' || !isDimensionless(m.wanted) || !unit) return []
  return [change(m, 'divide it by a scale, such as', divided(m, unit))]
}

/** Names of slope factors and widths. */
const SCALES = /delta|slope|scale|sigma|width|lambda|^k|^s/i

/** `v += w` with w in siemens -> `ge += w`: another variable has the unit. */
export function wrongTarget(m: Mismatch): readonly Proposal[] {
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
