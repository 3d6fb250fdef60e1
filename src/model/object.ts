/** What the objects of a model have in common: a name, a place in the order of making, and a network once they are in one. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Simulation } from '../runtime/simulation.js'
import type { VariableView } from '../runtime/view.js'
import { noteSite } from './sites.js'
import type { Action, ObjectSpec, SetAction } from './spec.js'

let made = 0
/** Objects act in the order in which they were made, and so do calls of connect() and set(). */
export function nextPlace(): number {
  noteSite(made)
  return made++
}

/** The network, as far as its objects need it. */
export interface Home {
  readonly nameOf: (object: ModelObject) => string
  /** The simulation, built if it is not there yet, with everything that was asked for so far carried out. */
  readonly simulation: () => Simulation
  /** A subexpression's values as it is now, in base SI units, and its unit; undefined if the object has none of the name. */
  readonly computed: (
    object: string,
    name: string,
  ) => { readonly values: Float64Array; readonly unit: string } | undefined
  /** For each synapse of the object, as it is now, whether a condition holds: 1 or 0. */
  readonly chosen: (object: string, where: string) => Float64Array
  /** Carries out calls of set() of an object now, if a network operation makes them; false if they have to wait. */
  readonly setNow: (actions: readonly SetAction[]) => boolean
  readonly view: (object: string, variable: string) => VariableView
  /** Throws while a run is under way: code that it lets through may read, and change nothing. */
  readonly refuseWhileRunning: (what: string) => void
}

export interface PlacedAction {
  readonly place: number
  readonly action: Action
  /** `[4:6]`, where it is for a part of the object. */
  readonly part?: string
}

export interface ModelObject {
  readonly place: number
  readonly givenName: string | undefined
  /** What an object without a name of its own is called, with a number if there are several. */
  readonly defaultName: string
  /** false: it stands still from the next run on, as it is. */
  active: boolean
  home: Home | undefined
  readonly actions: readonly PlacedAction[]
  readonly toSpec: (name: string, nameOf: (object: ModelObject) => string) => ObjectSpec
}

export function isModelObject(value: unknown): value is ModelObject {
  return typeof value === 'object' && value !== null && 'toSpec' in value && 'place' in value
}

export function homeOf(object: ModelObject): Home {
  if (object.home) return object.home
  const what = object.givenName ?? object.defaultName
  const problem = 'it is not in a network yet: hand it to `new Network(…)`, and read it then'
  throw new SpikecError([diagnostic('V008', { what: `\`${what}\``, problem })])
}
