/** Which passes there are to be switched off. */
import { internals } from './internals.js'

export interface PassesRequest {
  readonly dist: string
}

export async function passesChild({ dist }: PassesRequest): Promise<{ readonly passes: string }> {
  const { PASSES } = await internals(dist)
  return { passes: PASSES.map(({ name }) => name).join(',') }
}
