import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import { checkRecord, type RecordInput, recordSpec, refuseNonNames } from './recorded.js'
import type { Slot, StateMonitorSpec } from './spec.js'
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
export class StateMonitor implements ModelObject {
  readonly place = nextPlace()
  readonly defaultName = 'statemonitor'
  readonly givenName: string | undefined
  /** false: it records nothing from the next run on. */
  active = true
  home: Home | undefined
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

  /** One trace for each recorded neuron or synapse, in base SI units or in the unit named. */
  get(variable: string, unit?: string): readonly Float64Array[] {
    const home = homeOf(this)
    const name = home.nameOf(this)
    const simulation = home.simulation()
    const own = simulation.description.monitors.find((m) => m.name === name)?.variables.find((v) => v.name === variable)
    return simulation.traces(name, variable).map((trace) => inUnit(trace, own?.unit ?? '1', unit, variable))
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
