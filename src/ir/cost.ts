/**
 * What kernels cost, counted in the IR: for each kernel and each unit of its work (a neuron, a spike, a synapse) the
 * arithmetic, the bytes that are read and written, and how many elements are taken at once.
 *
 * Arithmetic is that of floating-point numbers; of the whole numbers that indices are made of nothing is counted. An
 * element that a unit names several times is read once and written once. Slots are held in locals, and cost nothing.
 */

import { unreachable } from '../diagnostics/index.js'
import { eventArrays } from './events.js'
import type { FunctionName } from './function.js'
import { FUNCTIONS } from './functions/index.js'
import type { Access, ArrayRef, ElementType, Expr, For, Kernel, Row, StepProgram, Stmt } from './ir.js'
import { BYTES } from './placement.js'
import { printExpr } from './print.js'
import { arraysOfLayout, childrenOf, keyOf } from './walk.js'

export interface Operations {
  /** Additions and subtractions. */
  readonly add: number
  readonly multiply: number
  readonly divide: number
  readonly sqrt: number
  readonly compare: number
  readonly select: number
  /** What is cheap and no arithmetic: signs, minima, rounding to whole numbers, conversions, logic, bits of exponents. */
  readonly other: number
}

/** Bytes by how neighbouring turns of the loop reach them. */
export type Traffic = { readonly [access in Access]: number }

export type Unit =
  /** What stands in a kernel outside its loops. */
  | { readonly kind: 'call' }
  | { readonly kind: 'neuron' }
  /** A neuron that is chosen at random. */
  | { readonly kind: 'chosen' }
  | { readonly kind: 'event'; readonly group: string; readonly event: string }
  /** One of as many as are connected. */
  | { readonly kind: 'element' }
  /** A neuron of a range. */
  | { readonly kind: 'between' }
  | { readonly kind: 'synapse'; readonly layout: Row['layout']['kind'] }
  /** One of the times that events take to their synapses. */
  | { readonly kind: 'lag' }
  /** A synapse that an event of an earlier run reaches. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'where'; readonly condition: string }
  /** A turn of a loop whose turns are not known beforehand: a step that a neuron takes within the time step. */
  | { readonly kind: 'turn'; readonly condition: string; readonly over?: 'numbers' }

export interface LanesUsed {
  readonly lanes: number
  /** Why it is one. */
  readonly why?: string
}

export interface Work {
  readonly unit: Unit
  /** How many of them there are in one of what they stand in; absent where only the run tells. */
  readonly times?: number
  /** Of a loop. */
  readonly lanes?: LanesUsed
  /** Written out in the kernel itself. */
  readonly operations: Operations
  /** Elementary functions, random draws and matrix exponentials, by name. */
  readonly calls: Readonly<Record<string, number>>
  /** Of the elementary functions that are called. */
  readonly inFunctions: Operations
  readonly loads: Traffic
  readonly stores: Traffic
  readonly inner: readonly Work[]
}

export interface KernelCost {
  readonly name: string
  readonly title: string
  readonly slot: string
  readonly interval: number
  readonly work: Work
}

const NO_OPERATIONS: Operations = { add: 0, multiply: 0, divide: 0, sqrt: 0, compare: 0, select: 0, other: 0 }
const NO_TRAFFIC: Traffic = { contiguous: 0, shared: 0, gathered: 0, scattered: 0 }

/** `lanesOf` tells how a loop is vectorised, which is the matter of a backend. */
export function kernelCosts({ kernels }: StepProgram, lanesOf: (loop: For) => LanesUsed): readonly KernelCost[] {
  return kernels.map(({ body, name, title, slot, interval }: Kernel) => {
    return { name, title, slot, interval, work: workOf(body, { unit: { kind: 'call' }, times: 1 }, new Set(), lanesOf) }
  })
}

/** Additions, multiplications, divisions and square roots. */
export function flopsOf({ add, multiply, divide, sqrt }: Operations): number {
  return add + multiply + divide + sqrt
}

/** Of one unit, without what stands in it. */
export function flopsIn({ operations, inFunctions }: Work): number {
  return flopsOf(operations) + flopsOf(inFunctions)
}

export function bytesIn({ loads, stores }: Work): number {
  return [loads, stores].reduce((sum, t) => sum + t.contiguous + t.shared + t.gathered + t.scattered, 0)
}

type Kind = keyof Operations

/** What is counted of one unit, while its statements are gone through. */
interface Tally {
  readonly operation: (kind: Kind) => void
  readonly call: (name: string) => void
  readonly load: (bytes: number, access: Access, element: string) => void
  readonly store: (bytes: number, access: Access, element: string) => void
  readonly counted: () => Pick<Work, 'operations' | 'calls' | 'inFunctions' | 'loads' | 'stores'>
  /** Elements that have been read or written. */
  readonly known: ReadonlySet<string>
}

function tally(outer: ReadonlySet<string>): Tally {
  const operations = { ...NO_OPERATIONS }
  const calls: Record<string, number> = {}
  const [loads, stores] = [{ ...NO_TRAFFIC }, { ...NO_TRAFFIC }]
  const known = new Set(outer)
  const written = new Set<string>()
  return {
    known,
    operation: (kind) => {
      operations[kind]++
    },
    call: (name) => {
      calls[name] = (calls[name] ?? 0) + 1
    },
    load: (bytes, access, element) => {
      if (!known.has(element)) loads[access] += bytes
      known.add(element)
    },
    store: (bytes, access, element) => {
      if (!written.has(element)) stores[access] += bytes
      written.add(element)
      known.add(element)
    },
    counted: () => ({ operations, calls, inFunctions: inFunctions(calls), loads, stores }),
  }
}

function workOf(
  stmts: readonly Stmt[],
  about: Pick<Work, 'unit' | 'times' | 'lanes'>,
  outer: ReadonlySet<string>,
  lanesOf: (loop: For) => LanesUsed,
  begin: (own: Tally) => void = () => {},
): Work {
  const own = tally(outer)
  begin(own)
  const inner = stmts.flatMap((stmt): readonly Work[] => {
    count(stmt, own)
    if (stmt.kind === 'if') {
      const unit = { kind: 'where', condition: printExpr(stmt.condition) } as const
      return [workOf(stmt.body, { unit }, own.known, lanesOf)]
    }
    if (stmt.kind === 'while') {
      const over = stmt.over && { over: stmt.over }
      const unit = { kind: 'turn', condition: printExpr(stmt.condition), ...over } as const
      return [workOf(stmt.body, { unit }, own.known, lanesOf, (inner) => countExpr(stmt.condition, inner))]
    }
    return stmt.kind === 'for' ? [loopWork(stmt, own, lanesOf)] : []
  })
  return { ...about, ...own.counted(), inner }
}

/** A loop, with what it reads itself in each turn: the entries of the lists that it goes through. */
function loopWork(loop: For, outer: Tally, lanesOf: (loop: For) => LanesUsed): Work {
  const { domain, body } = loop
  const of = (unit: Unit, times: number | undefined, begin?: (own: Tally) => void) =>
    workOf(body, { unit, lanes: lanesOf(loop), ...(times !== undefined && { times }) }, outer.known, lanesOf, begin)
  switch (domain.kind) {
    case 'neurons':
      return of({ kind: 'neuron' }, domain.count)
    case 'counted':
      outer.load(BYTES[domain.count.element], 'shared', domain.count.name)
      return of({ kind: 'element' }, undefined)
    case 'between':
      return of({ kind: 'between' }, undefined)
    case 'bernoulli':
      return of({ kind: 'chosen' }, undefined, (own) => own.call('jump'))
    case 'events': {
      const { group, event } = domain.list
      const { items, counts } = eventArrays(domain.list)
      outer.load(BYTES.i32, 'shared', counts.name)
      return of({ kind: 'event', group, event }, undefined, (own) => own.load(BYTES.i32, 'contiguous', items.name))
    }
    case 'row': {
      const { layout } = domain
      if (layout.kind === 'dense' || layout.kind === 'column') {
        const { sources, targets, diagonal } = layout
        const [row, all] = layout.kind === 'dense' ? [sources, targets] : [targets, sources]
        const self = diagonal ? 0 : Math.min(sources, targets) / row
        return of({ kind: 'synapse', layout: layout.kind }, all - self)
      }
      if (layout.kind === 'one-to-one')
        return of({ kind: 'synapse', layout: layout.kind }, layout.count / layout.sources)
      // Those are written out before, and counted as what they are then.
      if (layout.kind === 'computed') return of({ kind: 'synapse', layout: layout.kind }, undefined)
      if (layout.kind === 'procedural')
        return of({ kind: 'synapse', layout: layout.kind }, undefined, (own) => own.call('gap'))
      const [rowStart, ...entries] = arraysOfLayout(layout)
      outer.load(2 * BYTES[rowStart.element], 'gathered', rowStart.name)
      const begin = (own: Tally) => {
        for (const { element, name } of entries) own.load(BYTES[element], 'contiguous', name)
      }
      return of({ kind: 'synapse', layout: layout.kind }, undefined, begin)
    }
    case 'lags': {
      for (const { name } of [domain.count, domain.since]) outer.load(BYTES.i32, 'shared', name)
      return of({ kind: 'lag' }, undefined, (own) => own.load(BYTES.i32, 'contiguous', domain.lags.name))
    }
    case 'pending': {
      const { first, steps, starts, pre, post, synapse } = domain
      for (const { name, element } of [first, steps, starts]) outer.load(BYTES[element], 'shared', name)
      return of({ kind: 'pending' }, undefined, (own) => {
        for (const { array } of [pre, post, synapse]) own.load(BYTES[array.element], 'contiguous', array.name)
      })
    }
    case 'recorded': {
      const { indices, count: width } = domain
      return of({ kind: 'sample' }, width, (own) => {
        if (indices) own.load(BYTES[indices.element], 'contiguous', indices.name)
      })
    }
    default:
      return unreachable(domain)
  }
}

function count(stmt: Stmt, own: Tally): void {
  const see = (expr: Expr) => countExpr(expr, own)
  switch (stmt.kind) {
    case 'let':
    case 'var':
    case 'assign':
    case 'define':
      see(stmt.value)
      return
    case 'store':
      see(stmt.index)
      see(stmt.value)
      own.store(BYTES[stmt.array.element], stmt.access, elementOf(stmt.array, stmt.index))
      return
    case 'if':
      see(stmt.condition)
      return
    case 'while':
      // Of each turn.
      return
    case 'for':
      if (stmt.domain.kind === 'row') see(stmt.domain.source)
      if (stmt.domain.kind === 'bernoulli') see(stmt.domain.scale)
      if (stmt.domain.kind === 'between' && stmt.domain.place) see(stmt.domain.place.first)
      return
    case 'push':
      see(stmt.value)
      counter(eventArrays(stmt.list).counts.name, 'i32', own)
      own.store(BYTES.i32, 'contiguous', eventArrays(stmt.list).items.name)
      return
    case 'replay':
      counter(eventArrays(stmt.list).counts.name, 'i32', own)
      counter(stmt.cursor.name, stmt.cursor.element, own)
      for (const { name, element } of [stmt.period, stmt.steps]) own.load(BYTES[element], 'shared', name)
      return
    case 'append':
      counter(stmt.counter.name, stmt.counter.element, own)
      for (const { array, value } of stmt.entries) {
        see(value)
        own.store(BYTES[array.element], 'contiguous', array.name)
      }
      return
    case 'count':
      counter(stmt.counter.name, stmt.counter.element, own)
      return
    case 'tabulate':
      see(stmt.probability)
      return
    case 'propagate':
      for (const entry of stmt.matrix) if (entry) see(entry)
      own.call(`exponential of ${stmt.size} x ${stmt.size}`)
      for (const { to } of stmt.outputs)
        if (to.kind === 'array') own.store(BYTES[to.array.element], 'contiguous', elementOf(to.array, to.index))
      return
    default:
      unreachable(stmt)
  }
}

function counter(name: string, element: ElementType, own: Tally): void {
  own.load(BYTES[element], 'shared', name)
  own.store(BYTES[element], 'shared', name)
}

function elementOf(array: ArrayRef, index: Expr): string {
  return `${array.name}[${keyOf(index)}]`
}

function countExpr(expr: Expr, own: Tally): void {
  for (const child of expr.kind === 'random' ? (expr.parameters ?? []) : childrenOf(expr)) countExpr(child, own)
  switch (expr.kind) {
    case 'load':
      own.load(BYTES[expr.array.element], expr.access, elementOf(expr.array, expr.index))
      return
    case 'table':
      own.load(BYTES.f64, 'shared', `${expr.name}[${keyOf(expr.index)}]`)
      return
    case 'unary':
      if (expr.type !== 'i32') own.operation('other')
      return
    case 'binary': {
      const kind = KINDS[expr.operation]
      if (kind === 'call') own.call(expr.operation)
      else if (kind === 'other' || expr.left.type !== 'i32') own.operation(kind)
      return
    }
    case 'call':
      if (isFunction(expr.intrinsic)) own.call(expr.intrinsic)
      else own.operation(expr.intrinsic === 'sqrt' ? 'sqrt' : 'other')
      return
    case 'select':
      own.operation('select')
      return
    case 'convert':
      own.operation('other')
      return
    case 'random':
      own.call(`${expr.distribution} draw`)
      return
    case 'constant':
    case 'local':
    case 'slot':
    case 'checked-index':
      return
    default:
      unreachable(expr)
  }
}

const KINDS = {
  add: 'add',
  subtract: 'add',
  multiply: 'multiply',
  divide: 'divide',
  remainder: 'call',
  'floor-divide': 'call',
  power: 'call',
  less: 'compare',
  'less-equal': 'compare',
  greater: 'compare',
  'greater-equal': 'compare',
  equal: 'compare',
  'not-equal': 'compare',
  and: 'other',
  or: 'other',
} as const satisfies Record<string, Kind | 'call'>

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name)
}

/** What the calls compute, their own calls included. */
function inFunctions(calls: Readonly<Record<string, number>>): Operations {
  return Object.entries(calls).reduce((sum, [name, times]) => {
    return isFunction(name) ? plus(sum, functionOperations(name), times) : sum
  }, NO_OPERATIONS)
}

/** Of one call of a function with an ordinary argument: its straight line, and the look whether the argument is one. */
export function functionOperations(name: FunctionName): Operations {
  const { body, result, rare } = FUNCTIONS[name]
  const own = tally(new Set())
  for (const { value } of body) countExpr(value, own)
  countExpr(result, own)
  if (rare) countExpr(rare.condition, own)
  const counted = own.counted()
  return plus(counted.operations, counted.inFunctions, 1)
}

function plus(a: Operations, b: Operations, times: number): Operations {
  return {
    add: a.add + b.add * times,
    multiply: a.multiply + b.multiply * times,
    divide: a.divide + b.divide * times,
    sqrt: a.sqrt + b.sqrt * times,
    compare: a.compare + b.compare * times,
    select: a.select + b.select * times,
    other: a.other + b.other * times,
  }
}
