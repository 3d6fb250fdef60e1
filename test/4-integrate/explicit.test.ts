/** Explicit methods and schemes take the steps that Brian's code takes, with the noise that is defined for each place. */
import { describe, expect, test } from 'vitest'
import type { Expression } from '../../src/1-parse/ast.js'
import { parseStatements } from '../../src/1-parse/parse.js'
import { integrate } from '../../src/4-integrate/integrate.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { GroupSpec, SchemeSpec } from '../../src/model/spec.js'
import { normal, streamKey } from '../../src/runtime/random.js'
import type { Backend } from '../../src/runtime/wasm.js'
import { goldenJson, groupSpec, modelSpec, resolvedGroup, simulationOf } from '../helpers.js'

interface Golden {
  readonly models: Readonly<Record<string, string>>
  readonly taken: Readonly<Record<string, string>>
  readonly refused: Readonly<Record<string, readonly string[]>>
  readonly code: readonly { readonly method: string; readonly model: string; readonly code: string }[]
  readonly schemes: readonly {
    readonly scheme: string
    readonly stochastic: 'additive' | 'multiplicative' | null
    readonly model: string
    readonly code: string
  }[]
}

const golden = goldenJson<Golden>('golden/explicit.json', import.meta.url)
const NAMESPACE = { tau: '20*ms', c: 0.7 }
const VALUES = { tau: 0.02, c: 0.7 }
const [N, STEPS, DT, SEED] = [3, 25, 1e-3, 7]
const START: Readonly<Record<string, string>> = { v: '0.3 + 0.1*i', w: '0.5 - 0.2*i', s: '0.4' }
const STARTS: Readonly<Record<string, (i: number) => number>> = {
  v: (i) => 0.3 + 0.1 * i,
  w: (i) => 0.5 - 0.2 * i,
  s: () => 0.4,
}

function variablesOf(model: string): readonly string[] {
  return Object.keys(START).filter((name) => new RegExp(`\\bd?${name}(/dt| :)`).test(model))
}

/** The state after some steps, by spikec. */
async function ran(model: string, method: string | SchemeSpec, backend: Backend): Promise<readonly number[][]> {
  const group = groupSpec(model, { N, namespace: NAMESPACE, method })
  const set = (variable: string) => ({ kind: 'set', target: 'P', variable, value: START[variable] }) as const
  const spec = modelSpec([group], variablesOf(model).map(set), { dt: `${DT}*second` })
  const simulation = simulationOf(spec, { seed: SEED, backend })
  await simulation.run(STEPS * DT)
  return variablesOf(model).map((name) => [...simulation.values('P', name)])
}

/** The same, by the reference's code, whose noise is named as the numbers of spikec's generator are. */
function ranByCode(model: string, code: string): readonly number[][] {
  const statements = parseStatements({ text: code, role: 'the code' }, ({ message }) => expect.fail(message))
  const neurons = Array.from({ length: N }, (_, i) => {
    const values = new Map(Object.entries({ ...VALUES, dt: DT, i }))
    for (const name of variablesOf(model)) values.set(name, STARTS[name](i))
    for (let step = 0; step < STEPS; step++) {
      values.set('t', step * DT)
      for (const { target, value } of statements) {
        const { name } = target
        const noise = () => DT ** 0.5 * normal(SEED, streamKey(`P.${name}`), i, 0, step, 0)
        values.set(name, name.startsWith('xi') ? noise() : evaluated(value, values))
      }
    }
    return values
  })
  return variablesOf(model).map((name) => neurons.map((values) => values.get(name) ?? Number.NaN))
}

function evaluated(node: Expression, values: ReadonlyMap<string, number>): number {
  const again = (child: Expression) => evaluated(child, values)
  if (node.kind === 'number') return node.value
  if (node.kind === 'name') return values.get(node.name) ?? expect.fail(`${node.name} has no value`)
  if (node.kind === 'unary' && node.operator === '-') return -again(node.operand)
  if (node.kind === 'call' && node.callee.name === 'sin') return Math.sin(again(node.arguments[0]))
  if (node.kind !== 'binary') return expect.fail(`there is no ${node.kind} in Brian's code`)
  const [a, b] = [again(node.left), again(node.right)]
  const results: Readonly<Record<string, number>> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '**': a ** b }
  return results[node.operator]
}

function expectNear(got: readonly number[][], expected: readonly number[][]): void {
  expect(got.map((values) => values.length)).toEqual(expected.map((values) => values.length))
  got.flat().forEach((value, k) => {
    const other = expected.flat()[k]
    expect(Math.abs(value - other), `${value}, not ${other}`).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(other)))
  })
}

describe('a step is the reference’s', () => {
  const cases = golden.code.map(({ method, model, code }) => [method, model, code] as const)
  test.each(cases)('%s, %s', async (method, name, code) => {
    const model = golden.models[name]
    const js = await ran(model, method, 'js')
    expectNear(js, ranByCode(model, code))
    expect(await ran(model, method, 'wasm')).toEqual(js)
  })

  const schemes = golden.schemes.map(({ scheme, model, ...rest }) => [scheme, model, rest] as const)
  test.each(schemes)('the scheme %j, %s', async (text, name, { stochastic, code }) => {
    const model = golden.models[name]
    const js = await ran(model, { kind: 'scheme', text, ...(stochastic && { stochastic }) }, 'js')
    expectNear(js, ranByCode(model, code))
    expect(await ran(model, { kind: 'scheme', text, ...(stochastic && { stochastic }) }, 'wasm')).toEqual(js)
  })
})

function updateOf(model: string, options: Partial<GroupSpec> = {}) {
  const found: Diagnostic[] = []
  const group = resolvedGroup(model, { namespace: NAMESPACE, ...options })
  return { update: integrate(group, (diagnostic) => found.push(diagnostic)), codes: found.map(({ code }) => code) }
}

describe('methods', () => {
  test.each(Object.entries(golden.taken))('%s: %s is taken where nothing is said', (name, method) => {
    expect(updateOf(golden.models[name]).update?.method).toBe(method)
  })

  /** A constant drift has a solution, so spikec takes it where the reference can't. */
  test.each(Object.entries(golden.refused))('%s: refused by %j', (name, refused) => {
    const methods = ['exact', 'linear', 'exponential_euler', 'euler', 'rk2', 'rk4', 'heun', 'milstein']
    const found = methods.filter((method) => updateOf(golden.models[name], { method }).codes.includes('M001'))
    expect(found).toEqual(name === 'constant' ? [] : refused)
  })

  test.each([
    ['dv/dt = -v/tau : 1', 'the equations are linear'],
    ['dv/dt = -v**3/tau : 1', 'dv/dt is not linear in `v`'],
    ['dv/dt = (sin(t/tau) - v)/tau : 1', 'dv/dt depends on `t`, which changes within a step'],
    ['dv/dt = c/tau : 1', "it is the reference's choice, though method: 'exact' can"],
    ['dv/dt = -v/tau + xi/tau**.5 : 1', 'the noise is additive'],
    ['dv/dt = -v/tau + v*xi/tau**.5 : 1', 'the noise is multiplicative'],
  ])('%s: it is told why', (model, reason) => {
    expect(updateOf(model).update?.chosen).toBe(reason)
    expect(updateOf(model, { method: 'heun' }).update?.chosen).toBeUndefined()
  })
})

describe('noise', () => {
  const runTo = async (model: string, options: Partial<GroupSpec> = {}) => {
    const group = groupSpec(model, { N: 5, namespace: NAMESPACE, ...options })
    const simulation = simulationOf(modelSpec([group]), { seed: SEED })
    await simulation.run(5e-3)
    return (name: string) => [...simulation.values('P', name)]
  }

  test('of the same name is the same number in all equations of a neuron, and differs from neuron to neuron', async () => {
    const values = await runTo('dv/dt = xi_a/tau**.5 : 1\ndw/dt = xi_a/tau**.5 : 1\ndu/dt = xi_b/tau**.5 : 1')
    expect(values('v')).toEqual(values('w'))
    expect(new Set([...values('v'), ...values('u')]).size).toBe(10)
  })

  test('does not depend on the other equations, nor on what else is drawn', async () => {
    const alone = await runTo('dv/dt = -v/tau + xi_a/tau**.5 : 1')
    const among = await runTo(
      'du/dt = rand()/tau + xi/tau**.5 : 1\ndv/dt = -v/tau + xi_a/tau**.5 : 1\ndw/dt = v*xi_b/tau**.5 : 1',
      { threshold: 'rand() < 0.1', method: 'heun' },
    )
    const difference = alone('v').map((x, i) => Math.abs(x - among('v')[i]))
    expect(Math.max(...difference)).toBeLessThan(1e-14)
  })
})

const METHODS = ['exact', 'exponential_euler', 'euler', 'rk2', 'rk4', 'heun', 'milstein']
const PREDICTOR: SchemeSpec = {
  kind: 'scheme',
  stochastic: 'multiplicative',
  text: `x_support = x + dt*f(x, t) + g(x, t)*dW
         x_new = x + dt/2*(f(x, t) + f(x_support, t + dt)) + dW/2*(g(x, t) + g(x_support, t + dt))`,
}

describe('(unless refractory)', () => {
  const LINEAR = 'dv/dt = (2 - v + w)/tau : 1 (unless refractory)\ndw/dt = (v - w)/tau : 1'
  const NOISY =
    'dv/dt = (2 - v + w)/tau + 0.1*xi_a/tau**.5 : 1 (unless refractory)\ndw/dt = (v - w)/tau + 0.1*xi_b/tau**.5 : 1'
  const STRONG =
    'dv/dt = (2 - v + w)/tau + 0.1*v*xi_a/tau**.5 : 1 (unless refractory)\ndw/dt = (v - w)/tau + 0.1*v*xi_b/tau**.5 : 1'
  const cases: readonly (readonly [string | SchemeSpec, string])[] = [
    ...METHODS.map((method) => [method, LINEAR] as const),
    ...['euler', 'heun', 'milstein'].map((method) => [method, NOISY] as const),
    ...['heun', 'milstein'].map((method) => [method, STRONG] as const),
    [PREDICTOR, LINEAR],
    [PREDICTOR, STRONG],
  ]

  test.each(cases)('%j: %j', async (method, model) => {
    const traces = async (backend: Backend) => {
      const group = groupSpec(model, {
        N: 9,
        namespace: NAMESPACE,
        method,
        threshold: 'v > 1',
        reset: 'v = 0.25',
        refractory: '2*ms',
      })
      const monitor = { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'w'], record: true } as const
      const spikes = { kind: 'SpikeMonitor', name: 'S', source: 'P' } as const
      const spec = modelSpec([group, monitor, spikes], [{ kind: 'set', target: 'P', variable: 'v', value: '0.1*i' }])
      const simulation = simulationOf(spec, { seed: SEED, backend })
      await simulation.run(40e-3)
      const { i, t } = simulation.spikes('S')
      return {
        v: simulation.traces('M', 'v').map((trace) => [...trace]),
        w: simulation.traces('M', 'w').map((trace) => [...trace]),
        spikes: [...i].map((neuron, k) => ({ neuron, step: Math.round(t[k] / 1e-4) })),
      }
    }
    const { v, w, spikes } = await traces('js')
    expect(await traces('wasm')).toEqual({ v, w, spikes })
    expect(spikes.length).toBeGreaterThan(9)
    for (const { neuron, step } of spikes.filter((spike) => spike.step + 21 < v[0].length)) {
      // Traces are of the beginnings of steps: the reset is seen one step after the spike, the first move 20 steps after it.
      const still = v[neuron].slice(step + 1, step + 21)
      expect(new Set(still)).toEqual(new Set([0.25]))
      expect(v[neuron][step + 21]).not.toBe(0.25)
      expect(new Set(w[neuron].slice(step + 1, step + 21)).size).toBe(20)
    }
  })

  test('another equation sees the frozen variable where it is, in every stage', async () => {
    const model = 'dv/dt = 5/tau : 1 (unless refractory)\ndw/dt = v**2/tau : 1'
    for (const method of ['rk2', 'rk4', PREDICTOR]) {
      const group = groupSpec(model, {
        N: 1,
        namespace: NAMESPACE,
        method,
        threshold: 'v > 1',
        reset: 'v = 0.5',
        refractory: '5*ms',
      })
      const set = (variable: string, value: number) => ({ kind: 'set', target: 'P', variable, value }) as const
      const simulation = simulationOf(modelSpec([group], [set('v', 1)]))
      await simulation.run(1e-4)
      const [before] = simulation.values('P', 'w')
      await simulation.run(4e-3)
      expect(simulation.values('P', 'w')[0] - before).toBeCloseTo((0.25 * 4e-3) / 0.02, 14)
    }
  })
})

test('a group by a clock of its own has noise for its own steps', async () => {
  const model = 'dv/dt = -v/tau + c*xi/tau**0.5 : 1'
  const spec = modelSpec([
    groupSpec(model, { N, namespace: NAMESPACE, dt: '0.5*ms' }),
    groupSpec('dv/dt = -v/tau : 1', { name: 'Q', N: 1, namespace: NAMESPACE }),
  ])
  const among = simulationOf(spec, { seed: SEED })
  const alone = simulationOf(modelSpec([groupSpec(model, { N, namespace: NAMESPACE })], [], { dt: '0.5*ms' }), {
    seed: SEED,
  })
  await Promise.all([among, alone].map((simulation) => simulation.run(10e-3)))
  expect([...among.values('P', 'v')]).toEqual([...alone.values('P', 'v')])
})
