/** How long it takes from an edited string to the first step done, in a process that has compiled the model before. */
import type { Parameters } from '../models/parameters.js'
import { median } from '../statistics.js'
import type { ModelName } from '../workloads.js'
import { equations, models } from './models.js'

export interface FirstStepRequest {
  readonly model: ModelName
  readonly params: Parameters
  readonly edits: readonly (readonly [string, string])[]
}

export async function firstStepChild({ model, params, edits }: FirstStepRequest) {
  const first_s = await secondsToFirstStep(model, params)
  const warm: number[] = []
  for (const edit of edits) {
    warm.push(await secondsToFirstStep(model, { ...params, equations: edited(equations[model], edit) }))
  }
  return { first_s, warm_s: median(warm), each_s: warm }
}

async function secondsToFirstStep(model: ModelName, params: Parameters): Promise<number> {
  const started = performance.now()
  const network = models[model](params).setSeed(1)
  await network.run('0.1*ms')
  return (performance.now() - started) / 1000
}

function edited(text: string, [before, after]: readonly [string, string]): string {
  if (!text.includes(before)) throw new Error(`the equations do not contain \`${before}\``)
  return text.replace(before, after)
}
