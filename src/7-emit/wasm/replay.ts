/** Spikes that are given as data: those due in this step go to its list, as the cursor moves on over them. */
import type { Replay } from '../../ir/ir.js'
import { loadScalar, storeScalar } from './places.js'
import { readInteger, scalarSite, type Writer, writePush } from './statements.js'
import { block, comment, conditional, f64, get, i32, set, type Wat } from './wat.js'

export function writeReplay({ list, steps, neurons, cursor, period }: Replay, writer: Writer): void {
  const { frame, use } = writer
  const [due, length, next] = [
    frame.declare('due', 'f64'),
    frame.declare('period', 'f64'),
    frame.declare('next', 'i32'),
  ]
  const stepOf = (place: Wat) => loadScalar(steps, 'f64', place, use)
  const onward = (label: string): readonly Wat[] => [set(next, ['i32.add', get(next), i32(1)]), ['br', `$${label}`]]
  const step = scalarSite(writer).local('step', 'f64')
  frame.emit(set(length, loadScalar(period, 'f64', i32(0), use)))
  frame.emit(set(due, step))
  const within: Wat = ['i64.rem_u', ['i64.trunc_sat_f64_u', step], ['i64.trunc_sat_f64_u', get(length)]]
  emitWhere(['f64.gt', get(length), f64(0)], set(due, ['f64.convert_i64_u', within]))
  frame.emit(set(next, readInteger(cursor, i32(0), use)))
  frame.emitLines([comment('a new period has begun')])
  emitWhere(
    ['i32.gt_s', get(next), i32(0)],
    ['if', ['f64.ge', stepOf(['i32.sub', get(next), i32(1)]), get(due)], ['then', set(next, i32(0))]],
  )
  loopWhile('passed', ['f64.lt', stepOf(get(next)), get(due)], () => {})
  loopWhile('due', ['f64.eq', stepOf(get(next)), get(due)], () =>
    writePush(list, readInteger(neurons, get(next), use), writer),
  )
  frame.emit(storeScalar(cursor, get(next), 'i32', i32(0), use))

  function emitWhere(condition: Wat, then: Wat): void {
    frame.emitLines(
      conditional(
        condition,
        frame.captured(() => frame.emit(then)),
      ),
    )
  }

  function loopWhile(label: string, condition: Wat, write: () => void): void {
    const body = frame.captured(() => {
      write()
      for (const wat of onward(label)) frame.emit(wat)
    })
    frame.emitLines(block(`loop $${label}`, conditional(condition, body)))
  }
}
