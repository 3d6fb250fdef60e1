/** Loops over neurons that are chosen at random, from each to the next. */
import type { Bernoulli, Stmt } from '../../ir/ir.js'
import { scalar } from './scalar.js'
import { counterBinding, scalarSite, type Writer, withBinding, writeStatements } from './statements.js'
import { block, f64, get, i32, lines, set, type Wat } from './wat.js'

export function writeBernoulli(domain: Bernoulli, body: readonly Stmt[], writer: Writer): void {
  const { frame, use } = writer
  const site = scalarSite(writer)
  const scale = frame.declare('scale', 'f64')
  const [at, n, i] = [frame.declare('at', 'f64'), frame.declare('n', 'i32'), frame.declare(domain.index, 'i32')]
  use.draws.add('jump')
  const key = i32(use.streamKey(domain.stream) | 0)
  const place = [['global.get', '$seed'], key, get(n), scalar(domain.step, site), i32(domain.draw)] as const
  const next: readonly Wat[] = [
    set(at, ['f64.add', get(at), ['call', '$jump', ...place, get(scale)]]),
    ['br_if', '$chosen.end', ['i32.eqz', ['f64.lt', get(at), f64(domain.count)]]],
    set(i, ['i32.trunc_sat_f64_s', get(at)]),
    set(n, ['i32.add', get(n), i32(1)]),
  ]
  const turn = frame.captured(() => {
    for (const wat of next) frame.emit(wat)
    writeStatements(body, withBinding(writer, domain.index, counterBinding(i)))
    frame.emit(['br', '$chosen'])
  })
  for (const wat of [set(scale, scalar(domain.scale, site)), set(at, f64(-1)), set(n, i32(0))])
    frame.emitLines(lines(wat))
  frame.emitLines(block('block $chosen.end', block('loop $chosen', turn)))
}
