/** A network's simulation: built from its model, told what was set since, built anew where objects have come or gone. */

import { nameOfDelay, pathwayOfDelay } from '../2-resolve/delays.js'
import { dataReader, loadModel, loadSetup } from '../8-bundle/in-process.js'
import { type Compiled, type CompileOptions, compile, compileAsked, compileChoice, compileLate } from '../compile.js'
import { type Diagnostic, diagnostic, renderAll, SpikecError } from '../diagnostics/index.js'
import type { Asked } from '../runtime/asked.js'
import type { StoredState } from '../runtime/node/state-file.js'
import type { Override } from '../runtime/parameters.js'
import { createSimulation, type Simulation } from '../runtime/simulation.js'
import type { Snapshot } from '../runtime/snapshot.js'
import type { Backend } from '../runtime/wasm.js'
import { createLateCache, type LateCache } from './late.js'
import type { Home, ModelObject, PlacedAction } from './object.js'
import { removedOf } from './roster.js'
import type { ModelSpec } from './spec.js'

export interface Built {
  readonly compiled: Compiled
  readonly simulation: Simulation
  readonly objects: ReadonlySet<ModelObject>
  /** The actions, by their places, that it was compiled with, and those that have been carried out. */
  readonly compiledWith: ReadonlySet<number>
  readonly settled: Set<number>
  /** Subexpressions that were asked for, each compiled once. */
  readonly asked: Map<string, { readonly what: Asked; readonly unit: string } | undefined>
  /** The calls of set() that were compiled within a run, which are likely to come again. */
  readonly late: LateCache
  /** Warnings that were told. */
  readonly told: Set<string>
}

/** What a network is built from. */
export interface BuildRequest {
  readonly objects: readonly ModelObject[]
  readonly nameOf: (object: ModelObject) => string
  readonly spec: ModelSpec
  /** Those that were carried out first. */
  readonly actions: readonly PlacedAction[]
  readonly compiling: CompileOptions
  readonly parameters: Readonly<Record<string, Override>>
  readonly operations: ReadonlyMap<string, (time: number) => unknown>
  readonly backend: Backend | undefined
  readonly seed: number | undefined
}

export function build(request: BuildRequest): Built {
  const { spec, actions, compiling, parameters, operations, backend, seed } = request
  const compiled = compile(spec, compiling)
  const told = new Set<string>()
  warn(compiled.warnings, told)
  const simulation = createSimulation(loadModel(compiled), {
    parameters,
    operations,
    ...(backend !== undefined && { backend }),
    ...(seed !== undefined && { seed }),
  })
  return builtOf(compiled, simulation, request, actions, actions, told)
}

function builtOf(
  compiled: Compiled,
  simulation: Simulation,
  { objects }: BuildRequest,
  compiledWith: readonly PlacedAction[],
  settled: readonly PlacedAction[],
  told: Set<string>,
): Built {
  const placesOf = (actions: readonly PlacedAction[]) => new Set(actions.map(({ place }) => place))
  return {
    compiled,
    simulation,
    objects: new Set(objects),
    compiledWith: placesOf(compiledWith),
    settled: placesOf(settled),
    asked: new Map(),
    late: createLateCache(),
    told,
  }
}

/**
 * With the state of the objects that stay. They are compiled with what they were compiled with before, so that their
 * variables are kept as they were, and only the new ones are set up.
 */
export function rebuild(old: Built, request: BuildRequest): Built {
  const { spec, actions, compiling, operations, nameOf } = request
  const stay = request.objects.filter((object) => old.objects.has(object))
  const kept = new Set(stay.map(nameOf))
  const isNew = ({ action }: PlacedAction) => !kept.has(action.target.replace(/\[.*/, ''))
  const used = actions
    .filter((one) => isNew(one) || isShape(one.action) || old.compiledWith.has(one.place))
    .sort((a, b) => a.place - b.place)
  const compiled = compile({ ...spec, actions: used.map(({ action }) => action) }, compiling)
  warn(compiled.warnings, old.told)
  const { description, backend, seed } = old.simulation
  const simulation = createSimulation(loadModel(compiled), {
    parameters: stillThere(request.parameters, compiled),
    operations,
    backend,
    seed,
    resumed: { snapshot: old.simulation.store(), description, kept },
  })
  const settled = actions.filter((action) => isNew(action) || old.settled.has(action.place))
  return builtOf(compiled, simulation, request, used, settled, old.told)
}

/** A state of the network from before it was built anew for delays that are set, as one that it can be put into. */
export function translated({ compiled, simulation }: Built, { snapshot, description }: StoredState): Snapshot {
  const { groups, synapses, monitors } = description
  const kept = new Set([...groups, ...synapses, ...monitors].map(({ name }) => name))
  const { seed } = snapshot
  const resumed = { snapshot, description, kept }
  return createSimulation(loadModel(compiled), { backend: simulation.backend, seed, resumed }).store()
}

/** Does what is to be done ask for delays that the model was compiled without? Kernels of another kind deliver them. */
export function asksForDelays({ compiled, settled }: Built, actions: readonly PlacedAction[]): boolean {
  const known = new Set(compiled.description.arrays.map(({ name }) => name))
  return actions.some(({ action, place }) => {
    const pathway = action.kind === 'set' ? pathwayOfDelay(action.variable) : undefined
    if (pathway === undefined || settled.has(place)) return false
    return canBeDelayed(compiled, action.target, pathway) && !known.has(`${action.target}.${nameOfDelay(pathway)}`)
  })
}

function canBeDelayed({ description }: Compiled, target: string, pathway: string): boolean {
  const synapses = description.synapses.find(({ name }) => name === target)
  return synapses?.layout !== 'none' && (synapses?.pathways ?? []).some(({ name }) => name === pathway)
}

/** What says how synapses stand in memory, and which of their delays are set. */
function isShape(action: PlacedAction['action']): boolean {
  return action.kind === 'connect' || (action.kind === 'set' && pathwayOfDelay(action.variable) !== undefined)
}

/** Constants that went with their objects have no values. */
function stillThere(parameters: BuildRequest['parameters'], { description }: Compiled): BuildRequest['parameters'] {
  const names = new Set(description.parameters.flatMap(({ name, bare }) => [name, bare]))
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)))
}

/** Calls of connect() for synapses that are there. */
export function newConnects(
  { objects, settled }: Built,
  actions: readonly PlacedAction[],
  request: Pick<BuildRequest, 'objects' | 'nameOf'>,
) {
  const present = new Set(request.objects.filter((object) => objects.has(object)).map(request.nameOf))
  return actions.filter(
    ({ place, action }) => action.kind === 'connect' && present.has(action.target) && !settled.has(place),
  )
}

/** What was set since the last time anything ran or was read. `actions`: those that were carried out first. */
export function carryOutNew(
  { compiled, simulation, settled, told }: Built,
  actions: readonly PlacedAction[],
  forget: (places: readonly number[]) => void,
): void {
  const done = actions.filter(({ place }) => settled.has(place)).length
  if (actions.length === done) return
  const places = actions.slice(done).map(({ place }) => place)
  try {
    const ticks = Math.round(simulation.time() / compiled.model.dt)
    const all = actions.map(({ action }) => action)
    const late = compileLate(compiled, all, done, ticks)
    warn(late.warnings, told)
    simulation.extend({ createSetup: loadSetup(late.setup), data: dataReader(late.data) }, late.steps)
    for (const place of places) settled.add(place)
  } catch (error) {
    forget(places)
    throw error
  }
}

/** Warnings go to stderr, each once a network. */
function warn(warnings: readonly Diagnostic[], told: Set<string>): void {
  const fresh = warnings.filter((warning) => !told.has(renderAll([warning])))
  if (fresh.length === 0) return
  for (const warning of fresh) told.add(renderAll([warning]))
  process.stderr.write(`${renderAll(fresh)}\n`)
}

/** What objects read of a network. */
export function homeIn(
  built: () => Built,
  nameOf: Home['nameOf'],
): Pick<Home, 'nameOf' | 'simulation' | 'computed' | 'chosen' | 'view'> {
  return {
    nameOf,
    simulation: () => built().simulation,
    computed: (object, name) => computed(built(), object, name),
    chosen: (object, where) => chosen(built(), object, where),
    view: (object, name) => view(built(), object, name),
  }
}

/** A removed object is read as it was. */
export function removedHome(built: Built, name: string): Home {
  return {
    ...homeIn(
      () => built,
      () => name,
    ),
    setNow: () => false,
    refuseWhileRunning: (what) => {
      throw removedOf(name, `${what} changes nothing any more`)
    },
  }
}

function computed({ compiled, simulation, asked }: Built, object: string, name: string) {
  const key = `${object}.${name}`
  if (!asked.has(key)) {
    const found = compileAsked(compiled, object, name)
    const what = found && { ...found, object, createSetup: loadSetup(found.setup), data: dataReader(found.data) }
    asked.set(key, what && { what, unit: found.unit })
  }
  const known = asked.get(key)
  return known && { values: simulation.asked(known.what), unit: known.unit }
}

function chosen({ compiled, simulation }: Built, object: string, where: string): Float64Array {
  const found = compileChoice(compiled, object, where)
  return simulation.asked({ ...found, object, createSetup: loadSetup(found.setup), data: dataReader(found.data) })
}

function view({ compiled, simulation }: Built, object: string, name: string) {
  const owner = compiled.model.parts.find((part) => part.name === object)
  const known = owner?.kind === 'group' || owner?.kind === 'synapses' ? owner.subexpressions : []
  if (!known.some((subexpression) => subexpression.name === name)) return simulation.view(object, name)
  throw new SpikecError([diagnostic('V041', { name: `${object}.${name}`, why: 'it is computed from its equation' })])
}
