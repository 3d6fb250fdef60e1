/**
 * The draws of sparse connectivity, and random words one by one. They are WebAssembly, where Philox takes a third of the time: its words are products
 * of 64 bits. `templates/pair-draws.wat` has them, and draws the numbers that `random.ts` defines. Needs no vectors.
 */
import { PAIR_DRAWS } from '../../generated/pair-draws.js'

export interface PairDraws {
  /** The first of the targets and of the numbers that are passed at once; views of the module's own memory. */
  readonly targets: Uint32Array
  /** The targets that `jump` gives, in 16 bits where a row has no more than 65536. */
  readonly reached: (targets: number) => Uint16Array | Uint32Array
  readonly ends: Uint32Array
  readonly numbers: Float64Array
  /** Says what the calls below draw from. `scale`: 1 / log(1 - p), for `jump`. */
  readonly begin: (seed: number, stream: number, targets: number, p: number, scale: number) => void
  /**
   * Fills `reached` with those of rows from `row` to before `end`, until it is full. Gives the number n of rows that it
   * finished; the first n of `ends` are theirs, and the next one is where the row is that the next call goes on with.
   */
  readonly jump: (row: number, end: number) => number
  /** Fills `numbers` with a uniform one for each of the first `count` of `targets`, in row `row`. */
  readonly chances: (row: number, count: number) => void
  /** Puts the four random words of a place into `drawn`. */
  readonly words: (index0: number, index1: number, step: number, draw: number, seed: number, stream: number) => void
  readonly drawn: Uint32Array
}

let made: PairDraws | undefined

/** There is one of it, since nothing else runs while pairs are drawn. */
export function pairDraws(): PairDraws {
  made ??= instantiated()
  return made
}

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly capacity: WebAssembly.Global
  readonly begin: PairDraws['begin']
  readonly jump: PairDraws['jump']
  readonly chances: PairDraws['chances']
  readonly words: PairDraws['words']
}

/** Where `words` puts them. */
const DRAWN = 67584

/** At once, so that connecting need not wait; the module is small enough for every engine to allow that. */
function instantiated(): PairDraws {
  const bytes = Uint8Array.from(atob(PAIR_DRAWS), (letter) => letter.charCodeAt(0))
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const { memory, capacity, begin, jump, chances, words } = exports as unknown as Exports
  const length: number = capacity.value
  const targets = new Uint32Array(memory.buffer, 0, length)
  const narrow = new Uint16Array(memory.buffer, 0, 2 * length)
  return {
    targets,
    reached: (count) => (count <= 65536 ? narrow : targets),
    ends: new Uint32Array(memory.buffer, 4 * length, length),
    numbers: new Float64Array(memory.buffer, 8 * length, length),
    begin,
    jump,
    chances,
    words,
    drawn: new Uint32Array(memory.buffer, DRAWN, 4),
  }
}
