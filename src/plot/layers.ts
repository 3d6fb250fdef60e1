/** What a panel can show: each function makes one layer, from numbers in the units of the axes. */
import type { COLOURS } from './parts.js'

type Numbers = ArrayLike<number>

/** One of the six colours by its number, or the colour of texts, or a weaker one. */
export type Colour = 0 | 1 | 2 | 3 | 4 | 5 | 'ink' | 'muted'

/** There are as many colours as the type says. */
export const COLOUR_COUNT: (typeof COLOURS)['length'] = 6

interface Shown {
  /** What the legend calls it; without one it is not in the legend. */
  readonly label?: string
  /** The next one that no layer of the panel has taken, where absent. */
  readonly colour?: Colour
}

export interface LineOptions extends Shown {
  /** In pixels; 1.5 where absent. */
  readonly width?: number
  readonly dashed?: boolean
  readonly opacity?: number
}

export interface PointsOptions extends Shown {
  /** The diameter in pixels; 4 where absent. */
  readonly size?: number
  readonly opacity?: number
}

export interface SpikesOptions extends Shown {
  /** Of a mark, where 1 is the distance of two neighbours; 0.8 where absent. */
  readonly height?: number
}

export interface NoteOptions {
  readonly colour?: Colour
  /** Which side of the place the text stands on. */
  readonly side?: 'left' | 'middle' | 'right'
}

/** A direction for every place of the panel. */
export type Flow = (x: number, y: number) => readonly [dx: number, dy: number]

export type Layer =
  | { readonly kind: 'line'; readonly x: Numbers; readonly y: Numbers; readonly options: LineOptions }
  | { readonly kind: 'points'; readonly x: Numbers; readonly y: Numbers; readonly options: PointsOptions }
  | { readonly kind: 'spikes'; readonly x: Numbers; readonly y: Numbers; readonly options: SpikesOptions }
  | { readonly kind: 'area'; readonly x: Numbers; readonly y: Numbers; readonly high: Numbers; readonly options: Shown }
  | { readonly kind: 'bars'; readonly x: Numbers; readonly y: Numbers; readonly options: Shown }
  | { readonly kind: 'rule'; readonly axis: 'x' | 'y'; readonly at: number; readonly options: LineOptions }
  | {
      readonly kind: 'note'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly options: NoteOptions
    }
  | { readonly kind: 'flow'; readonly flow: Flow; readonly options: Shown }

/** A line through the points. Where a value is no finite number, it has a gap. */
export function line(x: Numbers, y: Numbers, options: LineOptions = {}): Layer {
  return { kind: 'line', ...sameLength('line()', { x, y }), options }
}

/** A dot at each point. */
export function points(x: Numbers, y: Numbers, options: PointsOptions = {}): Layer {
  return { kind: 'points', ...sameLength('points()', { x, y }), options }
}

/** An upright mark for each spike, at its time and in the row of its neuron. */
export function spikes(t: Numbers, i: Numbers, options: SpikesOptions = {}): Layer {
  const { x, y } = sameLength('spikes()', { x: t, y: i })
  return { kind: 'spikes', x, y, options }
}

/** What lies between two lines. */
export function area(x: Numbers, low: Numbers, high: Numbers, options: Shown = {}): Layer {
  return { kind: 'area', ...sameLength('area()', { x, y: low, high }), options }
}

/**
 * How many values are in each bin.
 *
 * @param edges where bins begin and end, in rising order: a bin holds its beginning, the last one also its end
 * @param options `density`: of area 1, to be compared with a probability density
 */
export function histogram(
  values: Numbers,
  edges: Numbers,
  options: Shown & { readonly density?: boolean } = {},
): Layer {
  const bins = edges.length - 1
  if (bins < 1) throw new RangeError(`histogram(): ${edges.length} edges make no bin`)
  const { density = false, ...shown } = options
  const y = new Float64Array(bins)
  for (let k = 0; k < values.length; k++) {
    const bin = binOf(values[k], edges)
    if (bin >= 0) y[bin]++
  }
  const heights = density ? y.map((n, k) => n / values.length / (edges[k + 1] - edges[k])) : y
  return { kind: 'bars', x: edges, y: heights, options: shown }
}

function binOf(value: number, edges: Numbers): number {
  const bins = edges.length - 1
  if (value === edges[bins]) return bins - 1
  if (!(value >= edges[0] && value < edges[bins])) return -1
  let low = 0
  let high = bins
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (value >= edges[middle]) low = middle
    else high = middle
  }
  return low
}

/** A level line across the panel. */
export function horizontal(y: number, options: LineOptions = {}): Layer {
  return { kind: 'rule', axis: 'y', at: y, options }
}

/** An upright line across the panel. */
export function vertical(x: number, options: LineOptions = {}): Layer {
  return { kind: 'rule', axis: 'x', at: x, options }
}

/** A short text at a place. */
export function note(x: number, y: number, text: string, options: NoteOptions = {}): Layer {
  return { kind: 'note', x, y, text, options }
}

/** Arrows all over the panel, each along the direction at its place: the flow of a phase plane. */
export function flow(direction: Flow, options: Shown = {}): Layer {
  return { kind: 'flow', flow: direction, options }
}

function sameLength<T extends Readonly<Record<string, Numbers>>>(owner: string, columns: T): T {
  const found = Object.values(columns).map((values) => values?.length)
  if (found.some((length) => length === undefined))
    throw new TypeError(`${owner} is given ${found.filter((n) => n !== undefined).length} of ${found.length} arrays`)
  if (new Set(found).size > 1) throw new RangeError(`${owner}: its arrays have ${found.join(' and ')} values`)
  return columns
}
