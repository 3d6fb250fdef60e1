/**
 * Synapses of a resumed simulation that stand in memory in another way than they did: those that had no indices, since each
 * pair of neurons had one, get some when more are made.
 */
import { tellRows } from './computed.js'
import type { SimulationDescription } from './description.js'
import type { Memory } from './memory.js'
import { countInto } from './numbers-of-synapses.js'
import { indexIncoming } from './pathway-index.js'
import { allocateRows, tellOthers } from './populations.js'
import type { Numbers } from './recording.js'
import type { Resumed } from './resume.js'
import { type Indices, repeatsIn } from './sparse.js'
import { connectedOf, type SizedSynapses, type State } from './state.js'
import { eachSynapse } from './synapses.js'

/** The names of synapses that both have, in different layouts. */
export function relaidOnes(
  { description, kept }: Pick<Resumed, 'description' | 'kept'>,
  now: SimulationDescription,
): ReadonlySet<string> {
  const before = new Map(description.synapses.map(({ name, layout }) => [name, layout]))
  const moved = now.synapses.filter(({ name, layout }) => kept.has(name) && before.get(name) !== layout)
  return new Set(moved.map(({ name }) => name))
}

/** Once the arrays of the old simulation are copied: what belongs to the new layout, and what only the new model asks for. */
export function relay(synapses: SizedSynapses, resumed: Resumed, state: State): void {
  const { name } = synapses
  const { memory, connected, model } = state
  if (!connected.has(name)) return
  if (relaidOnes(resumed, model.description).has(name)) moveIntoRows(synapses, resumed, state)
  allocateRows(synapses, state)
  const { count } = connectedOf(synapses, state)
  for (const { name: array, element, length, initial } of model.description.arrays) {
    if (typeof length === 'number' || !('synapsesOf' in length) || length.synapsesOf !== name) continue
    if (memory.has(array)) continue
    memory.allocate([{ name: array, element, length: count }])
    if (initial !== undefined) memory.view(array).fill(initial)
  }
  if (synapses.layout === 'csr') {
    const target = memory.view(`${name}:target`) as Indices
    const rows = { ...connectedOf(synapses, state), rowStart: memory.u32(`${name}:rowStart`), target }
    if (synapses.repeat !== undefined) repeatsIn(rows, synapses.targets, memory.i32(synapses.repeat))
    indexIncoming(synapses, rows, memory)
  }
  if (synapses.eachPair) tellRows(synapses, connectedOf(synapses, state), state)
  for (const direction of ['incoming', 'outgoing'] as const) countInto(direction, synapses, state)
  tellOthers(synapses, state)
}

/** A layout without indices as rows that have them. */
function moveIntoRows(synapses: SizedSynapses, { description, snapshot }: Resumed, state: State): void {
  const { name, sources, targets, layout, variables } = synapses
  const before = description.synapses.find((one) => one.name === name)
  if (!before || layout !== 'csr' || before.layout === 'none')
    throw new Error(`internal error of spikec: ${name} was ${before?.layout}, and is ${layout}`)
  const { memory, model } = state
  const { count } = connectedOf(synapses, state)
  const arrays = model.description.arrays.flatMap(({ name: array, element, length }) =>
    typeof length !== 'number' && 'synapsesOf' in length && length.synapsesOf === name
      ? [{ name: array, element, length: count }]
      : [],
  )
  memory.allocate(arrays)
  const rowStart = memory.u32(`${name}:rowStart`)
  const target = memory.view(`${name}:target`)
  const places = new Uint32Array(count)
  const old = new Map<string, Numbers>([...snapshot.memory.arrays, ...snapshot.memory.adopted])
  eachSynapse({ ...before, sources, targets }, { count }, oldMemory(old), (number, i, j, place) => {
    places[number] = place
    target[number] = j
    rowStart[i + 1]++
  })
  for (let i = 0; i < sources; i++) rowStart[i + 1] += rowStart[i]
  state.connected.set(name, { count })
  for (const { array, name: variable, shared, scale = 1 } of variables) {
    const values = old.get(array)
    const known = before.variables.find((one) => one.name === variable)
    if (shared || !values || known?.kept) continue
    // Data that were read where they stood may be in a unit of their own.
    const ratio = (known?.scale ?? 1) / scale
    const into = memory.view(array)
    for (let k = 0; k < count; k++) into[k] = values[places[k]] * ratio
  }
}

/** What synapses are drawn by, as it was. */
function oldMemory(old: ReadonlyMap<string, Numbers>): Pick<Memory, 'u32' | 'f64' | 'view'> {
  const called = (name: string) => {
    const found = old.get(name)
    if (!found) throw new Error(`internal error of spikec: there was no array ${name}`)
    return found
  }
  return {
    u32: (name) => Uint32Array.from(called(name)),
    f64: (name) => Float64Array.from(called(name)),
    view: (name) => Float64Array.from(called(name)),
  }
}
