/** Recording outside the steps of a run. */
import { SpikecError } from '../diagnostics/index.js'
import { timeText } from '../units/index.js'
import type { Recorder } from './recording.js'
import { takeOver } from './run.js'
import { refuseWhileRunning, type State } from './state.js'

/** Says where recordings went before a run stopped. */
export function withFiles(error: SpikecError, { recorders, model, step }: State): SpikecError {
  const files = [...recorders.values()].flatMap(({ sink }) => (sink?.where === undefined ? [] : [sink.where]))
  if (files.length === 0) return error
  const until = timeText(step * model.description.dt)
  const note = `what was recorded until then is in ${files.join(', ')}; the run came to ${until}`
  const [first, ...others] = error.diagnostics
  return new SpikecError([{ ...first, notes: [...first.notes, note] }, ...others])
}

/** The recorder has room: it is emptied at the end of each run. */
export function recordOnce({ monitor: { name } }: Recorder, state: State): void {
  refuseWhileRunning(state, 'recordSingleTimestep()')
  const { model, memory, step } = state
  const kernel = model.description.kernels.find(({ owner }) => owner === name)
  if (!kernel) return
  const kernels = model.createStep(memory)
  kernels.prelude()
  kernels.prepare(step)
  kernels.kernels[kernel.name](Math.ceil(step / kernel.interval))
  takeOver(state, step)
}
