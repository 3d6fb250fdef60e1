import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadModel } from '../../src/8-bundle/in-process.js'
import { compile } from '../../src/compile.js'
import { Network, NeuronGroup, SpikeMonitor } from '../../src/index.js'
import { createSimulation } from '../../src/runtime/simulation.js'
import { parseCase } from '../conformance/case.js'
import { firstDifference } from '../conformance/compare.js'
import { runCase } from '../conformance/reader.js'
import { root } from '../program.js'

function network() {
  const P = new NeuronGroup(2, 'dv/dt = 1/ms : 1', { name: 'P', threshold: 'v > 0.25', reset: 'v = 0' })
  const M = new SpikeMonitor(P, { name: 'M' })
  return { P, M, net: new Network(P, M) }
}

describe('active', () => {
  test.each(['js', 'wasm'] as const)(
    'is as in the reference, the pairs of synapses being listed (%s)',
    async (backend) => {
      const file = join(root, 'test/conformance/cases/inactive-objects-stand-still.json')
      const given = parseCase(readFileSync(file, 'utf8'))
      const listed = given.synapses?.map((synapses) => ({ ...synapses, connect: { i: [0, 1], j: [0, 1] } })) ?? []
      const { results, dt } = await runCase({ ...given, synapses: listed }, { backend })
      expect(firstDifference(given, results, dt)).toBeUndefined()
    },
  )

  test('is read when a run begins', async () => {
    const { P, M, net } = network()
    await net.run('1*ms', {
      report: () => {
        P.active = false
      },
    })
    const before = M.numSpikes
    expect(before).toBeGreaterThan(0)
    await net.run('1*ms')
    expect(M.numSpikes).toBe(before)
    P.active = true
    await net.run('1*ms')
    expect(M.numSpikes).toBeGreaterThan(before)
  })

  test('is part of the model', async () => {
    const { P, net } = network()
    P.active = false
    const again = Network.fromJSON(JSON.parse(JSON.stringify(net.toJSON())))
    expect(again.parts.map(({ active }) => active)).toEqual([false, true])
    const simulation = createSimulation(loadModel(compile(again.spec())))
    await simulation.run(1e-3)
    expect([...simulation.values('P', 'v')]).toEqual([0, 0])
    simulation.setActive('P', true)
    await simulation.run(1e-4)
    expect(simulation.values('P', 'v')[0]).toBeCloseTo(0.1)
    expect(() => simulation.setActive('Q', true)).toThrow('N011')
  })

  test('is a truth value', async () => {
    const { P, net } = network()
    Object.assign(P, { active: 'no' })
    await expect(net.run('1*ms')).rejects.toThrow('`active` of P: it is true or false')
  })
})
