import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BASE_UNIT_NAMES,
  CONCENTRATION,
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  describeKind,
  dimension,
  durationText,
  equalDimensions,
  formatQuantity,
  METRE,
  parseQuantity,
  parseUnit,
  powerOfDimension,
  quantityName,
  rational,
  SECOND,
  timeText,
  VOLT,
} from '../../src/units/index.js'
import { anyDimension } from './helpers.js'

const commonUnit = fc.constantFrom(
  ...['1', 'volt', 'amp', 'siemens', 'second', 'farad', 'ohm', 'metre', 'metre**2', 'Hz', 'mM', 'volt/second'],
  ...['siemens/metre**2', 'amp/metre**2', 'farad/metre**2', 'ohm*metre', 'second**-0.5', '1/metre', '1/volt/second'],
  ...['kilogram', 'coulomb', 'mole', 'kelvin', 'joule', 'watt', 'volt/second**0.5', 'siemens/metre**2/second'],
)

describe('describeDimension', () => {
  it.each([
    ['volt', 'volt'],
    ['siemens', 'siemens'],
    ['amp*ohm', 'volt'],
    ['volt*siemens', 'amp'],
    ['1/ohm', 'siemens'],
    ['ohm*farad', 'second'],
    ['1', '1'],
    ['volt/volt', '1'],
    ['1/second', 'hertz'],
    ['volt/second', 'volt/second'],
    ['amp/farad', 'volt/second'],
    ['amp/second', 'amp/second'],
    ['siemens/second', 'siemens/second'],
    ['siemens/metre**2', 'siemens/metre**2'],
    ['amp/metre**2', 'amp/metre**2'],
    ['farad/metre**2', 'farad/metre**2'],
    ['siemens/metre**2/second', 'siemens/metre**2/second'],
    ['amp/metre**2/second', 'amp/metre**2/second'],
    ['second**-0.5', 'second**-0.5'],
    ['volt*second**-0.5', 'volt/second**0.5'],
    ['amp*second**-0.5', 'amp/second**0.5'],
    ['siemens/metre**2/second**0.5', 'siemens/metre**2/second**0.5'],
    ['volt**0.5', 'volt**0.5'],
    ['volt**2', 'volt**2'],
    ['volt**2/second', 'volt**2/second'],
    ['1/volt', '1/volt'],
    ['1/volt/second', '1/volt/second'],
    ['hertz**2', '1/second**2'],
    ['second**2', 'second**2'],
    ['metre**2', 'metre**2'],
    ['metre/second', 'metre/second'],
    ['metre/second**2', 'metre/second**2'],
    ['metre**2/second', 'metre**2/second'],
    ['1/metre', '1/metre'],
    ['mole/metre**3', 'mM'],
    ['mM/second', 'mM/second'],
    ['mM*metre**2', 'mole/metre'],
    ['volt*amp', 'watt'],
    ['amp*second', 'coulomb'],
    ['farad*volt', 'coulomb'],
    ['coulomb/mole', 'coulomb/mole'],
    ['joule/kelvin', 'joule/kelvin'],
    ['joule/kelvin/mole', 'joule/kelvin/mole'],
    ['ohm*metre', 'ohm*metre'],
    ['ohm*metre**2', 'ohm*metre**2'],
    ['siemens/volt', 'siemens/volt'],
    ['volt*second', 'volt*second'],
    ['amp/metre', 'amp/metre'],
    ['volt/metre', 'volt/metre'],
    ['siemens/metre', 'siemens/metre'],
    ['second/volt', 'second/volt'],
    ['amp**2*second', 'amp**2*second'],
    ['metre**3/second', 'metre**3/second'],
    ['siemens/volt/second', 'siemens/volt/second'],
    ['1/mM/second', '1/mM/second'],
    ['farad/metre', 'farad/metre'],
    ['candle**3*kelvin**5*volt**7', 'metre**14*kilogram**7*kelvin**5*candle**3/second**21/amp**7'],
  ])('names %s as %s', (unit, expected) => {
    expect(describeDimension(dimensionOf(unit))).toBe(expected)
  })

  it('can always be parsed as the unit of a declaration, of scale 1', () => {
    fc.assert(
      fc.property(anyDimension, (d) => {
        const text = describeDimension(d)
        expect(text).toMatch(/^[A-Za-z0-9*/. -]+$/)
        for (const name of text.match(/[A-Za-z]\w*/g) ?? []) expect(BASE_UNIT_NAMES).toContain(name)
        const parsed = parseUnit(text)
        expect(parsed).toMatchObject({ kind: 'unit', scale: 1 })
        expect(parsed.kind === 'unit' && equalDimensions(parsed.dimension, d)).toBe(true)
      }),
    )
  })

  it('survives exponents at the end of the safe integers', () => {
    const extreme = powerOfDimension(METRE, rational(Number.MAX_SAFE_INTEGER))
    expect(describeDimension(extreme)).toBe('metre**9007199254740991')
    expect(quantityName(extreme)).toBeUndefined()
  })
})

describe('quantityName', () => {
  it.each([
    ['volt', 'voltage'],
    ['amp', 'current'],
    ['siemens', 'conductance'],
    ['second', 'time'],
    ['1/second', 'rate'],
    ['farad', 'capacitance'],
    ['siemens/cm**2', 'conductance density'],
    ['amp/cm**2', 'current density'],
    ['mV/ms', 'voltage per time'],
    ['nS/ms', 'conductance per time'],
    ['nS/cm**2/ms', 'conductance density per time'],
    ['ohm', 'resistance'],
    ['um', 'length'],
    ['mM', 'concentration'],
    ['uM/ms', 'concentration per time'],
  ])('names %s %s', (unit, name) => {
    expect(quantityName(dimensionOf(unit))).toBe(name)
  })

  it('has none for plain numbers and for what has no name', () => {
    expect(quantityName(DIMENSIONLESS)).toBeUndefined()
    expect(quantityName(dimensionOf('volt**3'))).toBeUndefined()
  })
})

describe('describeKind', () => {
  it.each([
    ['1', 'a plain number (no unit)'],
    ['volt', 'a voltage (volt)'],
    ['amp*ohm/second', 'a voltage per time (volt/second)'],
    ['mole', 'an amount of substance (mole)'],
    ['volt**3', 'a quantity in volt**3'],
  ])('puts %s into words', (unit, words) => {
    expect(describeKind(dimensionOf(unit))).toBe(words)
  })
})

describe('formatQuantity', () => {
  it.each([
    ['20*ms', '20*ms'],
    ['-49*mV', '-49*mV'],
    ['0.0000000032*amp', '3.2*nA'],
    ['0.02', '0.02'],
    ['1*second', '1*second'],
    ['0.1*ms', '100*us'],
    ['999.9999999999999*ms', '1*second'],
    ['0*volt', '0*volt'],
    ['inf*mV', 'inf*volt'],
    ['-inf', '-inf'],
    ['5*mV/ms', '5*mV/ms'],
    ['30*mS/cm**2', '30*msiemens/cm**2'],
    ['1*uF/cm**2', '1*uF/cm**2'],
    ['20000*um**2', '20000*um**2'],
    ['15*Hz', '15*Hz'],
    ['0.5*Hz', '0.5*Hz'],
    ['2*uM', '2*uM'],
    ['100*Mohm', '100*Mohm'],
    ['3/metre', '3/metre'],
    ['2*volt**2', '2*volt**2'],
    ['1e-30*volt', '1e-18*pvolt'],
    ['0.1*second+0', undefined],
  ])('writes %s', (text, expected) => {
    const parsed = parseQuantity(text)
    expect(parsed.kind === 'error' ? undefined : formatQuantity(parsed.value, parsed.dimension)).toBe(expected)
  })

  it('is read back as the same quantity', () => {
    const magnitude = fc.double({ min: 1e-200, max: 1e200, noNaN: true })
    const value = fc.oneof(
      fc.constant(0),
      magnitude,
      magnitude.map((x) => -x),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    )
    const usual = fc.oneof(commonUnit.map(dimensionOf), anyDimension)
    const visible = value.filter((x) => x === 0 || Math.abs(x) >= 1e-200)
    fc.assert(
      fc.property(visible, usual, (x, d) => expectReadBack(x, d)),
      { numRuns: 2000 },
    )
  })

  it('is read back at infinity', () => {
    for (const d of [VOLT, SECOND, DIMENSIONLESS, CONCENTRATION, dimension({ metre: -1 })]) {
      for (const x of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expect(parseQuantity(formatQuantity(x, d))).toMatchObject({ value: x, dimension: d })
      }
    }
  })
})

function expectReadBack(value: number, d: Dimension): void {
  const parsed = parseQuantity(formatQuantity(value, d))
  if (parsed.kind === 'error') throw new Error(`${formatQuantity(value, d)}: ${parsed.message}`)
  expect(parsed.dimension).toEqual(d)
  expect(Math.abs(parsed.value - value)).toBeLessThanOrEqual(1e-11 * Math.abs(value))
}

function dimensionOf(text: string): Dimension {
  const unit = parseUnit(text)
  if (unit.kind === 'error') throw new Error(`${text}: ${unit.message}`)
  return unit.dimension
}

describe('times for people', () => {
  it.each([
    [600 * 1e-4, '60 ms'],
    [3 * 1e-4, '0.3 ms', '300 us'],
    [15_000 * 1e-4, '1500 ms', '1.5 s'],
    [1_000_001 * 1e-4, '100000.1 ms', '100.0001 s'],
    [0.9999999999999999, '1000 ms', '1 s'],
    [2.5e-6, '0.0025 ms', '2.5 us'],
    [-0.002, '-2 ms'],
    [0, '0 ms', '0 s'],
  ])('%d s', (seconds, time, duration = time) => {
    expect([timeText(seconds), durationText(seconds)]).toEqual([time, duration])
  })
})
