/** Where a linked variable is read: another group's variable, at the neuron that the link names. */
import { type Link, type Model, startOf } from '../2-resolve/model.js'
import type { Variable } from '../2-resolve/symbols.js'
import { binary, constant, index, load, select } from '../ir/build.js'
import type { ArrayRef, Expr } from '../ir/ir.js'
import { type ArraySpec, arrayOf, internal } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Place } from './expression.js'

export function linkOf({ owner, name }: Variable, { model }: Pick<ModelContext, 'model'>): Link {
  const link = model.links.get(`${owner}.${name}`)
  if (!link) throw new Error(`internal error of spikec: ${owner}.${name} is linked to nothing`)
  return link
}

/** The neuron of the other group. Where an index is a variable it may point anywhere: `within` says whether there is a neuron. */
export interface LinkedPlace extends Place {
  readonly within?: Expr
}

export function linkedPlace(variable: Variable, own: Place, context: ModelContext): LinkedPlace {
  const { source, index: at } = linkOf(variable, context)
  const start = startOf(source)
  const from = (place: Expr): Expr => (start === 0 ? place : binary('add', place, index(start)))
  if (at === undefined) {
    if (source.size === 1) return { index: index(start), access: 'shared' }
    return { index: from(own.index), access: own.access }
  }
  if (at instanceof Int32Array)
    return { index: from(load(indexArray(variable), own.index, own.access)), access: 'gathered' }
  const given = load(
    arrayOf(at, context.precision),
    at.shared ? index(0) : own.index,
    at.shared ? 'shared' : own.access,
  )
  const number: Expr = { kind: 'convert', type: 'f64', value: given }
  const within = binary(
    'and',
    binary('greater-equal', number, constant(0)),
    binary('less', number, constant(source.size)),
  )
  return { index: from(select(within, given, index(0))), access: 'gathered', within }
}

function indexArray({ owner, name }: Variable): ArrayRef {
  return internal(owner, `link.${name}`, 'i32', 'i32')
}

/** The indices that are lists, with their data. */
export function linkArrays({ parts, links }: Model): {
  readonly arrays: readonly ArraySpec[]
  readonly data: ReadonlyMap<string, Int32Array>
} {
  const arrays: ArraySpec[] = []
  const data = new Map<string, Int32Array>()
  for (const part of parts) {
    if (part.kind !== 'group') continue
    for (const variable of part.variables.values()) {
      const link = links.get(`${part.name}.${variable.name}`)
      if (!(link?.index instanceof Int32Array)) continue
      const array = indexArray(variable)
      data.set(array.name, link.index)
      arrays.push({ ...array, length: link.index.length, data: array.name })
    }
  }
  return { arrays, data }
}
