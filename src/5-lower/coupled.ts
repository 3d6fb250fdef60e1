/**
 * The solution of a small linear system dx/dt = A x + b over a time that is not known beforehand, in the IR: T = exp(M) - 1 of
 * M = [[A, b], [0, 0]] s, by scaling and squaring. The norm of A s is brought below 1/16 by a power of 2, where eight terms of the
 * series are exact to rounding; T becomes 2 T + T T again for each halving, which keeps what decays slowly as accurate as what
 * decays fast, where exp(M) itself would lose digits to the 1 (Higham, Functions of Matrices, 2008, sections 10.3 and 10.5).
 */
import { binary, call, changing, constant, local } from '../ir/build.js'
import type { Expr, Stmt } from '../ir/ir.js'

export interface Coupled {
  readonly names: readonly string[]
  readonly values: readonly Expr[]
  /** Row by row; absent entries are structural zeros. */
  readonly coefficients: readonly (readonly (Expr | undefined)[])[]
  readonly inputs: readonly (Expr | undefined)[]
  readonly time: Expr
}

const TERMS = 8
/** Halvings until a norm below 2 is below 1/16. */
const HALVINGS = 5
/** From here on the numbers are nothing that could be squared so often. */
const MOST_HALVINGS = 1000
const SMALLEST = 1e-300

/** Rows are the variables; columns are the variables and, last, the constant 1. Absent entries are 0. */
type Matrix = readonly (readonly (Expr | undefined)[])[]

/** The statements that work out the new values, which are expressions of what they name. */
export function coupledSteps(system: Coupled): { readonly steps: readonly Stmt[]; readonly next: readonly Expr[] } {
  const steps: Stmt[] = []
  const named = (name: string, value: Expr): Expr => {
    steps.push({ kind: 'let', name, value })
    return local(name, 'f64')
  }
  const each = (matrix: Matrix, what: string, value: (entry: Expr) => Expr): Matrix =>
    matrix.map((row, r) => row.map((entry, c) => entry && named(`${what}:${nameOf(system, r, c)}`, value(entry))))
  const time = named('elapsed:time', system.time)
  const whole = system.coefficients.map((row, r) => [...row, system.inputs[r]])
  const scaledByTime = each(whole, 'rate', (entry) => binary('multiply', entry, time))
  const norm = named('rate:norm', normOf(scaledByTime))
  const exponent = call('exponent', call('maximum', norm, constant(SMALLEST)))
  const wanted = call('maximum', binary('add', exponent, constant(HALVINGS)), constant(0))
  const halvings = named('halvings', call('minimum', wanted, constant(MOST_HALVINGS)))
  const scale = named('scale', call('power-of-two', binary('subtract', constant(0), halvings)))
  const small = each(scaledByTime, 'small', (entry) => binary('multiply', entry, scale))
  let series: Matrix = each(small, `term${TERMS}`, (entry) => binary('divide', entry, constant(TERMS)))
  for (let k = TERMS - 1; k >= 1; k--) {
    const longer = sum(small, product(small, series))
    series = each(longer, `term${k}`, (entry) => (k === 1 ? entry : binary('divide', entry, constant(k))))
  }
  const { start, current, loop } = squared(series, system, halvings)
  const next = system.values.map((value, r) => {
    const terms = current[r].map((entry, c) => entry && times(entry, system.values[c]))
    return terms.reduce<Expr>((total, term) => (term ? binary('add', total, term) : total), value)
  })
  return { steps: [...steps, ...start, loop], next }
}

/** An entry's names in the IR; with colons no variable of a model can have them. */
function nameOf({ names }: Coupled, row: number, column: number): string {
  return `${names[row]}:${names[column] ?? ''}`
}

function times(entry: Expr, value: Expr | undefined): Expr {
  return value ? binary('multiply', entry, value) : entry
}

/** The largest sum of a row's entries, the constant column apart. */
function normOf(matrix: Matrix): Expr {
  const rows = matrix.map((row) =>
    row
      .slice(0, -1)
      .flatMap((entry) => (entry ? [call('abs', entry)] : []))
      .reduce<Expr | undefined>((total, entry) => (total ? binary('add', total, entry) : entry), undefined),
  )
  return rows.reduce<Expr>((most, row) => (row ? call('maximum', most, row) : most), constant(0))
}

/** Of matrices whose last row, which is not written, is 0. */
function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    row.map((_, c) =>
      row.slice(0, -1).reduce<Expr | undefined>((total, entry, k) => {
        const other = b[k][c]
        if (!entry || !other) return total
        const term = binary('multiply', entry, other)
        return total ? binary('add', total, term) : term
      }, undefined),
    ),
  )
}

function sum(a: Matrix, b: Matrix): Matrix {
  return a.map((row, r) =>
    row.map((entry, c) => {
      const other = b[r][c]
      return entry && other ? binary('add', entry, other) : (entry ?? other)
    }),
  )
}

/** 2 T + T T, as often as the matrix was halved; entries that are 0 at first may come to be others on the way. */
function squared(series: Matrix, system: Coupled, halvings: Expr) {
  const filled = filledUp(series)
  const left = changing('halvings:left', 'f64')
  const current = filled.map((row, r) =>
    row.map((is, c) => (is ? changing(`grown:${nameOf(system, r, c)}`, 'f64') : undefined)),
  )
  const start: Stmt[] = current.flatMap((row, r) =>
    row.flatMap((name, c): Stmt[] =>
      name ? [{ kind: 'var', name: name.name, value: series[r][c] ?? constant(0) }] : [],
    ),
  )
  start.push({ kind: 'var', name: left.name, value: halvings })
  const doubled = current.map((row) => row.map((entry) => entry && binary('multiply', constant(2), entry)))
  const turn = sum(doubled, product(current, current))
  const lets = turn.flatMap((row, r) =>
    row.flatMap((value, c): Stmt[] => (value ? [{ kind: 'let', name: `turn:${nameOf(system, r, c)}`, value }] : [])),
  )
  const assigns = current.flatMap((row, r) =>
    row.flatMap((name, c): Stmt[] =>
      name ? [{ kind: 'assign', name: name.name, value: local(`turn:${nameOf(system, r, c)}`, 'f64') }] : [],
    ),
  )
  const loop: Stmt = {
    kind: 'while',
    condition: binary('greater', left, constant(0)),
    body: [...lets, ...assigns, { kind: 'assign', name: left.name, value: binary('subtract', left, constant(1)) }],
    comment: 'exp(A t) - 1 by squaring',
  }
  return { start, current: current as Matrix, loop }
}

/** Which entries the powers of the matrix may have; the series, being long enough, has them all but for very long chains. */
function filledUp(matrix: Matrix): readonly (readonly boolean[])[] {
  const is = matrix.map((row) => row.map((entry) => entry !== undefined))
  for (let k = 0; k < is.length; k++)
    for (const row of is) if (row[k]) for (const [c, other] of is[k].entries()) row[c] ||= other
  return is
}
