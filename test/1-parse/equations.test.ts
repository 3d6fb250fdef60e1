import { describe, expect, test } from 'vitest'
import { printEquation } from '../../src/1-parse/print.js'
import { equationsOf, outcomeOf, withoutSpans } from './support.js'

const printed = (text: string) => equationsOf(text).map(printEquation)

describe('equations', () => {
  test('run over lines, with comments and blank lines between', () => {
    const text = `
      # the membrane
      dv/dt  = (ge + gi
                - (v - El))/taum   # leak
               : volt (unless refractory)

      ds / dt = -s/tau : 1
      d w / dt = (a*(v - El) - w)/tauw : amp
      I = clip(v, 0*mV,
               10*mV)*g : amp (constant over dt)
      tau : second (constant, shared)
      w_syn :
        siemens/metre**2
        (linked)`
    expect(printed(text)).toEqual([
      'dv/dt = (ge + gi - (v - El))/taum : volt (unless refractory)',
      'ds/dt = -s/tau : 1',
      'dw/dt = (a*(v - El) - w)/tauw : amp',
      'I = clip(v, 0*mV, 10*mV)*g : amp (constant over dt)',
      'tau : second (constant, shared)',
      'w_syn : siemens/metre**2 (linked)',
    ])
  })

  test('may be named like the parts of a derivative', () => {
    expect(printed('d : 1\ndt_x : second\ndv = d/dt : Hz\ndd/dt = dv : 1\nddt/dt = x/dt : 1')).toEqual([
      'd : 1',
      'dt_x : second',
      'dv = d/dt : Hz',
      'dd/dt = dv : 1',
      'ddt/dt = x/dt : 1',
    ])
  })

  test('name the variable by its own span', () => {
    const text = 'dvm/dt = -vm/tau : volt\nd x / dt = -x/tau : 1'
    const names = equationsOf(text).map(({ name }) => [name.name, text.slice(name.span.start, name.span.end)])
    expect(names).toEqual([
      ['vm', 'vm'],
      ['x', 'x'],
    ])
  })

  test('have flags of words, blanks and hyphens', () => {
    const [equation] = equationsOf('dg/dt = -g/tau : 1 (event-driven, unless   refractory,\n constant over dt)')
    expect(equation.flags.map((flag) => flag.name)).toEqual(['event-driven', 'unless refractory', 'constant over dt'])
  })
})

const units: readonly (readonly [string, string, readonly (readonly [string, number, number])[]])[] = [
  ['1', '1', []],
  ['volt', 'volt', [['volt', 1, 1]]],
  ['1/second', '1/second', [['second', -1, 1]]],
  ['volt ** .5', 'volt**.5', [['volt', 1, 2]]],
  ['metre**-1', 'metre**-1', [['metre', -1, 1]]],
  [
    'volt*second**-0.25',
    'volt*second**-0.25',
    [
      ['volt', 1, 1],
      ['second', -1, 4],
    ],
  ],
  [
    'siemens / metre**2',
    'siemens/metre**2',
    [
      ['siemens', 1, 1],
      ['metre', -2, 1],
    ],
  ],
  ['metre**0', 'metre**0', [['metre', 0, 1]]],
  ['metre**-0', 'metre**-0', [['metre', 0, 1]]],
  ['metre**2.50', 'metre**2.50', [['metre', 5, 2]]],
  ['boolean', 'boolean', [['boolean', 1, 1]]],
]

test.each(units)('the unit %s is %s', (written, text, factors) => {
  const [{ unit }] = equationsOf(`x : ${written}`)
  const shown = unit.factors.map((f) => [f.name.name, f.exponent.numerator, f.exponent.denominator])
  expect([unit.text, shown]).toEqual([text, factors])
  expect(unit.span).toEqual({ start: 4, end: 4 + written.length })
})

describe('after a mistake', () => {
  test('the other equations are read, and nothing follows from it', () => {
    const text = `dv/dt = (El - v/taum : volt
      ge : siemens
      dw/ds = -w/tau : amp
      dx/dt = -x/tau
      dy/dt = -y taum
        + 3 : 1
      z : volt (constant`
    const { trees, diagnostics } = outcomeOf('equations', text)
    expect(diagnostics.map((d) => d.code)).toEqual(['S003', 'S011', 'S009', 'S001', 'S003'])
    expect(withoutSpans(trees)).toEqual(withoutSpans(equationsOf('ge : siemens')))
  })
})
