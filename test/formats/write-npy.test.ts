import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NumericData } from '../../src/formats/npy.js'
import { npyBytes } from '../../src/formats/write-npy.js'

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
  it.each<[NumericData, string]>([
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
