/** Published models of plasticity, with the reference's numbers, or means and standard deviations of several runs of Brian 2.5.1. */
import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from '../../src/index.js'
import { deviation, expectClose, expectWithin, mean, most } from '../numbers.js'

const BACKENDS = ['wasm', 'js'] as const

/** A neuron for each time at which one spike is wanted. */
function spikingOnce(size: number, at: string) {
  const group = new NeuronGroup(size, 'at : second', { threshold: 't > at', refractory: '1*second', reset: '' })
  group.set({ at })
  return group
}

test.each(BACKENDS)('the window of pair-based plasticity, %s', async (backend) => {
  const pre = spikingOnce(100, 'i*50*ms/(N - 1)')
  const post = spikingOnce(100, '(N - 1 - i)*50*ms/(N - 1)')
  const S = new Synapses(pre, post, {
    model: `w : 1
            da/dt = -a/(20*ms) : 1 (event-driven)
            db/dt = -b/(20*ms) : 1 (event-driven)`,
    on_pre: 'a += 0.01; w += b',
    on_post: 'b -= 0.0105; w += a',
  })
  S.connect({ j: 'i' })
  await new Network(pre, post, S, { backend }).run('51*ms')
  const w = S.get('w')
  const wanted = [
    [0, 0.000820849986239],
    [49, 0.00975309912028],
    [50, -0.0102407540763],
    [99, -0.000861892485551],
  ] as const
  for (const [k, value] of wanted) expectClose(w[k], value)
})

/**
 * A neuron whose voltage decides what its synapses learn, with a slow average that keeps it at its target: Clopath et al. (2010), Nature
 * Neuroscience 13: 344, for integrate-and-fire neurons. One of five inputs is active at a time.
 */
test.each(BACKENDS)('plasticity of the voltage, with homeostasis, %s', async (backend) => {
  const neuron = new NeuronGroup(
    1,
    `dv/dt = (gleak*(rest - v) + I_syn)/C : volt
     dlow1/dt = (v - low1)/(40*ms) : volt
     dlow2/dt = (v - low2)/(30*ms) : volt
     dhomeo/dt = (v - rest - homeo)/(1000*ms) : volt
     I_syn = g*(0*mV - v) : amp
     dg/dt = -g/(2*ms) : siemens`,
    { threshold: 'v > -55*mV', reset: 'v = rest', method: 'euler' },
  )
  const inputs = new NeuronGroup(
    5,
    `dtrace/dt = -trace/taux : 1
     rates : Hz
     selected : integer (shared)`,
    { threshold: 'rand() < rates*dt', reset: 'trace += 1/(taux/ms)', method: 'exact' },
  )
  inputs.run_regularly('selected = int(floor(rand()*5)); rates = 35*Hz*int(selected == i)', { dt: '100*ms' })
  const S = new Synapses(inputs, neuron, {
    model: 'w : 1',
    on_pre: `g_post += w*largest
             above = (low1_post - rest)/mV
             w = clip(w - 1.5e-4*(homeo**2/(12*mV**2))*above*int(above > 0), 0, 1)`,
    on_post: `low1 += 10*mV
              low2 += 10*mV
              homeo += 0.1*mV
              above = (low2_post - rest)/mV
              w = clip(w + 1.5e-2*trace_pre*above*int(above > 0), 0, 1)`,
  })
  S.connect({ i: [0, 1, 2, 3, 4], j: [0, 0, 0, 0, 0] })
  neuron.set({ v: '-70*mV', low1: '-70*mV', low2: '-70*mV' })
  S.set({ w: 0.5 })
  const [spikes, arrived] = [new SpikeMonitor(neuron), new SpikeMonitor(inputs)]
  const namespace = { gleak: '30*nS', C: '300*pF', rest: '-70*mV', taux: '15*ms', largest: '50*nS' }
  await new Network(neuron, inputs, S, spikes, arrived, { dt: '0.5*ms', seed: 5, backend, namespace }).run('20*second')
  expectWithin(arrived.numSpikes, 700, 27)
  expectWithin(spikes.numSpikes, 238, 17)
  const w = S.get('w')
  expectWithin(mean(w), 0.583, 0.043)
  // One input at least has won, and one has lost.
  expect(most(w)).toBeCloseTo(1, 6)
  expect(Math.min(...w)).toBeLessThan(1e-3)
})

/** Two thresholds of calcium, and noise while they are crossed: Graupner and Brunel (2012), PNAS 109: 3991. */
describe.each(BACKENDS)('plasticity by calcium, %s', (backend) => {
  const REPETITIONS = 200
  // For times between the spikes in ms: mean and deviation of the efficacies that began at 0 and at 1, and calcium at the end.
  const wanted = [
    [-100, 0.0359, 0.0475, 0.9633, 0.0504, 5.16674719548e-20],
    [-25, 0.031, 0.0443, 0.9502, 0.0567, 6.60767758872e-20],
    [0, 0.0602, 0.0681, 0.9307, 0.0607, 1.02978546157e-19],
    [25, 0.0535, 0.0529, 0.9517, 0.0598, 2.32182860115e-19],
    [100, 0.041, 0.0516, 0.9686, 0.0467, 7.81432758455e-18],
  ] as const
  test.each(wanted)('%d ms between the spikes', async (between, down, downSpread, up, upSpread, calcium) => {
    const pre = spikingOnce(1, '100*ms')
    const post = spikingOnce(2 * REPETITIONS, `${100 + between}*ms`)
    const S = new Synapses(pre, post, {
      model: `drho/dt = (-rho*(1 - rho)*(rho_star - rho) + gamma_p*(1 - rho)*int(c > theta_p) - gamma_d*rho*int(c > theta_d)
                + sigma*sqrt(tau)*sqrt(int(c > theta_d) + int(c > theta_p))*xi)/tau : 1 (clock-driven)
              dc/dt = -c/(20*ms) : 1 (clock-driven)
              tau : second (constant, shared)
              gamma_p : 1 (constant, shared)
              gamma_d : 1 (constant, shared)`,
      on_pre: 'c += 1',
      on_post: 'c += 2',
      delay: '13.7*ms',
      method: 'heun',
      namespace: { rho_star: 0.5, theta_p: 1.3, theta_d: 1, sigma: 2.8284 },
    })
    S.connect()
    S.set({ tau: '150*second', gamma_p: 321.808, gamma_d: 200, rho: `int(j >= ${REPETITIONS})` })
    await new Network(pre, post, S, { seed: 2, backend }).run('2*second')
    const rho = S.get('rho')
    const [low, high] = [rho.slice(0, REPETITIONS), rho.slice(REPETITIONS)]
    // Both means have the error of a mean of 200.
    const error = Math.sqrt(2 / REPETITIONS)
    expectWithin(mean(low), down, downSpread * error)
    expectWithin(mean(high), up, upSpread * error)
    expectWithin(deviation(low), downSpread, 0.25 * downSpread, 1)
    expectWithin(deviation(high), upSpread, 0.25 * upSpread, 1)
    const c = S.get('c')
    expectClose(c[0], calcium, 1e-6)
    expect(new Set(c).size).toBe(1)
  })
})

test('a synapse between two neurons that spike once, traced', async () => {
  const P = new NeuronGroup(2, 'v : 1', { threshold: 't > (1 + i)*10*ms', refractory: '100*ms', reset: '' })
  const S = new Synapses(P, P, {
    model: `w : 1
            dapre/dt = -apre/(20*ms) : 1 (clock-driven)
            dapost/dt = -apost/(20*ms) : 1 (clock-driven)`,
    on_pre: `v_post += w
             apre += 0.01
             w = clip(w + apost, 0, 0.01)`,
    on_post: `apost -= 0.0105
              w = clip(w + apre, 0, 0.01)`,
    method: 'exact',
  })
  S.connect({ i: [0], j: [1] })
  const trace = new StateMonitor(S, ['w', 'apre'], { record: true })
  await new Network(P, S, trace).run('30*ms')
  const [apre] = trace.get('apre')
  const [w] = trace.get('w')
  // The first neuron spikes in the step that begins at 10.1 ms, the second at 20.1 ms.
  expectClose(apre[102], 0.01, 1e-12)
  expectClose(w[202], 0.01 * Math.exp(-10 / 20))
})
