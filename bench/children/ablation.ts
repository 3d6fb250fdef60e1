/** A run without one of the optimiser's passes, or with all of them. */
import type { Parameters } from '../models/parameters.js'
import type { ModelName } from '../workloads.js'
import { internals } from './internals.js'
import { models } from './models.js'

export interface AblationRequest {
  readonly dist: string
  readonly model: ModelName
  readonly params: Parameters
  readonly seed: number
  readonly duration: number
  /** The name of a pass; null leaves them all on. */
  readonly without: string | null
}

export async function ablationChild({ dist, model, params, seed, duration, without }: AblationRequest) {
  const { compile, loadModel, createSimulation } = await internals(dist)
  const spec = models[model](params).spec()
  const compiled = compile(spec, { withoutPasses: new Set(without === null ? [] : [without]) })
  const simulation = createSimulation(await loadModel(compiled), { seed })
  const { elapsed } = await simulation.run(duration)
  return { sim_s: elapsed, spikes: simulation.counts('spikes').reduce((sum, count) => sum + count, 0) }
}
