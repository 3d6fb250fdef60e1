/** What is the same for all synapses of a row is computed once, before the row: `tanh(x_pre)` of `w*tanh(x_pre)`. */
import { local } from '../ir/build.js'
import type { Expr, For, Kernel, Let, StepProgram, Stmt } from '../ir/ir.js'
import { childrenOf, givesName, hasBody, keyOf, mapChildren, mapStmts, namesIn, visitStmts } from '../ir/walk.js'
import { freshName } from './fresh-name.js'

export function hoistRowInvariants(program: StepProgram): StepProgram {
  const kernel = (k: Kernel): Kernel => ({ ...k, body: hoistedIn(k.body, new Set(namesIn(k.body))) })
  return { ...program, preparation: program.preparation.map(kernel), kernels: program.kernels.map(kernel) }
}

function hoistedIn(stmts: readonly Stmt[], taken: Set<string>): readonly Stmt[] {
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (!hasBody(stmt)) return [stmt]
    const within = { ...stmt, body: hoistedIn(stmt.body, taken) }
    return within.kind === 'for' && within.domain.kind === 'row' ? hoistedFrom(within, taken) : [within]
  })
}

function hoistedFrom(row: For, taken: Set<string>): readonly Stmt[] {
  const isFixed = fixedIn(row)
  const hoisted = new Map<string, Let>()
  const change = (expr: Expr): Expr => {
    if (!isFixed(expr)) return mapChildren(expr, change)
    if (!takesWork(expr)) return expr
    const key = keyOf(expr)
    const known = hoisted.get(key) ?? { kind: 'let', name: freshName(nameFor(expr), taken), value: expr }
    hoisted.set(key, known)
    return local(known.name, expr.type)
  }
  const body = mapStmts(row.body, change)
  return [...hoisted.values(), { ...row, body }]
}

/** Made of nothing that the row counts, names, or writes to. */
function fixedIn({ domain, body }: For): (expr: Expr) => boolean {
  const own = new Set(domain.kind === 'row' ? [domain.target, domain.synapse] : [])
  const stored = new Set<string>()
  visitStmts(body, (stmt) => {
    if (givesName(stmt)) own.add(stmt.name)
    if (stmt.kind === 'store') stored.add(stmt.array.name)
  })
  const isFixed = (expr: Expr): boolean => {
    switch (expr.kind) {
      case 'local':
        return !own.has(expr.name) && !expr.changes
      case 'load':
        return !stored.has(expr.array.name) && isFixed(expr.index)
      case 'random':
      case 'checked-index':
        return false
      default:
        return childrenOf(expr).every(isFixed)
    }
  }
  return isFixed
}

/** A number of the neuron, and where it stands, are at hand anyway. */
export function takesWork(expr: Expr): boolean {
  if (expr.kind === 'load') return true
  if (expr.type === 'i32' || childrenOf(expr).length === 0) return childrenOf(expr).some(takesWork)
  return expr.kind !== 'convert' || takesWork(expr.value)
}

function nameFor(expr: Expr): string {
  return expr.kind === 'load' ? `${expr.array.name.replace(/^.*[.:]/, '')}_of_row` : 'of_row'
}
