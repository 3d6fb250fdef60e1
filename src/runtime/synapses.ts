/** Synapses in memory: their order, their indices, and their variables one value a synapse. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { VariableDescription } from './description.js'
import { eachDrawn } from './drawn.js'
import type { Data } from './kernels.js'
import type { Memory } from './memory.js'
import { type Indices, indicesOf } from './sparse.js'
import type { SizedSynapses } from './state.js'

/** The synapses of one object, once they are connected. */
export interface Connected {
  readonly count: number
  /** Places of the synapses in the synaptic arrays, in the order in which they were made; undefined where it is 0, 1, 2, … */
  readonly order?: Uint32Array
}

/** Of a layout in which it follows from the sizes. */
export function denseCount({
  layout,
  sources,
  targets,
}: Pick<SizedSynapses, 'layout' | 'sources' | 'targets'>): number {
  if (layout === 'one-to-one') return Math.min(sources, targets)
  return sources * targets - (layout === 'dense-without-diagonal' ? Math.min(sources, targets) : 0)
}

/** Calls `see` for each synapse in order: its number, its neurons, and its place in the synaptic arrays. */
export function eachSynapse(
  synapses: SizedSynapses,
  connected: Connected,
  memory: Pick<Memory, 'u32' | 'f64' | 'view'>,
  see: (number: number, i: number, j: number, place: number) => void,
): void {
  const { sources, targets, layout, name } = synapses
  if (layout === 'one-to-one') {
    for (let k = 0; k < connected.count; k++) see(k, k, k, k)
    return
  }
  if (synapses.eachPair) {
    let number = 0
    synapses.eachPair((i, j) => see(number, i, j, number++))
    return
  }
  if (layout === 'procedural') {
    eachDrawn(synapses, memory, (number, i, j) => see(number, i, j, number))
    return
  }
  if (layout !== 'csr') {
    let number = 0
    for (let i = 0; i < sources; i++) {
      for (let j = 0; j < targets; j++) {
        if (layout === 'dense' || i !== j) see(number++, i, j, i * targets + j)
      }
    }
    return
  }
  const rowStart = memory.u32(`${name}:rowStart`)
  const target = memory.view(`${name}:target`)
  const numberAt = connected.order && inverted(connected.order)
  for (let i = 0; i < sources; i++) {
    for (let place = rowStart[i]; place < rowStart[i + 1]; place++) {
      see(numberAt ? numberAt[place] : place, i, target[place], place)
    }
  }
}

function inverted(order: Uint32Array): Uint32Array {
  const inverse = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) inverse[order[k]] = k
  return inverse
}

/** As lists, row by row, of those that have no other order. */
export function listsOf(synapses: SizedSynapses, connected: Connected, memory: Memory) {
  const { sources, targets } = synapses
  const rowStart = new Uint32Array(sources + 1)
  const target: Indices = indicesOf(targets, connected.count)
  eachSynapse(synapses, connected, memory, (number, i, j) => {
    rowStart[i + 1]++
    target[number] = j
  })
  for (let row = 0; row < sources; row++) rowStart[row + 1] += rowStart[row]
  return { rowStart, target }
}

/** How many places the synaptic arrays have. */
export function placesOf({ layout, sources, targets }: SizedSynapses, { count }: Connected): number {
  return layout.startsWith('dense') ? sources * targets : count
}

/** The synapse at a place of the synaptic arrays, in words. */
export function synapseAt(synapses: SizedSynapses, place: number, memory: Memory): string {
  const [i, j] = pairAt(synapses, place, memory)
  return `the synapse from neuron ${i} to neuron ${j}`
}

function pairAt(synapses: SizedSynapses, place: number, memory: Memory): readonly number[] {
  const { layout, name, targets, eachPair } = synapses
  if (layout === 'one-to-one') return [place, place]
  if (eachPair) {
    let [number, pair] = [0, [0, 0]]
    eachPair((i, j) => {
      if (number++ === place) pair = [i, j]
    })
    return pair
  }
  if (layout !== 'csr') return [Math.floor(place / targets), place % targets]
  // The first row that ends behind the place.
  const row = memory.u32(`${name}:rowStart`).findIndex((start) => start > place) - 1
  return [row, memory.view(`${name}:target`)[place]]
}

interface Pairs {
  readonly i: Int32Array
  readonly j: Int32Array
}

/** Synapses stay as they were connected, so their neurons are listed once. */
const pairsMade = new WeakMap<Connected, Pairs>()

/** The presynaptic and postsynaptic neuron of each synapse. */
export function pairsOf(synapses: SizedSynapses, connected: Connected, memory: Memory): Pairs {
  const known = pairsMade.get(connected)
  if (known) return known
  const i = new Int32Array(connected.count)
  const j = new Int32Array(connected.count)
  eachSynapse(synapses, connected, memory, (number, source, target) => {
    i[number] = source
    j[number] = target
  })
  pairsMade.set(connected, { i, j })
  return { i, j }
}

/** A synaptic variable, one value a synapse, in order. */
export function valuesOf(
  { array, scale = 1 }: VariableDescription,
  synapses: SizedSynapses,
  connected: Connected,
  memory: Memory,
): Float64Array {
  const values = memory.view(array)
  if (synapses.layout !== 'dense-without-diagonal' && !connected.order) return scaled(values, scale)
  const out = new Float64Array(connected.count)
  const { order } = connected
  if (order) {
    for (let k = 0; k < out.length; k++) out[k] = values[order[k]] * scale
    return out
  }
  eachSynapse(synapses, connected, memory, (number, _i, _j, place) => {
    out[number] = values[place] * scale
  })
  return out
}

/** A synaptic variable as a matrix of sources by targets; `absent` where there is no synapse. */
export function matrixOf(
  { array, shared, scale = 1 }: VariableDescription,
  synapses: SizedSynapses,
  connected: Connected,
  memory: Memory,
  absent: number,
): Float64Array {
  const values = memory.view(array)
  if (synapses.layout === 'dense' && !shared) return scaled(values, scale)
  const { sources, targets, name } = synapses
  const out = new Float64Array(sources * targets).fill(absent)
  const seen = new Uint8Array(sources * targets)
  eachSynapse(synapses, connected, memory, (_number, i, j, place) => {
    const at = i * targets + j
    if (seen[at]) throw new SpikecError([diagnostic('V012', { i, j, name, problem: 'several synapses' })])
    seen[at] = 1
    out[at] = values[shared ? 0 : place] * scale
  })
  return out
}

function scaled(values: ReturnType<Memory['view']>, scale: number): Float64Array {
  const out = Float64Array.from(values)
  if (scale !== 1) for (let k = 0; k < out.length; k++) out[k] *= scale
  return out
}

/** Moves data into a synaptic array, in SI units: a matrix of pairs, or one value a synapse in order. */
export function bindSynapses(
  target: ReturnType<Memory['view']>,
  data: Data,
  scale: number,
  shape: readonly number[],
  variable: string,
  synapses: SizedSynapses,
  connected: Connected,
  memory: Memory,
): void {
  const isMatrix = shape.length === 2
  if (!isMatrix && data.length !== connected.count) {
    const expected = `${connected.count} value${connected.count === 1 ? '' : 's'}, one for each synapse`
    const found = `${data.length} value${data.length === 1 ? ' is' : 's are'}`
    throw new SpikecError([diagnostic('V002', { name: `${synapses.name}.${variable}`, expected, found })])
  }
  if (isMatrix) checkMatrix(shape, `${synapses.name}.${variable}`, synapses)
  if (synapses.layout === 'dense' || (synapses.layout === 'dense-without-diagonal' && isMatrix)) {
    copyScaled(target, data, scale)
    return
  }
  const { targets } = synapses
  const { order } = connected
  if (!isMatrix && order) {
    scatter(target, order, data, scale)
    return
  }
  if (!isMatrix && synapses.layout !== 'dense-without-diagonal') {
    copyScaled(target, data, scale)
    return
  }
  eachSynapse(synapses, connected, memory, (number, i, j, place) => {
    target[place] = data[isMatrix ? i * targets + j : number] * scale
  })
}

/** A function of its own: in one that makes closures over these arrays, V8 looks each up again for every element. */
function scatter(target: ReturnType<Memory['view']>, order: Uint32Array, data: Data, scale: number): void {
  for (let k = 0; k < data.length; k++) target[order[k]] = data[k] * scale
}

/** The one copy that data make on their way into the simulation's memory. */
export function copyScaled(target: ReturnType<Memory['view']>, data: Data, scale: number): void {
  if (scale === 1) {
    target.set(data)
    return
  }
  for (let k = 0; k < data.length; k++) target[k] = data[k] * scale
}

/** A matrix has a row for each source, and a column for each target. */
export function checkMatrix(
  shape: readonly number[],
  name: string,
  { source, target, sources, targets }: SizedSynapses,
): void {
  const [rows, columns] = shape
  if (rows === sources && columns === targets) return
  const group = `a row for each of the ${sources} of ${source}, a column for each of the ${targets} of ${target}`
  const parameters = {
    name,
    matrix: 'the matrix',
    shape: `${rows} x ${columns}`,
    expected: `${sources} x ${targets}`,
    group,
  }
  throw new SpikecError([diagnostic('V003', parameters)])
}
