/** The objects of a network: their order, their names, and what they were told to do. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { NetworkOperation } from './network-operation.js'
import { NeuronGroup } from './neuron-group.js'
import type { Home, ModelObject, PlacedAction } from './object.js'
import { PoissonInput } from './poisson-input.js'
import { PopulationRateMonitor } from './population-rate-monitor.js'
import { SpikeGeneratorGroup } from './spike-generator-group.js'
import { SpikeMonitor } from './spike-monitor.js'
import { StateMonitor } from './state-monitor.js'
import { Synapses } from './synapses.js'

export type NetworkObject =
  | NeuronGroup
  | SpikeGeneratorGroup
  | PoissonInput
  | Synapses
  | SpikeMonitor
  | StateMonitor
  | PopulationRateMonitor
  | NetworkOperation

export function isNetworkObject(part: unknown): part is NetworkObject {
  return (
    part instanceof NeuronGroup ||
    part instanceof PoissonInput ||
    part instanceof SpikeGeneratorGroup ||
    part instanceof Synapses ||
    part instanceof SpikeMonitor ||
    part instanceof StateMonitor ||
    part instanceof PopulationRateMonitor ||
    part instanceof NetworkOperation
  )
}

export interface Roster {
  /** In the order of making. */
  readonly objects: readonly NetworkObject[]
  /** Takes objects in, once each; they know their network as `home` from then on. */
  readonly add: (objects: readonly NetworkObject[], home: Home) => void
  readonly nameOf: (object: ModelObject) => string
  /** Each object's name, and is it active? */
  readonly activity: () => readonly (readonly [string, boolean])[]
  /** What network operations call, by their names. */
  readonly operations: () => ReadonlyMap<string, (time: number) => unknown>
  /** The calls of connect() and set() in the order of the program, without those that were forgotten. */
  readonly actions: () => readonly PlacedAction[]
  /** Forgets the actions from number `done` on: what was refused is not tried again. */
  readonly forgetActions: (done: number) => void
}

export function createRoster(): Roster {
  const objects: NetworkObject[] = []
  let names: ReadonlyMap<ModelObject, string> = new Map()
  const refused = new Set<number>()
  const nameOf = (object: ModelObject) => names.get(object) ?? object.givenName ?? object.defaultName
  const actions = () =>
    objects
      .flatMap((object) =>
        object.actions.map(({ place, action, part = '' }) => ({
          place,
          action: { ...action, target: `${nameOf(object)}${part}` },
        })),
      )
      .filter(({ place }) => !refused.has(place))
      .sort((a, b) => a.place - b.place)
  return {
    objects,
    add(more, home) {
      for (const object of more) {
        if (!isNetworkObject(object)) {
          const problem = `it takes groups, synapses, monitors and network operations, and is given ${describeValue(object)}`
          throw new SpikecError([diagnostic('V008', { what: 'add()', problem })])
        }
        if (objects.includes(object)) continue
        objects.push(object)
        object.home = home
      }
      objects.sort((a, b) => a.place - b.place)
      names = namesOf(objects)
    },
    nameOf,
    activity: () => objects.map((object) => [nameOf(object), activeOf(object, nameOf(object))]),
    operations: () =>
      new Map(objects.flatMap((o) => (o instanceof NetworkOperation ? [[nameOf(o), o.operation] as const] : []))),
    actions,
    forgetActions(done) {
      for (const { place } of actions().slice(done)) refused.add(place)
    },
  }
}

/** It is assigned, so that no type may have been checked. */
function activeOf({ active }: { readonly active: unknown }, name: string): boolean {
  if (typeof active === 'boolean') return active
  const problem = `it is true or false, and not ${describeValue(active)}`
  throw new SpikecError([diagnostic('V008', { what: `\`active\` of ${name}`, problem })])
}

/** Names of their own first; the others are numbered in the order of making. */
function namesOf(objects: readonly NetworkObject[]): ReadonlyMap<ModelObject, string> {
  const taken = new Set(objects.flatMap((object) => object.givenName ?? []))
  const names = new Map<ModelObject, string>()
  for (const object of objects) {
    let name = object.givenName ?? object.defaultName
    if (object.givenName === undefined) {
      for (let k = 1; taken.has(name); k++) name = `${object.defaultName}_${k}`
      taken.add(name)
    }
    names.set(object, name)
  }
  return names
}
