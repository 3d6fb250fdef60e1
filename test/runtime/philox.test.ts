import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { philox4x32 } from '../../src/runtime/philox.js'

type Words = readonly number[]

/** Philox4x32-10 written from the paper on BigInts, sharing nothing with the implementation. */
function reference(counter: Words, key: Words): number[] {
  const mask = 0xffffffffn
  let [a, b, c, d] = counter.map((word) => BigInt(word))
  let [k0, k1] = key.map((word) => BigInt(word))
  for (let round = 0; round < 10; round++) {
    const left = a * 0xd2511f53n
    const right = c * 0xcd9e8d57n
    ;[a, b, c, d] = [(right >> 32n) ^ b ^ k0, right & mask, (left >> 32n) ^ d ^ k1, left & mask]
    k0 = (k0 + 0x9e3779b9n) & mask
    k1 = (k1 + 0xbb67ae85n) & mask
  }
  return [a, b, c, d].map(Number)
}

function philox(counter: Words, key: Words): number[] {
  const out = new Uint32Array(4)
  philox4x32(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out)
  return [...out]
}

/** Random123's `kat_vectors`, lines `philox4x32 10`. */
const KNOWN = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const

describe('philox4x32', () => {
  it.each(KNOWN)('gives the known answer $words', ({ counter, key, words }) => {
    expect(philox(counter, key)).toEqual(words)
    expect(reference(counter, key)).toEqual(words)
  })

  it('agrees with 64-bit integer arithmetic everywhere', () => {
    const word = fc.oneof(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffff0000, 0x7fffffff, 0x80000000, 0xffffffff),
    )
    const counters = fc.tuple(word, word, word, word)
    const keys = fc.tuple(word, word)
    fc.assert(
      fc.property(counters, keys, (counter, key) => {
        expect(philox(counter, key)).toEqual(reference(counter, key))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes words as signed or unsigned', () => {
    expect(philox([-1, -1, -1, -1], [-1, -1])).toEqual([...KNOWN[1].words])
  })
})
