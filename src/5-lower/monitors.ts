/** Recording: part of the kernels, appended to memory and handed over between chunks of steps. */
import { type Group, labelOf, type SpikeMonitor, type StateMonitor } from '../2-resolve/model.js'
import type { Subexpression, Variable } from '../2-resolve/symbols.js'
import { binary, index, load, local } from '../ir/build.js'
import type { ArrayRef, ElementType, Expr, Room, Stmt, Type } from '../ir/ir.js'
import type { Slot } from '../model/spec.js'
import { type ArraySpec, eachEvent, floatOf, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import { lowerExpression, type Site } from './expression.js'
import type { Scheduled } from './group.js'
import { comesBeforeUpdates } from './schedule.js'
import { neuronSite } from './site.js'
import { STEP } from './time.js'

export interface LoweredMonitor {
  readonly kernel: Scheduled
  readonly arrays: readonly ArraySpec[]
  readonly room: Room | undefined
}

/** A recorder holds at least this many entries between two hand-overs, and never less than one step can bring. */
const SPIKES_KEPT = 1 << 16
/** Bytes of traces, likewise. */
const TRACE_BYTES = 1 << 22

export function lowerSpikeMonitor(monitor: SpikeMonitor, context: ModelContext): LoweredMonitor {
  const { name, source, event, record } = monitor
  const { when, order } = slotOf(source, event)
  const capacity = Math.max(SPIKES_KEPT, source.size)
  const counts = internal(name, 'counts', 'i32', 'i32')
  const counter = internal(name, 'recorded', 'i32', 'i32')
  const i = local('i', 'i32')
  const site = neuronSite(source, context, { stream: `${name}:variables` }, 'gathered')
  const columns = monitor.variables.map((variable) => ({
    array: columnOf(name, variable, context),
    value: recordedValue(variable, site),
  }))
  const recorded: Stmt[] = record
    ? [
        {
          kind: 'append',
          counter,
          entries: [
            { array: internal(name, 'i', 'i32', 'i32'), value: i },
            { array: internal(name, 'step', 'f64'), value: STEP },
            ...columns,
          ],
        },
      ]
    : []
  const count: Stmt = {
    kind: 'store',
    array: counts,
    index: i,
    access: 'gathered',
    value: binary('add', load(counts, i, 'gathered'), index(1)),
  }
  return {
    kernel: {
      name: `record_${name}`,
      title: `${name} records the ${event}s of ${labelOf(source)}.`,
      slot: when,
      order: order + 1,
      interval: source.clock.ticks,
      body: [eachEvent(source, event, 0, context, [count, ...recorded])],
    },
    arrays: [
      { ...counts, length: source.size },
      ...(record
        ? [
            { ...counter, length: 1 },
            { ...internal(name, 'i', 'i32', 'i32'), length: capacity },
            { ...internal(name, 'step', 'f64'), length: capacity },
            ...columns.map(({ array }) => ({ ...array, length: capacity })),
          ]
        : []),
    ],
    room: record ? { counter, needed: source.size, capacity } : undefined,
  }
}

/** An event is recorded right after it is looked for. */
function slotOf({ events, order }: Group, event: string): { readonly when: Slot; readonly order: number } {
  return events.find(({ name }) => name === event) ?? { when: 'thresholds', order }
}

export function lowerStateMonitor(monitor: StateMonitor, context: ModelContext): LoweredMonitor {
  const { name, source, record, variables } = monitor
  const width = record.length
  const capacity = Math.max(1, Math.floor(TRACE_BYTES / (8 * Math.max(1, width) * Math.max(1, variables.length))))
  const all = width === source.size && record.every((neuron, k) => neuron === k)
  const indices = all ? undefined : internal(name, 'indices', 'i32', 'i32')
  const counter = internal(name, 'recorded', 'i32', 'i32')
  const row = local('row', 'i32')
  const position = local('r', 'i32')
  const options = {
    stream: `${name}:variables`,
    beforeUpdates: comesBeforeUpdates(monitor.when, monitor.order, source.order),
    clock: monitor.clock,
  }
  const site = neuronSite(source, context, options, all ? 'contiguous' : 'gathered')
  const stores = variables.map((variable): Stmt => {
    const at = binary('add', binary('multiply', row, index(width)), position)
    return {
      kind: 'store',
      array: columnOf(name, variable, context),
      index: at,
      access: 'contiguous',
      value: recordedValue(variable, site),
    }
  })
  const steps = internal(name, 'step', 'f64')
  return {
    kernel: {
      name: `record_${name}`,
      title: `${name} records ${variables.map((v) => v.name).join(', ')} of ${labelOf(source)}.`,
      slot: monitor.when,
      order: monitor.order,
      interval: monitor.clock.ticks,
      body: [
        { kind: 'let', name: 'row', value: load(counter, index(0), 'shared') },
        { kind: 'store', array: steps, index: row, access: 'shared', value: STEP },
        { kind: 'for', domain: { kind: 'recorded', position: 'r', index: 'i', count: width, indices }, body: stores },
        { kind: 'count', counter },
      ],
    },
    arrays: [
      { ...counter, length: 1 },
      { ...steps, length: capacity },
      ...variables.map((variable) => ({ ...columnOf(name, variable, context), length: capacity * width })),
      ...(indices ? [{ ...indices, length: width }] : []),
    ],
    room: { counter, needed: 1, capacity },
  }
}

const COLUMNS: { readonly [type in Variable['type']]: readonly [ElementType, Type] } = {
  float: ['f64', 'f64'],
  integer: ['i32', 'i32'],
  boolean: ['u8', 'bool'],
}

export function columnOf(monitor: string, { name, type }: Variable | Subexpression, { model }: ModelContext): ArrayRef {
  const [element, holds] = COLUMNS[type]
  return internal(monitor, `value.${name}`, element === 'f64' ? floatOf(model) : element, holds)
}

export function recordedValue(variable: Variable | Subexpression, site: Site): Expr {
  const span = { start: 0, end: 0 }
  const value = lowerExpression({ kind: 'reference', symbol: variable, side: 'own', span }, site)
  return variable.type === 'integer' && value.type === 'f64' ? { kind: 'convert', type: 'i32', value } : value
}
