/** A function of the user's own that a network calls while it runs. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type Home, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import type { NetworkOperationSpec, Slot } from './spec.js'

export interface NetworkOperationOptions {
  readonly name?: string
  /** How often it is called; in every step of the network's clock where absent. */
  readonly dt?: string
  /** The slot of the schedule in which it is called; `'start'` where absent. */
  readonly when?: Slot
  readonly order?: number
}

/** Is called with the time in seconds at which the step begins. */
export type OperationFunction = (t: number) => void

/**
 * A function that is called within the steps of a run, at its place in the schedule: `new NetworkOperation((t) => {…})`. It
 * reads and writes variables by `get()`, `set()` and `view()` of groups and synapses, and ends the run by `stop()` of the
 * network. What it throws ends the run and reaches who called `run()`.
 */
export class NetworkOperation implements ModelObject {
  readonly place = nextPlace()
  readonly defaultName = 'networkoperation'
  readonly givenName: string | undefined
  /** false: it is not called from the next run on. */
  active = true
  home: Home | undefined
  readonly actions: readonly PlacedAction[] = []

  constructor(
    readonly operation: OperationFunction,
    private readonly options: NetworkOperationOptions = {},
  ) {
    const what = 'NetworkOperation'
    if (typeof operation !== 'function') {
      const problem = `it takes a function of the time, (t) => {…}, and is given ${describeValue(operation)}`
      throw new SpikecError([diagnostic('V008', { what, problem })])
    }
    checkOptions(options, ['name', 'dt', 'when', 'order'], what)
    checkTexts(options, ['name', 'dt', 'when'], what)
    if (options.order !== undefined && !Number.isInteger(options.order))
      throw new SpikecError([diagnostic('V008', { what: `\`order\` of ${what}`, problem: 'it is a whole number' })])
    this.givenName = options.name
  }

  toSpec(name: string): NetworkOperationSpec {
    const { dt, when, order } = this.options
    return {
      kind: 'NetworkOperation',
      name,
      ...(dt !== undefined && { dt }),
      ...(when !== undefined && { when }),
      ...(order !== undefined && { order }),
    }
  }
}

/** The same as a function: `const op = networkOperation((t) => {…}, { dt: '1*ms' })`. */
export function networkOperation(
  operation: OperationFunction,
  options: NetworkOperationOptions = {},
): NetworkOperation {
  return new NetworkOperation(operation, options)
}
