/** connect(): what is made beside the synapses that there are, and where it stands in memory. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { placeComputed, tellRows } from './computed.js'
import { chanceOf, type SparseRule, sparseConnectivity } from './connect.js'
import type { DelayedList, SetupStep } from './description.js'
import { placeDrawn } from './drawn.js'
import type { SetupKernels } from './kernels.js'
import { tooManySynapses } from './memory.js'
import { countInto } from './numbers-of-synapses.js'
import { indexIncoming } from './pathway-index.js'
import { allocateRows, checkSizes, refuseGrowth, tellOthers } from './populations.js'
import { depthOf } from './ring.js'
import type { SetupSource } from './setup.js'
import { joined, repeatsIn, type Sizes, type Sparse } from './sparse.js'
import { type SizedSynapses, type State, synapsesCalled } from './state.js'
import { denseCount } from './synapses.js'

type ConnectStep = Extract<SetupStep, { readonly kind: 'connect' }>

/** Several calls of connect() for the same synapses, with nothing between them: their arrays are made once. */
export function connectAll(
  steps: readonly ConnectStep[],
  setup: SetupKernels,
  source: SetupSource,
  state: State,
): SizedSynapses {
  const { memory, connected, step } = state
  const synapses = synapsesCalled(steps[0].synapses, state)
  refuseGrowth(synapses, state)
  if (connected.has(synapses.name)) refuseUnfit(synapses, state)
  allocateRows(synapses, state)
  const rules = steps.flatMap(({ rule }): readonly SparseRule[] => (rule.kind === 'dense' ? [] : [rule]))
  if (rules.length === 0) connected.set(synapses.name, { count: denseCount(synapses) })
  else if (synapses.drawn) {
    const count = placeDrawn(synapses, chanceOf(rules[0], synapses.name, setup, step), memory)
    connected.set(synapses.name, { count })
  } else if (synapses.eachPair) {
    const count = placeComputed(synapses, rules[0], setup, sizesOf(synapses, state), state)
    connected.set(synapses.name, { count })
    allocatePlaces(synapses, count, state)
    tellRows(synapses, { count }, state)
  } else {
    for (const rule of rules) checkSizes(rule, synapses, source.data)
    refuseExpected(synapses, state)
    const sizes = sizesOf(synapses, state)
    const asked = { sizes, setup, data: source.data, seed: memory.seed, step }
    const more = rules.map((rule) => sparseConnectivity(rule, asked))
    place(synapses, joined([...presentOf(synapses, state), ...more], sizes), state)
  }
  for (const side of ['incoming', 'outgoing'] as const) countInto(side, synapses, state)
  tellOthers(synapses, state)
  return synapses
}

/** Before any is drawn, those that would not fit. */
function refuseExpected(synapses: SizedSynapses, state: State): void {
  const { name, expected } = synapses
  const { memory, connected } = state
  if (!expected || connected.has(name)) return
  const refusal = tooManySynapses(name, expected, arraysFor(synapses, 0, state), memory.bytes(), memory.most)
  if (refusal) throw refusal
}

/** What more synapses would leave wrong. */
function refuseUnfit({ name }: SizedSynapses, state: State): void {
  const { model, recorders } = state
  const refusal = (why: string) => new SpikecError([diagnostic('V036', { name, why })])
  const monitor = model.description.monitors.find(
    (one) => one.kind === 'synapses' && one.source === name && (recorders.get(one.name)?.bytes() ?? 0) > 0,
  )
  if (monitor) throw refusal(`${monitor.name} has recorded those that there are`)
  const delivery = model.description.kernels.find(
    ({ owner, delayed = [], interval }) =>
      owner === name && delayed.some((list) => hasOnTheirWay(list, interval, state)),
  )
  if (delivery) throw refusal('spikes are on their way to those that there are')
}

/** Spikes of the last steps that have not arrived. */
function hasOnTheirWay(list: DelayedList, interval: number, { memory, step }: State): boolean {
  const { counts, delay } = list
  const [next, depth] = [Math.ceil(step / interval), depthOf(list, memory)]
  const lists = memory.view(counts)
  for (let k = 1; k <= Math.min(delay, next); k++) if (lists[(next - k) % depth] > 0) return true
  return false
}

function sizesOf(synapses: SizedSynapses, state: State): Sizes {
  const { name: owner, sources, targets, instead } = synapses
  // While rows are collected, and not only when they are stored: lists of what can't be held may not be made either.
  return {
    owner,
    sources,
    targets,
    allow: (count) => state.memory.refuseMore(arraysFor(synapses, count, state), instead),
  }
}

/** The arrays that have an element for each synapse, for so many of them. */
function arraysFor({ name: owner }: SizedSynapses, count: number, { model }: State) {
  return model.description.arrays.flatMap(({ name, element, length, initial }) =>
    typeof length !== 'number' && 'synapsesOf' in length && length.synapsesOf === owner
      ? [{ name, element, length: count, initial }]
      : [],
  )
}

/** The synapses that earlier calls have made. */
function presentOf({ name }: SizedSynapses, { connected, memory }: State): readonly Sparse[] {
  const present = connected.get(name)
  if (!present) return []
  const target = memory.view(`${name}:target`) as Sparse['target']
  return [
    {
      rowStart: memory.u32(`${name}:rowStart`).slice(),
      target: target.slice(),
      ...(present.order && { order: present.order }),
    },
  ]
}

function place(synapses: SizedSynapses, sparse: Sparse, state: State): void {
  const { memory, connected } = state
  const { name } = synapses
  const count = sparse.target.length
  const arrays = arraysFor(synapses, count, state)
  const before = connected.has(name) ? memory.u32(`${name}:rowStart`).slice() : undefined
  const values = before ? new Map(arrays.map((array) => [array.name, memory.view(array.name).slice()])) : undefined
  if (before) memory.release(arrays.map((array) => array.name))
  allocatePlaces(synapses, count, state)
  if (before && values) for (const [array, old] of values) moveRows(memory.view(array), old, before, sparse.rowStart)
  memory.u32(`${name}:rowStart`).set(sparse.rowStart)
  memory.view(`${name}:target`).set(sparse.target)
  if (synapses.repeat !== undefined) repeatsIn(sparse, synapses.targets, memory.i32(synapses.repeat))
  indexIncoming(synapses, sparse, memory)
  connected.set(name, { count, ...(sparse.order && { order: sparse.order }) })
}

/** The arrays that have an element for each synapse. */
function allocatePlaces(synapses: SizedSynapses, count: number, state: State): void {
  const { memory } = state
  const arrays = arraysFor(synapses, count, state)
  memory.allocate(arrays)
  for (const { name, initial } of arrays) if (initial !== undefined) memory.view(name).fill(initial)
}

type View = ReturnType<State['memory']['view']>

/** What was set stays with its synapse: in every row the earlier ones come first. */
function moveRows(into: View, values: View, before: Uint32Array, rowStart: Uint32Array): void {
  for (let row = 0; row + 1 < before.length; row++) {
    into.set(values.subarray(before[row], before[row + 1]), rowStart[row])
  }
}
