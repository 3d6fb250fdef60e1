/** The pictures of a run whose model draws none itself: spikes with rates, and traces. */
import { figure, line, type Panel } from '../plot/index.js'
import { timeUnit } from '../plot/parts.js'
import { rasterSvg } from '../plot/raster.js'
import { isDimensionless, parseUnit, suitableUnit } from '../units/index.js'
import type { Simulation } from './simulation.js'

/** The spikes of every monitor in one picture, each monitor's neurons above those of the one before. */
export function rasterOf(simulation: Simulation, title: string): string | undefined {
  const monitors = simulation.description.monitors
    .filter((m) => m.kind === 'spikes')
    .filter(({ record, name }) => record && !simulation.isStreamed(name))
  const neurons = monitors.reduce((sum, monitor) => sum + monitor.neurons, 0)
  const duration = simulation.time()
  if (neurons === 0 || duration <= 0) return undefined
  const i = new Int32Array(monitors.reduce((sum, { name }) => sum + simulation.spikes(name).i.length, 0))
  const t = new Float64Array(i.length)
  let at = 0
  let offset = 0
  for (const monitor of monitors) {
    const spikes = simulation.spikes(monitor.name)
    i.set(
      spikes.i.map((neuron) => neuron + offset),
      at,
    )
    t.set(spikes.t, at)
    at += spikes.i.length
    offset += monitor.neurons
  }
  return rasterSvg({
    spikes: { i, t },
    neurons,
    groups: monitors.map((monitor) => ({ label: monitor.source, neurons: monitor.neurons })),
    duration,
    dt: simulation.description.dt,
    title,
  })
}

/** More traces than this in a panel can't be told apart. */
const MOST_TRACES = 6

/** A panel for each variable of each state monitor, with the first of its traces. */
export function tracesOf(simulation: Simulation, title: string): string | undefined {
  const { monitors } = simulation.description
  const panels = monitors.flatMap((monitor): readonly Panel[] => {
    if (monitor.kind !== 'states' && monitor.kind !== 'synapses') return []
    if (simulation.isStreamed(monitor.name) || simulation.sampleTimes(monitor.name).length === 0) return []
    const numbers = Array.from(simulation.recorded(monitor.name))
    return monitor.variables.map(({ name, unit }) =>
      tracesPanel(simulation, { ...monitor, numbers, variable: name, unit }),
    )
  })
  return panels.length === 0 ? undefined : figure({ title, panels })
}

interface Traces {
  readonly name: string
  readonly source: string
  readonly numbers: readonly number[]
  readonly variable: string
  readonly unit: string
}

function tracesPanel(simulation: Simulation, { name, source, numbers, variable, unit }: Traces): Panel {
  const time = timeUnit(simulation.time())
  const t = simulation.sampleTimes(name)
  const traces = simulation.traces(name, variable)
  const shown = traces.slice(0, MOST_TRACES).map((trace) => outlineOf(t, trace))
  const parsed = parseUnit(unit)
  const dimension = parsed.kind === 'unit' ? parsed.dimension : undefined
  const most = shown.reduce((size, trace) => trace.y.reduce((a, b) => (Math.abs(b) > a ? Math.abs(b) : a), size), 0)
  const suitable = dimension && !isDimensionless(dimension) ? suitableUnit(most, dimension) : undefined
  const some = shown.length < traces.length ? `, the first ${shown.length} of ${traces.length} recorded` : ''
  return {
    title: `${variable} of ${source}${some}`,
    x: `time (${time.name})`,
    y: suitable ? `${variable} (${suitable.unit})` : variable,
    layers: shown.map(({ t: at, y }, k) =>
      line(
        at.map((seconds) => seconds * time.factor),
        suitable ? y.map((value) => value / suitable.scale) : y,
        { ...(shown.length > 1 && { label: String(numbers[k]) }) },
      ),
    ),
  }
}

/** A picture is narrower than this many pixels, times two. */
const COLUMNS = 4000

/**
 * Of a long recording the first, the lowest, the highest and the last sample of each of so many pieces: drawn, it looks the
 * same, and no point is made for each of what may be many millions. What is not finite stays a gap.
 */
function outlineOf(t: Float64Array, trace: Float64Array): { readonly t: Float64Array; readonly y: Float64Array } {
  if (trace.length <= 4 * COLUMNS) return { t, y: trace }
  const chosen: number[] = []
  for (let piece = 0; piece < COLUMNS; piece++) {
    const begin = Math.floor((piece * trace.length) / COLUMNS)
    const end = Math.floor(((piece + 1) * trace.length) / COLUMNS)
    let [low, high, gap] = [begin, begin, -1]
    for (let k = begin; k < end; k++) {
      if (trace[k] < trace[low]) low = k
      if (trace[k] > trace[high]) high = k
      if (gap < 0 && !Number.isFinite(trace[k])) gap = k
    }
    const several = new Set([begin, low, high, end - 1, ...(gap < 0 ? [] : [gap])])
    chosen.push(...[...several].sort((a, b) => a - b))
  }
  return { t: Float64Array.from(chosen, (k) => t[k]), y: Float64Array.from(chosen, (k) => trace[k]) }
}
