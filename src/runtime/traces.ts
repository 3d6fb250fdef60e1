/** Traces of many elements: rows of samples arrive in pieces, and are turned into one array an element when they are read. */
import type { Numbers } from './recording.js'

/** How a sample's values belong to traces. */
export interface Columns {
  /** Values in a sample. */
  readonly width: number
  /** Which of them belongs to the k-th trace; the k-th itself where absent. */
  readonly columns?: Uint32Array
  /** The number of the element that each trace is of, where that is not said otherwise. */
  readonly numbers?: Uint32Array
}

export interface Traces {
  /** Whole rows: the values of one sample after the other. */
  readonly add: (rows: Numbers) => void
  readonly bytes: () => number
  /** The samples of each element. */
  readonly all: () => readonly Float64Array[]
  /** Other traces instead of these; none yet where absent. */
  readonly replace: (whole: readonly Float64Array[] | undefined) => void
}

/** `of`: asked when something has been recorded, at the earliest. */
export function traces(of: () => Columns): Traces {
  let pieces: Numbers[] = []
  let made: readonly Float64Array[] | undefined
  const sofar = () => {
    made ??= Array.from({ length: of().columns?.length ?? of().width }, () => new Float64Array(0))
    return made
  }
  return {
    add: (rows) => {
      if (rows.length > 0) pieces.push(rows)
    },
    bytes: () => sumOf(pieces, (piece) => piece.byteLength) + sumOf(made ?? [], (trace) => trace.byteLength),
    all: () => {
      const before = sofar()
      if (pieces.length === 0) return before
      const { width, columns } = of()
      const samples = before.length === 0 ? 0 : before[0].length
      const longer = samples + sumOf(pieces, (piece) => piece.length / width)
      const grown = before.map((trace) => {
        const array = new Float64Array(longer)
        array.set(trace)
        return array
      })
      // A piece is let go as soon as its numbers are in their traces, so that they are not held twice.
      const waiting = pieces.reverse()
      pieces = []
      let at = samples
      for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
        transpose(piece, width, columns, grown, at)
        at += piece.length / width
        release(piece)
      }
      made = grown
      return grown
    },
    replace: (whole) => {
      pieces = []
      made = whole
    },
  }
}

/** Gives the memory back at once where the engine can, and not only when it collects what is no longer used. */
function release({ buffer }: Numbers): void {
  const { transfer } = buffer as { transfer?: (this: unknown, length: number) => unknown }
  transfer?.call(buffer, 0)
}

/** Rows at a time: what a line of the processor's cache holds of a trace is written at once. */
const ROWS = 16

function transpose(
  rows: Numbers,
  width: number,
  columns: Uint32Array | undefined,
  into: readonly Float64Array[],
  at: number,
): void {
  const count = rows.length / width
  for (let first = 0; first < count; first += ROWS) {
    const end = Math.min(count, first + ROWS)
    for (let k = 0; k < into.length; k++) {
      const trace = into[k]
      const column = columns ? columns[k] : k
      for (let row = first; row < end; row++) trace[at + row] = rows[row * width + column]
    }
  }
}

function sumOf<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((sum, item) => sum + size(item), 0)
}
