/** Going through the IR. */
import { unreachable } from '../diagnostics/index.js'
import type { ArrayRef, Domain, EventList, Expr, For, If, Row, StepProgram, Stmt, While } from './ir.js'

export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'constant':
    case 'local':
    case 'slot':
      return []
    case 'load':
      return [expr.index]
    case 'unary':
      return [expr.operand]
    case 'binary':
      return [expr.left, expr.right]
    case 'call':
      return expr.arguments
    case 'select':
      return [expr.condition, expr.then, expr.otherwise]
    case 'convert':
    case 'checked-index':
      return [expr.value]
    case 'table':
      return [expr.index]
    case 'random':
      return [...expr.indices, expr.step, ...(expr.parameters ?? [])]
    default:
      return unreachable(expr)
  }
}

/** The expression with each node replaced by what `change` makes of it, from the leaves up. */
export function mapExpr(expr: Expr, change: (expr: Expr) => Expr): Expr {
  return change(mapChildren(expr, (child) => mapExpr(child, change)))
}

/** A node whose children stay is given back itself, so that what is known of it need not be worked out again. */
export function mapChildren(expr: Expr, change: (child: Expr) => Expr): Expr {
  const children = childrenOf(expr)
  const changed = children.map((child) => change(child))
  return changed.every((child, k) => child === children[k]) ? expr : withChildren(expr, changed)
}

/** `children` as `childrenOf` gives them. */
function withChildren(expr: Expr, children: readonly Expr[]): Expr {
  const [first, second, third] = children
  switch (expr.kind) {
    case 'constant':
    case 'local':
    case 'slot':
      return expr
    case 'load':
    case 'table':
      return { ...expr, index: first }
    case 'unary':
      return { ...expr, operand: first }
    case 'binary':
      return { ...expr, left: first, right: second }
    case 'call':
      return { ...expr, arguments: children }
    case 'select':
      return { ...expr, condition: first, then: second, otherwise: third }
    case 'convert':
    case 'checked-index':
      return { ...expr, value: first }
    case 'random':
      return {
        ...expr,
        indices: [first, second],
        step: third,
        ...(expr.parameters && { parameters: children.slice(3) }),
      }
    default:
      return unreachable(expr)
  }
}

export function visitExpr(expr: Expr, see: (expr: Expr) => void): void {
  see(expr)
  for (const child of childrenOf(expr)) visitExpr(child, see)
}

/** The expressions that stand directly in a statement, those of its body not among them. */
export function expressionsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case 'let':
    case 'var':
    case 'assign':
    case 'define':
    case 'push':
      return [stmt.value]
    case 'store':
      return [stmt.index, stmt.value]
    case 'if':
    case 'while':
      return [stmt.condition]
    case 'for':
      return expressionsOfDomain(stmt.domain)
    case 'tabulate':
      return [stmt.probability]
    case 'append':
      return stmt.entries.map((entry) => entry.value)
    case 'replay':
    case 'count':
      return []
    case 'propagate':
      return [
        ...stmt.matrix.filter((entry) => entry !== undefined),
        stmt.dt,
        ...stmt.outputs.flatMap((output) => (output.to.kind === 'array' ? [output.to.index] : [])),
      ]
    default:
      return unreachable(stmt)
  }
}

/** Statements that others stand in. */
export function hasBody(stmt: Stmt): stmt is If | While | For {
  return stmt.kind === 'if' || stmt.kind === 'while' || stmt.kind === 'for'
}

/** Statements that give a name. */
export function givesName(stmt: Stmt): stmt is Extract<Stmt, { kind: 'let' | 'var' }> {
  return stmt.kind === 'let' || stmt.kind === 'var'
}

function expressionsOfDomain(domain: Domain): readonly Expr[] {
  if (domain.kind === 'row') return [domain.source]
  if (domain.kind === 'between') return [domain.first, domain.end, ...(domain.place ? [domain.place.first] : [])]
  if (domain.kind === 'events' && typeof domain.delay === 'object') return [domain.delay]
  return domain.kind === 'bernoulli' ? [domain.scale, domain.step] : []
}

function mapDomain(domain: Domain, change: (expr: Expr) => Expr): Domain {
  if (domain.kind === 'row') return { ...domain, source: change(domain.source) }
  if (domain.kind === 'between') {
    const { first, end, place } = domain
    const moved = place && { place: { ...place, first: change(place.first) } }
    return { ...domain, first: change(first), end: change(end), ...moved }
  }
  return domain.kind === 'bernoulli' ? { ...domain, scale: change(domain.scale), step: change(domain.step) } : domain
}

/** The arrays by which loops over lags, and over what is on its way, find what they go over. */
export function arraysOfDelays(domain: Domain): readonly ArrayRef[] {
  if (domain.kind === 'lags') return [domain.lags, domain.count, domain.since]
  if (domain.kind !== 'pending') return []
  const { first, steps, starts, pre, post, synapse } = domain
  return [first, steps, starts, pre.array, post.array, synapse.array]
}

/** The spike list that a statement adds to. */
export function filledBy(stmt: Stmt): EventList | undefined {
  return stmt.kind === 'push' || stmt.kind === 'replay' ? stmt.list : undefined
}

export function visitStmts(stmts: readonly Stmt[], see: (stmt: Stmt) => void): void {
  for (const stmt of stmts) {
    see(stmt)
    if (hasBody(stmt)) visitStmts(stmt.body, see)
  }
}

/** Every expression of the statements, nested ones included. */
export function visitAll(stmts: readonly Stmt[], see: (expr: Expr) => void): void {
  visitStmts(stmts, (stmt) => {
    for (const expr of expressionsOf(stmt)) visitExpr(expr, see)
  })
}

/** How many statements and expressions a program is made of. */
export function nodesOf({ prelude, preparation, kernels }: StepProgram): number {
  let count = 0
  for (const body of [prelude, ...preparation.map((k) => k.body), ...kernels.map((k) => k.body)]) {
    visitStmts(body, () => count++)
    visitAll(body, () => count++)
  }
  return count
}

/** The statements with each of their expressions changed as a whole. */
export function mapStmts(stmts: readonly Stmt[], change: (expr: Expr) => Expr): readonly Stmt[] {
  return stmts.map((stmt) => mapStmt(stmt, change))
}

function mapStmt(stmt: Stmt, change: (expr: Expr) => Expr): Stmt {
  switch (stmt.kind) {
    case 'let':
    case 'var':
    case 'assign':
    case 'define':
    case 'push':
      return { ...stmt, value: change(stmt.value) }
    case 'store':
      return { ...stmt, index: change(stmt.index), value: change(stmt.value) }
    case 'if':
    case 'while':
      return { ...stmt, condition: change(stmt.condition), body: mapStmts(stmt.body, change) }
    case 'for': {
      const { domain } = stmt
      return { ...stmt, domain: mapDomain(domain, change), body: mapStmts(stmt.body, change) }
    }
    case 'tabulate':
      return { ...stmt, probability: change(stmt.probability) }
    case 'append':
      return { ...stmt, entries: stmt.entries.map((entry) => ({ ...entry, value: change(entry.value) })) }
    case 'replay':
    case 'count':
      return stmt
    case 'propagate':
      return {
        ...stmt,
        matrix: stmt.matrix.map((entry) => entry && change(entry)),
        dt: change(stmt.dt),
        outputs: stmt.outputs.map((output) =>
          output.to.kind === 'array' ? { ...output, to: { ...output.to, index: change(output.to.index) } } : output,
        ),
      }
    default:
      return unreachable(stmt)
  }
}

/** The statements with some of their names changed, where they are given and where they are used. */
export function renamedLocals(stmts: readonly Stmt[], names: ReadonlyMap<string, string>): readonly Stmt[] {
  const rename = (expr: Expr) =>
    mapExpr(expr, (node) => (node.kind === 'local' ? { ...node, name: names.get(node.name) ?? node.name } : node))
  const lets = (inner: readonly Stmt[]): readonly Stmt[] =>
    inner.map((stmt) => {
      if (givesName(stmt) || stmt.kind === 'assign') return { ...stmt, name: names.get(stmt.name) ?? stmt.name }
      return hasBody(stmt) ? { ...stmt, body: lets(stmt.body) } : stmt
    })
  return mapStmts(lets(stmts), rename)
}

/** The names that statements give, nested ones included. */
export function namesIn(stmts: readonly Stmt[]): readonly string[] {
  const names: string[] = []
  visitStmts(stmts, (stmt) => givesName(stmt) && names.push(stmt.name))
  return names
}

/** Equal in structure; comments and notes do not count. */
export function sameExpr(a: Expr, b: Expr): boolean {
  return keyOf(a) === keyOf(b)
}

/** Nodes never change, so what follows from one of them alone is worked out once. */
export function remembered<T>(work: (expr: Expr) => T): (expr: Expr) => T {
  const known = new WeakMap<Expr, { readonly value: T }>()
  return (expr) => {
    const found = known.get(expr)
    if (found) return found.value
    const value = work(expr)
    known.set(expr, { value })
    return value
  }
}

/** A text that is the same for equal expressions. */
export const keyOf = remembered(writtenKey)

function writtenKey(expr: Expr): string {
  const children = childrenOf(expr).map(keyOf).join(',')
  switch (expr.kind) {
    case 'constant':
      return `${expr.type}:${Object.is(expr.value, -0) ? '-0' : expr.value}`
    case 'local':
      return expr.name
    case 'slot':
      return `${expr.block}.${expr.name}`
    case 'load':
      return `${expr.array.name}[${children}]`
    case 'unary':
    case 'binary':
      return `(${expr.operation} ${children})`
    case 'call':
      return `${expr.intrinsic}(${children})`
    case 'select':
      return `select(${children})`
    case 'convert':
      return `${expr.type}(${children})`
    case 'checked-index':
      return `within(${children} ${expr.array} ${expr.axis})`
    case 'table':
      return `table ${expr.name}(${children})`
    case 'random':
      return `${expr.distribution}(${expr.stream} ${expr.draw} ${children})`
    default:
      return unreachable(expr)
  }
}

/** The lists by which the synapses of a row are found. */
export function arraysOfLayout(layout: Row['layout']): readonly ArrayRef[] {
  switch (layout.kind) {
    case 'dense':
    case 'column':
    case 'one-to-one':
      return []
    case 'procedural':
      return [layout.seed, layout.scale]
    case 'computed':
      return layout.rowStart ? [layout.rowStart] : []
    case 'csr':
      return [layout.rowStart, layout.targetOf]
    case 'indexed':
      return [layout.rowStart, layout.neighbourOf, layout.synapseAt]
    default:
      return unreachable(layout)
  }
}
