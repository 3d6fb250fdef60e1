/** The pictures that `spikec run --out` writes: the model's own, or the usual ones. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { elements } from '../plot/markup.js'
import { spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

const model = (more: string) => `
import { Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
import { figure, line } from 'spikec/plot'
const P = new NeuronGroup(8, 'dv/dt = (20*mV - v)/(10*ms) : volt\\nx = i*0.5 : 1', { name: 'P', threshold: 'v > 10*mV', reset: 'v = 0*mV' })
const M = new StateMonitor(P, ['v', 'x'], { name: 'M', record: true })
${more}`
const whole = (more: string) => model(`export default new Network(P, M, { duration: '20*ms' })\n${more}`)

function ranInto(name: string, text: string) {
  const out = join(folder, name)
  const done = spikec('run', written(folder, `${name}.ts`, text), '--quiet', '--out', out)
  return { ...done, out, picture: join(out, 'picture.svg') }
}

describe("a model's own picture", () => {
  test('is drawn from what it recorded', () => {
    const draws =
      "export const picture = () => figure({ panels: [{ x: 'time (ms)', layers: [line(M.t, M.get('v', 'mV')[0])] }] })"
    const { status, stderr, stdout, out, picture } = ranInto('own', whole(draws))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('picture.svg')
    const svg = readFileSync(picture, 'utf8')
    elements(svg)
    expect(svg).toContain('>time (ms)<')
    // In place of the usual ones.
    expect(readdirSync(out).filter((name) => name.endsWith('.svg'))).toEqual(['picture.svg'])
  })

  test('is handed the network, which a model that is a function has not given a name', () => {
    const text = model(`export default () => new Network(P, M, { duration: '20*ms' })
export const picture = async (net) => \`<svg xmlns="http://www.w3.org/2000/svg"><title>\${net.t}</title></svg>\``)
    const { status, picture } = ranInto('function', text)
    expect(status).toBe(0)
    expect(readFileSync(picture, 'utf8')).toContain('<title>0.02</title>')
  })

  test('that fails is told with its place, when the results have been written', () => {
    const { status, stderr, stdout, out } = ranInto('failing', whole('export const picture = () => line([1], [1, 2])'))
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^error\[C009\]: .*failing\.ts:7:30 can't draw its picture: line\(\): its arrays have 1 and 2 values/,
    )
    expect(stderr).toContain('export const picture = () => line([1], [1, 2])')
    expect(stdout).toContain('written to')
    expect(existsSync(join(out, 'summary.json'))).toBe(true)
  })

  test('that reads what is not there gets the message of reading', () => {
    const { status, stderr } = ranInto('reading', whole("export const picture = () => M.get('u')"))
    expect(status).toBe(1)
    expect(stderr).toMatch(/^error\[N\d+\]: .*`u`/)
  })

  test.each([
    ['C008', "'<svg/>'", /is the string "<svg\/>", and not a function/],
    ['C010', '() => {}', /gave nothing, and not the text/],
    ['C010', "() => 'v'.repeat(1e6)", /gave the string "v{39}…", and not/],
  ])('%s for %s', (code, exported, said) => {
    const { status, stderr, out } = ranInto(`wrong-${code}`, whole(`export const picture = ${exported}`))
    expect(status).toBe(1)
    expect(stderr).toContain(`error[${code}]`)
    expect(stderr).toMatch(said)
    // What can be told beforehand is told before the run.
    expect(existsSync(join(out, 'summary.json'))).toBe(code !== 'C008')
  })

  test('is left alone by a run that writes nothing', () => {
    const file = written(folder, 'quiet.ts', whole("export const picture = () => { throw new Error('called') }"))
    expect(spikec('run', file, '--quiet').status).toBe(0)
  })
})

describe('without one', () => {
  test('traces have a panel for each variable, in suitable units, and the first traces of many', () => {
    const { status, out } = ranInto('usual', whole(''))
    expect(status).toBe(0)
    const svg = readFileSync(join(out, 'traces.svg'), 'utf8')
    elements(svg)
    for (const text of ['v (mV)', 'x', 'time (ms)', 'v of P, the first 6 of 8 recorded'])
      expect(svg).toContain(`>${text}<`)
    expect(existsSync(join(out, 'raster.svg'))).toBe(false)
  })

  test('spikes have a raster', () => {
    const { out } = ranInto(
      'spiking',
      model("export default new Network(P, new SpikeMonitor(P), { duration: '20*ms' })"),
    )
    expect(readdirSync(out).filter((name) => name.endsWith('.svg'))).toEqual(['raster.svg'])
  })
})
