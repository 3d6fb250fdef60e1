/**
 * The neurons of COBAHH without synapses. Their leak pulls them to -40 mV instead of -65 mV, so that each fires by itself
 * and there is something to compare; what a step computes is the same. Nothing is random.
 *
 * `n`: how many neurons.
 */
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
import { HH_EQUATIONS, hhOptions } from './hh-neurons.js'
import { networkOptions, numberIn, type Parameters, SPREAD } from './parameters.js'

export default function hh(parameters: Parameters): Network {
  const P = new NeuronGroup(numberIn(parameters, 'n', 4000), HH_EQUATIONS, hhOptions('-40*mV'))
  P.set({ v: `-70*mV + ${SPREAD}*10*mV`, ge: `${SPREAD}*40*nS`, gi: `${SPREAD}*200*nS` })
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, spikes, networkOptions(parameters, '1*second'))
}
