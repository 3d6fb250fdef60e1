/** Loops over the lags of a pathway, and over what is on its way to synapses from earlier runs. */
import type { Domain, Stmt } from '../../ir/ir.js'
import { loadScalar } from './places.js'
import {
  countedLoop,
  counterBinding,
  readInteger,
  scalarSite,
  type Writer,
  withBinding,
  writeStatements,
} from './statements.js'
import { block, conditional, get, i32, set, type Wat } from './wat.js'

export function writeLags(domain: Extract<Domain, { kind: 'lags' }>, body: readonly Stmt[], writer: Writer): void {
  const { frame, use } = writer
  const { position, lag, lags, count, since } = domain
  const [d, steps] = [frame.declare(position, 'i32'), frame.declare(lag, 'i32')]
  const inner = withBinding(withBinding(writer, position, counterBinding(d)), lag, counterBinding(steps))
  const listened: Wat = ['f64.sub', scalarSite(writer).local('step', 'f64'), loadScalar(since, 'f64', i32(0), use)]
  frame.emit(set(d, readInteger(count, i32(0), use)))
  const turn = frame.captured(() => {
    frame.emit(['br_if', '$lags.end', ['i32.eqz', get(d)]])
    frame.emit(set(d, ['i32.sub', get(d), i32(1)]))
    frame.emit(set(steps, readInteger(lags, get(d), use)))
    frame.emit(['br_if', '$lags', ['f64.gt', ['f64.convert_i32_s', get(steps)], listened]])
    writeStatements(body, inner)
    frame.emit(['br', '$lags'])
  })
  frame.emitLines(block('block $lags.end', block('loop $lags', turn)))
}

export function writePending(
  domain: Extract<Domain, { kind: 'pending' }>,
  body: readonly Stmt[],
  writer: Writer,
): void {
  const { frame, use } = writer
  const { first, steps, starts, pre, post, synapse } = domain
  const [due, p, end] = [frame.declare('due', 'f64'), frame.declare('p', 'i32'), frame.declare('pending', 'i32')]
  const named = [pre, post, synapse].map(({ name, array }) => ({ name, array, local: frame.declare(name, 'i32') }))
  const inner = named.reduce((outer, { name, local }) => withBinding(outer, name, counterBinding(local)), writer)
  const step = scalarSite(writer).local('step', 'f64')
  const place: Wat = ['i32.trunc_sat_f64_u', get(due)]
  frame.emit(set(due, ['f64.sub', step, loadScalar(first, 'f64', i32(0), use)]))
  const loop = frame.captured(() => {
    frame.emit(set(p, readInteger(starts, place, use)))
    frame.emit(set(end, readInteger(starts, ['i32.add', place, i32(1)], use)))
    countedLoop(frame, 'pending', p, get(end), () => {
      for (const { array, local } of named) frame.emit(set(local, readInteger(array, get(p), use)))
      writeStatements(body, inner)
    })
  })
  const isDue: Wat = ['f64.lt', get(due), ['f64.convert_i32_s', readInteger(steps, i32(0), use)]]
  frame.emitLines(conditional(isDue, loop))
}
