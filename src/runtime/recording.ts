/** What monitors recorded: handed over by the kernels between chunks of steps, put together when it is read. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { MonitorDescription } from './description.js'
import type { Memory } from './memory.js'
import type { RecordedSynapses } from './recorded-synapses.js'
import { chunkOf, type Sink } from './streaming.js'
import { type Columns, type Traces, traces } from './traces.js'

/** Recorded numbers, in the type that the kernels store them in. */
export type Numbers = ReturnType<Memory['view']>

/** Numbers that arrive in pieces. */
interface Pieces {
  readonly add: (piece: Numbers) => void
  readonly bytes: () => number
  readonly joined: () => Numbers
  readonly replace: (whole: Numbers) => void
}

function pieces(): Pieces {
  let parts: Numbers[] = []
  return {
    add: (piece) => {
      parts.push(piece)
    },
    bytes: () => parts.reduce((sum, part) => sum + part.byteLength, 0),
    joined: () => {
      if (parts.length !== 1) parts = [concatenated(parts)]
      return parts[0]
    },
    replace: (whole) => {
      parts = whole.length > 0 ? [whole] : []
    },
  }
}

function concatenated(parts: readonly Numbers[]): Numbers {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const Kind = (parts[0]?.constructor ?? Float64Array) as new (length: number) => Numbers
  const out = new Kind(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** What a recorder has taken over. */
export interface Kept {
  readonly columns: readonly (readonly [string, Numbers])[]
  readonly traces: readonly (readonly [string, readonly Float64Array[]])[]
}

export interface Recorder {
  readonly monitor: MonitorDescription
  /** Takes over what the kernels have appended, or hands it on, and empties their buffers. If that fails nothing has changed. */
  readonly drain: (memory: Memory) => void | Promise<void>
  /** Where recordings go from now on, of which nothing is kept here. */
  sink: Sink | undefined
  /** Bytes that were taken over, and bytes that wait to be. */
  readonly bytes: () => number
  readonly waiting: (memory: Memory) => number
  /** A column: `i` and `step` of spikes, `step` of states, `step` and `count` of rates, or a variable's values at spikes. */
  readonly column: (name: string) => Numbers
  /** The arrays that hold what waits; behind that their contents do not matter. */
  readonly arrays: readonly string[]
  /** What was recorded, and to have that again instead of anything since. */
  readonly keep: () => Kept
  readonly putBack: (kept: Kept) => void
  /** A variable of a state monitor: one trace for each of its indices. */
  readonly traces: (variable: string) => readonly Float64Array[]
}

/** Columns of one number a row. */
const COLUMNS: { readonly [kind in MonitorDescription['kind']]: readonly string[] } = {
  spikes: ['i', 'step'],
  states: ['step'],
  synapses: ['step'],
  rates: ['step', 'count'],
}

/** `recorded`: the synapses that a monitor records, once they are known. */
export function recorderOf(monitor: MonitorDescription, recorded: ReadonlyMap<string, RecordedSynapses>): Recorder {
  const values = monitor.variables.map((v) => `value.${v.name}`)
  const isStates = monitor.kind === 'states' || monitor.kind === 'synapses'
  const columnsOf = (): Columns => {
    if (monitor.kind === 'states') return { width: monitor.indices.length }
    return recorded.get(monitor.name) ?? { width: 0 }
  }
  const silent = monitor.kind === 'spikes' && !monitor.record
  const columns = new Map([...COLUMNS[monitor.kind], ...(isStates ? [] : values)].map((name) => [name, pieces()]))
  const traced = new Map((isStates ? values : []).map((name) => [name, traces(columnsOf)]))
  const stores = silent ? [] : [...columns, ...traced]
  const waitingIn = (name: string, memory: Memory, rows: number): Numbers =>
    memory.view(`${monitor.name}:${name}`).subarray(0, rows * (traced.has(name) ? columnsOf().width : 1))
  const found = <T>(store: T | undefined, name: string): T => {
    if (store) return store
    throw new Error(`internal error of spikec: ${monitor.name} has no column ${name}`)
  }
  const kept = <T>(value: () => T): T => {
    if (recorder.sink)
      throw new SpikecError([diagnostic('V030', { name: monitor.name, where: recorder.sink.where ?? '' })])
    return value()
  }
  let begun = false
  const recorder: Recorder = {
    monitor,
    sink: undefined,
    drain: (memory) => {
      if (silent) return
      const counter = memory.i32(`${monitor.name}:recorded`)
      const [rows] = counter
      // An empty chunk at first, so that a file is there even if nothing is ever recorded.
      if (rows === 0 && (begun || !recorder.sink)) return
      const taken = new Map(stores.map(([name]) => [name, waitingIn(name, memory, rows).slice()]))
      const pending = recorder.sink?.take(chunkOf(monitor, taken, columnsOf()))
      if (!recorder.sink) for (const [name, store] of stores) store.add(taken.get(name) as Numbers)
      begun = true
      counter[0] = 0
      return pending
    },
    bytes: () => stores.reduce((sum, [, store]) => sum + store.bytes(), 0),
    waiting: (memory) => {
      if (silent) return 0
      const [rows] = memory.i32(`${monitor.name}:recorded`)
      return stores.reduce((sum, [name]) => sum + waitingIn(name, memory, rows).byteLength, 0)
    },
    arrays: silent ? [] : stores.map(([name]) => `${monitor.name}:${name}`),
    keep: () => ({
      columns: [...columns].map(([name, column]) => [name, column.joined()]),
      traces: [...traced].flatMap(([name, store]) => (store.bytes() > 0 ? [[name, store.all()] as const] : [])),
    }),
    putBack: (kept) => {
      for (const [name, column] of kept.columns) columns.get(name)?.replace(column)
      const known = new Map(kept.traces)
      for (const [name, store] of traced) store.replace(known.get(name))
    },
    column: (name) => kept(() => found(columns.get(name), name).joined()),
    traces: (variable) => kept(() => found<Traces>(traced.get(`value.${variable}`), variable).all()),
  }
  return recorder
}

/** Spikes in the order of time, then of neurons. */
export interface Spikes {
  readonly i: Int32Array
  /** In seconds. */
  readonly t: Float64Array
}

/** The rate of a group in each step. */
export interface Rates {
  /** In seconds. */
  readonly t: Float64Array
  /** In Hz. */
  readonly rate: Float64Array
  /** From one value to the next, in seconds. */
  readonly dt: number
}

/** What was made of a recorder's columns the last time; a column is another array once something was added to it. */
const madeOf = new WeakMap<Numbers, Spikes | Rates>()

function remembered<T extends Spikes | Rates>(column: Numbers, make: () => T): T {
  // A column is of one recorder, and a recorder of one kind.
  const known = madeOf.get(column) as T | undefined
  if (known) return known
  const made = make()
  madeOf.set(column, made)
  return made
}

export function spikesOf(recorder: Recorder): Spikes {
  const steps = recorder.column('step')
  return remembered(steps, () => ({ i: Int32Array.from(recorder.column('i')), t: timesOf(steps, recorder.monitor.dt) }))
}

export function ratesOf(recorder: Recorder, neurons: number): Rates {
  const steps = recorder.column('step')
  const { dt } = recorder.monitor
  return remembered(steps, () => {
    // In the order of the reference's operations.
    const rate = Float64Array.from(recorder.column('count'), (count) => count / dt / neurons)
    return { t: timesOf(steps, dt), rate, dt }
  })
}

export function timesOf(steps: Numbers, dt: number): Float64Array {
  // A loop: from() with a function takes a third of a microsecond an element.
  const times = new Float64Array(steps.length)
  for (let k = 0; k < times.length; k++) times[k] = steps[k] * dt
  return times
}
