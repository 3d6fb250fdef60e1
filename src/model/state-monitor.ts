import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Sink } from '../runtime/streaming.js'
import { refuseAssigned } from './assigned.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import { checkRecord, type RecordInput, recordSpec, refuseNonNames } from './recorded.js'
import type { Slot, StateMonitorSpec } from './spec.js'
import { type Streaming, type StreamTarget, setSink } from './streaming.js'
import { nameIn, type Population, refuseNonPopulation } from './subgroup.js'
import { Synapses } from './synapses.js'
import { inUnit } from './values.js'

export interface StateMonitorOptions {
  readonly name?: string
  /**
   * true for every neuron or synapse, or the numbers of those to record; of synapses also `{ i: 0, j: [1, 2] }`, those from
   * neuron 0 to the neurons 1 and 2. A trace for each, in the order in which they are named.
   */
  readonly record: RecordInput
  /** Between two samples; every step of the source where absent. */
  readonly dt?: string
  /** The slot of the schedule in which values are sampled: `'start'`, before anything of the step has happened. */
  readonly when?: Slot
  readonly order?: number
}

/** Records variables of some neurons or synapses over time. */
export class StateMonitor implements ModelObject, Streaming {
  static {
    refuseAssigned(StateMonitor.prototype, false)
  }

  readonly place = nextPlace()
  readonly defaultName = 'statemonitor'
  readonly givenName: string | undefined
  /** false: it records nothing from the next run on. */
  active = true
  home: Home | undefined
  /** Where recordings go, if not here: see streamTo(). */
  sink: Sink | undefined
  readonly actions: readonly PlacedAction[] = []
  private readonly variables: readonly string[]

  constructor(
    readonly source: Population | Synapses,
    variables: string | readonly string[],
    private readonly options: StateMonitorOptions = {} as StateMonitorOptions,
  ) {
    refuseNonPopulation(source, 'the source of StateMonitor')
    refuseNonNames(variables, 'StateMonitor')
    checkOptions(options, ['name', 'record', 'dt', 'when', 'order'], 'StateMonitor')
    checkTexts(options, ['name', 'dt', 'when'], 'StateMonitor')
    checkRecord(options.record, source instanceof Synapses)
    this.givenName = options.name
    this.variables = typeof variables === 'string' ? [variables] : variables
  }

  /** The times of the samples, in seconds. */
  get t(): Float64Array {
    const home = homeOf(this)
    return home.simulation().sampleTimes(home.nameOf(this))
  }

  /** The number of the neuron or synapse that each trace is of. */
  get recorded(): readonly number[] {
    const home = homeOf(this)
    return Array.from(home.simulation().recorded(home.nameOf(this)))
  }

  /** One trace for each recorded neuron or synapse, in base SI units or in the unit named; of `t`, the times of the samples. */
  get(variable: 't', unit?: string): Float64Array
  get(variable: string, unit?: string): readonly Float64Array[]
  get(variable: string, unit?: string): Float64Array | readonly Float64Array[] {
    if (variable === 't') return inUnit(this.t, 'second', unit, 't')
    const home = homeOf(this)
    const name = home.nameOf(this)
    const simulation = home.simulation()
    const own = simulation.description.monitors.find((m) => m.name === name)?.variables.find((v) => v.name === variable)
    return simulation.traces(name, variable).map((trace) => inUnit(trace, own?.unit ?? '1', unit, variable))
  }

  /** The trace of one neuron or synapse, by its number, in base SI units or in the unit named. */
  trace(variable: string, number: number, unit?: string): Float64Array {
    const position = this.recorded.indexOf(number)
    if (position >= 0) return this.get(variable, unit)[position]
    const problem = `${String(number)} is not among what it records`
    throw new SpikecError([diagnostic('V008', { what: `the trace of \`${variable}\``, problem })])
  }

  /** Samples once more, as everything is now: at the end of a run, whose last sample is of the beginning of its last step. */
  recordSingleTimestep(): this {
    const home = homeOf(this)
    home.refuseWhileRunning('recordSingleTimestep()')
    home.simulation().recordOnce(home.nameOf(this))
    return this
  }

  /**
   * What is recorded from the first run on goes to a function or to a file as it comes, and nothing of it is kept in memory.
   * A function is handed typed arrays, some milliseconds of the run at a time, and may return a promise. A `.npy` file is one
   * array of records, which NumPy opens at any time; a `.csv` file has a line a record. Values are in base SI units.
   *
   * @throws SpikecError if something has been recorded already
   */
  streamTo(target: StreamTarget): this {
    setSink(this, target)
    return this
  }

  toSpec(name: string, nameOf: (object: ModelObject) => string): StateMonitorSpec {
    const { record, dt, when, order } = this.options
    return {
      kind: 'StateMonitor',
      name,
      source: nameIn(nameOf, this.source),
      variables: this.variables,
      record: recordSpec(record),
      ...(dt !== undefined && { dt }),
      ...(when !== undefined && { when }),
      ...(order !== undefined && { order }),
    }
  }
}
