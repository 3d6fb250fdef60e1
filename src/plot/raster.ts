/**
 * Pictures of results as SVG text, without a browser or a library.
 */
import {
  axisName,
  axisPath,
  COLOURS,
  counted,
  escaped,
  grouped,
  niceTicks,
  number,
  ordinal,
  shortened,
  style,
  text,
  timeUnit,
} from './parts.js'

/** A population in a raster: consecutive indices, counted on from the group before it. */
export interface RasterGroup {
  readonly label: string
  /** Number of neurons. */
  readonly neurons: number
}

export interface Spikes {
  /** Index of the neuron of each spike. */
  readonly i: ArrayLike<number>
  /** Time of each spike in seconds, in the same order. */
  readonly t: ArrayLike<number>
}

export interface RasterOptions {
  readonly spikes: Spikes
  /** Number of neurons, silent ones too. */
  readonly neurons: number
  /** The populations, from the bottom up; together they have all the neurons. One without a name when left out. */
  readonly groups?: readonly RasterGroup[] | undefined
  /** Length of the time axis in seconds, which begins at 0. */
  readonly duration: number
  /** Time step in seconds: no bin of the rates is shorter. */
  readonly dt: number
  readonly title?: string | undefined
  /** With more spikes than this, only every k-th neuron is drawn (rates still count all). */
  readonly maxDots?: number | undefined
}

const MAX_DOTS = 200_000
const WIDTH = 960
const LEFT = 68
const TOP = 58
const RASTER_HEIGHT = 340
const RATE_HEIGHT = 110
/** Between the raster and the rates, and between two groups. */
const PANEL_GAP = 26
const GROUP_GAP = 8
const THINNEST_BAND = 30
/** A raster of few neurons is lower than others, so that a row is no higher than this. */
const HIGHEST_ROW = 28
const BOTTOM = 52
/** Up to this many pixels a neuron, a spike is a dot; above, an upright dash. */
const DASH_FROM = 5
/** Coordinates of spikes are whole numbers of 1/10 pixel: short to write, and relative ones add up without error. */
const UNITS = 10
const MAX_BINS = 500

/** A group with its place: neurons [start, start + neurons) between the heights `top` and `bottom`, in pixels. */
interface Band extends RasterGroup {
  readonly index: number
  readonly start: number
  readonly top: number
  readonly bottom: number
  /** Population rate in Hz for each bin, smoothed, and on average. */
  readonly rates: Float64Array
  readonly meanRate: number
}

/** Where everything is, in pixels. */
interface Layout {
  readonly right: number
  readonly rasterBottom: number
  readonly rateTop: number
  readonly rateBottom: number
  readonly height: number
}

interface Bins {
  readonly count: number
  /** In seconds. */
  readonly width: number
}

/**
 * A raster of spikes with the rate of each population under it, as an SVG document that follows the viewer's light or dark
 * mode. Spikes outside the time axis or of no neuron are left out. Texts may come from strangers: they are escaped.
 *
 * @throws RangeError when the groups do not have the number of neurons, or `i` and `t` differ in length
 */
export function rasterSvg(options: RasterOptions): string {
  const { spikes, neurons } = options
  const groups = options.groups?.length ? options.groups : [{ label: '', neurons }]
  checkSizes(spikes, neurons, groups)
  const duration = [options.duration, options.dt].find((length) => length > 0 && Number.isFinite(length)) ?? 1
  const layout = layoutOf(groups)
  const bins = binsOf(duration, options.dt)
  const bands = bandsOf(groups, layout, spikes, duration, bins)
  const xOf = (t: number): number => LEFT + (t / duration) * (layout.right - LEFT)
  const stride = neuronStride(bands, spikes, options.maxDots ?? MAX_DOTS)
  const summary = summaryOf(spikes.i.length, neurons, duration, stride)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="spikec-raster" viewBox="0 0 ${WIDTH} ${layout.height}" width="${WIDTH}" height="${layout.height}" role="img">`,
    `<title>${escaped(options.title || 'Spikes')}</title><desc>${summary}</desc>`,
    style('spikec-raster', bands.length),
    `<rect class="bg" width="${WIDTH}" height="${layout.height}"/>`,
    heading(options.title ?? '', summary),
    ...bands.map((band) => spikePath(band, spikes, duration, layout, stride)),
    ...bands.map((band) => bandAxis(band, layout)),
    ...rateCurves(bands, layout, bins, duration, xOf),
    timeAxis(layout, duration, xOf),
    spikes.i.length === 0 ? text('muted middle', xOf(duration / 2), (TOP + layout.rasterBottom) / 2, 'no spikes') : '',
    '</svg>',
    '',
  ]
    .filter((part, k, parts) => part !== '' || k === parts.length - 1)
    .join('\n')
}

function checkSizes(spikes: Spikes, neurons: number, groups: readonly RasterGroup[]): void {
  const sum = groups.reduce((total, group) => total + group.neurons, 0)
  if (sum !== neurons) throw new RangeError(`the groups have ${sum} neurons, not ${neurons}`)
  if (spikes.i.length !== spikes.t.length) {
    throw new RangeError(`${spikes.i.length} indices of spikes, but ${spikes.t.length} times`)
  }
}

function layoutOf(groups: readonly RasterGroup[]): Layout {
  const neurons = groups.reduce((total, group) => total + group.neurons, 0)
  const rasterHeight = Math.max(
    Math.min(RASTER_HEIGHT, neurons * HIGHEST_ROW),
    groups.length * (THINNEST_BAND + GROUP_GAP),
    2 * THINNEST_BAND,
  )
  const rasterBottom = TOP + rasterHeight
  const rateTop = rasterBottom + PANEL_GAP
  const rateBottom = rateTop + RATE_HEIGHT
  const longest = Math.max(...groups.map((group) => shortened(group.label).length * 7.6), 132)
  return { right: WIDTH - 24 - Math.ceil(longest), rasterBottom, rateTop, rateBottom, height: rateBottom + BOTTOM }
}

/** Bands of heights in proportion to their neurons, none too thin for its label, the first at the bottom. */
function bandsOf(
  groups: readonly RasterGroup[],
  layout: Layout,
  spikes: Spikes,
  duration: number,
  bins: Bins,
): readonly Band[] {
  const heights = bandHeights(groups, layout.rasterBottom - TOP - GROUP_GAP * (groups.length - 1))
  let start = 0
  let bottom = layout.rasterBottom
  return groups.map((group, index) => {
    const counts = spikeCounts(group, start, spikes, duration, bins)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const perHertz = 1 / Math.max(1, group.neurons)
    const rates = smoothed(counts.map((count) => (count * perHertz) / bins.width))
    const meanRate = (total * perHertz) / duration
    const band = { ...group, index, start, top: bottom - heights[index], bottom, rates, meanRate }
    start += group.neurons
    bottom = band.top - GROUP_GAP
    return band
  })
}

function bandHeights(groups: readonly RasterGroup[], height: number): readonly number[] {
  const share = groups.map((group) => Math.max(group.neurons, 1e-9))
  const thin = new Set<number>()
  for (;;) {
    const rest = height - thin.size * THINNEST_BAND
    const sum = share.reduce((total, part, k) => total + (thin.has(k) ? 0 : part), 0)
    const heights = share.map((part, k) => (thin.has(k) ? THINNEST_BAND : (part / sum) * rest))
    const next = heights.findIndex((value, k) => !thin.has(k) && value < THINNEST_BAND)
    if (next < 0 || thin.size === groups.length - 1) return heights
    thin.add(next)
  }
}

function binsOf(duration: number, dt: number): Bins {
  const steps = dt > 0 ? Math.round(duration / dt) : MAX_BINS
  // Bins of a whole number of steps: with others, some would hold a step more than their neighbours.
  const stepsABin = Math.max(1, Math.ceil(steps / MAX_BINS))
  const count = Math.max(1, Math.ceil(steps / stepsABin))
  return { count, width: dt > 0 ? Math.max(stepsABin * dt, duration / count) : duration / count }
}

function spikeCounts(group: RasterGroup, start: number, { i, t }: Spikes, duration: number, bins: Bins): Float64Array {
  const counts = new Float64Array(bins.count)
  for (let k = 0; k < i.length; k++) {
    const inside = i[k] >= start && i[k] < start + group.neurons && t[k] >= 0 && t[k] <= duration
    // The slack of a thousandth keeps a time that was rounded down in the bin of its step.
    if (inside) counts[Math.min(bins.count - 1, Math.floor(t[k] / bins.width + 1e-3))]++
  }
  return counts
}

/** The standard deviation of the smoothing, in bins. */
const SIGMA = 2

/** Values smoothed by a Gaussian, whose weights are normalised again at the ends. */
function smoothed(values: Float64Array): Float64Array {
  const reach = 4 * SIGMA
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / SIGMA) ** 2))
  return values.map((_, at) => {
    let sum = 0
    let norm = 0
    for (let k = Math.max(0, at - reach); k <= Math.min(values.length - 1, at + reach); k++) {
      sum += weights[k - at + reach] * values[k]
      norm += weights[k - at + reach]
    }
    return sum / norm
  })
}

/** Some k, hardly larger than it must be, such that the spikes of every k-th neuron of each band are at most maxDots. */
function neuronStride(bands: readonly Band[], { i }: Spikes, maxDots: number): number {
  const largest = Math.max(1, ...bands.map((band) => band.neurons))
  let stride = Math.max(1, Math.ceil(i.length / Math.max(1, maxDots)))
  while (stride < largest && dotsDrawn(bands, i, stride) > maxDots) stride = Math.ceil(stride * 1.1)
  return Math.min(stride, largest)
}

function dotsDrawn(bands: readonly Band[], i: ArrayLike<number>, stride: number): number {
  let dots = 0
  for (const { start, neurons } of bands) {
    for (let k = 0; k < i.length; k++)
      if (i[k] >= start && i[k] < start + neurons && (i[k] - start) % stride === 0) dots++
  }
  return dots
}

/** All spikes of a band as one path: relative moves in 1/10 pixel, each with a dot or a dash. */
function spikePath(band: Band, { i, t }: Spikes, duration: number, layout: Layout, stride: number): string {
  const height = ((band.bottom - band.top) / Math.max(1, band.neurons)) * UNITS
  const isDash = height / UNITS >= DASH_FROM
  const dash = isDash ? Math.round(Math.min(height * 0.7, 24 * UNITS)) : 0
  const mark = isDash ? `v${dash}` : 'h0'
  const scale = ((layout.right - LEFT) / duration) * UNITS
  const parts: string[] = []
  let x = LEFT * UNITS
  let y = 0
  for (let k = 0; k < i.length; k++) {
    const neuron = i[k] - band.start
    if (!(neuron >= 0 && neuron < band.neurons && t[k] >= 0 && t[k] <= duration) || neuron % stride !== 0) continue
    const nextX = Math.round(LEFT * UNITS + t[k] * scale)
    const nextY = Math.round(band.bottom * UNITS - (neuron + 0.5) * height - dash / 2)
    if (parts.length > 0 && nextX === x && nextY + dash === y) continue
    parts.push(`m${nextX - x}${nextY < y ? '' : ' '}${nextY - y}${mark}`)
    x = nextX
    y = nextY + dash
  }
  if (parts.length === 0) return ''
  const width = (isDash ? 1.2 : dotSize(height / UNITS, parts.length)) * UNITS
  const cap = isDash ? '' : ' stroke-linecap="round"'
  return `<path class="s${band.index % COLOURS.length}" transform="scale(.1)" stroke-width="${number(width)}"${cap} d="M${LEFT * UNITS} 0${parts.join('')}"/>`
}

/** The diameter of a dot in pixels: as large as the rows, smaller where many dots would run together. */
function dotSize(rowHeight: number, dots: number): number {
  const crowded = dots > 30_000 ? 0.9 : dots > 8_000 ? 1.1 : 1.5
  return Math.min(3, Math.max(crowded, rowHeight * 0.8))
}

function heading(title: string, summary: string): string {
  const y = title ? 24 : 34
  const lines = title ? [`<text class="title" x="${LEFT}" y="${y}">${escaped(shortened(title, 90))}</text>`] : []
  return [...lines, `<text class="muted" x="${LEFT}" y="${title ? 43 : y}">${summary}</text>`].join('\n')
}

function summaryOf(spikes: number, neurons: number, duration: number, stride: number): string {
  const unit = timeUnit(duration)
  const what = `${counted(spikes, 'spike')} of ${counted(neurons, 'neuron')} in ${number(duration * unit.factor)} ${unit.name}`
  return stride > 1 ? `${what} · drawn: every ${ordinal(stride)} neuron` : what
}

/** The axis of neurons at the left of a band, and its label at the right. */
function bandAxis(band: Band, layout: Layout): string {
  const height = band.bottom - band.top
  const yOf = (neuron: number): number => band.bottom - (neuron / Math.max(1, band.neurons)) * height
  const ticks = neuronTicks(band.neurons, height)
  // A neuron's own row is marked in its middle where rows can be told apart.
  const offset = height / Math.max(1, band.neurons) >= DASH_FROM ? 0.5 : 0
  const middle = (band.top + band.bottom) / 2
  const x = layout.right + 14
  const lines = [
    axisPath(
      `M${LEFT - 8} ${number(band.top)}V${number(band.bottom)}`,
      ticks.map((tick) => `M${LEFT - 12} ${number(yOf(tick + offset))}h4`),
    ),
    ...ticks.map((tick) => text('tick end', LEFT - 16, yOf(tick + offset) + 3.5, grouped(tick))),
  ]
  if (band.label) lines.push(text(`label t${band.index % COLOURS.length}`, x, middle - 5, shortened(band.label)))
  lines.push(text('muted', x, middle + (band.label ? 10 : -5), counted(band.neurons, 'neuron')))
  if (height >= 48 || !band.label) {
    lines.push(text('muted', x, middle + (band.label ? 25 : 10), `${number(band.meanRate, 3)} Hz on average`))
  }
  if (band.index === 0) lines.push(axisName('neuron', (TOP + layout.rasterBottom) / 2))
  return lines.join('\n')
}

function neuronTicks(neurons: number, height: number): readonly number[] {
  const wanted = Math.max(height < 48 ? 1 : 2, Math.min(6, Math.floor(height / 45)))
  return niceTicks(Math.max(0, neurons - 1), wanted).filter((tick) => Number.isInteger(tick))
}

function rateCurves(
  bands: readonly Band[],
  layout: Layout,
  bins: Bins,
  duration: number,
  xOf: (t: number) => number,
): readonly string[] {
  const highest = Math.max(...bands.map((band) => band.rates.reduce((most, rate) => Math.max(most, rate), 0)))
  const ticks = niceTicks(highest > 0 ? highest : 1, 3, true)
  const top = ticks[ticks.length - 1]
  const yOf = (rate: number): number => layout.rateBottom - (rate / top) * RATE_HEIGHT
  const sigma = bins.count > 1 ? `Gaussian, σ = ${number(SIGMA * bins.width * 1e3, 3)} ms` : 'one bin'
  return [
    `<path class="grid" d="${ticks
      .slice(1)
      .map((tick) => `M${LEFT} ${number(yOf(tick))}H${layout.right}`)
      .join('')}"/>`,
    ...bands.map((band) => rateCurve(band, bins, duration, xOf, yOf)),
    axisPath(
      `M${LEFT - 8} ${layout.rateTop}V${layout.rateBottom}`,
      ticks.map((tick) => `M${LEFT - 12} ${number(yOf(tick))}h4`),
    ),
    ...ticks.map((tick) => text('tick end', LEFT - 16, yOf(tick) + 3.5, grouped(tick))),
    axisName('rate (Hz)', (layout.rateTop + layout.rateBottom) / 2),
    text('muted', layout.right + 14, layout.rateTop + 10, 'rate per neuron'),
    text('muted', layout.right + 14, layout.rateTop + 25, sigma),
  ]
}

function rateCurve(
  band: Band,
  bins: Bins,
  duration: number,
  xOf: (t: number) => number,
  yOf: (rate: number) => number,
): string {
  const last = band.rates[band.rates.length - 1]
  const points = Array.from(
    band.rates,
    (rate, k) => `${number(xOf(Math.min(duration, (k + 0.5) * bins.width)))} ${number(yOf(rate))}`,
  )
  const line = `M${LEFT} ${number(yOf(band.rates[0]))}L${points.join(' ')}H${number(xOf(duration))}`
  return `<path class="s${band.index % COLOURS.length} rate" d="${line.replace(/H(\S+)$/, `L$1 ${number(yOf(last))}`)}"/>`
}

function timeAxis(layout: Layout, duration: number, xOf: (t: number) => number): string {
  const unit = timeUnit(duration)
  const y = layout.rateBottom + 8
  const ticks = niceTicks(duration * unit.factor, 8)
  return [
    axisPath(
      `M${LEFT} ${y}H${layout.right}`,
      ticks.map((tick) => `M${number(xOf(tick / unit.factor))} ${y}v4`),
    ),
    ...ticks.map((tick) => text('tick middle', xOf(tick / unit.factor), y + 17, grouped(tick))),
    text('axis-name middle', (LEFT + layout.right) / 2, y + 36, `time (${unit.name})`),
  ].join('\n')
}
