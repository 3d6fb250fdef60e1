import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Rates } from '../runtime/recording.js'
import { binned, flatSmoothed, gaussianWindow, smoothed } from '../runtime/smoothing.js'
import type { Sink } from '../runtime/streaming.js'
import { equalDimensions, parseQuantity, SECOND, timeText } from '../units/index.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import { isNumberArray } from './matrix.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import type { PopulationRateMonitorSpec } from './spec.js'
import { type Streaming, type StreamTarget, setSink } from './streaming.js'
import { nameIn, type Population, refuseNonPopulation } from './subgroup.js'
import { inUnit } from './values.js'

export interface PopulationRateMonitorOptions {
  readonly name?: string
}

export interface SmoothingOptions {
  /** `'gaussian'`, `'flat'`, or an odd number of weights. */
  readonly window?: 'gaussian' | 'flat' | readonly number[] | Float64Array
  /** A time: the standard deviation of `'gaussian'`, the length of `'flat'`. */
  readonly width?: string
}

/** Records the mean rate of a group's neurons: in every step, the number of spikes divided by N and dt. */
export class PopulationRateMonitor implements ModelObject, Streaming {
  static {
    refuseAssigned(PopulationRateMonitor.prototype, false)
  }

  readonly place = nextPlace()
  readonly defaultName = 'ratemonitor'
  readonly givenName: string | undefined
  /** false: it records nothing from the next run on. */
  active = true
  home: Home | undefined
  /** Where recordings go, if not here: see streamTo(). */
  sink: Sink | undefined
  readonly actions: readonly PlacedAction[] = []

  constructor(
    readonly source: Population,
    options: PopulationRateMonitorOptions = {},
  ) {
    refuseNonPopulation(source, 'the source of PopulationRateMonitor')
    checkOptions(options, ['name'], 'PopulationRateMonitor')
    checkTexts(options, ['name'], 'PopulationRateMonitor')
    this.givenName = options.name
  }

  /** The time of each step in seconds. */
  get t(): Float64Array {
    return this.rates().t
  }

  /** The rate in each step, in Hz. */
  get rate(): Float64Array {
    return this.rates().rate
  }

  /** `get('rate', 'Hz')`, `get('t', 'ms')`: in base SI units, which are Hz and second, where no unit is named. */
  get(variable: string, unit?: string): Float64Array {
    const { t, rate } = this.rates()
    if (variable === 't') return inUnit(t, 'second', unit, 't')
    if (variable === 'rate') return inUnit(rate, 'Hz', unit, 'rate')
    const help = ['it has `t`, `rate`']
    throw new SpikecError([diagnostic('N007', { name: String(variable), owner: this.name }, { help })])
  }

  /**
   * The rate in Hz, one value for each step, smoothed by a window around it:
   * `smoothRate({ window: 'gaussian', width: '5*ms' })`. A Gaussian has `width` as its standard deviation and ends at two of
   * them; a flat window has on each side of its middle as many steps as go into half of `width`. Before the first step and
   * behind the last there are no spikes.
   */
  smoothRate(options: SmoothingOptions = {}): Float64Array {
    const what = 'smoothRate()'
    checkOptions(options, ['window', 'width'], what)
    const { window = 'gaussian', width } = options
    const { rate, dt } = this.rates()
    if (typeof window !== 'string') {
      const problem = windowProblem(window, width)
      if (problem) throw new SpikecError([diagnostic('V008', { what: `\`window\` of ${what}`, problem })])
      return smoothed(rate, window)
    }
    if (window !== 'gaussian' && window !== 'flat') {
      const problem = `it is 'gaussian', 'flat', or a list of weights, and not ${describeValue(window)}`
      throw new SpikecError([diagnostic('V008', { what: `\`window\` of ${what}`, problem })])
    }
    const seconds = timeOf(width, `\`width\` of ${what}`)
    return window === 'flat' ? flatSmoothed(rate, seconds, dt) : smoothed(rate, gaussianWindow(seconds, dt))
  }

  /**
   * The mean rate in bins of a length, a whole number of steps: `t` is where each begins, in seconds. Steps that fill no bin at
   * the end are left out.
   */
  binnedRate(bin: string): { readonly t: Float64Array; readonly rate: Float64Array } {
    const what = 'the length of a bin'
    const { t, rate, dt } = this.rates()
    const steps = timeOf(bin, what) / dt
    const size = Math.round(steps)
    if (size < 1 || Math.abs(steps - size) > 1e-4) {
      const problem = `it must be a whole number of steps of ${timeText(dt)}, and is ${Number(steps.toPrecision(6))} of them`
      throw new SpikecError([diagnostic('V008', { what, problem })])
    }
    const means = binned(rate, size)
    return { t: means.map((_, k) => t[k * size]), rate: means }
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

  toSpec(name: string, nameOf: (object: ModelObject) => string): PopulationRateMonitorSpec {
    return { kind: 'PopulationRateMonitor', name, source: nameIn(nameOf, this.source) }
  }

  private get name(): string {
    return homeOf(this).nameOf(this)
  }

  private rates(): Rates {
    return homeOf(this).simulation().rates(this.name)
  }
}

function windowProblem(window: unknown, width: unknown): string | undefined {
  if (!isNumberArray(window) && !(Array.isArray(window) && window.every((weight) => typeof weight === 'number')))
    return `it is 'gaussian', 'flat', or a list of weights, and not ${describeValue(window)}`
  if (window.length % 2 !== 1) return `it has ${window.length} weights; with an odd number, one stands in the middle`
  return width === undefined ? undefined : 'weights say themselves how wide they are: leave `width` out'
}

/** A positive time in seconds. */
function timeOf(text: unknown, what: string): number {
  const found = typeof text === 'string' ? parseQuantity(text) : undefined
  if (found?.kind === 'quantity' && equalDimensions(found.dimension, SECOND) && found.value > 0) return found.value
  const problem = `it is a time above 0, such as '5*ms', and ${text === undefined ? 'is missing' : `not ${describeValue(text)}`}`
  throw new SpikecError([diagnostic('V008', { what, problem })])
}
