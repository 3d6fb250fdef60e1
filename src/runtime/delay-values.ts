/** The delays of synapses as they are set and as they are read. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { formatQuantity, SECOND } from '../units/index.js'
import type { PathwayDescription, SynapsesDescription } from './description.js'
import { connectedOf, type SizedSynapses, type State, synapsesCalled } from './state.js'
import { eachSynapse } from './synapses.js'

/** A pathway, and the synapses that it is of. */
export interface Owned {
  readonly synapses: SynapsesDescription
  readonly pathway: PathwayDescription
}

/** The pathway whose delays an array holds. */
export function delayedBy(array: string, { model }: State): Owned | undefined {
  for (const synapses of model.description.synapses) {
    const pathway = synapses.pathways.find(({ delays }) => delays?.array === array)
    if (pathway) return { synapses, pathway }
  }
  return undefined
}

/** What puts numbers back as they are now: they are kept, or where all are the same that one. */
export function asTheyAre(values: Float64Array): (into: Float64Array) => void {
  for (let k = 1; k < values.length; k++) {
    if (values[k] === values[0]) continue
    const before = values.slice()
    return (into) => into.set(before)
  }
  const [all = 0] = values
  return (into) => into.fill(all)
}

/** A delay is at least 0, and ends. Where some are not, they are all as they were before, and that is said. */
export function checkDelays({ synapses, pathway }: Owned, putBack: (into: Float64Array) => void, state: State): void {
  const { delays, delayName } = pathway
  if (!delays) return
  const values = state.memory.f64(delays.array)
  const isWrong = (value: number) => !(value >= 0 && value < Number.POSITIVE_INFINITY)
  let count = 0
  // A loop over indices: the array's own methods call a function for each of what may be many millions.
  for (let k = 0; k < values.length; k++) if (isWrong(values[k])) count++
  if (count === 0) return
  const total = values.length
  const [first, where] = delays.shared
    ? [values[0], formatQuantity(values[0], SECOND)]
    : firstWrong(synapsesCalled(synapses.name, state), values, isWrong, state)
  putBack(values)
  const problem = first < 0 ? 'below 0' : 'not finite'
  const parameters = { name: `${synapses.name}.${delayName}`, count, total, problem, where }
  throw new SpikecError([diagnostic('V080', parameters)])
}

function firstWrong(
  synapses: SizedSynapses,
  values: Float64Array,
  isWrong: (value: number) => boolean,
  state: State,
): readonly [number, string] {
  let found: readonly [number, string] | undefined
  eachSynapse(synapses, connectedOf(synapses, state), state.memory, (number, i, j, place) => {
    if (found || !isWrong(values[place])) return
    found = [
      values[place],
      `synapse ${number}, from neuron ${i} to neuron ${j} (${formatQuantity(values[place], SECOND)})`,
    ]
  })
  return found ?? [Number.NaN, 'none']
}

/** The delays of a pathway where set() does not give them: the one that the option gives, or none for each synapse. */
export function plainDelays({ pathway }: Owned, count: number): Float64Array {
  return pathway.delay === undefined ? new Float64Array(count) : Float64Array.of(pathway.delay)
}
