/** What depends on parameters alone is computed once, in the prelude, and read from a derived slot in the loop. */
import { derived } from '../ir/build.js'
import type { Define, Expr, Kernel, StepProgram, Stmt } from '../ir/ir.js'
import { printExpr } from '../ir/print.js'
import { childrenOf, givesName, hasBody, keyOf, mapChildren, mapStmts } from '../ir/walk.js'
import { freshName } from './fresh-name.js'
import { isInvariant } from './invariant.js'

export function hoistInvariants(program: StepProgram): StepProgram {
  const taken = new Set(definedNames(program.prelude))
  const hoisted = new Map<string, Define>()
  const slotFor = (expr: Expr, hint: string): Expr => {
    const key = keyOf(expr)
    const known = hoisted.get(key)
    if (known) return derived(known.name)
    const name = freshName(nameOf(expr) ?? hint, taken)
    hoisted.set(key, { kind: 'define', name, value: expr, comment: tight(printExpr(expr)) })
    return derived(name)
  }
  const kernel = (k: Kernel): Kernel => ({ ...k, body: k.body.map((stmt) => hoistFrom(stmt, k, slotFor)) })
  const preparation = program.preparation.map(kernel)
  const kernels = program.kernels.map(kernel)
  return { ...program, preparation, kernels, prelude: [...program.prelude, ...hoisted.values()] }
}

function definedNames(prelude: readonly Stmt[]): readonly string[] {
  return prelude.flatMap((stmt) => {
    if (stmt.kind === 'define') return [stmt.name]
    return stmt.kind === 'propagate' ? stmt.outputs.flatMap((o) => (o.to.kind === 'slot' ? [o.to.name] : [])) : []
  })
}

type SlotFor = (expr: Expr, hint: string) => Expr

function hoistFrom(stmt: Stmt, kernel: Kernel, slotFor: SlotFor): Stmt {
  if (hasBody(stmt)) {
    const body = stmt.body.map((inner) => hoistFrom(inner, kernel, slotFor))
    const [outer] = mapStmts([{ ...stmt, body: [] }], (expr) => outermost(expr, `${kernel.name}_constant`, slotFor))
    return { ...outer, body } as Stmt
  }
  const hint = hintOf(stmt, kernel)
  const [changed] = mapStmts([stmt], (expr) => outermost(expr, hint, slotFor))
  return changed
}

function hintOf(stmt: Stmt, kernel: Kernel): string {
  if (stmt.kind === 'store') return `${stmt.array.name}_constant`
  return givesName(stmt) ? `${stmt.name.replace(/_new$/, '')}_constant` : `${kernel.name}_constant`
}

/** The largest invariant parts of an expression, each replaced by a slot. */
function outermost(expr: Expr, hint: string, slotFor: SlotFor): Expr {
  if (expr.type === 'f64' && childrenOf(expr).length > 0 && isInvariant(expr)) return slotFor(expr, hint)
  return mapChildren(expr, (child) => outermost(child, hint, slotFor))
}

/** `inverse_taum` for `1/taum`. */
function nameOf(expr: Expr): string | undefined {
  if (expr.kind !== 'binary' || expr.operation !== 'divide') return undefined
  const { left, right } = expr
  const one = left.kind === 'constant' && left.value === 1
  return one && right.kind === 'slot' ? `inverse_${right.name}` : undefined
}

function tight(text: string): string {
  return text.replaceAll(' * ', '*').replaceAll(' / ', '/')
}
