/** Loops over the neurons that spiked, and over the rows of several at a time. */
import { eventArrays } from '../../ir/events.js'
import type { Domain, Stmt } from '../../ir/ir.js'
import { rowsTogether, TOGETHER, writeSideBySide } from './rows-together.js'
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
type Neurons = Extract<Domain, { kind: 'neurons' }>

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
    const together = rowsTogether(index, body, many)
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

/** Every neuron with its row: as many at a time as fit together, and those that are left one by one. */
export function writeSources({ index, count }: Neurons, body: readonly Stmt[], writer: Writer): void {
  const { frame } = writer
  const i = frame.declare(index, 'i32')
  frame.emit(set(i, i32(0)))
  let left = count
  for (const many of TOGETHER) {
    const together = left >= many ? rowsTogether(index, body, many) : undefined
    if (!together) continue
    frame.emitLines([comment(`${many} rows at a time`)])
    countedLoop(
      frame,
      `together.${many}`,
      i,
      i32(count),
      () => {
        const inner = together.sources.reduce((outer, name, k) => {
          const own = frame.declare(name, 'i32')
          frame.emit(set(own, k === 0 ? get(i) : ['i32.add', get(i), i32(k)]))
          return withBinding(outer, name, counterBinding(own))
        }, writer)
        writeSideBySide(together, inner)
      },
      many,
    )
    left %= many
  }
  if (left === 0) return
  const inner = withBinding(writer, index, counterBinding(i))
  countedLoop(frame, 'neurons', i, i32(count), () => writeStatements(body, inner))
}
