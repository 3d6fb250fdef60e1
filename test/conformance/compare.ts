/** What a run gave against what the reference gave: equal where it must be, near where it may be, and where not, in words. */
import type { Case, Quantity, Results } from './case.js'

/** Of a value itself, and of the largest magnitude in its trace. */
const RTOL = 1e-9
const ATOL = 1e-12

interface Tolerance {
  readonly rtol: number
  readonly atol: number
}

const EXACT: Tolerance = { rtol: 0, atol: 0 }

/**
 * The first difference between expected and found results, or nothing.
 *
 * @param dt the step of the clock in seconds, by which times of spikes are counted
 */
export function firstDifference(
  given: Pick<Case, 'expected' | 'monitors' | 'rtol'>,
  found: Results,
  dt: number,
): string | undefined {
  const tolerance = { rtol: given.rtol ?? RTOL, atol: ATOL }
  const { synapses = {}, monitors = {}, final = {} } = given.expected
  return (
    first(Object.entries(synapses), ([name, expected]) => comparePairs(name, expected, found.synapses[name])) ??
    first(Object.entries(monitors), ([name, expected]) => {
      const kind = given.monitors?.find((monitor) => monitor.id === name)?.kind
      return compareMonitor({ name, kind, dt, tolerance }, expected, found.monitors[name])
    }) ??
    first(Object.entries(final), ([path, expected]) =>
      compareQuantity(path, 'element', expected, found.final[path], tolerance),
    )
  )
}

function first<T>(items: readonly T[], difference: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = difference(item)
    if (found !== undefined) return found
  }
  return undefined
}

type Pairs = Results['synapses'][string]

function comparePairs(name: string, expected: Pairs, found: Pairs | undefined): string | undefined {
  if (!found) return `there are no synapses ${name}`
  const at = expected.i.findIndex((i, k) => i !== found.i[k] || expected.j[k] !== found.j[k])
  if (at >= 0) {
    const pair = ({ i, j }: Pairs) => (at < i.length ? `${i[at]} -> ${j[at]}` : 'none')
    return `${name}, synapse ${at}: expected ${pair(expected)}, found ${pair(found)}`
  }
  return compareLength(name, 'synapses', expected.i.length, found.i.length)
}

interface MonitorContext {
  readonly name: string
  readonly kind: string | undefined
  readonly dt: number
  readonly tolerance: Tolerance
}

type Fields = Results['monitors'][string]

function compareMonitor(context: MonitorContext, expected: Fields, found: Fields | undefined): string | undefined {
  const { name, kind, dt, tolerance } = context
  if (!found) return `there is no monitor ${name}`
  const spikes = kind === 'SpikeMonitor' || kind === 'EventMonitor'
  const element = spikes ? 'spike' : 'sample'
  return first(Object.entries(expected), ([field, values]) => {
    const what = `${name}.${field}`
    if (!spikes) return compareQuantity(what, element, values, found[field], tolerance)
    if (field === 'count') return compareQuantity(what, 'neuron', values, found[field], EXACT)
    if (field === 'i') return compareQuantity(what, element, values, found[field], EXACT)
    if (field !== 't') return compareQuantity(what, element, values, found[field], tolerance)
    return compareQuantity(`${what}, counted in steps`, element, stepsOf(values, dt), stepsOf(found[field], dt), EXACT)
  })
}

function stepsOf<T extends Quantity | undefined>(times: T, dt: number): readonly number[] | T {
  return isFlat(times) ? times.map((t) => Math.round(t / dt)) : times
}

/** Several traces, one list, or one number. */
function compareQuantity(
  what: string,
  element: string,
  expected: Quantity,
  found: Quantity | undefined,
  tolerance: Tolerance,
): string | undefined {
  if (found === undefined) return `there is no ${what}`
  if (typeof expected === 'number') return compareQuantity(what, element, [expected], found, tolerance)
  if (typeof found === 'number') return compareQuantity(what, element, expected, [found], tolerance)
  if (isFlat(expected)) {
    if (!isFlat(found)) return `${what} has ${found.length} traces, and one list was expected`
    return compareValues(what, element, expected, found, tolerance)
  }
  if (isFlat(found) && found.length > 0) return `${what} is one list, and ${expected.length} traces were expected`
  const traces = found as readonly (readonly number[])[]
  const lengths = compareLength(what, 'traces', expected.length, traces.length)
  return (
    lengths ??
    first([...expected.entries()], ([k, trace]) =>
      compareValues(`${what}, trace ${k}`, element, trace, traces[k], tolerance),
    )
  )
}

function compareValues(
  what: string,
  element: string,
  expected: readonly number[],
  found: readonly number[],
  { rtol, atol }: Tolerance,
): string | undefined {
  const largest = expected.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0)
  const at = expected.findIndex(
    (value, k) => k < found.length && !isNear(value, found[k], rtol * Math.abs(value) + atol * largest),
  )
  if (at >= 0) return `${what}, ${element} ${at}: expected ${expected[at]}, found ${found[at]}`
  return compareLength(what, `${element}s`, expected.length, found.length)
}

function isNear(expected: number, found: number, allowed: number): boolean {
  return Object.is(expected, found) || expected === found || Math.abs(found - expected) <= allowed
}

function compareLength(what: string, elements: string, expected: number, found: number): string | undefined {
  return expected === found ? undefined : `${what} has ${found} ${elements}, and ${expected} were expected`
}

function isFlat(values: Quantity | undefined): values is readonly number[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'number')
}
