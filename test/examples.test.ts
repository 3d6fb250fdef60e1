/** The examples run, draw what docs/examples.md shows, and give the reference's numbers, in both backends. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Network, SpikeMonitor, StateMonitor } from '../src/index.js'
import { expectClose, mean, most, part, sum } from './numbers.js'
import { elements } from './plot/markup.js'
import { root } from './program.js'

/** Model files import the built package, so it loads them too. */
const { loadModelFile } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../src/model/load.js')

const page = readFileSync(join(root, 'docs/examples.md'), 'utf8')
const names = readdirSync(join(root, 'examples'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))

const load = (name: string) => loadModelFile(join(root, 'examples', `${name}.ts`))
const image = (name: string) => readFileSync(join(root, 'docs/images', `${name}.svg`), 'utf8')

/** What stands on the axes and over panels. */
const captions = (svg: string) =>
  [...svg.matchAll(/<text class="(?:axis-name middle|panel|title)"[^>]*>([^<]*)</g)].map(([, text]) => text)

test.each(names)('the page shows %s, with its picture and the command that draws it', (name) => {
  expect(page).toContain(`\n## ${name}\n`)
  expect(page).toContain(`](#${name})`)
  expect(page).toContain(`](images/${name}.svg)`)
  expect(page).toMatch(new RegExp(`^npx spikec run examples/${name}\\.ts .*--out results/${name}$`, 'm'))
  expect(existsSync(join(root, 'docs/images', `${name}.svg`))).toBe(true)
})

/** Those that draw themselves; the others are run in test/backends.test.ts and by the bench. */
const USUAL = ['cobahh', 'cuba', 'dense-weights']
const drawing = names.filter((name) => !USUAL.includes(name))

test.each(drawing)('%s draws its picture, and the one on the page is of the same kind', async (name) => {
  const { network, picture } = await load(name)
  await network.run()
  const svg = (await picture?.()) ?? ''
  elements(svg)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  expect(captions(svg).length).toBeGreaterThanOrEqual(3)
  expect(captions(image(name))).toEqual(captions(svg))
  expect(svg.length).toBeLessThan(300_000)
})

test.each(drawing)('%s draws what there is of a run that ended soon', async (name) => {
  const { network, picture } = await load(name)
  await network.run('1*ms')
  const svg = (await picture?.()) ?? ''
  elements(svg)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
})

/** Numbers of Brian 2.5.1, of the same equations. */
describe.each(['wasm', 'js'] as const)('the numbers of the reference, %s', (backend) => {
  async function ran(name: string): Promise<Network> {
    const { network } = await load(name)
    network.setBackend(backend)
    await network.run()
    return network
  }
  const traces = async (name: string, variable = 'v') => part<StateMonitor>(await ran(name), 'trace').get(variable)
  const spikesOf = (network: Network, name = 'spikes') => part<SpikeMonitor>(network, name)

  test('lif-curve', async () => {
    const { i, t, numSpikes } = spikesOf(await ran('lif-curve'))
    expect([numSpikes, Math.round(t[0] * 1e7)]).toEqual([29870, 69_000])
    expectClose(sum(t), 14986.4906)
    expectClose(sum(t.map((time, k) => i[k] * time)), 11838507.5)
  })

  test('hindmarsh-rose', async () => {
    const x = await traces('hindmarsh-rose', 'x')
    const last = [-1.525963123, -1.221338719, -0.7434416535]
    for (const [k, trace] of x.entries()) expectClose(trace[trace.length - 1], last[k])
    const all = x.flatMap((trace) => Array.from(trace))
    expectClose(mean(all), -0.920276128)
    expectClose(most(all), 2.443853419)
  })

  test('wang-buzsaki', async () => {
    const [v] = await traces('wang-buzsaki')
    expectClose(v[v.length - 1], -0.0325392842148)
    expectClose(mean(v), -0.0550980799799)
  })

  test('rothman-manis', async () => {
    const [whole] = await traces('rothman-manis')
    const v = whole.slice(500)
    expectClose(v[v.length - 1], -0.04427119249)
    expectClose(mean(v), -0.04271082655)
    expectClose(most(v), 0.04607449164)
  })

  test('hodgkin-huxley', async () => {
    const [v] = await traces('hodgkin-huxley')
    expectClose(v[v.length - 1], -0.06492485500028601)
    expectClose(mean(v), -0.05870742122005156)
    expectClose(most(v), 0.040133016822758175)
  })

  test('fitzhugh-nagumo', async () => {
    const v = await traces('fitzhugh-nagumo')
    const last = [-1.199408035244038, -1.199408035243991, -1.3684180858994046]
    for (const [k, trace] of v.entries()) expectClose(trace[trace.length - 1], last[k])
    expectClose(mean(v.flatMap((trace) => Array.from(trace))), -0.8483735922458625)
  })

  test.each([
    ['adex', [40, 9, 9, 7, 26], 17.782],
    ['izhikevich', [8, 1, 29, 8, 8, 10, 25, 17], 9.76055],
  ] as const)('%s', async (name, counts, times) => {
    const { count, t } = spikesOf(await ran(name))
    expect(Array.from(count)).toEqual(counts)
    expectClose(sum(t), times)
  })

  test('phase-locking', async () => {
    const { i, t, numSpikes } = spikesOf(await ran('phase-locking'))
    expect(numSpikes).toBe(38971)
    expectClose(sum(t), 77815.6798)
    expectClose(sum(t.map((time, k) => i[k] * time)), 17687505.1454)
  })

  test('ornstein-uhlenbeck has its variance, and half of what is missing after ln(2)/2 of its time constant', async () => {
    const x = part<StateMonitor>(await ran('ornstein-uhlenbeck'), 'trace').get('x', 'mV')
    const variance = (k: number) => mean(x.map((path) => path[k] ** 2))
    // A variance of 1000 Gaussian numbers has a standard error of sqrt(2/1000) of it.
    const error = 4 * Math.sqrt(2 / 1000)
    const found = [variance(x[0].length - 1) / 25, variance(14) / (25 * (1 - Math.exp(-0.7)))]
    for (const ratio of found) expect(Math.abs(ratio - 1)).toBeLessThan(error)
  })

  test('brunel-hakim: synapses, spikes and waves', async () => {
    const network = await ran('brunel-hakim')
    const synapses = network.inspect().simulation.synapseCount('S')
    expect(Math.abs(synapses - 5e6)).toBeLessThan(4 * 2000)
    const { t, numSpikes } = spikesOf(network)
    // 1558 and 1605 of the reference's, which may well differ by twice as much.
    expect(Math.abs(numSpikes - 1581.5)).toBeLessThan(4 * 33)
    // Of the bins of 1 ms, those of the waves have nearly all spikes.
    const bins = new Float64Array(100)
    for (const time of t) bins[Math.min(99, Math.floor(time * 1000))]++
    const sorted = Array.from(bins).sort((a, b) => b - a)
    expect(sum(sorted.slice(0, 40))).toBeGreaterThan(0.85 * numSpikes)
  })

  test('balanced-input: irregular spikes, as many as the reference has', async () => {
    const network = await ran('balanced-input')
    const [excited, balanced] = ['excited', 'balanced'].map((name) => spikesOf(network, `${name}_spikes`))
    // Of 4 and of 12 seeds of the reference, means and four standard deviations.
    expect(Math.abs(excited.numSpikes - 6038)).toBeLessThan(4 * 24)
    expect(Math.abs(balanced.numSpikes - 3882)).toBeLessThan(4 * 40)
    expect(Math.abs(variationOf(excited) - 0.203)).toBeLessThan(0.02)
    expect(Math.abs(variationOf(balanced) - 0.74)).toBeLessThan(0.05)
  })

  test('izhikevich-network: spikes', async () => {
    // 9163, 9197 and 9583 of the reference's.
    expect(Math.abs(spikesOf(await ran('izhikevich-network')).numSpikes - 9314)).toBeLessThan(4 * 233)
  })

  test('synfire-chain: synapses, spikes, and how far each volley comes', async () => {
    const network = await ran('synfire-chain')
    const { simulation } = network.inspect()
    expect(['S85', 'first85'].map((name) => simulation.synapseCount(name))).toEqual([90_000, 8500])
    // 1320, 1316 and 1382 of the reference's.
    const strong = spikesOf(network, 'spikes85')
    expect(Math.abs(strong.numSpikes - 1339)).toBeLessThan(4 * 37)
    const [reached, lost] = ['spikes85', 'spikes45'].map((name) => mostWithin(spikesOf(network, name), 900, 0.002))
    expect(reached).toBeGreaterThan(80)
    expect(lost).toBeLessThan(20)
  })

  test('reliability: the same input makes near-identical trains, a constant one does not', async () => {
    const network = await ran('reliability')
    // Over seeds, the reference has 0.33 to 0.96.
    const { count } = spikesOf(network)
    expect(Math.sqrt(mean(count.map((n) => n ** 2)) - mean(count) ** 2)).toBeLessThan(1.3)
    const [reliable, drifting] = ['spikes', 'drifting'].map((name) => jitter(spikesOf(network, name)))
    expect(reliable).toBeLessThan(1)
    expect(drifting).toBeGreaterThan(3)
  })

  test('adaptive-threshold: spikes as many as the reference has, at potentials as high', async () => {
    const spikes = spikesOf(await ran('adaptive-threshold'))
    const v = spikes.get('v', 'mV')
    // Of 12 seeds of the reference, means and four standard deviations.
    expect(Math.abs(spikes.numSpikes - 140.5)).toBeLessThan(4 * 8.9)
    expect(Math.abs(mean(v) - 13.19)).toBeLessThan(4 * 0.18)
    expect(Math.min(...v)).toBeGreaterThan(10)
  })
})

/** How far the spikes of other trials are from the nearest ones of the first, in ms: the median, as single spikes may be missing. */
function jitter(monitor: SpikeMonitor): number {
  const [first, ...others] = monitor.spikeTrains()
  const distances = others.flatMap((train) =>
    Array.from(train, (time) => Math.min(...first.map((other) => Math.abs(other - time))) * 1000),
  )
  return distances.sort((a, b) => a - b)[distances.length >> 1]
}

/** The most spikes within a time, in seconds, of the hundred neurons from one on. */
function mostWithin({ i, t }: SpikeMonitor, first: number, width: number): number {
  const times = Array.from(t).filter((_, k) => i[k] >= first && i[k] < first + 100)
  return most(times.map((start) => times.filter((time) => time >= start && time < start + width).length))
}

/** Of the times between the spikes of a neuron: their standard deviation by their mean. */
function variationOf(monitor: SpikeMonitor): number {
  const intervals = monitor.spikeTrains().flatMap((train) => Array.from(train.subarray(1), (t, k) => t - train[k]))
  return Math.sqrt(mean(intervals.map((value) => value ** 2)) / mean(intervals) ** 2 - 1)
}
