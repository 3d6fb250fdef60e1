/** Published models that live by delays. Bands are means and standard deviations of six runs of Brian 2.5.1. */
import { expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses, TimedArray } from '../../src/index.js'
import { deviation, expectClose, expectWithin, mean } from '../numbers.js'

const BACKENDS = ['wasm', 'js'] as const

test.each(BACKENDS)('a delay for each synapse, by an expression, %s', async (backend) => {
  const P = new NeuronGroup(
    3,
    `dv/dt = (I - v)/tau : 1
     I : 1
     tau : second`,
    { threshold: 'v > 1', reset: 'v = 0', method: 'exact' },
  )
  P.set({ I: matrix([2, 0, 0], '1'), tau: matrix([10, 100, 100], 'ms') })
  const S = new Synapses(P, P, { model: 'w : 1', on_pre: 'v_post += w' })
  S.connect({ i: [0, 0], j: [1, 2] })
  S.set({ w: 'j*0.2', delay: 'j*2*ms' })
  const spikes = new SpikeMonitor(P)
  await new Network(P, S, spikes, { backend }).run('50*ms')
  const found = Array.from(spikes.i, (i, k) => [i, Math.round(spikes.t[k] * 1e4) / 10])
  expect(found).toEqual([
    [0, 6.9],
    [0, 13.9],
    [0, 20.9],
    [2, 25],
    [0, 27.9],
    [0, 34.9],
    [0, 41.9],
    [1, 44],
    [2, 46],
    [0, 48.9],
  ])
  const [v] = P.get('v')
  expectClose(v, 0.190325163928)
})

/** Where a sound comes from is where the delays of two lines meet: Jeffress (1948), with a source that turns round the head. */
test.each(BACKENDS)('the place of a sound by coincidences, %s', { timeout: 60_000 }, async (backend) => {
  // White noise that is the same in every run: a small generator and the sum of twelve numbers.
  let state = 1
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const sound = Array.from({ length: 50_000 }, () => {
    let sum = -6
    for (let k = 0; k < 12; k++) sum += uniform()
    return 10 * sum
  })
  const ears = new NeuronGroup(
    2,
    `dx/dt = (sound(t - late) - x)/tau_ear + 0.1*sqrt(2/tau_ear)*xi : 1 (unless refractory)
     late = distance*sin(theta) : second
     distance : second
     dtheta/dt = 2*pi/second : radian`,
    { threshold: 'x > 1', reset: 'x = 0', refractory: '2.5*ms', method: 'euler' },
  )
  ears.set({ distance: '(i - 0.5)*widest' })
  const P = new NeuronGroup(30, 'dv/dt = -v/tau + 0.1*sqrt(2/tau)*xi : 1', {
    threshold: 'v > 1',
    reset: 'v = 0',
    method: 'euler',
  })
  const S = new Synapses(ears, P, { on_pre: 'v += 0.5' })
  S.connect()
  S.set({ delay: 'j/(N_post - 1)*1.1*widest' }, { where: 'i == 0' })
  S.set({ delay: '(N_post - 1 - j)/(N_post - 1)*1.1*widest' }, { where: 'i == 1' })
  const [spikes, heard] = [new SpikeMonitor(P), new SpikeMonitor(ears)]
  const traces = new StateMonitor(ears, 'late', { record: true })
  const namespace = {
    sound: new TimedArray(sound, { dt: '0.02*ms' }),
    widest: '20*cm/(300*meter/second)',
    tau_ear: '1*ms',
    tau: '1*ms',
  }
  await new Network(ears, P, S, spikes, heard, traces, { dt: '0.02*ms', seed: 1, backend, namespace }).run('1*second')
  expect(S.i.length).toBe(60)
  const late = traces.get('late', 'ms').flatMap((trace) => [...trace])
  expectClose(deviation(late), 0.2357, 2e-4)
  expect(Math.abs(mean(late))).toBeLessThan(1e-10)
  expectWithin(spikes.numSpikes, 582, 26)
  expectWithin(heard.numSpikes, 405, 5)
  // The neurons that answer follow the source.
  const place = Array.from(spikes.i)
  const angle = Array.from(spikes.t, (t) => Math.sin(2 * Math.PI * t))
  const product = mean(place.map((i, k) => (i - mean(place)) * (angle[k] - mean(angle))))
  expectWithin(product / (deviation(place) * deviation(angle)), 0.794, 0.034)
})
