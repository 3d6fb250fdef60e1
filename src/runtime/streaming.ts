/** Recordings handed on as they come, of which nothing is kept. */
import type { MonitorDescription } from './description.js'
import type { Numbers } from './recording.js'
import type { Columns } from './traces.js'

/** What a monitor recorded in some steps. */
export interface RecordedChunk {
  /** In seconds: of each spike, each sample or each count. */
  readonly t: Float64Array
  /** The neuron of each spike; of spike monitors only. */
  readonly i?: Int32Array
  /** In Hz; of rate monitors only. */
  readonly rate?: Float64Array
  /**
   * Variables in base SI units: a value for each spike; or, of a state monitor, `width` values for each sample, one sample after
   * the other, in the order of its `recorded`.
   */
  readonly values: Readonly<Record<string, Numbers>>
  readonly width: number
  /** The number of the neuron or synapse that each of the `width` values is of; of state monitors only. */
  readonly recorded?: ArrayLike<number>
}

/** Where the recordings of one monitor go. */
export interface Sink {
  /** A promise is waited for before the run goes on. Where it throws, the same chunk is handed over again by the next run. */
  readonly take: (chunk: RecordedChunk) => void | Promise<void>
  /** At the end of each run, however it ended. */
  readonly pause?: () => void
  /** Where it all is: the name of a file. */
  readonly where?: string
}

/** `taken`: the columns as the kernels stored them. */
export function chunkOf(
  monitor: MonitorDescription,
  taken: ReadonlyMap<string, Numbers>,
  { width, columns, numbers }: Columns,
): RecordedChunk {
  const { kind, dt } = monitor
  const column = (name: string): Numbers => {
    const found = taken.get(name)
    if (!found) throw new Error(`internal error of spikec: ${monitor.name} has no column ${name}`)
    return found
  }
  const t = Float64Array.from(column('step'), (step) => step * dt)
  const isStates = kind === 'states' || kind === 'synapses'
  const values = Object.fromEntries(
    monitor.variables.map(({ name }): [string, Numbers] => {
      const own = column(`value.${name}`)
      return [name, isStates && columns ? inOrder(own, width, columns) : own]
    }),
  )
  return {
    t,
    ...(kind === 'spikes' && { i: Int32Array.from(column('i')) }),
    ...(kind === 'rates' && { rate: Float64Array.from(column('count'), (count) => count / dt / monitor.neurons) }),
    values,
    width: isStates ? (columns?.length ?? width) : 1,
    ...(isStates && { recorded: kind === 'states' ? monitor.indices : (numbers ?? []) }),
  }
}

/** Each sample's values in the order of the traces. */
function inOrder(rows: Numbers, width: number, columns: Uint32Array): Numbers {
  const samples = width === 0 ? 0 : rows.length / width
  const Kind = rows.constructor as new (length: number) => Numbers
  const out = new Kind(samples * columns.length)
  for (let n = 0; n < samples; n++)
    for (let k = 0; k < columns.length; k++) out[n * columns.length + k] = rows[n * width + columns[k]]
  return out
}
