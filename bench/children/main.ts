/**
 * What is measured within a process of its own, through spikec's public face where there is one: the kind of the
 * measurement and, as JSON, what it is of; the figures are printed as one line of JSON.
 */
import { type AblationRequest, ablationChild } from './ablation.js'
import { type BindRequest, bindChild } from './bind.js'
import { type CheckRequest, checkChild } from './check.js'
import { type FirstStepRequest, firstStepChild } from './first-step.js'
import { type PassesRequest, passesChild } from './passes.js'
import { type SetUpRequest, setUpChild } from './set-up.js'
import { type SilentRequest, silentChild } from './silent.js'
import { type TierUpRequest, tierUpChild } from './tier-up.js'
import { type WeightsRequest, weightsChild } from './weights.js'

const [kind, request] = process.argv.slice(2)
const measured = await figuresOf(kind, JSON.parse(request ?? '{}'))
process.stdout.write(`${JSON.stringify(measured)}\n`)

/** What is asked for comes from the benchmark itself, which is built together with this. */
function figuresOf(kind: string, request: unknown): Promise<object> {
  switch (kind) {
    case 'ablation':
      return ablationChild(request as AblationRequest)
    case 'bind':
      return bindChild(request as BindRequest)
    case 'check':
      return checkChild(request as CheckRequest)
    case 'first-step':
      return firstStepChild(request as FirstStepRequest)
    case 'passes':
      return passesChild(request as PassesRequest)
    case 'set-up':
      return setUpChild(request as SetUpRequest)
    case 'silent':
      return silentChild(request as SilentRequest)
    case 'tier-up':
      return tierUpChild(request as TierUpRequest)
    case 'weights':
      return weightsChild(request as WeightsRequest)
    default:
      throw new Error(`there is nothing called ${kind} to be measured`)
  }
}
