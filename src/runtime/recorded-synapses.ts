/** Which synapses a monitor records, found once they are connected, and the memory that its recorder takes. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ArrayDescription, SynapsesMonitorDescription } from './description.js'
import type { SizedSynapses, State } from './state.js'
import { type Connected, eachSynapse, placesOf } from './synapses.js'

/** The samples that a recorder holds between two hand-overs. */
export const MOST_SAMPLES = 1 << 12
/** Bytes of them. */
const TRACE_BYTES = 1 << 22

export interface RecordedSynapses {
  /** Values in a sample. */
  readonly width: number
  /** Which of a sample's values belongs to the k-th trace. */
  readonly columns: Uint32Array
  /** The number of each recorded synapse. */
  readonly numbers: Uint32Array
}

/** For each monitor of these synapses. */
export function allocateRecorders(synapses: SizedSynapses, state: State): void {
  for (const monitor of state.model.description.monitors) {
    if (monitor.kind === 'synapses' && monitor.source === synapses.name) allocateRecorder(monitor, synapses, state)
  }
}

function allocateRecorder(monitor: SynapsesMonitorDescription, synapses: SizedSynapses, state: State): void {
  const { name, record, bytes } = monitor
  const { memory, model } = state
  const connected = state.connected.get(synapses.name)
  if (!connected) throw new Error(`internal error of spikec: ${synapses.name} is not connected`)
  const chosen = record.kind === 'all' ? undefined : chosenBy(monitor, synapses, connected, state)
  const width = chosen?.numbers.length ?? placesOf(synapses, connected)
  const samples = Math.min(MOST_SAMPLES, Math.max(1, Math.floor(TRACE_BYTES / Math.max(1, width * bytes))))
  memory.allocate(model.description.arrays.flatMap((array) => sizedFor(array, name, width, samples)))
  memory.i32(`${name}:capacity`)[0] = samples
  memory.u32(`${name}:bounds`)[1] = width
  if (chosen) for (const [column, values] of Object.entries(chosen.arrays)) memory.u32(`${name}:${column}`).set(values)
  state.recordedSynapses.set(
    name,
    chosen
      ? { width, numbers: chosen.numbers, columns: Uint32Array.from({ length: width }, (_, k) => k) }
      : { width, ...everySynapse(synapses, connected, state) },
  )
}

function sizedFor({ name, element, length }: ArrayDescription, monitor: string, width: number, samples: number) {
  if (typeof length === 'number' || !('recordedBy' in length) || length.recordedBy !== monitor) return []
  return [{ name, element, length: length.samples ? width * samples : width }]
}

function everySynapse(synapses: SizedSynapses, connected: Connected, { memory }: State) {
  const columns = new Uint32Array(connected.count)
  eachSynapse(synapses, connected, memory, (number, _i, _j, place) => {
    columns[number] = place
  })
  return { columns, numbers: Uint32Array.from({ length: connected.count }, (_, k) => k) }
}

/** In the order in which they are named; those of one pair as they are numbered. */
function chosenBy(
  { name, record }: SynapsesMonitorDescription,
  synapses: SizedSynapses,
  connected: Connected,
  { memory }: State,
) {
  const wanted = new Map<number, number[]>()
  const keyed = (key: number, position: number) => wanted.set(key, [...(wanted.get(key) ?? []), position])
  const { sources, targets } = synapses
  const missing = (what: string) =>
    new SpikecError([diagnostic('V031', { name, what, synapses: synapses.name, count: connected.count })])
  if (record.kind === 'numbers') {
    for (const [position, number] of record.numbers.entries()) {
      if (!(number >= 0 && number < connected.count)) throw missing(`number ${number}`)
      keyed(number, position)
    }
  } else if (record.kind === 'pairs') {
    for (const [position, i] of record.i.entries()) {
      const j = record.j[position]
      if (!(i < sources && j < targets)) throw missing(`from neuron ${i} to neuron ${j}`)
      keyed(i * targets + j, position)
    }
  }
  const found: { position: number; number: number; i: number; j: number; place: number }[] = []
  eachSynapse(synapses, connected, memory, (number, i, j, place) => {
    const positions = wanted.get(record.kind === 'pairs' ? i * targets + j : number) ?? []
    for (const position of positions) found.push({ position, number, i, j, place })
  })
  if (record.kind === 'pairs') {
    const positions = new Set(found.map(({ position }) => position))
    const lost = record.i.findIndex((_, position) => !positions.has(position))
    if (lost >= 0) throw missing(`from neuron ${record.i[lost]} to neuron ${record.j[lost]}`)
  }
  found.sort((a, b) => a.position - b.position || a.number - b.number)
  const column = (of: 'i' | 'j' | 'place' | 'number') => Uint32Array.from(found, (synapse) => synapse[of])
  return { numbers: column('number'), arrays: { indices: column('place'), pre: column('i'), post: column('j') } }
}
