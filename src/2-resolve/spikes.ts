/** Spikes that are given as data: in which step each of them comes. */
import { describe } from '../3-units/kind.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { SpikeGeneratorSpec, SpikesSpec } from '../model/spec.js'
import { equalDimensions, SECOND, timeText } from '../units/index.js'
import { WITHOUT_EQUATIONS } from './group.js'
import type { GivenSpikes, Group, Model } from './model.js'
import { resolveDataUnit, resolveQuantity } from './namespace.js'
import { neuronIndices } from './pairs.js'
import { type Clocks, resolvePlace } from './timing.js'

/** A group that has no equations, and spikes when its data say so. */
export function resolveGenerator(spec: SpikeGeneratorSpec, clocks: Clocks, report: Report): Group | undefined {
  const { name, N, when = 'thresholds' } = spec
  if (!Number.isInteger(N) || N < 1) {
    const found = typeof N === 'number' ? String(N) : `the ${typeof N} ${JSON.stringify(N)}`
    report(diagnostic('V001', { what: `the size of ${name}`, found }))
    return undefined
  }
  const place = resolvePlace({ ...spec, when }, name, clocks.network, clocks, report)
  if (!place) return undefined
  const { clock, order } = place
  const spikes = resolveSpikes(spec, { name, size: N, clock }, clocks, report)
  if (!spikes) return undefined
  return {
    kind: 'group',
    name,
    size: N,
    clock,
    order,
    variables: new Map(),
    subexpressions: [],
    threshold: undefined,
    generator: { spikes, when: place.when },
    ...WITHOUT_EQUATIONS,
  }
}

type Owner = Pick<Group, 'name' | 'size' | 'clock'>

/**
 * The step of each spike, ascending. Those of one step stand in the order of their times, as in the reference, and those of
 * one time in the order of the neurons: so they are recorded, and so they act on what they share.
 */
export function resolveSpikes(spec: SpikesSpec, owner: Owner, clocks: Clocks, report: Report): GivenSpikes | undefined {
  const { name, clock } = owner
  const times = timesOf(spec, name, clocks, report)
  const period = periodOf(spec, name, clock.dt, clocks, report)
  const count = spec.indices.length
  if (lengthOf(spec) !== count) {
    report(diagnostic('V051', { owner: name, indices: count, times: lengthOf(spec) }))
    return undefined
  }
  const indices = neuronIndices(spec.indices, 'indices of spikes', owner, report)
  const neurons = indices && (indices instanceof Int32Array ? indices : Int32Array.from(indices))
  if (!times || !neurons || period === undefined) return undefined
  if (!areTimes(times, name, report)) return undefined
  if (spec.sorted && !areInOrder(times, name, report)) return undefined
  const steps = times.map((time) => stepOf(time, clock.dt))
  if (!isWithin(times, steps, period, name, clock.dt, report)) return undefined
  const sorted = inOrder(times, neurons, owner.size)
  const given = { steps: sorted.times.map((time) => stepOf(time, clock.dt)), neurons: sorted.neurons }
  const twice = secondInStep(given, owner.size)
  if (twice < 0) return { ...given, period }
  const neuron = given.neurons[twice]
  const both = times.filter((_, k) => steps[k] === given.steps[twice] && neurons[k] === neuron)
  const [first, second] = Array.from(both.sort(), timeText)
  report(diagnostic('V050', { owner: name, neuron, first, second, dt: timeText(clock.dt) }))
  return undefined
}

function lengthOf({ times }: SpikesSpec): number {
  return 'kind' in times ? times.data.length : times.length
}

/** A spike comes in the step in which its time lies; as in the reference, a thousandth of a step before one counts to it. */
function stepOf(time: number, dt: number): number {
  return Math.floor((time + 1e-3 * dt) / dt)
}

/** In seconds. */
function timesOf({ times }: SpikesSpec, owner: string, clocks: Clocks, report: Report): Float64Array | undefined {
  if (!('kind' in times)) {
    const role = `the spike times of ${owner}`
    const found = times.map((text) => timeIn(text, { text, role }, clocks, report))
    const known = found.filter((time) => time !== undefined)
    return known.length < found.length ? undefined : Float64Array.from(known)
  }
  const role = `the unit of the spike times of ${owner}`
  if (times.shape.length !== 1) {
    const problem = `they are one list, and this is a matrix of ${times.shape.join(' x ')}`
    report(diagnostic('V008', { what: `the spike times of ${owner}`, problem }))
    return undefined
  }
  if (times.unit === undefined && times.data.length > 0) {
    const help = ["give them one: matrix(times, 'ms')"]
    report(diagnostic('U012', { name: `times of ${owner}`, expected: 'second' }, { help }))
    return undefined
  }
  const unit = resolveDataUnit(times, role, report)
  if (!unit) return undefined
  if (times.unit !== undefined && !equalDimensions(unit.dimension, SECOND)) {
    const source: Source = { text: times.unit, role }
    const span = { start: 0, end: times.unit.length }
    const parameters = { name: `the times of ${owner}`, expected: 'times (second)', found: describe(unit.dimension) }
    report(diagnostic('U010', parameters, { source, span }))
    return undefined
  }
  return Float64Array.from(times.data, (time) => time * unit.scale)
}

function timeIn(text: string, source: Source, { scope, timing }: Clocks, report: Report): number | undefined {
  const quantity = resolveQuantity(text, source, scope, report)
  if (!quantity) return undefined
  for (const constant of quantity.constants) timing.set(constant, 'it sets when spikes come')
  if (equalDimensions(quantity.dimension, SECOND)) return quantity.value
  const parameters = { name: source.role, expected: 'a time (second)', found: describe(quantity.dimension) }
  report(diagnostic('U010', parameters, { source, span: { start: 0, end: text.length } }))
  return undefined
}

/** In steps, 0 where the spikes come but once; undefined if it is wrong. */
function periodOf(
  { period: text }: SpikesSpec,
  owner: string,
  dt: number,
  clocks: Clocks,
  report: Report,
): number | undefined {
  if (text === undefined) return 0
  const source: Source = { text, role: `the period of ${owner}` }
  const period = timeIn(text, source, clocks, report)
  if (period === undefined || period === 0) return period
  const steps = Math.round(period / dt)
  // As near as rounding can bring a multiple of the step.
  if (period > 0 && steps >= 1 && Math.abs(steps * dt - period) <= period * 1e-12) return steps
  const problem =
    period > 0 ? `it must be a whole number of steps of ${timeText(dt)}` : 'it must be above 0, or 0 for none'
  const span = { start: 0, end: text.length }
  report(diagnostic('V053', { owner, period: timeText(period), problem }, { source, span }))
  return undefined
}

function areTimes(times: Float64Array, owner: string, report: Report): boolean {
  const place = times.findIndex((time) => !(time >= 0 && Number.isFinite(time)))
  if (place < 0) return true
  const problem =
    times[place] < 0 && Number.isFinite(times[place]) ? 'a simulation begins at 0' : 'it is no finite time'
  report(diagnostic('V052', { owner, place, time: timeText(times[place]), problem }))
  return false
}

function areInOrder(times: Float64Array, owner: string, report: Report): boolean {
  const place = times.findIndex((time, k) => k > 0 && time < times[k - 1])
  if (place < 0) return true
  report(diagnostic('V054', { owner, place, time: timeText(times[place]), before: timeText(times[place - 1]) }))
  return false
}

function isWithin(
  times: Float64Array,
  steps: Float64Array,
  period: number,
  owner: string,
  dt: number,
  report: Report,
): boolean {
  const place = period === 0 ? -1 : steps.findIndex((step) => step >= period)
  if (place < 0) return true
  const problem = `the spike at ${timeText(times[place])}, at place ${place}, is not before its end`
  report(diagnostic('V053', { owner, period: timeText(period * dt), problem }))
  return false
}

/** By time and then by neuron. */
function inOrder(times: Float64Array, neurons: Int32Array, size: number) {
  const before = (a: number, b: number) => times[a] - times[b] || neurons[a] - neurons[b]
  let ordered = true
  for (let k = 1; ordered && k < times.length; k++) ordered = before(k - 1, k) <= 0
  if (ordered) return { times, neurons }
  const distinct = times.toSorted().filter((time, k, all) => k === 0 || time > all[k - 1])
  if (distinct.length * size > 2 ** 52) {
    const order = Uint32Array.from(times.keys()).sort(before)
    return { times: Float64Array.from(order, (k) => times[k]), neurons: Int32Array.from(order, (k) => neurons[k]) }
  }
  // Numbers by themselves are sorted ten times as quickly as places are by what stands there.
  const keys = times.map((time, k) => placeOf(time, distinct) * size + neurons[k]).sort()
  const places = keys.map((key) => Math.floor(key / size))
  return {
    times: places.map((place) => distinct[place]),
    neurons: Int32Array.from(keys, (key, k) => key - places[k] * size),
  }
}

/** Where a number stands in an ascending list that has it. */
function placeOf(value: number, list: Float64Array): number {
  let [low, high] = [0, list.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The first spike of a neuron that has had one in the same step; -1 if there is none. */
function secondInStep({ steps, neurons }: Pick<GivenSpikes, 'steps' | 'neurons'>, size: number): number {
  const last = new Float64Array(size).fill(-1)
  return steps.findIndex((step, k) => {
    const twice = last[neurons[k]] === step
    last[neurons[k]] = step
    return twice
  })
}

/** Spikes given after so many ticks for steps that are over. Those that come again with a period come later all the same. */
export function warnOfPastSpikes({ actions, dt }: Model, done: number, ticks: number, report: Report): void {
  for (const action of actions.slice(done)) {
    if (action.kind !== 'spikes' || action.spikes.period > 0) continue
    const { group, spikes } = action
    const first = spikes.steps.findIndex((step) => step * group.clock.ticks >= ticks)
    const count = first < 0 ? spikes.steps.length : first
    if (count > 0) report(diagnostic('V055', { owner: group.name, count, now: timeText(ticks * dt) }))
  }
}

/** `1.2 ms` */
