/** Dense rows of several neurons side by side, or columns of several. */
import { assertInternal } from '../../diagnostics/index.js'
import type { ColumnLayout, DenseLayout, Expr, For, Row, Stmt } from '../../ir/ir.js'
import {
  childrenOf,
  keyOf,
  mapChildren,
  mapStmts,
  namesIn,
  renamedLocals,
  visitAll,
  visitStmts,
} from '../../ir/walk.js'
import { vectorLoop } from './loops.js'
import { type Elements, vectorPlan } from './plan.js'
import { elementsOf, startOf } from './rows.js'
import { type Writer, writeStatements } from './statements.js'
import { i32 } from './wat.js'

/**
 * How many rows are gone through side by side. Each target is read and written once for all of them, and the rows, which
 * come from far apart in memory, are on their way at the same time.
 */
export const TOGETHER = [4, 2] as const

export interface RowsTogether {
  readonly sources: readonly string[]
  /** What is worked out for each source before its row. */
  readonly before: readonly Stmt[]
  /** The rows' loops, which differ in their names only. */
  readonly rows: readonly For[]
}

/**
 * The rows of several neurons at once, if it makes no difference: the synapses of a row reach different targets, and what
 * they store depends on nothing that another target's synapses store. A target has its additions in the order of the
 * neurons then, as it would row after row.
 */
export function rowsTogether(index: string, body: readonly Stmt[], many: number): RowsTogether | undefined {
  const last = body.at(-1)
  const before = body.slice(0, -1)
  if (last?.kind !== 'for' || last.domain.kind !== 'row' || !isWhole(last.domain)) return undefined
  if (readsStored(before, last.body) || !isOfNeuron(before, last.body, index)) return undefined
  const { target, synapse } = last.domain
  if (!isAbout(target, last.body)) return undefined
  const own = [index, synapse, ...namesIn(body)]
  const copies = Array.from({ length: many }, (_, k) => {
    const names = new Map(own.map((name) => [name, `${name}.${k}`]))
    return renamedLocals(body, names).map((stmt) =>
      stmt.kind === 'for' && stmt.domain.kind === 'row'
        ? { ...stmt, domain: { ...stmt.domain, target, synapse: `${synapse}.${k}` } }
        : stmt,
    )
  })
  const together: RowsTogether = {
    sources: Array.from({ length: many }, (_, k) => `${index}.${k}`),
    before: copies.flatMap((copy) => copy.filter((stmt) => stmt.kind !== 'for')),
    rows: copies.flatMap((copy) => copy.filter((stmt) => stmt.kind === 'for')),
  }
  return vectorPlan(sideBySide(together)).kind === 'vector' ? together : undefined
}

/** Otherwise the rows have nothing in common that could be read once. */
function isAbout(target: string, row: readonly Stmt[]): boolean {
  let found = false
  visitStmts(row, (stmt) => {
    if (stmt.kind === 'store' && mentions(stmt.index, target)) found = true
  })
  visitAll(row, (expr) => {
    if (expr.kind === 'local' && expr.name === target) found = true
  })
  return found
}

/** Has it a synapse, or a place for one, for each neuron at the other end? */
function isWhole(domain: Row): domain is WholeRow {
  return domain.layout.kind === 'dense' || domain.layout.kind === 'column'
}

type WholeRow = Row & { readonly layout: DenseLayout | ColumnLayout }

/** Does what comes before a row give names, and store what is the neuron's own, which no row looks at? */
function isOfNeuron(before: readonly Stmt[], row: readonly Stmt[], index: string): boolean {
  const isOwn = (at: Expr) => at.kind === 'local' && at.name === index
  if (!before.every((stmt) => stmt.kind === 'let' || (stmt.kind === 'store' && isOwn(stmt.index)))) return false
  const stored = storedIn(before)
  let apart = true
  visitAll(before, (expr) => {
    if (expr.kind === 'load' && stored.has(expr.array.name) && !isOwn(expr.index)) apart = false
  })
  return apart && !readsStored(row, before)
}

function readsStored(before: readonly Stmt[], body: readonly Stmt[]): boolean {
  const stored = storedIn(body)
  let found = false
  visitAll(before, (expr) => {
    if (expr.kind === 'load' && stored.has(expr.array.name)) found = true
  })
  return found
}

function storedIn(body: readonly Stmt[]): ReadonlySet<string> {
  const stored = new Set<string>()
  visitStmts(body, (stmt) => stmt.kind === 'store' && stored.add(stmt.array.name))
  return stored
}

/** One loop over the neurons at the other end, with a counter for each row's synapses, or a place in each column. */
function sideBySide({ sources, before, rows }: RowsTogether): Elements {
  const elements = rows.map((row) => elementsOf(domainOf(row), row.body))
  const [{ target }] = rows.map(domainOf)
  const synapses = rows.map((row) => domainOf(row).synapse)
  const ofRows = [...sources, ...synapses, ...namesIn(before), ...namesIn(rows)]
  const spread = elements.flatMap((own) => own.spread ?? [])
  return {
    counters: [...new Set(elements.flatMap(({ counters }) => counters))],
    count: elements[0].count,
    ...(spread.length > 0 && { spread }),
    // They belong to different neurons, each of which has an event but once in a step.
    apart: new Set(synapses),
    body: withShared(
      elements.flatMap(({ body }) => body),
      target,
      new Set(ofRows),
    ),
  }
}

function domainOf({ domain }: For): WholeRow {
  assertInternal(domain.kind === 'row' && isWhole(domain), 'rows side by side are whole')
  return domain
}

/** What the rows have in common, since it is the target's, is read and worked out once for all of them. */
function withShared(body: readonly Stmt[], target: string, ofRows: ReadonlySet<string>): readonly Stmt[] {
  const stored = storedIn(body)
  const isCommon = (expr: Expr): boolean => {
    if (expr.kind === 'local') return !ofRows.has(expr.name)
    if (expr.kind === 'random' || expr.kind === 'checked-index') return false
    return !(expr.kind === 'load' && stored.has(expr.array.name)) && childrenOf(expr).every(isCommon)
  }
  const inlined = withoutCommonNames(body, isCommon)
  const shared = new Map<string, Stmt & { kind: 'let' }>()
  const change = (expr: Expr): Expr => {
    if (!isCommon(expr)) return mapChildren(expr, change)
    if (!takesWork(expr) || !mentions(expr, target)) return expr
    const key = keyOf(expr)
    const known = shared.get(key) ?? { kind: 'let', name: `of ${target}.${shared.size}`, value: expr }
    shared.set(key, known)
    return { kind: 'local', type: expr.type, name: known.name }
  }
  const changed = mapStmts(inlined, change)
  return [...shared.values(), ...changed]
}

/** A name for what the rows have in common stands for it, so that what is made of it is seen to be common too. */
function withoutCommonNames(body: readonly Stmt[], isCommon: (expr: Expr) => boolean): readonly Stmt[] {
  const meant = new Map<string, Expr>()
  const change = (expr: Expr): Expr =>
    expr.kind === 'local' ? (meant.get(expr.name) ?? expr) : mapChildren(expr, change)
  const rest: Stmt[] = []
  for (const stmt of body) {
    const [changed] = mapStmts([stmt], change)
    if (changed.kind === 'let' && isCommon(changed.value)) meant.set(changed.name, changed.value)
    else rest.push(changed)
  }
  return rest
}

function takesWork(expr: Expr): boolean {
  return childrenOf(expr).length > 0 && (expr.kind === 'load' || expr.type === 'f64' || expr.type === 'f32')
}

function mentions(expr: Expr, name: string): boolean {
  if (expr.kind === 'local') return expr.name === name
  return childrenOf(expr).some((child) => mentions(child, name))
}

export function writeSideBySide(together: RowsTogether, outer: Writer): void {
  const writer = writeStatements(together.before, outer)
  const { counters, ...elements } = sideBySide(together)
  const starts = together.rows
    .map(domainOf)
    .flatMap(({ layout, source }) => (layout.kind === 'dense' ? [startOf(layout, source, writer)] : []))
  const firsts = [i32(0), ...starts]
  vectorLoop({ ...elements, counters: counters.map((name, k) => ({ name, first: firsts[k] })) }, writer)
}
