/** What kernels note where the equations of a neuron or synapse could not be solved: the run stops, and says so. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { timeText } from '../units/index.js'
import type { AdaptiveDescription } from './description.js'
import { type State, synapsesCalled } from './state.js'
import { synapseAt } from './synapses.js'

/** Throws if the equations of one could not be solved in a step. A later run goes on from what it had come to. */
export function throwFailures(state: State): void {
  const { model, memory } = state
  const { groups, synapses } = model.description
  for (const { name, method = '', dt, adaptive } of [...groups, ...synapses]) {
    if (!adaptive) continue
    const count = memory.i32(`${name}:failures`)
    if (count[0] === 0) continue
    count[0] = 0
    const note = memory.f64(`${name}:failure`)
    const isSynapse = synapses.some((one) => one.name === name)
    const element = isSynapse ? synapseAt(synapsesCalled(name, state), note[1], memory) : `neuron ${note[1]}`
    throw new SpikecError([failureOf({ name, method, dt, element }, adaptive, note)])
  }
}

interface Failed {
  readonly name: string
  readonly method: string
  readonly dt: number
  readonly element: string
}

/** Why, the place of the element, the step, the number of the variable, and how far it had come: as the kernel keeps them. */
function failureOf({ name, method, dt, element }: Failed, adaptive: AdaptiveDescription, note: Float64Array) {
  const [why, , step, variable, done] = note
  const place = {
    name: `${name}.${adaptive.variables[variable]}`,
    element,
    method,
    from: timeText(step * dt),
    to: timeText((step + 1) * dt),
  }
  if (why === TOO_MANY_STEPS) {
    const steps = adaptive.maxSteps === 1 ? '1 step' : `${adaptive.maxSteps} steps`
    return diagnostic('B005', { ...place, steps, part: `${Number(((done / dt) * 100).toPrecision(3))} %` })
  }
  return diagnostic('B006', { ...place, problem: PROBLEMS[why] ?? PROBLEMS[SHORTEST_STEP] })
}

const TOO_MANY_STEPS = 1
const SHORTEST_STEP = 2

const PROBLEMS: { readonly [why: number]: string } = {
  [SHORTEST_STEP]: 'its error is too large however short a step is',
  3: 'the error of one step is larger than `absolute_error`, and `adaptable_timestep` is false',
  4: 'its right side is no finite number',
}
