/**
 * Inputs that spike at random, recorded, and nothing else.
 *
 * `n`: how many inputs.
 */
import { Network, PoissonGroup, SpikeMonitor } from 'spikec'
import { networkOptions, numberIn, type Parameters } from './parameters.js'

export default function poisson(parameters: Parameters): Network {
  const P = new PoissonGroup(numberIn(parameters, 'n', 10_000), '10*Hz')
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, spikes, networkOptions(parameters, '10*second'))
}
