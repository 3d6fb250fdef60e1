import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { csv, spikesCsv, writeFileAtomically } from '../../../src/runtime/node/output.js'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const inFolder = (name: string): string => join(folder, name)

describe('writeFileAtomically', () => {
  it.each<[string, string | Uint8Array | Iterable<string | Uint8Array>]>([
    ['text', 'τ = 20 ms\n'],
    ['bytes', new TextEncoder().encode('τ = 20 ms\n')],
    ['pieces', ['τ = ', new TextEncoder().encode('20'), ' ms\n']],
  ])('writes %s', (_, data) => {
    writeFileAtomically(inFolder('a.txt'), data)
    expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('τ = 20 ms\n')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('replaces a file and keeps its permissions', () => {
    writeFileSync(inFolder('a.txt'), 'old and longer', { mode: 0o600 })
    writeFileAtomically(inFolder('a.txt'), 'new')
    expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('new')
    expect(statSync(inFolder('a.txt')).mode & 0o777).toBe(0o600)
  })

  it('leaves the old file and no other when the data fail half way', () => {
    writeFileSync(inFolder('a.txt'), 'old')
    const broken = function* () {
      yield 'half'
      throw new Error('no more')
    }
    expect(() => writeFileAtomically(inFolder('a.txt'), broken())).toThrow('no more')
    expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('shows the old file until all is written', () => {
    writeFileSync(inFolder('a.txt'), 'old')
    const watching = function* () {
      yield 'new'
      yield readFileSync(inFolder('a.txt'), 'utf8')
    }
    writeFileAtomically(inFolder('a.txt'), watching())
    expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('newold')
  })

  it('says that the folder is missing, or that the path is one', () => {
    expect(() => writeFileAtomically(inFolder('missing/a.txt'), '')).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    )
    mkdirSync(inFolder('sub'))
    expect(() => writeFileAtomically(inFolder('sub'), '')).toThrow(expect.objectContaining({ code: 'EISDIR' }))
    expect(readdirSync(folder)).toEqual(['sub'])
  })

  it.skipIf(process.platform === 'win32')('follows a link, and does not replace a device', () => {
    writeFileSync(inFolder('a.txt'), 'old')
    symlinkSync(inFolder('a.txt'), inFolder('link'))
    writeFileAtomically(inFolder('link'), 'new')
    expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('new')
    symlinkSync('/dev/null', inFolder('null'))
    writeFileAtomically(inFolder('null'), 'gone')
    expect(existsSync('/dev/null') && !statSync('/dev/null').isFile()).toBe(true)
  })
})

describe('csv', () => {
  it('quotes headers and writes numbers that read back the same', () => {
    const values = [0, -0.1, 1e-9, 123456789.123, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const text = [...csv([{ name: 'v, "soma"', values }])].join('')
    expect(text).toBe('"v, ""soma"""\n0\n-0.1\n1e-9\n123456789.123\nnan\ninf\n-inf\n')
  })

  it('comes in pieces and misses no row', () => {
    const i = Int32Array.from({ length: 10_000 }, (_, k) => k % 7)
    const t = Float64Array.from({ length: 10_000 }, (_, k) => k * 1e-4)
    const pieces = [...spikesCsv({ i, t })]
    expect(pieces.length).toBeGreaterThan(2)
    const rows = pieces.join('').trimEnd().split('\n')
    expect(rows[0]).toBe('i,t')
    expect(rows.slice(1).map((row) => Number(row.split(',')[1]))).toEqual([...t])
    expect(rows.slice(1).map((row) => Number(row.split(',')[0]))).toEqual([...i])
  })

  it('of no rows is the header', () => {
    expect([...spikesCsv({ i: [], t: [] })]).toEqual(['i,t\n'])
  })

  it('refuses columns of different lengths', () => {
    expect(() => spikesCsv({ i: [1, 2], t: [0] })).toThrow(new RangeError('column t has 1 rows, not 2'))
  })
})
