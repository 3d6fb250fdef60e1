import { describe, expect, it } from 'vitest'
import { formatDuration, progressBar } from '../../../src/runtime/node/progress.js'

function terminal(options: { isTTY?: boolean; columns?: number } = { isTTY: true, columns: 80 }) {
  const writes: string[] = []
  const clock = { ms: 5000 }
  const stream = { ...options, write: (text: string) => writes.push(text) }
  return { writes, clock, bar: progressBar(stream, () => clock.ms) }
}

/** What a terminal's line shows after `text`, as \r goes back to its start. */
function shown(text: string): string {
  let line = ''
  for (const part of text.split('\r')) line = part + line.slice(part.length)
  return line.trimEnd()
}

describe('formatDuration', () => {
  it.each([
    [0, '< 1s'],
    [0.99, '< 1s'],
    [1, '1s'],
    [12.7, '12s'],
    [60, '1m 0s'],
    [123, '2m 3s'],
    [12_345, '3h 25m 45s'],
    [86_404, '1d 0h 0m 4s'],
    [Number.NaN, '< 1s'],
    [-1, '< 1s'],
  ])('of %d s is "%s"', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

describe('progressBar on a terminal', () => {
  it('shows per cent, simulated time, elapsed and remaining time', () => {
    const { writes, clock, bar } = terminal()
    bar.update(0, 0)
    clock.ms += 3000
    bar.update(0.5, 0.25)
    expect(writes.map((text) => shown(text))).toEqual(
      [
        '[-----------------------------]   0%  0 s  < 1s  remaining time unknown',
        '[##############--------------]  50%  250 ms  3s  estimated 3s remaining',
      ].map((line) => expect.stringMatching(new RegExp(line.replace(/[[\]]/g, '\\$&').replace(/[#-]+/, '[#-]+')))),
    )
  })

  it('redraws at most ten times a second', () => {
    const { writes, clock, bar } = terminal()
    for (let k = 0; k < 1000; k++, clock.ms++) bar.update(k / 1000, k)
    expect(writes).toHaveLength(10)
  })

  it('leaves an empty line behind', () => {
    const { writes, clock, bar } = terminal()
    bar.update(0.1, 1e-5)
    clock.ms += 2e6
    bar.update(0.999, 1234.5)
    clock.ms += 2e6
    bar.update(1, 1)
    bar.finish()
    bar.finish()
    expect(shown(writes.join(''))).toBe('')
    expect(writes.at(-1)?.endsWith('\r')).toBe(true)
  })

  it('writes nothing when it was never updated', () => {
    const { writes, bar } = terminal()
    bar.finish()
    expect(writes).toEqual([])
  })

  it.each([1, 5, 20, 40, 60, 80, 200])('never fills the last of %d columns', (columns) => {
    const { writes, clock, bar } = terminal({ isTTY: true, columns })
    for (let k = 0; k <= 20; k++, clock.ms += 5e5) bar.update(k / 20, k * 1000)
    for (const line of writes) expect(line.replace('\r', '').trimEnd().length).toBeLessThan(columns)
  })

  it('writes neither colours nor other escape sequences', () => {
    const { writes, bar } = terminal()
    bar.update(0.5, 1)
    bar.finish()
    expect(writes.join('')).toMatch(/^[\r -~]*$/)
  })

  it('bears fractions out of range', () => {
    const { writes, clock, bar } = terminal()
    for (const fraction of [-1, Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
      bar.update(fraction, 1)
      clock.ms += 200
    }
    expect(writes.map((text) => /\d+%/.exec(text)?.[0])).toEqual(['0%', '0%', '100%', '100%'])
  })
})

describe('progressBar elsewhere', () => {
  it('is silent for a run shorter than 10 s', () => {
    const { writes, clock, bar } = terminal({})
    for (let k = 0; k < 99; k++, clock.ms += 100) bar.update(k / 100, k)
    bar.finish()
    expect(writes).toEqual([])
  })

  it('writes a line every 10 s and a last one', () => {
    const { writes, clock, bar } = terminal({ isTTY: false })
    for (let k = 1; k <= 25; k++) {
      clock.ms += 1000
      bar.update(k / 25, k / 25)
    }
    bar.finish()
    bar.finish()
    expect(writes).toEqual([
      '400 ms (40%) simulated in 10s, estimated 15s remaining.\n',
      '800 ms (80%) simulated in 20s, estimated 5s remaining.\n',
      '1 s (100%) simulated in 25s\n',
    ])
  })
})
