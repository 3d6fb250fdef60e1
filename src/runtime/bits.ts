/** What a double is made of: x = s*2^e. Generated code takes these for the kernel IR's primitives of the same names. */

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/** e of a normal positive number s*2^e with 1 <= s < 2. */
export function exponent(x: number): number {
  double[0] = x
  return (halves[HIGH] >>> 20) - 1023
}

/** s of the same. */
export function significand(x: number): number {
  double[0] = x
  halves[HIGH] = (halves[HIGH] & 0xfffff) | 0x3ff00000
  return double[0]
}

/** Looked up: reading a double right after one half of it was written makes processors wait. */
const powers = powersOfTwo()

function powersOfTwo(): Float64Array {
  const bits = new Uint32Array(2 * 2046)
  for (let k = 0; k < 2046; k++) bits[2 * k + HIGH] = (k + 1) << 20
  return new Float64Array(bits.buffer)
}

/** 2^n for whole n from -1022 to 1023. */
export function powerOfTwo(n: number): number {
  return powers[n + 1022]
}
