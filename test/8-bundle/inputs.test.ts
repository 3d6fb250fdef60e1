import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ran, spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

const MODEL = `
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, TimedArray } from 'spikec'
const G = new SpikeGeneratorGroup(5, [4, 0, 2, 2], matrix([1, 1, 2.5, 4], 'ms'), { name: 'G', period: '5*ms' })
const I = new TimedArray([[0, 1, 2], [3, 0, 1]], { dt: '7*ms', unit: 'mV' })
const P = new NeuronGroup(3, 'dv/dt = (4*I(t, i) - v)/(10*ms) : volt', {
  name: 'P', threshold: 'v > 5*mV', reset: 'v = 0*mV', namespace: { I },
})
const S = new Synapses(G, P, { on_pre: 'v += 2*mV' }).connect()
export default new Network(G, P, S, new SpikeMonitor(P, { name: 'p' }), new SpikeMonitor(G, { name: 'g' }), { duration: '50*ms' })
`

test('a bundle carries spikes and functions of time that are data', () => {
  const file = written(folder, 'inputs.ts', MODEL)
  const bundle = join(folder, 'inputs.mjs')
  expect(spikec('build', file, '--out', bundle).stderr).toBe('')
  const there = JSON.parse(spikec('run', file, '--json').stdout)
  const here = ran(process.execPath, [bundle, '--json'], folder)
  expect(here.stderr).toBe('')
  expect(JSON.parse(here.stdout)).toMatchObject({ spikes: there.spikes })
  expect(there.spikes).toBeGreaterThan(50)
})

test('what they cost is told', () => {
  const { status, stdout, stderr } = spikec('inspect', written(folder, 'cost.ts', MODEL), '--stage', 'cost')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('replay_G')
})
