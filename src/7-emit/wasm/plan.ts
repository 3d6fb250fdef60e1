/** Which loops can be taken several elements at a time, and how many. */
import { assertInternal } from '../../diagnostics/index.js'
import { select } from '../../ir/build.js'
import type { Expr, If, Stmt, Store } from '../../ir/ir.js'
import { keyOf, visitAll, visitExpr, visitStmts } from '../../ir/walk.js'
import { callsFunction } from './scalar.js'
import { isConsecutive, isSpread, type VectorSite } from './vector.js'

/** How many elements are taken at once, and the body for them; or why it is one after the other. */
export type VectorPlan =
  | { readonly kind: 'vector'; readonly lanes: number; readonly body: readonly Stmt[] }
  | { readonly kind: 'scalar'; readonly why: string }

export interface Elements {
  /** Names that grow by one from element to element. */
  readonly counters: readonly string[]
  /** undefined where it is known only when the loop begins. */
  readonly count: number | undefined
  /** Names that each element has a number of its own for. */
  readonly spread?: readonly Spread[]
  /** Counters and names of spread ones that are never the same number, neither for one element nor for two. */
  readonly apart?: ReadonlySet<string>
  readonly body: readonly Stmt[]
}

/** An index that does not move on by one from element to element: the entry of a list, or a place some strides further. */
export interface Spread {
  readonly name: string
  /** Of the counters, and of what is the same for all elements. */
  readonly value: Expr
  /** No two elements have the same. */
  readonly distinct: boolean
}

export function vectorPlan({ counters, count, spread = [], apart, body: written }: Elements): VectorPlan {
  const indices: Indices = {
    counters: new Set(counters),
    spread: new Set(spread.map(({ name }) => name)),
    apart: apart ?? new Set(),
  }
  const body = ifConverted(written, indices)
  const most = lanesOf([...counters, ...indices.spread], body)
  const lanes = spread.length > 0 ? Math.min(most, 4) : most
  if (count !== undefined && count < lanes) return { kind: 'scalar', why: `there are fewer than ${lanes} elements` }
  if (spread.length > 0 && !hasWork(body)) return { kind: 'scalar', why: 'to find its neuron is most of its work' }
  const why = obstacleIn(indices, body)
  return why === undefined ? { kind: 'vector', lanes, body } : { kind: 'scalar', why }
}

/** The names by which elements are found. */
interface Indices {
  readonly counters: ReadonlySet<string>
  readonly spread: ReadonlySet<string>
  readonly apart: ReadonlySet<string>
}

/** Elements that stand apart are fetched and put back one by one: that pays where much is done with them, or on a condition. */
function hasWork(body: readonly Stmt[]): boolean {
  let found = false
  visitAll(body, (expr) => {
    if (callsFunction(expr) || expr.kind === 'select') found = true
  })
  return found
}

/** Those of the names that are not distinct and by which something is stored: two elements may store in one place. */
export function colliding(spread: readonly Spread[], body: readonly Stmt[]): readonly string[] {
  const storing = new Set<string>()
  visitStmts(body, (stmt) => {
    if (stmt.kind !== 'store') return
    visitExpr(stmt.index, (node) => {
      if (node.kind === 'local') storing.add(node.name)
    })
  })
  return spread.flatMap(({ name, distinct }) => (!distinct && storing.has(name) ? [name] : []))
}

/**
 * Two doubles or four floats fill a vector. Two vectors side by side keep the processor busier, as long as what the loop
 * computes fits into its registers, which elementary functions do not.
 */
function lanesOf(counters: readonly string[], body: readonly Stmt[]): number {
  const varying = new Set(counters)
  visitStmts(body, (stmt) => stmt.kind === 'let' && varying.add(stmt.name))
  let functions = false
  let doubles = false
  visitAll(body, (expr) => {
    if (callsFunction(expr)) functions = true
    if (expr.type === 'f64' && mentions(expr, varying)) doubles = true
  })
  if (functions) return 2
  return doubles ? 4 : 8
}

function mentions(expr: Expr, names: ReadonlySet<string>): boolean {
  let found = false
  visitExpr(expr, (node) => {
    if (node.kind === 'local' && names.has(node.name)) found = true
  })
  return found
}

/** Conditional stores as stores of what is there already where the condition does not hold. */
function ifConverted(stmts: readonly Stmt[], indices: Indices): readonly Stmt[] {
  const site = inLoop(indices)
  const converts = (inner: Stmt): boolean =>
    inner.kind === 'let' ||
    (inner.kind === 'store' && (isWide(inner) || (isSpread(inner.index, site) && isWhole(inner))))
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind !== 'if' || !stmt.body.every(converts)) return [stmt]
    return stmt.body.map((inner): Stmt => {
      if (inner.kind === 'let') return inner
      assertInternal(inner.kind === 'store', 'only names and stores')
      const { array, index, access, value } = inner
      const old: Expr = { kind: 'load', type: value.type, array, index, access }
      return { ...inner, value: select(stmt.condition, value, old), comment: inner.comment ?? stmt.comment ?? '' }
    })
  })
}

/** A store that a vector makes in one go. */
function isWide(store: Store): boolean {
  return store.access === 'contiguous' && isWhole(store)
}

/** The array holds the value as it is. */
function isWhole({ array, value }: Store): boolean {
  return array.element === value.type
}

function inLoop({ counters, spread }: Indices): Pick<VectorSite, 'lookUp'> {
  return {
    lookUp: (name) => {
      if (counters.has(name)) return { kind: 'counter', local: '' }
      return spread.has(name) ? { kind: 'lanes', locals: [] } : { kind: 'scalar', type: 'f64', wat: '' }
    },
  }
}

/**
 * No element's turn may see another's: what is stored is reached at one and the same index throughout, which moves on
 * with the loop; and what a conditional part stores, no later statement touches. Says what stands against it.
 */
function obstacleIn(indices: Indices, body: readonly Stmt[]): string | undefined {
  const site = inLoop(indices)
  const stored = new Map<string, string>()
  const obstacles: string[] = []
  const isApart = (index: Expr) => index.kind === 'local' && indices.apart.has(index.name)
  const apart = new Map<string, boolean>()
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'while') obstacles.unshift('each takes steps of its own')
    if (!['let', 'store', 'if', 'push'].includes(stmt.kind)) obstacles.push(`\`${stmt.kind}\` has no vector form`)
    if (stmt.kind !== 'store') return
    const { array, index } = stmt
    const key = keyOf(index)
    if (!isConsecutive(index, site) && !isSpread(index, site))
      obstacles.push(`${array.name} is stored at an index that does not move on by one`)
    const isSame = (stored.get(array.name) ?? key) === key
    const allApart = isApart(index) && (apart.get(array.name) ?? true)
    if (!isSame && !allApart) obstacles.push(`${array.name} is stored at several indices`)
    stored.set(array.name, key)
    apart.set(array.name, allApart)
  })
  visitAll(body, (expr) => {
    const key = expr.kind === 'load' ? stored.get(expr.array.name) : undefined
    if (expr.kind !== 'load' || key === undefined || key === keyOf(expr.index)) return
    if (!apart.get(expr.array.name) || !isApart(expr.index))
      obstacles.push(`${expr.array.name} is read at another index than it is stored at`)
  })
  body.forEach((stmt, at) => {
    const later = body.slice(at + 1)
    if (stmt.kind === 'if' && touchesLater(stmt, later))
      obstacles.push('what it stores under a condition is used later')
    if (stmt.kind === 'push') obstacles.push('every element is added to a list')
    if (!forwardable(stmt, later)) obstacles.push('what it stores is rounded, and read again')
  })
  return obstacles[0]
}

/** What is stored and read again in the same turn is handed on, which takes an array that holds the value as it is. */
function forwardable(stmt: Stmt, later: readonly Stmt[]): boolean {
  if (stmt.kind !== 'store' || stmt.array.element === stmt.value.type) return true
  return !reads(later, new Set([stmt.array.name]))
}

function touchesLater(stmt: If, later: readonly Stmt[]): boolean {
  const stored = new Set<string>()
  visitStmts(stmt.body, (inner) => inner.kind === 'store' && stored.add(inner.array.name))
  let touched = reads(later, stored)
  visitStmts(later, (inner) => {
    if (inner.kind === 'store' && stored.has(inner.array.name)) touched = true
  })
  return touched
}

function reads(stmts: readonly Stmt[], arrays: ReadonlySet<string>): boolean {
  let found = false
  visitAll(stmts, (expr) => {
    if (expr.kind === 'load' && arrays.has(expr.array.name)) found = true
  })
  return found
}
