/** Examples whose synapses do more than add: the numbers of Brian 2.5.1, of the same equations, in both backends. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadMatrix, matrix, Network, NeuronGroup, type SpikeMonitor, StateMonitor, Synapses } from '../src/index.js'
import { expectClose, expectWithin, mean, most, part } from './numbers.js'
import { root } from './program.js'

/** Model files import the built package, so it loads them too. */
const { loadModelFile } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../src/model/load.js')

describe.each(['wasm', 'js'] as const)('the numbers of the reference, %s', (backend) => {
  async function ran(name: string): Promise<Network> {
    const { network } = await loadModelFile(join(root, 'examples', `${name}.ts`))
    network.setBackend(backend)
    await network.run()
    return network
  }

  test('gap-junctions', async () => {
    const [first, sixth] = part<StateMonitor>(await ran('gap-junctions'), 'trace').get('v')
    expectClose(first[first.length - 1], 0.822205235)
    expectClose(sixth[sixth.length - 1], 0.990625890967)
    expectClose(mean([...first, ...sixth]), 0.796189023373)
  })

  test('tsodyks-markram', async () => {
    const network = await ran('tsodyks-markram')
    // The reference shows the third for 500 ms.
    const trace = (name: string, steps = 12_000) => part<StateMonitor>(network, name).get('v')[0].subarray(0, steps)
    const wanted = [
      [trace('depression'), 3.962241655e-6, 1.286090335e-4, 9.271765167e-4],
      [trace('slow'), 9.303176612e-4, 0.004917361011, 0.01016560924],
      [trace('fast', 5000), 0.00216068422, 0.008838439647, 0.01763098771],
    ] as const
    for (const [v, last, average, highest] of wanted) {
      expectClose(v[v.length - 1], last)
      expectClose(mean(v), average)
      expectClose(most(v), highest)
    }
  })

  test('jeffress: spikes, and neurons that answer to where the sound is', async () => {
    const { i, t, numSpikes } = part<SpikeMonitor>(await ran('jeffress'), 'spikes')
    // 584 and 600 of the reference's.
    expectWithin(numSpikes, 592, 13)
    const [right, left] = [0.25, 0.75].map((at) => mean(i.filter((_, k) => Math.abs(t[k] - at) < 0.1)))
    expect(right).toBeGreaterThan(20)
    expect(left).toBeLessThan(9)
  })

  test('spatial: synapses, their delays, and when the wave comes', async () => {
    const network = await ran('spatial')
    const S = part<Synapses>(network, 'S')
    const { t, numSpikes } = part<SpikeMonitor>(network, 'spikes')
    // Of 3 seeds of the reference, means and four standard deviations.
    expectWithin(S.N, 78_600, 170)
    expectWithin(mean(S.get('delay', 'ms')), 2.35, 0.004)
    expectWithin(numSpikes, 1348, 11)
    expectWithin(mean(t) * 1000, 31.4, 0.1)
  })

  test('reservoir: weights of the file, and spikes', async () => {
    const { network } = await loadModelFile(join(root, 'examples/reservoir.ts'))
    await network.setBackend(backend).run('1*second')
    const S = part<Synapses>(network, 'S')
    const file = loadMatrix(join(tmpdir(), 'spikec-reservoir-2000.npy'))
    expect(S.get('w', { where: 'i == 1234' })).toEqual(file.data.slice(1234 * 2000, 1235 * 2000))
    // Of 4 seeds of the reference.
    expectWithin(part<SpikeMonitor>(network, 'spikes').numSpikes, 35_660, 280)
  })

  test('stdp: spikes, and weights that gather at both ends', async () => {
    const network = await ran('stdp')
    // Of 6 seeds of the reference and of 6 here, means and four standard deviations.
    expectWithin(part<SpikeMonitor>(network, 'spikes').numSpikes, 2630, 160)
    const w = part<Synapses>(network, 'S')
      .get('w')
      .map((weight) => weight / 0.01)
    const share = (within: (weight: number) => boolean) => w.filter(within).length / w.length
    expectWithin(mean(w), 0.4745, 0.0015)
    expectWithin(
      share((weight) => weight < 0.1),
      0.238,
      0.01,
    )
    expectWithin(
      share((weight) => weight > 0.9),
      0.197,
      0.01,
    )
  })

  test('gliotransmission', async () => {
    const network = await ran('gliotransmission')
    const wanted = [
      ['released', 'u_S', [0.5061366064, 0.3949696881, 0.2077176709]],
      ['released', 'x_S', [0.3272842828, 0.3312052579, 0.3563995201]],
      ['calcium', 'C', [4.317242838e-5, 4.09440346e-4]],
    ] as const
    for (const [monitor, variable, last] of wanted)
      for (const [k, trace] of part<StateMonitor>(network, monitor).get(variable).entries())
        expectClose(trace[trace.length - 1], last[k])
  })

  test('licklider', async () => {
    const network = await ran('licklider')
    expect(part<SpikeMonitor>(network, 'heard').numSpikes).toBe(300)
    // Of four runs of the reference.
    expectWithin(part<SpikeMonitor>(network, 'spikes').numSpikes, 2545, 18)
  })
})

/** Nonlinear synapses whose sum is a conductance, of a rate and of a strength each. */
test.each(['wasm', 'js'] as const)('synapses that saturate, as those of NMDA do, %s', async (backend) => {
  const input = new NeuronGroup(2, 'dv/dt = 1/(10*ms) : 1', { threshold: 'v > 1', reset: 'v = 0', method: 'euler' })
  input.set({ v: matrix([0, 0.5], '1') })
  const neuron = new NeuronGroup(
    1,
    `dv/dt = (g - v)/(10*ms) : 1
     g : 1`,
    { method: 'exact' },
  )
  const S = new Synapses(input, neuron, {
    model: `dg_syn/dt = -a*g_syn + b*x*(1 - g_syn) : 1 (clock-driven)
            g_post = g_syn : 1 (summed)
            dx/dt = -c*x : 1 (clock-driven)
            w : 1`,
    on_pre: 'x += w',
    namespace: { a: '1/(10*ms)', b: '1/(10*ms)', c: '1/(10*ms)' },
  })
  S.connect()
  S.set({ w: matrix([1, 10], '1') })
  const trace = new StateMonitor(neuron, 'g', { record: true })
  await new Network(input, neuron, S, trace, { duration: '1*second', backend }).run()
  const [g] = trace.get('g')
  expectClose(g[g.length - 1], 1.37709076636)
  expectClose(mean(g), 1.38985870067)
})
