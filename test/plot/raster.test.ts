import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RasterOptions, rasterSvg } from '../../src/plot/raster.js'
import { uniform } from '../../src/runtime/random.js'
import { elements } from './markup.js'

const SMALL: RasterOptions = {
  spikes: { i: [0, 1, 2, 2], t: [0.01, 0.02, 0.05, 0.09] },
  neurons: 3,
  groups: [
    { label: 'exc', neurons: 2 },
    { label: 'inh', neurons: 1 },
  ],
  duration: 0.1,
  dt: 1e-4,
  title: 'Small',
}

/** `count` spikes at random neurons and times, in order of time. */
function randomSpikes(count: number, neurons: number, duration: number) {
  const i = Int32Array.from({ length: count }, (_, k) => Math.floor(uniform(1, 1, k, 0, 0, 0) * neurons))
  const t = Float64Array.from({ length: count }, (_, k) => uniform(1, 1, k, 0, 0, 1) * duration).sort()
  return { i, t }
}

/** The absolute places of the marks in the path of a group, in tenths of a pixel. */
function marks(svg: string, group: number): { x: number; y: number }[] {
  const path = new RegExp(`<path class="s${group}" [^>]* d="M(\\d+) 0([^"]*)"`).exec(svg)
  const at = { x: Number(path?.[1]), y: 0 }
  return [...(path?.[2] ?? '').matchAll(/m(-?\d+)[ ]?(-?\d+)([vh])(\d+)/g)].map(([, dx, dy, kind, length]) => {
    at.x += Number(dx)
    at.y += Number(dy)
    const mark = { ...at }
    if (kind === 'v') at.y += Number(length)
    return mark
  })
}

describe('rasterSvg', () => {
  it('is a well-formed picture with labels, axes and both modes', () => {
    const svg = rasterSvg(SMALL)
    expect(new Set(elements(svg))).toEqual(new Set(['svg', 'title', 'desc', 'style', 'rect', 'text', 'path']))
    for (const part of ['>Small<', '>exc<', '>inh<', '>2 neurons<', '>1 neuron<', '>time (ms)<', '>rate (Hz)<']) {
      expect(svg).toContain(part)
    }
    expect(svg).toContain('4 spikes of 3 neurons in 100 ms')
    expect(svg).toContain('prefers-color-scheme:dark')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('puts each spike at its time and neuron', () => {
    const svg = rasterSvg(SMALL)
    const [exc, inh] = [marks(svg, 0), marks(svg, 1)]
    expect([exc.length, inh.length]).toEqual([2, 2])
    const perSecond = (inh[1].x - inh[0].x) / 0.04
    expect((exc[1].x - exc[0].x) / 0.01 / perSecond).toBeCloseTo(1, 2)
    expect(exc[1].y).toBeLessThan(exc[0].y)
    expect(inh[0].y).toBeLessThan(exc[1].y)
    expect(inh[0].y).toBe(inh[1].y)
  })

  it('keeps relative moves true over thousands of spikes', () => {
    const spikes = randomSpikes(5000, 1000, 1)
    const svg = rasterSvg({ spikes, neurons: 1000, duration: 1, dt: 1e-4 })
    const places = marks(svg, 0)
    const [first, last] = [places[0], places[places.length - 1]]
    const width = (last.x - first.x) / (spikes.t[4999] - spikes.t[0])
    places.slice(0, 10).forEach(({ x }, k) => {
      expect(Math.abs(x - first.x - (spikes.t[k] - spikes.t[0]) * width)).toBeLessThan(2)
    })
    expect(places.length).toBeGreaterThan(4990)
  })

  it('stays small: 48,000 spikes in less than 700 kB', () => {
    const spikes = randomSpikes(48_000, 4000, 1)
    const svg = rasterSvg({ spikes, neurons: 4000, duration: 1, dt: 1e-4, title: 'CUBA' })
    expect(svg.length).toBeLessThan(700_000)
    expect(svg).toContain('48,000 spikes')
    expect(svg).not.toContain('drawn: every')
  })

  it('draws every k-th neuron of too many dots, and says so', () => {
    const spikes = randomSpikes(10_000, 100, 1)
    const groups = [
      { label: 'many', neurons: 99 },
      { label: 'one', neurons: 1 },
    ]
    const svg = rasterSvg({ spikes, neurons: 100, groups, duration: 1, dt: 1e-4, maxDots: 3000 })
    const drawn = marks(svg, 0).length + marks(svg, 1).length
    expect(drawn).toBeLessThanOrEqual(3000)
    expect(drawn).toBeGreaterThan(1500)
    expect(marks(svg, 1).length).toBeGreaterThan(50)
    expect(svg).toMatch(/drawn: every \d+th neuron/)
    expect(svg).toContain('10,000 spikes of 100 neurons')
  })

  it.each<[string, Partial<RasterOptions>]>([
    ['no spikes', { spikes: { i: [], t: [] } }],
    ['one neuron', { neurons: 1, groups: [], spikes: { i: [0], t: [0] } }],
    ['no neuron', { neurons: 0, groups: [], spikes: { i: [], t: [] } }],
    ['one time bin', { duration: 1e-4, spikes: { i: [0], t: [0] } }],
    ['no duration', { duration: 0, spikes: { i: [0], t: [0] } }],
    ['neither duration nor step', { duration: 0, dt: 0, spikes: { i: [], t: [] } }],
    ['spikes out of range', { spikes: { i: [-1, 7, 0, 0, 0], t: [0, 0, -1, 9, Number.NaN] } }],
    ['no title', { title: undefined }],
    ['an hour', { duration: 3600 }],
    [
      'an empty group',
      {
        groups: [
          { label: 'a', neurons: 3 },
          { label: 'b', neurons: 0 },
        ],
      },
    ],
    ['many groups', { neurons: 40, groups: Array.from({ length: 40 }, (_, k) => ({ label: `g${k}`, neurons: 1 })) }],
  ])('draws %s', (_, change) => {
    const svg = rasterSvg({ ...SMALL, ...change })
    elements(svg)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says when there are no spikes', () => {
    expect(rasterSvg({ ...SMALL, spikes: { i: [], t: [] } })).toContain('>no spikes<')
  })

  it('escapes whatever the title and labels hold', () => {
    const plain = elements(rasterSvg({ ...SMALL, title: 'x', groups: [{ label: 'x', neurons: 3 }] }))
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
      fc.constantFrom('</text><script>alert(1)</script>', '"/><image href="x"/>', ']]><!--', '&lt;', '</style><style>'),
    )
    fc.assert(
      fc.property(texts, texts, (title, label) => {
        const svg = rasterSvg({ ...SMALL, title: `a${title}`, groups: [{ label: `a${label}`, neurons: 3 }] })
        expect(elements(svg)).toEqual(plain)
        expect(svg).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u)
      }),
    )
  })

  it('shows the mean rate and a rate axis that holds the highest rate', () => {
    const t = Float64Array.from({ length: 100 }, (_, k) => k / 100)
    const svg = rasterSvg({ spikes: { i: new Int32Array(100), t }, neurons: 2, duration: 1, dt: 1e-4 })
    expect(svg).toContain('50 Hz on average')
    const curve = /class="s0 rate" d="([^"]*)"/.exec(svg)?.[1] ?? ''
    const heights = [...curve.matchAll(/[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y))
    const grid = [...(/class="grid" d="([^"]*)"/.exec(svg)?.[1].matchAll(/M\d+ ([\d.]+)/g) ?? [])].map(([, y]) =>
      Number(y),
    )
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(Math.min(...grid))
  })

  it('refuses groups of another number of neurons, and indices without times', () => {
    expect(() => rasterSvg({ ...SMALL, neurons: 4 })).toThrow(new RangeError('the groups have 3 neurons, not 4'))
    expect(() => rasterSvg({ ...SMALL, spikes: { i: [0], t: [] } })).toThrow(RangeError)
  })
})
