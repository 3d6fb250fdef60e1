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
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { csv, type NpyArray, npyBytes, spikesCsv, writeFileAtomically } from '../../../src/runtime/node/output.js'

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

interface Npy {
  readonly descr: string
  readonly shape: string
  readonly data: DataView
}

/** A reader of the format as NumPy's documentation describes it. */
function parsed(bytes: Uint8Array): Npy {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, ...Buffer.from('NUMPY'), 1, 0])
  const start = 10 + view.getUint16(8, true)
  expect(start % 64).toBe(0)
  const header = Buffer.from(bytes.subarray(10, start)).toString('latin1')
  const match = /^\{'descr': '([^']+)', 'fortran_order': False, 'shape': (\([\d, ]*\)), \} *\n$/.exec(header)
  return {
    descr: match?.[1] ?? '',
    shape: match?.[2] ?? '',
    data: new DataView(bytes.buffer, bytes.byteOffset + start),
  }
}

describe('npyBytes', () => {
  it.each<[NpyArray, string]>([
    [Float64Array.of(1.5, -2), '<f8'],
    [Float32Array.of(1.5, -2), '<f4'],
    [Int32Array.of(1, -2), '<i4'],
    [Uint32Array.of(1, 2), '<u4'],
    [Int16Array.of(1, -2), '<i2'],
    [Uint16Array.of(1, 2), '<u2'],
    [Int8Array.of(1, -2), '|i1'],
    [Uint8Array.of(1, 2), '|u1'],
    [BigInt64Array.of(1n, -2n), '<i8'],
    [BigUint64Array.of(1n, 2n), '<u8'],
  ])('writes %o as %s', (array, descr) => {
    const npy = parsed(npyBytes(array))
    expect([npy.descr, npy.shape, npy.data.byteLength]).toEqual([descr, '(2,)', array.byteLength])
  })

  it.each<[readonly number[], string]>([
    [[6], '(6,)'],
    [[2, 3], '(2, 3)'],
    [[1, 2, 3], '(1, 2, 3)'],
  ])('writes the shape %j as %s', (shape, tuple) => {
    expect(parsed(npyBytes(new Float32Array(6), shape)).shape).toBe(tuple)
  })

  it('writes a scalar and an empty array', () => {
    expect(parsed(npyBytes(Float64Array.of(3), [])).shape).toBe('()')
    expect(parsed(npyBytes(new Float64Array(0), [0, 4])).shape).toBe('(0, 4)')
  })

  it('keeps every bit, of a part of a buffer too', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1 }), (array) => {
        const { data } = parsed(npyBytes(array.subarray(1)))
        const read = array.subarray(1).map((_, k) => data.getFloat64(8 * k, true))
        expect(read).toEqual(array.subarray(1))
      }),
    )
  })

  it('refuses a shape of another size', () => {
    expect(() => npyBytes(new Float64Array(5), [2, 3])).toThrow(
      new RangeError('an array of 5 numbers has no shape (2, 3)'),
    )
  })
})
