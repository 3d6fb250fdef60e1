/** All recordings of a simulation in one file or folder, with their units. */
import { mkdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { diagnostic, SpikecError } from '../../diagnostics/index.js'
import { littleEndian, npyHeaderOf, npyType } from '../../formats/write-npy.js'
import type { MonitorDescription } from '../description.js'
import { gibibytes } from '../memory.js'
import type { Numbers } from '../recording.js'
import type { Simulation } from '../simulation.js'
import { type FileContent, csv as table, writeFileAtomically } from './output.js'
import { reasonOf } from './results.js'
import { MOST_ZIPPED, type ZipEntry, zipped, zipSize } from './zip.js'

export type ResultsFormat = 'npz' | 'csv' | 'json'

export const RESULTS_FORMATS: readonly ResultsFormat[] = ['npz', 'csv', 'json']

/** Numbers with a name and a unit: one array, or one for each recorded element. */
interface Column {
  readonly name: string
  readonly unit: string
  readonly rows: readonly Numbers[]
  readonly single: boolean
}

interface Recording {
  readonly name: string
  readonly kind: 'spikes' | 'states' | 'rates'
  readonly source: string
  /** The number of the neuron or synapse that each row of a variable is of. */
  readonly recorded?: Int32Array
  readonly columns: readonly Column[]
}

/** What monitors hold; what was streamed is where it went. */
function recordingsOf(simulation: Simulation): readonly Recording[] {
  return simulation.description.monitors.flatMap((monitor) => recordingsBy(monitor, simulation))
}

function recordingsBy(monitor: MonitorDescription, simulation: Simulation): readonly Recording[] {
  const one = (name: string, unit: string, values: Numbers): Column => ({ name, unit, rows: [values], single: true })
  const { name, source, kind } = monitor
  if (simulation.isStreamed(name)) return []
  switch (kind) {
    case 'spikes': {
      const count = one('count', '1', simulation.counts(name))
      if (!monitor.record) return [{ name, kind, source, columns: [count] }]
      const { i, t } = simulation.spikes(name)
      const values = monitor.variables.map((v) => one(v.name, v.unit, simulation.atSpikes(name, v.name)))
      return [{ name, kind, source, columns: [one('i', '1', i), one('t', 'second', t), ...values, count] }]
    }
    case 'rates': {
      const { t, rate } = simulation.rates(name)
      return [{ name, kind, source, columns: [one('t', 'second', t), one('rate', 'hertz', rate)] }]
    }
    case 'states':
    case 'synapses': {
      const values = monitor.variables.map((v): Column => {
        return { name: v.name, unit: v.unit, rows: simulation.traces(name, v.name), single: false }
      })
      const columns = [one('t', 'second', simulation.sampleTimes(name)), ...values]
      return [{ name, kind: 'states', source, recorded: Int32Array.from(simulation.recorded(name)), columns }]
    }
  }
}

/**
 * Writes what monitors recorded, in base SI units, each file whole or not at all; gives the files' names.
 *
 * `npz`: an archive that numpy.load opens: `MONITOR.VARIABLE`, a row for each neuron or synapse where it is a trace;
 * `MONITOR.recorded`, which those are; and `units`, pairs of such a name and its unit. `json`: the same as one object.
 * `csv`: into a folder, a table for each monitor.
 */
export function saveRecordings(simulation: Simulation, path: string, format: ResultsFormat): readonly string[] {
  const recordings = recordingsOf(simulation)
  switch (format) {
    case 'npz':
      write(path, npz(recordings))
      return [path]
    case 'json':
      write(path, json(recordings, simulation))
      return [path]
    case 'csv':
      return recordings.map((recording) => {
        const file = join(path, `${recording.name}.csv`)
        write(file, csv(recording), path)
        return file
      })
  }
}

/** The format that a path asks for by its ending. */
export function formatOf(path: string): ResultsFormat | undefined {
  const ending = extname(path).slice(1)
  return ending === 'npz' || ending === 'json' ? ending : undefined
}

function write(path: string, content: FileContent, folder?: string): void {
  try {
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    writeFileAtomically(path, content)
  } catch (error) {
    if (error instanceof SpikecError) throw error
    throw new SpikecError([diagnostic('C006', { path, problem: reasonOf(error) })])
  }
}

function npz(recordings: readonly Recording[]): Iterable<Uint8Array> {
  const entries = recordings.flatMap(({ name, recorded, columns }): readonly ZipEntry[] => [
    ...(recorded ? [npyEntry(`${name}.recorded`, [recorded], [recorded.length])] : []),
    ...columns.map(({ name: own, rows, single }) => {
      const length = rows[0]?.length ?? 0
      return npyEntry(`${name}.${own}`, rows, single ? [length] : [rows.length, length])
    }),
  ])
  const units = recordings.flatMap(({ name, columns }) =>
    columns.map((column) => [`${name}.${column.name}`, column.unit]),
  )
  const all = [...entries, textEntry('units', units)]
  const bytes = zipSize(all)
  if (bytes > MOST_ZIPPED) throw new SpikecError([diagnostic('V034', { bytes: gibibytes(bytes) })])
  return zipped(all)
}

function npyEntry(name: string, rows: readonly Numbers[], shape: readonly number[]): ZipEntry {
  const header = npyHeaderOf(`'${npyType(rows[0] ?? new Float64Array(0))}'`, shape)
  const size = rows.reduce((sum, row) => sum + row.byteLength, header.length)
  return { name: `${name}.npy`, size, content: () => [header, ...rows.map(littleEndian)] }
}

/** Pairs of texts: four bytes a character, all as long as the longest. */
function textEntry(name: string, rows: readonly (readonly string[])[]): ZipEntry {
  const width = Math.max(1, ...rows.flat().map((text) => text.length))
  const header = npyHeaderOf(`'<U${width}'`, [rows.length, 2])
  const points = new Uint32Array(rows.length * 2 * width)
  for (const [k, text] of rows.flat().entries())
    for (let at = 0; at < text.length; at++) points[k * width + at] = text.charCodeAt(at)
  return { name: `${name}.npy`, size: header.length + points.byteLength, content: () => [header, littleEndian(points)] }
}

/** A column for each number of a line; a count for each neuron, if there is nothing else. */
function csv({ columns, recorded = new Int32Array(0) }: Recording): Iterable<string> {
  const lines = columns.length > 1 ? columns.filter(({ name }) => name !== 'count') : columns
  return table(
    lines.flatMap(({ name, rows, single }) =>
      rows.map((values, k) => ({ name: single ? name : `${name}[${recorded[k]}]`, values })),
    ),
  )
}

/** Piece by piece, since a text can hold half a gigabyte. */
function* json(recordings: readonly Recording[], simulation: Simulation): Generator<string> {
  const { seed, description } = simulation
  yield `{"spikec_results":1,"seed":${seed},"dt":${description.dt},"duration":${simulation.time()},"monitors":{`
  for (const [k, { name, kind, source, recorded, columns }] of recordings.entries()) {
    yield `${k > 0 ? ',' : ''}\n${JSON.stringify(name)}:{"kind":"${kind}","source":${JSON.stringify(source)}`
    if (recorded) yield `,"recorded":${jsonNumbers(recorded)}`
    for (const { name: own, unit, rows, single } of columns) {
      yield `,\n${JSON.stringify(own)}:{"unit":${JSON.stringify(unit)},"values":${single ? '' : '['}`
      for (const [row, values] of rows.entries()) yield `${row > 0 ? ',\n' : ''}${jsonNumbers(values)}`
      yield `${single ? '' : ']'}}`
    }
    yield '}'
  }
  yield '\n}}\n'
}

/** JSON has no NaN and no infinity: they are written as texts. */
function jsonNumbers(values: Numbers): string {
  return `[${Array.from(values, (value) => (Number.isFinite(value) ? String(value) : `"${value}"`)).join(',')}]`
}
