/** Vectors of 16 bytes: what makes them of scalars, takes them apart, and changes how wide their elements are. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import type { Type } from '../../ir/ir.js'
import type { Vector } from './frame.js'
import { i32, number, type Wat } from './wat.js'

export function widthOf(type: Type): 4 | 8 {
  return type === 'f32' || type === 'i32' ? 4 : 8
}

/** How many vectors hold the elements of all lanes; half a vector is one too. */
export function partCount(lanes: number, width: 4 | 8): number {
  return Math.max(1, (lanes * width) / 16)
}

/** `f64x2`, `f32x4`, `i32x4`. */
export function shapeOf(type: Type, width: 4 | 8): string {
  if (type === 'f64') return 'f64x2'
  if (type === 'f32') return 'f32x4'
  return width === 4 ? 'i32x4' : 'i64x2'
}

export function mapParts(vector: Vector, change: (part: Wat) => Wat): Vector {
  return { ...vector, parts: vector.parts.map(change) }
}

export function zipParts(a: Vector, b: Vector, combine: (x: Wat, y: Wat) => Wat): readonly Wat[] {
  assertInternal(a.parts.length === b.parts.length, 'vectors of different lengths')
  return a.parts.map((part, k) => combine(part, b.parts[k]))
}

/** The same number in every lane. */
export function constantVector(type: Type, value: number, lanes: number): Vector {
  const width = widthOf(type)
  const shape = shapeOf(type, width)
  const text = type === 'bool' ? (value === 0 ? '0' : '-1') : number(value)
  const part: Wat = ['v128.const', shape, ...Array.from({ length: 16 / width }, () => text)]
  return { type, width, parts: Array.from({ length: partCount(lanes, width) }, () => part) }
}

/** A scalar in every lane; a truth value becomes a mask. */
export function splat(value: Wat, type: Type): Wat {
  switch (type) {
    case 'f64':
    case 'f32':
    case 'i32':
      return [`${shapeOf(type, widthOf(type))}.splat`, value]
    case 'bool':
      return ['i64x2.splat', maskBits(value)]
    default:
      return unreachable(type)
  }
}

/** All bits or none, of a truth value 1 or 0. */
function maskBits(truth: Wat): Wat {
  return ['i64.extend_i32_s', ['i32.sub', i32(0), truth]]
}

/** Scalars, one a lane, put together. */
export function fromLanes(values: readonly Wat[], type: Type): Vector {
  const width = widthOf(type)
  const shape = shapeOf(type, width)
  const each = 16 / width
  const elements = type === 'bool' ? values.map(maskBits) : values
  const parts = Array.from({ length: partCount(values.length, width) }, (_, k) =>
    elements
      .slice(k * each, (k + 1) * each)
      .reduce<Wat | undefined>(
        (vector, value, lane) =>
          vector ? [`${shape}.replace_lane`, String(lane), vector, value] : [`${shape}.splat`, value],
        undefined,
      ),
  )
  return { type, width, parts: parts.filter((part) => part !== undefined) }
}

export function laneOf(vector: Vector, lane: number): Wat {
  const each = 16 / vector.width
  const part = vector.parts[Math.floor(lane / each)]
  const within = lane % each
  if (vector.type === 'bool') {
    return ['i32.and', ['i32x4.extract_lane', String(within * (vector.width / 4)), part], i32(1)]
  }
  return [`${shapeOf(vector.type, vector.width)}.extract_lane`, String(within), part]
}

const HIGH_HALF = '8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7'.split(' ')
const LOW_HALVES = '0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23'.split(' ')
const EVEN_WORDS = '0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27'.split(' ')

/** The instruction that widens the low half of a vector, for each half of each part. */
function widened(vector: Vector, instruction: string, lanes: number): readonly Wat[] {
  return Array.from({ length: partCount(lanes, 8) }, (_, k) => {
    const part = vector.parts[Math.floor(k / 2)]
    return [instruction, k % 2 === 0 ? part : ['i8x16.shuffle', ...HIGH_HALF, part, part]]
  })
}

/** The instruction that narrows a vector into its low half, two of which are put together. */
function narrowed(vector: Vector, instruction: string): readonly Wat[] {
  const out: Wat[] = []
  for (let k = 0; k < vector.parts.length; k += 2) {
    const low: Wat = [instruction, vector.parts[k]]
    const next = vector.parts[k + 1]
    out.push(next === undefined ? low : ['i8x16.shuffle', ...LOW_HALVES, low, [instruction, next]])
  }
  return out
}

/** A mask as wide as the numbers that it chooses between. */
export function maskOfWidth(mask: Vector, width: 4 | 8, lanes: number): Vector {
  if (mask.width === width) return mask
  if (width === 8) return { type: 'bool', width, parts: widened(mask, 'i64x2.extend_low_i32x4_s', lanes) }
  const parts: Wat[] = []
  for (let k = 0; k < mask.parts.length; k += 2) {
    parts.push(['i8x16.shuffle', ...EVEN_WORDS, mask.parts[k], mask.parts[k + 1] ?? mask.parts[k]])
  }
  return { type: 'bool', width, parts }
}

export function converted(vector: Vector, to: Type, lanes: number): Vector {
  const { type: from } = vector
  if (from === to) return vector
  if (from === 'bool') {
    const width = widthOf(to)
    const one = constantVector(to, 1, lanes)
    return { type: to, width, parts: zipParts(maskOfWidth(vector, width, lanes), one, (x, y) => ['v128.and', x, y]) }
  }
  const width = widthOf(to)
  const result = (parts: readonly Wat[]): Vector => ({ type: to, width, parts })
  switch (`${from}>${to}`) {
    case 'i32>f64':
      return result(widened(vector, 'f64x2.convert_low_i32x4_s', lanes))
    case 'f32>f64':
      return result(widened(vector, 'f64x2.promote_low_f32x4', lanes))
    case 'f64>f32':
      return result(narrowed(vector, 'f32x4.demote_f64x2_zero'))
    case 'f64>i32':
      return result(narrowed(vector, 'i32x4.trunc_sat_f64x2_s_zero'))
    case 'f32>i32':
      return result(vector.parts.map((part) => ['i32x4.trunc_sat_f32x4_s', part]))
    case 'i32>f32':
      return result(vector.parts.map((part) => ['f32x4.convert_i32x4_s', part]))
    default:
      throw new Error(`internal error of spikec: no conversion from ${from} to ${to}`)
  }
}
