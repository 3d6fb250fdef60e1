/** Arrays into NumPy's format .npy. */
import type { NumericData } from './npy.js'

/**
 * An array in NumPy's `.npy` format, version 1.0 (NEP 1), in C order.
 *
 * @param shape the length of each dimension, the last one contiguous; by default one dimension
 * @throws RangeError when the shape does not hold the array's number of elements
 */
export function npyBytes(array: NumericData, shape: readonly number[] = [array.length]): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1)
  if (size !== array.length)
    throw new RangeError(`an array of ${array.length} numbers has no shape (${shape.join(', ')})`)
  const header = npyHeader(npyType(array), shape)
  const bytes = new Uint8Array(header.length + array.byteLength)
  bytes.set(header)
  bytes.set(littleEndian(array), header.length)
  return bytes
}

export function npyType(array: NumericData): string {
  if (array instanceof Float64Array) return '<f8'
  if (array instanceof Float32Array) return '<f4'
  if (array instanceof BigInt64Array) return '<i8'
  if (array instanceof BigUint64Array) return '<u8'
  const signed = array instanceof Int32Array || array instanceof Int16Array || array instanceof Int8Array
  const size = array.BYTES_PER_ELEMENT
  return `${size === 1 ? '|' : '<'}${signed ? 'i' : 'u'}${size}`
}

/** Magic string, version, header length, and a Python dictionary padded so that the data begins at a multiple of 64. */
function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  return npyHeaderOf(`'${type}'`, shape)
}

/** `description`: the type as Python writes it. `room`: for so many further characters, so that a longer shape fits later. */
export function npyHeaderOf(description: string, shape: readonly number[], room = 0): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const dictionary = `{'descr': ${description}, 'fortran_order': False, 'shape': (${tuple}), }`
  const length = Math.ceil((10 + dictionary.length + room + 1) / 64) * 64
  const text = `${dictionary.padEnd(length - 11)}\n`
  const bytes = new Uint8Array(length)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >> 8])
  bytes.set(new TextEncoder().encode(text), 10)
  return bytes
}

export function littleEndian(array: NumericData): Uint8Array {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  if (isLittleEndian) return bytes
  const size = array.BYTES_PER_ELEMENT
  return bytes.map((_, k) => bytes[k - (k % size) + size - 1 - (k % size)])
}
