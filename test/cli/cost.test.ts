/** The report of costs on the examples: read a change of these texts as a change of the kernels. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lanesUsed } from '../../src/7-emit/wasm/lanes-used.js'
import { costText } from '../../src/cli/cost.js'
import { compile } from '../../src/compile.js'
import { costReport } from '../../src/ir/cost-report.js'
import { groupSpec, modelSpec } from '../helpers.js'
import { root, spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

/** Model files import the built package, so it loads them too. */
const { loadNetwork } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../../src/model/load.js')

describe.each(['cuba', 'cobahh', 'dense-weights'])('%s', (name) => {
  test('costs what it did', { timeout: 30_000 }, async () => {
    const { optimised, lowered, description } = compile((await loadNetwork(join(root, `examples/${name}.ts`))).spec())
    const report = costReport(optimised.program, lowered.arrays, description.memory.end, lanesUsed)
    await expect(`${costText(report)}\n`).toMatchFileSnapshot(`golden/cost-${name}.txt`)
  })
})

test('the lanes that are told are those that are printed', async () => {
  const { optimised, lowered, description, wat } = compile((await loadNetwork(join(root, 'examples/cobahh.ts'))).spec())
  const report = costReport(optimised.program, lowered.arrays, description.memory.end, lanesUsed)
  const told = costText(report).match(/, \d at a time$/gm) ?? []
  const printed = wat().match(/\d at a time$/gm) ?? []
  expect(told.map((text) => text.slice(2))).toEqual(printed)
})

test('of a step within the time step it is told what it costs, and not how many there are', () => {
  const model = groupSpec('dv/dt = -v**3/ms : 1', { method: 'gsl_rkf45' })
  const { optimised, lowered, description } = compile(modelSpec([model]))
  const report = costReport(optimised.program, lowered.arrays, description.memory.end, lanesUsed)
  const [update] = report.kernels
  const [neuron] = update.work.inner
  expect(neuron.lanes).toEqual({ lanes: 1, why: 'each takes steps of its own' })
  expect(neuron.inner[0].unit.kind).toBe('turn')
  expect(neuron.inner[0].times).toBeUndefined()
  expect(costText(report)).toContain(
    'a step of a neuron within the time step; how many there are is known by the run alone',
  )
})

test('--stage cost --json is the report itself', () => {
  const { status, stdout } = spikec('inspect', 'examples/cuba.ts', '--stage', 'cost', '--json')
  expect(status).toBe(0)
  const report = JSON.parse(stdout)
  expect(Object.keys(report)).toEqual(['kernels', 'step', 'spikes', 'synapses', 'arrays', 'bytes', 'representations'])
  expect(report.representations).toMatchObject([
    { name: 'Ce', representation: 'csr', index: 'u16', bytesPerSynapse: 2, why: 'they are drawn at random' },
    { name: 'Ci', representation: 'csr', index: 'u16' },
  ])
  expect(report.kernels[0]).toMatchObject({
    name: 'update_P',
    work: { inner: [{ unit: { kind: 'neuron' }, times: 4000 }] },
  })
})

test('of rows that are computed it is told what they go over, and how many at a time', () => {
  const { status, stdout } = spikec('inspect', written(folder, 'computed.ts', COMPUTED), '--stage', 'cost')
  expect(status).toBe(0)
  expect(stdout.split('\n').flatMap((line) => /^ {4}(a .*)$/.exec(line)?.[1] ?? [])).toEqual([
    'a neuron of a range; how long that is, is known by the run alone, 4 at a time',
    'a neuron, of 100, 4 at a time',
    'a number that a target may be computed from; how many there are is known by the run alone',
  ])
})

const COMPUTED = `
import { Network, NeuronGroup, Synapses } from 'spikec'
const P = new NeuronGroup(100, 'v : 1\\nx : 1', { name: 'P', threshold: 'v > 1' })
const made = (rule) => new Synapses(P, P, { on_pre: 'v_post += 1' }).connect({ ...rule, representation: 'procedural' })
const near = made({ j: 'k for k in range(i - 10, i + 11)', skip_if_invalid: true })
const alike = made({ condition: '(x_pre - x_post)**2 < 0.1' })
const ring = made({ j: '(i + 3*k) % N_post for k in range(5)' })
export default new Network(P, near, alike, ring, { duration: '1*ms' })
`

test('--json is for the costs', () => {
  const { status, stderr } = spikec('inspect', 'examples/cuba.ts', '--stage', 'ir', '--json')
  expect(status).toBe(1)
  expect(stderr).toContain('it is for --stage cost')
})
