/** Paths through many points, as short as they can be without looking otherwise. */

export type Pixel = readonly [x: number, y: number]

/** Far outside of the frame nothing is seen, and numbers stay short. */
function bounded(pixel: number): number {
  return Math.max(-5000, Math.min(5000, pixel))
}

/** Tenths of a pixel as whole numbers: relative moves of them add up without error. */
export const tenths = (pixel: number): number => Math.round(bounded(pixel) * 10)
export const shown = (tenth: number): string => String(tenth / 10)

/** A path through points, with a gap where one is not finite. `width`: of what is seen of it. */
export function pathThrough(count: number, at: (k: number) => Pixel, width: number): string {
  const parts: string[] = []
  let piece: Pixel[] = []
  for (let k = 0; k <= count; k++) {
    const pixel: Pixel = k < count ? at(k) : [Number.NaN, Number.NaN]
    if (Number.isFinite(pixel[0]) && Number.isFinite(pixel[1])) piece.push(pixel)
    else {
      parts.push(written(straightened(thinned(piece, width))))
      piece = []
    }
  }
  return parts.join('')
}

/**
 * Of the points in half a pixel's width that come one after the other, the first, the highest, the lowest and the last are
 * enough; what is outside on one side counts as one width.
 */
function thinned(points: readonly Pixel[], width: number): readonly Pixel[] {
  const columnOf = ([x]: Pixel) => Math.floor(Math.max(-20, Math.min(width + 20, x)) * 2)
  const kept: Pixel[] = []
  let begin = 0
  for (let k = 1; k <= points.length; k++) {
    if (k < points.length && columnOf(points[k]) === columnOf(points[begin])) continue
    kept.push(...corners(points, begin, k))
    begin = k
  }
  return kept
}

/** Of the points from `begin` to before `end`, in their order. */
function corners(points: readonly Pixel[], begin: number, end: number): readonly Pixel[] {
  let low = begin
  let high = begin
  for (let k = begin; k < end; k++) {
    if (points[k][1] < points[low][1]) low = k
    if (points[k][1] > points[high][1]) high = k
  }
  const chosen = new Set([begin, low, high, end - 1])
  return [...chosen].sort((a, b) => a - b).map((k) => points[k])
}

/** How far a point that is left out may be from the line, in pixels. */
const TOLERANCE = 0.1

/**
 * Without the points that lie on the straight line from one that is kept to the next. From each that is kept, the directions are
 * remembered in which a line passes all points since closely enough (Williams, 1978).
 */
function straightened(points: readonly Pixel[]): readonly Pixel[] {
  const kept = points.slice(0, 1)
  let anchor = 0
  let sleeve: Sleeve | undefined
  for (let k = 1; k < points.length; k++) {
    let next = within(sleeve, points[anchor], points[k])
    if (next === undefined) {
      anchor = k - 1
      kept.push(points[anchor])
      next = within(undefined, points[anchor], points[k])
    }
    sleeve = next
  }
  if (points.length > 1) kept.push(points[points.length - 1])
  return kept
}

/** A direction, what may be added to it and taken from it, and how far the last point was. */
interface Sleeve {
  readonly angle: number
  readonly low: number
  readonly high: number
  readonly reach: number
}

/** The sleeve after one more point; none where the point does not lie in it, or turns back. */
function within(sleeve: Sleeve | undefined, [x0, y0]: Pixel, [x, y]: Pixel): Sleeve | undefined {
  const reach = Math.hypot(x - x0, y - y0)
  const slack = reach > TOLERANCE ? Math.asin(TOLERANCE / reach) : Math.PI
  const angle = Math.atan2(y - y0, x - x0)
  if (sleeve === undefined || sleeve.high - sleeve.low >= 2 * Math.PI) return { angle, low: -slack, high: slack, reach }
  const turned = angle - sleeve.angle
  const turn = turned - 2 * Math.PI * Math.round(turned / (2 * Math.PI))
  if (reach < sleeve.reach || turn < sleeve.low || turn > sleeve.high) return undefined
  return { ...sleeve, low: Math.max(sleeve.low, turn - slack), high: Math.min(sleeve.high, turn + slack), reach }
}

function written(points: readonly Pixel[]): string {
  let before: Pixel | undefined
  const parts = points.map(([x, y]) => {
    const next = [tenths(x), tenths(y)] as const
    const move = before && [next[0] - before[0], next[1] - before[1]]
    before = next
    if (move === undefined) return `M${shown(next[0])} ${shown(next[1])}`
    return move[0] === 0 && move[1] === 0 ? '' : `l${shown(move[0])} ${shown(move[1])}`
  })
  return parts.join('')
}
