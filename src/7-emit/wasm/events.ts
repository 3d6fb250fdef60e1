/** Loops over the neurons that spiked, and over the rows of several at a time. */
import { assertInternal } from '../../diagnostics/index.js'
import { eventArrays } from '../../ir/events.js'
import type { Domain, For, Stmt } from '../../ir/ir.js'
import { namesIn, renamedLocals } from '../../ir/walk.js'
import { type Elements, vectorLoop, vectorPlan } from './loops.js'
import { bodyOf, startOf } from './rows.js'
import { scalar } from './scalar.js'
import {
  countedLoop,
  counterBinding,
  inRing,
  readInteger,
  ringRow,
  scalarSite,
  type Writer,
  withBinding,
  writeStatements,
} from './statements.js'
import { block, comment, conditional, get, i32, set, type Wat } from './wat.js'

type Events = Extract<Domain, { kind: 'events' }>

/**
 * How many spikes' dense rows are gone through side by side. Each target is read and written once for all of them, and the
 * rows, which come from far apart in memory, are on their way at the same time.
 */
const TOGETHER = [4, 2] as const

export function writeEvents(domain: Events, body: readonly Stmt[], writer: Writer): void {
  const { frame, use } = writer
  const { list, delay, index, range } = domain
  const { items, counts } = eventArrays(list)
  const row = frame.declare('row', 'i32')
  const [s, end] = [frame.declare('s', 'i32'), frame.declare('spikes', 'i32')]
  const step = scalarSite(writer).local('step', 'f64')
  const back = typeof delay === 'number' ? delay : scalar(delay, scalarSite(writer))
  if (list.depth !== 1) frame.emit(set(row, ringRow(list, back, step, use)))
  frame.emit(set(end, readInteger(counts, list.depth === 1 ? i32(0) : get(row), use)))
  frame.emit(set(s, i32(0)))
  const itemAt = (place: Wat) => readInteger(items, inRing(list, get(row), place), use)
  if (range && !list.unordered) narrow(range, s, end, itemAt, writer)
  const numberAt = (place: Wat): Wat =>
    range && range.start > 0 ? ['i32.sub', itemAt(place), i32(range.start)] : itemAt(place)
  /** The writer for so many spikes from the present one on, which get these names. */
  const withSpikes = (names: readonly string[]): Writer =>
    names.reduce((inner, name, k) => {
      const i = frame.declare(name, 'i32')
      const place: Wat = k === 0 ? get(s) : ['i32.add', get(s), i32(k)]
      frame.emit(set(i, numberAt(place)))
      return withBinding(inner, name, counterBinding(i))
    }, writer)
  if (range && list.unordered) {
    countedLoop(frame, 'spiking', s, get(end), () => {
      const statements = frame.captured(() => writeStatements(body, withSpikes([index])))
      frame.emitLines(conditional(lies(range, itemAt(get(s))), statements))
    })
    return
  }
  for (const many of TOGETHER) {
    const together = rowsTogether(domain, body, many)
    if (!together) break
    frame.emitLines([comment(`${many} spikes at a time`)])
    const each = () => writeSideBySide(together, withSpikes(together.sources))
    countedLoop(frame, `together.${many}`, s, get(end), each, many)
  }
  countedLoop(frame, 'spiking', s, get(end), () => writeStatements(body, withSpikes([index])))
}

/** One comparison: a number below the start is a large one without its sign. */
function lies({ start, stop }: NonNullable<Events['range']>, item: Wat): Wat {
  return ['i32.lt_u', start > 0 ? ['i32.sub', item, i32(start)] : item, i32(stop - start)]
}

/** Events that stand in the order of their neurons: those of a range stand together, from `s` to before `end` then. */
function narrow(
  { start, stop }: NonNullable<Events['range']>,
  s: string,
  end: string,
  itemAt: (place: Wat) => Wat,
  { frame }: Writer,
): void {
  const last: Wat = ['i32.sub', get(end), i32(1)]
  const leave = (label: string): Wat => ['br_if', `$${label}.end`, ['i32.ge_u', get(s), get(end)]]
  const loop = (label: string, outside: Wat, move: Wat) => {
    const body = frame.captured(() => {
      for (const wat of [leave(label), ['br_if', `$${label}.end`, ['i32.eqz', outside]] as Wat, move]) frame.emit(wat)
      frame.emit(['br', `$${label}`])
    })
    frame.emitLines(block(`block $${label}.end`, block(`loop $${label}`, body)))
  }
  if (start > 0) loop('before', ['i32.lt_s', itemAt(get(s)), i32(start)], set(s, ['i32.add', get(s), i32(1)]))
  loop('behind', ['i32.ge_s', itemAt(last), i32(stop)], set(end, last))
}

interface RowsTogether {
  readonly sources: readonly string[]
  /** What is worked out for each source before its row. */
  readonly before: readonly Stmt[]
  /** The rows' loops, which differ in their names only. */
  readonly rows: readonly For[]
}

/**
 * The rows of several spikes at once, if it makes no difference: the synapses of a row reach different targets, and what
 * they store depends on nothing that another target's synapses store. A target has its additions in the order of the
 * spikes then, as it would row after row.
 */
function rowsTogether({ index }: Events, body: readonly Stmt[], many: number): RowsTogether | undefined {
  const last = body.at(-1)
  const before = body.slice(0, -1)
  if (last?.kind !== 'for' || last.domain.kind !== 'row' || last.domain.layout.kind !== 'dense') return undefined
  if (!before.every((stmt) => stmt.kind === 'let')) return undefined
  const { target, synapse } = last.domain
  const own = [index, synapse, ...namesIn(body)]
  const copies = Array.from({ length: many }, (_, k) => {
    const names = new Map(own.map((name) => [name, `${name}.${k}`]))
    return renamedLocals(body, names).map((stmt) =>
      stmt.kind === 'for' && stmt.domain.kind === 'row'
        ? { ...stmt, domain: { ...stmt.domain, target, synapse: `${synapse}.${k}` } }
        : stmt,
    )
  })
  const rows = copies.flatMap((copy) => copy.filter((stmt) => stmt.kind === 'for'))
  const together: RowsTogether = {
    sources: Array.from({ length: many }, (_, k) => `${index}.${k}`),
    before: copies.flatMap((copy) => copy.filter((stmt) => stmt.kind === 'let')),
    rows,
  }
  return vectorPlan(sideBySide(together)).kind === 'vector' ? together : undefined
}

/** One loop over the targets, with a counter for each row's synapses. */
function sideBySide({ rows }: RowsTogether): Elements {
  const domains = rows.flatMap(({ domain }) => (domain.kind === 'row' ? [domain] : []))
  const [{ target, layout }] = domains
  assertInternal(layout.kind === 'dense', 'rows side by side are dense')
  return {
    counters: [target, ...domains.map(({ synapse }) => synapse)],
    count: layout.targets,
    body: rows.flatMap((row, k) => bodyOf(domains[k], row.body)),
  }
}

function writeSideBySide(together: RowsTogether, outer: Writer): void {
  const writer = writeStatements(together.before, outer)
  const { counters, ...elements } = sideBySide(together)
  const starts = together.rows.flatMap(({ domain }) =>
    domain.kind === 'row' && domain.layout.kind === 'dense' ? [startOf(domain.layout, domain.source, writer)] : [],
  )
  const firsts = [i32(0), ...starts]
  vectorLoop({ ...elements, counters: counters.map((name, k) => ({ name, first: firsts[k] })) }, writer)
}
