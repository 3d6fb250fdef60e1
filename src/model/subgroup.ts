/** A run of neurons of a group, which stands wherever a group does: as a source, a target, or what is recorded. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import type { Group } from './group.js'
import { type Home, isModelObject, type ModelObject, type PlacedAction } from './object.js'
import { type OperationOptions, operationOf } from './operations.js'
import { placedSets, setNow } from './sets.js'
import type { SetOptions, ValueInput, Values } from './values.js'

/** Made by `P.slice(start, stop)`. Its neurons are counted from 0; strings see `i` and `N` so. */
export class Subgroup {
  static {
    refuseAssigned(Subgroup.prototype)
  }

  /** How many neurons it has. */
  readonly N: number

  constructor(
    readonly whole: Group,
    readonly start: number,
    readonly stop: number,
  ) {
    this.N = stop - start
  }

  get home(): Home | undefined {
    return this.whole.home
  }

  /** A part of it, counted from its own start. */
  slice(start?: number, stop?: number): Subgroup {
    const [from, to] = bounds(start, stop, this.N)
    return new Subgroup(this.whole, this.start + from, this.start + to)
  }

  /** As `set()` of the whole group, for these neurons alone. */
  set(values: Values, options?: SetOptions): this
  set(variable: string, value: ValueInput, options?: SetOptions): this
  set(first: Values | string, second?: ValueInput | SetOptions, third?: SetOptions): this {
    this.home?.refuseWhileRunning('set()')
    if (!('set' in this.whole)) throw withoutVariables('set()')
    const part = this.label('')
    const placed = placedSets(first, second, third).map((one): PlacedAction => ({ ...one, part }))
    if (!setNow(this.whole, placed)) this.whole.actions.push(...placed)
    return this
  }

  /** As `run_regularly()` of the whole group, for these neurons alone. */
  run_regularly(code: string, options: OperationOptions = {}): this {
    if (!('operations' in this.whole)) throw withoutVariables('run_regularly()')
    this.whole.operations.push({ ...operationOf(code, options, this.home), part: [this.start, this.stop] })
    return this
  }

  /** A variable's or subexpression's value for each of its neurons, in base SI units or in the unit named. */
  get(variable: string, unit?: string): Float64Array {
    if (!('get' in this.whole)) throw withoutVariables('get()')
    const values = this.whole.get(variable, unit)
    return values.length === this.whole.N ? values.slice(this.start, this.stop) : values
  }

  /** What it is called, given the group's name. */
  label(whole: string): string {
    return `${whole}[${this.start}:${this.stop}]`
  }
}

function withoutVariables(what: string): SpikecError {
  const problem = 'the group has no variables: its spikes are data'
  return new SpikecError([diagnostic('V008', { what, problem })])
}

/** What is recorded, or stands before or after synapses. */
export type Population = Group | Subgroup

export function isPopulation(value: unknown): value is Population {
  return value instanceof Subgroup || isModelObject(value)
}

/** What stands between or records groups is handed them as objects, not as names. */
export function refuseNonPopulation(value: unknown, what: string): void {
  if (isPopulation(value)) return
  const problem = `it must be a group, an object made by new NeuronGroup(…), and is ${describeValue(value)}`
  throw new SpikecError([diagnostic('V008', { what, problem })])
}

/** The bounds of a slice, as JavaScript's `slice()` has them: negative ones count from the end, too large ones stop there. */
export function bounds(start: unknown = 0, stop: unknown = undefined, size: number): readonly [number, number] {
  const given = stop === undefined ? [start] : [start, stop]
  const wrong = given.find((bound) => !Number.isInteger(bound))
  if (wrong !== undefined) {
    const problem = `it takes the numbers of neurons, from the first to before the last, and is given ${describeValue(wrong)}`
    throw new SpikecError([diagnostic('V008', { what: 'slice()', problem })])
  }
  const clamped = (bound: number) => Math.min(size, Math.max(0, bound < 0 ? size + bound : bound))
  const [from, to] = [clamped(start as number), clamped((stop as number | undefined) ?? size)]
  if (from >= to) {
    const part = `[${start}:${stop ?? ''}]`
    throw new SpikecError([diagnostic('I007', { part, owner: 'the group', size })])
  }
  return [from, to]
}

/** An object of the network, or a part of one, by the name that its spec has. */
export function nameIn(nameOf: (object: ModelObject) => string, object: Population | ModelObject): string {
  return object instanceof Subgroup ? object.label(nameOf(object.whole)) : nameOf(object)
}
