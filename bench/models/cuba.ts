/**
 * CUBA, as in `examples/cuba.ts`, of any size: each neuron has about 80 synapses, the 2 % of 4000, however many there are.
 *
 * `n`: how many neurons; `kick`: how large, in mV, the synaptic currents of the start are, 0 where absent;
 * `equations`: others in the place of its own.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { LIF_EQUATIONS, LIF_OPTIONS, networkOptions, numberIn, type Parameters, textIn } from './parameters.js'

const SYNAPSES_A_NEURON = 80

export default function cuba(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 4000)
  const kick = numberIn(parameters, 'kick', 0)
  const p = SYNAPSES_A_NEURON / N
  const P = new NeuronGroup(N, textIn(parameters, 'equations', LIF_EQUATIONS), LIF_OPTIONS)
  P.set({ v: 'Vr + rand()*(Vt - Vr)' })
  if (kick > 0) P.set({ ge: `${kick}*mV*rand()`, gi: `-${kick}*mV*rand()` })

  const Ce = new Synapses(P, P, { name: 'Ce', on_pre: 'ge += we', namespace: { we: '1.62*mV' } })
  Ce.connect({ condition: `i < ${0.8 * N}`, p })

  const Ci = new Synapses(P, P, { name: 'Ci', on_pre: 'gi += wi', namespace: { wi: '-9*mV' } })
  Ci.connect({ condition: `i >= ${0.8 * N}`, p })

  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, Ce, Ci, spikes, networkOptions(parameters, '10*second'))
}
