/** Loops over neighbouring neurons, from one to another. */
import type { Between, Stmt } from '../../ir/ir.js'
import { vectorLoop } from './loops.js'
import { scalar } from './scalar.js'
import { countedLoop, counterBinding, scalarSite, type Writer, withBinding, writeStatements } from './statements.js'
import { get, i32, set } from './wat.js'

/** The numbers that grow by one from each of them to the next. */
export function countersOf({ index, place }: Between): readonly string[] {
  return place ? [index, place.name] : [index]
}

export function writeBetween(domain: Between, body: readonly Stmt[], writer: Writer): void {
  const { frame } = writer
  const { index, first, end, place } = domain
  const of = (expr: Between['first']) => scalar(expr, scalarSite(writer))
  const counters = [{ name: index, first: of(first) }, ...(place ? [{ name: place.name, first: of(place.first) }] : [])]
  if (vectorLoop({ counters, count: undefined, end: of(end), body }, writer)) return
  const named = counters.map((counter) => ({ ...counter, own: frame.declare(counter.name, 'i32') }))
  const inner = named.reduce((w, { name, own }) => withBinding(w, name, counterBinding(own)), writer)
  for (const { own, first: start } of named) frame.emit(set(own, start))
  const [main, ...others] = named
  countedLoop(frame, 'between', main.own, of(end), () => {
    writeStatements(body, inner)
    for (const { own } of others) frame.emit(set(own, ['i32.add', get(own), i32(1)]))
  })
}
