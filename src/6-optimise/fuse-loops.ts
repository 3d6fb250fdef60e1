/**
 * Joins a loop over neurons to an earlier one whose results it reads, as the threshold reads what the state update
 * has just written, if nothing between them minds.
 */
import { local } from '../ir/build.js'
import { eventArrays } from '../ir/events.js'
import type { Expr, For, Kernel, StepProgram, Stmt, Store } from '../ir/ir.js'
import { keyOf, mapExpr, mapStmts, namesIn, renamedLocals, visitAll, visitExpr, visitStmts } from '../ir/walk.js'
import { freshName } from './fresh-name.js'

export function fuseLoops(program: StepProgram): StepProgram {
  let kernels = program.kernels
  for (let later = 1; later < kernels.length; later++) {
    const earlier = partnerOf(kernels, later)
    if (earlier === undefined) continue
    const joined = join(kernels[earlier], kernels[later])
    kernels = kernels.map((kernel, k) => (k === earlier ? joined : kernel)).filter((_, k) => k !== later)
    later--
  }
  return { ...program, kernels }
}

function neuronLoop(kernel: Kernel): For | undefined {
  const [only] = kernel.body
  const single = kernel.body.length === 1 && only.kind === 'for' && only.domain.kind === 'neurons'
  return single ? only : undefined
}

function partnerOf(kernels: readonly Kernel[], later: number): number | undefined {
  const second = kernels[later]
  const loop = neuronLoop(second)
  if (loop?.domain.kind !== 'neurons') return undefined
  for (let k = later - 1; k >= 0; k--) {
    const first = kernels[k]
    const before = neuronLoop(first)
    const fits =
      // What belongs to different objects must be able to stand still apart from each other.
      first.owner === second.owner &&
      first.interval === second.interval &&
      before?.domain.kind === 'neurons' &&
      before.domain.count === loop.domain.count &&
      before.domain.index === loop.domain.index &&
      // A kernel begins one list of events anew.
      !(fillsList(first) && fillsList(second))
    if (fits && intersects(effectsOf(first).writes, effectsOf(second).reads) && sameElements(first, second)) return k
    if (first.calls || conflict(first, second)) return undefined
  }
  return undefined
}

function fillsList({ body }: Kernel): boolean {
  let fills = false
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'push') fills = true
  })
  return fills
}

interface Effects {
  readonly reads: ReadonlySet<string>
  readonly writes: ReadonlySet<string>
}

function effectsOf(kernel: Kernel): Effects {
  const reads = new Set<string>()
  const writes = new Set<string>()
  visitAll(kernel.body, (expr) => expr.kind === 'load' && reads.add(expr.array.name))
  visitStmts(kernel.body, (stmt) => {
    if (stmt.kind === 'store') writes.add(stmt.array.name)
    else if (stmt.kind === 'push' || stmt.kind === 'replay') writes.add(eventArrays(stmt.list).items.name)
    else if (stmt.kind === 'append') for (const { array } of stmt.entries) writes.add(array.name)
    else if (stmt.kind === 'propagate')
      for (const { to } of stmt.outputs) to.kind === 'array' && writes.add(to.array.name)
    else if (stmt.kind === 'for' && stmt.domain.kind === 'events') reads.add(eventArrays(stmt.domain.list).items.name)
  })
  return { reads, writes }
}

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((name) => b.has(name))
}

/** Would the second kernel, moved before the first, change what either does? */
function conflict(first: Kernel, second: Kernel): boolean {
  const [a, b] = [effectsOf(first), effectsOf(second)]
  return intersects(a.writes, b.reads) || intersects(a.writes, b.writes) || intersects(a.reads, b.writes)
}

/** What the two share must be reached at the loop's own index, so that one neuron's turn does not see another's. */
function sameElements(first: Kernel, second: Kernel): boolean {
  const shared = new Set([...effectsOf(first).writes, ...effectsOf(second).writes])
  const own = (index: Expr) => keyOf(index) === 'i'
  let fine = true
  for (const { body } of [first, second]) {
    visitAll(body, (expr) => {
      if (expr.kind === 'load' && shared.has(expr.array.name) && !own(expr.index)) fine = false
    })
    visitStmts(body, (stmt) => {
      if (stmt.kind === 'store' && !own(stmt.index)) fine = false
    })
  }
  return fine
}

function join(first: Kernel, second: Kernel): Kernel {
  const [a, b] = [neuronLoop(first), neuronLoop(second)]
  if (!a || !b) return first
  const named = withNamedStores(a.body, loadedBy(b.body))
  const rest = renamed(b.body, new Set(namesIn(named.body)))
  const body = [...named.body, ...substituted(rest, named.known, new Set())]
  return { ...first, title: `${first.title} ${second.title}`, body: [{ ...a, body }] }
}

/** The statements with what is known by a name read from there, until something is stored in the arrays that it was read from. */
function substituted(stmts: readonly Stmt[], known: ReadonlyMap<string, Expr>, stored: Set<string>): readonly Stmt[] {
  const change = (expr: Expr) =>
    mapExpr(expr, (node) => (mentions(node, stored) ? node : (known.get(keyOf(node)) ?? node)))
  return stmts.map((stmt) => {
    if (stmt.kind === 'if') {
      const condition = change(stmt.condition)
      return { ...stmt, condition, body: substituted(stmt.body, known, stored) }
    }
    const [changed] = mapStmts([stmt], change)
    if (stmt.kind === 'store') stored.add(stmt.array.name)
    return changed
  })
}

function loadedBy(body: readonly Stmt[]): ReadonlySet<string> {
  const loaded = new Set<string>()
  visitAll(body, (expr) => expr.kind === 'load' && loaded.add(expr.array.name))
  return loaded
}

function storedBy(body: readonly Stmt[]): ReadonlySet<string> {
  const stored = new Set<string>()
  visitStmts(body, (stmt) => stmt.kind === 'store' && stored.add(stmt.array.name))
  return stored
}

interface Named {
  readonly body: readonly Stmt[]
  /** What is known by a name after the body: stored values that are read later, and named values that still hold. */
  readonly known: ReadonlyMap<string, Expr>
}

function withNamedStores(body: readonly Stmt[], readLater: ReadonlySet<string>): Named {
  const stored = storedBy(body)
  const taken = new Set(namesIn(body))
  const known = new Map<string, Expr>()
  const out = body.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind === 'let' && !mentions(stmt.value, stored))
      known.set(keyOf(stmt.value), local(stmt.name, stmt.value.type))
    const forward = stmt.kind === 'store' && stmt.array.holds === 'f64' && readLater.has(stmt.array.name)
    if (!forward || stmt.value.kind === 'constant') return [stmt]
    const name = freshName(`${stmt.array.name.replace(/^.*[.:]/, '')}_new`, taken)
    const value = local(name, stmt.value.type)
    known.set(`${stmt.array.name}[${keyOf(stmt.index)}]`, value)
    const { comment, ...store } = stmt
    return [
      { kind: 'let', name, value: asStored(stmt), ...(comment !== undefined && { comment }) },
      { ...store, value },
    ]
  })
  return { body: out, known }
}

/** What is read back from the array: an array of floats has rounded it. */
function asStored({ array, value }: Store): Expr {
  if (array.element !== 'f32') return value
  return { kind: 'convert', type: 'f64', value: { kind: 'convert', type: 'f32', value } }
}

function mentions(expr: Expr, arrays: ReadonlySet<string>): boolean {
  let found = false
  visitExpr(expr, (node) => {
    if (node.kind === 'random' || (node.kind === 'local' && node.changes)) found = true
    if (node.kind === 'load' && arrays.has(node.array.name)) found = true
  })
  return found
}

/** The body with its names made different from those taken. */
function renamed(body: readonly Stmt[], taken: Set<string>): readonly Stmt[] {
  return renamedLocals(body, new Map(namesIn(body).map((name) => [name, freshName(name, taken)])))
}
