/** A bundle with an adaptive method: its tolerances are parameters, and what can't be integrated has an exit code of its own. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ran, spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

const MODEL = `
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
const P = new NeuronGroup(5, \`dv/dt = (drive - v**3)/tau : 1
  drive : 1\`, {
  name: 'P', threshold: 'v > 1', reset: 'v = 0', method: 'gsl_rkck',
  method_options: { absolute_error_per_variable: { v: 'tolerance' }, max_steps: 20 },
  namespace: { tau: '5*ms', tolerance: 1e-6 },
})
P.set({ drive: '1.5 + i' })
export default new Network(P, new SpikeMonitor(P, { name: 'spikes' }), { duration: '50*ms', dt: '0.5*ms' })
`

test('a bundle steps as the compiler does in one process, to the error that it is given', { timeout: 60_000 }, () => {
  const model = written(folder, 'adaptive.ts', MODEL)
  const bundle = join(folder, 'adaptive.mjs')
  const built = spikec('build', model, '--out', bundle)
  expect([built.status, built.stderr]).toEqual([0, ''])
  const node = (...args: readonly string[]) => ran(process.execPath, [bundle, ...args], folder)
  const here = JSON.parse(node('--json').stdout)
  expect(here.spikes).toBeGreaterThan(20)
  expect(here.spikes).toBe(JSON.parse(spikec('run', model, '--json').stdout).spikes)

  const { status, stderr } = node('--set', 'tolerance=1e-17')
  expect(status).toBe(4)
  expect(stderr).toMatch(/^error\[B005\]: P\.v of neuron \d takes more than 20 steps of gsl_rkck from 0 ms to 0\.5 ms/m)
})
