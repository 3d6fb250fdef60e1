/** Rates over time, smoothed and in bins, as the reference does it (ratemonitor.py: smooth_rate, binned_rate). */

/**
 * The window of a Gaussian: `sigma` in seconds; it ends at two standard deviations, rounded to whole steps (a half to the even
 * number, as numpy does).
 */
export function gaussianWindow(sigma: number, dt: number): Float64Array {
  const half = roundedHalfToEven((2 * sigma) / dt)
  return Float64Array.from({ length: 2 * half + 1 }, (_, k) => Math.exp(-((k - half) ** 2) / (2 * (sigma / dt) ** 2)))
}

/** A flat window has an odd number of steps: on each side of its middle as many as go into half of `width`. */
export function flatSmoothed(values: Float64Array, width: number, dt: number): Float64Array {
  return movingMean(values, Math.trunc(width / 2 / dt))
}

/**
 * Each value replaced by the mean of those around it, weighted by the window, which has an odd number of weights and is
 * scaled to a sum of 1. Before the first and behind the last value there are zeros. (Where the window is longer than the
 * data, the reference gives as many values as the window has; here there are as many as there are data.)
 */
export function smoothed(values: Float64Array, window: ArrayLike<number>): Float64Array {
  const sum = Array.from(window).reduce((total, weight) => total + weight, 0)
  const weights = Float64Array.from(window, (weight) => weight / sum)
  const half = (weights.length - 1) / 2
  return values.map((_, n) => {
    let total = 0
    const first = Math.max(0, n - half)
    const last = Math.min(values.length - 1, n + half)
    for (let k = first; k <= last; k++) total += values[k] * weights[n + half - k]
    return total
  })
}

/**
 * The mean of each value and of `half` on either side of it, with zeros before the first and behind the last.
 *
 * Cut into blocks as long as the window, each window is the end of one block and the beginning of the next, so sums from
 * every place to the end of its block and from its beginning are enough (as van Herk, 1992, has it for maxima). That takes a time
 * that goes with the values, however wide the window is, and as nothing is ever subtracted, no rounding is carried along.
 */
function movingMean(values: Float64Array, half: number): Float64Array {
  // What is further away is 0.
  const reach = Math.min(half, values.length)
  const length = 2 * reach + 1
  const padded = new Float64Array(Math.ceil((values.length + 2 * reach) / length) * length)
  padded.set(values, reach)
  const [fromBegin, toEnd] = [padded.slice(), padded.slice()]
  for (let k = 0; k < padded.length; k++) if (k % length !== 0) fromBegin[k] += fromBegin[k - 1]
  for (let k = padded.length - 2; k >= 0; k--) if ((k + 1) % length !== 0) toEnd[k] += toEnd[k + 1]
  return values.map((_, k) => (toEnd[k] + (k % length === 0 ? 0 : fromBegin[k + length - 1])) / (2 * half + 1))
}

/** The mean of every `size` values; what is left over at the end makes no bin. */
export function binned(values: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: Math.floor(values.length / size) }, (_, bin) => {
    let total = 0
    for (let k = bin * size; k < (bin + 1) * size; k++) total += values[k]
    return total / size
  })
}

function roundedHalfToEven(x: number): number {
  const down = Math.floor(x)
  if (x - down !== 0.5) return Math.round(x)
  return down % 2 === 0 ? down : down + 1
}
