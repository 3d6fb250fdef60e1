/**
 * The units that a name in an equation string can mean: Brian's default namespace, made from its rules.
 *
 * One-letter names (V, S, A, F, m, s) are left out on purpose, since models use them for variables.
 */
import {
  AMP,
  AREA,
  CANDELA,
  CONCENTRATION,
  COULOMB,
  DIMENSIONLESS,
  type Dimension,
  divideDimensions,
  FARAD,
  HENRY,
  HERTZ,
  JOULE,
  KELVIN,
  KILOGRAM,
  METRE,
  MOLE,
  multiplyDimensions,
  NEWTON,
  OHM,
  PASCAL,
  powerOfDimension,
  SECOND,
  SIEMENS,
  TESLA,
  VOLT,
  VOLUME,
  WATT,
  WEBER,
} from './dimension.js'
import { rational } from './rational.js'

/** A named unit: the number 1 of it is `scale`, which is ten to the `exponent`, in SI units of its dimension. */
export type Unit = {
  readonly name: string
  readonly dimension: Dimension
  readonly scale: number
  readonly exponent: number
  readonly display: string
}

/** A physical constant: a value in SI units and its dimension. */
export type PhysicalConstant = { readonly value: number; readonly dimension: Dimension }

type Family = {
  readonly names: readonly string[]
  readonly symbol: string
  readonly dimension: Dimension
  readonly exponent: number
  readonly prefixes: Prefixes
  readonly powers: readonly number[]
}

type Prefixes = readonly (readonly [prefix: string, exponent: number])[]

const NO_PREFIX: Prefixes = [['', 0]]
// biome-ignore format: the table reads best as rows of small and large prefixes
const PREFIXES: Prefixes = [
  ...NO_PREFIX,
  ['m', -3], ['u', -6], ['n', -9], ['p', -12], ['f', -15], ['a', -18], ['z', -21], ['y', -24],
  ['k', 3], ['M', 6], ['G', 9], ['T', 12], ['P', 15], ['E', 18], ['Z', 21], ['Y', 24],
]
const LITRE_PREFIXES: Prefixes = [...PREFIXES, ['d', -1], ['c', -2], ['da', 1], ['h', 2]]

function family(names: string, symbol: string, dimension: Dimension, other: Partial<Family> = {}): Family {
  return { names: names.split(' '), symbol, dimension, exponent: 0, prefixes: PREFIXES, powers: [1, 2, 3], ...other }
}

const FAMILIES: readonly Family[] = [
  family('volt', 'V', VOLT),
  family('amp ampere', 'A', AMP),
  family('second', 's', SECOND),
  family('siemens', 'S', SIEMENS),
  family('ohm', 'ohm', OHM),
  family('farad', 'F', FARAD),
  family('metre meter', 'm', METRE),
  family('hertz', 'Hz', HERTZ),
  family('mole mol', 'mol', MOLE),
  family('molar', 'M', CONCENTRATION, { exponent: 3 }),
  family('kelvin', 'K', KELVIN, { prefixes: NO_PREFIX }),
  family('kilogram kilogramme', 'kg', KILOGRAM, { prefixes: NO_PREFIX }),
  family('gram gramme', 'g', KILOGRAM, { exponent: -3 }),
  family('litre liter', 'l', VOLUME, { exponent: -3, prefixes: LITRE_PREFIXES, powers: [1] }),
  family('coulomb', 'C', COULOMB),
  family('joule', 'J', JOULE),
  family('watt', 'W', WATT),
  family('newton', 'N', NEWTON),
  family('pascal', 'Pa', PASCAL),
  family('weber', 'Wb', WEBER),
  family('tesla', 'T', TESLA),
  family('henry', 'H', HENRY),
  family('candle', 'cd', CANDELA),
  family('lumen', 'lm', CANDELA),
  family('lux', 'lx', divideDimensions(CANDELA, AREA)),
  family('radian', 'rad', DIMENSIONLESS),
  family('steradian', 'sr', DIMENSIONLESS),
  family('becquerel', 'Bq', HERTZ),
  family('gray', 'Gy', divideDimensions(JOULE, KILOGRAM)),
  family('sievert', 'Sv', divideDimensions(JOULE, KILOGRAM)),
  family('katal', 'kat', divideDimensions(MOLE, SECOND)),
]

// biome-ignore format: one row a kind of quantity
const SHORT_NAMES: readonly (readonly [name: string, symbol: string, dimension: Dimension, exponent: number])[] = [
  ['ms', 'ms', SECOND, -3], ['us', 'us', SECOND, -6],
  ['mV', 'mV', VOLT, -3],
  ['mA', 'mA', AMP, -3], ['uA', 'uA', AMP, -6], ['nA', 'nA', AMP, -9], ['pA', 'pA', AMP, -12],
  ['uS', 'uS', SIEMENS, -6], ['nS', 'nS', SIEMENS, -9],
  ['uF', 'uF', FARAD, -6], ['nF', 'nF', FARAD, -9], ['pF', 'pF', FARAD, -12],
  ['Hz', 'Hz', HERTZ, 0], ['kHz', 'kHz', HERTZ, 3], ['MHz', 'MHz', HERTZ, 6],
  ['cm', 'cm', METRE, -2], ['mm', 'mm', METRE, -3], ['um', 'um', METRE, -6],
  ['cm2', 'cm^2', AREA, -4], ['mm2', 'mm^2', AREA, -6], ['um2', 'um^2', AREA, -12],
  ['cm3', 'cm^3', VOLUME, -6], ['mm3', 'mm^3', VOLUME, -9], ['um3', 'um^3', VOLUME, -18],
  ['mM', 'mM', CONCENTRATION, 0], ['uM', 'uM', CONCENTRATION, -3], ['nM', 'nM', CONCENTRATION, -6],
]

const SCRIPT_UNITS: ReadonlyMap<string, Unit> = unitsByName([
  unitOf('mS', 'mS', SIEMENS, -3),
  unitOf('cmetre', 'cm', METRE, -2),
  unitOf('cmeter', 'cm', METRE, -2),
])

const UNITS: ReadonlyMap<string, Unit> = unitsByName([
  ...SHORT_NAMES.map(([name, symbol, dimension, exponent]) => unitOf(name, symbol, dimension, exponent)),
  ...[1, 2, 3].flatMap((power) => FAMILIES.flatMap((each) => unitsOfFamily(each, power))),
])

/** The names that the unit of a declaration may use (`v : volt`): those whose scale is 1. */
// biome-ignore format: one row a kind of quantity
export const BASE_UNIT_NAMES: readonly string[] = [
  'amp', 'ampere', 'candle', 'lumen', 'coulomb', 'farad', 'gray', 'sievert', 'henry', 'hertz', 'Hz', 'becquerel',
  'joule', 'katal', 'kelvin', 'kilogram', 'kilogramme', 'kgram', 'kgramme', 'klitre', 'kliter', 'lux', 'metre', 'meter',
  'mmolar', 'mM', 'mole', 'mol', 'newton', 'ohm', 'pascal', 'radian', 'steradian', 'second', 'siemens', 'tesla', 'volt',
  'watt', 'weber',
]

/** Brian's `brian2.units.constants`, which a model names only when it imports them. */
export const PHYSICAL_CONSTANTS: ReadonlyMap<string, PhysicalConstant> = new Map([
  ['avogadro_constant', constant(6.022140857e23, divideDimensions(DIMENSIONLESS, MOLE))],
  ['boltzmann_constant', constant(1.38064852e-23, divideDimensions(JOULE, KELVIN))],
  ['electric_constant', constant(8.854187817e-12, divideDimensions(FARAD, METRE))],
  ['electron_mass', constant(9.10938356e-31, KILOGRAM)],
  ['elementary_charge', constant(1.6021766208e-19, COULOMB)],
  ['faraday_constant', constant(96485.33289, divideDimensions(COULOMB, MOLE))],
  ['gas_constant', constant(8.3144598, divideDimensions(JOULE, multiplyDimensions(MOLE, KELVIN)))],
  ['magnetic_constant', constant(4 * Math.PI * 1e-7, divideDimensions(NEWTON, powerOfDimension(AMP, rational(2))))],
  ['molar_mass_constant', constant(1e-3, divideDimensions(KILOGRAM, MOLE))],
  ['zero_celsius', constant(273.15, KELVIN)],
])

/** The unit that a name in an equation string means, or undefined when there is none of that name. */
export function findUnit(name: string): Unit | undefined {
  return UNITS.get(name)
}

/**
 * The unit that a name means in a literal quantity. Besides every name of an equation string these are `mS`,
 * `cmetre` and `cmeter`: `from brian2 import *` brings them into a script, but Brian's default namespace lacks them.
 */
export function findScriptUnit(name: string): Unit | undefined {
  return UNITS.get(name) ?? SCRIPT_UNITS.get(name)
}

/** Every name that `findUnit` knows, the usual ones first, as candidates for "did you mean". */
export function unitNames(): readonly string[] {
  return [...UNITS.keys()]
}

/**
 * Ten to the power of a number, rounded correctly for whole and half exponents (the engine's own power is not).
 * Infinity or 0 outside the range of floating-point numbers.
 */
export function powerOfTen(exponent: number): number {
  if (Number.isInteger(exponent)) return Number(`1e${exponent}`)
  if (Number.isInteger(exponent * 2)) return Number(`3.162277660168379331998893544432718e${exponent - 0.5}`)
  return 10 ** exponent
}

function unitOf(name: string, display: string, dimension: Dimension, exponent: number): Unit {
  return { name, dimension, scale: powerOfTen(exponent), exponent, display }
}

function unitsOfFamily({ names, symbol, dimension, exponent, prefixes, powers }: Family, power: number): Unit[] {
  if (!powers.includes(power)) return []
  const raised = powerOfDimension(dimension, rational(power))
  const [suffix, mark] = power === 1 ? ['', ''] : [`${power}`, `^${power}`]
  return prefixes.flatMap(([prefix, shift]) =>
    names.map((name) =>
      unitOf(`${prefix}${name}${suffix}`, `${prefix}${symbol}${mark}`, raised, (exponent + shift) * power),
    ),
  )
}

function unitsByName(units: readonly Unit[]): ReadonlyMap<string, Unit> {
  return new Map(units.map((unit) => [unit.name, unit]))
}

function constant(value: number, dimension: Dimension): PhysicalConstant {
  return { value, dimension }
}
