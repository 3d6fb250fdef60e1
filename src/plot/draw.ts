/** Layers -> SVG, within the frame of a panel. */
import type { Axis } from './axis.js'
import type { Colour, Layer } from './layers.js'
import { number, text } from './parts.js'
import { type Pixel, pathThrough, shown, tenths } from './path.js'

/** A panel's inside, with the origin at its top left, in pixels. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly x: Axis
  readonly y: Axis
}

export function drawn(layer: Layer, colour: Colour, frame: Frame): string {
  switch (layer.kind) {
    case 'line': {
      const { width = 1.5, dashed, opacity } = layer.options
      return `<path class="s${colour} line" stroke-width="${number(width)}"${dashes(dashed)}${faint(opacity)} d="${lineData(layer.x, layer.y, frame)}"/>`
    }
    case 'points': {
      const { size = 4, opacity } = layer.options
      return `<path class="s${colour} dots" stroke-width="${number(size)}"${faint(opacity)} d="${marksData(layer.x, layer.y, frame, 0)}"/>`
    }
    case 'spikes': {
      const row = frame.height / Math.max(1e-9, frame.y.high - frame.y.low)
      const height = row * (layer.options.height ?? 0.8)
      // Where rows are too low for marks, a spike is a dot.
      const isDot = height < LOWEST_MARK
      const width = isDot ? (layer.x.length > CROWDED ? 1.1 : 1.7) : 1.2
      return `<path class="s${colour}${isDot ? ' dots' : ''}" stroke-width="${number(width)}" d="${marksData(layer.x, layer.y, frame, isDot ? 0 : height)}"/>`
    }
    case 'area':
      return `<path class="t${colour} area" d="${areaData(layer.x, layer.y, layer.high, frame)}"/>`
    case 'bars':
      return `<path class="t${colour} area" d="${barsData(layer.x, layer.y, frame)}"/>`
    case 'rule': {
      const { width = 1, dashed, opacity } = layer.options
      const at = layer.axis === 'x' ? xOf(frame, layer.at) : yOf(frame, layer.at)
      const data = layer.axis === 'x' ? `M${number(at)} 0V${frame.height}` : `M0 ${number(at)}H${frame.width}`
      return `<path class="s${colour}" stroke-width="${number(width)}"${dashes(dashed)}${faint(opacity)} d="${data}"/>`
    }
    case 'note': {
      const [side, apart] = NOTE_SIDES[layer.options.side ?? 'right']
      return text(`note t${colour}${side}`, xOf(frame, layer.x) + apart, yOf(frame, layer.y), layer.text)
    }
    case 'flow':
      return `<path class="s${colour} flow" d="${flowData(layer.flow, frame)}"/>`
  }
}

const LOWEST_MARK = 2.5
/** With more spikes than this, dots are smaller. */
const CROWDED = 5000

/** The class of a note on a side, and how far from its place it stands. */
const NOTE_SIDES = { left: [' end', -5], middle: [' middle', 0], right: ['', 5] } as const

function dashes(dashed = false): string {
  return dashed ? ' stroke-dasharray="5 4"' : ''
}

function faint(opacity = 1): string {
  return opacity < 1 ? ` opacity="${opacity}"` : ''
}

function lineData(x: ArrayLike<number>, y: ArrayLike<number>, frame: Frame): string {
  const at = (k: number): Pixel => [xOf(frame, x[k]), yOf(frame, y[k])]
  return pathThrough(x.length, at, frame.width)
}

function xOf({ x, width }: Frame, value: number): number {
  return x.place(value) * width
}

function yOf({ y, height }: Frame, value: number): number {
  return (1 - y.place(value)) * height
}

/** A mark for each point within the frame: upright, of a height around the point, or a dot where that is 0. */
function marksData(x: ArrayLike<number>, y: ArrayLike<number>, frame: Frame, height: number): string {
  const parts: string[] = []
  let at = { x: 0, y: 0 }
  const mark = tenths(height)
  for (let k = 0; k < x.length; k++) {
    const px = xOf(frame, x[k])
    const py = yOf(frame, y[k])
    if (!(px >= -1 && px <= frame.width + 1 && py >= -1 - height && py <= frame.height + 1 + height)) continue
    const next = { x: tenths(px), y: tenths(py - height / 2) }
    if (parts.length > 0 && next.x === at.x && next.y + mark === at.y) continue
    parts.push(`m${shown(next.x - at.x)} ${shown(next.y - at.y)}${mark > 0 ? `v${shown(mark)}` : 'h0'}`)
    at = { x: next.x, y: next.y + mark }
  }
  return parts.length === 0 ? '' : `M0 0${parts.join('')}`
}

function areaData(x: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, frame: Frame): string {
  const there = lineData(x, high, frame)
  const back = lineData(Array.from(x).reverse(), Array.from(low).reverse(), frame)
  return there && back ? `${there}L${back.slice(1)}Z` : ''
}

/** From 0, or the lower edge of the panel. */
function barsData(edges: ArrayLike<number>, heights: ArrayLike<number>, frame: Frame): string {
  const ground = shown(tenths(yOf(frame, Math.max(frame.y.low, 0))))
  return Array.from(heights, (height, k) => {
    const [left, right] = [tenths(xOf(frame, edges[k])), tenths(xOf(frame, edges[k + 1]))]
    // Bars of some width stand a little apart.
    const gap = right - left > 40 ? 10 : 0
    return height === 0
      ? ''
      : `M${shown(left)} ${ground}V${shown(tenths(yOf(frame, height)))}H${shown(right - gap)}V${ground}Z`
  }).join('')
}

const ARROW = 11
const ARROWS_APART = 34

function flowData(flow: (x: number, y: number) => readonly [number, number], frame: Frame): string {
  const across = Math.max(2, Math.round(frame.width / ARROWS_APART))
  const down = Math.max(2, Math.round(frame.height / ARROWS_APART))
  const parts: string[] = []
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const at = { x: (column + 0.5) / across, y: (row + 0.5) / down }
      const [dx, dy] = flow(frame.x.value(at.x), frame.y.value(at.y))
      // In pixels, where the two axes differ in their units.
      const right = (dx / (frame.x.high - frame.x.low)) * frame.width
      const up = (dy / (frame.y.high - frame.y.low)) * frame.height
      const length = Math.hypot(right, up)
      if (length > 0 && Number.isFinite(length))
        parts.push(arrow(at.x * frame.width, (1 - at.y) * frame.height, right / length, -up / length))
    }
  return parts.join('')
}

/** Along a unit vector, with its middle at the place. */
function arrow(x: number, y: number, right: number, down: number): string {
  const tip = [x + (right * ARROW) / 2, y + (down * ARROW) / 2]
  const side = (turn: 1 | -1) => `${number(-3 * right - turn * 2 * down)} ${number(-3 * down + turn * 2 * right)}`
  return `M${number(x - (right * ARROW) / 2)} ${number(y - (down * ARROW) / 2)}L${number(tip[0])} ${number(tip[1])}l${side(1)}M${number(tip[0])} ${number(tip[1])}l${side(-1)}`
}
