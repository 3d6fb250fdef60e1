/**
 * What synapses begin or end at. The neurons of a group stand in memory as they are counted; synapses are counted as they were
 * made, and how many there are is known once they are connected.
 */
import { type Group, type Model, type Synapses, startOf, synapsesOf } from '../2-resolve/model.js'
import type { Population } from '../2-resolve/population.js'
import { assertInternal } from '../diagnostics/index.js'
import { asNumber, binary, constant, index, load } from '../ir/build.js'
import type { Access, ArrayRef, Expr, Layout, Stmt } from '../ir/ir.js'
import { type ArraySpec, internal, type Length, synapticLength } from './arrays.js'
import type { ModelContext } from './context.js'
import type { Place, Site } from './expression.js'
import { type Connects, numbersArePlaces } from './layout.js'

/** How many synapses there are: an array of one number. */
function countArray({ name }: { readonly name: string }): ArrayRef {
  return internal(name, 'count', 'i32', 'i32')
}

/** The place of each synapse in the synaptic arrays, where that is not its number. */
function placesArray({ name }: { readonly name: string }): ArrayRef {
  return internal(name, 'place', 'u32', 'i32')
}

export function sizeOf(population: Population, note: string): Expr {
  return population.size === undefined ? asNumber(sizeIndex(population)) : constant(population.size, note)
}

export function sizeIndex(population: Population): Expr {
  return population.size === undefined ? load(countArray(population), index(0), 'shared') : index(population.size)
}

/** How many synapses there are: known for dense ones, read from the last row's end for sparse ones. */
export function countOf(synapses: Synapses, { layouts }: Pick<ModelContext, 'layouts'>): Expr {
  const layout = layouts.get(synapses)
  if (!layout) return constant(0)
  if (layout.kind === 'csr') {
    const { sources } = layout
    return asNumber(
      sources === undefined
        ? load(countArray(synapses), index(0), 'shared')
        : load(layout.rowStart, index(sources), 'shared'),
    )
  }
  if (layout.kind === 'procedural' || layout.kind === 'computed') return load(layout.total, index(0), 'shared')
  if (layout.kind === 'one-to-one') return constant(layout.count, 'N')
  const self = layout.diagonal ? 0 : Math.min(layout.sources, layout.targets)
  return constant(layout.sources * layout.targets - self, 'N')
}

/** The element that is counted as `number`: of a part of a group, and of synapses, at another place of the arrays. */
export function placeIn(
  population: Population,
  number: Expr,
  access: Access,
  { reordered }: Pick<ModelContext, 'reordered'>,
): Place {
  const { synapses } = population
  if (synapses) {
    const at = reordered.has(synapses) ? load(placesArray(synapses), number, 'gathered') : number
    return { index: at, access, number, unbounded: true }
  }
  const start = startOf(population)
  return start === 0 ? { index: number, access } : { index: binary('add', number, index(start)), number, access }
}

/** A loop over all of them, by their numbers. */
export function eachOf(population: Population, name: string, body: readonly Stmt[]): Stmt {
  const { size } = population
  if (size !== undefined) return { kind: 'for', domain: { kind: 'neurons', index: name, count: size }, body }
  return { kind: 'for', domain: { kind: 'counted', index: name, count: countArray(population) }, body }
}

/** A loop over the places that their variables have. */
export function eachPlace(population: Population, name: string, context: ModelContext, body: readonly Stmt[]): Stmt {
  const count = placesOf(population, context)
  if (typeof count !== 'number') return eachOf(population, name, body)
  return { kind: 'for', domain: { kind: 'neurons', index: name, count }, body }
}

/** How many places their variables have; of a part of a group, those of the whole. */
export function placesOf({ window, size, synapses }: Population, { layouts }: ModelContext): Length {
  if (!synapses) {
    assertInternal(size !== undefined, 'a group has a size')
    return window?.whole.size ?? size
  }
  const layout = layouts.get(synapses)
  assertInternal(layout, `${synapses.name} has no layout`)
  return synapticLength(synapses, layout)
}

/** What must be kept of synapses for others that begin or end at them. */
export function populationArrays(synapses: Synapses, layout: Layout, context: ModelContext): readonly ArraySpec[] {
  const isEnd = endsOf(context.model).has(synapses)
  const count = isEnd || synapses.source.size === undefined ? [{ ...countArray(synapses), length: 1 }] : []
  const places =
    isEnd && context.reordered.has(synapses)
      ? [{ ...placesArray(synapses), length: synapticLength(synapses, layout) }]
      : []
  return [...count, ...places]
}

/** Synapses that stand in memory in another order than they are counted in. */
export function reorderedOf(connects: ReadonlyMap<Synapses, Connects>, model: Model): ReadonlySet<Synapses> {
  return new Set([...connects].flatMap(([synapses, own]) => (numbersArePlaces(own, model) ? [] : [synapses])))
}

function endsOf(model: Model): ReadonlySet<Synapses> {
  return new Set(
    synapsesOf(model).flatMap(({ source, target }) => [source.synapses ?? [], target.synapses ?? []].flat()),
  )
}

/** A group, or synapses. */
export function partCalled(owner: string, { model }: Pick<ModelContext, 'model'>): Group | Synapses {
  const part = model.parts.find(({ name }) => name === owner)
  assertInternal(part?.kind === 'group' || part?.kind === 'synapses', `${owner} has no variables`)
  return part
}

/** The site as a neuron of a whole group has it, or a synapse: its index there, and how many there are. */
export function seenFrom(owner: string, { index: at, access }: Place, site: Site): Site {
  const part = partCalled(owner, site.context)
  const N = part.kind === 'group' ? constant(part.size, 'N') : countOf(part, site.context)
  const own = { index: at, access }
  return { ...site, ownClock: part.clock, sizes: { ...site.sizes, N }, places: { ...site.places, own } }
}
