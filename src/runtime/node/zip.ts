/** A ZIP archive of files that are not compressed, as numpy.savez writes it (APPNOTE 6.3), in pieces. */

export interface ZipEntry {
  readonly name: string
  /** How many bytes it has. */
  readonly size: number
  readonly content: () => Iterable<Uint8Array>
}

/** Sizes and places are numbers of four bytes. */
export const MOST_ZIPPED = 2 ** 32 - 1

/** What an archive takes in all. */
export function zipSize(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { name, size }) => sum + size + 2 * nameBytes(name).length + LOCAL + AFTER + CENTRAL, END)
}

const LOCAL = 30
const AFTER = 16
const CENTRAL = 46
const END = 22

/** The checksums come behind the contents, so that these are made once. */
export function* zipped(entries: readonly ZipEntry[]): Generator<Uint8Array> {
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, size, content } of entries) {
    const label = nameBytes(name)
    yield joined(
      record(LOCAL, 0x04034b50, [
        [4, 20],
        [6, BEHIND],
        [12, DATE],
        [26, label.length],
      ]),
      label,
    )
    let checksum = 0xffffffff
    let written = 0
    for (const piece of content()) {
      checksum = crc32(piece, checksum)
      written += piece.length
      yield piece
    }
    if (written !== size) throw new Error(`internal error of spikec: ${name} has ${written} bytes, not ${size}`)
    const crc = ~checksum >>> 0
    yield record(
      AFTER,
      0x08074b50,
      [],
      [
        [4, crc],
        [8, size],
        [12, size],
      ],
    )
    const central = record(
      CENTRAL,
      0x02014b50,
      [
        [4, 20],
        [6, 20],
        [8, BEHIND],
        [14, DATE],
        [28, label.length],
      ],
      [
        [16, crc],
        [20, size],
        [24, size],
        [42, at],
      ],
    )
    directory.push(joined(central, label))
    at += LOCAL + label.length + size + AFTER
  }
  const bytes = directory.reduce((sum, { length }) => sum + length, 0)
  yield* directory
  yield record(
    END,
    0x06054b50,
    [
      [8, entries.length],
      [10, entries.length],
    ],
    [
      [12, bytes],
      [16, at],
    ],
  )
}

/** Checksum and sizes stand behind the content; names are UTF-8. */
const BEHIND = 0x0808
/** 1 January 1980: the same results make the same file. */
const DATE = 0x21

type Numbers = readonly (readonly [offset: number, value: number])[]

function record(size: number, signature: number, short: Numbers, long: Numbers = []): Uint8Array {
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signature, true)
  for (const [offset, value] of short) view.setUint16(offset, value, true)
  for (const [offset, value] of long) view.setUint32(offset, value, true)
  return bytes
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}

function nameBytes(name: string): Uint8Array {
  return new TextEncoder().encode(name)
}

/** For each byte, what eight steps of the division by the polynomial make of it. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array, before: number): number {
  let crc = before
  for (let k = 0; k < bytes.length; k++) crc = TABLE[(crc ^ bytes[k]) & 0xff] ^ (crc >>> 8)
  return crc
}
