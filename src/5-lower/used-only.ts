/** The statements without names that nothing after them uses. */
import type { Stmt } from '../ir/ir.js'
import { visitAll } from '../ir/walk.js'

/** What is said above a name that falls out is said above the next statement. */
export function usedOnly(stmts: readonly Stmt[]): readonly Stmt[] {
  const used = new Set<string>()
  const kept = new Set<Stmt>()
  for (const stmt of [...stmts].reverse()) {
    if (stmt.kind === 'let' && !used.has(stmt.name)) continue
    visitAll([stmt], (expr) => expr.kind === 'local' && used.add(expr.name))
    kept.add(stmt)
  }
  let comment: string | undefined
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (!kept.has(stmt)) {
      if (stmt.kind === 'let') comment = stmt.comment ?? comment
      return []
    }
    const said =
      comment !== undefined && stmt.kind === 'let' && stmt.comment === undefined ? { ...stmt, comment } : stmt
    comment = undefined
    return [said]
  })
}
