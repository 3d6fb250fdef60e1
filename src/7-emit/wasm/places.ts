/** Where arrays stand in memory, and the instructions that reach their elements. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import type { ArrayRef, ElementType, RandomDraw, Type } from '../../ir/ir.js'
import { BYTES, type Placement } from '../../ir/placement.js'
import type { LaneDraw } from './draws.js'
import { i32, type ValueType, type Wat } from './wat.js'

/** What a module uses of what is around it, found out while it is written. */
export interface ModuleUse {
  readonly placement: Placement
  /** Arrays whose place is known only once synapses are connected: globals give it. */
  readonly globals: Set<string>
  /** Elementary functions, called for one number at a time. */
  readonly functions: Set<string>
  /** Functions of the module's text that draw random numbers. */
  readonly draws: Set<RandomDraw['distribution'] | 'jump' | 'gap' | LaneDraw>
  /** Tables that are read, with their addresses. */
  readonly tables: Map<string, { readonly at: number; readonly values: readonly number[] }>
  /** The names of functions that kernels have been given for parts of them. */
  readonly added: Set<string>
  /** Kernels that are run outside. */
  readonly host: Set<string>
  readonly slotOffset: (block: 'parameter' | 'derived', name: string) => number
  readonly streamKey: (name: string) => number
}

export interface Address {
  /** `offset=…`, or nothing. */
  readonly offset: readonly string[]
  readonly at: Wat
}

const SHIFTS: { readonly [bytes: number]: number } = { 1: 0, 2: 1, 4: 2, 8: 3 }

/** The address of element `index`. A constant part of it goes into the instruction. */
export function addressOf(array: ArrayRef, index: Wat, use: ModuleUse): Address {
  const bytes = BYTES[array.element]
  const fixed = use.placement.offsets.get(array.name)
  const scaled = scaledBy(index, bytes)
  if (fixed === undefined) {
    use.globals.add(array.name)
    const base: Wat = ['global.get', `$${array.name}`]
    return { offset: [], at: isZero(scaled) ? base : ['i32.add', base, scaled] }
  }
  const known = constantOf(index)
  if (known !== undefined) return { offset: offsetText(fixed + known * bytes), at: i32(0) }
  return { offset: offsetText(fixed), at: scaled }
}

/** Further along by so many bytes. */
export function moved({ offset, at }: Address, bytes: number): Address {
  const before = offset.length > 0 ? Number(offset[0].slice('offset='.length)) : 0
  return { offset: offsetText(before + bytes), at }
}

function offsetText(offset: number): readonly string[] {
  return offset === 0 ? [] : [`offset=${offset}`]
}

function scaledBy(index: Wat, bytes: number): Wat {
  const shift = SHIFTS[bytes]
  const known = constantOf(index)
  if (known !== undefined) return i32(known * bytes)
  return shift === 0 ? index : ['i32.shl', index, i32(shift)]
}

function constantOf(wat: Wat): number | undefined {
  return Array.isArray(wat) && wat[0] === 'i32.const' ? Number(wat[1]) : undefined
}

function isZero(wat: Wat): boolean {
  return constantOf(wat) === 0
}

export function valueType(type: Type): ValueType {
  return type === 'bool' ? 'i32' : type
}

export const LOADS: { readonly [element in ElementType]: string } = {
  f64: 'f64.load',
  f32: 'f32.load',
  i32: 'i32.load',
  u32: 'i32.load',
  u16: 'i32.load16_u',
  u8: 'i32.load8_u',
}

/** An element as a value of the type that the IR gives it; `ahead`: so many elements behind the index. */
export function loadScalar(array: ArrayRef, type: Type, index: Wat, use: ModuleUse, ahead = 0): Wat {
  const { offset, at } = moved(addressOf(array, index, use), ahead * BYTES[array.element])
  const value: Wat = [LOADS[array.element], ...offset, at]
  return type === 'f64' && array.element === 'f32' ? ['f64.promote_f32', value] : value
}

const STORES: { readonly [element in ElementType]: string } = {
  f64: 'f64.store',
  f32: 'f32.store',
  i32: 'i32.store',
  u32: 'i32.store',
  u16: 'i32.store16',
  u8: 'i32.store8',
}

export function storeScalar(array: ArrayRef, value: Wat, type: Type, index: Wat, use: ModuleUse, ahead = 0): Wat {
  const { offset, at } = moved(addressOf(array, index, use), ahead * BYTES[array.element])
  return [STORES[array.element], ...offset, at, stored(array.element, value, type)]
}

/** The value as the element's own type. */
function stored(element: ElementType, value: Wat, type: Type): Wat {
  switch (element) {
    case 'f64':
      return type === 'i32' ? ['f64.convert_i32_s', value] : type === 'f32' ? ['f64.promote_f32', value] : value
    case 'f32':
      assertInternal(type === 'f64' || type === 'f32', `a ${type} for an f32 array`)
      return type === 'f64' ? ['f32.demote_f64', value] : value
    case 'i32':
    case 'u32':
    case 'u16':
    case 'u8':
      assertInternal(type === 'i32' || type === 'bool', `a ${type} for an ${element} array`)
      return value
    default:
      return unreachable(element)
  }
}
