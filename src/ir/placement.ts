/** Where the arrays of a simulation stand in its one memory: decided when it is compiled, as far as their lengths are known. */
import type { ElementType } from './ir.js'

export const BYTES: { readonly [element in ElementType]: number } = { f64: 8, f32: 4, i32: 4, u32: 4, u16: 2, u8: 1 }

/** Wide enough for any vector unit, and for a cache line. */
const ALIGNMENT = 64

/** The blocks of scalars, which stand before all arrays. */
export const PARAMETERS = ':parameters'
export const DERIVED = ':derived'
/** Constants that elementary functions look up. */
export const TABLES = ':tables'
const TABLE_NUMBERS = 128

export interface Placement {
  /** In bytes, by name. Synaptic arrays of sparse connections have none: they are placed when their length is known. */
  readonly offsets: ReadonlyMap<string, number>
  /** The first byte behind all that has a place. */
  readonly end: number
}

export interface Placed {
  readonly name: string
  readonly element: ElementType
  readonly length: number | object
}

/** One array after the other, in the order given, each at the start of a cache line. */
export function placement(arrays: readonly Placed[], parameters: number, derived: number): Placement {
  const blocks: readonly Placed[] = [
    { name: PARAMETERS, element: 'f64', length: parameters },
    { name: DERIVED, element: 'f64', length: derived },
    { name: TABLES, element: 'f64', length: TABLE_NUMBERS },
  ]
  const offsets = new Map<string, number>()
  // No array has the address 0, so that a slip shows.
  let end = ALIGNMENT
  for (const { name, element, length } of [...blocks, ...arrays]) {
    if (typeof length !== 'number') continue
    offsets.set(name, end)
    end = aligned(end + length * BYTES[element])
  }
  return { offsets, end }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}
