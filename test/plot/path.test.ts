import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pixel, pathThrough } from '../../src/plot/path.js'

const WIDTH = 800

/** The corners of the pieces of a path. */
function pieces(data: string): Pixel[][] {
  const found: Pixel[][] = []
  for (const [, command, x, y] of data.matchAll(/([Ml])(-?[\d.]+) (-?[\d.]+)/g)) {
    const piece = found.at(-1)
    const [px, py] = piece?.at(-1) ?? [0, 0]
    if (command === 'M') found.push([[Number(x), Number(y)]])
    else piece?.push([px + Number(x), py + Number(y)])
  }
  return found
}

const pathOf = (points: readonly Pixel[]) => pathThrough(points.length, (k) => points[k], WIDTH)

/** From a point to the nearest place of a line. */
function distance([x, y]: Pixel, corners: readonly Pixel[]): number {
  const legs = corners.slice(1).map(([bx, by], k) => {
    const [ax, ay] = corners[k]
    const square = (bx - ax) ** 2 + (by - ay) ** 2
    const along = square > 0 ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0
    return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
  })
  return Math.min(Math.hypot(x - corners[0][0], y - corners[0][1]), ...legs)
}

const pixels = fc.tuple(fc.double({ min: 0, max: WIDTH, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true }))

test('no point is further from the line than can be seen', () => {
  const walks = fc.array(
    fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true })),
  )
  const walked = walks.map((steps) => {
    const way: Pixel[] = [[0, 150]]
    for (const [dx, dy] of steps) way.push([way[way.length - 1][0] + dx, way[way.length - 1][1] + dy])
    return way
  })
  fc.assert(
    fc.property(fc.oneof(fc.array(pixels), walked), (points) => {
      fc.pre(points.length > 0)
      const [corners, ...others] = pieces(pathOf(points))
      expect(others).toEqual([])
      // Within half a pixel's width, only heights count; and corners are tenths of a pixel.
      for (const point of points) expect(distance(point, corners)).toBeLessThan(0.5 + 0.1 + 0.1)
      for (const [k, point] of [points[0], points[points.length - 1]].entries()) {
        const [x, y] = k === 0 ? corners[0] : corners[corners.length - 1]
        expect(Math.hypot(x - point[0], y - point[1])).toBeLessThan(0.1)
      }
    }),
    { numRuns: 500 },
  )
})

test('a straight line has two corners, one that turns back has three', () => {
  const straight = Array.from({ length: 100 }, (_, k): Pixel => [k * 3, 10 + k])
  expect(pieces(pathOf(straight))).toEqual([[straight[0], straight[99]]])
  const there = Array.from({ length: 50 }, (_, k): Pixel => [100, k * 4])
  const [corners] = pieces(pathOf([[20, 0], ...there, ...there.toReversed(), [180, 0]]))
  expect(corners).toEqual([
    [20, 0],
    [100, 0],
    [100, 196],
    [100, 0],
    [180, 0],
  ])
})

test('what is no number makes a gap', () => {
  const points: Pixel[] = [
    [0, 0],
    [10, 10],
    [20, Number.NaN],
    [30, 5],
    [Number.POSITIVE_INFINITY, 5],
    [50, 1],
    [60, 2],
  ]
  expect(pieces(pathOf(points)).map((piece) => piece.length)).toEqual([2, 1, 2])
})
