/** How the synapses of an object stand in memory, as its connectivity asks for. */

import type { PartsAndActions } from '../2-resolve/alike.js'
import { comesAnew, drawsNumbers, hasPlaces, isConsecutive } from '../2-resolve/computed.js'
import type { Connect, Model, Synapses } from '../2-resolve/model.js'
import {
  constantChance,
  expectedNumber,
  insteadOfLists,
  leavesOutItself,
  representationOf,
} from '../2-resolve/representation.js'
import { unreachable } from '../diagnostics/index.js'
import type { ArrayRef, IndexedLayout, Layout } from '../ir/ir.js'
import { internal } from './arrays.js'

/** Every call of connect() for some synapses, in order. */
export type Connects = readonly [Connect, ...Connect[]]

export function connectsOf({ actions }: Pick<Model, 'actions'>): ReadonlyMap<Synapses, Connects> {
  const connects = new Map<Synapses, Connects>()
  for (const action of actions) {
    if (action.kind !== 'connect') continue
    const earlier = connects.get(action.synapses)
    connects.set(action.synapses, earlier ? [...earlier, action] : [action])
  }
  return connects
}

export function layoutOf(connects: Connects, model: PartsAndActions): Layout {
  const [{ connectivity, synapses }] = connects
  const { name } = synapses
  const [sources, targets] = [synapses.source.size, synapses.target.size]
  const { kind } = representationOf(connects, model)
  if (kind === 'csr' || sources === undefined || targets === undefined) return rowsOf(connects)
  const sizes = { sources, targets }
  switch (kind) {
    case 'dense':
    case 'dense-without-diagonal':
      return { kind: 'dense', ...sizes, diagonal: kind === 'dense' }
    case 'one-to-one':
      return { kind, ...sizes, count: Math.min(sources, targets) }
    case 'procedural': {
      const total: ArrayRef = { ...internal(name, 'total', 'f64'), whole: true }
      if (constantChance(connectivity) === undefined) {
        const isPlaced = hasPlaces(synapses, model) || repeatsOf(connects, model) !== undefined
        const rowStart = isPlaced ? { rowStart: internal(name, 'rowStart', 'u32', 'i32') } : {}
        const consecutive = isConsecutive(connects[0]) ? { consecutive: true as const } : {}
        return { kind: 'computed', ...sizes, total, ...rowStart, ...consecutive }
      }
      return {
        kind,
        ...sizes,
        diagonal: !leavesOutItself(connectivity),
        stream: `${name}:connect`,
        seed: internal(name, 'seed', 'u32', 'i32'),
        scale: internal(name, 'scale', 'f64'),
        total,
      }
    }
    default:
      return unreachable(kind)
  }
}

/** How many synapses are to be expected, where it is known before they are made, and what to do where they do not fit. */
export interface Expected {
  readonly count: number
  readonly instead: string
}

export function expectedNumbers(model: Model): ReadonlyMap<string, Expected> {
  const known = [...connectsOf(model)].flatMap(([{ name }, calls]) => {
    const counts = calls.map(expectedNumber)
    if (counts.includes(undefined)) return []
    const count = counts.reduce<number>((sum, own) => sum + (own ?? 0), 0)
    return [[name, { count, instead: insteadOfLists(calls, model) }] as const]
  })
  return new Map(known)
}

function rowsOf(connects: Connects): Layout {
  const [{ synapses }] = connects
  const { name } = synapses
  const [sources, targets] = [synapses.source.size, synapses.target.size]
  // Narrow indices halve what a row costs to read.
  const targetElement = targets !== undefined && targets <= 65536 ? 'u16' : 'u32'
  return {
    kind: 'csr',
    sources,
    targets,
    rowStart: internal(name, 'rowStart', 'u32', 'i32'),
    targetOf: internal(name, 'target', targetElement, 'i32'),
    ...(isDistinct(connects) && { distinct: true }),
    ...(connects.every(makesRuns) && { runs: true }),
  }
}

/** What is said of ranges and of conditions holds of neighbours together, mostly; what is drawn or listed may be anywhere. */
function makesRuns({ connectivity, n }: Connect): boolean {
  if (n !== undefined) return false
  switch (connectivity.kind) {
    case 'all':
    case 'all-but-self':
      return true
    case 'condition':
      return connectivity.p === undefined
    case 'partner':
      return connectivity.iteration !== undefined && connectivity.iteration.sample === undefined
    case 'pairs':
    case 'nonzero':
      return false
    default:
      return unreachable(connectivity)
  }
}

/** No pair has more than one synapse: one rule that looks at each pair once, or a list without a pair twice. */
function isDistinct([first, ...further]: Connects): boolean {
  return further.length === 0 && first.n === undefined && !mayRepeat(first)
}

/**
 * Which synapse of its pair each one is, where some pair may have several: by further calls, by `n`, by a list of pairs that
 * has one twice, or by a generator that comes to the same neuron twice. It is the user's own variable, if it has a name.
 */
export function repeatsOf(connects: Connects, model: PartsAndActions): ArrayRef | undefined {
  const [first] = connects
  const { synapses, n } = first
  const { multisynapticIndex, name } = synapses
  if (multisynapticIndex) return internal(name, multisynapticIndex.name, 'i32', 'i32')
  const several = connects.length > 1 || n !== undefined || mayRepeat(first)
  // What stores nothing else stores them only where they are asked for.
  const isAsked = hasPlaces(synapses, model) || drawsNumbers(synapses)
  const isKept = several && (isAsked || representationOf(connects, model).kind !== 'procedural')
  return isKept ? internal(name, 'repeat', 'i32', 'i32') : undefined
}

function mayRepeat({ connectivity, synapses }: Connect): boolean {
  if (connectivity.kind === 'partner') return !comesAnew(connectivity, synapses)
  return connectivity.kind === 'pairs' && connectivity.twice !== undefined
}

/** Do the synapses stand in memory, row after row, in the order in which they are made? */
export function numbersArePlaces(connects: Connects, model: PartsAndActions): boolean {
  const [{ connectivity }] = connects
  const layout = layoutOf(connects, model)
  if (layout.kind === 'dense') return layout.diagonal
  if (layout.kind === 'one-to-one' || layout.kind === 'procedural' || layout.kind === 'computed') return true
  if (connects.length > 1) return false
  switch (connectivity.kind) {
    case 'all':
    case 'all-but-self':
    case 'condition':
    case 'nonzero':
      return true
    case 'partner':
      return connectivity.side === 'post'
    case 'pairs':
      return isAscending(connectivity.i)
  }
}

function isAscending(indices: ArrayLike<number>): boolean {
  for (let k = 1; k < indices.length; k++) if (indices[k] < indices[k - 1]) return false
  return true
}

/** The synapses of each postsynaptic neuron in the order in which they were made, where they stand in memory by the presynaptic one. */
export function incomingOf({ name, source }: Synapses): IndexedLayout {
  return {
    kind: 'indexed',
    rowStart: internal(name, 'incoming:rowStart', 'u32', 'i32'),
    neighbourOf: internal(
      name,
      'incoming:source',
      source.size !== undefined && source.size <= 65536 ? 'u16' : 'u32',
      'i32',
    ),
    synapseAt: internal(name, 'incoming:synapse', 'u32', 'i32'),
  }
}
