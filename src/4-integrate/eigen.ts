/**
 * Would the reference solve this system exactly by default? It does where its symbolic solution exists and the imaginary
 * unit, or a real part that it can't take, is not written in it. That it can be complex for some values is no reason:
 * sqrt(a**2 - 1) stands in the solution as it is. The entries are tried here with made-up values of many sizes and signs:
 *
 * - regular for some values: A has an inverse;
 * - all eigenvalues real for some values, and not for others: an undecided root. It stays in the solution, unless every
 *   entry is known to be real (`f*v`, and not `v/tau`, which is none where tau is 0): then the reference takes the real
 *   part of the solution, which it can't do for such a root;
 * - real for none: written with the imaginary unit, so that only the real part of it, a cosine, is accepted.
 *
 * Where three or more variables depend on each other in a circle, its solution by cubic roots can decide otherwise.
 */
import { mapExpression, visit } from '../2-resolve/expression.js'
import type { Expression, LinearSystem, ModelSymbol } from '../2-resolve/symbols.js'
import { probeSymbols, valueAt } from './linear.js'

type Matrix = readonly (readonly number[])[]

export function isSolvedByReference(given: LinearSystem['coefficients']): boolean {
  const coefficients = withoutTimed(given)
  const entries = coefficients.flat().filter((c): c is Expression => c !== undefined)
  if (entries.some(comparesValues)) return false
  const matrices = triedMatrices(coefficients, entries)
  if (!matrices.some(isRegular)) return false
  const circles = circlesOf(matrices)
  const real = matrices.filter((matrix) => circles.every((circle) => hasRealEigenvalues(part(matrix, circle))))
  if (real.length === matrices.length) return true
  return real.length > 0 !== entries.every(isKnownReal)
}

/** Values of a timed array are a symbol of their own. */
function withoutTimed(coefficients: LinearSystem['coefficients']): LinearSystem['coefficients'] {
  const symbols = new Map<string, ModelSymbol>()
  const standIn = (node: Expression): Expression => {
    if (node.kind !== 'timed') return node
    const name = `${node.array.owner}.${node.array.name}`
    const symbol = symbols.get(name) ?? { kind: 'temporary', name }
    symbols.set(name, symbol)
    return { kind: 'reference', symbol, side: 'own', span: node.span }
  }
  return coefficients.map((row) => row.map((entry) => entry && mapExpression(entry, standIn)))
}

/** The reference can't separate a coefficient in which values are compared, such as `int(x > 1)`. */
function comparesValues(entry: Expression): boolean {
  let found = false
  visit(entry, (node) => {
    if (node.kind === 'unary' && node.operator === 'not') found = true
    if (node.kind === 'binary' && ['<', '<=', '>', '>=', '==', '!='].includes(node.operator)) found = true
  })
  return found
}

/** How many times made-up values are tried: both signs of four symbols are met in all their combinations. */
const TRIALS = 64

/** The matrix for each set of made-up values for which all of its entries have a value. */
function triedMatrices(coefficients: LinearSystem['coefficients'], entries: readonly Expression[]): readonly Matrix[] {
  const symbols = probeSymbols(entries).filter((s) => s.kind !== 'literal' || s.what !== 'number')
  // A unit is the same one wherever it is written, and counts as a name, as it does for the reference.
  const keys = [...new Set(symbols.map(keyOf))]
  return Array.from({ length: TRIALS }, (_, trial) => {
    const values = new Map(symbols.map((symbol) => [symbol, madeUp(symbol, keys.indexOf(keyOf(symbol)), trial)]))
    return coefficients.map((row) => row.map((c) => (c ? valueAt(c, values) : 0)))
  }).filter((matrix) => matrix.flat().every(Number.isFinite))
}

function keyOf(symbol: ModelSymbol): unknown {
  return symbol.kind === 'literal' ? symbol.name : symbol
}

/** From 1/32 to 32, positive in the first half of the trials and of changing signs in the second. */
function madeUp(symbol: ModelSymbol, k: number, trial: number): number {
  if ('type' in symbol && symbol.type === 'boolean') return 1
  // The multiples of a root of a prime for each symbol, taken modulo 1, fill the cube evenly.
  const u = ((trial + 1) * Math.sqrt(PRIMES[k % PRIMES.length]) + 0.37 * k) % 1
  const negative = trial >= TRIALS / 2 && (trial >> (k % 5)) % 2 === 1
  return (negative ? -1 : 1) * 2 ** (10 * u - 5)
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]

/** Is the expression real whatever real values its names have? What is divided by may be 0, and a root be of a negative. */
function isKnownReal(node: Expression): boolean {
  switch (node.kind) {
    case 'unary':
      return isKnownReal(node.operand)
    case 'binary': {
      const fine = isKnownReal(node.left) && isKnownReal(node.right)
      if (node.operator === '/') return fine && node.right.kind === 'number'
      if (node.operator !== '**') return fine
      return fine && node.right.kind === 'number' && Number.isInteger(node.right.value) && node.right.value >= 0
    }
    case 'call':
      return !['sqrt', 'log', 'log10', 'log1p', 'tan'].includes(node.function) && node.arguments.every(isKnownReal)
    default:
      return true
  }
}

function isRegular(matrix: Matrix): boolean {
  const scale = Math.max(...matrix.flat().map(Math.abs))
  return eliminated(matrix).every((row, k) => Math.abs(row[k]) > 1e-12 * scale)
}

/** Gaussian elimination with partial pivoting: the upper triangle. */
function eliminated(matrix: Matrix): Matrix {
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
 * Variables that depend on each other, each through the others. The eigenvalues of a matrix are those of these parts, for
 * all the rest of it is triangular; a part of its own is not worth looking at.
 */
function circlesOf(matrices: readonly Matrix[]): readonly (readonly number[])[] {
  const variables = [...(matrices[0] ?? []).keys()]
  const leads = variables.map((r) => variables.map((c) => matrices.some((matrix) => matrix[r][c] !== 0)))
  for (const via of variables)
    for (const from of variables)
      if (leads[from][via]) for (const to of variables) if (leads[via][to]) leads[from][to] = true
  const circles = variables.map((r) => variables.filter((c) => c === r || (leads[r][c] && leads[c][r])))
  return circles.filter((circle, r) => circle.length > 1 && circle[0] === r)
}

function part(matrix: Matrix, at: readonly number[]): Matrix {
  return at.map((r) => at.map((c) => matrix[r][c]))
}

/**
 * Of two variables by the discriminant; of more by the roots of the characteristic polynomial (Faddeev-LeVerrier;
 * Durand-Kerner). The systems are small, and only whether imaginary parts vanish is asked.
 */
function hasRealEigenvalues(matrix: Matrix): boolean {
  if (matrix.length === 2) {
    const [[a, b], [c, d]] = matrix
    return (a - d) ** 2 + 4 * b * c >= -1e-9 * ((a - d) ** 2 + 4 * Math.abs(b * c))
  }
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
