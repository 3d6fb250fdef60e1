/** What is carried out regularly on a group or on synapses. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Home } from './object.js'
import { checkOptions, checkOrder, checkTexts } from './options.js'
import type { OperationSpec } from './spec.js'

/** `dt`: the step of the object's clock where absent; `when`: the slot of the step, `'start'` where absent. */
export type OperationOptions = Omit<OperationSpec, 'code' | 'part'>

/** Throws if the object is in a network already, which would not hear of what is said of it. */
export function refuseInNetwork(what: string, home: Home | undefined): void {
  if (!home) return
  const problem = 'the object is in a network already: call it before `new Network(…)`'
  throw new SpikecError([diagnostic('V008', { what, problem })])
}

/** @throws SpikecError if the object is in a network already */
export function operationOf(code: string, options: OperationOptions, home: Home | undefined): OperationSpec {
  const what = 'run_regularly()'
  refuseInNetwork(what, home)
  checkOptions(options, ['dt', 'when', 'order'], what)
  checkTexts({ code: code ?? null, ...options }, ['code', 'dt', 'when'], what)
  const { dt, when, order } = options
  checkOrder(options, what)
  return {
    code,
    ...(dt !== undefined && { dt }),
    ...(when !== undefined && { when }),
    ...(order !== undefined && { order }),
  }
}

interface Operated {
  run_regularly(code: string, options?: OperationOptions): unknown
  slice?(start: number, stop: number): Operated
}

/** The object with the operations that its description lists. */
export function withOperations<T extends Operated>(object: T, operations: readonly OperationSpec[] = []): T {
  for (const { code, part, ...options } of operations) {
    const owner: Operated = (part && object.slice?.(part[0], part[1])) ?? object
    owner.run_regularly(code, options)
  }
  return object
}
