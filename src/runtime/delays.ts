/**
 * Delays that are set: what the kernels of pathways find synapses by is made when a run begins, and again where delays or
 * synapses have changed since. What is on its way then goes on as it was, as in the reference: it is listed, synapse by
 * synapse, for each of the next steps, and comes before what the new delays bring in the same step.
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import {
  type DelayIndex,
  delayIndex,
  differentLags,
  indexRows,
  type Lags,
  type Listed,
  lagsAt,
  lagsOf,
  listed,
  longestAt,
  longestIn,
  stepsOf,
} from './delay-index.js'
import type { PathwayDescription } from './description.js'
import { byNeuron, type InFlight, inFlight, merged, numberAt, ringOf } from './in-flight.js'
import { gibibytes, type Memory } from './memory.js'
import { ensureDepth } from './ring.js'
import { type SizedSynapses, type State, synapsesCalled } from './state.js'
import type { Connected } from './synapses.js'

/** What a pathway's kernel is made for, and what was on its way when it was made. */
export interface Settled {
  /** How often the delays had been set. */
  readonly sets: number
  /** Whose they are. */
  readonly synapses: string
  readonly connected: Connected
  /** The numbers of the synapses that are reached in each of the steps from `from` on. */
  readonly pending: InFlight
  readonly from: number
}

/** By the names of their arrays of delays. */
export type SettledPathways = Map<string, Settled>

/** A pathway whose delays are set, and which does something. */
export interface DelayedPathway {
  readonly synapses: SizedSynapses
  readonly pathway: PathwayDescription
  readonly delays: NonNullable<PathwayDescription['delays']>
  readonly events: NonNullable<PathwayDescription['events']>
}

export function delayedPathways(state: State): readonly DelayedPathway[] {
  return state.model.description.synapses.flatMap(({ name, pathways }) =>
    pathways.flatMap((pathway) => {
      const { delays, events } = pathway
      return delays && events ? [{ synapses: synapsesCalled(name, state), pathway, delays, events }] : []
    }),
  )
}

/** The arrays that a pathway's kernel reads, by their names. */
export function pathwayArrays(synapses: string, pathway: string) {
  const own = (name: string) => `${synapses}:${pathway}:${name}`
  return {
    lags: own('lags'),
    lagCount: own('lagCount'),
    since: own('since'),
    rowStart: own('rowStart'),
    neighbour: own('neighbour'),
    synapse: own('synapse'),
    pending: {
      first: own('pending:first'),
      steps: own('pending:steps'),
      starts: own('pending:starts'),
      pre: own('pending:i'),
      post: own('pending:j'),
      synapse: own('pending:synapse'),
    },
  }
}

/** The first step that a pathway has not done yet. */
export function nextStep({ interval }: PathwayDescription, { step }: State): number {
  return Math.ceil(step / interval)
}

/** Makes all pathways ready for steps from here on. `still`: the objects that are to stand still in them. */
export function settleDelays(state: State, still: ReadonlySet<string>): void {
  for (const delayed of delayedPathways(state)) {
    const connected = state.connected.get(delayed.synapses.name)
    if (connected) settle(delayed, connected, still.has(delayed.synapses.name), state)
  }
}

function settle(delayed: DelayedPathway, connected: Connected, still: boolean, state: State): void {
  const { synapses, pathway, delays } = delayed
  const { settled, memory } = state
  const known = settled.get(delays.array)
  const sets = state.sets.get(delays.array) ?? 0
  const changed = known?.sets !== sets || known.connected !== connected
  const wasStill = state.still.has(synapses.name)
  if (!changed && still === wasStill) return
  const pending = known ? onTheirWay(delayed, known, wasStill, state) : []
  const needsList = (changed && !delays.shared && !areRows(delayed, connected)) || pending.length > 0
  const synapsesInOrder = needsList ? listed(synapses, connected, memory) : undefined
  const from = nextStep(pathway, state)
  if (changed) makeIndex(delayed, synapsesInOrder, state)
  const names = pathwayArrays(synapses.name, pathway.name)
  memory.f64(names.since)[0] = from
  putPending(names.pending, pending, from, synapsesInOrder, memory)
  settled.set(delays.array, { sets, synapses: synapses.name, connected, pending, from })
}

/** What waits while synapses stand still waits in its order: their steps are those in which they act. */
function onTheirWay(delayed: DelayedPathway, known: Settled, wasStill: boolean, state: State): InFlight {
  if (wasStill) return known.pending
  const next = nextStep(delayed.pathway, state)
  return merged(known.pending.slice(Math.max(0, next - known.from)), inRing(delayed, known.connected, next, state))
}

function inRing(
  { synapses, pathway, delays, events }: DelayedPathway,
  connected: Connected,
  next: number,
  { memory }: State,
): InFlight {
  const names = pathwayArrays(synapses.name, pathway.name)
  const lags = memory.i32(names.lags).subarray(0, memory.i32(names.lagCount)[0])
  const ring = ringOf(events, (name) => memory.view(name))
  const [since] = memory.f64(names.since)
  if (delays.shared) {
    return inFlight(ring, lags, since, next, byNeuron(pathway.side, listed(synapses, connected, memory)))
  }
  const [rowStart, places] = [memory.u32(names.rowStart), memory.u32(names.synapse)]
  const number = numberAt(synapses, connected)
  return inFlight(ring, lags, since, next, (neuron, position) => {
    const row = neuron * lags.length + position
    return places.subarray(rowStart[row], rowStart[row + 1]).map(number)
  })
}

/** Do the synapses of each row stand in the order in which they are to be gone through? */
function areRows({ synapses, pathway }: DelayedPathway, { order }: Connected): boolean {
  return synapses.layout === 'csr' && (order === undefined || pathway.side === 'pre')
}

/** `order`: undefined where one delay is shared, and where the synapses are rows. */
function makeIndex(
  { synapses, pathway, delays, events }: DelayedPathway,
  order: Listed | undefined,
  state: State,
): void {
  const { memory } = state
  const names = pathwayArrays(synapses.name, pathway.name)
  const { dt, side } = pathway
  const values = memory.f64(delays.array)
  const delayed = { synapses, pathway, delays, events }
  const longest = delays.shared ? stepsOf(values[0], dt) : order ? longestIn(order, values, dt) : longestAt(values, dt)
  refuseLong(longest, values.length, delayed, state)
  const lags = delays.shared ? Int32Array.of(longest) : order ? lagsOf(order, values, dt) : lagsAt(values, dt, longest)
  ensureDepth(events, longest + 1, nextStep(pathway, state), memory)
  const different = differentLags(lags)
  if (!delays.shared) {
    const [own, other] = side === 'pre' ? [synapses.sources, synapses.targets] : [synapses.targets, synapses.sources]
    refuseLong(longest, lags.length, delayed, state, own * different.length)
    const rows = own * different.length + 1
    if (order) putIndex(names, delayIndex(side, order, lags, different, own, other), memory)
    else putRows(delayed, lags, different, rows, memory)
  }
  put(names.lags, 'i32', different, memory)
  memory.i32(names.lagCount)[0] = different.length
}

/** As kernels read them, which may have been made before it was known how few neurons there are. */
function neighbourElement(name: string, memory: Memory): 'u16' | 'u32' {
  return memory.view(name) instanceof Uint16Array ? 'u16' : 'u32'
}

function putIndex(names: ReturnType<typeof pathwayArrays>, index: DelayIndex, memory: Memory): void {
  const { rowStart, neighbour, synapse } = index
  put(names.rowStart, 'u32', rowStart, memory)
  put(names.neighbour, neighbourElement(names.neighbour, memory), neighbour, memory)
  put(names.synapse, 'u32', synapse, memory)
}

/** The index is made where it stands. */
function putRows(
  { synapses, pathway }: DelayedPathway,
  lags: Lags,
  different: Int32Array,
  rows: number,
  memory: Memory,
): void {
  const names = pathwayArrays(synapses.name, pathway.name)
  makeRoom(names.rowStart, 'u32', rows, memory)
  makeRoom(names.neighbour, neighbourElement(names.neighbour, memory), lags.length, memory)
  makeRoom(names.synapse, 'u32', lags.length, memory)
  const index = {
    rowStart: memory.u32(names.rowStart).subarray(0, rows),
    neighbour: memory.view(names.neighbour) as Uint16Array | Uint32Array,
    synapse: memory.u32(names.synapse),
  }
  const target = memory.view(`${synapses.name}:target`) as Uint16Array | Uint32Array
  indexRows(pathway.side, { rowStart: memory.u32(`${synapses.name}:rowStart`), target }, lags, different, index)
}

/** Where a ring or an index would not fit, that is said before they are made. */
function refuseLong(
  longest: number,
  count: number,
  { synapses, pathway, events }: DelayedPathway,
  { memory }: State,
  rows = 0,
): void {
  const depth = typeof events.depth === 'string' ? memory.i32(events.depth)[0] : events.depth
  const ring = longest + 1 > depth ? (longest + 1) * (events.capacity + 1) * 4 : 0
  const index = rows > 0 ? rows * 4 + count * 8 : 0
  const bytes = memory.bytes() + ring + index
  if (bytes <= memory.most) return
  throw new SpikecError([
    diagnostic('V081', {
      name: `${synapses.name}.${pathway.delayName}`,
      steps: String(longest),
      bytes: gibibytes(bytes),
      limit: gibibytes(memory.most),
    }),
  ])
}

function putPending(
  names: ReturnType<typeof pathwayArrays>['pending'],
  pending: InFlight,
  from: number,
  order: Listed | undefined,
  memory: Memory,
): void {
  memory.f64(names.first)[0] = from
  memory.i32(names.steps)[0] = pending.length
  if (!order || pending.length === 0) return
  const starts = new Uint32Array(pending.length + 1)
  pending.forEach((numbers, step) => {
    starts[step + 1] = starts[step] + numbers.length
  })
  const all = new Uint32Array(starts[pending.length])
  pending.forEach((numbers, step) => {
    all.set(numbers, starts[step])
  })
  put(names.starts, 'u32', starts, memory)
  put(
    names.pre,
    'i32',
    Int32Array.from(all, (number) => order.i[number]),
    memory,
  )
  put(
    names.post,
    'i32',
    Int32Array.from(all, (number) => order.j[number]),
    memory,
  )
  put(
    names.synapse,
    'u32',
    all.map((number) => order.place[number]),
    memory,
  )
}

/** An array that has room already keeps its place; one that has not is given some to spare, since the next may be longer. */
function put(name: string, element: 'i32' | 'u32' | 'u16', values: ArrayLike<number>, memory: Memory): void {
  makeRoom(name, element, values.length, memory)
  memory.view(name).set(values)
}

/** Views made before may no longer be used. */
function makeRoom(name: string, element: 'i32' | 'u32' | 'u16', length: number, memory: Memory): void {
  const before = memory.view(name).length
  if (length <= before) return
  const spare = Math.max(length, Math.ceil(1.5 * before))
  const fits = memory.bytes() + 4 * spare <= memory.most
  memory.release([name])
  memory.allocate([{ name, element, length: before > 1 && fits ? spare : length }])
}
