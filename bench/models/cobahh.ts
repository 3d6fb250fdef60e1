/**
 * COBAHH, as in `examples/cobahh.ts`, of any size, each neuron with about 80 synapses.
 *
 * `n`: how many neurons; `equations`: others in the place of its own.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { HH_EQUATIONS, hhOptions } from './hh-neurons.js'
import { networkOptions, numberIn, type Parameters, textIn } from './parameters.js'

const SYNAPSES_A_NEURON = 80

export default function cobahh(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 4000)
  const p = SYNAPSES_A_NEURON / N
  const P = new NeuronGroup(N, textIn(parameters, 'equations', HH_EQUATIONS), hhOptions())
  P.set({ v: 'El + (randn()*5 - 5)*mV', ge: '(randn()*1.5 + 4)*10*nS', gi: '(randn()*12 + 20)*10*nS' })

  const Ce = new Synapses(P, P, { name: 'Ce', on_pre: 'ge += we', namespace: { we: '6*nS' } })
  Ce.connect({ condition: `i < ${0.8 * N}`, p })

  const Ci = new Synapses(P, P, { name: 'Ci', on_pre: 'gi += wi', namespace: { wi: '67*nS' } })
  Ci.connect({ condition: `i >= ${0.8 * N}`, p })

  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, Ce, Ci, spikes, networkOptions(parameters, '1*second'))
}
