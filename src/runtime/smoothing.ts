/** Rates over time, smoothed and in bins, as the reference does it (ratemonitor.py: smooth_rate, binned_rate). */

/**
 * The window of a Gaussian: `sigma` in seconds; it ends at two standard deviations, rounded to whole steps (a half to the even
 * number, as numpy does).
 */
export function gaussianWindow(sigma: number, dt: number): Float64Array {
  const half = roundedHalfToEven((2 * sigma) / dt)
  return Float64Array.from({ length: 2 * half + 1 }, (_, k) => Math.exp(-((k - half) ** 2) / (2 * (sigma / dt) ** 2)))
}

/** A flat window of an odd number of steps: on each side of its middle as many as go into half of `width`. */
export function flatWindow(width: number, dt: number): Float64Array {
  return new Float64Array(Math.trunc(width / 2 / dt) * 2 + 1).fill(1)
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
