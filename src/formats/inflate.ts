/** What DEFLATE has packed (RFC 1951), where the platform has nothing for that. */

/** A prefix code: how many codes there are of each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
}

const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
const ORDER_OF_LENGTHS = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const LONGEST = 15

/**
 * @param size how many bytes come out
 * @throws Error if they are not so many, or the bytes are none that DEFLATE makes
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let written = 0
  let at = 0
  let held = 0
  let bits = 0

  const take = (count: number): number => {
    while (bits < count) {
      if (at >= packed.length) throw new Error('the packed data end too early')
      held |= packed[at++] << bits
      bits += 8
    }
    const value = held & ((1 << count) - 1)
    held >>>= count
    bits -= count
    return value
  }
  const symbolOf = ({ counts, symbols }: Code): number => {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= LONGEST; length++) {
      code |= take(1)
      const count = counts[length]
      if (code - count < first) return symbols[index + (code - first)]
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw new Error('the packed data hold a code that there is not')
  }
  const refuseMore = (count: number): void => {
    if (written + count > size) throw new Error('more comes out of the packed data than there should be')
  }
  const stored = (): void => {
    held = 0
    bits = 0
    const length = packed[at] | (packed[at + 1] << 8)
    const check = packed[at + 2] | (packed[at + 3] << 8)
    if (at + 4 + length > packed.length || length !== (~check & 0xffff)) throw new Error('the packed data are broken')
    refuseMore(length)
    out.set(packed.subarray(at + 4, at + 4 + length), written)
    at += 4 + length
    written += length
  }
  const coded = (literals: Code, distances: Code): void => {
    for (;;) {
      const symbol = symbolOf(literals)
      if (symbol === 256) return
      if (symbol < 256) {
        refuseMore(1)
        out[written++] = symbol
        continue
      }
      const length = LENGTHS[symbol - 257] + take(LENGTH_BITS[symbol - 257])
      const far = symbolOf(distances)
      const distance = DISTANCES[far] + take(DISTANCE_BITS[far])
      if (!(distance <= written)) throw new Error('the packed data are broken')
      refuseMore(length)
      for (let k = 0; k < length; k++, written++) out[written] = out[written - distance]
    }
  }
  const dynamicCodes = (): readonly [Code, Code] => {
    const [literals, distances, given] = [take(5) + 257, take(5) + 1, take(4) + 4]
    const ofLengths = new Uint8Array(19)
    for (let k = 0; k < given; k++) ofLengths[ORDER_OF_LENGTHS[k]] = take(3)
    const code = codeOf(ofLengths)
    const lengths = new Uint8Array(literals + distances)
    for (let k = 0; k < lengths.length; ) {
      const symbol = symbolOf(code)
      if (symbol < 16) lengths[k++] = symbol
      else {
        const before = symbol === 16 ? lengths[k - 1] : 0
        const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7)
        if ((symbol === 16 && k === 0) || k + times > lengths.length) throw new Error('the packed data are broken')
        lengths.fill(before, k, k + times)
        k += times
      }
    }
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))]
  }

  for (let last = 0; last === 0; ) {
    last = take(1)
    const kind = take(2)
    if (kind === 0) stored()
    else if (kind === 1) coded(FIXED_LITERALS, FIXED_DISTANCES)
    else if (kind === 2) coded(...dynamicCodes())
    else throw new Error('the packed data are broken')
  }
  if (written !== size) throw new Error(`${written} bytes come out of the packed data, and there should be ${size}`)
  return out
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(LONGEST + 1)
  for (const length of lengths) counts[length]++
  counts[0] = 0
  const next = new Uint16Array(LONGEST + 2)
  for (let length = 1; length <= LONGEST; length++) next[length + 1] = next[length] + counts[length]
  const symbols = new Uint16Array(lengths.length)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    if (lengths[symbol] !== 0) symbols[next[lengths[symbol]]++] = symbol
  }
  return { counts, symbols }
}

const FIXED_LITERALS = codeOf(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
)
const FIXED_DISTANCES = codeOf(new Uint8Array(30).fill(5))
