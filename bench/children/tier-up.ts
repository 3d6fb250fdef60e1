/** What a step costs in the beginning of a run, in windows that get longer. */
import type { Parameters } from '../models/parameters.js'
import type { ModelName } from '../workloads.js'
import { models } from './models.js'

export interface TierUpRequest {
  readonly model: ModelName
  readonly params: Parameters
  /** Steps in each window. */
  readonly windows: readonly number[]
}

export async function tierUpChild({ model, params, windows }: TierUpRequest) {
  const network = await models[model](params).setSeed(1).build()
  const figures: Record<string, number> = {}
  let done = 0
  for (const steps of windows) {
    const { elapsed } = await network.run(`${steps * 0.1}*ms`)
    figures[`from ${done}`] = (elapsed / steps) * 1e6
    done += steps
  }
  return figures
}
