/** Traces of many elements: rows of samples arrive in pieces, and are turned into one array an element when they are read. */
import type { Numbers } from './recording.js'

export interface Traces {
  /** How many elements there are. */
  readonly width: number
  /** Whole rows: the values of all elements, one sample after the other. */
  readonly add: (rows: Numbers) => void
  readonly bytes: () => number
  /** The samples of each element. */
  readonly all: () => readonly Float64Array[]
}

export function traces(width: number): Traces {
  let pieces: Numbers[] = []
  let made: readonly Float64Array[] = Array.from({ length: width }, () => new Float64Array(0))
  return {
    width,
    add: (rows) => {
      if (width > 0) pieces.push(rows)
    },
    bytes: () => sumOf(pieces, (piece) => piece.byteLength) + sumOf(made, (trace) => trace.byteLength),
    all: () => {
      if (pieces.length === 0) return made
      const before = made[0].length
      const samples = before + sumOf(pieces, (piece) => piece.length / width)
      const grown = made.map((trace) => {
        const longer = new Float64Array(samples)
        longer.set(trace)
        return longer
      })
      // A piece is let go as soon as its numbers are in their traces, so that they are not held twice.
      const waiting = pieces.reverse()
      pieces = []
      let at = before
      for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
        transpose(piece, width, grown, at)
        at += piece.length / width
      }
      made = grown
      return made
    },
  }
}

/** Rows at a time: what a line of the processor's cache holds of a trace is written at once. */
const ROWS = 16

function transpose(rows: Numbers, width: number, into: readonly Float64Array[], at: number): void {
  const count = rows.length / width
  for (let first = 0; first < count; first += ROWS) {
    const end = Math.min(count, first + ROWS)
    for (let k = 0; k < width; k++) {
      const trace = into[k]
      for (let row = first; row < end; row++) trace[at + row] = rows[row * width + k]
    }
  }
}

function sumOf<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((sum, item) => sum + size(item), 0)
}
