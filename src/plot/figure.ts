/** Figures: panels with axes and layers, as SVG text, without a browser or a library. */
import { type Axis, type AxisOptions, axisOf, type Range } from './axis.js'
import { drawn } from './draw.js'
import { COLOUR_COUNT, type Colour, type Layer } from './layers.js'
import { axisPath, escaped, number, style, text } from './parts.js'

export interface Panel {
  readonly title?: string
  /** What the axes show, and in which unit: `'time (ms)'`, or more about them. */
  readonly x?: string | AxisOptions
  readonly y?: string | AxisOptions
  readonly layers: readonly Layer[]
  /** Of the axes in pixels; 180 where absent. */
  readonly height?: number
  /** How many columns it takes; 1 where absent. */
  readonly span?: number
}

export interface FigureOptions {
  readonly title?: string
  /** A line under the title. */
  readonly subtitle?: string
  /** From left to right, and from top to bottom. */
  readonly panels: readonly Panel[]
  /** How many panels stand side by side; 1 where absent. */
  readonly columns?: number
  /** In pixels; 960 where absent. */
  readonly width?: number
}

const LEFT = 64
const RIGHT = 18
const ROW_GAP = 14
const HEIGHT = 180
const HEAD = 22
/** How wide a letter of the ordinary size is, about. */
const LETTER = 6.1

interface Placed {
  readonly panel: Panel
  readonly left: number
  readonly width: number
  readonly row: number
  readonly x: Axis
  readonly y: Axis
  readonly height: number
  /** Above the axes, and below. */
  readonly head: number
  readonly foot: number
}

/**
 * A figure as an SVG document that follows the viewer's light or dark mode. Texts may come from strangers: they are escaped.
 *
 * @throws RangeError where a range, a number of columns or a length makes no sense
 */
export function figure(options: FigureOptions): string {
  const { title = '', subtitle = '', panels, columns = 1, width = 960 } = options
  if (!(Number.isInteger(columns) && columns >= 1)) throw new RangeError(`figure(): ${columns} columns`)
  if (!(panels?.length > 0)) throw new RangeError('figure(): it has no panels')
  const placed = placedPanels(panels, columns, width)
  const rows = rowTops(placed, title || subtitle ? (title && subtitle ? 58 : 42) : 10)
  const height = rows.bottom
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="spikec-figure" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title || 'Figure')}</title><desc>${escaped(described(panels))}</desc>`,
    style('spikec-figure', COLOUR_COUNT) + STYLE,
    `<rect class="bg" width="${width}" height="${height}"/>`,
    ...(title ? [`<text class="title" x="${LEFT}" y="24">${escaped(title)}</text>`] : []),
    ...(subtitle ? [text('muted', LEFT, title ? 43 : 24, subtitle)] : []),
    ...placed.flatMap((one) => panelSvg(one, rows.tops[one.row])),
    '</svg>',
    '',
  ].join('\n')
}

const STYLE =
  '<style>.spikec-figure .line{stroke-linejoin:round;stroke-linecap:round}.spikec-figure .dots{stroke-linecap:round}' +
  '.spikec-figure .area{opacity:.35}.spikec-figure .flow{stroke-width:.8;opacity:.6}.spikec-figure path.area{stroke:none}' +
  '.spikec-figure .panel{font-size:12.5px;font-weight:600}.spikec-figure .note{font-size:12px;paint-order:stroke;stroke-width:4px;stroke-linejoin:round}</style>'

function described(panels: readonly Panel[]): string {
  const nameOf = (axis: Panel['x']) => (typeof axis === 'string' ? axis : axis?.name)
  return panels
    .map(({ title, x, y }) =>
      [title, [nameOf(y), nameOf(x)].filter(Boolean).join(' against ')].filter(Boolean).join(': '),
    )
    .filter(Boolean)
    .join('; ')
}

function placedPanels(panels: readonly Panel[], columns: number, width: number): readonly Placed[] {
  const columnWidth = width / columns
  let column = 0
  let row = 0
  return panels.map((panel) => {
    const span = Math.min(columns, panel.span ?? 1)
    if (column + span > columns) {
      column = 0
      row++
    }
    const left = column * columnWidth + LEFT
    const inside = span * columnWidth - LEFT - RIGHT
    column += span
    const height = panel.height ?? HEIGHT
    const { x: xs, y: ys } = extents(panel.layers)
    const isOfMarks = panel.layers.some(({ kind }) => kind === 'points')
    const x = axisOf(panel.x, xs, isOfMarks ? 0.02 : 0, inside / 75)
    const y = axisOf(panel.y, ys, 0.05, Math.max(2, height / 34))
    const legend = legendRows(panel, inside)
    return { panel, left, width: inside, row, x, y, height, head: legend.height, foot: footOf(x) }
  })
}

function footOf(x: Axis): number {
  return 8 + (x.labels ? 16 : 4) + (x.name ? 19 : 0)
}

/** Rows begin below the longest panel of the row before, with the axes of a row at one height. */
function rowTops(
  placed: readonly Placed[],
  top: number,
): { readonly tops: readonly number[]; readonly bottom: number } {
  const tops: number[] = []
  let at = top
  for (let row = 0; row <= Math.max(...placed.map((one) => one.row)); row++) {
    const members = placed.filter((one) => one.row === row)
    const head = Math.max(...members.map((one) => one.head))
    tops.push(at + head)
    at += head + Math.max(...members.map((one) => one.height + one.foot)) + ROW_GAP
  }
  return { tops, bottom: Math.ceil(at - ROW_GAP / 2) }
}

function extents(layers: readonly Layer[]): { readonly x: Range; readonly y: Range } {
  const x = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number]
  const y = [...x] as [number, number]
  for (const layer of layers) {
    if (layer.kind === 'flow') continue
    if (layer.kind === 'rule') extend(layer.axis === 'x' ? x : y, [layer.at])
    else if (layer.kind === 'note') {
      extend(x, [layer.x])
      extend(y, [layer.y])
    } else {
      extend(x, layer.x)
      extend(y, layer.y)
      if (layer.kind === 'area') extend(y, layer.high)
      if (layer.kind === 'bars') extend(y, [0])
      if (layer.kind === 'spikes' && layer.y.length > 0) extend(y, [y[0] - 0.5, y[1] + 0.5])
    }
  }
  return { x, y }
}

function extend(range: [number, number], values: ArrayLike<number>): void {
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (!Number.isFinite(value)) continue
    if (value < range[0]) range[0] = value
    if (value > range[1]) range[1] = value
  }
}

function panelSvg(placed: Placed, top: number): readonly string[] {
  const { panel, left, width, height, x, y } = placed
  const bottom = top + height
  const frame = { width, height, x, y }
  const colours = coloursOf(panel.layers)
  const xs = x.ticks.map((tick) => ({ ...tick, at: left + x.place(tick.at) * width }))
  const ys = y.ticks.map((tick) => ({ ...tick, at: bottom - y.place(tick.at) * height }))
  // What a nested document draws outside of its own size is cut off.
  const inside = `<svg x="${number(left - 2)}" y="${number(top - 2)}" width="${number(width + 4)}" height="${height + 4}" viewBox="-2 -2 ${number(width + 4)} ${height + 4}" overflow="hidden">`
  return [
    `<g><path class="grid" d="${ys.map(({ at }) => `M${number(left)} ${number(at)}H${number(left + width)}`).join('')}"/>`,
    inside,
    ...panel.layers.map((layer, k) => drawn(layer, colours[k], frame)),
    '</svg>',
    axisPath(
      `M${number(left)} ${number(bottom + 6)}H${number(left + width)}`,
      xs.map(({ at }) => `M${number(at)} ${number(bottom + 6)}v4`),
    ),
    axisPath(
      `M${number(left - 6)} ${number(top)}V${number(bottom)}`,
      ys.map(({ at }) => `M${number(left - 10)} ${number(at)}h4`),
    ),
    ...(x.labels ? xs.map(({ at, label }) => text('tick middle', at, bottom + 22, label)) : []),
    ...(y.labels ? ys.map(({ at, label }) => text('tick end', left - 13, at + 3.8, label)) : []),
    ...(x.name ? [text('axis-name middle', left + width / 2, bottom + (x.labels ? 40 : 26), x.name)] : []),
    ...(y.name
      ? [
          `<text class="axis-name middle" transform="translate(${number(left - LEFT + 15)} ${number(top + height / 2)}) rotate(-90)">${escaped(y.name)}</text>`,
        ]
      : []),
    ...(panel.title ? [text('panel', left, top - (legendRows(panel, width).height - HEAD) - 9, panel.title)] : []),
    ...legend(placed, top, colours),
    '</g>',
  ]
}

/** What says no colour takes the next one; rules, notes and flows are drawn in weak ink. */
function coloursOf(layers: readonly Layer[]): readonly Colour[] {
  let next = 0
  return layers.map((layer) => {
    const { colour } = layer.options
    if (colour !== undefined) return colour
    if (layer.kind === 'rule' || layer.kind === 'note' || layer.kind === 'flow') return 'muted'
    return (next++ % COLOUR_COUNT) as Colour
  })
}

const labelOf = ({ options }: Layer): string => ('label' in options ? (options.label ?? '') : '')

/** The legend stands at the right of the title, or in a row of its own where both are too long. */
function legendRows(panel: Panel, width: number): { readonly height: number; readonly wide: number } {
  const labels = panel.layers.map(labelOf).filter((label) => label !== '')
  const wide = labels.reduce((sum, label) => sum + Array.from(label).length * LETTER + 34, 0)
  if (labels.length === 0) return { height: panel.title ? HEAD : 6, wide }
  const beside = (panel.title ? Array.from(panel.title).length * LETTER * 1.2 + 16 : 0) + wide <= width
  return { height: beside ? HEAD : HEAD + 16, wide }
}

function legend({ panel, left, width }: Placed, top: number, colours: readonly Colour[]): readonly string[] {
  const { wide } = legendRows(panel, width)
  let at = left + Math.max(0, width - wide + 14)
  return panel.layers.flatMap((layer, k) => {
    const label = labelOf(layer)
    if (label === '') return []
    const place = at
    at += Array.from(label).length * LETTER + 34
    return [swatch(layer, colours[k], place, top - 13), text('', place + 21, top - 9.5, label)]
  })
}

function swatch(layer: Layer, colour: Colour, x: number, y: number): string {
  const line = `M${number(x)} ${number(y)}h16`
  switch (layer.kind) {
    case 'line':
    case 'rule': {
      const dashed = layer.options.dashed ? ' stroke-dasharray="5 4"' : ''
      return `<path class="s${colour}" stroke-width="2"${dashed} d="${line}"/>`
    }
    case 'points':
      return `<path class="s${colour} dots" stroke-width="5" d="M${number(x + 8)} ${number(y)}h0"/>`
    case 'spikes':
      return `<path class="s${colour}" stroke-width="1.2" d="M${number(x + 5)} ${number(y - 4)}v8m6-8v8"/>`
    case 'area':
    case 'bars':
      return `<path class="t${colour} area" d="M${number(x)} ${number(y - 4)}h16v8h-16Z"/>`
    case 'note':
    case 'flow':
      return ''
  }
}
