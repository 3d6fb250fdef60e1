/** Axes: what range they show, where their ticks are, what those are called. */
import { grouped } from './parts.js'

export type Range = readonly [low: number, high: number]

export interface AxisOptions {
  /** What it shows, and in which unit: `'time (ms)'`. */
  readonly name?: string
  /** What it shows of the data; all of them where absent. */
  readonly range?: Range
  readonly scale?: 'linear' | 'log'
  /** Where ticks are to be: numbers, which are their own names, or numbers with names. */
  readonly ticks?: readonly (number | readonly [number, string])[]
  /** false: ticks without names, as above a panel with the same axis. */
  readonly labels?: boolean
}

export interface Tick {
  readonly at: number
  readonly label: string
}

export interface Axis {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly ticks: readonly Tick[]
  readonly labels: boolean
  /** From 0 at the low end to 1 at the high end. */
  readonly place: (value: number) => number
  /** The value at a place. */
  readonly value: (place: number) => number
}

/**
 * @param options or the name alone
 * @param data the least and the greatest value that is to be seen
 * @param padding of the range of the data on each side, as a part of it
 * @param wanted about how many ticks
 */
export function axisOf(options: string | AxisOptions = {}, data: Range, padding: number, wanted: number): Axis {
  const given: AxisOptions = typeof options === 'string' ? { name: options } : options
  const { name = '', range, scale = 'linear', ticks, labels = true } = given
  const isLog = scale === 'log'
  const [low, high] = range
    ? checkedRange(range, isLog, name)
    : roundedEnds(paddedRange(data, padding, isLog), isLog, wanted)
  const [from, to] = isLog ? [Math.log10(low), Math.log10(high)] : [low, high]
  const found = ticks?.map(asTick) ?? (isLog ? logTicks(low, high) : linearTicks(low, high, wanted))
  return {
    name,
    low,
    high,
    ticks: found.filter(({ at }) => at >= low - 1e-9 * (high - low) && at <= high + 1e-9 * (high - low)),
    labels,
    place: (value) => ((isLog ? Math.log10(value) : value) - from) / (to - from),
    value: (place) => (isLog ? 10 ** (from + place * (to - from)) : from + place * (to - from)),
  }
}

function checkedRange([low, high]: Range, isLog: boolean, name: string): Range {
  const which = name ? `the axis "${name}"` : 'an axis'
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new RangeError(`${which} has the range [${low}, ${high}]: two finite numbers are wanted, the lower one first`)
  if (isLog && low <= 0)
    throw new RangeError(`${which} is logarithmic and begins at ${low}: a number above 0 is wanted`)
  return [low, high]
}

/** Around the data; some range where there are none, or all are the same. */
function paddedRange([least, most]: Range, padding: number, isLog: boolean): Range {
  if (!(least <= most)) return isLog ? [0.1, 1] : [0, 1]
  if (isLog) {
    const low = least > 0 ? least : Math.min(1, most > 0 ? most / 1000 : 1)
    return [low / (1 + padding), Math.max(most, low * 10) * (1 + padding)]
  }
  if (least === most) return [least - (Math.abs(least) || 1) / 2, most + (Math.abs(most) || 1) / 2]
  const margin = (most - least) * padding
  return [least - margin, most + margin]
}

/** A range that ends just before a tick ends there: time goes on to 100 ms, where the last sample was taken at 99.9 ms. */
function roundedEnds([low, high]: Range, isLog: boolean, wanted: number): Range {
  const step = isLog ? 0 : stepOf(low, high, wanted)
  if (!(step > 0 && Number.isFinite(step))) return [low, high]
  const [before, beyond] = [Math.floor(low / step) * step, Math.ceil(high / step) * step]
  const close = (high - low) * 0.01
  return [low - before <= close ? before : low, beyond - high <= close ? beyond : high]
}

function stepOf(low: number, high: number, wanted: number): number {
  const rough = (high - low) / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10) * power
}

function asTick(tick: number | readonly [number, string]): Tick {
  return typeof tick === 'number' ? { at: tick, label: tickLabel(tick) } : { at: tick[0], label: tick[1] }
}

/** Multiples of 1, 2 or 5 times a power of ten within the range, about as many as wanted. */
function linearTicks(low: number, high: number, wanted: number): readonly Tick[] {
  const step = stepOf(low, high, wanted)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  // Ranges at the limits of what numbers can hold have no ticks.
  if (!(last - first <= 2 * wanted + 2)) return []
  return Array.from({ length: last - first + 1 }, (_, k) => asTick(Number(((first + k) * step).toPrecision(12))))
}

/** Powers of ten; with fewer than three of them, also twice and five times as much. */
function logTicks(low: number, high: number): readonly Tick[] {
  const powers = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k)
  const inside = (at: number) => at >= low * (1 - 1e-9) && at <= high * (1 + 1e-9)
  const all = powers(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)))
  const tens = all.map((exponent) => 10 ** exponent).filter(inside)
  if (tens.length >= 3) return tens.map(asTick)
  return all
    .flatMap((exponent) => [1, 2, 5].map((digit) => Number((digit * 10 ** exponent).toPrecision(12))))
    .filter(inside)
    .map(asTick)
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `−0.5`, `12,000`, `2·10⁻⁷` */
export function tickLabel(x: number): string {
  if (x === 0) return '0'
  const size = Math.abs(x)
  const sign = x < 0 ? '−' : ''
  if (size >= 1e-4 && size < 1e6) return sign + grouped(size)
  const [digits, exponent] = size.toExponential().split('e')
  const raised = Array.from(String(Math.abs(Number(exponent))), (digit) => SUPERSCRIPTS[Number(digit)]).join('')
  return `${sign}${digits === '1' ? '' : `${digits}·`}10${Number(exponent) < 0 ? '⁻' : ''}${raised}`
}
