/**
 * The one linear memory of a simulation. It is a WebAssembly.Memory, so that kernels in TypeScript and in WebAssembly
 * can work on the same bytes. Its maximum is said when it is made, for which an engine reserves addresses; so it grows
 * in place, without its contents being copied.
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { ElementType } from './description.js'
import type { KernelMemory } from './kernels.js'

const PAGE = 65536
/** 32-bit addresses reach so far; the last page is left out, since its end has no address. */
export const MOST_BYTES = 65535 * PAGE
/** Wide enough for any vector unit, and for a cache line. */
const ALIGNMENT = 64

const BYTES: { readonly [element in ElementType]: number } = { f64: 8, f32: 4, i32: 4, u32: 4, u16: 2, u8: 1 }

export interface Region {
  readonly element: ElementType
  readonly offset: number
  readonly length: number
}

/** What stands in a memory: where its arrays are, and copies of them, but for those that are somebody else's. */
export interface MemoryContents {
  readonly end: number
  readonly regions: readonly (readonly [string, Region])[]
  readonly arrays: readonly (readonly [string, ReturnType<Memory['view']>])[]
  readonly adopted: readonly (readonly [string, Float64Array | Float32Array])[]
}

export interface Memory extends KernelMemory {
  /** Copies everything but the arrays named, whose contents do not matter. */
  readonly contents: (without: ReadonlySet<string>) => MemoryContents
  /** Puts back what was there, with a seed. */
  readonly putBack: (contents: MemoryContents, seed: number) => void
  /** Makes room for arrays, all zero at first. Views made before may no longer be used. */
  readonly allocate: (
    arrays: readonly {
      readonly name: string
      readonly element: ElementType
      readonly length: number
      /** In bytes; behind all that is there already where absent. */
      readonly offset?: number
    }[],
    /** The first byte that later arrays may take. */
    reserved?: number,
  ) => void
  /** Forgets arrays, which are to be allocated anew; their room is used again where nothing stands behind it. */
  readonly release: (names: readonly string[]) => void
  /** Throws where arrays would not fit; `help`: what to do then. */
  readonly refuseMore: (
    arrays: readonly { readonly name: string; readonly element: ElementType; readonly length: number }[],
    help?: string,
  ) => void
  /** The bytes themselves, for kernels that are WebAssembly. */
  readonly linear: WebAssembly.Memory
  readonly address: (name: string) => number
  /** Copies every adopted array into the memory. */
  readonly ownAll: () => void
  readonly has: (name: string) => boolean
  readonly view: (name: string) => Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array
  /** Grows with every allocation: views made at another count are stale. */
  readonly generation: () => number
  readonly bytes: () => number
  /** How many bytes there may be. */
  readonly most: number
  /** Lets an array of the caller's stand for the memory's own: its bytes are neither copied nor touched. */
  readonly adopt: (name: string, array: Float64Array | Float32Array) => void
  /** Copies an adopted array into the memory, before something is written to it. */
  readonly own: (name: string) => void
}

/** `most`: how many bytes it may take. */
export function createMemory(
  seed: number,
  parameters: Float64Array,
  derivedCount: number,
  most: number = MOST_BYTES,
): Memory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 })
  const regions = new Map<string, Region>()
  const adopted = new Map<string, Float64Array | Float32Array>()
  let end = 0
  let generation = 0
  let presentSeed = seed

  const region = (name: string, element: ElementType): Region => {
    const found = regions.get(name)
    if (found?.element !== element) throw new Error(`internal error of spikec: no ${element} array ${name}`)
    return found
  }
  const adoptedAs = <T extends Float64Array | Float32Array>(
    Kind: new (length: number) => T,
    name: string,
  ): T | undefined => {
    const found = adopted.get(name)
    return found instanceof Kind ? found : undefined
  }
  return {
    get seed() {
      return presentSeed
    },
    parameters,
    derived: new Float64Array(derivedCount),
    f64: (name) => adoptedAs(Float64Array, name) ?? viewOf(memory.buffer, region(name, 'f64'), Float64Array),
    f32: (name) => adoptedAs(Float32Array, name) ?? viewOf(memory.buffer, region(name, 'f32'), Float32Array),
    i32: (name) => viewOf(memory.buffer, region(name, 'i32'), Int32Array),
    u32: (name) => viewOf(memory.buffer, region(name, 'u32'), Uint32Array),
    u16: (name) => viewOf(memory.buffer, region(name, 'u16'), Uint16Array),
    u8: (name) => viewOf(memory.buffer, region(name, 'u8'), Uint8Array),
    has: (name) => regions.has(name),
    view(name) {
      const found = regions.get(name)
      if (!found) throw new Error(`internal error of spikec: no array ${name}`)
      return this[found.element](name)
    },
    linear: memory,
    address(name) {
      const found = regions.get(name)
      if (!found) throw new Error(`internal error of spikec: no array ${name}`)
      return found.offset
    },
    ownAll() {
      for (const name of [...adopted.keys()]) this.own(name)
    },
    allocate(arrays, reserved = 0) {
      const placed: [string, Region][] = []
      let next = Math.max(end, reserved)
      for (const { name, element, length, offset = next } of arrays) {
        placed.push([name, { element, offset, length }])
        next = Math.max(next, afterOf({ element, length, offset }))
      }
      if (next > most) throw tooLarge(next, most, arrays)
      const pages = Math.ceil(next / PAGE) - memory.buffer.byteLength / PAGE
      if (pages > 0) grow(memory, pages, () => tooLarge(next, most, arrays))
      for (const [name, found] of placed) regions.set(name, found)
      end = next
      generation++
    },
    release(names) {
      for (const name of [...names].sort((a, b) => (regions.get(b)?.offset ?? 0) - (regions.get(a)?.offset ?? 0))) {
        const found = regions.get(name)
        if (!found) continue
        regions.delete(name)
        adopted.delete(name)
        if (afterOf(found) !== end) continue
        new Uint8Array(memory.buffer, found.offset, end - found.offset).fill(0)
        end = found.offset
      }
      generation++
    },
    refuseMore(arrays, help) {
      const next = arrays.reduce((sum, { element, length }) => sum + length * BYTES[element], end)
      if (next > most) throw tooLarge(next, most, arrays, help)
    },
    adopt(name, array) {
      const { length } = region(name, array instanceof Float64Array ? 'f64' : 'f32')
      if (array.length !== length) throw new Error(`internal error of spikec: ${name} has ${length} elements`)
      adopted.set(name, array)
      generation++
    },
    own(name) {
      const array = adopted.get(name)
      if (!array) return
      adopted.delete(name)
      this.view(name).set(array)
      generation++
    },
    contents(without) {
      const own = [...regions.keys()].filter((name) => !adopted.has(name) && !without.has(name))
      return {
        end,
        regions: [...regions],
        arrays: own.map((name) => [name, this.view(name).slice()]),
        adopted: [...adopted],
      }
    },
    putBack(contents, newSeed) {
      const pages = Math.ceil(contents.end / PAGE) - memory.buffer.byteLength / PAGE
      if (pages > 0) grow(memory, pages, () => tooLarge(contents.end, most, []))
      // Arrays that are made later find their place empty.
      if (end > contents.end) new Uint8Array(memory.buffer, contents.end, end - contents.end).fill(0)
      regions.clear()
      adopted.clear()
      for (const [name, found] of contents.regions) regions.set(name, found)
      for (const [name, array] of contents.arrays) this.view(name).set(array)
      for (const [name, array] of contents.adopted) adopted.set(name, array)
      end = contents.end
      presentSeed = newSeed
      generation++
    },
    generation: () => generation,
    bytes: () => end,
    most,
  }
}

/** Where the next array may begin. */
function afterOf({ element, offset, length }: Region): number {
  return Math.ceil((offset + length * BYTES[element]) / ALIGNMENT) * ALIGNMENT
}

type ViewConstructor<T> = new (buffer: ArrayBuffer, offset: number, length: number) => T

function viewOf<T>(buffer: ArrayBuffer, { offset, length }: Region, View: ViewConstructor<T>): T {
  return new View(buffer, offset, length)
}

function grow(memory: WebAssembly.Memory, pages: number, refusal: () => SpikecError): void {
  try {
    memory.grow(pages)
  } catch {
    throw refusal()
  }
}

interface Sized {
  readonly name: string
  readonly element: ElementType
  readonly length: number
}

/** That a simulation of so many bytes is refused; the largest arrays are told. */
export function tooLarge(bytes: number, most: number, arrays: readonly Sized[], help?: string): SpikecError {
  const sized = arrays.map((array) => ({ ...array, bytes: array.length * BYTES[array.element] }))
  const notes = sized
    .filter((array) => array.bytes > bytes / 20)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ name, length, element, bytes: own }) => {
      return `\`${name}\` takes ${gibibytes(own)}: ${length} times ${BYTES[element]} bytes`
    })
  const limit = `at most ${gibibytes(most)}${most < MOST_BYTES ? '' : ', and no more than the machine gives'}`
  return new SpikecError([
    diagnostic('V011', { bytes: gibibytes(bytes), limit }, { notes, help: help === undefined ? [] : [help] }),
  ])
}

/** That so many synapses, as they are expected, are refused. */
export function tooManySynapses(
  name: string,
  { count, instead }: { readonly count: number; readonly instead: string },
  arrays: readonly Pick<Sized, 'element'>[],
  end: number,
  most: number,
): SpikecError | undefined {
  const each = arrays.reduce((sum, { element }) => sum + BYTES[element], 0)
  // Random ones may be somewhat fewer.
  if (end + each * (count - 5 * Math.sqrt(count)) <= most) return undefined
  const bytes = gibibytes(each * count)
  const parameters = { name, synapses: `${count} or so`, bytes, limit: gibibytes(most) }
  const notes = [`as csr they take ${each} bytes each`]
  return new SpikecError([diagnostic('V078', parameters, { notes, help: [instead] })])
}

export function gibibytes(bytes: number): string {
  if (bytes < 2 ** 20) return `${(bytes / 2 ** 10).toFixed(1)} KiB`
  return bytes < 2 ** 28 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`
}
