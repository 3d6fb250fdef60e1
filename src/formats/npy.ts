/** Arrays in NumPy's format .npy (NEP 1), versions 1 to 3. */
import { unfit } from './problem.js'

/** The arrays that have a NumPy type. */
export type NumericData =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array

/** Row after row, whatever order the file has. */
export interface NumericArray {
  readonly data: NumericData
  readonly shape: readonly number[]
}

interface Header {
  readonly descr: string
  readonly isFortran: boolean
  readonly shape: readonly number[]
  /** Where the data begin. */
  readonly end: number
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

export function readNpy(bytes: Uint8Array, what: string): NumericArray {
  const { descr, isFortran, shape, end } = headerOf(bytes, what)
  const { code, width, isSwapped } = typeOf(descr, what)
  const count = shape.reduce((product, n) => product * n, 1)
  const needed = count * width
  const found = bytes.length - end
  if (found !== needed)
    throw unfit(
      what,
      `it ends too ${found < needed ? 'early' : 'late'}: ${shapeText(shape)} numbers of ${width} bytes take ${needed}, and there are ${found}`,
    )
  const ordered = isSwapped ? swapped(bytes.subarray(end), width) : bytes.subarray(end)
  const data = viewOf(ordered, code, count)
  return { data: isFortran && shape.length > 1 ? transposed(data, shape) : data, shape }
}

/** A text of one element, as SciPy names the form of a sparse matrix. */
export function readNpyText(bytes: Uint8Array, what: string): string {
  const { descr, end } = headerOf(bytes, what)
  const text = bytes.subarray(end)
  if (/^[|<>=]?S\d+$/.test(descr)) return new TextDecoder().decode(text).replace(/\0+$/, '')
  if (!/^[<=]U\d+$/.test(descr)) throw unfit(what, `it is no text, and of the type ${descr}`)
  const points = viewOf(text, 'u4', Math.floor(text.length / 4)) as Uint32Array
  return String.fromCodePoint(...points).replace(/\0+$/, '')
}

function headerOf(bytes: Uint8Array, what: string): Header {
  if (MAGIC.some((byte, k) => bytes[k] !== byte)) throw unfit(what, 'it is no .npy file, which begins with \\x93NUMPY')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[6]
  if (!(version >= 1 && version <= 3) || bytes.length < 12)
    throw unfit(what, `its version of .npy, ${version}, is not known`)
  const start = version === 1 ? 10 : 12
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true))
  if (end > bytes.length) throw unfit(what, 'it ends within its header')
  const text = new TextDecoder().decode(bytes.subarray(start, end))
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const shape = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1]
  if (/'descr'\s*:\s*\[/.test(text)) throw unfit(what, 'its elements have several fields, and not one number each')
  if (descr === undefined || order === undefined || shape === undefined) throw unfit(what, 'its header is broken')
  const sizes = shape
    .split(',')
    .map((n) => n.trim())
    .filter((n) => n !== '')
    .map(Number)
  return { descr, isFortran: order === 'True', shape: sizes, end }
}

/** `f8`, `i4`, `u2`, `b1` and so on. */
const WIDTHS: Readonly<Record<string, number>> = {
  f8: 8,
  f4: 4,
  f2: 2,
  i8: 8,
  i4: 4,
  i2: 2,
  i1: 1,
  u8: 8,
  u4: 4,
  u2: 2,
  u1: 1,
  b1: 1,
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  c: 'complex numbers',
  O: 'Python objects',
  U: 'texts',
  S: 'texts',
  M: 'dates',
  m: 'time differences',
  V: 'records',
}

function typeOf(descr: string, what: string) {
  const [, order, code] = /^([<>|=]?)(\w+)/.exec(descr) ?? ['', '', '']
  const width = Object.hasOwn(WIDTHS, code) ? WIDTHS[code] : undefined
  if (width === undefined) {
    const kind = OTHER_KINDS[code[0]] ?? 'numbers of a type that is not known'
    throw unfit(what, `it holds ${kind} (${descr}), and weights are real numbers`, [
      "in NumPy, `W.astype('float64')` makes them",
    ])
  }
  return { code, width, isSwapped: order === '>' && width > 1 }
}

/** The bytes of each number the other way round. */
function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += width)
    for (let k = 0; k < width; k++) out[at + k] = bytes[at + width - 1 - k]
  return out
}

/** A view of the bytes where they stand, if they are aligned. */
function viewOf(bytes: Uint8Array, code: string, count: number): NumericData {
  const width = WIDTHS[code]
  const isAligned = bytes.byteOffset % width === 0
  const [buffer, offset] = isAligned ? [bytes.buffer, bytes.byteOffset] : [new Uint8Array(bytes).buffer, 0]
  switch (code) {
    case 'f8':
      return new Float64Array(buffer, offset, count)
    case 'f4':
      return new Float32Array(buffer, offset, count)
    case 'f2':
      return Float32Array.from(new Uint16Array(buffer, offset, count), halfOf)
    case 'i8':
      return new BigInt64Array(buffer, offset, count)
    case 'i4':
      return new Int32Array(buffer, offset, count)
    case 'i2':
      return new Int16Array(buffer, offset, count)
    case 'i1':
      return new Int8Array(buffer, offset, count)
    case 'u8':
      return new BigUint64Array(buffer, offset, count)
    case 'u4':
      return new Uint32Array(buffer, offset, count)
    case 'u2':
      return new Uint16Array(buffer, offset, count)
    default:
      return new Uint8Array(buffer, offset, count)
  }
}

/** IEEE 754 binary16. */
function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

/** The first axis runs the fastest -> the last does. */
function transposed(data: NumericData, shape: readonly number[]): NumericData {
  const out = data.slice()
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, n) => product * n, 1))
  const at = shape.map(() => 0)
  for (let k = 0, from = 0; k < out.length; k++) {
    out[k] = data[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++at[axis] < shape[axis]) break
      from -= strides[axis] * shape[axis]
      at[axis] = 0
    }
  }
  return out
}

export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? '1' : shape.join(' x ')
}

/** As doubles, or as the singles that they are. */
export function asFloats(data: NumericData): Float64Array | Float32Array {
  if (data instanceof Float64Array || data instanceof Float32Array) return data
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number)
  return new Float64Array(data)
}

/** Whole numbers of 64 bits as 32, where all of them fit. */
export function asIndices(data: NumericData): ArrayLike<number> {
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data
  const halves = new Int32Array(data.buffer, data.byteOffset, 2 * data.length)
  const out = new Int32Array(data.length)
  for (let k = 0; k < out.length; k++) {
    // Little-endian, as every engine of the language is.
    out[k] = halves[2 * k]
    if (halves[2 * k + 1] !== out[k] >> 31) return Float64Array.from(data, Number)
  }
  return out
}
