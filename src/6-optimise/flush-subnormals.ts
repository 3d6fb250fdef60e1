/**
 * Values that have decayed to nothing become 0 before they become subnormal: numbers below 2^-1022 cost a processor many
 * times as much, neither JavaScript nor WebAssembly can have them flushed to 0, and x*0.98 rounds back to x at the last
 * of them, so that a silent network would stay slow for ever. (C++ compilers' -ffast-math flushes them where it can.)
 *
 * What equations let decay is looked at now and then, in a kernel of its own: from the bound to the subnormal numbers it
 * takes a decay of 133 time constants. What statements shrink, as `w *= 0.99` of a pathway does, changes only where a
 * spike comes by, and there may be millions of it: it is looked at when it is read to be shrunk again, so that it costs
 * a comparison beside a load and a store, and nothing where nothing happens.
 */
import { binary, call, constant, load, local, select } from '../ir/build.js'
import type { ArrayRef, Expr, Kernel, Let, StepProgram, Stmt, Store } from '../ir/ir.js'
import { hasBody, keyOf, mapExpr, namesIn, visitExpr, visitStmts } from '../ir/walk.js'
import { freshName } from './fresh-name.js'

/** Far below any quantity of a model, and far above the smallest normal numbers, 2.2e-308 and 1.2e-38. */
const NOTHING = { f64: 1e-250, f32: 1e-32 } as const
/** In steps. From the bound to the subnormal floats it takes a decay of 13 time constants. */
const INTERVAL = { double: 64, single: 32 } as const

export function flushSubnormals(program: StepProgram): StepProgram {
  const added = program.kernels.flatMap((kernel) => flushKernels(kernel, INTERVAL[program.precision]))
  const watched = new Set<string>()
  for (const { body } of added) visitStmts(body, (stmt) => stmt.kind === 'store' && watched.add(stmt.array.name))
  const kernels = program.kernels.map((kernel) => ({ ...kernel, body: inEvents(kernel.body, watched) }))
  return { ...program, kernels: [...kernels, ...added] }
}

/** For the loops that update neurons or synapses: one that looks through what they have stored. */
function flushKernels(kernel: Kernel, interval: number): readonly Kernel[] {
  if (kernel.slot !== 'groups') return []
  const loops = kernel.body.flatMap(lookingThrough)
  if (loops.length === 0) return []
  const name = kernel.name.replace(/^update_/, 'flush_')
  if (name === kernel.name) return []
  const title = 'Values that have decayed to nothing become 0: subnormal numbers are slow.'
  const { owner } = kernel
  return [{ name, title, owner, slot: 'end', interval: interval * kernel.interval, body: loops }]
}

function lookingThrough(loop: Stmt): readonly Stmt[] {
  if (loop.kind !== 'for' || (loop.domain.kind !== 'neurons' && loop.domain.kind !== 'row')) return []
  const body = loop.body.flatMap((inner) =>
    inner.kind === 'store' ? flush(inner.array, inner.index) : lookingThrough(inner),
  )
  return body.length > 0 ? [{ ...loop, body }] : []
}

function flush(array: ArrayRef, index: Expr): readonly Stmt[] {
  // What has a colon in its name is the simulator's, and does not decay.
  if (array.name.includes(':') || array.holds !== 'f64' || (array.element !== 'f64' && array.element !== 'f32'))
    return []
  const value = unlessNothing(load(array, index, 'contiguous'), NOTHING[array.element])
  return [{ kind: 'store', array, index, access: 'contiguous', value }]
}

function unlessNothing(value: Expr, bound: number): Expr {
  return select(binary('less', call('abs', value), constant(bound)), constant(0), value)
}

/** What loops over spikes shrink is looked at, but for arrays that a kernel looks through anyway. */
function inEvents(stmts: readonly Stmt[], watched: ReadonlySet<string>): readonly Stmt[] {
  return stmts.map((stmt) => {
    if (stmt.kind !== 'for') return stmt
    if (stmt.domain.kind === 'lags') return { ...stmt, body: inEvents(stmt.body, watched) }
    if (stmt.domain.kind !== 'events' && stmt.domain.kind !== 'pending') return stmt
    return { ...stmt, body: flushed(stmt.body, new Map(), watched, new Set(namesIn(stmt.body))) }
  })
}

type Names = ReadonlyMap<string, Expr>

function flushed(
  stmts: readonly Stmt[],
  outer: Names,
  watched: ReadonlySet<string>,
  taken: Set<string>,
): readonly Stmt[] {
  const names = new Map(outer)
  const stored = new Set<string>()
  const first: Let[] = []
  const rest = stmts.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind === 'let') names.set(stmt.name, stmt.value)
    const earlier = new Set(stored)
    visitStmts([stmt], (inner) => inner.kind === 'store' && stored.add(inner.array.name))
    if (hasBody(stmt)) return [{ ...stmt, body: flushed(stmt.body, names, watched, taken) }]
    if (stmt.kind !== 'store' || watched.has(stmt.array.name)) return [stmt]
    const { before, store } = flushedStore(stmt, names, taken)
    if (!before) return [store]
    if (earlier.has(store.array.name)) return [before, store]
    first.push(before)
    return [store]
  })
  // Reads come first where they may, as elsewhere: a loop that goes on with nothing but stores is easy to vectorise.
  return [...first, ...rest]
}

interface Flushed {
  /** What the element was. */
  readonly before?: Let
  readonly store: Store
}

/** Looked at where it is read; where a name stands for it, as it is written. */
function flushedStore(store: Store, names: Names, taken: Set<string>): Flushed {
  const { array, index, access, value } = store
  const bound = boundOf(store)
  if (bound === undefined || multipleOf(value, store, names) !== 'scaled') return { store }
  if (!reads(value, store)) return { store: { ...store, value: unlessNothing(value, bound) } }
  const before = local(freshName(`${array.name.replace(/^.*[.:]/, '')}_before`, taken), value.type)
  const read = mapExpr(value, (node) => (isElement(node, store) ? unlessNothing(before, bound) : node))
  return {
    before: { kind: 'let', name: before.name, value: load(array, index, access) },
    store: { ...store, value: read },
  }
}

function reads(value: Expr, store: Store): boolean {
  let found = false
  visitExpr(value, (node) => {
    if (isElement(node, store)) found = true
  })
  return found
}

function boundOf({ array, value }: Store): number | undefined {
  if (value.type !== 'f64' || array.holds !== 'f64') return undefined
  return array.element === 'f64' || array.element === 'f32' ? NOTHING[array.element] : undefined
}

function isElement(expr: Expr, { array, index }: Store): boolean {
  return expr.kind === 'load' && expr.array.name === array.name && keyOf(expr.index) === keyOf(index)
}

/**
 * Is the expression the element itself, times something? `scaled` where the factor may be below 1, so that the element
 * may shrink for ever; `same` where it is 1, or is known to be no less.
 */
function multipleOf(expr: Expr, store: Store, names: Names): 'same' | 'scaled' | undefined {
  const of = (inner: Expr) => multipleOf(inner, store, names)
  if (isElement(expr, store)) return 'same'
  switch (expr.kind) {
    case 'local': {
      const value = names.get(expr.name)
      return value && of(value)
    }
    case 'unary':
      return expr.operation === 'negate' ? of(expr.operand) : undefined
    case 'binary': {
      const { operation, left, right } = expr
      const [a, b] = [of(left), of(right)]
      if (operation === 'multiply') {
        if (a === undefined && b === undefined) return undefined
        const factor = a === undefined ? left : right
        return factor.kind === 'constant' && Math.abs(factor.value) >= 1 ? (a ?? b) : 'scaled'
      }
      if (operation === 'divide' && a !== undefined)
        return right.kind === 'constant' && Math.abs(right.value) <= 1 ? a : 'scaled'
      return (operation === 'add' || operation === 'subtract') && a !== undefined && b !== undefined
        ? 'scaled'
        : undefined
    }
    case 'select':
      return either(of(expr.then), of(expr.otherwise))
    case 'call':
      return ['clip', 'minimum', 'maximum'].includes(expr.intrinsic) ? expr.arguments.map(of).reduce(either) : undefined
    default:
      return undefined
  }
}

function either<Found extends 'same' | 'scaled' | undefined>(a: Found, b: Found): Found | 'scaled' {
  return a === 'scaled' || b === 'scaled' ? 'scaled' : (a ?? b)
}
