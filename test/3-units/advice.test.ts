/** Each pattern of advice with a model that it is for, and one where it keeps silent. */
import { describe, expect, test } from 'vitest'
import { PATTERNS } from '../../src/3-units/advice/patterns.js'
import { checkUnits } from '../../src/3-units/check.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { GroupSpec } from '../../src/model/spec.js'
import { groupSpec, modelSpec, resolved, synapsesSpec } from '../helpers.js'

const NAMES = {
  taum: '20*ms',
  taue: '5*ms',
  El: '-70*mV',
  Ee: '0*mV',
  E_ampa: '0*mV',
  Vt: '-50*mV',
  gL: '10*nS',
  Cm: '200*pF',
  R: '100*Mohm',
  DeltaT: '2*mV',
  freq: '10*Hz',
  area: '20000*um**2',
}

const DECLARED =
  'I : amp\nge : siemens\ng_ampa : siemens\nx : 1\nJ : amp/metre**2\nnoise : second**-0.5\nk : 1/second\nd : metre\nu : volt'

function told(group: Partial<GroupSpec>, on_pre?: string): readonly Diagnostic[] {
  const namespace = { ...NAMES, ...group.namespace }
  const { model = 'dv/dt = (El - v)/taum : volt', ...options } = group
  const P = groupSpec(`${model}\n${DECLARED}`, { threshold: 'v > Vt', ...options, namespace })
  const spec = modelSpec([
    P,
    ...(on_pre === undefined ? [] : [synapsesSpec({ model: 'w : 1\ng : siemens', on_pre, namespace })]),
  ])
  const found: Diagnostic[] = []
  const { model: resolvedModel, diagnostics } = resolved(spec)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  checkUnits(resolvedModel, (one) => found.push(one))
  return found
}

/** The edits that are offered, or else what is said. */
function advice(group: Partial<GroupSpec>, on_pre?: string): readonly string[] {
  const [first, ...others] = told(group, on_pre)
  expect(others).toEqual([])
  return first.fixes.length > 0 ? first.fixes.map(({ replacement }) => replacement) : first.help
}

const dv = (right: string): Partial<GroupSpec> => ({ model: `dv/dt = ${right} : volt` })

/** By the pattern's name: what is written, and what is proposed. */
type Example = readonly [group: Partial<GroupSpec>, expected: readonly string[], on_pre?: string]

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'bare number': [
    [{ threshold: 'v > -50' }, ['-50*mV']],
    [{ threshold: '-50 < v' }, ['-50*mV']],
    [{ threshold: 'v > -0.05' }, ['-0.05*volt']],
    [{ threshold: 'v - El > 20' }, ['20*mV']],
    [{ reset: 'v = 0' }, ['0*mV']],
    [{ refractory: '5' }, ['5*ms']],
    [dv('(El - clip(v, -80, 20))/taum'), ['-80*mV, 20*mV']],
  ],
  'wrong unit': [
    [{ refractory: '5*mV' }, ['5*ms']],
    [dv('(El - v + 5*mA)/taum'), ['5*mV']],
    [{ threshold: 'v > 3*nA' }, ['3*mV']],
  ],
  'plain constant': [
    [{ refractory: 'tref', namespace: { tref: 5 } }, ['`tref` is 5 in the namespace of P: give it a unit, `5*ms`']],
  ],
  'constant in the wrong unit': [
    [{ namespace: { taum: '20*mV' } }, ['`taum` is 20*mV in the namespace of P; it would agree as a time: `20*ms`']],
    [
      { ...dv('gL*(El - v)/C'), namespace: { C: 200 } },
      ['`C` is 200 in the namespace of P; it would agree as a capacitance: `200*pF`'],
    ],
  ],
  'driving force': [
    [dv('(gL*(El - v) + ge)/Cm'), ['ge*(Ee - v)']],
    [dv('(gL*(El - v) + g_ampa)/Cm'), ['g_ampa*(E_ampa - v)']],
  ],
  'multiplied for divided': [
    [dv('(El - v)*taum'), ['(El - v)/taum']],
    [dv('(El - v)/freq'), ['(El - v)*freq']],
  ],
  argument: [
    [dv('(El - v + DeltaT*exp(v - Vt))/taum'), ['(v - Vt)/DeltaT']],
    [dv('(El - v + DeltaT*sin(2*pi*t))/taum'), ['2*pi*t*freq', '2*pi*t*k']],
    [dv('(El - v + DeltaT*2**(v - Vt))/taum'), ['((v - Vt)/DeltaT)']],
  ],
  'argument by a unit': [[dv('(El - v)/taum*exp(-I)'), ['-I/nA']]],
  'forgotten factor': [
    [dv('gL*(El - v) + I'), ['(gL*(El - v) + I)/Cm']],
    [dv('(El - v + I)/taum'), ['I*R', 'I/gL']],
    [dv('(gL*(El - v) + J)/Cm'), ['J*area']],
  ],
  // A namespace without a capacitance.
  'current for voltage': [[{ ...dv('I'), namespace: { Cm: '1*ms' } }, ['R*I/taum', 'R*I/taue']]],
  noise: [[dv('(El - v)/taum + DeltaT*noise'), ['DeltaT*noise*taum**-0.5', 'DeltaT*noise*taue**-0.5']]],
  'forgotten time constant': [
    [dv('El - v'), ['(El - v)/taum', '(El - v)/taue']],
    [{ model: 'dv/dt = (El - v)/taum : volt\ndIe/dt = -Ie : amp' }, ['-Ie/taue']],
    [{ model: 'dv/dt = (El - v)/taum : volt\nalpha = x/(exp(x) - 1) : Hz' }, ['x/(exp(x) - 1)/ms']],
  ],
  inverse: [[{ refractory: 'freq' }, ['1/freq']]],
  'wrong target': [
    [{ model: 'dv/dt = (El - v)/taum : volt\ndg_in/dt = -g_in/taue : siemens' }, ['g_in_post'], 'v_post += g'],
  ],
  'forgotten duration': [[{ reset: 'v = v/second' }, ['v/second*taum', 'v/second*taue']]],
  'plain number': [[{}, ['w*mV'], 'v_post += w']],
  'unit taken away': [[{ model: 'dv/dt = (El - v)/taum : volt\ny = v : 1' }, ['v/mV']]],
}

describe.each(PATTERNS.map(({ name }) => name))('%s', (name) => {
  const examples = EXAMPLES[name] ?? []
  test('has an example', () => expect(examples.length).toBeGreaterThan(0))

  for (const [group, expected, on_pre] of examples) {
    test(`${JSON.stringify(group)}: ${JSON.stringify(expected)}`, () => {
      expect(advice(group, on_pre)).toEqual(expected)
    })
  }
})

describe('a threshold that is no comparison', () => {
  test.each<readonly [string, readonly string[]]>([
    ['v', ['v > Vt']],
    ['-50*mV', ['v > -50*mV']],
    ['I', ['compare it with a current (amp): `I > …`']],
    ['x', ['a condition compares two values']],
  ])('%s: %j', (threshold, expected) => {
    expect(advice({ threshold })).toEqual(expected)
  })
})

describe('nothing is proposed', () => {
  test('that would not make the string right', () => {
    // Divided by the capacitance the product is in volt/second; divided by the area it is not.
    expect(advice(dv('(El - v)/taum + gL*(El - v)'))).toEqual(['gL*(El - v)/Cm'])
    expect(advice(dv('(d*ge + I)/Cm'))).toEqual([])
  })

  test('of names that stand there already', () => {
    expect(advice({ model: 'dv/dt = (El - v)/taum : volt\ny = gL*v : volt' })).not.toContain('gL*v/gL')
  })
})

test('two mistakes of one string have each their own repair', () => {
  const found = told(dv('(El - clip(v, 0, 1) + exp(v)*mV)/taum'))
  expect(found.map(({ fixes }) => fixes.map(({ replacement }) => replacement))).toEqual([['0*mV, 1*mV'], ['v/DeltaT']])
})
