import { describe, expect, test } from 'vitest'
import {
  Network,
  type NetworkObject,
  NetworkOperation,
  NeuronGroup,
  type NeuronGroupOptions,
  SpikecError,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

async function refusedBy(net: Network, duration = '1*second') {
  const error = await net.run(duration).catch((thrown: unknown) => thrown)
  if (!(error instanceof SpikecError)) throw new Error('the run was not stopped')
  expect(error.diagnostics.map(({ code }) => code)).toEqual(['B001'])
  return error.diagnostics[0]
}

const BACKENDS = ['js', 'wasm'] satisfies readonly Backend[]

describe.each(BACKENDS)('in %s', (backend) => {
  const network = (...objects: readonly NetworkObject[]) => new Network(...objects, { backend, seed: 1 })
  const group = (N: number, model: string, options: NeuronGroupOptions = {}) =>
    new NeuronGroup(N, model, { name: 'P', method: 'euler', ...options })

  test('the step, the neuron, what it had, and its equation are told', async () => {
    const P = group(5, 'dv/dt = 1/(x*ms) : 1\ndx/dt = -1*int(i == 3)/ms : 1\nk : 1').set({ x: 4, k: 'i' })
    const trace = new StateMonitor(P, 'x', { record: [3] })
    const net = new Network(P, trace, { dt: '0.5*ms', backend })
    const { message, notes } = await refusedBy(net)
    // x is 4 - t/ms, and 0 at the beginning of the step at 4 ms.
    expect(message).toBe('P.v of neuron 3 became Infinity in the step at 4 ms')
    expect(notes).toEqual([
      expect.stringMatching(/^at the beginning of that step it had v = [\d.]+, x = 0, k = 3$/),
      expect.stringContaining('The equations of P'),
      expect.stringMatching(/^its equation: dv\/dt = 1\s*\/\s*\(x\s*\*\s*/),
    ])
    expect(trace.get('x')[0].slice(0, 10)).toEqual(Float64Array.from([4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5, 0, -0.5]))
  })

  test('random numbers are the same when the steps are gone through again', async () => {
    const model = 'dv/dt = -v/(10*ms) + sigma*xi : 1\nx = log(2 - v) : 1\ndu/dt = x/ms : 1\nsigma : second**-0.5'
    const P = group(20, model).set({ sigma: '15*second**-0.5' })
    const trace = new StateMonitor(P, ['v', 'u'], { record: true, when: 'end' })
    const { message } = await refusedBy(network(P, trace))
    const first = Math.min(
      ...trace.get('u').map((u) => [...u, Number.NaN].findIndex((value) => !Number.isFinite(value))),
    )
    const neuron = trace.get('u').findIndex((u) => !Number.isFinite(u[first]))
    expect(message).toBe(`P.u of neuron ${neuron} became NaN in the step at ${Number((first * 0.1).toPrecision(9))} ms`)
  })

  test('what a reset writes is looked at, as is what synapses write', async () => {
    const P = group(2, 'dv/dt = 1/ms : 1\ncount : 1\ninverse : 1', {
      threshold: 'v > 1',
      reset: 'v = 0; count -= 1; inverse += 1/count',
    }).set({ v: '0.5*i', count: '4 - i' })
    const reset = await refusedBy(network(P))
    expect(reset.message).toMatch(/^P\.inverse of neuron \d became -?Infinity in the step at [\d.]+ ms$/)
    expect(reset.notes.join()).toContain('The reset of the neurons of P')
    expect(reset.notes.join()).not.toContain('its equation')

    const Q = group(3, 'dv/dt = 1/ms : 1', { threshold: 'v > 1', reset: 'v = 0' }).set({ v: '0.3*i' })
    const S = new Synapses(Q, { model: 'w : 1\nk : 1', on_pre: 'w = 1/(k - 1); k += 1', name: 'S' })
    S.connect('i != j').set({ k: 'int(i == 1) - 3' })
    const { message, notes } = await refusedBy(network(Q, S))
    expect(message).toMatch(/^S\.w of the synapse from neuron 1 to neuron 0 became Infinity in the step at [\d.]+ ms$/)
    expect(notes).toEqual([expect.stringMatching(/it had w = \S+, k = 1$/), expect.stringContaining('on_pre of S')])
  })

  test('delays, clocks and refractoriness are gone back over', async () => {
    const P = group(30, 'dv/dt = (1.2 - v)/(5*ms) : 1 (unless refractory)', {
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '2*ms',
    }).set({ v: 'rand()' })
    const Q = new NeuronGroup(30, 'dg/dt = -g/(2*ms) : 1\nlimit : 1\nslow : 1', {
      name: 'Q',
      dt: '0.2*ms',
      method: 'euler',
    })
    Q.run_regularly('slow = 1/(40 - g)', { dt: '1*ms' })
    const S = new Synapses(P, Q, { on_pre: 'g += 1.7', delay: '3*ms' }).connect({ p: 0.8 })
    const last = new Synapses(P, Q, { on_pre: 'limit += sqrt(10 - g)' }).connect('i == j')
    const trace = new StateMonitor(Q, 'limit', { record: true, when: 'end' })
    const { message } = await refusedBy(network(P, Q, S, last, trace))
    const [, neuron, time] = /^Q\.limit of neuron (\d+) became NaN in the step at ([\d.]+) ms$/.exec(message) ?? []
    const at = trace.get('limit')[Number(neuron)].findIndex((value) => Number.isNaN(value))
    // Traces are taken with the clock of the group.
    expect(trace.t[at]).toBeCloseTo(Math.ceil(Number(time) / 0.2 - 1e-6) * 0.2e-3, 9)
  })

  test('what was there from the start is told so', async () => {
    const P = group(2, 'dv/dt = -v/ms : 1').set({ v: '1/i - 1/i' })
    expect((await refusedBy(network(P))).message).toBe('P.v of neuron 0 became NaN before 0 ms, where the run began')
  })

  test('where functions of the program are called there is a range', async () => {
    const P = group(2, 'dv/dt = v*1e6/second : 1').set({ v: 1 })
    const op = new NetworkOperation(() => undefined)
    expect((await refusedBy(network(P, op))).message).toMatch(
      /^P\.v of neuron 0 became (Infinity|NaN) between [\d.]+ ms and [\d.]+ ms$/,
    )
  })

  test('allow_nan goes on, and the next run is watched again', async () => {
    const P = group(1, 'dv/dt = 1/(1 - t/ms)/ms : 1')
    const net = new Network(P, { dt: '0.5*ms', backend })
    expect(await net.run('5*ms', { allow_nan: true })).toMatchObject({ steps: 10, interrupted: false })
    expect(P.get('v')[0]).toBe(Number.POSITIVE_INFINITY)
    expect((await refusedBy(net)).message).toContain('before 5 ms, where the run began')
  })

  test('the run stands where it was stopped, with what was recorded', async () => {
    const P = group(3, 'dv/dt = 1/(x*ms) : 1\ndx/dt = -1/ms : 1', { threshold: 'x < 3 and x > 2', reset: 'v = 0' }).set(
      { x: 4 },
    )
    const [spikes, states] = [new SpikeMonitor(P), new StateMonitor(P, 'x', { record: [0] })]
    const net = new Network(P, spikes, states, { dt: '0.5*ms', backend })
    await refusedBy(net)
    expect(states.t).toHaveLength(Math.round(net.t / 0.5e-3))
    expect(spikes.t[0]).toBeCloseTo(1e-3, 12)
    expect(P.get('x')[0]).toBeCloseTo(4 - net.t * 1000, 9)
  })
})
