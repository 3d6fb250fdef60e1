/** Reads `.npy` files by the format's description (NEP 1), as nothing in the source does. */
import { readFileSync } from 'node:fs'

interface Header {
  readonly descr: string
  readonly shape: readonly number[]
  readonly body: Buffer
}

export function readHeader(bytes: Buffer): Header {
  if (bytes.subarray(0, 8).toString('latin1') !== '\x93NUMPY\x01\x00') throw new Error('no .npy file')
  const length = bytes.readUInt16LE(8)
  if ((10 + length) % 64 !== 0) throw new Error('the data are not aligned')
  const text = bytes.subarray(10, 10 + length).toString('latin1')
  const found = /^\{'descr': (.*), 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(text)
  if (!found) throw new Error(`no header: ${text}`)
  const shape = found[2].split(',').filter((part) => part.trim() !== '')
  return { descr: found[1], shape: shape.map(Number), body: bytes.subarray(10 + length) }
}

const READ: Readonly<Record<string, readonly [size: number, read: (bytes: Buffer, at: number) => number]>> = {
  '<f8': [8, (bytes, at) => bytes.readDoubleLE(at)],
  '<f4': [4, (bytes, at) => bytes.readFloatLE(at)],
  '<i4': [4, (bytes, at) => bytes.readInt32LE(at)],
  '<u4': [4, (bytes, at) => bytes.readUInt32LE(at)],
  '|b1': [1, (bytes, at) => bytes.readUInt8(at)],
}

/** Numbers of one type. */
export function readNumbers(bytes: Buffer): {
  readonly type: string
  readonly shape: readonly number[]
  readonly values: readonly number[]
} {
  const { descr, shape, body } = readHeader(bytes)
  const type = descr.slice(1, -1)
  const [size, read] = READ[type]
  const count = shape.reduce((product, length) => product * length, 1)
  if (body.length !== count * size) throw new Error(`${body.length} bytes for ${count} numbers`)
  return { type, shape, values: Array.from({ length: count }, (_, k) => read(body, k * size)) }
}

/** An array of records: each field's numbers, one record after the other. */
export function readRecords(path: string) {
  const { descr, shape, body } = readHeader(readFileSync(path))
  const fields = [...descr.matchAll(/\('(\w+)', '([^']+)'(?:, \((\d+),\))?\)/g)].map(([, name, type, width]) => ({
    name,
    type,
    width: width === undefined ? undefined : Number(width),
  }))
  const size = fields.reduce((sum, { type, width = 1 }) => sum + READ[type][0] * width, 0)
  const [count] = shape
  if (body.length < count * size) throw new Error('the file ends too early')
  let offset = 0
  const columns: Record<string, number[]> = {}
  for (const { name, type, width = 1 } of fields) {
    const [bytes, read] = READ[type]
    columns[name] = Array.from({ length: count * width }, (_, k) =>
      read(body, Math.floor(k / width) * size + offset + (k % width) * bytes),
    )
    offset += bytes * width
  }
  const types = Object.fromEntries(
    fields.map(({ name, type, width }) => [name, width === undefined ? type : `${type} ${width}`]),
  )
  return { types, columns, count }
}
