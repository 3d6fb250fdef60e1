/** What is carried out regularly on a group or on synapses. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Home } from './object.js'
import { checkOptions, checkOrder, checkTexts } from './options.js'
import type { OperationSpec } from './spec.js'

/** `dt`: the step of the network where absent; `when`: the slot of the step, `'start'` where absent. */
export type OperationOptions = Omit<OperationSpec, 'code'>

/** @throws SpikecError if the object is in a network already, which would not hear of it */
export function operationOf(code: string, options: OperationOptions, home: Home | undefined): OperationSpec {
  const what = 'run_regularly()'
  if (home) {
    const problem = 'the object is in a network already: call it before `new Network(…)`'
    throw new SpikecError([diagnostic('V008', { what, problem })])
  }
  checkOptions(options, ['dt', 'when', 'order'], what)
  checkTexts({ code, ...options }, ['code', 'dt', 'when'], what)
  const { dt, when, order } = options
  checkOrder(options, what)
  return {
    code,
    ...(dt !== undefined && { dt }),
    ...(when !== undefined && { when }),
    ...(order !== undefined && { order }),
  }
}

/** The object with the operations that its description lists. */
export function withOperations<T extends { run_regularly(code: string, options?: OperationOptions): unknown }>(
  object: T,
  operations: readonly OperationSpec[] = [],
): T {
  for (const { code, ...options } of operations) object.run_regularly(code, options)
  return object
}
