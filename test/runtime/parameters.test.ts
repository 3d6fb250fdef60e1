import { describe, expect, test } from 'vitest'
import type { ModelSpec, ObjectSpec } from '../../src/model/spec.js'
import { parameterValues } from '../../src/runtime/parameters.js'
import { groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

const parameter = (name: string, value: number, unit: string, more: object = {}) => ({
  name,
  object: 'P',
  bare: name.replace(/^.*\./, ''),
  value,
  unit,
  text: String(value),
  ...more,
})
const PARAMETERS = [
  parameter('tau', 0.02, 'second'),
  parameter('P.g', 1e-9, 'siemens'),
  parameter('Q.g', 2e-9, 'siemens'),
  parameter('k', 3, '1'),
  parameter('d', 0.002, 'second', { structural: 'it sets the delay of S' }),
]

describe('new values of constants', () => {
  test('are in SI units, whatever they are given in', () => {
    expect([...parameterValues(PARAMETERS, { tau: '25*ms', k: 4 })]).toEqual([0.025, 1e-9, 2e-9, 4, 0.002])
    expect(parameterValues(PARAMETERS, { tau: '0.025 second' })[0]).toBe(0.025)
    expect(parameterValues(PARAMETERS, { k: '5' })[3]).toBe(5)
  })

  test('of one object by its full name, of all objects by the bare one', () => {
    expect([...parameterValues(PARAMETERS, { 'P.g': '5*nS' })].slice(1, 3)).toEqual([5e-9, 2e-9])
    expect([...parameterValues(PARAMETERS, { g: '5*nS' })].slice(1, 3)).toEqual([5e-9, 5e-9])
  })

  test.each<readonly [Record<string, string | number>, string]>([
    [{ tua: '25*ms' }, 'C004'],
    [{ tau: '25*mV' }, 'U010'],
    [{ tau: 25 }, 'U010'],
    [{ k: '3*mV' }, 'U010'],
    [{ tau: '25 msx' }, 'V009'],
    [{ tau: '' }, 'V009'],
    [{ d: '3*ms' }, 'V008'],
    [{ constructor: 1 }, 'C004'],
  ])('%j is refused as %s', (overrides, code) => {
    expect(() => parameterValues(PARAMETERS, overrides)).toThrow(`error[${code}]`)
  })
})

describe('a simulation with new values', () => {
  const model = modelSpec(
    [
      groupSpec('dv/dt = -v/tau2 : 1 (unless refractory)', {
        threshold: 'v > 2',
        refractory: 'ref',
        namespace: { tau: '20*ms', tau2: '2*tau', ref: '1*ms', start: 1 },
      }),
    ],
    [{ kind: 'set', target: 'P', variable: 'v', value: 'start' }],
  )

  test('is what the model would be with them', async () => {
    const simulation = simulationOf(model, { parameters: { tau: '5*ms', start: 2 } })
    await simulation.run(0.01)
    expect(simulation.values('P', 'v')[0]).toBeCloseTo(2 * Math.exp(-1), 12)
  })

  test('leaves other simulations of the model alone', async () => {
    simulationOf(model, { parameters: { tau: '5*ms' } })
    const simulation = simulationOf(model)
    await simulation.run(0.04)
    expect(simulation.values('P', 'v')[0]).toBeCloseTo(Math.exp(-1), 12)
  })

  test('can not change what is built into the kernels', () => {
    const delayed = modelSpec(
      [
        groupSpec('v : 1', { threshold: 'v > 1' }),
        synapsesSpec({ on_pre: 'v += 1', delay: 'd', namespace: { d: '2*ms' } }),
      ],
      [{ kind: 'connect', target: 'S', rule: {} }],
    )
    expect(() => simulationOf(delayed, { parameters: { d: '3*ms' } })).toThrow('it sets the delay of S')
  })

  test.each<readonly [string, Partial<ModelSpec>, string]>([
    ['the step of the clock', { dt: 'h' }, 'it sets a step'],
    ['the step of the clock, through another constant', { dt: 'h2/2' }, 'it sets a step'],
    ['the step of a monitor', {}, 'it sets a step'],
    ['the duration', { duration: '10*h' }, 'it sets the duration'],
  ])('nor %s', (_, options, reason) => {
    const monitor: ObjectSpec = {
      kind: 'StateMonitor',
      name: 'M',
      source: 'P',
      variables: ['v'],
      record: true,
      dt: 'h',
    }
    const spec = modelSpec([groupSpec('v : 1'), ...(options.dt || options.duration ? [] : [monitor])], [], {
      namespace: { h: '1*ms', h2: '2*h' },
      ...options,
    })
    expect(() => simulationOf(spec, { parameters: { h: '2*ms' } })).toThrow(reason)
    expect(simulationOf(spec).time()).toBe(0)
  })

  test('nor the exponent of what has a unit, where another would be another unit', () => {
    const spec = modelSpec([
      groupSpec('dv/dt = -c*v**n/second**k*x**m : volt\nx : 1', {
        namespace: { n: 2, k: 1, m: 3, c: '1/volt' },
        threshold: 'v**2/volt**2 > 4',
        reset: 'y = v; x = y**m*0/volt**3',
      }),
    ])
    for (const name of ['n', 'k', 'm'])
      expect(() => simulationOf(spec, { parameters: { [name]: 5 } })).toThrow('as the exponent of a quantity')
    const plain = modelSpec([groupSpec('dv/dt = -x**m/second : 1\nx : 1', { namespace: { m: 3 } })])
    expect(simulationOf(plain, { parameters: { m: 5 } }).time()).toBe(0)
  })

  test('nor make a probability of what is none', () => {
    const random = modelSpec(
      [groupSpec('v : 1'), synapsesSpec({ namespace: { q: 0.5 } })],
      [{ kind: 'connect', target: 'S', rule: { p: 'q' } }],
    )
    expect(simulationOf(random, { parameters: { q: 1 } }).synapseCount('S')).toBe(9)
    for (const q of [1.5, -0.5])
      expect(() => simulationOf(random, { parameters: { q } })).toThrow(
        `p of connect() of S: a probability is between 0 and 1, and this is ${q}`,
      )
  })
})
