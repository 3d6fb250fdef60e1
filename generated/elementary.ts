// Printed from src/ir/functions by scripts/generate.mjs; do not edit.
import { exponent, powerOfTwo, significand } from '../src/runtime/bits.js'

const twoOverPi = Float64Array.of(0, 0, 0, 10680707, 7228996, 1387004, 2578385, 16069853, 12639074, 9804092, 4427841, 16666979, 11263675, 12935607, 2387514, 4345298, 14681673, 3074569, 13734428, 16653803, 1880361, 10960616, 8533493, 3062596, 8710556, 7349940, 6258241, 3772886, 3769171, 3798172, 8675211, 12450088, 3874808, 9961438, 366607, 15675153, 9132554, 7151469, 3571407, 2607881, 12013382, 4155038, 6285869, 7677882, 13102053, 15825725, 473591, 9065106, 15363067, 6271263, 9264392, 5636912)

/** e^x, within 0.9 ulp: 2^n exp(r), after Cody and Waite 1980. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708.39)) return rareExp(x)
  const n = Math.floor(x * 1.4426950408889634 + 0.4150375)
  const near = x - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  return (1 + q) * powerOfTwo(n)
}

/** exp where its straight line does not do. */
function rareExp(x: number): number {
  const safe = Math.abs(x) < 746 ? x : 0
  const n = Math.floor(safe * 1.4426950408889634 + 0.4150375)
  const near = safe - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const half = Math.floor(n * 0.5)
  return Math.abs(x) < 746 ? (1 + q) * powerOfTwo(half) * powerOfTwo(n - half) : x > 0 ? Number.POSITIVE_INFINITY : x < 0 ? 0 : x
}

/** e^x - 1, within 1.4 ulp: 2^n (exp(r) - 1) + (2^n - 1), after Cody and Waite 1980. */
export function expm1(x: number): number {
  if (!(Math.abs(x) < 708.39)) return x < 0 ? -1 : exp(x)
  const n = Math.floor(x * 1.4426950408889634 + 0.4150375)
  const near = x - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const scale = powerOfTwo(n)
  return x === 0 ? x : scale * q + (scale - 1)
}

/** (e^x - 1)/x, continued by 1 at x = 0, within 2.1 ulp. */
export function exprel(x: number): number {
  if (!(Math.abs(x) < 708.39)) return rareExprel(x)
  const n = Math.floor(x * 1.4426950408889634 + 0.4150375)
  const near = x - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const scale = powerOfTwo(n)
  return x === 0 ? 1 : (scale * q + (scale - 1)) / x
}

/** exprel where its straight line does not do. */
function rareExprel(x: number): number {
  const safe = Math.abs(x) < 746 ? x : 0
  const n = Math.floor(safe * 1.4426950408889634 + 0.4150375)
  const near = safe - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const total = n + -64
  const half = Math.floor(total * 0.5)
  const shrunk = (Math.abs(x) < 746 ? (1 + q) * powerOfTwo(half) * powerOfTwo(total - half) : x > 0 ? Number.POSITIVE_INFINITY : x < 0 ? 0 : x) / x
  return x < 0 ? -1 / x : x < 746 ? shrunk * 18446744073709552000 : x
}

/** The natural logarithm, within 0.9 ulp: FreeBSD msun, e_log.c. */
export function log(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < 4.49423283715579e+307)) return rareLog(x)
  const k = exponent(x * 1.4142135623730951)
  const m = x * powerOfTwo(0 - k)
  const f = m - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  return s * (halfSquare + (z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373)))) + k * 1.9082149292705877e-10 - halfSquare + f + k * 0.6931471803691238
}

/** log where its straight line does not do. */
function rareLog(x: number): number {
  const safe = x > 0 && x < Number.POSITIVE_INFINITY ? x : 1
  const scaled = safe * (safe < 1 ? 18014398509481984 : 5.551115123125783e-17)
  const shift = safe < 1 ? 54 : -54
  const k = exponent(scaled * 1.4142135623730951)
  const m = scaled * powerOfTwo(0 - k)
  const f = m - 1
  const shifted = k - shift
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  return x > 0 && x < Number.POSITIVE_INFINITY ? s * (halfSquare + (z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373)))) + shifted * 1.9082149292705877e-10 - halfSquare + f + shifted * 0.6931471803691238 : x > 0 ? Number.POSITIVE_INFINITY : x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
}

/** log(1 + x), within 0.9 ulp: as log, with the rounding error of 1 + x made good, as in FreeBSD msun, s_log1p.c. */
export function log1p(x: number): number {
  if (!(x > -1 && x < 4.49423283715579e+307)) return log(1 + x)
  const u = 1 + x
  const back = u - 1
  const c = 1 - (u - back) + (x - back)
  const k = exponent(u * 1.4142135623730951)
  const scale = powerOfTwo(0 - k)
  const near = u * scale - 1
  const moved = c * scale
  const f = near + moved
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  return x === 0 ? x : s * (halfSquare + (z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373)))) + (k * 1.9082149292705877e-10 + (moved - (f - near)) * (1 - f)) - halfSquare + f + k * 0.6931471803691238
}

/** The logarithm to base 10, within 0.9 ulp, and exact for powers of ten: FreeBSD msun, e_log10.c. */
export function log10(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < 4.49423283715579e+307)) return rareLog10(x)
  const k = exponent(x * 1.4142135623730951)
  const m = x * powerOfTwo(0 - k)
  const f = m - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const main = f - halfSquare
  const highWide = main * 4294967297
  const high = highWide - (highWide - main)
  const low = f - high - halfSquare + s * (halfSquare + (z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))))
  const whole = k * 0.30102999566361177
  const fraction = high * 0.4342944818781689
  const value = whole + fraction
  return k * 3.694239077158931e-13 + (low + high) * 2.5082946711645275e-11 + low * 0.4342944818781689 + (whole - value + fraction) + value
}

/** log10 where its straight line does not do. */
function rareLog10(x: number): number {
  const safe = x > 0 && x < Number.POSITIVE_INFINITY ? x : 1
  const scaled = safe * (safe < 1 ? 18014398509481984 : 5.551115123125783e-17)
  const shift = safe < 1 ? 54 : -54
  const k = exponent(scaled * 1.4142135623730951)
  const m = scaled * powerOfTwo(0 - k)
  const shifted = k - shift
  const f = m - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const main = f - halfSquare
  const highWide = main * 4294967297
  const high = highWide - (highWide - main)
  const low = f - high - halfSquare + s * (halfSquare + (z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))))
  const whole = shifted * 0.30102999566361177
  const fraction = high * 0.4342944818781689
  const value = whole + fraction
  return x > 0 && x < Number.POSITIVE_INFINITY ? shifted * 3.694239077158931e-13 + (low + high) * 2.5082946711645275e-11 + low * 0.4342944818781689 + (whole - value + fraction) + value : x > 0 ? Number.POSITIVE_INFINITY : x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
}

/** The sine, within 0.9 ulp: reduced after Cody and Waite 1980, beyond 1e5 after Payne and Hanek 1983; FreeBSD msun, k_sin.c. */
export function sin(x: number): number {
  if (!(Math.abs(x) < 100000)) return rareSin(x)
  const n = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744
  const first = x - n * 1.5707963267923333
  const step = n * 2.5633441515839558e-12
  const second = first - step
  const lost = first - second - step
  const last = n * 1.0562999066987428e-23 - lost
  const r = second - last
  const tail = second - r - last
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const pairs = n * 0.5
  const whole = Math.floor(pairs)
  const value = pairs !== whole ? cosine : sine
  const turns = whole * 0.5
  return x === 0 ? x : turns === Math.floor(turns) ? value : -value
}

/** sin where its straight line does not do. */
function rareSin(x: number): number {
  const safe = Math.abs(x) < Number.POSITIVE_INFINITY ? Math.abs(x) : 1048576
  const binade = exponent(safe)
  const first = Math.floor((binade - 26) / 24)
  const scaled = significand(safe) * 8388608
  const t0 = Math.floor(scaled)
  const below = (scaled - t0) * 16777216
  const t1 = Math.floor(below)
  const t2 = (below - t1) * 16777216
  const d0 = twoOverPi[Math.trunc(first + 1)]
  const d1 = twoOverPi[Math.trunc(first + 2)]
  const d2 = twoOverPi[Math.trunc(first + 3)]
  const d3 = twoOverPi[Math.trunc(first + 4)]
  const d4 = twoOverPi[Math.trunc(first + 5)]
  const d5 = twoOverPi[Math.trunc(first + 6)]
  const d6 = twoOverPi[Math.trunc(first + 7)]
  const d7 = twoOverPi[Math.trunc(first + 8)]
  const d8 = twoOverPi[Math.trunc(first + 9)]
  const d9 = twoOverPi[Math.trunc(first + 10)]
  const c0 = t0 * d2 + t1 * d1 + t2 * d0
  const c1 = t0 * d3 + t1 * d2 + t2 * d1
  const c2 = t0 * d4 + t1 * d3 + t2 * d2
  const c3 = t0 * d5 + t1 * d4 + t2 * d3
  const c4 = t0 * d6 + t1 * d5 + t2 * d4
  const c5 = t0 * d7 + t1 * d6 + t2 * d5
  const c6 = t0 * d8 + t1 * d7 + t2 * d6
  const c7 = t0 * d9 + t1 * d8 + t2 * d7
  const carry7 = Math.floor(c7 * 5.960464477539063e-8)
  const e7 = c7 - carry7 * 16777216
  const f6 = c6 + carry7
  const carry6 = Math.floor(f6 * 5.960464477539063e-8)
  const e6 = f6 - carry6 * 16777216
  const f5 = c5 + carry6
  const carry5 = Math.floor(f5 * 5.960464477539063e-8)
  const e5 = f5 - carry5 * 16777216
  const f4 = c4 + carry5
  const carry4 = Math.floor(f4 * 5.960464477539063e-8)
  const e4 = f4 - carry4 * 16777216
  const f3 = c3 + carry4
  const carry3 = Math.floor(f3 * 5.960464477539063e-8)
  const e3 = f3 - carry3 * 16777216
  const f2 = c2 + carry3
  const carry2 = Math.floor(f2 * 5.960464477539063e-8)
  const e2 = f2 - carry2 * 16777216
  const f1 = c1 + carry2
  const carry1 = Math.floor(f1 * 5.960464477539063e-8)
  const e1 = f1 - carry1 * 16777216
  const e0 = c0 + carry1
  const weight = powerOfTwo(binade - 47 - first * 24)
  const top = e0 * weight
  const turn = top - 4 * Math.floor(top * 0.25)
  const sized = turn + weight * 5.960464477539063e-8 * e1
  const n = sized + 6755399441055744 - 6755399441055744
  const a = sized - n
  const b = weight * 3.552713678800501e-15 * (e2 + e3 * 5.960464477539063e-8)
  const c = weight * 1.262177448353619e-29 * (e4 + e5 * 5.960464477539063e-8) + weight * 4.484155085839415e-44 * (e6 + e7 * 5.960464477539063e-8)
  const ab = a + b
  const back = ab - a
  const error = a - (ab - back) + (b - back)
  const rest = error + c
  const high = ab + rest
  const low = rest - (high - ab)
  const upperWide = high * 134217729
  const upper = upperWide - (upperWide - high)
  const lower = high - upper
  const p = high * 1.5707963267948966
  const e = upper * 1.5707963407039642 - p + upper * -1.3909067675399456e-8 + lower * 1.5707963407039642 + lower * -1.3909067675399456e-8 + (high * 6.123233995736766e-17 + low * 1.5707963267948966)
  const r = p + e
  const tail = e - (r - p)
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const pairs = n * 0.5
  const whole = Math.floor(pairs)
  const value = pairs !== whole ? cosine : sine
  const turns = whole * 0.5
  const ofSize = turns === Math.floor(turns) ? value : -value
  return Math.abs(x) < Number.POSITIVE_INFINITY ? (x < 0 ? -ofSize : ofSize) : Number.NaN
}

/** The cosine, within 0.9 ulp: reduced after Cody and Waite 1980, beyond 1e5 after Payne and Hanek 1983; FreeBSD msun, k_cos.c. */
export function cos(x: number): number {
  if (!(Math.abs(x) < 100000)) return rareCos(x)
  const n = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744
  const first = x - n * 1.5707963267923333
  const step = n * 2.5633441515839558e-12
  const second = first - step
  const lost = first - second - step
  const last = n * 1.0562999066987428e-23 - lost
  const r = second - last
  const tail = second - r - last
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const pairs = (n + 1) * 0.5
  const whole = Math.floor(pairs)
  const value = pairs === whole ? sine : cosine
  const turns = whole * 0.5
  return turns === Math.floor(turns) ? value : -value
}

/** cos where its straight line does not do. */
function rareCos(x: number): number {
  const safe = Math.abs(x) < Number.POSITIVE_INFINITY ? Math.abs(x) : 1048576
  const binade = exponent(safe)
  const first = Math.floor((binade - 26) / 24)
  const scaled = significand(safe) * 8388608
  const t0 = Math.floor(scaled)
  const below = (scaled - t0) * 16777216
  const t1 = Math.floor(below)
  const t2 = (below - t1) * 16777216
  const d0 = twoOverPi[Math.trunc(first + 1)]
  const d1 = twoOverPi[Math.trunc(first + 2)]
  const d2 = twoOverPi[Math.trunc(first + 3)]
  const d3 = twoOverPi[Math.trunc(first + 4)]
  const d4 = twoOverPi[Math.trunc(first + 5)]
  const d5 = twoOverPi[Math.trunc(first + 6)]
  const d6 = twoOverPi[Math.trunc(first + 7)]
  const d7 = twoOverPi[Math.trunc(first + 8)]
  const d8 = twoOverPi[Math.trunc(first + 9)]
  const d9 = twoOverPi[Math.trunc(first + 10)]
  const c0 = t0 * d2 + t1 * d1 + t2 * d0
  const c1 = t0 * d3 + t1 * d2 + t2 * d1
  const c2 = t0 * d4 + t1 * d3 + t2 * d2
  const c3 = t0 * d5 + t1 * d4 + t2 * d3
  const c4 = t0 * d6 + t1 * d5 + t2 * d4
  const c5 = t0 * d7 + t1 * d6 + t2 * d5
  const c6 = t0 * d8 + t1 * d7 + t2 * d6
  const c7 = t0 * d9 + t1 * d8 + t2 * d7
  const carry7 = Math.floor(c7 * 5.960464477539063e-8)
  const e7 = c7 - carry7 * 16777216
  const f6 = c6 + carry7
  const carry6 = Math.floor(f6 * 5.960464477539063e-8)
  const e6 = f6 - carry6 * 16777216
  const f5 = c5 + carry6
  const carry5 = Math.floor(f5 * 5.960464477539063e-8)
  const e5 = f5 - carry5 * 16777216
  const f4 = c4 + carry5
  const carry4 = Math.floor(f4 * 5.960464477539063e-8)
  const e4 = f4 - carry4 * 16777216
  const f3 = c3 + carry4
  const carry3 = Math.floor(f3 * 5.960464477539063e-8)
  const e3 = f3 - carry3 * 16777216
  const f2 = c2 + carry3
  const carry2 = Math.floor(f2 * 5.960464477539063e-8)
  const e2 = f2 - carry2 * 16777216
  const f1 = c1 + carry2
  const carry1 = Math.floor(f1 * 5.960464477539063e-8)
  const e1 = f1 - carry1 * 16777216
  const e0 = c0 + carry1
  const weight = powerOfTwo(binade - 47 - first * 24)
  const top = e0 * weight
  const turn = top - 4 * Math.floor(top * 0.25)
  const sized = turn + weight * 5.960464477539063e-8 * e1
  const n = sized + 6755399441055744 - 6755399441055744
  const a = sized - n
  const b = weight * 3.552713678800501e-15 * (e2 + e3 * 5.960464477539063e-8)
  const c = weight * 1.262177448353619e-29 * (e4 + e5 * 5.960464477539063e-8) + weight * 4.484155085839415e-44 * (e6 + e7 * 5.960464477539063e-8)
  const ab = a + b
  const back = ab - a
  const error = a - (ab - back) + (b - back)
  const rest = error + c
  const high = ab + rest
  const low = rest - (high - ab)
  const upperWide = high * 134217729
  const upper = upperWide - (upperWide - high)
  const lower = high - upper
  const p = high * 1.5707963267948966
  const e = upper * 1.5707963407039642 - p + upper * -1.3909067675399456e-8 + lower * 1.5707963407039642 + lower * -1.3909067675399456e-8 + (high * 6.123233995736766e-17 + low * 1.5707963267948966)
  const r = p + e
  const tail = e - (r - p)
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const pairs = (n + 1) * 0.5
  const whole = Math.floor(pairs)
  const value = pairs === whole ? sine : cosine
  const turns = whole * 0.5
  const ofSize = turns === Math.floor(turns) ? value : -value
  return Math.abs(x) < Number.POSITIVE_INFINITY ? ofSize : Number.NaN
}

/** The tangent, within 1.5 ulp: sine by cosine, reduced after Cody and Waite 1980, beyond 1e5 after Payne and Hanek 1983; FreeBSD msun. */
export function tan(x: number): number {
  if (!(Math.abs(x) < 100000)) return rareTan(x)
  const n = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744
  const first = x - n * 1.5707963267923333
  const step = n * 2.5633441515839558e-12
  const second = first - step
  const lost = first - second - step
  const last = n * 1.0562999066987428e-23 - lost
  const r = second - last
  const tail = second - r - last
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const lostOfSine = curved - (sine - r)
  const lostOfCosine = flat - (cosine - w)
  const pairs = n * 0.5
  const even = pairs === Math.floor(pairs)
  const over = even ? sine : -cosine
  const under = even ? cosine : sine
  const ratio = over / under
  return x === 0 ? x : ratio + ((even ? lostOfSine : -lostOfCosine) - ratio * (even ? lostOfCosine : lostOfSine)) / under
}

/** tan where its straight line does not do. */
function rareTan(x: number): number {
  const safe = Math.abs(x) < Number.POSITIVE_INFINITY ? Math.abs(x) : 1048576
  const binade = exponent(safe)
  const first = Math.floor((binade - 26) / 24)
  const scaled = significand(safe) * 8388608
  const t0 = Math.floor(scaled)
  const below = (scaled - t0) * 16777216
  const t1 = Math.floor(below)
  const t2 = (below - t1) * 16777216
  const d0 = twoOverPi[Math.trunc(first + 1)]
  const d1 = twoOverPi[Math.trunc(first + 2)]
  const d2 = twoOverPi[Math.trunc(first + 3)]
  const d3 = twoOverPi[Math.trunc(first + 4)]
  const d4 = twoOverPi[Math.trunc(first + 5)]
  const d5 = twoOverPi[Math.trunc(first + 6)]
  const d6 = twoOverPi[Math.trunc(first + 7)]
  const d7 = twoOverPi[Math.trunc(first + 8)]
  const d8 = twoOverPi[Math.trunc(first + 9)]
  const d9 = twoOverPi[Math.trunc(first + 10)]
  const c0 = t0 * d2 + t1 * d1 + t2 * d0
  const c1 = t0 * d3 + t1 * d2 + t2 * d1
  const c2 = t0 * d4 + t1 * d3 + t2 * d2
  const c3 = t0 * d5 + t1 * d4 + t2 * d3
  const c4 = t0 * d6 + t1 * d5 + t2 * d4
  const c5 = t0 * d7 + t1 * d6 + t2 * d5
  const c6 = t0 * d8 + t1 * d7 + t2 * d6
  const c7 = t0 * d9 + t1 * d8 + t2 * d7
  const carry7 = Math.floor(c7 * 5.960464477539063e-8)
  const e7 = c7 - carry7 * 16777216
  const f6 = c6 + carry7
  const carry6 = Math.floor(f6 * 5.960464477539063e-8)
  const e6 = f6 - carry6 * 16777216
  const f5 = c5 + carry6
  const carry5 = Math.floor(f5 * 5.960464477539063e-8)
  const e5 = f5 - carry5 * 16777216
  const f4 = c4 + carry5
  const carry4 = Math.floor(f4 * 5.960464477539063e-8)
  const e4 = f4 - carry4 * 16777216
  const f3 = c3 + carry4
  const carry3 = Math.floor(f3 * 5.960464477539063e-8)
  const e3 = f3 - carry3 * 16777216
  const f2 = c2 + carry3
  const carry2 = Math.floor(f2 * 5.960464477539063e-8)
  const e2 = f2 - carry2 * 16777216
  const f1 = c1 + carry2
  const carry1 = Math.floor(f1 * 5.960464477539063e-8)
  const e1 = f1 - carry1 * 16777216
  const e0 = c0 + carry1
  const weight = powerOfTwo(binade - 47 - first * 24)
  const top = e0 * weight
  const turn = top - 4 * Math.floor(top * 0.25)
  const sized = turn + weight * 5.960464477539063e-8 * e1
  const n = sized + 6755399441055744 - 6755399441055744
  const a = sized - n
  const b = weight * 3.552713678800501e-15 * (e2 + e3 * 5.960464477539063e-8)
  const c = weight * 1.262177448353619e-29 * (e4 + e5 * 5.960464477539063e-8) + weight * 4.484155085839415e-44 * (e6 + e7 * 5.960464477539063e-8)
  const ab = a + b
  const back = ab - a
  const error = a - (ab - back) + (b - back)
  const rest = error + c
  const high = ab + rest
  const low = rest - (high - ab)
  const upperWide = high * 134217729
  const upper = upperWide - (upperWide - high)
  const lower = high - upper
  const p = high * 1.5707963267948966
  const e = upper * 1.5707963407039642 - p + upper * -1.3909067675399456e-8 + lower * 1.5707963407039642 + lower * -1.3909067675399456e-8 + (high * 6.123233995736766e-17 + low * 1.5707963267948966)
  const r = p + e
  const tail = e - (r - p)
  const z = r * r
  const half = 0.5 * z
  const w = 1 - half
  const z2 = z * z
  const curved = z * r * (-0.16666666666666632 + z * 0.00833333333332249 + z2 * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * -2.5050760253406863e-8) + z2 * (z * 1.58969099521155e-10))) + tail * w
  const sine = r + curved
  const flat = 1 - w - half + (z2 * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673) + z2 * z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))) - r * tail)
  const cosine = w + flat
  const lostOfSine = curved - (sine - r)
  const lostOfCosine = flat - (cosine - w)
  const pairs = n * 0.5
  const even = pairs === Math.floor(pairs)
  const over = even ? sine : -cosine
  const under = even ? cosine : sine
  const ratio = over / under
  const ofSize = ratio + ((even ? lostOfSine : -lostOfCosine) - ratio * (even ? lostOfCosine : lostOfSine)) / under
  return Math.abs(x) < Number.POSITIVE_INFINITY ? (x < 0 ? -ofSize : ofSize) : Number.NaN
}

/** The arc sine, within 0.9 ulp: FreeBSD msun, e_asin.c. */
export function arcsin(x: number): number {
  const small = Math.abs(x) < 0.5
  const z = small ? x * x : 0.5 * (1 - Math.abs(x))
  const rest = z * (0.16666666666666666 + z * (-0.3255658186224009 + z * (0.20121253213486293 + z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 0.00003479331075960212))))) / (1 + z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194))))
  const root = Math.sqrt(z)
  const upperWide = root * 134217729
  const upper = upperWide - (upperWide - root)
  const lower = (z - upper * upper) / Math.max(root + upper, 2.2250738585072014e-308)
  const size = 0.7853981633974483 - (2 * root * rest - (6.123233995736766e-17 - 2 * lower) - (0.7853981633974483 - 2 * upper))
  return small ? x + x * rest : x < 0 ? -size : size
}

/** The arc cosine, within 0.9 ulp: FreeBSD msun, e_acos.c. */
export function arccos(x: number): number {
  const small = Math.abs(x) < 0.5
  const z = small ? x * x : 0.5 * (1 - Math.abs(x))
  const rest = z * (0.16666666666666666 + z * (-0.3255658186224009 + z * (0.20121253213486293 + z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 0.00003479331075960212))))) / (1 + z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194))))
  const root = Math.sqrt(z)
  const upperWide = root * 134217729
  const upper = upperWide - (upperWide - root)
  const lower = (z - upper * upper) / Math.max(root + upper, 2.2250738585072014e-308)
  return small ? 1.5707963267948966 - (x - (6.123233995736766e-17 - x * rest)) : x < 0 ? 3.141592653589793 - 2 * (root + (rest * root - 6.123233995736766e-17)) : 2 * (upper + (rest * root + lower))
}

/** The arc tangent, within 0.9 ulp: FreeBSD msun, s_atan.c. */
export function arctan(x: number): number {
  const size = Math.abs(x)
  const large = Math.max(size, 2.4375)
  const c = size < 1.1875 ? (size < 0.4375 ? 0 : size < 0.6875 ? 0.5 : 1) : size < 2.4375 ? 1.5 : 0
  const high = size < 1.1875 ? (size < 0.4375 ? 0 : size < 0.6875 ? 0.4636476090008061 : 0.7853981633974483) : size < 2.4375 ? 0.982793723247329 : 1.5707963267948966
  const low = size < 1.1875 ? (size < 0.4375 ? 0 : size < 0.6875 ? 2.2698777452961687e-17 : 3.061616997868383e-17) : size < 2.4375 ? 1.3903311031230998e-17 : 6.123233995736766e-17
  const t = (size < 2.4375 ? size - c : -1) / (size < 2.4375 ? 1 + c * size : large)
  const z = t * t
  const z2 = z * z
  const z4 = z2 * z2
  const cubic = t * z * (-0.3333333333333293 + z * 0.19999999999876483 + z2 * (-0.14285714272503466 + z * 0.11111110405462356) + z4 * (-0.09090887133436507 + z * 0.0769187620504483 + z2 * (-0.06661073137387531 + z * 0.058335701337905735) + z4 * (-0.049768779946159324 + z * 0.036531572744216916 + z2 * -0.016285820115365782)))
  const result = high + (t + (cubic + low))
  return x > 0 ? result : x < 0 ? -result : x
}

/** The hyperbolic sine, within 1.5 ulp: (t + t/(t + 1))/2 of t = e^x - 1, and a polynomial between -1 and 1. */
export function sinh(x: number): number {
  if (!(Math.abs(x) < 708.39)) return rareSinh(x)
  const size = Math.abs(x)
  const n = Math.floor(size * 1.4426950408889634 + 0.4150375)
  const near = size - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const scale = powerOfTwo(n)
  const t = scale * q + (scale - 1)
  const z = x * x
  const z2 = z * z
  const z4 = z2 * z2
  const far = 0.5 * (t + t / (t + 1))
  return size < 1 ? x + x * z * (0.16666666666666669 + z * 0.008333333333333148 + z2 * (0.00019841269841431873 + z * 0.000002755731915707181) + z4 * (2.5052123136732685e-8 + z * 1.605725976806425e-10 + z2 * 7.758748818509549e-13)) : x < 0 ? -far : far
}

/** sinh where its straight line does not do. */
function rareSinh(x: number): number {
  const size = Math.abs(x)
  const safe = Math.abs(size) < 746 ? size : 0
  const n = Math.floor(safe * 1.4426950408889634 + 0.4150375)
  const near = safe - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const total = n + -1
  const half = Math.floor(total * 0.5)
  const extreme = Math.abs(size) < 746 ? (1 + q) * powerOfTwo(half) * powerOfTwo(total - half) : size > 0 ? Number.POSITIVE_INFINITY : size < 0 ? 0 : size
  return x < 0 ? -extreme : extreme
}

/** The hyperbolic cosine, within 1.4 ulp: (e^x + e^-x)/2. */
export function cosh(x: number): number {
  if (!(Math.abs(x) < 708.39)) return rareCosh(x)
  const size = Math.abs(x)
  const n = Math.floor(size * 1.4426950408889634 + 0.4150375)
  const near = size - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const grown = (1 + q) * powerOfTwo(n)
  return 0.5 * (grown + 1 / grown)
}

/** cosh where its straight line does not do. */
function rareCosh(x: number): number {
  const size = Math.abs(x)
  const safe = Math.abs(size) < 746 ? size : 0
  const n = Math.floor(safe * 1.4426950408889634 + 0.4150375)
  const near = safe - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const total = n + -1
  const half = Math.floor(total * 0.5)
  return Math.abs(size) < 746 ? (1 + q) * powerOfTwo(half) * powerOfTwo(total - half) : size > 0 ? Number.POSITIVE_INFINITY : size < 0 ? 0 : size
}

/** The hyperbolic tangent, within 2.1 ulp: (1 - e^-2|x|)/(1 + e^-2|x|), with the sign of x. */
export function tanh(x: number): number {
  if (!(Math.abs(x) < 354)) return x > 0 ? 1 : x < 0 ? -1 : x
  const doubled = -2 * Math.abs(x)
  const n = Math.floor(doubled * 1.4426950408889634 + 0.4150375)
  const near = doubled - n * 0.6931471803691238
  const rest = n * 1.9082149292705877e-10
  const r = near - rest
  const r2 = r * r
  const r4 = r2 * r2
  const q = near + (0.5 * r2 + r2 * r * (0.16666666666667249 + r * 0.04166666666667445 + r2 * (0.008333333332687223 + r * 0.0013888888887060111) + r4 * (0.00019841271995074328 + r * 0.000024801576823782063 + r2 * (0.000002755444268821417 + r * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) - rest)
  const scale = powerOfTwo(n)
  const part = scale * q
  const size = (1 - scale - part) / (1 + scale + part)
  return x > 0 ? size : x < 0 ? -size : x
}

/** `x ** y` as C has it (ISO C, annex F.10.4.4), within 0.8 ulp: 1 for pow(1, NaN) and pow(-1, infinity), NaN for a negative base with a fractional exponent, where Python has a complex number. FreeBSD msun, e_pow.c. */
export function power(x: number, y: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < 4.49423283715579e+307 && Math.abs(y) < 18446744073709552000)) return rarePower(x, y)
  const k = exponent(x * 1.1547005383792515)
  const m = x * powerOfTwo(0 - k)
  const nearOne = m < 1.224744871391589
  const base = nearOne ? 1 : 1.5
  const u = m - base
  const v = 1 / (m + base)
  const s = u * v
  const sHighWide = s * 134217729
  const sHigh = sHighWide - (sHighWide - s)
  const t = m + base
  const tHighWide = t * 134217729
  const tHigh = tHighWide - (tHighWide - t)
  const tLow = m - (tHigh - base)
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow)
  const s2 = s * s
  const r = s2 * s2 * (0.5999999999999946 + s2 * (0.4285714285785502 + s2 * (0.33333332981837743 + s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842))))) + sLow * (sHigh + s)
  const square = sHigh * sHigh
  const threeAndMore = 3 + square + r
  const threeWide = threeAndMore * 134217729
  const three = threeWide - (threeWide - threeAndMore)
  const more = r - (three - 3 - square)
  const a = sHigh * three
  const b = sLow * three + more * s
  const p = a + b
  const pHighWide = p * 134217729
  const pHigh = pHighWide - (pHighWide - p)
  const pLow = b - (pHigh - a)
  const zHigh = 0.9617967009544373 * pHigh
  const zLow = -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + (nearOne ? 0 : 1.350039202129749e-8)
  const offset = nearOne ? 0 : 0.5849624872207642
  const log_2 = zHigh + zLow + offset + k
  const logHighWide = log_2 * 134217729
  const logHigh = logHighWide - (logHighWide - log_2)
  const logLow = zLow - (logHigh - k - offset - zHigh)
  const yHighWide = y * 134217729
  const yHigh = yHighWide - (yHighWide - y)
  const rest = Math.min(Math.max((y - yHigh) * logHigh + y * logLow, -1), 1)
  const main = Math.min(Math.max(yHigh * logHigh, -1100), 1100)
  const whole = Math.floor(rest + main + 0.4150375)
  const excess = main - whole
  const sized = rest + excess
  const fractionWide = sized * 134217729
  const fraction = fractionWide - (fractionWide - sized)
  const natural = fraction * 0.6931471824645996
  const error = (rest - (fraction - excess)) * 0.6931471805599453 + fraction * -1.904654299957768e-9
  const z = natural + error
  const w = error - (z - natural)
  const leading = 1 + z
  const lost = z - (leading - 1)
  const r2 = z * z
  const r4 = r2 * r2
  const half = Math.floor(whole * 0.5)
  return (leading + (lost + (0.5 * r2 + r2 * z * (0.16666666666667249 + z * 0.04166666666667445 + r2 * (0.008333333332687223 + z * 0.0013888888887060111) + r4 * (0.00019841271995074328 + z * 0.000024801576823782063 + r2 * (0.000002755444268821417 + z * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) + (w + z * w)))) * powerOfTwo(half) * powerOfTwo(whole - half)
}

/** power where its straight line does not do. */
function rarePower(x: number, y: number): number {
  const absolute = Math.abs(x)
  const safe = absolute > 0 && absolute < Number.POSITIVE_INFINITY ? absolute : 1
  const scaled = safe * (safe < 1 ? 18014398509481984 : 5.551115123125783e-17)
  const shift = safe < 1 ? 54 : -54
  const ordinary = absolute > 0 && absolute < Number.POSITIVE_INFINITY && Math.abs(y) < 18446744073709552000
  const by = ordinary ? y : 1
  const k = exponent(scaled * 1.1547005383792515)
  const m = scaled * powerOfTwo(0 - k)
  const shifted = k - shift
  const nearOne = m < 1.224744871391589
  const base = nearOne ? 1 : 1.5
  const u = m - base
  const v = 1 / (m + base)
  const s = u * v
  const sHighWide = s * 134217729
  const sHigh = sHighWide - (sHighWide - s)
  const t = m + base
  const tHighWide = t * 134217729
  const tHigh = tHighWide - (tHighWide - t)
  const tLow = m - (tHigh - base)
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow)
  const s2 = s * s
  const r = s2 * s2 * (0.5999999999999946 + s2 * (0.4285714285785502 + s2 * (0.33333332981837743 + s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842))))) + sLow * (sHigh + s)
  const square = sHigh * sHigh
  const threeAndMore = 3 + square + r
  const threeWide = threeAndMore * 134217729
  const three = threeWide - (threeWide - threeAndMore)
  const more = r - (three - 3 - square)
  const a = sHigh * three
  const b = sLow * three + more * s
  const p = a + b
  const pHighWide = p * 134217729
  const pHigh = pHighWide - (pHighWide - p)
  const pLow = b - (pHigh - a)
  const zHigh = 0.9617967009544373 * pHigh
  const zLow = -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + (nearOne ? 0 : 1.350039202129749e-8)
  const offset = nearOne ? 0 : 0.5849624872207642
  const log_2 = zHigh + zLow + offset + shifted
  const logHighWide = log_2 * 134217729
  const logHigh = logHighWide - (logHighWide - log_2)
  const logLow = zLow - (logHigh - shifted - offset - zHigh)
  const yHighWide = by * 134217729
  const yHigh = yHighWide - (yHighWide - by)
  const rest = Math.min(Math.max((by - yHigh) * logHigh + by * logLow, -1), 1)
  const main = Math.min(Math.max(yHigh * logHigh, -1100), 1100)
  const whole = Math.floor(rest + main + 0.4150375)
  const excess = main - whole
  const sized = rest + excess
  const fractionWide = sized * 134217729
  const fraction = fractionWide - (fractionWide - sized)
  const natural = fraction * 0.6931471824645996
  const error = (rest - (fraction - excess)) * 0.6931471805599453 + fraction * -1.904654299957768e-9
  const z = natural + error
  const w = error - (z - natural)
  const leading = 1 + z
  const lost = z - (leading - 1)
  const r2 = z * z
  const r4 = r2 * r2
  const half = Math.floor(whole * 0.5)
  const finite = (leading + (lost + (0.5 * r2 + r2 * z * (0.16666666666667249 + z * 0.04166666666667445 + r2 * (0.008333333332687223 + z * 0.0013888888887060111) + r4 * (0.00019841271995074328 + z * 0.000024801576823782063 + r2 * (0.000002755444268821417 + z * 2.7588520917109235e-7) + r4 * 2.641586035087774e-8)) + (w + z * w)))) * powerOfTwo(half) * powerOfTwo(whole - half)
  const size = ordinary ? finite : absolute === 1 ? 1 : (y > 0 ? absolute > 1 : absolute < 1) ? Number.POSITIVE_INFINITY : 0
  const isWhole = Math.floor(y) === y
  const isOdd = isWhole && Math.floor(y * 0.5) !== y * 0.5
  const negative = (x === 0 ? 1 / x : x) < 0
  return y === 0 ? 1 : x === 1 ? 1 : x !== x ? x : y !== y ? y : x < 0 && x > Number.NEGATIVE_INFINITY && !isWhole ? Number.NaN : negative && isOdd ? -size : size
}

/** -1, 0 or 1; never -0. */
export function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x + 0
}

/** `x` held between `lo` and `hi`; always `hi` when the bounds are crossed, as NumPy does it. */
export function clip(x: number, lo: number, hi: number): number {
  return Math.min(Math.max(x, lo), hi)
}

/** The number of the step of length `dt` in which the time `t` lies; times up to 1e-3 steps early count as the step. */
export function timestep(t: number, dt: number): number {
  return Math.floor((t + 0.001 * dt) / dt)
}

/** `x % y`, with the sign of `y`: computed as x - y*floor(x/y), so 1.0 % 0.1 is 0. NaN when `y` is 0 or infinite. */
export function remainder(x: number, y: number): number {
  return x - y * Math.floor(x / y)
}

/** `x // y`, computed as floor(x/y), so 1.0 // 0.1 is 10. Infinite or NaN when `y` is 0. */
export function floorDivide(x: number, y: number): number {
  return Math.floor(x / y)
}
