import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalDimensions, findUnit, parseQuantity, parseUnit, unitNames } from '../../src/units/index.js'
import { bitsOf, exponentsOf, golden, withoutNegativeZeros } from './helpers.js'

describe('parseQuantity', () => {
  it.each(golden.quantities)('gives the bits of the reference for $text', ({ text, bits, dimension }) => {
    const parsed = parseQuantity(text)
    if (parsed.kind === 'error') throw new Error(parsed.message)
    expect(bitsOf(parsed.value)).toBe(bits)
    expect(exponentsOf(parsed.dimension)).toEqual(withoutNegativeZeros(dimension))
  })

  it.each([
    ['-49 mV', '-49*mV'],
    ['5 mV/ms', '5*mV/ms'],
    ['20ms', '20*ms'],
    ['  20 * ms\n', '20*ms'],
    ['- 49 mV', '-49*mV'],
    ['3 (nS/cm**2)', '3*(nS/cm**2)'],
  ])('reads %j as %j', (text, plain) => {
    expect(parseQuantity(text)).toMatchObject({ kind: 'quantity', value: siValueOf(plain) })
  })

  it.each([
    ['20', undefined, 1],
    ['20*ms', 'ms', 1e-3],
    ['5 mV/ms', 'mV/ms', 1],
    ['20/ms', '1/ms', 1e3],
    ['1/second', '1/second', 1],
    ['-uA * ms ', 'uA * ms', 1e-9],
    ['7*nS/(cm**2)', 'nS/(cm**2)', 1e-5],
  ])('keeps the unit of %j', (text, unitText, scale) => {
    expect(parseQuantity(text)).toMatchObject({ unitText, scale })
  })

  it.each([
    ['', 0, 0, 'write a number with its unit here, such as 20*ms'],
    ['  ', 2, 2, 'write a number with its unit here, such as 20*ms'],
    ['20*', 3, 3, 'a unit is missing here, such as mV'],
    ['20*/ms', 3, 4, 'a unit is missing before this'],
    ['20 ms mV', 6, 8, 'write * or / between units'],
    ['20 30', 3, 5, 'write * or / between units'],
    ['20*30*ms', 3, 5, 'the number comes first, and once: 20*mV'],
    ['1/2*ms', 2, 3, 'the number comes first, and once: 20*mV'],
    ['20*ms+1*ms', 5, 6, 'a quantity here is one number times its units: nothing can be added'],
    ['20-1', 2, 3, 'a quantity here is one number times its units: nothing can be added'],
    ['10**-3*volt', 2, 4, 'only a unit can have a power here; write the number out, as in 1e-3'],
    ['3*cm**2**2', 7, 9, 'a unit has one power only'],
    ['3*cm**', 6, 6, 'a power is a plain number, as in cm**2 or second**-0.5'],
    ['3*cm**mV', 6, 8, 'a power is a plain number, as in cm**2 or second**-0.5'],
    ['3*cm**3.14159265358979', 6, 22, 'this power is not a simple number, such as 2 or -0.5'],
    ['3*cm**(1/0)', 9, 10, 'this power is divided by 0'],
    ['3*(nS/cm**2', 2, 3, 'this parenthesis is never closed'],
    ['3*nS)', 4, 5, 'this parenthesis was never opened'],
    ['3*nS/cm^2', 7, 8, 'write ** for a power'],
    ['3 µA', 2, 3, 'write u for micro, as in uA'],
    ['\u221249*mV', 0, 1, 'this is not the minus sign of the keyboard: write -'],
    ['3*mV;', 4, 5, '`;` cannot be used in a quantity'],
    ['😀', 0, 2, '`😀` cannot be used in a quantity'],
    ['1e999', 0, 5, 'this number is too large'],
    ['1e308*Ymetre', 0, 12, 'this is outside the range of numbers'],
    ['1*Ymetre3**100', 0, 14, 'this is outside the range of numbers'],
    ['1*cm**(1/999983)*cm**(1/999979)*cm**(1/999961)', 0, 46, 'this is outside the range of numbers'],
  ])('refuses %j', (text, start, end, message) => {
    expect(parseQuantity(text)).toEqual({ kind: 'error', message, start, end })
  })

  it('names the unit that does not exist', () => {
    expect(parseQuantity('-49 mv')).toEqual({
      kind: 'error',
      message: 'there is no unit `mv`',
      start: 4,
      end: 6,
      unknown: 'mv',
    })
    expect(parseQuantity('constructor')).toMatchObject({ unknown: 'constructor' })
    expect(parseQuantity('2*nan')).toMatchObject({ unknown: 'nan' })
  })

  it('never throws, and points inside the text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('*', '/', '**', '(', ')', '-', ' ', '1', '20', '1e-3', '.5', 'mV', 'ms', 'cm', 'inf', 'V'),
        fc.string({ maxLength: 3 }),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        for (const parsed of [parseQuantity(text), parseUnit(text)]) {
          if (parsed.kind !== 'error') continue
          expect(parsed.start).toBeGreaterThanOrEqual(0)
          expect(parsed.end).toBeGreaterThanOrEqual(parsed.start)
          expect(parsed.end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['digits', `${'1'.repeat(2e5)}x`],
    ['blanks', `20${' '.repeat(2e5)}!`],
    ['parentheses', `20*${'('.repeat(2e5)}`],
    ['powers', `20${'*ms/ms'.repeat(3e4)}`],
  ])('answers quickly to a long text of %s', (_, text) => {
    const start = performance.now()
    parseQuantity(text)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('parseUnit', () => {
  it.each([
    ['mV', 1e-3, 'volt'],
    ['nS/cm**2', 1e-5, 'siemens/metre**2'],
    ['1', 1, '1'],
    ['uA*ms', 1e-9, 'amp*second'],
    ['1/second', 1, 'hertz'],
    ['volt**0.5', 1, 'volt**(1/2)'],
    ['(1/second)', 1, 'second**-1'],
    ['mS', 1e-3, 'siemens'],
  ])('reads %s', (text, scale, same) => {
    const parsed = parseUnit(text)
    const other = parseUnit(same)
    if (parsed.kind === 'error' || other.kind === 'error') throw new Error('not a unit')
    expect(parsed).toMatchObject({ kind: 'unit', text, scale })
    expect(equalDimensions(parsed.dimension, other.dimension)).toBe(true)
  })

  it.each(['', '20*ms', '2', '-mV', 'mV mV', 'inf', '1 mV'])('refuses %j', (text) => {
    expect(parseUnit(text).kind).toBe('error')
  })

  it('reads every name of the table as the table has it', () => {
    for (const name of unitNames()) {
      const { scale, dimension } = findUnit(name) ?? {}
      expect(parseUnit(name)).toEqual({ kind: 'unit', text: name, scale, dimension })
    }
  })
})

function siValueOf(text: string): number {
  const parsed = parseQuantity(text)
  return parsed.kind === 'error' ? Number.NaN : parsed.value
}
