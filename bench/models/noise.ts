/**
 * Ornstein-Uhlenbeck processes, one a neuron: a normal random number for each neuron in each step. A threshold far out makes
 * them comparable.
 *
 * `n`: how many neurons.
 */
import { Network, NeuronGroup, SpikeMonitor } from 'spikec'
import { networkOptions, numberIn, type Parameters } from './parameters.js'

export const OU_EQUATIONS = 'dv/dt = -v/tau + sigma*sqrt(2/tau)*xi : 1'

export default function noise(parameters: Parameters): Network {
  const P = new NeuronGroup(numberIn(parameters, 'n', 4000), OU_EQUATIONS, {
    threshold: 'v > 3',
    reset: 'v = 0',
    method: 'euler',
    namespace: { tau: '10*ms', sigma: 1 },
  })
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, spikes, networkOptions(parameters, '1*second'))
}
