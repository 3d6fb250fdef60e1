/**
 * Philox4x32-10, a counter-based random number generator: a keyed bijection of 128-bit counters that has no state.
 *
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: Parallel random numbers: as easy as 1, 2, 3. SC '11.
 * The constants are those of the authors' Random123 library (`philox.h`).
 */

/**
 * Writes the four random words of a counter under a key into `out[0..3]`.
 *
 * Every argument is a 32-bit word, signed or unsigned; only its low 32 bits count. Nothing is allocated.
 *
 * @param out at least four words
 */
export function philox4x32(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  out: Uint32Array,
): void {
  // The multipliers 0xd2511f53 and 0xcd9e8d57, whole and in halves, and the Weyl increments of the key: 2^32 divided by
  // the golden ratio, and the square root of 3 less 1, times 2^32. They are local because bundlers turn a module's
  // `const` into `var`, which V8 does not fold: that takes twice the time.
  const M0 = 0xd2511f53
  const M0_HIGH = 0xd251
  const M0_LOW = 0x1f53
  const M1 = 0xcd9e8d57
  const M1_HIGH = 0xcd9e
  const M1_LOW = 0x8d57
  const KEY_STEP_0 = 0x9e3779b9
  const KEY_STEP_1 = 0xbb67ae85
  let c0 = counter0 | 0
  let c1 = counter1 | 0
  let c2 = counter2 | 0
  let c3 = counter3 | 0
  let k0 = key0 | 0
  let k1 = key1 | 0
  for (let round = 0; round < 10; round++) {
    // The high word of a 32x32 product from 16-bit halves (Warren, Hacker's Delight, 8-2, `mulhu`): no sum below
    // passes 2^32 - 1, so no carry is lost. Written out twice because a call returning two words would allocate.
    const low0 = c0 & 0xffff
    const high0 = c0 >>> 16
    const middle0 = (Math.imul(high0, M0_LOW) + (Math.imul(low0, M0_LOW) >>> 16)) | 0
    const carry0 = (Math.imul(low0, M0_HIGH) + (middle0 & 0xffff)) | 0
    const product0 = (Math.imul(high0, M0_HIGH) + (middle0 >>> 16) + (carry0 >>> 16)) | 0

    const low1 = c2 & 0xffff
    const high1 = c2 >>> 16
    const middle1 = (Math.imul(high1, M1_LOW) + (Math.imul(low1, M1_LOW) >>> 16)) | 0
    const carry1 = (Math.imul(low1, M1_HIGH) + (middle1 & 0xffff)) | 0
    const product1 = (Math.imul(high1, M1_HIGH) + (middle1 >>> 16) + (carry1 >>> 16)) | 0

    const next1 = Math.imul(c2, M1)
    const next3 = Math.imul(c0, M0)
    c0 = product1 ^ c1 ^ k0
    c2 = product0 ^ c3 ^ k1
    c1 = next1
    c3 = next3
    k0 = (k0 + KEY_STEP_0) | 0
    k1 = (k1 + KEY_STEP_1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}
