/** What a run leaves behind: a summary, the spikes, the traces, and pictures. */
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { diagnostic, SpikecError } from '../../diagnostics/index.js'
import { littleEndian, npyBytes, npyHeaderOf } from '../../formats/write-npy.js'
import { durationText } from '../../units/index.js'
import type { SpikeMonitorDescription, StateMonitorDescription, SynapsesMonitorDescription } from '../description.js'
import { rasterOf, tracesOf } from '../pictures.js'
import type { RunReport, Simulation } from '../simulation.js'
import type { Backend } from '../wasm.js'
import { csv, type FileContent, spikesCsv, writeFileAtomically } from './output.js'
import { type ResultsFormat, saveRecordings } from './save.js'

/** The figures of a run, as `--json` prints them and `summary.json` keeps them. */
export interface Summary {
  readonly model: string
  readonly neurons: number
  readonly synapses: number
  /** Of the groups that a spike monitor records. */
  readonly spikes: number
  readonly mean_rate_hz: number
  readonly seed: number
  readonly duration_s: number
  readonly interrupted: boolean
  readonly backend: Backend
  readonly precision: 'double' | 'single'
  readonly timings: {
    /** From strings to kernels; 0 in a bundle. */
    readonly compile_s: number
    /** Connecting, and moving weights and initial values into place. */
    readonly bind_s: number
    /** From the start of the process to the first step. */
    readonly setup_s: number
    readonly sim_s: number
    /** From the start of the process to the end of the simulation. */
    readonly total_s: number
  }
  /** The peak of resident memory. */
  readonly rss_mb: number
  readonly bytesPerSynapse: number
}

export interface Measured {
  readonly model: string
  readonly compile: number
  readonly bind: number
  readonly setup: number
}

export function summaryOf(simulation: Simulation, report: RunReport, measured: Measured): Summary {
  const { description } = simulation
  const monitors = spikeMonitors(simulation)
  const spikes = monitors.reduce((sum, { name }) => sum + simulation.counts(name).reduce((a, b) => a + b, 0), 0)
  const recorded = monitors.reduce((sum, monitor) => sum + monitor.neurons, 0)
  const synapses = description.synapses.reduce((sum, { name }) => sum + simulation.synapseCount(name), 0)
  const duration = simulation.time()
  return {
    model: measured.model,
    neurons: description.groups.reduce((sum, group) => sum + group.size, 0),
    synapses,
    spikes,
    mean_rate_hz: recorded > 0 && duration > 0 ? rounded(spikes / recorded / duration) : 0,
    seed: simulation.seed,
    // A product of steps, with its rounding: no step is as short as what is left out.
    duration_s: Number(report.duration.toPrecision(12)),
    interrupted: report.interrupted,
    backend: simulation.backend,
    precision: simulation.description.precision,
    timings: {
      compile_s: rounded(measured.compile),
      bind_s: rounded(measured.bind),
      setup_s: rounded(measured.setup),
      sim_s: rounded(report.elapsed),
      total_s: rounded(performance.now() / 1000),
    },
    rss_mb: rounded((process.resourceUsage().maxRSS * 1024) / 1e6),
    bytesPerSynapse: synapses > 0 ? rounded(simulation.synapticBytes() / synapses) : 0,
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

function spikeMonitors(simulation: Simulation): readonly SpikeMonitorDescription[] {
  return simulation.description.monitors.filter((monitor) => monitor.kind === 'spikes')
}

type TraceMonitor = StateMonitorDescription | SynapsesMonitorDescription

function traceMonitors(simulation: Simulation): readonly TraceMonitor[] {
  return simulation.description.monitors.filter((monitor) => monitor.kind === 'states' || monitor.kind === 'synapses')
}

/** The summary in words, for a terminal. */
export function summaryText(summary: Summary): string {
  const { timings } = summary
  const count = (n: number) => n.toLocaleString('en-US')
  const rows: readonly (readonly [string, string])[] = [
    ['neurons', count(summary.neurons)],
    [
      'synapses',
      summary.synapses > 0 ? `${count(summary.synapses)} (${summary.bytesPerSynapse.toFixed(2)} bytes each)` : '0',
    ],
    [
      'spikes',
      `${count(summary.spikes)} in ${durationText(summary.duration_s)} (mean rate ${summary.mean_rate_hz.toFixed(2)} Hz)`,
    ],
    ['compiled in', milliseconds(timings.compile_s)],
    ['weights bound in', milliseconds(timings.bind_s)],
    ['simulated in', milliseconds(timings.sim_s)],
    ['whole time', milliseconds(timings.total_s)],
    ['peak memory', `${Math.round(summary.rss_mb)} MB`],
    ['seed', String(summary.seed)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows
    .filter(([name]) => name !== 'compiled in' || timings.compile_s > 0)
    .map(([name, value]) => `${name.padStart(width)}  ${value}`)
    .join('\n')
}

function milliseconds(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`
}

/**
 * Writes everything that was recorded into a folder, each file whole or not at all; gives the files' names.
 *
 * `MONITOR.csv`: neuron and time of each spike, or time and rate of each step; `MONITOR.VARIABLE.npy`: traces, a row a
 * neuron, in base SI units, with `MONITOR.t.npy`, their times; or, in a format that is asked for, `results.npz`,
 * `results.json` or tables. Also `summary.json`; pictures are written by themselves.
 */
export function writeResults(
  simulation: Simulation,
  summary: Summary,
  folder: string,
  format?: ResultsFormat,
): readonly string[] {
  const files: string[] = []
  const write = (name: string, content: FileContent): void => {
    writeInto(folder, name, content)
    files.push(name)
  }
  makeFolder(folder)
  if (format === undefined) writeEach(simulation, write)
  else
    files.push(
      ...saveRecordings(simulation, format === 'csv' ? folder : join(folder, `results.${format}`), format).map((file) =>
        basename(file),
      ),
    )
  write('summary.json', `${JSON.stringify(summary, null, 2)}\n`)
  return files
}

function writeEach(simulation: Simulation, write: (name: string, content: FileContent) => void): void {
  for (const monitor of spikeMonitors(simulation)) {
    if (monitor.record && !simulation.isStreamed(monitor.name))
      write(`${monitor.name}.csv`, spikesCsv(simulation.spikes(monitor.name)))
  }
  for (const monitor of traceMonitors(simulation)) {
    if (simulation.isStreamed(monitor.name)) continue
    write(`${monitor.name}.t.npy`, npyBytes(simulation.sampleTimes(monitor.name)))
    for (const { name } of monitor.variables)
      write(`${monitor.name}.${name}.npy`, tracesFile(simulation, monitor, name))
  }
  for (const { name, kind } of simulation.description.monitors) {
    if (kind !== 'rates' || simulation.isStreamed(name)) continue
    const { t, rate } = simulation.rates(name)
    const columns = [
      { name: 't', values: t },
      { name: 'rate', values: rate },
    ]
    write(`${name}.csv`, csv(columns))
  }
}

/** The pictures of a model that draws none itself, `raster.svg` and `traces.svg`; gives the files' names. */
export function writeUsualPictures(simulation: Simulation, summary: Summary, folder: string): readonly string[] {
  const pictures = [
    ['raster.svg', rasterOf(simulation, summary.model)],
    ['traces.svg', tracesOf(simulation, summary.model)],
  ] as const
  return pictures.flatMap(([name, svg]) => (svg === undefined ? [] : writePicture(svg, folder, name)))
}

/** `picture.svg`, where no other name is given; gives the file's name. */
export function writePicture(svg: string, folder: string, name = 'picture.svg'): readonly string[] {
  writeInto(folder, name, svg)
  return [name]
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new SpikecError([diagnostic('C006', { path: folder, problem: reasonOf(error) })])
  }
}

function writeInto(folder: string, name: string, content: FileContent): void {
  try {
    writeFileAtomically(join(folder, name), content)
  } catch (error) {
    throw new SpikecError([diagnostic('C006', { path: join(folder, name), problem: reasonOf(error) })])
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Piece by piece, so that it is not held twice. */
function tracesFile(simulation: Simulation, monitor: TraceMonitor, variable: string): FileContent {
  const traces = simulation.traces(monitor.name, variable)
  return [npyHeaderOf("'<f8'", [traces.length, traces[0]?.length ?? 0]), ...traces.map(littleEndian)]
}
