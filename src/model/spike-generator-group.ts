import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import { asMatrix, isMatrix, isNumberArray, type Vector } from './matrix.js'
import { type Home, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkOrder, checkTexts } from './options.js'
import type { Matrix, SetSpikesAction, Slot, SpikeGeneratorSpec, SpikesSpec } from './spec.js'
import { bounds, Subgroup } from './subgroup.js'

/** Times with a unit, `matrix([1, 2.5], 'ms')`, or a list of quantities, `['1*ms', '2.5*ms']`. */
export type SpikeTimes = Matrix | readonly string[] | Vector

export interface SpikesOptions {
  /** The spikes come again after this time, a whole number of steps, over and over. */
  readonly period?: string
  /** true: they stand in the order of their times already, which is then required of them. */
  readonly sorted?: boolean
}

export interface SpikeGeneratorGroupOptions extends SpikesOptions {
  readonly name?: string
  /** The step of the group's own clock, `'0.05*ms'`; the network's where absent. */
  readonly dt?: string
  /** The slot of the schedule in which it spikes: `'thresholds'` where absent. */
  readonly when?: Slot
  readonly order?: number
}

/** A group of N neurons that spike when they are told to: a source of Synapses, and of a SpikeMonitor, like any group. */
export class SpikeGeneratorGroup implements ModelObject {
  static {
    refuseAssigned(SpikeGeneratorGroup.prototype)
  }

  readonly place = nextPlace()
  readonly defaultName = 'spikegeneratorgroup'
  readonly givenName: string | undefined
  /** false: from the next run on it does not spike; what comes meanwhile is left out. */
  active = true
  home: Home | undefined
  readonly actions: PlacedAction[] = []
  private readonly spikes: SpikesSpec

  /**
   * @param N how many neurons
   * @param indices the neuron of each spike
   * @param times the time of each spike, in any order: in the step that begins at it, or before it, the neuron spikes
   */
  constructor(
    readonly N: number,
    indices: ArrayLike<number>,
    times: SpikeTimes,
    private readonly options: SpikeGeneratorGroupOptions = {},
  ) {
    const owner = 'SpikeGeneratorGroup'
    checkOptions(options, ['name', 'period', 'sorted', 'dt', 'when', 'order'], owner)
    checkTexts(options, ['name', 'period', 'dt', 'when'], owner)
    this.spikes = spikesOf(indices, times, options, owner)
    checkOrder(options, owner)
    this.givenName = options.name
  }

  /**
   * Other spikes from now on, as many as are wanted: between runs, or before the first. Those that were given before are
   * forgotten, their period too. Spikes at times that have gone by are left out, with a warning.
   */
  set_spikes(indices: ArrayLike<number>, times: SpikeTimes, options: SpikesOptions = {}): this {
    this.home?.refuseWhileRunning('set_spikes()')
    checkOptions(options, ['period', 'sorted'], 'set_spikes()')
    checkTexts(options, ['period'], 'set_spikes()')
    const action: SetSpikesAction = {
      kind: 'set_spikes',
      target: '',
      ...spikesOf(indices, times, options, 'set_spikes()'),
    }
    this.actions.push({ place: nextPlace(), action })
    return this
  }

  /** The neurons from `start` to before `stop`, as JavaScript's arrays are sliced: they stand wherever a group does. */
  slice(start?: number, stop?: number): Subgroup {
    return new Subgroup(this, ...bounds(start, stop, this.N))
  }

  toSpec(name: string): SpikeGeneratorSpec {
    const { dt, when, order } = this.options
    return {
      kind: 'SpikeGeneratorGroup',
      name,
      N: this.N,
      ...this.spikes,
      ...(dt !== undefined && { dt }),
      ...(when !== undefined && { when }),
      ...(order !== undefined && { order }),
    }
  }
}

function spikesOf(indices: unknown, times: unknown, { period, sorted }: SpikesOptions, owner: string): SpikesSpec {
  const refuse = (what: string, problem: string) =>
    new SpikecError([diagnostic('V008', { what: `${what} of ${owner}`, problem })])
  if (!isList(indices))
    throw refuse('the indices', `they are a list with the neuron of each spike, and this is ${describeValue(indices)}`)
  if (sorted !== undefined && typeof sorted !== 'boolean')
    throw refuse('`sorted`', `it is true or false, and this is ${describeValue(sorted)}`)
  return {
    indices,
    times: timesOf(times, refuse),
    ...(period !== undefined && { period }),
    ...(sorted !== undefined && { sorted }),
  }
}

function timesOf(times: unknown, refuse: (what: string, problem: string) => SpikecError): SpikesSpec['times'] {
  if (isMatrix(times)) return times
  const isTexts = Array.isArray(times) && times.length > 0 && times.every((time) => typeof time === 'string')
  if (isTexts) return times
  const isMixed = Array.isArray(times) && times.some((time) => typeof time !== 'number')
  if (isList(times) && !isMixed) return asMatrix(times as Vector)
  const wanted = "they are given with a unit, matrix([1, 2.5], 'ms'), or as a list, ['1*ms', '2.5*ms']"
  throw refuse('the times', `${wanted}, and this is ${isMixed ? 'a list of something else' : describeValue(times)}`)
}

function isList(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || isNumberArray(value)
}
