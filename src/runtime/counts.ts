/**
 * Poisson and binomial numbers, exactly so distributed, and as `random.ts` says functions of where they are drawn alone. The
 * n-th attempt of a rejection loop takes the block of random words whose draw is n*1024 higher (mod 2^16), so that the numbers
 * of one attempt are those of no other.
 */
import { exp, log, log1p } from './math.js'
import { pair } from './random.js'

/** Where a number is drawn: the parameters of `uniform` in `random.ts`. */
type Place = readonly [seed: number, stream: number, index0: number, index1: number, step: number, draw: number]

const two = new Float64Array(2)

/** Each attempt is accepted more often than not, so that there are never so many. */
const ATTEMPTS = 64

/** Two uniform numbers of an attempt, into `two`. */
function attempt([seed, stream, index0, index1, step, draw]: Place, n: number): void {
  pair(seed, stream, index0, index1, step, (draw + 1024 * n) & 0xffff, two)
}

/** A mean from which on numbers are found by rejection; below, by adding up probabilities. */
const LARGE = 10

/**
 * A Poisson number with mean `lam`; NaN where that is below 0 or no number.
 *
 * The other parameters are those of `uniform`.
 */
export function poisson(
  seed: number,
  stream: number,
  index0: number,
  index1: number,
  step: number,
  draw: number,
  lam: number,
): number {
  if (!(lam >= 0 && lam < Number.POSITIVE_INFINITY)) return Number.NaN
  const place: Place = [seed, stream, index0, index1, step, draw]
  if (lam >= LARGE) return poissonByRejection(lam, place)
  attempt(place, 0)
  const [u] = two
  let p = exp(-lam)
  let k = 0
  for (let sum = p; u >= sum && p > 0; sum += p) p *= lam / ++k
  return k
}

/** PTRS, W. Hoermann: The transformed rejection method for generating Poisson random variables. Insurance Math. Econom. 12 (1993). */
function poissonByRejection(lam: number, place: Place): number {
  const b = 0.931 + 2.53 * Math.sqrt(lam)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const quick = 0.9277 - 3.6224 / (b - 2)
  const logLam = log(lam)
  for (let n = 0; n < ATTEMPTS; n++) {
    attempt(place, n)
    const u = two[0] - 0.5
    const v = two[1]
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + lam + 0.43)
    if (us >= 0.07 && v <= quick) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= -lam + k * logLam - logFactorial(k)) return k
  }
  return Math.floor(lam)
}

/**
 * How many of `n` tries succeed, each with probability `p`; NaN where `n` is no whole number from 0 or `p` no probability.
 *
 * The other parameters are those of `uniform`.
 */
export function binomial(
  seed: number,
  stream: number,
  index0: number,
  index1: number,
  step: number,
  draw: number,
  n: number,
  p: number,
): number {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) return Number.NaN
  const place: Place = [seed, stream, index0, index1, step, draw]
  return p <= 0.5 ? successes(n, p, place) : n - successes(n, 1 - p, place)
}

function successes(n: number, p: number, place: Place): number {
  if (n * p >= LARGE) return binomialByRejection(n, p, place)
  attempt(place, 0)
  const [u] = two
  const odds = p / (1 - p)
  let weight = exp(n * log1p(-p))
  let k = 0
  for (let sum = weight; u >= sum && weight > 0; sum += weight) {
    weight *= ((n - k) / (k + 1)) * odds
    k++
  }
  return Math.min(k, n)
}

/** BTRS, W. Hoermann: The generation of binomial random variates. J. Stat. Comput. Simul. 46 (1993). */
function binomialByRejection(n: number, p: number, place: Place): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const c = n * p + 0.5
  const quick = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * spread
  const logOdds = log(p / (1 - p))
  const likeliest = Math.floor((n + 1) * p)
  const top = logFactorial(likeliest) + logFactorial(n - likeliest)
  for (let m = 0; m < ATTEMPTS; m++) {
    attempt(place, m)
    const u = two[0] - 0.5
    const v = two[1]
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + c)
    if (us >= 0.07 && v <= quick) return k
    if (k < 0 || k > n) continue
    const most = top - logFactorial(k) - logFactorial(n - k) + (k - likeliest) * logOdds
    if (log((v * alpha) / (a / (us * us) + b)) <= most) return k
  }
  return likeliest
}

const HALF_LOG_OF_2_PI = 0.9189385332046728

/** ln k! of a whole number: of a product where it is small, else Stirling's series, whose error is below 1e-14 from 10 on. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1
    for (let factor = 2; factor <= k; factor++) product *= factor
    return log(product)
  }
  const x = k + 1
  const r = 1 / (x * x)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x
  return (x - 0.5) * log(x) - x + HALF_LOG_OF_2_PI + series
}
