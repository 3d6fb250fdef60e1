/** A run with some of the optimiser's passes. */
import type { Parameters } from '../models/parameters.js'
import type { ModelName } from '../workloads.js'
import { models } from './models.js'

export interface AblationRequest {
  readonly model: ModelName
  readonly params: Parameters
  readonly seed: number
  /** In seconds. */
  readonly duration: number
  /** As `--passes` takes them. */
  readonly passes: string
}

export async function ablationChild({ model, params, seed, duration, passes }: AblationRequest) {
  const network = models[model](params).setSeed(seed).setPasses(passes)
  const { elapsed } = await network.run(`${duration}*second`)
  const spikes = network.inspect().simulation.counts('spikes')
  return { sim_s: elapsed, spikes: spikes.reduce((sum, count) => sum + count, 0) }
}
