/**
 * Exact integration of linear systems with constant coefficients: dx/dt = A x + b over a step dt is
 * x(t + dt) = P x(t) + Q b, with P = exp(A dt) and Q = integral of exp(A s) ds from 0 to dt.
 *
 * Both come from matrix exponentials, so that singular and defective matrices, equal time constants and oscillators
 * need no case of their own. All matrices are square, row-major, of n*n numbers.
 */
import { exp, exprel } from './math.js'

/** The propagator of a step: what multiplies the state, and what multiplies the constant part of its derivative. */
export interface Propagator {
  /** exp(A dt), n*n numbers, row-major. */
  readonly P: Float64Array
  /** The integral of exp(A s) from 0 to dt, n*n numbers, row-major, in units of time; empty for a homogeneous system. */
  readonly Q: Float64Array
}

/**
 * exp(A) of an n x n matrix in row-major order.
 *
 * Entry (i, j) is exactly 0 when no chain of non-zero entries of A leads from j to i, and exactly exp(A[i, i]) when
 * i = j and i lies on no cycle. A matrix that holds NaN or an infinity gives NaN at every other entry.
 *
 * @throws RangeError when A does not hold n*n numbers
 */
export function matrixExponential(n: number, A: Float64Array): Float64Array {
  return propagator(n, A, 1, false).P
}

/**
 * The propagator of dx/dt = A x + b over a step of `dt` seconds, with A in 1/s, n x n in row-major order. Variables may
 * be in any units: coefficients of very different magnitude cost no accuracy.
 *
 * P is as `matrixExponential` of A dt says; Q has P's zeros, and exactly dt*exprel(A[i, i] dt) on the diagonal where i
 * lies on no cycle.
 *
 * @param inhomogeneous whether b is not 0, so that Q is wanted
 * @throws RangeError when A does not hold n*n numbers
 */
export function propagator(n: number, A: Float64Array, dt: number, inhomogeneous: boolean): Propagator {
  if (A.length !== n * n) throw new RangeError(`a matrix of ${n} rows needs ${n * n} numbers, not ${A.length}`)
  const structure = structureOf(n, A)
  const M = permuted(n, A, structure.order).map((a) => a * dt)
  const exponents = balance(n, M)
  const unit = coupling(n, M)
  const alone = structure.order.map((i) => structure.alone[i])
  const size = inhomogeneous ? 2 * n : n
  const E = exponential(size, inhomogeneous ? augmented(n, M, unit) : M, inhomogeneous ? [...alone, ...alone] : alone)
  const entry = (row: number, column: number): number =>
    E[row * size + column] * 2 ** (exponents[row] - exponents[column % n])
  const P = unpermuted(n, structure, entry)
  const Q = inhomogeneous
    ? unpermuted(n, structure, (row, column) => (entry(row, n + column) * dt) / unit)
    : new Float64Array(0)
  structure.alone.forEach((isAlone, i) => {
    if (!isAlone) return
    P[i * n + i] = exp(A[i * n + i] * dt)
    if (inhomogeneous) Q[i * n + i] = dt * exprel(A[i * n + i] * dt)
  })
  return { P, Q }
}

/** Who depends on whom in A. */
interface Structure {
  /** 1 at i*n + j when i = j or a chain of non-zero entries leads from j to i. */
  readonly reaches: Uint8Array
  /** Whether i is on no cycle of two or more, so that exp(A)[i, i] = exp(A[i, i]). */
  readonly alone: readonly boolean[]
  /** Indices ordered so that A becomes block upper triangular, its blocks the strongly connected components. */
  readonly order: readonly number[]
}

function structureOf(n: number, A: Float64Array): Structure {
  const reaches = closure(n, A)
  const indices = Array.from({ length: n }, (_, i) => i)
  const cycle = (i: number): number[] => indices.filter((j) => reaches[i * n + j] === 1 && reaches[j * n + i] === 1)
  const alone = indices.map((i) => cycle(i).length === 1)
  // What depends on j also depends on all that j depends on, so it depends on more: counting sorts topologically.
  const count = indices.map((i) => indices.filter((j) => reaches[i * n + j] === 1).length)
  const component = indices.map((i) => cycle(i)[0])
  const order = indices.toSorted((i, j) => count[j] - count[i] || component[i] - component[j] || i - j)
  return { reaches, alone, order }
}

/** The reflexive, transitive closure of the graph of A's non-zero entries (Warshall 1962). */
function closure(n: number, A: Float64Array): Uint8Array {
  const reaches = Uint8Array.from(A, (a) => (a === 0 ? 0 : 1))
  for (let i = 0; i < n; i++) reaches[i * n + i] = 1
  for (let via = 0; via < n; via++) {
    for (let i = 0; i < n; i++) {
      if (reaches[i * n + via] === 0) continue
      for (let j = 0; j < n; j++) reaches[i * n + j] |= reaches[via * n + j]
    }
  }
  return reaches
}

function permuted(n: number, A: Float64Array, order: readonly number[]): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => A[order[Math.floor(k / n)] * n + order[k % n]])
}

/** The matrix of entry(row, column) with its rows and columns in their first order, and structural zeros exactly 0. */
function unpermuted(
  n: number,
  { order, reaches }: Structure,
  entry: (row: number, column: number) => number,
): Float64Array {
  const result = new Float64Array(n * n)
  order.forEach((i, row) => {
    order.forEach((j, column) => {
      if (reaches[i * n + j] === 1) result[i * n + j] = entry(row, column)
    })
  })
  return result
}

/**
 * Scales M in place to D^-1 M D and returns the exponents of D's powers of two, so that no rounding happens.
 *
 * Osborne's iteration (J. ACM 7, 1960; LAPACK's `gebal`), which makes the off-diagonal part of each row as large as that
 * of its column. Where one of the two is empty, LAPACK leaves the other alone, since eigenvalues do not care; the
 * exponential's cost and accuracy do, so here it is brought to the size of the rates.
 */
function balance(n: number, M: Float64Array): Int32Array {
  const exponents = new Int32Array(n)
  const rate = coupling(n, M)
  let changed = true
  for (let sweep = 0; changed && sweep < 64; sweep++) {
    changed = false
    for (let k = 0; k < n; k++) {
      const shift = bounded(exponents[k] + balancingShift(n, M, k, rate)) - exponents[k]
      if (shift === 0) continue
      changed = true
      exponents[k] += shift
      for (let i = 0; i < n; i++) {
        if (i !== k) M[i * n + k] *= 2 ** shift
        if (i !== k) M[k * n + i] *= 2 ** -shift
      }
    }
  }
  return exponents
}

/** By which power of two to multiply variable k's column and divide its row. */
function balancingShift(n: number, M: Float64Array, k: number, rate: number): number {
  let column = 0
  let row = 0
  for (let i = 0; i < n; i++) {
    if (i === k) continue
    column += Math.abs(M[i * n + k])
    row += Math.abs(M[k * n + i])
  }
  if (column === 0 && row === 0) return 0
  if (column === 0) return exponentOf(row / rate)
  if (row === 0) return exponentOf(rate / column)
  const shift = exponentOf(Math.sqrt(row) / Math.sqrt(column))
  return column * 2 ** shift + row * 2 ** -shift < 0.95 * (column + row) ? shift : 0
}

/** Far beyond any units; the powers of two of twice this are still normal numbers. */
const LARGEST_EXPONENT = 400

/** The nearest power of two's exponent, within bounds; 0 where there is none. */
function exponentOf(x: number): number {
  const exponent = Math.round(Math.log2(x))
  return Number.isFinite(exponent) ? bounded(exponent) : 0
}

function bounded(exponent: number): number {
  return Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent))
}

/** A power of two of the size of the largest rate in M, of decay or of a pair's oscillation; 1 when M has none. */
function coupling(n: number, M: Float64Array): number {
  let rate = 0
  for (let i = 0; i < n; i++) {
    rate = Math.max(rate, Math.abs(M[i * n + i]))
    for (let j = 0; j < i; j++)
      rate = Math.max(rate, Math.sqrt(Math.abs(M[i * n + j])) * Math.sqrt(Math.abs(M[j * n + i])))
  }
  return 2 ** exponentOf(rate)
}

/**
 * [[M, unit*I], [0, 0]], whose exponential is [[exp(M), unit*phi], [0, I]] with phi the integral of exp(M s) from 0 to 1
 * (Van Loan, IEEE Trans. Autom. Control 23, 1978). The unit keeps the identity from outweighing a small M.
 */
function augmented(n: number, M: Float64Array, unit: number): Float64Array {
  const result = new Float64Array(4 * n * n)
  for (let i = 0; i < n; i++) {
    result.set(M.subarray(i * n, (i + 1) * n), 2 * n * i)
    result[2 * n * i + n + i] = unit
  }
  return result
}

/**
 * Numerator coefficients of the diagonal Pade approximant of degree 13 to exp, and the 1-norm up to which its backward
 * error is below the unit roundoff: N. J. Higham, The scaling and squaring method for the matrix exponential revisited,
 * SIAM J. Matrix Anal. Appl. 26 (2005), table 2.3 and algorithm 2.3.
 *
 * Higham takes smaller degrees for smaller norms. Their error is small against the norm, but not against the entry of
 * two variables that are d couplings apart, which is as small as the norm to the power d: degree 3 leaves 8 digits in
 * the corner of a chain of six compartments. A propagator is computed once, so every norm takes degree 13.
 */
const PADE_NORM = 5.371920351148152
const PADE = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
]

/** exp(M) by scaling and squaring, for M block upper triangular; `alone` tells its blocks of one. */
function exponential(n: number, M: Float64Array, alone: readonly boolean[]): Float64Array {
  const norm = norm1(n, M)
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(Number.NaN)
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / PADE_NORM)))
  const scaled = M.map((m) => m * 2 ** -squarings)
  let E = padeApproximant(n, scaled)
  restoreDiagonal(n, E, M, alone, 2 ** -squarings)
  for (let s = squarings - 1; s >= 0; s--) {
    E = product(n, E, E)
    restoreDiagonal(n, E, M, alone, 2 ** -s)
  }
  return E
}

/**
 * Squaring a diagonal entry s times multiplies its error by 2^s; where the entry is known, it is put right each time
 * (Al-Mohy and Higham, SIAM J. Matrix Anal. Appl. 31, 2009, code fragment 2.1).
 */
function restoreDiagonal(n: number, E: Float64Array, M: Float64Array, alone: readonly boolean[], scale: number): void {
  for (let i = 0; i < n; i++) if (alone[i]) E[i * n + i] = exp(M[i * n + i] * scale)
}

/** The approximant (V - U)^-1 (V + U), with V the even and U the odd part of the polynomial in M. */
function padeApproximant(n: number, M: Float64Array): Float64Array {
  const square = product(n, M, M)
  const even = PADE.filter((_, k) => k % 2 === 0)
  const odd = PADE.filter((_, k) => k % 2 === 1)
  const V = polynomial(n, square, even)
  const U = product(n, M, polynomial(n, square, odd))
  return solved(
    n,
    V.map((v, k) => v - U[k]),
    V.map((v, k) => v + U[k]),
  )
}

/** The sum of coefficients[k] * X^k, by Horner's rule. */
function polynomial(n: number, X: Float64Array, coefficients: readonly number[]): Float64Array {
  return coefficients.reduceRight<Float64Array>(
    (sum, coefficient) => {
      const next = product(n, sum, X)
      for (let i = 0; i < n; i++) next[i * n + i] += coefficient
      return next
    },
    new Float64Array(n * n),
  )
}

function product(n: number, X: Float64Array, Y: Float64Array): Float64Array {
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = X[i * n + k]
      if (x === 0) continue
      for (let j = 0; j < n; j++) result[i * n + j] += x * Y[k * n + j]
    }
  }
  return result
}

function norm1(n: number, X: Float64Array): number {
  let norm = 0
  for (let j = 0; j < n; j++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += Math.abs(X[i * n + j])
    norm = sum > norm || Number.isNaN(sum) ? sum : norm
  }
  return norm
}

/**
 * X of L X = R by Gaussian elimination with partial pivoting, overwriting both. As L is block upper triangular, rows
 * change places within a block only, and small entries far from the diagonal keep their relative accuracy.
 */
function solved(n: number, L: Float64Array, R: Float64Array): Float64Array {
  for (let k = 0; k < n; k++) {
    const pivot = pivotRow(n, L, k)
    swapRows(n, L, k, pivot)
    swapRows(n, R, k, pivot)
    for (let i = k + 1; i < n; i++) {
      const factor = L[i * n + k] / L[k * n + k]
      if (factor === 0) continue
      subtractRow(n, L, i, k, factor)
      subtractRow(n, R, i, k, factor)
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let i = k + 1; i < n; i++) {
      if (L[k * n + i] !== 0) subtractRow(n, R, k, i, L[k * n + i])
    }
    for (let j = 0; j < n; j++) R[k * n + j] /= L[k * n + k]
  }
  return R
}

function pivotRow(n: number, L: Float64Array, k: number): number {
  let pivot = k
  for (let i = k + 1; i < n; i++) if (Math.abs(L[i * n + k]) > Math.abs(L[pivot * n + k])) pivot = i
  return pivot
}

function swapRows(n: number, X: Float64Array, i: number, j: number): void {
  if (i === j) return
  const row = X.slice(i * n, (i + 1) * n)
  X.copyWithin(i * n, j * n, (j + 1) * n)
  X.set(row, j * n)
}

function subtractRow(n: number, X: Float64Array, i: number, k: number, factor: number): void {
  for (let j = 0; j < n; j++) X[i * n + j] -= factor * X[k * n + j]
}
