/** Recordings handed on as they come: streamTo() of monitors. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { fileSink } from '../runtime/node/stream.js'
import type { RecordedChunk, Sink } from '../runtime/streaming.js'
import { describeValue } from './describe.js'
import type { ModelObject } from './object.js'

/** A function that is handed each chunk, or the name of a file, `.npy` or `.csv`. */
export type StreamTarget = string | ((chunk: RecordedChunk) => void | Promise<void>)

/** A monitor whose recordings can go elsewhere. It is no part of the model: its JSON names no files. */
export interface Streaming {
  sink: Sink | undefined
}

export function setSink(monitor: ModelObject & Streaming, target: StreamTarget): void {
  const what = 'streamTo()'
  monitor.home?.refuseWhileRunning(what)
  if (typeof target !== 'string' && typeof target !== 'function') {
    const problem = `it takes a function or the name of a file, and is given ${describeValue(target)}`
    throw new SpikecError([diagnostic('V008', { what, problem })])
  }
  monitor.sink = typeof target === 'string' ? fileSink(target) : { take: target }
}
