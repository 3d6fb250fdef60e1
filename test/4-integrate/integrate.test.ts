import { describe, expect, test } from 'vitest'
import type { Group } from '../../src/2-resolve/model.js'
import { integrate } from '../../src/4-integrate/integrate.js'
import { printResolved } from '../../src/5-lower/comments.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { GroupSpec } from '../../src/model/spec.js'
import { goldenJson, groupSpec, modelSpec, resolvedGroup, simulationOf } from '../helpers.js'

const OTHERS = { tauw: '100*ms', a: 0.3, b: 0.7, g: '1/(7*ms)' }
const NAMES = { tau: '20*ms', taue: '5*ms', El: 0.5, c: 2, f: '1/(10*ms)' }

interface Run {
  readonly every: number
  readonly first: number
  readonly samples: Readonly<Record<string, readonly (readonly number[])[]>>
}

interface Golden {
  readonly choices: readonly (readonly [string, string])[]
  readonly runs: Readonly<Record<string, Run>>
}

const golden = goldenJson<Golden>('golden/brian.json', import.meta.url)

function updateOf(model: string, options: Partial<GroupSpec> = {}) {
  const diagnostics: Diagnostic[] = []
  const group: Group = resolvedGroup(model, { namespace: NAMES, threshold: 'v > 100', ...options })
  return { update: integrate(group, (d) => diagnostics.push(d)), diagnostics }
}

function assignments(model: string, options: Partial<GroupSpec> = {}): readonly string[] {
  return (
    updateOf(model, options).update?.assignments.map(
      ({ variable, value }) => `${variable.name} = ${printResolved(value)}`,
    ) ?? []
  )
}

/** sympy does not take the real part of this solution, as it does of others of its kind: Brian takes Euler's method. */
const DAMPED = 'dv/dt = x : 1\ndx/dt = -v*f**2 - x*f : Hz'
const chosen = (model: string) =>
  updateOf(model, { namespace: { ...NAMES, ...OTHERS }, threshold: '0 > 1' }).update?.method

describe('the default method is Brian’s', () => {
  test(`but for ${JSON.stringify(DAMPED)}: exact`, () => {
    expect(chosen(DAMPED)).toBe('exact')
  })

  test.each(golden.choices.filter(([model]) => model !== DAMPED))('%j: %s', (model, method) => {
    expect(chosen(model)).toBe(method)
  })
})

describe('methods by name', () => {
  test.each([
    ['exact', 'exact'],
    ['linear', 'exact'],
    ['euler', 'euler'],
  ])('%s is %s', (method, expected) => {
    expect(updateOf('dv/dt = -v/tau : 1', { method }).update?.method).toBe(expected)
  })

  test.each([
    'dv/dt = c/tau : 1',
    'dv/dt = w/tau : 1\ndw/dt = -v/tau : 1',
    'dv/dt = -(v + w)/tau : 1\ndw/dt = -(v + w)/taue : 1',
  ])('exact is taken by its name even where it is not the default: %j', (model) => {
    expect(updateOf(model, { method: 'exact' }).update?.method).toBe('exact')
  })

  test.each([
    ['dv/dt = -v*v/tau : 1', 'exact', 'M001'],
    ['dv/dt = -v*t/tau**2 : 1', 'exact', 'M001'],
    ['dv/dt = rand()/tau : 1', 'exact', 'M001'],
    ['dv/dt = -v/tau : 1', 'eulr', 'M002'],
  ])('%j can’t be done by %s', (model, method, code) => {
    const { update, diagnostics } = updateOf(model, { method })
    expect(update).toBeUndefined()
    expect(diagnostics.map((d) => d.code)).toEqual([code])
  })

  test('without equations there is nothing to integrate', () => {
    expect(assignments('v : 1', { method: 'euler' })).toEqual([])
  })
})

describe('assignments', () => {
  test('Euler moves along the right side', () => {
    expect(assignments('dv/dt = (El - v)/tau : 1', { method: 'euler' })).toEqual(['v = v + dt*((El - v)/tau)'])
  })

  test('Euler keeps a frozen variable where it is', () => {
    const model = 'dv/dt = -v*v/tau : 1 (unless refractory)'
    expect(assignments(model, { refractory: '2*ms' })).toEqual(['v = v + dt*(-v*v/tau) if not_refractory else v'])
  })

  test('an exact step takes a row of the propagator, and the constant part by its integral', () => {
    expect(assignments('dv/dt = (El - v)/tau : 1')).toEqual(['v = v*exp(A dt)[0,0] + El/tau*exp(A dt)[0,0]'])
  })

  test('an exact step has a term for each variable that has a say, and no other', () => {
    expect(assignments('dv/dt = (ge - v)/tau : 1\ndge/dt = -ge/taue : 1')).toEqual([
      'v = v*exp(A dt)[0,0] + ge*exp(A dt)[0,1]',
      'ge = ge*exp(A dt)[1,1]',
    ])
  })

  test('a variable that follows a frozen one has a step for each of the two states', () => {
    const model = 'dv/dt = (El - v)/tau : 1 (unless refractory)\ndw/dt = (v - w)/taue : 1\ndx/dt = -x/tau : 1'
    const { update } = updateOf(model, { refractory: '2*ms' })
    expect(update?.systems.map((s) => s.name)).toEqual(['P', 'P:frozen'])
    expect(
      assignments(model, { refractory: '2*ms' }).map((text) => / if not_refractory else (.*)/.exec(text)?.[1]),
    ).toEqual(['v', 'v*exp(A dt)[1,0] + w*exp(A dt)[1,1]', undefined])
  })
})

/** The models of golden/brian.py, with the same names. */
const RUNS: Readonly<
  Record<
    string,
    { readonly spec: Partial<GroupSpec> & { readonly model: string }; readonly set: Readonly<Record<string, string>> }
  >
> = {
  'own time constants': {
    spec: {
      model: 'dv/dt = (3*ge - v)/tau_v : 1\ndge/dt = (0.4 - ge)/taue : 1\ntau_v : second (constant)',
      method: 'exact',
    },
    set: { tau_v: '(6 + 7*i)*ms', v: '0.1*i' },
  },
  'w follows a frozen v': {
    spec: {
      model: 'dv/dt = (1.5 + 2*ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/taue : 1\ndw/dt = (v - w)/tau : 1',
      method: 'euler',
      refractory: '3*ms',
    },
    set: { ge: '0.5*i', v: '0.2*i' },
  },
  'w follows a frozen v, exactly': {
    spec: {
      model: 'dv/dt = (1.5 - v)/tau : 1 (unless refractory)\ndw/dt = (v - w)*f : 1',
      method: 'exact',
      reset: 'v = 0.4',
      refractory: '3*ms',
    },
    set: { v: '0.3*i' },
  },
  'v follows ge and stands still': {
    spec: {
      model: 'dv/dt = (1.5 + 2*ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/taue : 1',
      method: 'exact',
      refractory: '3*ms',
    },
    set: { ge: '0.5*i', v: '0.2*i' },
  },
  'a time constant that the reset changes': {
    spec: { model: 'dv/dt = (2 - v)/tau_v : 1\ntau_v : second', method: 'exact', reset: 'v = 0; tau_v = tau_v*1.3' },
    set: { tau_v: '(3 + i)*ms' },
  },
  'a time constant that is an equation': {
    spec: {
      model: 'dv/dt = (1 - v)/tau_v : 1\ntau_v = (1 + x)*ms : second\nx : 1',
      method: 'exact',
      threshold: 'v > 100',
      reset: '',
    },
    set: { x: 'i' },
  },
}

describe('numbers are Brian’s', () => {
  test('for every run of the golden file', () => {
    expect(Object.keys(RUNS).sort()).toEqual(Object.keys(golden.runs).sort())
  })

  test.each(Object.entries(golden.runs))('%s', async (name, { every, first, samples }) => {
    const { spec, set } = RUNS[name]
    const variables = Object.keys(samples)
    const group = groupSpec(spec.model, { N: 4, namespace: NAMES, threshold: 'v > 1', reset: 'v = 0', ...spec })
    const monitor = { kind: 'StateMonitor', name: 'M', source: 'P', variables, record: true } as const
    const actions = Object.entries(set).map(
      ([variable, value]) => ({ kind: 'set', target: 'P', variable, value }) as const,
    )
    const simulation = simulationOf(modelSpec([group, monitor], actions))
    const [[neuron]] = Object.values(samples)
    await simulation.run(neuron.length * every * 1e-4)
    for (const variable of variables) {
      simulation.traces('M', variable).forEach((trace, i) => {
        const expected = samples[variable][i]
        expect(expected).toHaveLength(neuron.length)
        expected.forEach((value, k) => {
          const got = trace[first + k * every]
          expect(Math.abs(got - value), `${variable} of ${i}, sample ${k}: ${got}, not ${value}`).toBeLessThanOrEqual(
            1e-11 * (1 + Math.abs(value)),
          )
        })
      })
    }
  })

  test('an oscillation that exact is asked for keeps its energy', async () => {
    const group = groupSpec('dv/dt = w*f : 1\ndw/dt = -v*f : 1', { N: 1, namespace: NAMES, method: 'exact' })
    const simulation = simulationOf(modelSpec([group], [{ kind: 'set', target: 'P', variable: 'v', value: 1 }]))
    await simulation.run(0.05)
    const [[v], [w]] = [simulation.values('P', 'v'), simulation.values('P', 'w')]
    expect(v).toBeCloseTo(Math.cos(5), 12)
    expect(w).toBeCloseTo(-Math.sin(5), 12)
  })

  test('a constant drift that exact is asked for is a straight line', async () => {
    const simulation = simulationOf(
      modelSpec([groupSpec('dv/dt = c/tau : 1', { N: 1, namespace: NAMES, method: 'exact' })]),
    )
    await simulation.run(0.02)
    expect(simulation.values('P', 'v')[0]).toBeCloseTo(2, 12)
  })

  test('equal time constants have their limit, where Brian has NaN', async () => {
    const model = 'dv/dt = (g - v)/a : 1\ndg/dt = -g/b : 1\na : second\nb : second'
    const set = (variable: string, value: string | number) => ({ kind: 'set', target: 'P', variable, value }) as const
    const actions = [set('a', '5*ms'), set('b', '5*ms'), set('g', 1)]
    const simulation = simulationOf(modelSpec([groupSpec(model, { N: 1, method: 'exact' })], actions))
    await simulation.run(0.005)
    expect(simulation.values('P', 'v')[0]).toBeCloseTo(Math.exp(-1), 12)
  })
})
