/** The arrays of a simulation: what they are called, what they hold, how long they are. */
import { type Group, type Model, type SetVariable, type Synapses, startOf, wholeOf } from '../2-resolve/model.js'
import type { ArrayConstant, TimedArray, Variable } from '../2-resolve/symbols.js'
import { depthArray } from '../ir/events.js'
import type { ArrayRef, ElementType, EventList, Layout, Local, Stmt, Type } from '../ir/ir.js'

/**
 * A number of elements; or the number of places that the synapses of an object take, known when they are connected; or
 * as many as a group is given spikes, which may become more.
 */
export type Length =
  | number
  | { readonly synapsesOf: string }
  /** As many as there are elements on a side of synapses, where these are synapses too; `further`: one more. */
  | { readonly endsOf: string; readonly side: 'pre' | 'post'; readonly further?: 1 }
  | { readonly spikesOf: string }
  /** As many as a monitor records synapses, for each sample that its recorder has room for. */
  | { readonly recordedBy: string; readonly samples?: true }
  /** So many at first, and as many as the delays of a run ask for. */
  | { readonly atFirst: number }

export interface ArraySpec extends ArrayRef {
  readonly length: Length
  /** What every element is at first; 0 where absent. */
  readonly initial?: number
  /** The data that it holds from the start. */
  readonly data?: string
}

/** Names that a model can't give have a colon. */
export function arrayOf(variable: Variable, precision: Precision): ArrayRef {
  if (variable.role === 'internal') return internalArray(variable)
  // A delay is a time, which is told in doubles everywhere.
  const element = variable.role === 'delay' ? 'f64' : elementOf(variable, precision)
  return { name: `${variable.owner}.${variable.name}`, element, holds: HOLDS[variable.type] }
}

const HOLDS = { float: 'f64', integer: 'i32', boolean: 'bool' } as const

function internalArray({ owner, name, type }: Variable): ArrayRef {
  switch (name) {
    case 'lastspike':
      return internal(owner, 'lastspikeStep', 'f64')
    case 'lastupdate':
      return internal(owner, 'lastupdateStep', 'f64')
    case 'not_refractory':
      return internal(owner, 'notRefractory', 'u8', 'bool')
    default:
      // What an adaptive method keeps of its steps.
      return type === 'integer' ? internal(owner, name, 'i32', 'i32') : internal(owner, name, 'f64')
  }
}

/** What real numbers are stored in. */
export function floatOf({ precision }: Model): 'f64' | 'f32' {
  return precision === 'single' ? 'f32' : 'f64'
}

/** Which variables are stored in single precision. */
export type Precision = (variable: Variable) => 'f64' | 'f32'

function elementOf(variable: Variable, precision: Precision): ElementType {
  switch (variable.type) {
    case 'float':
      return precision(variable)
    case 'integer':
      return 'i32'
    case 'boolean':
      return 'u8'
  }
}

/**
 * A synaptic variable whose values come as a Float32Array stays at 4 bytes a synapse; any Float64Array among them widens
 * it. What is set after the network was built is rounded to what the kernels were made for. Variables go by their names,
 * since a model that is extended later is resolved anew. In single precision all are single.
 */
export function precisionOf(model: Model): Precision {
  if (model.precision === 'single') return () => 'f32'
  const sets = model.actions.filter((action): action is SetVariable => action.kind === 'set')
  return (variable) => {
    const all = sets.filter(({ variable: { owner, name } }) => owner === variable.owner && name === variable.name)
    const first = all.find((set) => !set.where)
    const single = first !== undefined && dataOf(first) instanceof Float32Array
    return single && !all.some((set) => dataOf(set) instanceof Float64Array) ? 'f32' : 'f64'
  }
}

function dataOf({ setting, owner }: SetVariable): Float64Array | Float32Array | undefined {
  if (owner.kind !== 'synapses') return undefined
  if (setting.kind === 'data') return setting.value.data
  if (setting.kind !== 'expression') return undefined
  const { value } = setting.expression
  return value.kind === 'element' ? value.array.matrix.data : undefined
}

export function internal(owner: string, name: string, element: ElementType, holds: Type = 'f64'): ArrayRef {
  return { name: `${owner}:${name}`, element, holds }
}

/** The user's own data, under the name that the runtime asks for them by. */
export function dataName({ owner, name }: ArrayConstant | TimedArray): string {
  return `${owner}.${name}`
}

/** By which it is known how long an event of a group is kept. */
export function depthKey({ name }: Group, event: string): string {
  return `${name}:${event}`
}

/** For how many steps events are kept, by `depthKey`: for so many, or, where they are `rings`, for as many as the delays of a run ask for. */
export interface Depths {
  readonly depths: ReadonlyMap<string, number>
  readonly rings: ReadonlySet<string>
}

/** The neurons of a group to which an event happens, in the last `depth` steps. */
export function eventListOf(group: Group, event: string, { depths, rings }: Depths): EventList {
  const { name, size, generator } = wholeOf(group)
  const key = depthKey(group, event)
  const depth = rings.has(key) ? depthArray(name, event) : (depths.get(key) ?? 1)
  return { group: name, event, capacity: size, depth, ...(generator && { unordered: true }) }
}

/** A loop over those to which it happened `delay` steps ago; of a part of a group, those that are in it. */
export function eachEvent(
  group: Group,
  event: string,
  delay: number | Local,
  context: Depths,
  body: readonly Stmt[],
  index = 'i',
): Stmt {
  const list = eventListOf(group, event, context)
  const start = startOf(group)
  const range = group.window ? { range: { start, stop: start + group.size } } : {}
  return { kind: 'for', domain: { kind: 'events', list, delay, index, ...range }, body }
}

export function synapticLength(synapses: Synapses, layout: Layout): Length {
  if (layout.kind === 'dense') return layout.sources * layout.targets
  return layout.kind === 'one-to-one' ? layout.count : { synapsesOf: synapses.name }
}
