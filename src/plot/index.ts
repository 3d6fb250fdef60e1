/**
 * Pictures of results, as SVG text: `spikec/plot`. They follow the viewer's light or dark mode, and need no browser, no
 * canvas and nothing of Node.
 */
export type { AxisOptions, Range } from './axis.js'
export { type FigureOptions, figure, type Panel } from './figure.js'
export {
  area,
  type Colour,
  type Flow,
  flow,
  histogram,
  horizontal,
  type Layer,
  type LineOptions,
  line,
  type NoteOptions,
  note,
  type PointsOptions,
  points,
  type SpikesOptions,
  spikes,
  vertical,
} from './layers.js'
export { type RasterGroup, type RasterOptions, rasterSvg as raster, type Spikes } from './raster.js'
