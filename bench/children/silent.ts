/** What a step costs while a network is active, or after all its state has decayed. */
import type { Network } from 'spikec'
import type { Parameters } from '../models/parameters.js'
import type { ModelName } from '../workloads.js'
import { models } from './models.js'

export interface SilentRequest {
  readonly model: ModelName
  readonly params: Parameters
  readonly seed: number
  readonly El: number
  readonly before: number
  readonly duration: number
  readonly silent: boolean
}

export async function silentChild({ model, params, seed, El, before, duration, silent }: SilentRequest) {
  const network = models[model](params).setSeed(seed)
  network.setParameters({ El: `${El}*mV` })
  await network.run(`${before}*second`)
  const spikesBefore = spikesOf(network)
  const { elapsed, steps } = await network.run(`${duration}*second`)
  const spikes = spikesOf(network)
  if (silent && spikes > spikesBefore) throw new Error('the network that should be silent spikes')
  return { step_us: (elapsed / steps) * 1e6, spikes }
}

function spikesOf(network: Network): number {
  const { simulation } = network.inspect()
  return simulation.counts('spikes').reduce((sum, count) => sum + count, 0)
}
