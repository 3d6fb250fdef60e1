/** What monitors recorded: handed over by the kernels between chunks of steps, joined when it is read. */
import type { MonitorDescription } from './description.js'
import type { Memory } from './memory.js'

/** Numbers that arrive in pieces. */
interface Pieces {
  readonly add: (piece: Float64Array) => void
  readonly bytes: () => number
  readonly joined: () => Float64Array
}

function pieces(): Pieces {
  let parts: Float64Array[] = []
  return {
    add: (piece) => {
      if (piece.length > 0) parts.push(piece)
    },
    bytes: () => parts.reduce((sum, part) => sum + part.byteLength, 0),
    joined: () => {
      if (parts.length !== 1) parts = [concatenated(parts)]
      return parts[0]
    },
  }
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export interface Recorder {
  readonly monitor: MonitorDescription
  /** Takes over what the kernels have appended, and empties their buffers. If that fails nothing has changed. */
  readonly drain: (memory: Memory) => void
  /** Bytes that were taken over, and bytes that wait to be. */
  readonly bytes: () => number
  readonly waiting: (memory: Memory) => number
  /** A column: `i` and `step` of spikes, `step` of states, or a variable's values. */
  readonly column: (name: string) => Float64Array
}

export function recorderOf(monitor: MonitorDescription): Recorder {
  const names = monitor.kind === 'spikes' ? ['i', 'step'] : ['step']
  const columns = new Map(
    [...names, ...monitor.variables.map((v) => `value.${v.name}`)].map((name) => [name, pieces()]),
  )
  const width = (name: string) => (monitor.kind === 'states' && name !== 'step' ? monitor.indices.length : 1)
  const silent = monitor.kind === 'spikes' && !monitor.record
  return {
    monitor,
    drain: (memory) => {
      if (silent) return
      const counter = memory.i32(`${monitor.name}:recorded`)
      const [count] = counter
      const taken = [...columns].map(([name, column]) => {
        const values = memory.view(`${monitor.name}:${name}`).subarray(0, count * width(name))
        return [column, Float64Array.from(values)] as const
      })
      for (const [column, values] of taken) column.add(values)
      counter[0] = 0
    },
    bytes: () => [...columns.values()].reduce((sum, column) => sum + column.bytes(), 0),
    waiting: (memory) => {
      if (silent) return 0
      const [count] = memory.i32(`${monitor.name}:recorded`)
      return [...columns.keys()].reduce((sum, name) => sum + 8 * count * width(name), 0)
    },
    column: (name) => {
      const found = columns.get(name)
      if (!found) throw new Error(`internal error of spikec: ${monitor.name} has no column ${name}`)
      return found.joined()
    },
  }
}

/** Spikes in the order of time, then of neurons. */
export interface Spikes {
  readonly i: Int32Array
  /** In seconds. */
  readonly t: Float64Array
}

/** What was made of a recorder's columns the last time; a column is another array once something was added to it. */
const madeOf = new WeakMap<Recorder, { readonly steps: Float64Array; readonly spikes: Spikes }>()

export function spikesOf(recorder: Recorder): Spikes {
  const steps = recorder.column('step')
  const known = madeOf.get(recorder)
  if (known?.steps === steps) return known.spikes
  const spikes = { i: Int32Array.from(recorder.column('i')), t: steps.map((step) => step * recorder.monitor.dt) }
  madeOf.set(recorder, { steps, spikes })
  return spikes
}

/** One trace for each recorded neuron: `values[k]` belongs to the k-th of the monitor's indices. */
export function tracesOf(recorder: Recorder, variable: string, width: number): readonly Float64Array[] {
  const flat = recorder.column(`value.${variable}`)
  const samples = width === 0 ? 0 : flat.length / width
  return Array.from({ length: width }, (_, k) => Float64Array.from({ length: samples }, (_, n) => flat[n * width + k]))
}
