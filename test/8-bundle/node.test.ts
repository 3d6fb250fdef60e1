import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Simulation, SimulationOptions } from '../../src/runtime/index.js'
import { ran, spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

const model = (N: number) => `
import { matrix, Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
const P = new NeuronGroup(${N}, \`dv/dt = (drive - v)/tau : volt (unless refractory)
  drive : volt\`, {
  name: 'P', threshold: 'v > Vt', reset: 'v = 0*mV', refractory: '1*ms', namespace: { tau: '10*ms', Vt: '10*mV', hold: '2*ms' },
})
P.set({ drive: '(11 + 4*rand())*mV', v: 'rand()*Vt' })
const W = Float64Array.from({ length: ${N * N} }, (_, k) => (k % 7) / 50)
const S = new Synapses(P, P, { name: 'S', model: 'w : volt', on_pre: 'v += w', delay: 'hold', namespace: { W: matrix(W, [${N}, ${N}], 'mV'), hold: '2*ms' } })
S.connect().set({ w: 'W[i,j]' })
const R = new Synapses(P, P, { name: 'R', model: 'w : volt', on_pre: 'v += w' })
R.connect({ condition: 'i != j', p: 0.1 }).set({ w: '0.05*mV*(1 + i - j)' })
const C = new Synapses(P, P, { name: 'C', model: 'w : volt', on_pre: 'v += w' })
C.connect({ j: '(i + 2*k) % N_post for k in range(1, 4) if drive_pre > 13*mV', representation: 'procedural' }).set({ w: '0.1*mV*rand()' })
export default new Network(P, S, R, new SpikeMonitor(P, { name: 'spikes' }), { duration: '50*ms', seed: 3 })
`

function built(name: string, N: number): string {
  const file = join(folder, `${name}.mjs`)
  const { status, stderr } = spikec('build', written(folder, `${name}.ts`, model(N)), '--out', file)
  expect([status, stderr]).toEqual([0, ''])
  return file
}

const small = built('small', 20)
const large = built('large', 400)
const node = (...args: readonly string[]) => ran(process.execPath, args, folder)
const summary = (...args: readonly string[]) => JSON.parse(node(...args, '--json').stdout)

describe('a bundle', () => {
  test('needs nothing beside it but node: it gives what the compiler gives in one process', () => {
    const alone = join(folder, 'alone')
    mkdirSync(alone)
    copyFileSync(small, join(alone, 'small.mjs'))
    const here = ran(process.execPath, ['small.mjs', '--json'], alone)
    const there = JSON.parse(spikec('run', join(folder, 'small.ts'), '--json').stdout)
    expect(here.stderr).toBe('')
    expect(JSON.parse(here.stdout)).toMatchObject({
      spikes: there.spikes,
      synapses: there.synapses,
      neurons: 20,
      seed: 3,
    })
    expect(there.spikes).toBeGreaterThan(20)
  })

  test('embeds small weights, and puts large ones beside it', () => {
    expect(existsSync(join(folder, 'small.bin'))).toBe(false)
    expect(readFileSync(join(folder, 'large.bin')).byteLength).toBe(400 * 400 * 8)
    const there = JSON.parse(spikec('run', join(folder, 'large.ts'), '--json').stdout)
    expect(summary(large)).toMatchObject({ spikes: there.spikes, synapses: there.synapses })
  })

  test('says what is missing when its weights are gone', () => {
    const lost = join(folder, 'lost')
    mkdirSync(lost)
    copyFileSync(large, join(lost, 'large.mjs'))
    const { status, stderr } = ran(process.execPath, ['large.mjs'], lost)
    expect(status).toBe(3)
    expect(stderr).toContain('error[C001]')
    expect(stderr).not.toContain('    at ')
  })

  test('says that its weights are cut off', () => {
    const cut = join(folder, 'cut')
    mkdirSync(cut)
    copyFileSync(large, join(cut, 'large.mjs'))
    writeFileSync(join(cut, 'large.bin'), readFileSync(join(folder, 'large.bin')).subarray(0, 1003))
    const { status, stderr } = ran(process.execPath, ['large.mjs'], cut)
    expect(stderr).toContain("large.bin can't be read: it has 1003 bytes, and the program needs 1280000")
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(3)
  })

  test('writes recordings in the format that is asked for, and refuses one that there is not', () => {
    const out = join(folder, 'formatted')
    expect(node(small, '--quiet', '--out', out, '--format', 'json').status).toBe(0)
    expect(Object.keys(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).monitors)).toEqual(['spikes'])
    expect(node(small, '--out', out, '--format', 'mat')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('error[V008]: --format: there is no format "mat"; formats are npz, csv, json'),
    })
  })

  test('refuses an empty seed', () => {
    expect(node(small, '--seed', '')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('error[V008]: the seed'),
    })
  })

  test('takes parameters, whose units it checks', () => {
    expect(summary(small, '--set', 'Vt=5*mV').spikes).toBeGreaterThan(summary(small).spikes)
    expect(node(small, '--set', 'Vt=5*ms')).toMatchObject({ status: 1, stderr: expect.stringContaining('error[U010]') })
    expect(node(small, '--set', 'Vt=5')).toMatchObject({ status: 1, stderr: expect.stringContaining('a plain number') })
    expect(node(small, '--set', 'vt=5*mV')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('did you mean `Vt`'),
    })
    expect(node(small, '--set', 'Vt')).toMatchObject({ status: 1, stderr: expect.stringContaining('NAME=VALUE') })
  })

  test('refuses a parameter that its kernels are built on', () => {
    expect(node(small, '--set', 'S.hold=3*ms')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('it sets the delay of S'),
    })
  })

  test('takes a seed and a duration, and writes results', () => {
    const out = join(folder, 'results')
    const done = summary(small, '--seed', '4', '--duration', '20*ms', '--out', out)
    expect(done).toMatchObject({ seed: 4, duration_s: 0.02 })
    expect(existsSync(join(out, 'raster.svg'))).toBe(true)
    expect(summary(small, '--seed', '4').spikes).not.toBe(summary(small, '--seed', '5').spikes)
  })

  test('describes itself', () => {
    const { stdout } = node(small, '--describe')
    expect(stdout).toMatch(/tau +10\*ms +second/)
    expect(stdout).toMatch(/hold +2\*ms +second +\(built in\)/)
    expect(stdout).toMatch(/memory/)
    expect(
      JSON.parse(node(small, '--describe', '--json').stdout).parameters.map((p: { bare: string }) => p.bare),
    ).toContain('tau')
  })

  test('refuses what it does not know', () => {
    expect(node(small, '--nonesuch')).toMatchObject({ status: 2, stderr: expect.stringContaining('--help') })
    expect(node(small, '--help')).toMatchObject({ status: 0 })
  })

  test('is a module', async () => {
    const bundle = (await import(pathToFileURL(small).href)) as {
      createSimulation: (options?: SimulationOptions) => Simulation
    }
    const [a, b] = [bundle.createSimulation(), bundle.createSimulation({ parameters: { tau: '20*ms' }, seed: 3 })]
    await a.run(0.05)
    await b.run(0.05)
    expect(a.spikes('spikes').i.length).toBe(summary(small).spikes)
    expect(b.spikes('spikes').i.length).not.toBe(a.spikes('spikes').i.length)
    expect(a.values('P', 'v')).toHaveLength(20)
  })
})

test('nothing half written is left where a file can not be', () => {
  const target = join(folder, 'no-such-folder', 'x.mjs')
  const { status, stderr } = spikec('build', join(folder, 'small.ts'), '--out', target)
  expect([status, existsSync(target)]).toEqual([1, false])
  expect(stderr).toContain('error[C006]')
})

test('other targets are refused by name', () => {
  expect(spikec('build', join(folder, 'small.ts'), '--target', 'html')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('error[X001]: the target html'),
  })
  rmSync(join(folder, 'small.bin'), { force: true })
})
