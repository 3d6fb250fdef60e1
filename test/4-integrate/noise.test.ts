import { describe, expect, test } from 'vitest'
import { integrate } from '../../src/4-integrate/integrate.js'
import { isMultiplicative } from '../../src/4-integrate/noise.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { TimedArray } from '../../src/model/timed-array.js'
import { resolvedGroup } from '../helpers.js'

const NAMESPACE = { tau: '5*ms' }

describe('noise is additive or multiplicative as the reference has it', () => {
  test.each([
    ['dv/dt = -v/tau + s*xi/tau**.5 : 1\ns : 1', false],
    ['dv/dt = t/second*xi/tau**.5 : 1', true],
    ['dv/dt = v*xi/tau**.5 : 1', true],
    ['dv/dt = (v + xi*tau**.5)*v/tau : 1', true],
    ['dv/dt = (v + xi*tau**.5)/tau : 1', false],
    ['dv/dt = g*xi/tau**.5 : 1\ng = v : 1', true],
    ['dv/dt = w*xi/tau**.5 : 1\ndw/dt = -w/tau : 1', true],
    ['dv/dt = xi_a/(v*tau**.5) : 1', true],
    ['dv/dt = g*xi/tau**.5 : 1\ng = rand() : 1 (constant over dt)', false],
    ['dv/dt = i*xi/tau**.5 : 1', false],
    ['dv/dt = -v*xi_a/tau**.5 + xi_b/tau**.5 : 1', true],
  ])('%s', (model, expected) => {
    const { equations } = resolvedGroup(model, { namespace: NAMESPACE })
    expect(isMultiplicative(equations[0].derivative.value, 1e-4)).toBe(expected)
  })
})

describe('a method', () => {
  const ADDITIVE = 'dv/dt = -v/tau + xi/tau**.5 : 1'
  const MULTIPLICATIVE = 'dv/dt = v*xi/tau**.5 : 1'
  const TWO = 'dv/dt = xi_a/tau**.5 + xi_b/tau**.5 : 1'
  const SHARED = 'dv/dt = xi_a/tau**.5 : 1\ndw/dt = xi_a/tau**.5 : 1'

  test.each<readonly [string | undefined, string, readonly string[]]>([
    [undefined, ADDITIVE, []],
    [undefined, MULTIPLICATIVE, []],
    ['euler', ADDITIVE, []],
    ['euler', TWO, []],
    ['euler', SHARED, []],
    ['euler', MULTIPLICATIVE, ['M001']],
    ['heun', MULTIPLICATIVE, []],
    ['heun', SHARED, []],
    ['milstein', MULTIPLICATIVE, []],
    ['milstein', TWO, ['M001']],
    ['milstein', SHARED, ['M001']],
    ['exact', ADDITIVE, ['M001']],
    ['exponential_euler', ADDITIVE, ['M001']],
    ['rk2', ADDITIVE, ['M001']],
    ['rk4', ADDITIVE, ['M001']],
    ['eulr', ADDITIVE, ['M002']],
    ['gsl', ADDITIVE, ['M001']],
    ['independent', ADDITIVE, ['X001']],
  ])('%s takes what it can: %s', (method, model, expected) => {
    const found: Diagnostic[] = []
    const group = resolvedGroup(model, { namespace: NAMESPACE, ...(method !== undefined && { method }) })
    const update = integrate(group, (diagnostic) => found.push(diagnostic))
    expect(found.map((d) => d.code)).toEqual(expected)
    expect(update === undefined).toBe(expected.length > 0)
  })
})

describe('noise in equations', () => {
  test('is one object for one name', () => {
    const { equations } = resolvedGroup('dv/dt = xi_a/tau**.5 : 1\ndw/dt = xi_a/tau**.5 + xi_b/tau**.5 : 1', {
      namespace: NAMESPACE,
    })
    const noises = equations.map(({ derivative }) => JSON.stringify(derivative.value).match(/xi_\w/g))
    expect(noises).toEqual([['xi_a'], ['xi_a', 'xi_b']])
  })
})

describe('noise whose strength is a timed array', () => {
  const timed = (dt: string) => ({ ...NAMESPACE, s: new TimedArray([0, 1, 2], { dt }) })
  test.each([
    ['s(t)', '0.5*ms', 'euler'],
    ['s(t)', '0.25*ms', 'heun'],
    ['s(t)', '0.05*ms', 'heun'],
    ['s(t + dt)', '0.5*ms', 'heun'],
    ['s(t)*v', '0.5*ms', 'heun'],
  ])('%s, by steps of %s: %s', (strength, dt, method) => {
    const group = resolvedGroup(`dv/dt = -v/tau + ${strength}*xi/tau**.5 : 1`, { namespace: timed(dt) })
    expect(integrate(group, (diagnostic) => expect.fail(diagnostic.message))?.method).toBe(method)
  })
})
