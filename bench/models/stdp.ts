/**
 * Plastic synapses from Poisson inputs to every neuron, as in Brian's `examples/synapses/STDP.py`.
 *
 * `n`: how many inputs; `targets`: how many neurons.
 */
import { Network, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses } from 'spikec'
import { networkOptions, numberIn, type Parameters, SPREAD } from './parameters.js'

const G_MAX = 0.01
const D_APRE = 0.01

const namespace = {
  taum: '10*ms',
  taue: '5*ms',
  taupre: '20*ms',
  taupost: '20*ms',
  Ee: '0*mV',
  vt: '-54*mV',
  vr: '-60*mV',
  El: '-74*mV',
  gmax: G_MAX,
  dApre: D_APRE * G_MAX,
  dApost: -D_APRE * 1.05 * G_MAX,
}

const EQUATIONS = `
dv/dt = (ge * (Ee - v) + El - v)/taum : volt
dge/dt = -ge/taue : 1`

const PLASTICITY = `
w : 1
dApre/dt = -Apre/taupre : 1 (event-driven)
dApost/dt = -Apost/taupost : 1 (event-driven)`

export default function stdp(parameters: Parameters): Network {
  const inputs = new PoissonGroup(numberIn(parameters, 'n', 1000), '15*Hz')
  const neurons = new NeuronGroup(numberIn(parameters, 'targets', 100), EQUATIONS, {
    name: 'neurons',
    threshold: 'v > vt',
    reset: 'v = vr',
    method: 'euler',
    namespace,
  })
  neurons.set({ v: `vr + ${SPREAD}*(vt - vr)` })

  const S = new Synapses(inputs, neurons, {
    name: 'S',
    model: PLASTICITY,
    on_pre: 'ge += w\nApre += dApre\nw = clip(w + Apost, 0, gmax)',
    on_post: 'Apost += dApost\nw = clip(w + Apre, 0, gmax)',
    namespace,
  })
  S.connect()
  S.set({ w: 'rand()*gmax' })

  const spikes = new SpikeMonitor(neurons, { name: 'spikes' })
  return new Network(inputs, neurons, S, spikes, networkOptions(parameters, '10*second'))
}
