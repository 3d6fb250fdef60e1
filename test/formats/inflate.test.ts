import { constants, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inflate } from '../../src/formats/inflate.js'

fc.configureGlobal({ seed: 1 })

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(1, 2, 3), { maxLength: 5000 }).map((list) => Uint8Array.from(list)),
  fc
    .tuple(fc.uint8Array({ maxLength: 50 }), fc.nat(300))
    .map(([part, times]) => new Uint8Array(Buffer.concat(Array(times).fill(part)))),
)
const levels = fc.constantFrom(0, 1, 6, 9)
const strategies = fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY)

test('unpacks what zlib packs', () => {
  fc.assert(
    fc.property(bytes, levels, strategies, (given, level, strategy) => {
      expect(inflate(deflateRawSync(given, { level, strategy }), given.length)).toEqual(given)
    }),
    { numRuns: 300 },
  )
})

test('of broken bytes comes an error, and nothing runs on', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.nat(7), (given, place, bit) => {
      const packed = new Uint8Array(deflateRawSync(given))
      packed[place % packed.length] ^= 1 << bit
      try {
        expect(inflate(packed, given.length)).toHaveLength(given.length)
      } catch (error) {
        expect((error as Error).message).toMatch(/packed data/)
      }
    }),
    { numRuns: 300 },
  )
})
