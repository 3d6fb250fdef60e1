/**
 * Would the reference solve this system exactly by default? It needs A to have an inverse and a real exponential.
 * The entries are symbols there; here they are tried with a few made-up values. Where eigenvalues are real for some values
 * and complex for others the reference, which asks only whether the imaginary unit is written in its solution, can decide
 * otherwise.
 */
import type { Expression, LinearSystem } from '../2-resolve/symbols.js'
import { probeValues, valueAt } from './linear.js'

export function hasRealRegularMatrix(coefficients: LinearSystem['coefficients']): boolean {
  const entries = coefficients.flat().filter((c): c is Expression => c !== undefined)
  return [0, 1, 2].every((shift) => {
    const values = probeValues(entries, shift)
    const matrix = coefficients.map((row) => row.map((c) => (c ? valueAt(c, values) : 0)))
    return isRegular(matrix) && hasRealEigenvalues(matrix)
  })
}

function isRegular(matrix: readonly (readonly number[])[]): boolean {
  const scale = Math.max(...matrix.flat().map(Math.abs))
  return eliminated(matrix).every((row, k) => Math.abs(row[k]) > 1e-12 * scale)
}

/** Gaussian elimination with partial pivoting: the upper triangle. */
function eliminated(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = matrix.map((row) => [...row])
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce((best, row, r) => (r >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? r : best), k)
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    if (rows[k][k] === 0) continue
    for (let r = k + 1; r < rows.length; r++) {
      const factor = rows[r][k] / rows[k][k]
      for (let c = k; c < rows.length; c++) rows[r][c] -= factor * rows[k][c]
    }
  }
  return rows
}

/**
 * Eigenvalues by the roots of the characteristic polynomial (Faddeev-LeVerrier; Durand-Kerner). The systems are small,
 * and only whether imaginary parts vanish is asked.
 */
function hasRealEigenvalues(matrix: readonly (readonly number[])[]): boolean {
  const scale = Math.max(...matrix.flat().map(Math.abs)) || 1
  const roots = polynomialRoots(characteristicPolynomial(matrix.map((row) => row.map((x) => x / scale))))
  return roots.every(([, imaginary]) => Math.abs(imaginary) < 1e-3)
}

/** Coefficients from the constant term up; the leading one is 1. */
function characteristicPolynomial(a: readonly (readonly number[])[]): readonly number[] {
  const n = a.length
  const coefficients = new Array<number>(n + 1).fill(0)
  coefficients[n] = 1
  let m = a.map((row) => row.map(() => 0))
  for (let k = 1; k <= n; k++) {
    m = product(a, m).map((row, r) => row.map((x, c) => (r === c ? x + coefficients[n - k + 1] : x)))
    const am = product(a, m)
    coefficients[n - k] = -am.reduce((trace, row, r) => trace + row[r], 0) / k
  }
  return coefficients
}

function product(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b[0].map((_, c) => row.reduce((s, x, k) => s + x * b[k][c], 0)))
}

type Complex = readonly [re: number, im: number]
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c]
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d]
const over = (p: Complex, [c, d]: Complex): Complex => {
  const norm = c * c + d * d || Number.MIN_VALUE
  const [re, im] = times(p, [c, -d])
  return [re / norm, im / norm]
}

function polynomialRoots(coefficients: readonly number[]): readonly Complex[] {
  const n = coefficients.length - 1
  const at = (x: Complex) =>
    coefficients.reduceRight<Complex>(
      (sum, c) => {
        const [re, im] = times(sum, x)
        return [re + c, im]
      },
      [0, 0],
    )
  let roots: Complex[] = []
  let power: Complex = [1, 0]
  for (let k = 0; k < n; k++) {
    roots.push(power)
    power = times(power, [0.4, 0.9])
  }
  for (let iteration = 0; iteration < 500; iteration++) {
    roots = roots.map((root, k) => {
      const others = roots.reduce<Complex>((p, other, m) => (m === k ? p : times(p, minus(root, other))), [1, 0])
      return minus(root, over(at(root), others))
    })
  }
  return roots
}
