/** IR expression -> WebAssembly SIMD instructions for several neighbouring elements at once. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import type { FunctionDefinition } from '../../ir/function.js'
import { FUNCTIONS } from '../../ir/functions/index.js'
import type { BinaryExpr, BinaryOperation, Expr, IntrinsicCall, Load, RandomDraw } from '../../ir/ir.js'
import { childrenOf, keyOf } from '../../ir/walk.js'
import type { LaneDraw } from './draws.js'
import type { Binding, Frame, Vector } from './frame.js'
import {
  constantVector,
  converted,
  fromLanes,
  laneOf,
  mapParts,
  maskOfWidth,
  partCount,
  shapeOf,
  splat,
  widthOf,
  zipParts,
} from './lanes.js'
import { addressOf, moved } from './places.js'
import {
  EXPONENT_OFFSET,
  instructionOf,
  isPrimitive,
  OPERATIONS,
  SCALE_OFFSET,
  type ScalarSite,
  scalar,
  signed,
} from './scalar.js'
import { get, i32, set, type Wat } from './wat.js'

export interface VectorSite {
  readonly lanes: number
  readonly frame: Frame
  readonly scalars: ScalarSite
  readonly lookUp: (name: string) => Binding
  /** Emits before the loop. */
  readonly before: (wat: Wat) => void
  /** Splats that stand before the loop already, by the key of what they hold. */
  readonly splats: Map<string, Vector>
  /** What places were given in this turn of the loop, by their keys, to be stored at its end. */
  readonly pending: ReadonlyMap<string, Vector>
  /** Elements that stand apart and have been put together in this turn, by what was read. */
  readonly fetched: Map<string, Vector>
  /** Lanes for which a function's straight line does not hold. */
  readonly rare: (mask: Vector) => void
}

export function vector(expr: Expr, site: VectorSite): Vector {
  if (isUniform(expr, site)) return uniform(expr, site)
  const { lanes } = site
  switch (expr.kind) {
    case 'local':
      return localVector(expr.name, site)
    case 'load':
      return load(expr, site)
    case 'unary': {
      const operand = vector(expr.operand, site)
      const instruction = expr.operation === 'not' ? 'v128.not' : `${shapeOf(operand.type, operand.width)}.neg`
      return mapParts(operand, (part) => [instruction, part])
    }
    case 'binary':
      return binary(expr, site)
    case 'call':
      return call(expr, site)
    case 'select': {
      const then = vector(expr.then, site)
      const mask = maskOfWidth(vector(expr.condition, site), then.width, lanes)
      const otherwise = sameWidth(vector(expr.otherwise, site), then, lanes)
      const parts = then.parts.map((part, k): Wat => ['v128.bitselect', part, otherwise.parts[k], mask.parts[k]])
      return { ...then, parts }
    }
    case 'convert':
      return converted(vector(expr.value, site), expr.type, lanes)
    case 'random':
      return random(expr, site)
    case 'constant':
    case 'slot':
    case 'table':
    case 'checked-index':
      throw new Error(`internal error of spikec: a ${expr.kind} in a vector`)
    default:
      return unreachable(expr)
  }
}

/** The value kept in locals, so that it can be used several times. */
export function named(value: Vector, wish: string, frame: Frame): Vector {
  const several = value.parts.length > 1
  const parts = value.parts.map((part, k): Wat => {
    if (Array.isArray(part) && part[0] === 'local.get') return part
    const local = frame.declare(several ? `${wish}.${k}` : wish, 'v128')
    frame.emit(set(local, part))
    return get(local)
  })
  return { ...value, parts }
}

/** The same in every lane: nothing of it depends on what the loop counts. */
export function isUniform(expr: Expr, site: Pick<VectorSite, 'lookUp'>): boolean {
  if (expr.kind === 'local') return site.lookUp(expr.name).kind === 'scalar'
  return childrenOf(expr).every((child) => isUniform(child, site))
}

function uniform(expr: Expr, site: VectorSite): Vector {
  const { type } = expr
  if (expr.kind === 'constant') return constantVector(type, expr.value, site.lanes)
  const key = keyOf(expr)
  const known = site.splats.get(key)
  if (known) return known
  const wish = expr.kind === 'local' || expr.kind === 'slot' ? `${expr.name}.all` : 'all'
  const local = site.frame.declare(wish, 'v128')
  site.before(set(local, splat(scalar(expr, site.scalars), type)))
  const width = widthOf(type)
  const value = { type, width, parts: Array.from({ length: partCount(site.lanes, width) }, () => get(local)) }
  site.splats.set(key, value)
  return value
}

function localVector(name: string, site: VectorSite): Vector {
  const binding = site.lookUp(name)
  if (binding.kind === 'vector') return binding.vector
  if (binding.kind === 'lanes') return fromLanes(binding.locals.map(get), 'i32')
  assertInternal(binding.kind === 'counter', `${name} is the same in every lane`)
  const each = Array.from({ length: partCount(site.lanes, 4) }, (_, k): Wat => {
    const steps = Array.from({ length: 4 }, (_, lane) => String(4 * k + lane))
    return ['i32x4.add', ['i32x4.splat', get(binding.local)], ['v128.const', 'i32x4', ...steps]]
  })
  return { type: 'i32', width: 4, parts: each }
}

/** Each lane computed as a scalar: what has no instruction for several. */
function laneByLane(expr: Expr, site: VectorSite): Vector {
  const values = Array.from({ length: site.lanes }, (_, lane) => scalar(expr, laneSite(lane, site)))
  return fromLanes(values, expr.type)
}

/** Two or four at once, by a function of the module. */
function random(expr: RandomDraw, site: VectorSite): Vector {
  const { distribution } = expr
  const hasLanes = distribution === 'uniform' || distribution === 'normal'
  if (!hasLanes || !isUniform(expr.step, site)) return laneByLane(expr, site)
  const { frame, scalars } = site
  const each = site.lanes === 2 ? 2 : 4
  const name: LaneDraw = `${distribution}${each}`
  scalars.use.draws.add(name)
  const [first, second] = expr.indices.map((index) => vector(index, site))
  const key = i32(scalars.use.streamKey(expr.stream) | 0)
  const step = scalar(expr.step, laneSite(0, site))
  const parts = first.parts.flatMap((part, k): readonly Wat[] => {
    frame.emit(['call', `$${name}`, ['global.get', '$seed'], key, part, second.parts[k], step, i32(expr.draw)])
    const results = Array.from({ length: each / 2 }, () => frame.declare(distribution, 'v128'))
    // What was pushed last is taken first.
    frame.emitLines(results.toReversed().map((local) => `(local.set ${local})`))
    return results.map(get)
  })
  return { type: 'f64', width: 8, parts }
}

/** The names as one lane has them. */
export function laneSite(lane: number, site: Pick<VectorSite, 'scalars' | 'lookUp'>): ScalarSite {
  return {
    ...site.scalars,
    local: (name) => {
      const binding = site.lookUp(name)
      switch (binding.kind) {
        case 'scalar':
          return binding.wat
        case 'counter':
          return lane === 0 ? get(binding.local) : ['i32.add', get(binding.local), i32(lane)]
        case 'vector':
          return laneOf(binding.vector, lane)
        case 'lanes':
          return get(binding.locals[lane])
        default:
          return unreachable(binding)
      }
    },
  }
}

/** An index that grows by one from lane to lane. */
export function isConsecutive(index: Expr, site: Pick<VectorSite, 'lookUp'>): boolean {
  if (index.kind === 'local') return site.lookUp(index.name).kind === 'counter'
  if (index.kind !== 'binary' || index.operation !== 'add') return false
  const { left, right } = index
  return (isConsecutive(left, site) && isUniform(right, site)) || (isUniform(left, site) && isConsecutive(right, site))
}

/** An index that each lane has a number of its own for. */
export function isSpread(index: Expr, site: Pick<VectorSite, 'lookUp'>): boolean {
  if (index.kind === 'local') return site.lookUp(index.name).kind === 'lanes'
  if (index.kind !== 'binary' || index.operation !== 'add') return false
  const { left, right } = index
  return (isSpread(left, site) && isUniform(right, site)) || (isUniform(left, site) && isSpread(right, site))
}

/** By which a place of an array is known among those that a turn reaches. */
export function placeKey({ array, index }: Pick<Load, 'array' | 'index'>): string {
  return `${array.name} ${keyOf(index)}`
}

function load(expr: Load, site: VectorSite): Vector {
  const { array, type } = expr
  const waiting = site.pending.get(placeKey(expr))
  if (waiting) return waiting
  if (isSpread(expr.index, site) && array.element === type) {
    const key = keyOf(expr)
    const known = site.fetched.get(key) ?? named(fetched(expr, array.element, site), array.name, site.frame)
    site.fetched.set(key, known)
    return known
  }
  if (!isConsecutive(expr.index, site) || !['f64', 'f32', 'i32', 'u32'].includes(array.element)) {
    return laneByLane(expr, site)
  }
  const first = addressOf(array, scalar(expr.index, laneSite(0, site)), site.scalars.use)
  const width = widthOf(type)
  const parts = Array.from({ length: partCount(site.lanes, width) }, (_, k): Wat => {
    const bytes = k * (array.element === 'f64' || type !== 'f64' ? 16 : 8)
    const { offset, at } = moved(first, bytes)
    const wide = type === 'f64' && array.element === 'f32'
    if (wide) return ['f64x2.promote_low_f32x4', ['v128.load64_zero', ...offset, at]]
    return [site.lanes * width < 16 ? 'v128.load64_zero' : 'v128.load', ...offset, at]
  })
  return { type, width, parts }
}

/** Elements that stand apart, put together in the vector itself: by way of scalars it would take twice the instructions. */
function fetched({ array, index }: Load, type: 'f64' | 'f32' | 'i32', site: VectorSite): Vector {
  const width = widthOf(type)
  const each = Math.min(16 / width, site.lanes)
  const bits = 8 * width
  const parts = Array.from({ length: partCount(site.lanes, width) }, (_, k) => {
    const at = (lane: number) => addressOf(array, scalar(index, laneSite(k * each + lane, site)), site.scalars.use)
    const first = at(0)
    let part: Wat = [`v128.load${bits}_zero`, ...first.offset, first.at]
    for (let lane = 1; lane < each; lane++) {
      const next = at(lane)
      part = [`v128.load${bits}_lane`, ...next.offset, String(lane), next.at, part]
    }
    return part
  })
  return { type, width, parts }
}

const COMPARISONS: readonly BinaryOperation[] = ['less', 'less-equal', 'greater', 'greater-equal', 'equal', 'not-equal']

function binary(expr: BinaryExpr, site: VectorSite): Vector {
  const { operation } = expr
  if (operation === 'remainder' || operation === 'floor-divide' || operation === 'power') {
    return inlined(FUNCTIONS[operation], [expr.left, expr.right], site)
  }
  const left = vector(expr.left, site)
  const right = sameWidth(vector(expr.right, site), left, site.lanes)
  if (operation === 'and' || operation === 'or') {
    return { ...left, parts: zipParts(left, right, (x, y) => [`v128.${operation}`, x, y]) }
  }
  const name = OPERATIONS[operation]
  assertInternal(name, `no instruction for ${operation}`)
  const instruction = `${shapeOf(left.type, left.width)}.${left.type === 'bool' ? name : signed(name, left.type)}`
  const parts = zipParts(left, right, (x, y) => [instruction, x, y])
  return COMPARISONS.includes(operation) ? { type: 'bool', width: left.width, parts } : { ...left, parts }
}

function sameWidth(value: Vector, like: Vector, lanes: number): Vector {
  return value.type === 'bool' ? maskOfWidth(value, like.width, lanes) : value
}

function call(expr: IntrinsicCall, site: VectorSite): Vector {
  const { intrinsic } = expr
  if (!isPrimitive(intrinsic)) return inlined(FUNCTIONS[intrinsic], expr.arguments, site)
  const args = expr.arguments.map((argument) => vector(argument, site))
  const [x, y] = args
  const instruction = instructionOf(intrinsic)
  const shape = shapeOf(x.type, x.width)
  if (instruction) {
    if (!y) return mapParts(x, (part) => [`${shape}.${instruction}`, part])
    return { ...x, parts: zipParts(x, y, (a, b) => [`${shape}.${instruction}`, a, b]) }
  }
  const all = (bits: string): Wat => ['v128.const', 'i64x2', bits, bits]
  const number = (value: number): Wat => constantVector('f64', value, 2).parts[0]
  switch (intrinsic) {
    case 'exponent':
      return mapParts(x, (part) => [
        'f64x2.sub',
        ['v128.or', ['i64x2.shr_u', part, i32(52)], all('0x4330000000000000')],
        number(EXPONENT_OFFSET),
      ])
    case 'significand':
      return mapParts(x, (part) => [
        'v128.or',
        ['v128.and', part, all('0x000fffffffffffff')],
        all('0x3ff0000000000000'),
      ])
    default:
      return mapParts(x, (part) => ['i64x2.shl', ['f64x2.add', part, number(SCALE_OFFSET)], i32(52)])
  }
}

/**
 * A function's straight line, written out where it is called: a call would keep every vector in memory. Its rare
 * arguments are noted, and the loop takes the elements of such a turn one by one.
 */
function inlined(definition: FunctionDefinition, args: readonly Expr[], site: VectorSite): Vector {
  const { name, parameters, rare } = definition
  const bindings = new Map<string, Binding>()
  const bind = (local: string, value: Vector) =>
    bindings.set(local, { kind: 'vector', vector: named(value, `${name}.${local}`, site.frame) })
  parameters.forEach((parameter, k) => {
    bind(parameter, vector(args[k], site))
  })
  const inside: VectorSite = {
    ...site,
    splats: new Map(),
    pending: new Map(),
    lookUp: (local) => {
      const found = bindings.get(local)
      assertInternal(found, `${local} of ${name} has no value`)
      return found
    },
  }
  if (rare) site.rare(vector(rare.condition, inside))
  for (const { name: local, value } of definition.body) bind(local, vector(value, inside))
  return vector(definition.result, inside)
}
