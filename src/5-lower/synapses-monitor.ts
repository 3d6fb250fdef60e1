/** Traces of synapses: all of them, or those that were looked up when they were connected. */
import type { SynapsesMonitor } from '../2-resolve/model.js'
import { binary, index, load, local } from '../ir/build.js'
import type { Expr, Stmt } from '../ir/ir.js'
import { MOST_SAMPLES } from '../runtime/recorded-synapses.js'
import { internal } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Site } from './expression.js'
import { columnOf, type LoweredMonitor, recordedValue } from './monitors.js'
import { comesBeforeUpdates } from './schedule.js'
import { eachElement, synapseSite } from './site.js'
import { STEP } from './time.js'

/** A sample is a row of as many values as are recorded, which only the runtime knows: `bounds` holds 0 and their number. */
export function lowerSynapsesMonitor(monitor: SynapsesMonitor, context: ModelContext): LoweredMonitor | undefined {
  const { name, source, variables, record } = monitor
  if (!context.layouts.has(source)) return undefined
  const all = record.kind === 'all'
  const counter = internal(name, 'recorded', 'i32', 'i32')
  const capacity = internal(name, 'capacity', 'i32', 'i32')
  const bounds = internal(name, 'bounds', 'u32', 'i32')
  const steps = internal(name, 'step', 'f64')
  const chosen = ['indices', 'pre', 'post'].map((column) => internal(name, column, 'u32', 'i32'))
  const sample = local('sample', 'i32')
  const options = {
    stream: `${name}:variables`,
    beforeUpdates: comesBeforeUpdates(monitor.when, monitor.order),
    clock: monitor.clock,
  }
  const each = synapseSite(source, context, options)
  const stores = (site: Site, position: Expr) =>
    variables.map((variable): Stmt => {
      const at = binary('add', local('start', 'i32'), position)
      const value = recordedValue(variable, site)
      return { kind: 'store', array: columnOf(name, variable, context), index: at, access: 'contiguous', value }
    })
  return {
    kernel: {
      name: `record_${name}`,
      title: `${name} records ${variables.map((v) => v.name).join(', ')} of ${source.name}.`,
      slot: monitor.when,
      order: monitor.order,
      interval: monitor.clock.ticks,
      body: [
        { kind: 'let', name: 'sample', value: load(counter, index(0), 'shared') },
        { kind: 'store', array: steps, index: sample, access: 'shared', value: STEP },
        { kind: 'let', name: 'start', value: binary('multiply', sample, load(bounds, index(1), 'shared')) },
        all
          ? eachElement(source, context, stores(each, local('k', 'i32')))
          : eachChosen(name, stores(gathered(each), local('r', 'i32'))),
        { kind: 'count', counter },
      ],
    },
    arrays: [
      { ...counter, length: 1 },
      { ...capacity, length: 1 },
      { ...bounds, length: 2 },
      { ...steps, length: MOST_SAMPLES },
      ...variables.map((v) => ({
        ...columnOf(name, v, context),
        length: { recordedBy: name, samples: true as const },
      })),
      ...(all ? [] : chosen.map((column) => ({ ...column, length: { recordedBy: name } }))),
    ],
    room: { counter, needed: 1, capacity },
  }
}

/** Those that are chosen stand in memory as one sparse row: `r` counts them, `k` is the place of each in the synaptic arrays. */
function eachChosen(name: string, body: readonly Stmt[]): Stmt {
  const column = (which: string) => internal(name, which, 'u32', 'i32')
  const neuron = (which: string) => load(column(which), local('r', 'i32'), 'contiguous')
  const rowStart = column('bounds')
  const layout = { kind: 'csr', sources: 1, targets: 0, rowStart, targetOf: column('indices') } as const
  return {
    kind: 'for',
    domain: { kind: 'row', layout, source: index(0), target: 'k', synapse: 'r' },
    body: [
      { kind: 'let', name: 'i', value: neuron('pre') },
      { kind: 'let', name: 'j', value: neuron('post') },
      ...body,
    ],
  }
}

/** A synapse by itself, anywhere among the others. */
function gathered(site: Site): Site {
  const places = Object.entries(site.places).map(([side, place]) => [side, { ...place, access: 'gathered' as const }])
  return { ...site, places: Object.fromEntries(places) }
}
