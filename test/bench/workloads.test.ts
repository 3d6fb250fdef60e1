/** The registry, and that every model in it runs: shortly, and small, since what is tested is not how fast. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { firstStepChild } from '../../bench/children/first-step.js'
import { equations, models } from '../../bench/children/models.js'
import { setUpChild } from '../../bench/children/set-up.js'
import { silentChild } from '../../bench/children/silent.js'
import { askedChoice } from '../../bench/measure.js'
import type { Parameters } from '../../bench/models/parameters.js'
import { precisionCalled } from '../../bench/spikec.js'
import { workloads, workloadsNamed } from '../../bench/workloads.js'

const bench = fileURLToPath(new URL('../../bench/', import.meta.url))
const modelled = workloads.filter((workload) => 'model' in workload)

describe('the registry', () => {
  it('has no name twice', () => expect(new Set(workloads.map((w) => w.name)).size).toBe(workloads.length))
  it('does not know every name', () => expect(workloadsNamed('nonesuch')).toEqual([]))
  it.each(workloads)('has the script of $name', ({ brian2 }) =>
    expect(brian2 === null || existsSync(`${bench}brian2/${brian2}`)).toBe(true),
  )
  it.each(workloads.filter((w) => w.kind === 'model'))('has the program of $name', ({ native }) =>
    expect(native === null || existsSync(`${bench}native/${native.program}.cpp`)).toBe(true),
  )
  it.each(workloads.filter((w) => w.kind === 'first-step'))('edits what $name holds', ({ model, edits }) => {
    for (const [before] of edits) expect(equations[model]).toContain(before)
  })
})

describe('the equations', () => {
  const lines = (text: string) => text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  it.each([
    ['cuba', 'lif_neurons.py'],
    ['cobahh', 'hh_neurons.py'],
  ] as const)('of %s are those of %s', (model, script) => {
    const theirs = lines(readFileSync(`${bench}brian2/${script}`, 'utf8'))
    expect(theirs).toEqual(expect.arrayContaining(lines(equations[model]).filter((line) => line !== '')))
  })
})

describe('the models', () => {
  const small = (params: Parameters) => ({ ...params, n: Math.min(Number(params.n), 100) })
  it.each(modelled)('run: $name', async ({ model, params }) => {
    const network = models[model](small(params)).setSeed(1)
    expect((await network.run('1*ms')).steps).toBe(10)
  })

  it('are refused a size that is no number', () => expect(() => models.cuba({ n: 'many' })).toThrow('--param n'))

  it('give the same spikes with weights stored and computed', async () => {
    const counts = ['matrix', 'single', 'vectors'].map(async (weights) => {
      const network = models.dense({ n: 100, weights })
      await network.run('100*ms')
      return [...network.inspect().simulation.counts('spikes')]
    })
    const [stored, single, computed] = await Promise.all(counts)
    expect(stored.some((count) => count > 0)).toBe(true)
    expect(single).toEqual(stored)
    expect(computed).toEqual(stored)
  })
})

describe('what is measured within a process', () => {
  it.each([
    ['p', 200, 100],
    ['dense', 0, 400],
    ['triplets', 256, 256],
  ])('is the set-up of %s', async (how, synapses, least) => {
    // The process that measures is started with `--expose-gc`; here nothing is measured.
    globalThis.gc ??= (() => undefined) as unknown as NonNullable<typeof globalThis.gc>
    const made = await setUpChild({ params: { how, n: 20, synapses } })
    if (how === 'p') expect(made.synapses).toBeGreaterThan(least)
    else expect(made.synapses).toBe(least)
  })

  it('is the first step after each edit', async () => {
    const [workload] = workloads.filter((w) => w.kind === 'first-step')
    const { model, edits } = workload
    expect((await firstStepChild({ model, params: { n: 100 }, edits })).each_s).toHaveLength(edits.length)
  })

  it('is a network that is silent', async () => {
    const request = { model: 'hh', params: { n: 10 }, seed: 1, before: 0.1, duration: 0.1 } as const
    const active = await silentChild({ ...request, El: -40, silent: false })
    expect(active.spikes).toBeGreaterThan(0)
    expect((await silentChild({ ...request, El: -65, silent: true })).spikes).toBe(0)
    await expect(silentChild({ ...request, El: -40, silent: true })).rejects.toThrow('should be silent')
  })
})

describe('what is asked for', () => {
  const [dense] = workloadsNamed('dense')
  const [single] = workloadsNamed('dense-single')
  it('is nothing by itself', () => expect(askedChoice(dense, {})).toEqual({}))
  it('is what the command line says', () =>
    expect(askedChoice(dense, { backend: 'wasm', precision: 'single' })).toEqual({ backend: 'wasm', precision: 'f32' }))
  it('is what the workload is about', () =>
    expect(askedChoice(single, { precision: 'double' })).toEqual({ precision: 'f32' }))
  it('has two names', () => {
    expect(['double', 'f64', 'single', 'f32'].map(precisionCalled)).toEqual(['f64', 'f64', 'f32', 'f32'])
    expect(precisionCalled('half')).toBeUndefined()
  })
})
