/**
 * The language's random numbers: pure functions of where they are drawn, with no state, so that they do not depend on
 * the backend, the engine, the number of threads, or on what any other object draws.
 *
 * This layout defines the numbers a model gives for a seed. It must never change.
 *
 *     key     = (seed, stream)                              32 bits each; stream = streamKey('object.variable'),
 *                                                           or streamKey('object:code') for what no variable is named by
 *     counter = (index0,                                    32 bits: the element (neuron, or target of a pair)
 *                index1,                                    32 bits: the second index (source of a pair), else 0;
 *                                                           source + n * sources for the n-th further synapse of a pair
 *                step mod 2^32,                             the time step, low word
 *                draw mod 2^16 | (floor(step / 2^32) mod 2^16) << 16)
 *     words   = Philox4x32-10(counter, key)                 w0, w1, w2, w3
 *
 *     bits(a, b) = (a >>> 5) * 2^26 + (b >>> 6)             an integer of 53 bits
 *     uniform    = bits(w0, w1) / 2^53                      in [0, 1); w2 and w3 are not used
 *     normal     = sqrt(-2 * ln u) * cos(2 * pi * v)        u = (bits(w0, w1) + 1) / 2^53 in (0, 1],
 *                                                           v = bits(w2, w3) / 2^53 in [0, 1)
 *
 *     jump       = 1 + floor(ln(1 - uniform) / ln(1 - p))      the distance from one chosen place to the next where each is chosen
 *                                                           with probability p; the division is a product with 1/ln(1 - p).
 *                                                           The n-th jump of a step has index0 = n, index1 = 0
 *
 * `draw` counts the random functions of a variable's code within one step, from 0. Steps go up to 2^48 - 1.
 * ln and cos are the ones below, of additions, multiplications, divisions and square roots alone, in the order written:
 * ECMAScript leaves Math.log and Math.cos to the engine, and the numbers must not.
 */
import { pairDraws } from './pair-draws.js'
import { philox4x32 } from './philox.js'

/** The random words of the place that was drawn from last. */
let words: Uint32Array = new Uint32Array(4)

/**
 * The 32-bit key of a named stream of random numbers, by convention `object.variable`: FNV-1a over the name's UTF-8
 * (Fowler, Noll, Vo; draft-eastlake-fnv).
 */
export function streamKey(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/**
 * A number uniform in [0, 1), of 53 bits.
 *
 * @param seed 32 bits, as are `stream` (see `streamKey`), `index0` and `index1`
 * @param step the time step, an integer from 0 to 2^48 - 1
 * @param draw which draw of the step, an integer from 0 to 65535
 */
export function uniform(
  seed: number,
  stream: number,
  index0: number,
  index1: number,
  step: number,
  draw: number,
): number {
  drawWords(seed, stream, index0, index1, step, draw)
  return bits53(words[0], words[1]) * 1.1102230246251565e-16
}

/** Two uniform numbers of one block of random words into `out`; the first is that of `uniform` at the same place. */
export function pair(
  seed: number,
  stream: number,
  index0: number,
  index1: number,
  step: number,
  draw: number,
  out: Float64Array,
): void {
  drawWords(seed, stream, index0, index1, step, draw)
  out[0] = bits53(words[0], words[1]) * 1.1102230246251565e-16
  out[1] = bits53(words[2], words[3]) * 1.1102230246251565e-16
}

/**
 * A standard normal number (Box and Muller 1958), from one block of random words; its absolute value is at most 8.58.
 * The parameters are those of `uniform`, and the two are not independent at the same place: take another `draw`.
 */
export function normal(
  seed: number,
  stream: number,
  index0: number,
  index1: number,
  step: number,
  draw: number,
): number {
  drawWords(seed, stream, index0, index1, step, draw)
  const u = (bits53(words[0], words[1]) + 1) * 1.1102230246251565e-16
  const v = bits53(words[2], words[3]) * 1.1102230246251565e-16
  return Math.sqrt(-2 * logarithm(u)) * cosineOfTurns(v)
}

/**
 * How many places on the next one is that is chosen, where each is chosen with probability p: a geometric number, at least 1.
 *
 * @param n how many jumps of the step came before
 * @param scale 1/ln(1 - p): 0 where p is 1, and minus infinity where it is 0, which gives infinity or NaN
 */
export function jump(seed: number, stream: number, n: number, step: number, draw: number, scale: number): number {
  return 1 + Math.floor(logarithm(1 - uniform(seed, stream, n, 0, step, draw)) * scale)
}

const both = new Float64Array(2)

/**
 * How many targets on the next synapse of a row is, where each pair of neurons has one with the same probability; counted from -1.
 * The gaps of a row are asked for one after the other: two come of one block of random words.
 *
 * @param n which gap of the row it is, from 0 on
 * @param scale 1/ln(1 - p), as of `jump`
 */
export function gap(seed: number, stream: number, n: number, row: number, scale: number): number {
  if ((n & 1) === 0) pair(seed, stream, n >>> 1, row, 0, 1, both)
  return 1 + Math.floor(logarithm(1 - both[n & 1]) * scale)
}

type WordsAt = (index0: number, index1: number, step: number, draw: number, seed: number, stream: number) => void

/** By WebAssembly, whose products have 64 bits, in a third of the time; in JavaScript where an engine is told to do without. */
let wordsAt: WordsAt = (...place) => {
  if (typeof WebAssembly === 'undefined') wordsAt = wordsInJavaScript
  else ({ words: wordsAt, drawn: words } = pairDraws())
  wordsAt(...place)
}

function wordsInJavaScript(...[index0, index1, step, draw, seed, stream]: Parameters<WordsAt>): void {
  const high = step < 4294967296 ? 0 : Math.floor(step / 4294967296)
  philox4x32(index0, index1, step, (draw & 0xffff) | (high << 16), seed, stream, words)
}

function drawWords(seed: number, stream: number, index0: number, index1: number, step: number, draw: number): void {
  wordsAt(index0, index1, step, draw, seed, stream)
}

/**
 * An integer of 53 bits, made as in Matsumoto and Nishimura's `genrand_res53`, which NumPy and Brian use. It is scaled
 * by 1.1102230246251565e-16, which is 2^-53, so that the product is exact.
 */
function bits53(a: number, b: number): number {
  return (a >>> 5) * 67108864 + (b >>> 6)
}

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/**
 * The natural logarithm of a normal positive number, within 1 ulp: FreeBSD's `e_log.c` (Sun Microsystems' fdlibm),
 * with x = 2^k * (1 + f) and 1 + f between sqrt(1/2) and sqrt(2).
 */
function logarithm(x: number): number {
  double[0] = x
  const shifted = halves[HIGH] + (0x3ff00000 - 0x3fe6a09e)
  const k = (shifted >>> 20) - 1023
  halves[HIGH] = (shifted & 0xfffff) + 0x3fe6a09e
  const f = double[0] - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  return s * (halfSquare + (odd + even)) + k * 1.9082149292705877e-10 - halfSquare + f + k * 0.6931471803691238
}

/** cos(2 pi u) for u in [0, 1): the quadrant is taken off exactly, before the one rounding by 2 pi. */
function cosineOfTurns(u: number): number {
  const quadrant = Math.floor(4 * u + 0.5)
  const x = (u - 0.25 * quadrant) * 6.283185307179586
  if (quadrant === 1) return -kernelSine(x)
  if (quadrant === 2) return -kernelCosine(x)
  return quadrant === 3 ? kernelSine(x) : kernelCosine(x)
}

/** sin(x) for |x| <= pi/4: fdlibm's `k_sin.c`. */
function kernelSine(x: number): number {
  const z = x * x
  const tail =
    -0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10))
  return x + z * x * (-0.16666666666666632 + z * (0.00833333333332249 + z * tail))
}

/** cos(x) for |x| <= pi/4: fdlibm's `k_cos.c`, as in FreeBSD. */
function kernelCosine(x: number): number {
  const z = x * x
  const tail =
    2.480158728947673e-5 + z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))
  const rest = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * tail))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + z * rest)
}
