import { describe, expect, test } from 'vitest'
import { loadModel } from '../../src/8-bundle/in-process.js'
import { SpikecError } from '../../src/diagnostics/index.js'
import type { Action, ModelSpec, ObjectSpec } from '../../src/model/spec.js'
import { stepAt } from '../../src/runtime/run.js'
import { createSimulation, type Simulation } from '../../src/runtime/simulation.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

const set = (target: string, variable: string, value: string | number): Action => ({
  kind: 'set',
  target,
  variable,
  value,
})
const MONITORS: readonly ObjectSpec[] = [
  { kind: 'SpikeMonitor', name: 'spikes', source: 'P', variables: ['ge'] },
  { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'ge'], record: true },
]

/** A network that uses rings of spikes, refractoriness and random numbers in every place that has them. */
const MODEL: ModelSpec = modelSpec(
  [
    groupSpec('dv/dt = (1.1 + ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/tau : 1', {
      N: 12,
      threshold: 'v > 1 + 0.1*rand()',
      reset: 'v = -rand()',
      refractory: '1*ms',
      namespace: { tau: '5*ms' },
    }),
    synapsesSpec({ model: 'w : 1', on_pre: 'ge += w*(1 + 0.1*randn())', delay: '0.7*ms' }),
    ...MONITORS,
  ],
  [set('P', 'v', 'rand()'), { kind: 'connect', target: 'S', rule: { p: 0.3 } }, set('S', 'w', '0.2*rand()')],
)

function everything(simulation: Simulation) {
  const { i, t } = simulation.spikes('spikes')
  return {
    i,
    t,
    at: simulation.atSpikes('spikes', 'ge'),
    v: simulation.traces('M', 'v'),
    ge: simulation.traces('M', 'ge'),
    counts: simulation.counts('spikes'),
    last: simulation.values('P', 'v'),
  }
}

async function ran(spec: ModelSpec, seed: number, ...durations: readonly number[]) {
  const simulation = simulationOf(spec, { seed })
  for (const duration of durations) await simulation.run(duration)
  return everything(simulation)
}

describe('runs', () => {
  test('continue where the last one ended: how they are cut does not change a bit', async () => {
    const whole = await ran(MODEL, 3, 0.06)
    expect(whole.i.length).toBeGreaterThan(20)
    expect(await ran(MODEL, 3, 0.03, 0.03)).toEqual(whole)
    expect(await ran(MODEL, 3, ...new Array(600).fill(1e-4))).toEqual(whole)
    expect(await ran(MODEL, 3, 0.0007, 0.0001, 0.0123, 0.0469)).toEqual(whole)
  })

  test('of no time do nothing', async () => {
    const simulation = simulationOf(MODEL)
    expect(await simulation.run(0)).toMatchObject({ steps: 0, duration: 0, interrupted: false })
    expect(simulation.time()).toBe(0)
  })

  test('tell how far they have come, in between and at the end', async () => {
    const simulation = simulationOf(MODEL)
    const seen: (readonly [number, number])[] = []
    const report = await simulation.run(0.02, { onProgress: (fraction, time) => seen.push([fraction, time]) })
    expect(report).toMatchObject({ steps: 200, duration: 0.02, interrupted: false })
    expect(seen[0]).toEqual([0, 0])
    expect(seen.at(-1)?.[0]).toBe(1)
    expect(seen.at(-1)?.[1]).toBeCloseTo(0.02, 12)
    expect(seen.map(([fraction]) => fraction)).toEqual([...seen.map(([fraction]) => fraction)].sort((a, b) => a - b))
  })

  test('that are stopped keep what they recorded, and can go on', async () => {
    const stop = new AbortController()
    const simulation = simulationOf(MODEL, { seed: 3 })
    const report = await simulation.run(0.06, {
      signal: stop.signal,
      onProgress: (fraction) => fraction > 0.2 && stop.abort(),
    })
    expect(report.interrupted).toBe(true)
    expect(report.steps).toBeGreaterThan(100)
    expect(report.steps).toBeLessThan(600)
    expect(simulation.traces('M', 'v')[0]).toHaveLength(report.steps)
    await simulation.run(0.06 - simulation.time())
    expect(everything(simulation)).toEqual(await ran(MODEL, 3, 0.06))
  })

  test.each([
    [0.1, 0.0001, 1000],
    [0.3, 0.1, 3],
    [0.00035, 0.0001, 4],
    [0.00030002, 0.0001, 4],
    [0.000300001, 0.0001, 3],
    [0, 0.0001, 0],
  ])('end at a step: %d s in steps of %d s are %d', (time, dt, steps) => {
    expect(stepAt(time, dt)).toBe(steps)
  })
})

const unseeded = (spec: ModelSpec) => createSimulation(loadModel(compiled(spec)))

describe('the seed', () => {
  test('gives the same numbers again, and another seed gives others', async () => {
    const first = await ran(MODEL, 3, 0.02)
    expect(await ran(MODEL, 3, 0.02)).toEqual(first)
    expect((await ran(MODEL, 4, 0.02)).v).not.toEqual(first.v)
  })

  test('is the model’s if none is given, and a new one each time if it has none', () => {
    expect(unseeded({ ...MODEL, seed: 77 }).seed).toBe(77)
    const drawn = [1, 2, 3].map(() => unseeded(MODEL).seed)
    expect(new Set(drawn).size).toBe(3)
  })

  test.each([-1, 1.5, 2 ** 32, Number.NaN])('%d is refused', (seed) => {
    expect(() => simulationOf(MODEL, { seed })).toThrow('whole number from 0 to 4294967295')
  })
})

describe('a change of one object leaves the random numbers of another alone', () => {
  const noisy = groupSpec('dv/dt = -v/(5*ms) + (rand() - 0.5)/ms : 1\nge : 1', {
    N: 5,
    threshold: 'v > 0.5',
    reset: 'v = -rand()',
    method: 'euler',
  })
  const connect: Action = { kind: 'connect', target: 'S', rule: { p: 0.4 } }
  const own: readonly Action[] = [set('P', 'v', 'rand()'), connect, set('S', 'w', 'randn()')]
  const S = synapsesSpec({ model: 'w : 1', on_pre: 'ge += w*rand()' })
  const Q = groupSpec('dv/dt = rand()/ms : 1', {
    name: 'Q',
    N: 9,
    method: 'euler',
    threshold: 'v > 0.5',
    reset: 'v = -rand()',
  })

  const results = async (objects: readonly ObjectSpec[], actions: readonly Action[]) => {
    const simulation = simulationOf(modelSpec([...objects, ...MONITORS], actions), { seed: 11 })
    await simulation.run(0.005)
    return { ...everything(simulation), w: simulation.values('S', 'w'), pairs: simulation.pairs('S') }
  }

  test('a group that is added before it', async () => {
    expect(await results([Q, noisy, S], own)).toEqual(await results([noisy, S], own))
  })

  test('another’s initial values, set before its own', async () => {
    expect(await results([noisy, S, Q], [set('Q', 'v', 'rand()'), set('Q', 'v', 'randn()'), ...own])).toEqual(
      await results([noisy, S, Q], own),
    )
  })

  test('other synapses, connected before its own', async () => {
    const other = synapsesSpec({ name: 'T', source: 'Q', target: 'Q', model: 'w : 1', on_pre: 'v += 0*rand()' })
    const more: readonly Action[] = [{ kind: 'connect', target: 'T', rule: { p: 0.5 } }, set('T', 'w', 'rand()')]
    expect(await results([noisy, Q, other, S], [...more, ...own])).toEqual(await results([noisy, S, Q], own))
  })

  test('but setting a variable again draws anew', () => {
    const once = simulationOf(modelSpec([noisy], [set('P', 'v', 'rand()')]), { seed: 11 })
    const twice = simulationOf(modelSpec([noisy], [set('P', 'v', 'rand()'), set('P', 'v', 'rand()')]), { seed: 11 })
    expect(twice.values('P', 'v')).not.toEqual(once.values('P', 'v'))
  })

  test('and neurons, variables and steps have numbers of their own', async () => {
    const group = groupSpec('dv/dt = rand()/ms : 1\ndu/dt = rand()/ms : 1', { N: 3, method: 'euler' })
    const simulation = simulationOf(
      modelSpec([group, { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'u'], record: true }]),
    )
    await simulation.run(0.001)
    const steps = ['v', 'u'].flatMap((name) =>
      simulation.traces('M', name).flatMap((trace) => [...trace.slice(1)].map((x, k) => x - trace[k])),
    )
    expect(new Set(steps.map((x) => x.toFixed(12))).size).toBe(steps.length)
  })
})

describe('numbers that blow up', () => {
  test('stop the run, and say which of whose', async () => {
    const group = groupSpec('dv/dt = v*v/ms : 1\ndu/dt = -u/ms : 1', { N: 4, method: 'euler' })
    const simulation = simulationOf(modelSpec([group], [set('P', 'v', '30*int(i == 2)')]))
    const failed = await simulation.run(0.1).catch((error: unknown) => error)
    if (!(failed instanceof SpikecError)) throw new Error('not refused')
    expect(failed.diagnostics.map((d) => d.code)).toEqual(['B001'])
    expect(failed.message).toMatch(/^error\[B001\]: P\.v of neuron 2 became Infinity in the step at [\d.]+ ms/)
    expect(simulation.time()).toBeLessThan(0.1)
  })

  test('NaN is found as well as infinity', async () => {
    const group = groupSpec('dv/dt = (v - v)/(v - v)/ms : 1', { N: 1, method: 'euler' })
    await expect(simulationOf(modelSpec([group])).run(0.001)).rejects.toThrow('P.v of neuron 0 became NaN')
  })

  test('an infinite parameter is none of them', async () => {
    const group = groupSpec('dv/dt = -v/ms : 1\nlimit : 1', { N: 1 })
    await simulationOf(modelSpec([group], [set('P', 'limit', 'inf')])).run(0.001)
  })
})

describe('what is not there', () => {
  const simulation = simulationOf(MODEL)
  test.each<readonly [string, () => unknown]>([
    ['an object', () => simulation.values('Q', 'v')],
    ['a variable', () => simulation.values('P', 'x')],
    ['a variable of synapses', () => simulation.values('S', 'x')],
    ['synapses', () => simulation.pairs('P')],
    ['a monitor', () => simulation.spikes('S')],
  ])('%s is refused', (_, read) => {
    expect(read).toThrow(SpikecError)
  })
})

test('values that are set at once and values of later steps are in SI units', async () => {
  const group = groupSpec('v : volt\nn : integer\nb : boolean\nc : second (shared)', { N: 3 })
  const simulation = simulationOf(
    modelSpec(
      [group],
      [set('P', 'v', '(i - 1)*mV'), set('P', 'n', '2.9*i'), set('P', 'b', 'i > 0'), set('P', 'c', '3*ms')],
    ),
  )
  expect([...simulation.values('P', 'v')]).toEqual([-0.001, 0, 0.001])
  expect([...simulation.values('P', 'n')]).toEqual([0, 2, 5])
  expect([...simulation.values('P', 'b')]).toEqual([0, 1, 1])
  expect([...simulation.values('P', 'c')]).toEqual([0.003])
})

test('what is shared is set by what is shared', () => {
  const group = groupSpec('v : 1\nc : 1 (shared)', { N: 3 })
  const simulation = simulationOf(
    modelSpec(
      [group],
      [set('P', 'c', 'rand()'), { kind: 'set', target: 'P', variable: 'c', value: 5, where: 'c > 2' }],
    ),
  )
  expect(simulation.values('P', 'c')[0]).toBeLessThan(1)
  for (const value of ['v', 'i', '2*v + 1'])
    expect(() => simulationOf(modelSpec([group], [set('P', 'c', value)]))).toThrow('error[V006]')
})
