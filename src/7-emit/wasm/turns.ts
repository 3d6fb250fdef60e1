/** Turns of loops over the synapses of listed rows: several synapses each, where little is done with one. */
import type { Row, SparseLayout, Stmt } from '../../ir/ir.js'
import { childrenOf, visitAll, visitStmts } from '../../ir/walk.js'
import type { Frame } from './frame.js'
import { vectorTurn } from './loops.js'
import { addressOf, moved } from './places.js'
import { callsFunction } from './scalar.js'
import { countedLoop, readInteger, type Writer } from './statements.js'
import { comment, conditional, get, set, type Wat } from './wat.js'

/** How many synapses a turn of a loop has, where little is done with each: counting them would be a third of the work. */
const A_TURN = 4

/** More than these operations hide what counting takes. */
const LITTLE_WORK = 16

/** Another way to take the synapses of a turn. */
export interface OtherWay {
  readonly before: readonly string[]
  /** A turn, which may be taken one by one too. */
  readonly turn: (oneByOne: readonly string[]) => readonly string[]
}

/** From where the counter stands to before `end`. `write` is asked for the synapse so many ahead of the counter. */
export function eachSynapse(
  body: readonly Stmt[],
  counter: string,
  end: Wat,
  frame: Frame,
  write: (ahead: number, body: readonly Stmt[]) => void,
  otherWay?: OtherWay,
): void {
  if (workOf(body) <= LITTLE_WORK) {
    const again = body.map((stmt) => ('comment' in stmt ? { ...stmt, comment: '' } : stmt))
    const oneByOne = frame.captured(() => {
      for (let ahead = 0; ahead < A_TURN; ahead++) write(ahead, ahead === 0 ? body : again)
    })
    frame.emitLines([...(otherWay?.before ?? []), comment(`${A_TURN} a turn`)])
    const turn = otherWay?.turn(oneByOne) ?? oneByOne
    countedLoop(frame, 'several', counter, end, () => frame.emitLines(turn), A_TURN)
    frame.emitLines([comment('the rest')])
  }
  countedLoop(frame, 'synapses', counter, end, () => write(0, body))
}

/** Loads, operations and statements, or more than a little where there is anything that takes many instructions. */
function workOf(body: readonly Stmt[]): number {
  let work = 0
  visitStmts(body, (stmt) => {
    work += ['let', 'store', 'assign', 'if'].includes(stmt.kind) ? 1 : Number.POSITIVE_INFINITY
  })
  visitAll(body, (expr) => {
    if (callsFunction(expr) || expr.kind === 'random') work = Number.POSITIVE_INFINITY
    else if (childrenOf(expr).length > 0) work++
  })
  return work
}

/**
 * As vectors where the synapses of a turn lead to neighbouring targets: none of them sees what another stores then. To look
 * whether they do takes a twentieth of such a turn, so it is done where rows are likely to be made of runs.
 */
export function inRuns(
  { target, synapse }: Row,
  layout: SparseLayout,
  body: readonly Stmt[],
  { other, place }: { readonly other: string; readonly place: string },
  writer: Writer,
): OtherWay | undefined {
  const { frame, use } = writer
  if (!layout.runs || !tellsRuns(layout)) return undefined
  const vectors = vectorTurn({ counters: [target, synapse], count: undefined, body }, [other, place], A_TURN, writer)
  if (!vectors) return undefined
  const entries = isRun(layout, other, place, writer)
  return {
    before: vectors.before,
    turn: (oneByOne) =>
      frame.captured(() => {
        frame.emit(set(other, readInteger(layout.targetOf, get(place), use)))
        frame.emitLines([comment('neighbours')])
        frame.emitLines(conditional(entries, vectors.turn, oneByOne))
      }),
  }
}

/** The numbers of a run do not pass what an entry can hold, so that no carry looks like another run. */
function tellsRuns({ targetOf, targets }: SparseLayout): boolean {
  return targetOf.element === 'u32' || (targets !== undefined && targets <= 2 ** 16 - A_TURN)
}

/** Whether the entries are n, n + 1, n + 2, n + 3: compared as two or four in one number of 64 bits. */
function isRun({ targetOf }: SparseLayout, first: string, place: string, { use }: Writer): Wat {
  const bits = targetOf.element === 'u16' ? 16n : 32n
  const each = 64n / bits
  const inAWord = Array.from({ length: Number(each) }, (_, k) => BigInt(k))
  const ones = inAWord.reduce((sum, k) => sum + (1n << (k * bits)), 0n)
  const words = Array.from({ length: A_TURN / Number(each) }, (_, word): Wat => {
    const steps = inAWord.reduce((sum, k) => sum + ((BigInt(word) * each + k) << (k * bits)), 0n)
    const { offset, at } = moved(addressOf(targetOf, get(place), use), 8 * word)
    const expected: Wat = ['i64.mul', ['i64.extend_i32_u', get(first)], ['i64.const', String(ones)]]
    return ['i64.eq', ['i64.load', ...offset, at], ['i64.add', expected, ['i64.const', String(steps)]]]
  })
  return words.reduce((a, b) => ['i32.and', a, b])
}
