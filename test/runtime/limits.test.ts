/** Models and recordings that are larger than memory: told before, and with what is kept. Limits are small here, so that little is allocated. */
import { describe, expect, test } from 'vitest'
import { check, compile } from '../../src/compile.js'
import { SpikecError } from '../../src/diagnostics/index.js'
import type { Action, ModelSpec } from '../../src/model/spec.js'
import { createMemory } from '../../src/runtime/memory.js'
import { groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

function refusal(work: () => unknown): SpikecError['diagnostics'][number] {
  try {
    work()
  } catch (error) {
    if (error instanceof SpikecError) return error.diagnostics[0]
    throw error
  }
  throw new Error('nothing was refused')
}

const connected = (rule: Extract<Action, { kind: 'connect' }>['rule'], N: number): ModelSpec =>
  modelSpec(
    [groupSpec('v : 1', { N, threshold: 'v > 1' }), synapsesSpec({ model: 'w : 1', on_pre: 'v += w' })],
    [
      { kind: 'connect', target: 'S', rule },
      { kind: 'set', target: 'S', variable: 'w', value: 'i + j' },
    ],
  )

describe('a model that is larger than a memory', () => {
  const huge = connected({}, 30_000)

  test('is refused when it is compiled, and when it is only checked', () => {
    const found = refusal(() => compile(huge))
    expect(found.code).toBe('V011')
    expect(found.message).toContain('needs 6.71 GiB of memory, and one simulation can hold at most 4.00 GiB')
    expect(found.notes).toEqual(['`S.w` takes 6.71 GiB: 900000000 times 8 bytes'])
    expect(check(huge)).toEqual([found])
  })

  test('is not refused where it computes its weights', () => {
    const { objects, actions, ...rest } = huge
    const computed = objects.map((object) =>
      object.kind === 'Synapses' ? { ...object, model: 'w = i*j : 1' } : object,
    )
    expect(check({ ...rest, objects: computed, actions: actions.slice(0, 1) })).toEqual([])
  })

  test('is refused before anything is allocated where a lower limit is given', () => {
    const dense = connected({}, 400)
    const found = refusal(() => simulationOf(dense, { memory: 1e6 }))
    expect([found.code, found.notes]).toEqual(['V011', ['`S.w` takes 1.2 MiB: 160000 times 8 bytes']])
    expect(found.message).toContain('at most 976.6 KiB')
    expect(simulationOf(dense, { memory: 2e6 }).bytes()).toBeLessThan(2e6)
  })

  test.each<readonly [string, Extract<Action, { kind: 'connect' }>['rule'], readonly string[]]>([
    [
      'a condition',
      { condition: 'i < j' },
      ["procedural would store no lists: connect({ …, representation: 'procedural' })"],
    ],
    ['a probability', { p: '0.5 + 0*i' }, []],
  ])('is refused while %s is looked through', (_, rule, help) => {
    const found = refusal(() => simulationOf(connected(rule, 800), { memory: 1e6 }))
    expect(found.code).toBe('V011')
    expect(found.notes[0]).toMatch(/^`S\.w` takes .* times 8 bytes$/)
    expect(found.help).toEqual(help)
  })

  test('is refused before anything is drawn where it is known how many synapses are to be expected', () => {
    const found = refusal(() => simulationOf(connected({ p: 0.5 }, 800), { memory: 1e6 }))
    expect(found.message).toContain('the 320000 or so synapses of `S` would take 3.1 MiB')
    expect(found).toMatchObject({
      code: 'V078',
      notes: ['as csr they take 10 bytes each'],
      help: ['procedural would take nothing, and does not fit: `w` has a value for each synapse'],
    })
  })

  test.each([0, -1, Number.NaN, '1 GB'])('a limit of %s is none', (memory) => {
    expect(refusal(() => simulationOf(connected({}, 4), { memory: memory as number })).code).toBe('V008')
  })
})

describe('a memory with a limit', () => {
  test('takes what fits, and refuses more without a change', () => {
    const memory = createMemory(1, new Float64Array(0), 0, 1000)
    memory.allocate([{ name: 'P.v', element: 'f64', length: 100 }])
    memory.f64('P.v').fill(3)
    const kept = memory.f64('P.v')
    const more = [{ name: 'P.w', element: 'f64', length: 100 }] as const
    expect(refusal(() => memory.allocate(more)).code).toBe('V011')
    expect(refusal(() => memory.refuseMore(more)).code).toBe('V011')
    expect([memory.has('P.w'), memory.bytes()]).toEqual([false, 832])
    // The view is not stale: nothing has grown.
    expect(kept.every((value) => value === 3)).toBe(true)
  })
})

describe('recordings that are larger than memory', () => {
  const recording = modelSpec([
    groupSpec('dv/dt = 1/second : 1', { N: 100 }),
    { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v'], record: true },
  ])
  const ROW = 8 * 101
  const fixed = () => simulationOf(recording).bytes()

  test('stop the run, with what was recorded until then', async () => {
    const simulation = simulationOf(recording, { memory: fixed() + 100 * ROW })
    await simulation.run(0.009)
    const refused = await simulation.run(1).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(SpikecError)
    const [{ code, message }] = (refused as SpikecError).diagnostics
    expect(code).toBe('V016')
    const until = /what was recorded until ([\d.]+) ms is kept/.exec(message)?.[1]
    const times = simulation.sampleTimes('M')
    expect(times.length).toBeGreaterThanOrEqual(90)
    expect(times.length).toBeLessThanOrEqual(100)
    expect(Number(until)).toBeCloseTo(times.length / 10, 6)
    expect(simulation.traces('M', 'v')).toHaveLength(100)
    expect(simulation.traces('M', 'v')[99]).toHaveLength(times.length)
    // Going on is refused in the same way, and takes nothing away.
    await expect(simulation.run(0.1)).rejects.toThrow('the recordings need')
    expect(simulation.sampleTimes('M')).toEqual(times)
  })

  test('take as much as is given', async () => {
    const simulation = simulationOf(recording, { memory: fixed() + 100 * ROW })
    await simulation.run(0.01)
    expect(simulation.sampleTimes('M')).toHaveLength(100)
  })
})
