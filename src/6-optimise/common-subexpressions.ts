/**
 * What several places of a loop's body compute from the same names is computed once, and named.
 *
 * Only expressions of locals, slots and numbers are looked at: their values can't change within a body, since a name is
 * never assigned again; variables, whose values do change, are left out. The largest are taken first, so that what they are made of is named only if it occurs elsewhere too.
 */
import { local } from '../ir/build.js'
import type { Expr, Kernel, Let, StepProgram, Stmt } from '../ir/ir.js'
import {
  childrenOf,
  expressionsOf,
  givesName,
  hasBody,
  keyOf,
  mapChildren,
  mapStmts,
  remembered,
  visitExpr,
} from '../ir/walk.js'
import { freshName } from './fresh-name.js'

export function shareCommonSubexpressions(program: StepProgram): StepProgram {
  const kernel = (k: Kernel): Kernel => ({ ...k, body: sharedIn(k.body, namesOf(k)) })
  return { ...program, preparation: program.preparation.map(kernel), kernels: program.kernels.map(kernel) }
}

/** A body that repeats more than this many expressions is left as it then is. */
const MOST_SHARED = 200

function sharedIn(body: readonly Stmt[], taken: Set<string>): readonly Stmt[] {
  let current = body.map((stmt): Stmt => (hasBody(stmt) ? { ...stmt, body: sharedIn(stmt.body, taken) } : stmt))
  for (let round = 0; round < MOST_SHARED; round++) {
    const next = shareLargest(current, taken)
    if (!next) break
    current = next
  }
  return current
}

interface Candidate {
  readonly expr: Expr
  readonly key: string
  readonly size: number
  count: number
  /** The statement in which it occurs first. */
  readonly first: number
}

function shareLargest(body: readonly Stmt[], taken: Set<string>): Stmt[] | undefined {
  const best = repeated(body).sort((a, b) => b.size - a.size || a.first - b.first)[0]
  if (!best) return undefined
  const name = freshName(`${targetOf(body[best.first])}_common`, taken)
  const named: Let = { kind: 'let', name, value: best.expr }
  const use = (expr: Expr): Expr =>
    isCandidate(expr) && keyOf(expr) === best.key ? local(name, expr.type) : mapChildren(expr, use)
  const replaced = mapShallow(body, use)
  return [...replaced.slice(0, best.first), named, ...replaced.slice(best.first)]
}

/** The expressions of the body itself; those of nested bodies are shared there. */
function mapShallow(body: readonly Stmt[], change: (expr: Expr) => Expr): readonly Stmt[] {
  return body.map((stmt) => {
    if (!hasBody(stmt)) return mapStmts([stmt], change)[0]
    const [outer] = mapStmts([{ ...stmt, body: [] }], change)
    return { ...outer, body: stmt.body } as Stmt
  })
}

function repeated(body: readonly Stmt[]): Candidate[] {
  const found = new Map<string, Candidate>()
  body.forEach((stmt, at) => {
    for (const whole of expressionsOf(stmt)) {
      visitExpr(whole, (expr) => {
        if (!isCandidate(expr)) return
        const key = keyOf(expr)
        const known = found.get(key)
        if (known) known.count++
        else found.set(key, { expr, key, size: sizeOf(expr), count: 1, first: at })
      })
    }
  })
  return [...found.values()].filter(({ count }) => count > 1)
}

/** Worth a name: an operation on values that stay as they are. */
function isCandidate(expr: Expr): boolean {
  if (expr.type !== 'f64' || childrenOf(expr).length === 0 || expr.kind === 'convert') return false
  return isFixed(expr) && !(expr.kind === 'unary' && childrenOf(expr.operand).length === 0)
}

const isFixed = remembered(
  (expr): boolean =>
    expr.kind !== 'load' &&
    expr.kind !== 'random' &&
    expr.kind !== 'checked-index' &&
    !(expr.kind === 'local' && expr.changes) &&
    childrenOf(expr).every((child) => isFixed(child)),
)

const sizeOf = remembered((expr): number => childrenOf(expr).reduce((sum, child) => sum + sizeOf(child), 1))

function targetOf(stmt: Stmt): string {
  if (givesName(stmt)) return stmt.name.replace(/_(new|common)(_\d+)?$/, '')
  return stmt.kind === 'store' ? stmt.array.name.replace(/^.*[.:]/, '') : 'value'
}

function namesOf({ body }: Kernel): Set<string> {
  const names = new Set<string>()
  const collect = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (givesName(stmt)) names.add(stmt.name)
      if (hasBody(stmt)) collect(stmt.body)
    }
  }
  collect(body)
  return names
}
