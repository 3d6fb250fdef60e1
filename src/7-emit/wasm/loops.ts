/**
 * Loops over neighbouring elements, several at a time.
 *
 * A turn first computes everything, then stores it. If a function was given an argument for which its straight line does
 * not hold, nothing has been stored yet, and the elements of that turn are taken one by one; so are those left over at
 * the end. Both are the same arithmetic in the same order, so it makes no difference to the bits.
 */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import type { Expr, If, Stmt, Store, Type } from '../../ir/ir.js'
import { BYTES } from '../../ir/placement.js'
import { visitAll, visitStmts } from '../../ir/walk.js'
import type { Binding, Vector } from './frame.js'
import { converted, laneOf, widthOf } from './lanes.js'
import { addressOf, LOADS, moved, valueType } from './places.js'
import { colliding, type Elements, vectorPlan } from './plan.js'
import { scalar } from './scalar.js'
import { scalarSite, type Writer, withBinding, writeStatements } from './statements.js'
import { isConsecutive, isSpread, isUniform, laneSite, named, placeKey, type VectorSite, vector } from './vector.js'
import { block, comment, conditional, get, i32, lines, set, type Wat } from './wat.js'

export interface Loop extends Omit<Elements, 'counters'> {
  /** The first of them says how many are done. */
  readonly counters: readonly { readonly name: string; readonly first: Wat }[]
  /** Where the first of the counters ends, where the count is not known; it is computed before the loop. */
  readonly end?: Wat
}

/** Writes the loop if its elements can be taken several at once; says whether it did. */
export function vectorLoop(loop: Loop, writer: Writer): boolean {
  const plan = vectorPlan({ ...loop, counters: loop.counters.map(({ name }) => name) })
  if (plan.kind === 'scalar') return false
  write({ ...loop, body: plan.body }, plan.lanes, writer)
  return true
}

function write(loop: Loop, lanes: number, writer: Writer): void {
  const { frame } = writer
  const counters = loop.counters.map(({ name, first }) => ({ name, first, local: frame.declare(name, 'i32') }))
  const before: string[] = []
  const single = oneByOne(loop, writer, counters)
  const turn = frame.captured(() => writeTurn(loop, lanes, writer, counters, before, single))
  for (const { local, first } of counters) frame.emit(set(local, first))
  frame.emitLines(before)
  const [main] = counters
  const moveOn = (by: number) => counters.map(({ local }) => set(local, ['i32.add', get(local), i32(by)]))
  const rest = () => [...single.calls(0, 1), ...moveOn(1)].flatMap((wat) => lines(wat))
  const step = moveOn(lanes).flatMap((wat) => lines(wat))
  frame.emitLines([comment(`${lanes} at a time`)])
  if (loop.count === undefined) {
    assertInternal(loop.end, 'a loop has a count or an end')
    frame.emitLines(
      leavingLoop('elements', ['i32.gt_u', ['i32.add', get(main.local), i32(lanes)], loop.end], [...turn, ...step]),
    )
    frame.emitLines([comment('the rest')])
    frame.emitLines(leavingLoop('rest', ['i32.ge_u', get(main.local), loop.end], rest()))
    return
  }
  const whole = loop.count - (loop.count % lanes)
  frame.emitLines(repeatingLoop('elements', [...turn, ...step], ['i32.lt_u', get(main.local), i32(whole)]))
  if (whole === loop.count) return
  frame.emitLines([comment('the rest')])
  frame.emitLines(repeatingLoop('rest', rest(), ['i32.lt_u', get(main.local), i32(loop.count)]))
}

/** There is a first turn in any case. */
function repeatingLoop(label: string, turn: readonly string[], again: Wat): readonly string[] {
  return block(`loop $${label}`, [...turn, ...lines(['br_if', `$${label}`, again])])
}

function leavingLoop(label: string, over: Wat, turn: readonly string[]): readonly string[] {
  const body = [...lines(['br_if', `$${label}.end`, over]), ...turn, ...lines(['br', `$${label}`])]
  return block(`block $${label}.end`, block(`loop $${label}`, body))
}

/** A turn by itself, for the elements from where the counters' locals stand; and what is done before a loop of such turns. */
export function vectorTurn(
  elements: Elements,
  locals: readonly string[],
  lanes: number,
  writer: Writer,
): { readonly before: readonly string[]; readonly turn: readonly string[] } | undefined {
  const plan = vectorPlan(elements)
  if (plan.kind === 'scalar') return undefined
  const counters = elements.counters.map((name, k) => ({ name, first: get(locals[k]), local: locals[k] }))
  const loop: Loop = { ...elements, body: plan.body, counters }
  const before: string[] = []
  const single = oneByOne(loop, writer, counters)
  const turn = writer.frame.captured(() => writeTurn(loop, lanes, writer, counters, before, single))
  return { before, turn }
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
      writeStatements(oneElement(loop), scoped)
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

/** The statements of one element by itself. */
function oneElement({ spread = [], body }: Loop): readonly Stmt[] {
  return [...spread.map(({ name, value }): Stmt => ({ kind: 'let', name, value })), ...body]
}

function wat(name: string): string {
  return name.replace(/[^A-Za-z0-9_.:]+/g, '_')
}

/** What the body uses of the names around the loop. */
function freeNames(loop: Loop, writer: Writer): readonly string[] {
  const own = new Set(loop.counters.map(({ name }) => name))
  const found = new Set<string>()
  const let_ = new Set<string>()
  const body = oneElement(loop)
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'let') let_.add(stmt.name)
    if (stmt.kind === 'push' && writer.scope.has('ring slot')) found.add('ring slot')
  })
  visitAll(body, (expr) => {
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
    fetched: new Map(),
    rare: (mask) => {
      for (const part of mask.parts) {
        const first = rare === undefined
        rare ??= frame.declare('rare', 'v128')
        frame.emit(set(rare, first ? part : ['v128.or', get(rare), part]))
      }
    },
  }
  for (const { name, value } of loop.spread ?? []) {
    const locals = Array.from({ length: lanes }, () => frame.declare(name, 'i32'))
    locals.forEach((local, lane) => {
      frame.emit(set(local, entryOf(value, lane, site)))
    })
    scope.set(name, { kind: 'lanes', locals })
  }
  const effects: Effect[] = []
  for (const stmt of loop.body) computeFirst(stmt, site, scope, pending, effects, writer)
  const stores = frame.captured(() => {
    for (const { emit } of effects) emit()
  })
  const reasons: readonly Wat[] = [
    ...colliding(loop.spread ?? [], loop.body).flatMap((name) => equalLanes(scope.get(name))),
    ...(rare === undefined ? [] : [['v128.any_true', get(rare)] as Wat]),
  ]
  if (reasons.length === 0) frame.emitLines(stores)
  else {
    const calls = single.calls(0, lanes).flatMap((call) => lines(call))
    const why = [
      ...(rare === undefined ? [] : ['an argument that takes more than the straight line']),
      ...(rare === undefined || reasons.length > 1 ? ['two elements that store in one place'] : []),
    ]
    frame.emitLines([comment(why.join(', or '))])
    frame.emitLines(
      conditional(
        reasons.reduce((a, b) => ['i32.or', a, b]),
        calls,
        stores,
      ),
    )
  }
}

/** A lane's own number. What stands in a list is reached from its first lane's entry. */
function entryOf(value: Expr, lane: number, site: VectorSite): Wat {
  if (value.kind !== 'load' || !isConsecutive(value.index, site)) return scalar(value, laneSite(lane, site))
  const { array } = value
  const { offset, at } = moved(
    addressOf(array, scalar(value.index, laneSite(0, site)), site.scalars.use),
    lane * BYTES[array.element],
  )
  return [LOADS[array.element], ...offset, at]
}

/** Whether two lanes have the same number, one comparison for each two of them. */
function equalLanes(binding: Binding | undefined): readonly Wat[] {
  assertInternal(binding?.kind === 'lanes', 'what may collide has a number for each lane')
  const { locals } = binding
  return locals.flatMap((a, k) => locals.slice(k + 1).map((b): Wat => ['i32.eq', get(a), get(b)]))
}

/** Something that a turn does once everything is computed. */
interface Effect {
  /** The place, where it is a store that every element makes. */
  readonly stores: string | undefined
  readonly emit: () => void
}

/** What is stored again before anything could read it from memory need not be stored. */
function dropOverwritten(place: string, effects: Effect[]): void {
  const since = effects.findLastIndex(({ stores }) => stores === undefined)
  const at = effects.findIndex(({ stores }, k) => k > since && stores === place)
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
      const place = placeKey(stmt)
      pending.set(place, value)
      dropOverwritten(place, effects)
      effects.push({ stores: place, emit: () => emitStore(stmt, value, site) })
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
  if (isSpread(stmt.index, site) && array.element !== 'u8' && array.element !== 'u16') {
    storeApart(stmt, value, site)
    return
  }
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

/** Each lane in a place of its own. */
function storeApart({ array, index }: Store, value: Vector, site: VectorSite): void {
  const element = array.element === 'f64' || array.element === 'f32' ? array.element : 'i32'
  const width = widthOf(element)
  const each = 16 / width
  const whole = converted(value, element, site.lanes)
  for (let lane = 0; lane < site.lanes; lane++) {
    const { offset, at } = addressOf(array, scalar(index, laneSite(lane, site)), site.scalars.use)
    const part = whole.parts[Math.floor(lane / each)]
    site.frame.emit([`v128.store${8 * width}_lane`, ...offset, String(lane % each), at, part])
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
        const type = typeOf(binding)
        bindings.set(name, { kind: 'scalar', type, wat: at.local(name, type) })
      }
      const body = frame.captured(() => writeStatements(stmt.body, { ...writer, scope: bindings }))
      frame.emitLines(conditional(laneOf(condition, lane), body))
    }
  })
  if (stmt.comment) frame.emitLines([comment(stmt.comment)])
  frame.emitLines(conditional(['v128.any_true', any], lanewise))
}

function typeOf(binding: Binding): Type {
  switch (binding.kind) {
    case 'scalar':
      return binding.type
    case 'vector':
      return binding.vector.type
    case 'counter':
    case 'lanes':
      return 'i32'
    default:
      return unreachable(binding)
  }
}
