import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Spikes } from '../runtime/recording.js'
import type { Sink } from '../runtime/streaming.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import { refuseNonNames } from './recorded.js'
import type { EventMonitorSpec, SpikeMonitorSpec } from './spec.js'
import { type Streaming, type StreamTarget, setSink } from './streaming.js'
import { nameIn, type Population, refuseNonPopulation } from './subgroup.js'
import { inUnit } from './values.js'

export interface SpikeMonitorOptions {
  readonly name?: string
  /** Variables to sample at each spike, before the reset. */
  readonly variables?: string | readonly string[]
  /** false: count the spikes of each neuron and keep nothing else. */
  readonly record?: boolean
}

/** Records which neuron of a group spikes when. */
export class SpikeMonitor implements ModelObject, Streaming {
  static {
    refuseAssigned(SpikeMonitor.prototype, false)
  }

  readonly place = nextPlace()
  readonly defaultName: string = 'spikemonitor'
  readonly givenName: string | undefined
  /** false: it records nothing from the next run on. */
  active = true
  home: Home | undefined
  /** Where recordings go, if not here: see streamTo(). */
  sink: Sink | undefined
  readonly actions: readonly PlacedAction[] = []

  constructor(
    readonly source: Population,
    private readonly options: SpikeMonitorOptions = {},
  ) {
    refuseNonPopulation(source, 'the source of SpikeMonitor')
    checkOptions(options, ['name', 'variables', 'record'], 'SpikeMonitor')
    checkTexts(options, ['name'], 'SpikeMonitor')
    checkRecording(options.record)
    if (options.variables !== undefined) refuseNonNames(options.variables, 'SpikeMonitor')
    this.givenName = options.name
  }

  /**
   * The neuron of each spike, in the order of time, and of neurons within a step.
   *
   * @throws SpikecError with `record: false`
   */
  get i(): Int32Array {
    return this.spikes().i
  }

  /**
   * The time of each spike in seconds: the beginning of the step in which the threshold was crossed.
   *
   * @throws SpikecError with `record: false`
   */
  get t(): Float64Array {
    return this.spikes().t
  }

  /** How often each neuron has spiked. */
  get count(): Int32Array {
    return this.read((simulation, name) => simulation.counts(name))
  }

  /** How many spikes there were. */
  get numSpikes(): number {
    return this.count.reduce((sum, n) => sum + n, 0)
  }

  /** Both, for a picture: `const { i, t } = spikes.it`. */
  get it(): Spikes {
    return this.spikes()
  }

  /** The times of the spikes of each neuron, in seconds or in the unit named. Neurons that never spiked have an empty train. */
  spikeTrains(unit?: string): readonly Float64Array[] {
    return this.values('t', unit)
  }

  /** What `get()` gives, by neuron: a list of the values at its spikes for each. */
  values(variable: string, unit?: string): readonly Float64Array[] {
    const all = this.get(variable, unit)
    const { i, count } = this
    const values = Array.from(count, (n) => new Float64Array(n))
    const next = new Uint32Array(count.length)
    for (let k = 0; k < i.length; k++) values[i[k]][next[i[k]]++] = all[k]
    return values
  }

  /** `values()` of the times and of each variable, in base SI units: `allValues().v[3]` belongs to neuron 3. */
  allValues(): Readonly<Record<string, readonly Float64Array[]>> {
    const { variables = [] } = this.options
    const names = ['t', ...(typeof variables === 'string' ? [variables] : variables)]
    return Object.fromEntries(names.map((name) => [name, this.values(name)]))
  }

  /** A variable's values at the spikes, in base SI units or in the unit named; `t` is their times, `i` their neurons. */
  get(variable: string, unit?: string): Float64Array {
    return this.read((simulation, name) => {
      if (variable === 't') return inUnit(this.spikes().t, 'second', unit, 't')
      if (variable === 'i') return inUnit(Float64Array.from(this.spikes().i), '1', unit, 'i')
      const own = simulation.description.monitors
        .find((m) => m.name === name)
        ?.variables.find((v) => v.name === variable)
      return inUnit(simulation.atSpikes(name, variable), own?.unit ?? '1', unit, variable)
    })
  }

  /**
   * What is recorded from the first run on goes to a function or to a file as it comes, and nothing of it is kept in memory.
   * A function is handed typed arrays, some milliseconds of the run at a time, and may return a promise. A `.npy` file is one
   * array of records, which NumPy opens at any time; a `.csv` file has a line a record. Values are in base SI units.
   *
   * @throws SpikecError if something has been recorded already
   */
  streamTo(target: StreamTarget): this {
    if (this.options.record === false)
      throw new SpikecError([diagnostic('V060', { name: this.givenName ?? this.defaultName })])
    setSink(this, target)
    return this
  }

  toSpec(name: string, nameOf: (object: ModelObject) => string): SpikeMonitorSpec | EventMonitorSpec {
    const { variables, record } = this.options
    return {
      kind: 'SpikeMonitor',
      name,
      source: nameIn(nameOf, this.source),
      ...(variables !== undefined && { variables: typeof variables === 'string' ? [variables] : variables }),
      ...(record !== undefined && { record }),
    }
  }

  /** @throws SpikecError if they are only counted */
  private spikes(): Spikes {
    return this.read((simulation, name) => {
      if (this.options.record !== false) return simulation.spikes(name)
      throw new SpikecError([diagnostic('V060', { name })])
    })
  }

  private read<T>(value: (simulation: ReturnType<Home['simulation']>, name: string) => T): T {
    const home = homeOf(this)
    return value(home.simulation(), home.nameOf(this))
  }
}

function checkRecording(record: unknown): void {
  if (record === undefined || typeof record === 'boolean') return
  const problem = `it is true or false, and not ${describeValue(record)}: for some neurons, record a slice of the group`
  throw new SpikecError([diagnostic('V008', { what: '`record` of SpikeMonitor', problem })])
}
