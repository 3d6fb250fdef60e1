/** IR statements -> lines of WebAssembly text, one element after the other; loops that can be are handed to `loops.ts`. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import { eventArrays } from '../../ir/events.js'
import type { ArrayRef, Domain, EventList, Expr, Stmt } from '../../ir/ir.js'
import { writeBernoulli } from './bernoulli.js'
import { writeBetween } from './between.js'
import { writeLags, writePending } from './delays.js'
import { writeEvents, writeSources } from './events.js'
import type { Binding, Frame } from './frame.js'
import { vectorLoop } from './loops.js'
import { loadScalar, type ModuleUse, storeScalar, valueType } from './places.js'
import { writeReplay } from './replay.js'
import { writeRow } from './rows.js'
import { indexOf, type ScalarSite, scalar } from './scalar.js'
import { block, comment, conditional, get, i32, set, type Wat } from './wat.js'

/** One function of the module, while its statements are written. */
export interface Writer {
  readonly use: ModuleUse
  readonly frame: Frame
  readonly slot: ScalarSite['slot']
  readonly scope: ReadonlyMap<string, Binding>
  /** Adds a function to the module; its name. */
  readonly addFunction: (wish: string, parameters: readonly Parameter[], write: (writer: Writer) => void) => string
  readonly name: string
}

export interface Parameter {
  readonly name: string
  readonly type: 'f64' | 'f32' | 'i32'
  readonly binding: Binding
}

export function scalarSite(writer: Writer): ScalarSite {
  return {
    use: writer.use,
    slot: writer.slot,
    local: (name) => {
      const binding = writer.scope.get(name)
      assertInternal(binding, `${name} has no value`)
      assertInternal(binding.kind === 'scalar' || binding.kind === 'counter', `${name} has a value for each lane`)
      return binding.kind === 'scalar' ? binding.wat : get(binding.local)
    },
    counted: (name) => {
      const binding = writer.scope.get(name)
      return binding?.kind === 'scalar' ? binding.counted : undefined
    },
  }
}

export function withBinding(writer: Writer, name: string, binding: Binding): Writer {
  return { ...writer, scope: new Map([...writer.scope, [name, binding]]) }
}

/** Gives the writer for what follows. */
export function writeStatements(stmts: readonly Stmt[], writer: Writer): Writer {
  let current = writer
  for (const stmt of stmts) {
    if ('comment' in stmt && stmt.comment) writer.frame.emitLines([comment(stmt.comment)])
    current = writeStatement(stmt, current)
  }
  return current
}

/** Gives the writer for what follows: a `let` adds a name. */
function writeStatement(stmt: Stmt, writer: Writer): Writer {
  const { frame, use } = writer
  const of = (expr: Expr) => scalar(expr, scalarSite(writer))
  switch (stmt.kind) {
    case 'let': {
      const { type } = stmt.value
      const local = frame.declare(stmt.name, valueType(type))
      frame.emit(set(local, of(stmt.value)))
      return withBinding(writer, stmt.name, { kind: 'scalar', type, wat: get(local) })
    }
    case 'var': {
      const { type } = stmt.value
      const variable = frame.declare(stmt.name, valueType(type))
      frame.emit(set(variable, of(stmt.value)))
      return withBinding(writer, stmt.name, { kind: 'scalar', type, wat: get(variable), variable })
    }
    case 'assign': {
      const binding = writer.scope.get(stmt.name)
      assertInternal(binding?.kind === 'scalar' && binding.variable, `${stmt.name} is no variable`)
      frame.emit(set(binding.variable, of(stmt.value)))
      return writer
    }
    case 'store': {
      const { index, ahead } = indexOf(stmt.index, scalarSite(writer))
      frame.emit(storeScalar(stmt.array, of(stmt.value), stmt.value.type, index, use, ahead))
      return writer
    }
    case 'if':
      frame.emitLines(
        conditional(
          of(stmt.condition),
          frame.captured(() => writeStatements(stmt.body, writer)),
        ),
      )
      return writer
    case 'while':
      writeWhile(of(stmt.condition), stmt.body, writer)
      return writer
    case 'for':
      writeLoop(stmt.domain, stmt.body, writer)
      return writer
    case 'push':
      writePush(stmt.list, of(stmt.value), writer)
      return writer
    case 'replay':
      writeReplay(stmt, writer)
      return writer
    case 'append': {
      const entry = frame.declare('entry', 'i32')
      frame.emit(set(entry, readInteger(stmt.counter, i32(0), use)))
      for (const { array, value } of stmt.entries)
        frame.emit(storeScalar(array, of(value), value.type, get(entry), use))
      frame.emit(storeScalar(stmt.counter, ['i32.add', get(entry), i32(1)], 'i32', i32(0), use))
      return writer
    }
    case 'count':
      frame.emit(
        storeScalar(stmt.counter, ['i32.add', readInteger(stmt.counter, i32(0), use), i32(1)], 'i32', i32(0), use),
      )
      return writer
    case 'define':
    case 'propagate':
    case 'tabulate':
      throw new Error(`internal error of spikec: a ${stmt.kind} in a kernel of the step`)
    default:
      return unreachable(stmt)
  }
}

function writeWhile(condition: Wat, body: readonly Stmt[], writer: Writer): void {
  const { frame } = writer
  const turn = frame.captured(() => {
    frame.emit(['br_if', '$while.end', ['i32.eqz', condition]])
    writeStatements(body, writer)
    frame.emit(['br', '$while'])
  })
  frame.emitLines(block('block $while.end', block('loop $while', turn)))
}

export function readInteger(array: ArrayRef, index: Wat, use: ModuleUse, ahead = 0): Wat {
  return loadScalar(array, 'i32', index, use, ahead)
}

/** Which row of the ring of spike lists holds those of `delay` steps ago. */
export function ringRow(list: EventList, delay: number | Wat, step: Wat, use: ModuleUse): Wat {
  const { depth } = list
  if (depth === 1) return i32(0)
  const whole: Wat = ['i64.trunc_sat_f64_u', step]
  const rows: Wat =
    typeof depth === 'number' ? ['i64.const', String(depth)] : ['i64.extend_i32_u', readInteger(depth, i32(0), use)]
  return ['i32.wrap_i64', ['i64.rem_u', stepsBack(whole, delay, depth, rows), rows]]
}

function stepsBack(whole: Wat, delay: number | Wat, depth: EventList['depth'], rows: Wat): Wat {
  if (delay === 0) return whole
  // A lag reaches back to no step before the first.
  if (typeof delay !== 'number') return ['i64.sub', whole, ['i64.extend_i32_u', delay]]
  if (typeof depth === 'number') return ['i64.add', whole, ['i64.const', String(depth - delay)]]
  return ['i64.sub', ['i64.add', whole, rows], ['i64.const', String(delay)]]
}

export function inRing(list: EventList, row: Wat, place: Wat): Wat {
  return list.depth === 1 ? place : ['i32.add', ['i32.mul', row, i32(list.capacity)], place]
}

export function writePush(list: EventList, value: Wat, { frame, use, scope }: Writer): void {
  const { items, counts } = eventArrays(list)
  const slot = scope.get('ring slot')
  const row = slot?.kind === 'scalar' ? slot.wat : i32(0)
  const before = frame.declare('count', 'i32')
  frame.emit(set(before, readInteger(counts, row, use)))
  frame.emit(storeScalar(items, value, 'i32', inRing(list, row, get(before)), use))
  frame.emit(storeScalar(counts, ['i32.add', get(before), i32(1)], 'i32', row, use))
}

/** `for` from where the counter stands to before `end`, `stride` at a time as long as so many are left. */
export function countedLoop(
  frame: Frame,
  label: string,
  counter: string,
  end: Wat,
  write: () => void,
  stride = 1,
): void {
  const body = frame.captured(() => {
    write()
    frame.emit(set(counter, ['i32.add', get(counter), i32(stride)]))
    frame.emit(['br', `$${label}`])
  })
  const over: Wat =
    stride === 1 ? ['i32.ge_u', get(counter), end] : ['i32.gt_u', ['i32.add', get(counter), i32(stride)], end]
  const leave: readonly string[] = frame.captured(() => frame.emit(['br_if', `$${label}.end`, over]))
  frame.emitLines(block(`block $${label}.end`, block(`loop $${label}`, [...leave, ...body])))
}

/** A counter, or what stands so many behind it. */
export function counterBinding(local: string, ahead = 0): Binding {
  if (ahead === 0) return { kind: 'scalar', type: 'i32', wat: get(local) }
  const counted = { counter: get(local), ahead }
  return { kind: 'scalar', type: 'i32', wat: ['i32.add', get(local), i32(ahead)], counted }
}

function writeLoop(domain: Domain, body: readonly Stmt[], writer: Writer): void {
  const { frame, use } = writer
  switch (domain.kind) {
    case 'neurons': {
      if (vectorLoop({ counters: [{ name: domain.index, first: i32(0) }], count: domain.count, body }, writer)) return
      writeSources(domain, body, writer)
      return
    }
    case 'counted': {
      const [i, end] = [frame.declare(domain.index, 'i32'), frame.declare('elements', 'i32')]
      const inner = withBinding(writer, domain.index, counterBinding(i))
      frame.emit(set(end, readInteger(domain.count, i32(0), use)))
      frame.emit(set(i, i32(0)))
      countedLoop(frame, 'elements', i, get(end), () => writeStatements(body, inner))
      return
    }
    case 'between':
      writeBetween(domain, body, writer)
      return
    case 'bernoulli':
      writeBernoulli(domain, body, writer)
      return
    case 'events':
      writeEvents(domain, body, writer)
      return
    case 'lags':
      writeLags(domain, body, writer)
      return
    case 'pending':
      writePending(domain, body, writer)
      return
    case 'row':
      writeRow(domain, body, writer)
      return
    case 'recorded': {
      const { position, index, indices, count } = domain
      if (!indices) {
        const counters = [position, index].map((name) => ({ name, first: i32(0) }))
        if (vectorLoop({ counters, count, body }, writer)) return
      }
      const [r, i] = [frame.declare(position, 'i32'), frame.declare(index, 'i32')]
      const inner = withBinding(withBinding(writer, position, counterBinding(r)), index, counterBinding(i))
      frame.emit(set(r, i32(0)))
      countedLoop(frame, 'recorded', r, i32(count), () => {
        frame.emit(set(i, indices ? readInteger(indices, get(r), use) : get(r)))
        writeStatements(body, inner)
      })
      return
    }
    default:
      unreachable(domain)
  }
}
