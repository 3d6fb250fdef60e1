/**
 * Dimensions and quantities in the modeller's words.
 */
import { composedUnit, hasUsualExponents } from './compose.js'
import { type Dimension, dimensionKey, isDimensionless, multiplyDimensions, SECOND } from './dimension.js'
import { parseUnit } from './quantity.js'

type Step = { readonly unit: string; readonly scale: number }

const SIGNIFICANT_DIGITS = 12

const QUANTITY_NAMES: readonly (readonly [unit: string, name: string])[] = [
  ['volt', 'voltage'],
  ['amp', 'current'],
  ['siemens', 'conductance'],
  ['second', 'time'],
  ['hertz', 'rate'],
  ['farad', 'capacitance'],
  ['ohm', 'resistance'],
  ['coulomb', 'charge'],
  ['metre', 'length'],
  ['metre**2', 'area'],
  ['metre**3', 'volume'],
  ['mM', 'concentration'],
  ['mole', 'amount of substance'],
  ['kelvin', 'temperature'],
  ['kilogram', 'mass'],
  ['joule', 'energy'],
  ['watt', 'power'],
  ['newton', 'force'],
  ['pascal', 'pressure'],
  ['siemens/metre**2', 'conductance density'],
  ['amp/metre**2', 'current density'],
  ['farad/metre**2', 'capacitance density'],
  ['coulomb/metre**2', 'charge density'],
  ['ohm*metre', 'resistivity'],
  ['siemens/metre', 'conductivity'],
  ['ohm*metre**2', 'resistance times area'],
  ['volt/metre', 'electric field'],
  ['metre/second', 'velocity'],
  ['metre/second**2', 'acceleration'],
  ['metre**2/second', 'diffusion coefficient'],
  ['second**-0.5', 'white noise'],
  ['volt/second**0.5', 'voltage noise'],
  ['amp/second**0.5', 'current noise'],
  ['siemens/second**0.5', 'conductance noise'],
  ['volt**2', 'squared voltage'],
  ['siemens/volt', 'conductance per voltage'],
  ['joule/kelvin', 'energy per temperature'],
  ['coulomb/mole', 'charge per amount of substance'],
]

/** Units in which the quantities of a dimension are usually written, from small to large. */
const LADDERS: readonly (readonly string[])[] = [
  ['psecond', 'nsecond', 'us', 'ms', 'second'],
  ['pvolt', 'nvolt', 'uvolt', 'mV', 'volt', 'kvolt'],
  ['aamp', 'famp', 'pA', 'nA', 'uA', 'mA', 'amp', 'kamp'],
  ['asiemens', 'fsiemens', 'psiemens', 'nS', 'uS', 'msiemens', 'siemens'],
  ['mohm', 'ohm', 'kohm', 'Mohm', 'Gohm', 'Tohm'],
  ['afarad', 'ffarad', 'pF', 'nF', 'uF', 'mfarad', 'farad'],
  ['acoulomb', 'fcoulomb', 'pcoulomb', 'ncoulomb', 'ucoulomb', 'mcoulomb', 'coulomb'],
  ['nmetre', 'um', 'mm', 'metre', 'kmetre'],
  ['um**2', 'mm**2', 'cm**2', 'metre**2'],
  ['um**3', 'mm**3', 'cm**3', 'metre**3'],
  ['Hz', 'kHz', 'MHz', 'Ghertz'],
  ['nM', 'uM', 'mM', 'molar'],
  ['fmole', 'pmole', 'nmole', 'umole', 'mmole', 'mole'],
  ['ngram', 'ugram', 'mgram', 'gram', 'kilogram'],
  ['fjoule', 'pjoule', 'njoule', 'ujoule', 'mjoule', 'joule', 'kjoule'],
  ['fwatt', 'pwatt', 'nwatt', 'uwatt', 'mwatt', 'watt', 'kwatt'],
  ['mV/ms'],
  ['nS/cm**2', 'uS/cm**2', 'msiemens/cm**2', 'siemens/cm**2'],
  ['nA/cm**2', 'uA/cm**2', 'mA/cm**2', 'amp/cm**2'],
  ['uF/cm**2'],
  ['ohm*cm', 'kohm*cm'],
]

const NAME_OF_DIMENSION: ReadonlyMap<string, string> = new Map(
  QUANTITY_NAMES.map(([unit, name]) => [dimensionKey(dimensionOfUnit(unit)), name]),
)

const LADDER_OF_DIMENSION: ReadonlyMap<string, readonly Step[]> = new Map(
  LADDERS.map((units) => [
    dimensionKey(dimensionOfUnit(units[0])),
    units.map((unit) => ({ unit, scale: scaleOfUnit(unit) })),
  ]),
)

/**
 * The unit of a dimension, as a modeller writes it behind a declaration: `volt`, `siemens/metre**2`, `hertz`,
 * `second**-0.5`, or `1`. It can always be parsed, and its scale is 1.
 */
export function describeDimension(d: Dimension): string {
  return composedUnit(d)
}

/**
 * A dimension inside a sentence: `a voltage (volt)`, `a plain number (no unit)`, or the unit alone where the quantity
 * has no name of its own.
 */
export function describeKind(d: Dimension): string {
  if (isDimensionless(d)) return 'a plain number (no unit)'
  const name = quantityName(d)
  const unit = describeDimension(d)
  if (name === undefined) return `a quantity in ${unit}`
  return `${withArticle(name)} (${unit})`
}

/** What a quantity of this dimension is called: `voltage`, `conductance density`, `voltage per time`. */
export function quantityName(d: Dimension): string | undefined {
  const own = NAME_OF_DIMENSION.get(dimensionKey(d))
  if (own !== undefined || isDimensionless(d) || !hasUsualExponents(d)) return own
  const accumulated = NAME_OF_DIMENSION.get(dimensionKey(multiplyDimensions(d, SECOND)))
  return accumulated && `${accumulated} per time`
}

/**
 * A quantity with up to 12 significant digits and the prefix that suits it: `20*ms`, `-49*mV`, `30*msiemens/cm**2`,
 * `0.02`. `parseQuantity` reads it back. `value` is in SI units.
 */
export function formatQuantity(value: number, d: Dimension): string {
  if (isDimensionless(d)) return digits(value)
  const { unit, scale } = suitableStep(value, d)
  const number = digits(value / scale)
  return unit.startsWith('1/') ? `${number}${unit.slice(1)}` : `${number}*${unit}`
}

/** A point in time, in ms, with up to 12 significant digits: `12.3 ms`, `1500 ms`. */
export function timeText(seconds: number): string {
  return Number.isFinite(seconds) ? `${digits(seconds * 1000)} ms` : String(seconds)
}

/** How long something lasts, with up to 12 significant digits and the prefix that suits it: `60 ms`, `1.5 s`. */
export function durationText(seconds: number): string {
  const { unit, scale } = suitableStep(seconds, SECOND)
  return `${digits(seconds / scale)} ${unit === 'second' ? 's' : unit}`
}

/** The unit with the prefix that suits a size, and how much one of it is: for a voltage of 0.07, `mV` and 0.001. */
export function suitableUnit(size: number, d: Dimension): Step {
  return isDimensionless(d) ? { unit: '1', scale: 1 } : suitableStep(size, d)
}

function suitableStep(value: number, d: Dimension): Step {
  const ladder = LADDER_OF_DIMENSION.get(dimensionKey(d))
  if (ladder === undefined || value === 0 || !Number.isFinite(value)) return { unit: composedUnit(d), scale: 1 }
  return ladder.findLast(({ scale }) => Math.abs(rounded(value / scale)) >= 1) ?? ladder[0]
}

function digits(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan'
  return String(rounded(value))
}

function rounded(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS))
}

function withArticle(name: string): string {
  return name === 'white noise' ? name : `${/^[aei]/.test(name) ? 'an' : 'a'} ${name}`
}

function dimensionOfUnit(text: string): Dimension {
  return knownUnit(text).dimension
}

function scaleOfUnit(text: string): number {
  return knownUnit(text).scale
}

function knownUnit(text: string): { dimension: Dimension; scale: number } {
  const unit = parseUnit(text)
  if (unit.kind === 'error') throw new Error(`the table names ${text}: ${unit.message}`)
  return unit
}
