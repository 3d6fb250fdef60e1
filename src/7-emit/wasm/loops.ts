/**
 * Loops over neighbouring elements, several at a time.
 *
 * A turn first computes everything, then stores it. If a function was given an argument for which its straight line does
 * not hold, nothing has been stored yet, and the elements of that turn are taken one by one; so are those left over at
 * the end. Both are the same arithmetic in the same order, so it makes no difference to the bits.
 */
import { assertInternal } from '../../diagnostics/index.js'
import { select } from '../../ir/build.js'
import type { Expr, If, Stmt, Store } from '../../ir/ir.js'
import { keyOf, visitAll, visitExpr, visitStmts } from '../../ir/walk.js'
import type { Binding, Vector } from './frame.js'
import { converted, laneOf, widthOf } from './lanes.js'
import { addressOf, moved, valueType } from './places.js'
import { callsFunction, scalar } from './scalar.js'
import { scalarSite, type Writer, withBinding, writeStatements } from './statements.js'
import { isConsecutive, isUniform, laneSite, named, type VectorSite, vector } from './vector.js'
import { block, comment, conditional, get, i32, lines, set, type Wat } from './wat.js'

export interface Loop {
  /** Names that grow by one from element to element; the first says how many are done. */
  readonly counters: readonly { readonly name: string; readonly first: Wat }[]
  readonly count: number
  readonly body: readonly Stmt[]
}

/** Writes the loop if its elements can be taken several at once; says whether it did. */
export function vectorLoop(loop: Loop, writer: Writer): boolean {
  const plan = vectorPlan({ ...loop, counters: loop.counters.map(({ name }) => name) })
  if (plan.kind === 'scalar') return false
  write({ ...loop, body: plan.body }, plan.lanes, writer)
  return true
}

/** How many elements are taken at once, and the body for them; or why it is one after the other. */
export type VectorPlan =
  | { readonly kind: 'vector'; readonly lanes: number; readonly body: readonly Stmt[] }
  | { readonly kind: 'scalar'; readonly why: string }

export interface Elements {
  readonly counters: readonly string[]
  readonly count: number
  readonly body: readonly Stmt[]
}

export function vectorPlan({ counters, count, body: written }: Elements): VectorPlan {
  const body = ifConverted(written)
  const lanes = lanesOf(counters, body)
  if (count < lanes) return { kind: 'scalar', why: `there are fewer than ${lanes} elements` }
  const why = obstacleIn(counters, body)
  return why === undefined ? { kind: 'vector', lanes, body } : { kind: 'scalar', why }
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
function ifConverted(stmts: readonly Stmt[]): readonly Stmt[] {
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind !== 'if' || !stmt.body.every((inner) => inner.kind === 'store' && isWide(inner))) return [stmt]
    return stmt.body.map((inner): Stmt => {
      assertInternal(inner.kind === 'store', 'only stores')
      const { array, index, access, value } = inner
      const old: Expr = { kind: 'load', type: value.type, array, index, access }
      return { ...inner, value: select(stmt.condition, value, old), comment: inner.comment ?? stmt.comment ?? '' }
    })
  })
}

/** A store that a vector makes in one go. */
function isWide({ array, access, value }: Store): boolean {
  return access === 'contiguous' && array.element === value.type
}

function inLoop(names: readonly string[]): Pick<VectorSite, 'lookUp'> {
  const counters = new Set(names)
  return {
    lookUp: (name) => (counters.has(name) ? { kind: 'counter', local: '' } : { kind: 'scalar', type: 'f64', wat: '' }),
  }
}

/**
 * No element's turn may see another's: what is stored is reached at one and the same index throughout, which moves on
 * with the loop; and what a conditional part stores, no later statement touches. Says what stands against it.
 */
function obstacleIn(counters: readonly string[], body: readonly Stmt[]): string | undefined {
  const site = inLoop(counters)
  const stored = new Map<string, string>()
  const obstacles: string[] = []
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'while') obstacles.unshift('each takes steps of its own')
    if (!['let', 'store', 'if', 'push'].includes(stmt.kind)) obstacles.push(`\`${stmt.kind}\` has no vector form`)
    if (stmt.kind !== 'store') return
    const { array, index } = stmt
    const key = keyOf(index)
    if (!isConsecutive(index, site)) obstacles.push(`${array.name} is stored at an index that does not move on by one`)
    if ((stored.get(array.name) ?? key) !== key) obstacles.push(`${array.name} is stored at several indices`)
    stored.set(array.name, key)
  })
  visitAll(body, (expr) => {
    const key = expr.kind === 'load' ? stored.get(expr.array.name) : undefined
    if (expr.kind === 'load' && key !== undefined && key !== keyOf(expr.index))
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

function write(loop: Loop, lanes: number, writer: Writer): void {
  const { frame } = writer
  const counters = loop.counters.map(({ name, first }) => ({ name, first, local: frame.declare(name, 'i32') }))
  const [main] = counters
  const whole = loop.count - (loop.count % lanes)
  const before: string[] = []
  const single = oneByOne(loop, writer, counters)
  const turn = frame.captured(() => writeTurn(loop, lanes, writer, counters, before, single))
  for (const { local, first } of counters) frame.emit(set(local, first))
  frame.emitLines(before)
  const step = counters.map(({ local }) => set(local, ['i32.add', get(local), i32(lanes)]))
  const again: Wat = ['br_if', '$elements', ['i32.lt_u', get(main.local), i32(whole)]]
  frame.emitLines([comment(`${lanes} at a time`)])
  frame.emitLines(block('loop $elements', [...turn, ...[...step, again].flatMap((wat) => lines(wat))]))
  if (whole === loop.count) return
  const rest: readonly Wat[] = [
    ...single.calls(0, 1),
    ...counters.map(({ local }) => set(local, ['i32.add', get(local), i32(1)])),
  ]
  const until: Wat = ['br_if', '$rest', ['i32.lt_u', get(main.local), i32(loop.count)]]
  frame.emitLines([comment('the rest')])
  frame.emitLines(
    block(
      'loop $rest',
      [...rest, until].flatMap((wat) => lines(wat)),
    ),
  )
}

interface Single {
  /** Calls for so many elements, from that one on. */
  readonly calls: (from: number, count: number) => readonly Wat[]
}

/** A function that does the turn of one element; it is made when it is first called for. */
function oneByOne(loop: Loop, writer: Writer, counters: readonly { name: string; local: string }[]): Single {
  let made: { readonly name: string; readonly outer: readonly string[] } | undefined
  const make = () => {
    const outer = freeNames(loop, writer)
    const parameters = [...counters.map(({ name }) => name), ...outer].map((name) => {
      const binding = writer.scope.get(name)
      const type = binding?.kind === 'scalar' ? binding.type : 'i32'
      const own: Binding = { kind: 'scalar', type, wat: get(`$${wat(name)}`) }
      const value = valueType(type)
      assertInternal(value === 'f64' || value === 'f32' || value === 'i32', 'a scalar')
      return { name: wat(name), type: value, binding: own, stands: name }
    })
    const name = writer.addFunction(`${writer.name}.one`, parameters, (inner) => {
      const scoped = parameters.reduce((w, p) => withBinding(w, p.stands, p.binding), inner)
      writeStatements(loop.body, scoped)
    })
    return { name, outer }
  }
  return {
    calls: (from, count) => {
      made ??= make()
      const { name, outer } = made
      return Array.from({ length: count }, (_, k): Wat => {
        const at = counters.map(
          ({ local }): Wat => (from + k === 0 ? get(local) : ['i32.add', get(local), i32(from + k)]),
        )
        return ['call', name, ...at, ...outer.map((n) => scalarSite(writer).local(n, 'f64'))]
      })
    },
  }
}

function wat(name: string): string {
  return name.replace(/[^A-Za-z0-9_.:]+/g, '_')
}

/** What the body uses of the names around the loop. */
function freeNames(loop: Loop, writer: Writer): readonly string[] {
  const own = new Set(loop.counters.map(({ name }) => name))
  const found = new Set<string>()
  const let_ = new Set<string>()
  visitStmts(loop.body, (stmt) => {
    if (stmt.kind === 'let') let_.add(stmt.name)
    if (stmt.kind === 'push' && writer.scope.has('ring slot')) found.add('ring slot')
  })
  visitAll(loop.body, (expr) => {
    if (expr.kind === 'local' && !own.has(expr.name) && !let_.has(expr.name)) found.add(expr.name)
  })
  return [...found]
}

function writeTurn(
  loop: Loop,
  lanes: number,
  writer: Writer,
  counters: readonly { name: string; local: string }[],
  before: string[],
  single: Single,
): void {
  const { frame } = writer
  const scope = new Map<string, Binding>(writer.scope)
  for (const { name, local } of counters) scope.set(name, { kind: 'counter', local })
  const pending = new Map<string, Vector>()
  let rare: string | undefined
  const site: VectorSite = {
    lanes,
    frame,
    // What is the same for all elements is computed before the loop, names of the body that are so among it.
    scalars: scalarSite({ ...writer, scope }),
    lookUp: (name) => {
      const found = scope.get(name)
      assertInternal(found, `${name} has no value in a loop`)
      return found
    },
    before: (instruction) => before.push(...lines(instruction)),
    splats: new Map(),
    pending,
    rare: (mask) => {
      for (const part of mask.parts) {
        const first = rare === undefined
        rare ??= frame.declare('rare', 'v128')
        frame.emit(set(rare, first ? part : ['v128.or', get(rare), part]))
      }
    },
  }
  const effects: Effect[] = []
  for (const stmt of loop.body) computeFirst(stmt, site, scope, pending, effects, writer)
  const stores = frame.captured(() => {
    for (const { emit } of effects) emit()
  })
  if (rare === undefined) frame.emitLines(stores)
  else {
    const calls = single.calls(0, lanes).flatMap((call) => lines(call))
    frame.emitLines([comment('an argument that takes more than the straight line')])
    frame.emitLines(conditional(['v128.any_true', get(rare)], calls, stores))
  }
}

/** Something that a turn does once everything is computed. */
interface Effect {
  /** The array, where it is a store that every element makes. */
  readonly stores: string | undefined
  readonly emit: () => void
}

/** What is stored again before anything could read it from memory need not be stored. */
function dropOverwritten(array: string, effects: Effect[]): void {
  const since = effects.findLastIndex(({ stores }) => stores === undefined)
  const at = effects.findIndex(({ stores }, k) => k > since && stores === array)
  if (at >= 0) effects.splice(at, 1)
}

/** What a statement computes, emitted; what it changes, kept for later. */
function computeFirst(
  stmt: Stmt,
  site: VectorSite,
  scope: Map<string, Binding>,
  pending: Map<string, Vector>,
  effects: Effect[],
  writer: Writer,
): void {
  const { frame } = site
  if ('comment' in stmt && stmt.comment && stmt.kind !== 'if') frame.emitLines([comment(stmt.comment)])
  switch (stmt.kind) {
    case 'let': {
      if (isUniform(stmt.value, site)) {
        const local = frame.declare(stmt.name, valueType(stmt.value.type))
        site.before(set(local, scalar(stmt.value, laneSite(0, site))))
        scope.set(stmt.name, { kind: 'scalar', type: stmt.value.type, wat: get(local) })
        return
      }
      scope.set(stmt.name, { kind: 'vector', vector: named(vector(stmt.value, site), stmt.name, frame) })
      return
    }
    case 'store': {
      const value = named(vector(stmt.value, site), `${stmt.array.name}.next`, frame)
      pending.set(stmt.array.name, value)
      dropOverwritten(stmt.array.name, effects)
      effects.push({ stores: stmt.array.name, emit: () => emitStore(stmt, value, site) })
      return
    }
    case 'if': {
      const condition = named(vector(stmt.condition, site), 'holds', frame)
      effects.push({ stores: undefined, emit: () => emitConditional(stmt, condition, site, scope, writer) })
      return
    }
    default:
      throw new Error(`internal error of spikec: a ${stmt.kind} in a vector loop`)
  }
}

function emitStore(stmt: Store, value: Vector, site: VectorSite): void {
  const { array } = stmt
  const lane0 = laneSite(0, site)
  const { use } = site.scalars
  if (['f64', 'f32', 'i32'].includes(array.element) && value.type !== 'bool') {
    const element = array.element as 'f64' | 'f32' | 'i32'
    const whole = converted(value, element, site.lanes)
    const first = addressOf(array, scalar(stmt.index, lane0), use)
    whole.parts.forEach((part, k) => {
      const { offset, at } = moved(first, 16 * k)
      const half = site.lanes * widthOf(element) < 16
      site.frame.emit(half ? ['v128.store64_lane', ...offset, '0', at, part] : ['v128.store', ...offset, at, part])
    })
    return
  }
  for (let lane = 0; lane < site.lanes; lane++) {
    const at = addressOf(array, scalar(stmt.index, laneSite(lane, site)), use)
    const instruction = array.element === 'u16' ? 'i32.store16' : 'i32.store8'
    site.frame.emit([instruction, ...at.offset, at.at, laneOf(value, lane)])
  }
}

/** Rarely true for any lane: then each lane by itself. */
function emitConditional(
  stmt: If,
  condition: Vector,
  site: VectorSite,
  scope: Map<string, Binding>,
  writer: Writer,
): void {
  const { frame } = site
  const any: Wat = condition.parts.map((part): Wat => part).reduce((a, b) => ['v128.or', a, b])
  const lanewise = frame.captured(() => {
    for (let lane = 0; lane < site.lanes; lane++) {
      const at = laneSite(lane, site)
      const bindings = new Map<string, Binding>()
      for (const [name, binding] of scope) {
        const type = binding.kind === 'scalar' ? binding.type : binding.kind === 'counter' ? 'i32' : binding.vector.type
        bindings.set(name, { kind: 'scalar', type, wat: at.local(name, type) })
      }
      const body = frame.captured(() => writeStatements(stmt.body, { ...writer, scope: bindings }))
      frame.emitLines(conditional(laneOf(condition, lane), body))
    }
  })
  if (stmt.comment) frame.emitLines([comment(stmt.comment)])
  frame.emitLines(conditional(['v128.any_true', any], lanewise))
}
