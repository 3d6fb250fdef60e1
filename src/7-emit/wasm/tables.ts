/** Tables of constants: in memory, where the module puts them when it is made. */
import { assertInternal } from '../../diagnostics/index.js'
import type { TableEntry } from '../../ir/ir.js'
import { TABLES } from '../../ir/placement.js'
import type { ModuleUse } from './places.js'
import { i32, type Wat } from './wat.js'

/** The address of a table; tables stand one behind the other. */
export function tableEntry(expr: TableEntry, index: Wat, use: ModuleUse): Wat {
  const start = use.placement.offsets.get(TABLES)
  assertInternal(start !== undefined, 'tables have no place')
  let at = use.tables.get(expr.name)?.at
  if (at === undefined) {
    at = start + [...use.tables.values()].reduce((sum, { values }) => sum + 8 * values.length, 0)
    use.tables.set(expr.name, { at, values: expr.values })
  }
  return ['f64.load', `offset=${at}`, ['i32.shl', index, i32(3)]]
}

export function tableData({ tables }: ModuleUse): readonly string[] {
  return [...tables].map(([name, { at, values }]) => `(data (i32.const ${at}) "${bytesOf(values)}") ;; ${name}`)
}

function bytesOf(values: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((value, k) => {
    bytes.setFloat64(8 * k, value, true)
  })
  return Array.from(new Uint8Array(bytes.buffer), (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
}
