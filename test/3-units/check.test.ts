import { describe, expect, test } from 'vitest'
import { checkUnits } from '../../src/3-units/check.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { Action, GroupSpec, SynapsesSpec } from '../../src/model/spec.js'
import { groupSpec, modelSpec, resolved, synapsesSpec } from '../helpers.js'

const MODEL =
  'dv/dt = -v/tau : volt (unless refractory)\nw : volt\nI : amp\nx : 1\nb : boolean\nn : integer\nc : volt (shared)'

function codes(
  group: Partial<GroupSpec> & { readonly model?: string },
  synapses: Partial<SynapsesSpec> = {},
  ...actions: readonly Action[]
): readonly string[] {
  const { model = MODEL, ...options } = group
  const namespace = { tau: '20*ms', Vt: '-50*mV', p0: 0.1, ...options.namespace }
  const spec = modelSpec(
    [groupSpec(model, { threshold: 'v > Vt', ...options, namespace }), synapsesSpec({ namespace, ...synapses })],
    actions,
  )
  const { model: found, diagnostics } = resolved(spec)
  const all: Diagnostic[] = [...diagnostics]
  checkUnits(found, (d) => all.push(d))
  return all.filter((d) => d.severity === 'error').map((d) => d.code)
}

const connect = (rule: Extract<Action, { kind: 'connect' }>['rule']): Action => ({ kind: 'connect', target: 'S', rule })
const set = (variable: string, value: number | boolean | string, where?: string): Action => ({
  kind: 'set',
  target: 'P',
  variable,
  value,
  ...(where !== undefined && { where }),
})

test.each<readonly [string, readonly string[]]>([
  ['dv/dt = -v/tau : volt', []],
  ['dv/dt = -v : volt', ['U002']],
  ['dv/dt = v > Vt : volt', ['U002']],
  ['dv/dt = -v/tau : volt\nu = 2*v : volt', []],
  ['dv/dt = -v/tau : volt\nu = 2*v : 1', ['U003']],
  ['dv/dt = -v/tau : volt\nu = v > Vt : boolean', []],
  ['dv/dt = -v/tau : volt\nu = v : boolean', ['U003']],
  ['dv/dt = -v/tau : volt\nu = v > Vt : 1', ['U003']],
  // A subexpression has the unit that is declared for it, whatever its own mistake is.
  ['dv/dt = -u/tau : volt\nu = 2*tau : volt', ['U003']],
])('the equations %j give %j', (model, expected) => {
  expect(codes({ model })).toEqual(expected)
})

test.each<readonly [string, readonly string[]]>([
  ['v > Vt', []],
  ['b', []],
  ['True', []],
  ['v > Vt and not b', []],
  ['v', ['U008']],
  ['v > 1', ['U001']],
  ['b > 0', ['U009']],
  ['x and b', ['U008']],
])('the threshold %j gives %j', (threshold, expected) => {
  expect(codes({ threshold })).toEqual(expected)
})

test.each<readonly [string, string, readonly string[]]>([
  ['v > Vt', 'v = Vt', []],
  ['v > 1', 'v = Vt', ['U001']],
  ['v + w', 'v = Vt', ['U008']],
  ['v > Vt', 'v = 3', ['U004']],
])('the event %j, with the statements %j, gives %j', (condition, code, expected) => {
  expect(codes({ events: { up: condition }, run_on_event: [{ event: 'up', code }] })).toEqual(expected)
})

test.each<readonly [string, readonly string[]]>([
  ['v = w', []],
  ['v = 0', ['U004']],
  ['v += 3*mV; w -= v', []],
  ['v *= 1 + x', []],
  ['v /= w', ['U014']],
  ['b = v > w', []],
  ['b = 1', ['U004']],
  ['b += True', ['U004']],
  ['n = 3', []],
  ['n += 1', []],
  ['n = v', ['U004']],
  ['u = v + w; v = u', []],
  ['u = v*w; v = u', ['U004']],
  ['u = v; u += 1; v = u', []],
  ['u = v + I; v = u', ['U001']],
  ['v = I; w = I', ['U004', 'U004']],
])('the reset %j gives %j', (reset, expected) => {
  expect(codes({ reset })).toEqual(expected)
})

test.each<readonly [string, readonly string[]]>([
  ['5*ms', []],
  ['2*tau', []],
  ['v > Vt', []],
  ['b', []],
  ['5', ['U010']],
  ['v', ['U010']],
  ['tau*v', ['U010']],
])('the refractory period %j gives %j', (refractory, expected) => {
  expect(codes({ refractory })).toEqual(expected)
})

describe('synapses', () => {
  test.each<readonly [Partial<SynapsesSpec>, readonly string[]]>([
    [{ on_pre: 'v += 3*mV' }, []],
    [{ on_pre: 'v_post += 3' }, ['U004']],
    [{ model: 'q : siemens', on_pre: 'v += q*mV/nS' }, []],
    [{ model: 'q : siemens', on_pre: 'v += q' }, ['U004']],
    [{ model: 'g = i*mV : volt', on_pre: 'v += g' }, []],
    [{ model: 'g = i : volt', on_pre: 'v += g' }, ['U003']],
    [{ on_pre: 'v += 3*mV', delay: '1*ms' }, []],
    [{ on_pre: 'v += 3*mV', delay: 'tau/2' }, []],
    [{ on_pre: 'v += 3*mV', delay: '1*mV' }, ['U010']],
  ])('%j give %j', (options, expected) => {
    expect(codes({}, options)).toEqual(expected)
  })

  test.each<readonly [Extract<Action, { kind: 'connect' }>['rule'], readonly string[]]>([
    [{ condition: 'i != j and v_pre > v_post' }, []],
    [{ condition: 'i' }, ['U008']],
    [{ condition: 'v_pre > 1' }, ['U001']],
    [{ p: 'p0*exp(-(i - j)**2/4)' }, []],
    [{ p: 'tau' }, ['U010']],
    [{ condition: 'v_pre > 1', p: 'tau*2' }, ['U001', 'U010']],
  ])('connect(%j) gives %j', (rule, expected) => {
    expect(codes({}, {}, connect(rule))).toEqual(expected)
  })
})

test.each<readonly [string, number | boolean | string, string | undefined, readonly string[]]>([
  ['v', '-60*mV + rand()*mV', undefined, []],
  ['v', '0', undefined, ['U004']],
  ['v', 0, undefined, []],
  ['v', 1, undefined, ['U004']],
  ['x', 1, undefined, []],
  ['b', true, undefined, []],
  ['b', 1, undefined, ['U004']],
  ['b', 'v > w', undefined, []],
  ['n', 'i', undefined, []],
  ['c', '3*mV', undefined, []],
  ['v', '3*mV', 'i > 1', []],
  ['v', '3*mV', 'i', ['U008']],
  ['v', '3', 'v > 1', ['U001', 'U004']],
])('set %s to %j where %j gives %j', (variable, value, where, expected) => {
  expect(codes({}, {}, set(variable, value, where))).toEqual(expected)
})

test('every code of the family is shown by these models or by those of bad inputs', () => {
  expect(codes({ model: 'dv/dt = -v*exp(v)/tau : volt' })).toEqual(['U005'])
  expect(codes({ model: 'dv/dt = -v*2**v/tau : volt' })).toEqual(['U006'])
  expect(codes({ model: 'dv/dt = -v**x/tau : volt\nx : 1' })).toEqual(['U007'])
})
