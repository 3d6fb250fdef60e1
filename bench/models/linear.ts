/**
 * The neurons of CUBA without synapses: each fires by itself, so that what is measured is the state update alone, and,
 * where they are few, what a step costs besides. Nothing is random.
 *
 * `n`: how many neurons.
 */
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
import { LIF_EQUATIONS, LIF_OPTIONS, networkOptions, numberIn, type Parameters, SPREAD } from './parameters.js'

export default function linear(parameters: Parameters): Network {
  const P = new NeuronGroup(numberIn(parameters, 'n', 4000), LIF_EQUATIONS, LIF_OPTIONS)
  P.set({ v: `Vr + ${SPREAD}*(Vt - Vr)` })
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, spikes, networkOptions(parameters, '10*second'))
}
