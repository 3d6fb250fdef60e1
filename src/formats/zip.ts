/** The files of a ZIP archive (APPNOTE 6.3), such as numpy.savez and savez_compressed write. */
import { inflate } from './inflate.js'
import { unfit } from './problem.js'

/** What unpacks DEFLATE: the platform's own, which is quicker, or ours. */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array

export interface ArchivedFile {
  readonly name: string
  readonly size: number
  /** @throws SpikecError if the file is broken */
  readonly read: () => Uint8Array
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const LARGE = 0xffffffff

export function filesIn(bytes: Uint8Array, what: string, unpack: Inflate = inflate): readonly ArchivedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) throw unfit(what, 'it is no archive, or was cut off: .npz files are ZIP archives')
  const count = view.getUint16(end + 10, true)
  const files: ArchivedFile[] = []
  for (let k = 0, at = view.getUint32(end + 16, true); k < count; k++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw unfit(what, 'its table of files is broken')
    const [method, checksum] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)]
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (packed === LARGE || size === LARGE || local === LARGE)
      throw unfit(what, `\`${name}\` in it has 4 GiB or more, which can't be read`)
    // DEFLATE makes no more than about 1032 bytes of one.
    if (method === 8 && size > 1040 * packed + 64) throw unfit(what, `\`${name}\` in it is broken`)
    const entry = { name, method, checksum, packed, size, local }
    files.push({ name, size, read: () => contentOf(entry, bytes, view, what, unpack) })
    at += 46 + nameLength + extra + comment
  }
  return files
}

/** The end record stands behind everything but a comment. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65535); at--) {
    if (view.getUint32(at, true) === END) return at
  }
  return undefined
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly local: number
}

function contentOf(
  { name, method, checksum, packed, size, local }: Entry,
  bytes: Uint8Array,
  view: DataView,
  what: string,
  unpack: Inflate,
): Uint8Array {
  const isThere = local + 30 <= bytes.length && view.getUint32(local, true) === LOCAL
  const start = isThere ? local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true) : 0
  if (!isThere || start + packed > bytes.length) throw unfit(what, `\`${name}\` in it was cut off`)
  const data = bytes.subarray(start, start + packed)
  if (method !== 0 && method !== 8)
    throw unfit(what, `\`${name}\` in it is packed in a way that can't be read (${method})`)
  const content = method === 0 ? data : unpacked(data, size, () => unfit(what, `\`${name}\` in it is broken`), unpack)
  if (content.length !== size || crc32(content) !== checksum)
    throw unfit(what, `\`${name}\` in it is broken: its checksum is another`)
  return content
}

function unpacked(data: Uint8Array, size: number, broken: () => Error, unpack: Inflate): Uint8Array {
  try {
    return unpack(data, size)
  } catch {
    throw broken()
  }
}

/** For each byte, what eight steps of the division by the polynomial make of it. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let k = 0; k < bytes.length; k++) crc = TABLE[(crc ^ bytes[k]) & 0xff] ^ (crc >>> 8)
  return ~crc >>> 0
}
