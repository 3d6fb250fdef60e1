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
  /**
   * Takes objects in, once each; they know their network as `home` from then on. `built`: those that are there keep their
   * names, also where an object that was made before them comes.
   */
  readonly add: (objects: readonly NetworkObject[], home: Home, built: boolean) => void
  /** Takes out objects that no other one needs. `homeOf`: what is left of one, by which it is read; it does not come back. */
  readonly remove: (
    objects: readonly NetworkObject[],
    homeOf: (object: NetworkObject, name: string) => Home | undefined,
  ) => void
  readonly nameOf: (object: ModelObject) => string
  /** Each object's name, and is it active? */
  readonly activity: () => readonly (readonly [string, boolean])[]
  /** What network operations call, by their names. */
  readonly operations: () => ReadonlyMap<string, (time: number) => unknown>
  /** The calls of connect() and set() in the order of the program, without those that were forgotten. */
  readonly actions: () => readonly PlacedAction[]
  /** Forgets actions, by their places: what was refused is not tried again. */
  readonly forget: (places: readonly number[]) => void
}

export function createRoster(): Roster {
  const objects: NetworkObject[] = []
  let names: ReadonlyMap<ModelObject, string> = new Map()
  const refused = new Set<number>()
  const removed = new WeakSet<NetworkObject>()
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
    add(more, home, built) {
      for (const object of more) {
        if (!isNetworkObject(object)) {
          const problem = `it takes groups, synapses, monitors and network operations, and is given ${describeValue(object)}`
          throw new SpikecError([diagnostic('V008', { what: 'add()', problem })])
        }
        if (objects.includes(object)) continue
        if (removed.has(object)) throw removedOf(nameOf(object), "it can't come back")
        objects.push(object)
        object.home = home
      }
      objects.sort((a, b) => a.place - b.place)
      names = namesOf(objects, built ? names : new Map())
    },
    remove(fewer, homeOf) {
      for (const object of fewer) {
        if (objects.includes(object)) continue
        const problem = `it takes objects of the network, and ${isNetworkObject(object) ? nameOf(object) : describeValue(object)} is none`
        throw new SpikecError([diagnostic('V008', { what: 'remove()', problem })])
      }
      const rest = objects.filter((object) => !fewer.includes(object))
      for (const object of fewer) {
        const users = rest.filter((user) => uses(user, object, nameOf)).map(nameOf)
        if (users.length > 0)
          throw new SpikecError([diagnostic('V047', { name: nameOf(object), users: users.join(', ') })])
      }
      for (const object of fewer) {
        object.home = homeOf(object, nameOf(object))
        if (object.home) removed.add(object)
      }
      objects.splice(0, objects.length, ...rest)
    },
    nameOf,
    activity: () => objects.map((object) => [nameOf(object), activeOf(object, nameOf(object))]),
    operations: () =>
      new Map(objects.flatMap((o) => (o instanceof NetworkOperation ? [[nameOf(o), o.operation] as const] : []))),
    actions,
    forget(places) {
      for (const place of places) refused.add(place)
    },
  }
}

/** It is assigned, so that no type may have been checked. */
function activeOf({ active }: { readonly active: unknown }, name: string): boolean {
  if (typeof active === 'boolean') return active
  const problem = `it is true or false, and not ${describeValue(active)}`
  throw new SpikecError([diagnostic('V008', { what: `\`active\` of ${name}`, problem })])
}

export function removedOf(name: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V046', { name, problem })])
}

/** Is the one named in what the other is made of? */
function uses(user: NetworkObject, used: ModelObject, nameOf: Roster['nameOf']): boolean {
  let found = false
  user.toSpec(nameOf(user), (object) => {
    if (object === used) found = true
    return nameOf(object)
  })
  return found
}

/** Names of their own first; the others are numbered in the order of making. */
function namesOf(
  objects: readonly NetworkObject[],
  known: ReadonlyMap<ModelObject, string>,
): ReadonlyMap<ModelObject, string> {
  const taken = new Set(objects.flatMap((object) => known.get(object) ?? object.givenName ?? []))
  const names = new Map<ModelObject, string>()
  for (const object of objects) {
    let name = known.get(object) ?? object.givenName ?? object.defaultName
    if (!known.has(object) && object.givenName === undefined) {
      for (let k = 1; taken.has(name); k++) name = `${object.defaultName}_${k}`
      taken.add(name)
    }
    names.set(object, name)
  }
  return names
}
