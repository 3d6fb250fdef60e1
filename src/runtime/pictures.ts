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
  const t = simulation.sampleTimes(name).map((seconds) => seconds * time.factor)
  const traces = simulation.traces(name, variable)
  const shown = traces.slice(0, MOST_TRACES)
  const parsed = parseUnit(unit)
  const dimension = parsed.kind === 'unit' ? parsed.dimension : undefined
  const most = shown.reduce((size, trace) => trace.reduce((a, b) => (Math.abs(b) > a ? Math.abs(b) : a), size), 0)
  const suitable = dimension && !isDimensionless(dimension) ? suitableUnit(most, dimension) : undefined
  const some = shown.length < traces.length ? `, the first ${shown.length} of ${traces.length} recorded` : ''
  return {
    title: `${variable} of ${source}${some}`,
    x: `time (${time.name})`,
    y: suitable ? `${variable} (${suitable.unit})` : variable,
    layers: shown.map((trace, k) =>
      line(t, suitable ? trace.map((value) => value / suitable.scale) : trace, {
        ...(shown.length > 1 && { label: String(numbers[k]) }),
      }),
    ),
  }
}
