import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf, tickLabel } from '../../src/plot/axis.js'
import {
  area,
  figure,
  flow,
  histogram,
  horizontal,
  type Layer,
  line,
  note,
  type Panel,
  points,
  spikes,
  vertical,
} from '../../src/plot/index.js'
import { elements } from './markup.js'

const one = (layers: readonly Layer[], panel: Partial<Panel> = {}) => figure({ panels: [{ layers, ...panel }] })

/** The corners of the first line of a class, in pixels within its panel; `null` where it has a gap. */
function corners(svg: string, kind = 'line'): readonly (readonly [number, number] | null)[] {
  const data = new RegExp(`<path class="\\w+ ${kind}"[^>]* d="([^"]*)"`).exec(svg)?.[1] ?? ''
  const found: ([number, number] | null)[] = []
  for (const [, command, x, y] of data.matchAll(/([Mml])(-?[\d.]+) (-?[\d.]+)/g)) {
    const before = found.at(-1) ?? [0, 0]
    if (command === 'M' && found.length > 0) found.push(null)
    const [px, py] = command === 'M' ? [Number(x), Number(y)] : [before[0] + Number(x), before[1] + Number(y)]
    found.push([Math.round(px * 10) / 10, Math.round(py * 10) / 10])
  }
  return found
}

const INSIDE = 960 - 64 - 18

describe('an axis', () => {
  const labels = (...given: Parameters<typeof axisOf>) => axisOf(...given).ticks.map(({ label }) => label)

  test('has ticks at round numbers within its range', () => {
    expect(labels('x', [0, 10], 0, 5)).toEqual(['0', '2', '4', '6', '8', '10'])
    expect(labels('x', [-0.07, 0.03], 0, 5)).toEqual(['−0.06', '−0.04', '−0.02', '0', '0.02'])
    expect(labels({ range: [0, 20_000] }, [0, 1], 0, 2)).toEqual(['0', '10,000', '20,000'])
    expect(labels({ scale: 'log', range: [0.1, 1000] }, [0, 1], 0, 5)).toEqual(['0.1', '1', '10', '100', '1000'])
    expect(labels({ scale: 'log', range: [2, 20] }, [0, 1], 0, 5)).toEqual(['2', '5', '10', '20'])
    expect(labels({ ticks: [1, [2, 'two'], 30] }, [0, 10], 0, 5)).toEqual(['1', 'two'])
  })

  test('shows all data, and a range where there are none', () => {
    expect(axisOf('x', [0, 10], 0.05, 5)).toMatchObject({ low: -0.5, high: 10.5 })
    expect(axisOf('x', [3, 3], 0.05, 5)).toMatchObject({ low: 1.5, high: 4.5 })
    expect(axisOf('x', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 0, 5)).toMatchObject({ low: 0, high: 1 })
  })

  test.each([
    [[1, 1], 'linear'],
    [[2, 1], 'linear'],
    [[0, Number.NaN], 'linear'],
    [[0, 10], 'log'],
  ] as const)('refuses the range %j, %s', (range, scale) => {
    expect(() => axisOf({ range, scale, name: 'v (mV)' }, [0, 1], 0, 5)).toThrow(RangeError)
  })

  test('writes large and small numbers as powers of ten', () => {
    const texts = [0, -2.5, 12_000, 1e6, 2e-7, -1e-9].map(tickLabel)
    expect(texts).toEqual(['0', '−2.5', '12,000', '10⁶', '2·10⁻⁷', '−10⁻⁹'])
  })

  test('a value has its place, and a place its value', () => {
    for (const scale of ['linear', 'log'] as const) {
      const axis = axisOf({ scale, range: [0.1, 50] }, [0, 1], 0, 5)
      expect([axis.place(0.1), axis.place(50)]).toEqual([0, 1])
      expect(axis.value(axis.place(7))).toBeCloseTo(7, 10)
    }
  })
})

describe('layers', () => {
  test('a line goes through its points, with a gap where a value is no number', () => {
    const y = { range: [0, 1] } as const
    expect(corners(one([line([0, 1, 2], [0, 1, 0.5])], { y, height: 100 }))).toEqual([
      [0, 100],
      [INSIDE / 2, 0],
      [INSIDE, 50],
    ])
    const broken = corners(one([line([0, 1, 2, 3, 4], [0, 1, Number.NaN, 1, 0])], { y }))
    expect(broken.map((corner) => corner === null)).toEqual([false, false, true, false, false])
  })

  test('of many points, what can be seen is drawn: no more than four in half a pixel, and every peak', () => {
    const x = Float64Array.from({ length: 200_000 }, (_, k) => k)
    const y = x.map((k) => (k === 123_456 ? 1 : 0.1 * Math.sin(k / 3)))
    const drawn = corners(one([line(x, y)], { y: { range: [-1, 1] }, height: 100 }))
    expect(drawn.length).toBeLessThan(4 * 2 * INSIDE)
    const peaks = drawn.filter((corner) => corner !== null && corner[1] === 0)
    expect(peaks).toHaveLength(1)
    expect(peaks[0]?.[0]).toBeCloseTo((123_456 / 200_000) * INSIDE, 0)
  })

  test('points and spikes within the panel are marked, and no others', () => {
    const marks = (svg: string, mark: string) =>
      [...svg.matchAll(new RegExp(`m-?[\\d.]+ -?[\\d.]+${mark}`, 'g'))].length
    const x = { range: [0, 10] } as const
    expect(marks(one([points([1, 2, 20, -5], [0, 1, 0, 0])], { x }), 'h0')).toBe(2)
    expect(marks(one([spikes([1, 2, 20], [0, 1, 1])], { x }), 'v')).toBe(2)
    // A thousand rows in 180 pixels are too low for upright marks.
    const many = Array.from({ length: 1000 }, (_, k) => k)
    expect(marks(one([spikes(many, many)]), 'h0')).toBe(1000)
  })

  test('a histogram counts', () => {
    const counted = histogram([0, 0.5, 1, 1, 2, 3, 4, -1, 5, Number.NaN], [0, 1, 2, 4])
    expect(counted).toMatchObject({ kind: 'bars', y: Float64Array.of(2, 2, 3) })
    const density = histogram([0, 0.5, 1, 3], [0, 1, 2, 4], { density: true })
    expect(density).toMatchObject({ y: Float64Array.of(0.5, 0.25, 0.125) })
    expect(() => histogram([1], [0])).toThrow(new RangeError('histogram(): 1 edges make no bin'))
  })

  test('a flow has an arrow for each place, along its direction on the screen', () => {
    const svg = one([flow(() => [1, 0])], { height: 100 })
    const arrows = [
      ...(/class="\w+ flow" d="([^"]*)"/.exec(svg)?.[1] ?? '').matchAll(/M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/g),
    ]
    expect(arrows.length).toBeGreaterThan(20)
    for (const [, x0, y0, x1, y1] of arrows) expect([y1, Number(x1) - Number(x0) > 0]).toEqual([y0, true])
    expect(one([flow(() => [0, 0])])).toContain('flow" d=""')
  })

  test('columns of several lengths are refused', () => {
    expect(() => line([0, 1, 2], [0, 1])).toThrow(new RangeError('line(): its arrays have 3 and 2 values'))
    expect(() => area([0], [0], [1, 2])).toThrow(RangeError)
    expect(() => line([0], undefined as unknown as number[])).toThrow(TypeError)
  })
})

describe('a figure', () => {
  test('is well-formed, says what it shows, and follows dark mode', () => {
    const svg = figure({
      title: 'Two panels',
      subtitle: 'of everything',
      columns: 2,
      panels: [
        {
          title: 'left',
          x: 'time (ms)',
          y: 'v (mV)',
          layers: [
            line([0, 1], [0, 1], { label: 'v', dashed: true }),
            horizontal(0.5, { label: 'threshold' }),
            vertical(1),
          ],
        },
        {
          layers: [
            area([0, 1], [0, 0], [1, 2]),
            histogram([1], [0, 1]),
            note(0, 1, 'here'),
            points([0], [0]),
            spikes([0], [0]),
          ],
        },
        { span: 2, x: { name: 'x', labels: false }, layers: [flow((x, y) => [y, -x])] },
      ],
    })
    expect(elements(svg).filter((name) => name === 'svg')).toHaveLength(4)
    expect(svg).toContain('<desc>left: v (mV) against time (ms); x</desc>')
    expect(svg).toContain('prefers-color-scheme:dark')
    for (const text of ['Two panels', 'of everything', 'left', 'time (ms)', 'v (mV)', 'threshold', 'here'])
      expect(svg).toContain(`>${text}</text>`)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('gives each layer a colour of its own, and says which in the legend', () => {
    const svg = one([line([0, 1], [0, 1], { label: 'a' }), line([0, 1], [1, 0], { label: 'b' })])
    expect([...svg.matchAll(/<path class="(s\d)[ "]/g)].map(([, name]) => name)).toEqual(['s0', 's1', 's0', 's1'])
  })

  test('without panels or columns is refused', () => {
    expect(() => figure({ panels: [] })).toThrow(new RangeError('figure(): it has no panels'))
    expect(() => figure({ panels: [{ layers: [] }], columns: 0 })).toThrow(RangeError)
  })

  test('whatever its texts and numbers are, it is well-formed', () => {
    const texts = fc.string({ unit: 'binary' })
    const numbers = fc.array(fc.double(), { maxLength: 20 })
    fc.assert(
      fc.property(texts, texts, numbers, (title, label, values) => {
        const layers = [
          line(values, values, { label }),
          points(values, values),
          spikes(values, values),
          note(0, 0, label),
        ]
        const svg = figure({ title, panels: [{ title: label, x: label, y: label, layers }] })
        elements(svg)
        expect(svg).not.toMatch(/d="[^"]*(NaN|Infinity)/)
      }),
    )
  })
})
