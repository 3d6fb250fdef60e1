/**
 * Watching a run for numbers that are none. Now and then everything that steps write to is looked through; where there is
 * such a number, the steps since the last look are gone through again, one by one, until it comes up. That gives the same
 * numbers, since all state is in memory and random numbers are counted by steps.
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { formatQuantity, parseUnit, timeText } from '../units/index.js'
import type { KernelDescription } from './description.js'
import { type Found, firstFound, type Watched, watchedIn } from './finite.js'
import type { Memory } from './memory.js'
import { type State, synapsesCalled } from './state.js'
import { oneByOne } from './stepwise.js'
import { synapseAt } from './synapses.js'

export interface Watch {
  /** Looks through the numbers, if it is time to. */
  readonly look: () => void
  readonly last: () => void
}

/** Looking takes about a nanosecond a number, and may take a hundredth of the time. */
const PATIENCE_MS = 100e-6

/** What a run can go back to is copied at every look, if it is not more than this. */
const MOST_KEPT = 1 << 22

/** Where all numbers were finite. */
interface Well {
  readonly step: number
  readonly at: number
  readonly copies: Copies | undefined
  readonly waiting: State['waiting']
}

export function watchOver(state: State): Watch {
  const { memory } = state
  const begin = state.step
  const watched = watchedIn(state)
  const arrays = arraysWritten(state)
  const bytes = arrays.reduce((sum, name) => sum + memory.view(name).byteLength, 0)
  const numbers = watched.reduce((sum, { variable }) => sum + memory.view(variable.array).length, 0)
  const keeps = bytes <= MOST_KEPT && canRepeat(state)
  const patience = PATIENCE_MS * (numbers + (keeps ? bytes / 8 : 0))
  const wellNow = (at: number): Well => ({
    step: state.step,
    at,
    copies: keeps ? copiesOf(arrays, memory) : undefined,
    waiting: new Map(state.waiting),
  })
  let well = wellNow(0)
  const last = () => {
    if (well.step === state.step) return
    const found = firstFound(watched, memory)
    if (found) throw refusalOf(found, watched, well, begin, state)
    well = wellNow(performance.now())
  }
  return {
    look: () => {
      if (performance.now() - well.at > patience) last()
    },
    last,
  }
}

/** A function of the user's own can't be called again; who holds a view may have written at any time. */
function canRepeat({ model, still, viewed }: State): boolean {
  return !viewed && !model.description.kernels.some((kernel) => kernel.calls && !still.has(kernel.owner))
}

/** But for what waits to be recorded, which does not matter. */
function arraysWritten({ model, memory, recorders }: State): readonly string[] {
  const recorded = new Set([...recorders.values()].flatMap(({ arrays }) => arrays))
  const written = new Set(model.description.kernels.flatMap(({ writes }) => writes))
  return [...written].filter((name) => !recorded.has(name) && memory.has(name))
}

type Copies = readonly (readonly [string, ReturnType<Memory['view']>])[]

function copiesOf(arrays: readonly string[], memory: Memory): Copies {
  return arrays.map((name) => [name, memory.view(name).slice()])
}

function putBack(copies: Copies, memory: Memory): void {
  for (const [name, copy] of copies) memory.view(name).set(copy)
}

function refusalOf(found: Found, watched: readonly Watched[], well: Well, begin: number, state: State): SpikecError {
  const { copies } = well
  const origin = copies && canRepeat(state) ? originOf(watched, copies, well, begin, state) : undefined
  if (origin) return origin
  return blownUp(found, `between ${timeOf(well.step, state)} and ${timeOf(state.step, state)}`, [], state)
}

/** Goes back, to find the step and the kernel that the first such number came of. Afterwards all is as it was. */
function originOf(
  watched: readonly Watched[],
  copies: Copies,
  well: Well,
  begin: number,
  state: State,
): SpikecError | undefined {
  const { memory } = state
  const arrays = copies.map(([name]) => name)
  const now = copiesOf(arrays, memory)
  try {
    putBack(copies, memory)
    const given = well.step === begin ? firstFound(watched, memory) : undefined
    if (given) return blownUp(given, `before ${timeOf(begin, state)}, where the run began`, [], state)
    const first = repeated(state, well)
    let step = well.step - 1
    while (!firstFound(watched, memory)) {
      if (++step === state.step) return undefined
      first(step)
    }
    putBack(copies, memory)
    const again = repeated(state, well)
    for (let before = well.step; before < step; before++) again(before)
    const standing = copiesOf(arrays, memory)
    let origin: { readonly found: Found; readonly kernel: KernelDescription } | undefined
    again(step, (kernel) => {
      const found = origin ? undefined : firstFound(watched, memory)
      if (found) origin = { found, kernel }
    })
    if (!origin) return undefined
    putBack(standing, memory)
    const { found, kernel } = origin
    return blownUp(found, `in the step at ${timeOf(step, state)}`, notesOn(found, kernel, memory), state)
  } finally {
    putBack(now, memory)
  }
}

/** Steps once more, kernel by kernel. What they record was recorded before, and is dropped. */
function repeated(
  state: State,
  { waiting }: Well,
): (tick: number, after?: (kernel: KernelDescription) => void) => void {
  const { memory, recorders, model } = state
  const apart: State = { ...state, profile: undefined, waiting: new Map(waiting) }
  const counters = [...recorders.keys()].map((name) => `${name}:recorded`).filter(memory.has)
  const one = oneByOne(model.description.kernels, apart)
  return (tick, after) => {
    for (const counter of counters) memory.i32(counter)[0] = 0
    one(tick, after)
  }
}

/** What a neuron or synapse had, and what made that not finite. */
function notesOn(found: Found, kernel: KernelDescription, memory: Memory): readonly string[] {
  const { owner, place, variable } = found
  const values = owner.variables.flatMap(({ name, array, type, unit, shared, kept, scale = 1 }) => {
    if (!memory.has(array) || array.includes(':') || kept?.by !== variable.kept?.by) return []
    const value = memory.view(array)[shared ? 0 : place]
    if (type !== 'float') return [`${name} = ${type === 'boolean' ? value !== 0 : value}`]
    const parsed = parseUnit(unit)
    return [`${name} = ${parsed.kind === 'unit' ? formatQuantity(value * scale, parsed.dimension) : value * scale}`]
  })
  const integrated = variable.equation !== undefined && kernel.owner === owner.name && kernel.slot === 'groups'
  return [
    ...(values.length > 0 ? [`at the beginning of that step it had ${values.join(', ')}`] : []),
    `it came of: ${kernel.title}`,
    ...(integrated ? [`its equation: ${variable.equation}`] : []),
  ]
}

function blownUp(found: Found, when: string, notes: readonly string[], state: State): SpikecError {
  const { owner, variable, value } = found
  const of = variable.shared ? '' : ` of ${elementOf(found, state)}`
  const parameters = { name: `${owner.name}.${variable.name}`, of, value: String(value), when }
  return new SpikecError([diagnostic('B001', parameters, { notes })])
}

function elementOf({ kind, owner, place, variable }: Found, state: State): string {
  if (kind === 'neuron') return `neuron ${place}`
  if (variable.kept?.by === 'all') return 'all synapses'
  if (variable.kept) return `the synapses ${variable.kept.by === 'pre' ? 'from' : 'to'} neuron ${place}`
  return synapseAt(synapsesCalled(owner.name, state), place, state.memory)
}

function timeOf(step: number, { model }: State): string {
  return timeText(step * model.description.dt)
}
