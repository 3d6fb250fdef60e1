/** Arrays in NumPy's archives .npz, and edges in them. */
import type { EdgeList } from './edge-list.js'
import { asFloats, asIndices, type NumericArray, readNpy, readNpyText, shapeText } from './npy.js'
import { unfit } from './problem.js'
import { sparseIn } from './scipy.js'
import { filesIn, type Inflate } from './zip.js'

export interface Archive {
  readonly names: readonly string[]
  readonly read: (name: string) => NumericArray
  readonly text: (name: string) => string
}

export function archiveOf(bytes: Uint8Array, what: string, unpack?: Inflate): Archive {
  const files = new Map(
    filesIn(bytes, what, unpack)
      .filter(({ name }) => name.endsWith('.npy'))
      .map((file) => [file.name.slice(0, -4), file]),
  )
  const named = (name: string) => `\`${name}\` of ${what}`
  const bytesOf = (name: string): Uint8Array => {
    const file = files.get(name)
    if (file) return file.read()
    throw unfit(what, `it has no array \`${name}\``, [
      `there ${files.size === 1 ? 'is' : 'are'} ${listed([...files.keys()])}`,
    ])
  }
  return {
    names: [...files.keys()],
    read: (name) => readNpy(bytesOf(name), named(name)),
    text: (name) => readNpyText(bytesOf(name), named(name)),
  }
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ')
}

/** What the neurons of edges may be called, in archives and in the headers of tables. */
export const ENDS: readonly (readonly [from: string, to: string])[] = [
  ['i', 'j'],
  ['pre', 'post'],
  ['source', 'target'],
  ['from', 'to'],
  ['row', 'col'],
]

/** Arrays of equal length: the neurons of each edge, and what else is known of it. */
export function edgesIn(archive: Archive, what: string): EdgeList {
  const sparse = sparseIn(archive, what)
  if (sparse) return sparse
  const { names, read } = archive
  const ends = ENDS.find((pair) => pair.every((name) => names.includes(name)))
  if (!ends)
    throw unfit(what, `it has no arrays \`i\` and \`j\`, and is no sparse matrix of SciPy: it has ${listed(names)}`)
  const [i, j] = ends.map((name) => asIndices(read(name).data))
  const columns = names
    .filter((name) => !ends.includes(name))
    .map((name) => {
      const { data, shape } = read(name)
      if (data.length !== i.length)
        throw unfit(what, `\`${name}\` in it is ${shapeText(shape)}, and there are ${i.length} edges`)
      return { name, data: asFloats(data) }
    })
  if (i.length !== j.length) throw unfit(what, `it has ${i.length} of \`${ends[0]}\` and ${j.length} of \`${ends[1]}\``)
  return { i, j, columns }
}
