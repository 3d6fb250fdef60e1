/**
 * A simulation that takes up the state of another one, whose model had other objects beside those that both have: their
 * variables, the time, spikes on their way and recordings go on to the bit.
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { timeText } from '../units/index.js'
import type { SetupStep, SimulationDescription, SpikeList, VariableDescription } from './description.js'
import { allocateRecorders } from './recorded-synapses.js'
import type { Numbers } from './recording.js'
import { relaidOnes, relay } from './relayout.js'
import { settledArrays, takeUpDelays } from './resume-delays.js'
import { depthOf, moveRing } from './ring.js'
import type { Snapshot } from './snapshot.js'
import { connectedOf, type SizedSynapses, type State, synapsesCalled } from './state.js'
import { keyOf } from './stepwise.js'
import { bindSynapses } from './synapses.js'

export interface Resumed {
  readonly snapshot: Snapshot
  readonly description: SimulationDescription
  /** The names of the objects that both have. */
  readonly kept: ReadonlySet<string>
  /** What each synapse had of what its neurons kept for it. */
  readonly values: (synapses: string, variable: string) => Float64Array
}

/** The setup of the objects that are new. */
export function setupOfNew(setup: readonly SetupStep[], { kept }: Resumed): readonly SetupStep[] {
  return setup.filter((step) => !kept.has(ownerOfStep(step)))
}

function ownerOfStep(step: SetupStep): string {
  if (step.kind === 'connect') return step.synapses
  return step.kind === 'spikes' ? step.group : ownerOf(step.array)
}

function ownerOf(array: string): string {
  return array.split(/[.:]/)[0]
}

export function resume(resumed: Resumed, state: State): void {
  const { snapshot, kept } = resumed
  const isKept = ([name]: readonly [string, unknown]) => kept.has(name)
  state.step = ticksOf(resumed, state)
  state.end = snapshot.end
  state.still = new Set(snapshot.still.filter((name) => kept.has(name)))
  for (const [array, count] of snapshot.sets) if (kept.has(ownerOf(array))) state.sets.set(array, count)
  for (const [name, connected] of snapshot.connected.filter(isKept)) state.connected.set(name, connected)
  refuseUnknown(resumed, state)
  copyArrays(resumed, state)
  for (const { name } of state.model.description.synapses) {
    if (!kept.has(name)) continue
    relay(synapsesCalled(name, state), resumed, state)
    handOver(synapsesCalled(name, state), resumed, state)
  }
  copyEvents(resumed, state)
  for (const { name } of state.model.description.synapses) {
    if (state.connected.has(name)) allocateRecorders(synapsesCalled(name, state), state)
  }
  for (const [name, recorded] of snapshot.recorders.filter(isKept)) state.recorders.get(name)?.putBack(recorded)
  waitFor(resumed, state)
  takeUpDelays(resumed, state)
  state.written = true
  state.viewed = false
}

/** The time reached, in ticks of the new model. */
function ticksOf({ snapshot, description }: Resumed, { model }: State): number {
  const { dt } = model.description
  const ticks = (snapshot.step * description.dt) / dt
  if (Math.abs(ticks - Math.round(ticks)) < 1e-4) return Math.round(ticks)
  const time = timeText(snapshot.step * description.dt)
  throw refusal(`the time reached, ${time}, is no whole number of steps of ${timeText(dt)}`)
}

function refusal(problem: string): SpikecError {
  return new SpikecError([diagnostic('V048', { problem })])
}

/** What a recorder could not hand over is still with the kernels; when neurons spiked last is kept only where something asks for it. */
function refuseUnknown({ description, kept, snapshot }: Resumed, { model }: State): void {
  for (const [name, values] of snapshot.memory.arrays) {
    const [owner, own] = name.split(':')
    if (own === 'recorded' && kept.has(owner) && values[0] > 0)
      throw refusal(`what ${owner} recorded last could not be handed over yet`)
  }
  if (snapshot.step === 0) return
  const known = new Set(description.arrays.map(({ name }) => name))
  for (const { name } of model.description.arrays) {
    if (!name.endsWith(':lastspikeStep') || !kept.has(ownerOf(name)) || known.has(name)) continue
    throw refusal(`when the neurons of ${ownerOf(name)} spiked last was not kept, since nothing had asked for it`)
  }
}

function copyArrays({ snapshot, description, kept }: Omit<Resumed, 'values'>, state: State): void {
  const { memory, model, recorders, backend } = state
  const arrays = new Map(model.description.arrays.map((array) => [array.name, array]))
  const lists = new Set(model.description.kernels.flatMap((kernel) => listsOf(kernel).flatMap(namesOf)))
  const settled = new Set(settledArrays(model.description))
  const waiting = new Set([...recorders.keys()].map((name) => `${name}:recorded`))
  const relaid = relaidOnes({ description, kept }, model.description)
  const apart = new Set(
    model.description.synapses.flatMap(({ name }) => apartNow(name, description, state).map(({ array }) => array)),
  )
  const take = (name: string, values: Numbers, put: () => void) => {
    const array = arrays.get(name)
    if (
      !array ||
      !kept.has(ownerOf(name)) ||
      lists.has(name) ||
      settled.has(name) ||
      waiting.has(name) ||
      apart.has(name)
    )
      return
    if (typeof array.length !== 'number') {
      if ('recordedBy' in array.length) return
      // Of synapses that stand otherwise now.
      if ('synapsesOf' in array.length && relaid.has(array.length.synapsesOf)) return
      memory.allocate([{ name, element: array.element, length: values.length }])
    }
    if (memory.view(name).length !== values.length)
      throw new Error(`internal error of spikec: ${name} has another length`)
    put()
  }
  for (const [name, values] of snapshot.memory.arrays) take(name, values, () => memory.view(name).set(values))
  for (const [name, values] of snapshot.memory.adopted) {
    const fits = () => backend === 'js' && memory.view(name).constructor === values.constructor
    take(name, values, () => (fits() ? memory.adopt(name, values) : memory.view(name).set(values)))
  }
}

/** What neurons kept for their synapses, where these have a value each now. */
function handOver(synapses: SizedSynapses, { description, values }: Resumed, state: State): void {
  const { name } = synapses
  if (!state.connected.has(name)) return
  const connected = connectedOf(synapses, state)
  for (const variable of apartNow(name, description, state)) {
    const { array, scale = 1 } = variable
    const data = values(name, variable.name)
    // A time is kept as the number of a step, which is whole.
    const own = variable.name === 'lastupdate' ? data.map((time) => Math.round(time / scale)) : data
    bindSynapses(state.memory.view(array), own, 1, [own.length], variable.name, synapses, connected, state.memory)
  }
}

/** The variables of synapses that their neurons kept, and keep no longer. */
function apartNow(synapses: string, before: SimulationDescription, { model }: State): readonly VariableDescription[] {
  const called = ({ name }: { readonly name: string }) => name === synapses
  const kept = before.synapses.find(called)?.variables.filter((variable) => variable.kept) ?? []
  const now = model.description.synapses.find(called)?.variables.filter((variable) => !variable.kept) ?? []
  return now.filter(({ name }) => kept.some((one) => one.name === name))
}

function listsOf({ fills = [], delayed = [] }: SimulationDescription['kernels'][number]): readonly SpikeList[] {
  return [...fills, ...delayed]
}

function namesOf({ items, counts, depth }: SpikeList): readonly string[] {
  return typeof depth === 'string' ? [items, counts, depth] : [items, counts]
}

/** The rings of events, which may be longer or shorter than they were: as many of the last steps as both hold. */
function copyEvents({ snapshot, description, kept }: Resumed, { memory, model, step }: State): void {
  const before = new Map(description.kernels.flatMap(({ fills = [] }) => fills.map((list) => [list.items, list])))
  const old = new Map<string, Numbers>(snapshot.memory.arrays)
  for (const { fills = [], interval } of model.description.kernels) {
    for (const list of fills) {
      const known = kept.has(ownerOf(list.items)) ? before.get(list.items) : undefined
      const [items, counts] = [known && old.get(known.items), known && old.get(known.counts)]
      if (!known || !items || !counts) continue
      const rows = typeof known.depth === 'number' ? known.depth : (old.get(known.depth)?.[0] ?? 1)
      const to = { items: memory.i32(list.items), counts: memory.i32(list.counts), depth: depthOf(list, memory) }
      moveRing({ items, counts, depth: rows }, to, list.capacity, Math.ceil(step / interval))
    }
  }
}

/** What waited waits on. Spikes from before new synapses came are not for them: that there are none waits for each of those steps. */
function waitFor({ snapshot, kept }: Resumed, { model, waiting, step }: State): void {
  const before = new Map(snapshot.waiting)
  for (const { name, owner, interval, delayed = [] } of model.description.kernels) {
    for (const list of delayed) {
      const key = keyOf(name, list)
      const rows = before.get(key)
      if (kept.has(owner)) {
        if (rows) waiting.set(key, rows)
      } else if (list.delay > 0 && kept.has(ownerOf(list.items))) {
        const missed = Math.min(list.delay, Math.ceil(step / interval))
        if (missed > 0)
          waiting.set(
            key,
            Array.from({ length: list.delay }, () => new Int32Array(0)),
          )
      }
    }
  }
}
