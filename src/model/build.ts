/** A network's simulation: built from its model, told what was set since, built anew where objects have come or gone. */

import { nameOfDelay, pathwayOfDelay } from '../2-resolve/delays.js'
import { dataReader, loadModel, loadSetup } from '../8-bundle/in-process.js'
import {
  type Compiled,
  type CompileOptions,
  compile,
  compileAsked,
  compileChoice,
  compileLate,
  setsAllAlike,
} from '../compile.js'
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
import type { Action, ModelSpec, SetAction } from './spec.js'

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
  /** The names of synapses that have a value of their own for every variable. */
  readonly everySynapse: ReadonlySet<string>
  /** What it was compiled to while neurons kept something for their synapses, which only those kernels can tell of a stored state. */
  readonly earlier: readonly Compiled[]
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
  return builtOf(compiled, simulation, request, { compiledWith: actions, settled: actions, told })
}

interface History {
  readonly compiledWith: readonly PlacedAction[]
  readonly settled: readonly PlacedAction[]
  readonly told: Set<string>
  readonly everySynapse?: ReadonlySet<string>
  readonly earlier?: readonly Compiled[]
}

function builtOf(
  compiled: Compiled,
  simulation: Simulation,
  { objects }: BuildRequest,
  { compiledWith, settled, told, everySynapse = new Set(), earlier = [] }: History,
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
    everySynapse,
    earlier,
  }
}

/**
 * With the state of the objects that stay. They are compiled with what they were compiled with before, so that their
 * variables are kept as they were, and only the new ones are set up.
 */
export function rebuild(old: Built, request: BuildRequest, further: readonly string[] = []): Built {
  const { spec, actions, compiling, operations, nameOf } = request
  const stay = request.objects.filter((object) => old.objects.has(object))
  const kept = new Set(stay.map(nameOf))
  const isNew = ({ action }: PlacedAction) => !kept.has(action.target.replace(/\[.*/, ''))
  const used = actions
    .filter((one) => isNew(one) || isShape(one.action) || old.compiledWith.has(one.place))
    .sort((a, b) => a.place - b.place)
  const everySynapse = new Set([...further, ...old.everySynapse, ...apart(old, actions), ...unkept(old)])
  const compiled = compile({ ...spec, actions: used.map(({ action }) => action) }, { ...compiling, everySynapse })
  warn(compiled.warnings, old.told)
  const { description, backend, seed } = old.simulation
  const simulation = createSimulation(loadModel(compiled), {
    parameters: stillThere(request.parameters, compiled),
    operations,
    backend,
    seed,
    resumed: { snapshot: old.simulation.store(), description, kept, values: old.simulation.values },
  })
  const settled = actions.filter((action) => isNew(action) || old.settled.has(action.place))
  const earlier = keepsByNeuron(old.compiled) ? [...old.earlier, old.compiled] : old.earlier
  return builtOf(compiled, simulation, request, { compiledWith: used, settled, told: old.told, everySynapse, earlier })
}

function keepsByNeuron({ description }: Compiled): boolean {
  return description.synapses.some(({ variables }) => variables.some(({ kept }) => kept))
}

/** Synapses that have had a value for each of them: what their neurons would have to keep is not known. */
function unkept({ compiled }: Built): readonly string[] {
  const { synapses } = compiled.description
  return synapses.filter(({ variables }) => !variables.some(({ kept }) => kept)).map(({ name }) => name)
}

/** The names of synapses that are no longer all alike for a neuron: some of them are set, or made, by themselves. */
function apart({ compiled, settled }: Built, actions: readonly PlacedAction[]): readonly string[] {
  return actions.flatMap(({ action, place }) => {
    if (settled.has(place)) return []
    if (action.kind === 'set') return setsApart(compiled, action)
    const { variables = [] } = synapsesIn(compiled, action.target) ?? {}
    return action.kind === 'connect' && variables.some(({ kept }) => kept) ? [action.target] : []
  })
}

function setsApart(compiled: Compiled, action: SetAction): readonly string[] {
  const { variables = [], drawn } = synapsesIn(compiled, action.target) ?? {}
  const kept = variables.find(({ name }) => name === action.variable)?.kept
  return !kept || drawn || (kept.settable && setsAllAlike(compiled, action)) ? [] : [action.target]
}

function synapsesIn({ description }: Compiled, name: string) {
  return description.synapses.find((one) => one.name === name)
}

/** Synapses that are drawn again whenever they are reached can't have a value each. */
function refuseForDrawn(compiled: Compiled, actions: readonly Action[]): void {
  for (const action of actions) {
    const { variables = [], drawn } = synapsesIn(compiled, action.target) ?? {}
    if (action.kind !== 'set' || !drawn || !variables.some((one) => one.name === action.variable && one.kept)) continue
    if (setsAllAlike(compiled, action)) continue
    const against = `\`${action.variable}\` would have a value for each synapse`
    throw new SpikecError([diagnostic('V077', { name: action.target, asked: 'procedural', against })])
  }
}

/** A state from before the network was built anew, for delays that are set or a value for each synapse, as one that it can be put into. */
export function translated({ compiled, simulation, earlier }: Built, { snapshot, description }: StoredState): Snapshot {
  const { groups, synapses, monitors } = description
  const kept = new Set([...groups, ...synapses, ...monitors].map(({ name }) => name))
  const { seed } = snapshot
  const { backend } = simulation
  /** Only kernels of the time can say what each synapse had of what its neurons kept. */
  const values = (object: string, variable: string): Float64Array => {
    const form = earlier.find((one) => isSameForm(one.description, description))
    if (!form)
      throw new SpikecError([
        diagnostic('V048', { problem: `what its neurons kept of \`${object}.${variable}\` is of other kernels` }),
      ])
    const then = createSimulation(loadModel(form), { backend, seed })
    then.restore(snapshot)
    return then.values(object, variable)
  }
  const resumed = { snapshot, description, kept, values }
  return createSimulation(loadModel(compiled), { backend, seed, resumed }).store()
}

function isSameForm(one: Compiled['description'], other: Compiled['description']): boolean {
  return one === other || JSON.stringify([one.arrays, one.synapses]) === JSON.stringify([other.arrays, other.synapses])
}

/**
 * Does what is to be done ask for kernels of another kind? Others deliver by delays that are set, and others go through synapses
 * that are not all alike for a neuron.
 */
export function asksForOtherKernels(built: Built, actions: readonly PlacedAction[]): boolean {
  return asksForDelays(built, actions) || apart(built, actions).length > 0
}

function asksForDelays({ compiled, settled }: Built, actions: readonly PlacedAction[]): boolean {
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
export function newConnects({ objects, settled }: Built, request: BuildRequest): readonly PlacedAction[] {
  const present = new Set(request.objects.filter((object) => objects.has(object)).map(request.nameOf))
  return request.actions.filter(
    ({ place, action }) => action.kind === 'connect' && present.has(action.target) && !settled.has(place),
  )
}

/** A call of connect() that is wrong is forgotten, and everything is as it was. */
export function builtAnew(built: Built, request: BuildRequest, forget: (places: readonly number[]) => void): Built {
  const connects = newConnects(built, request)
  try {
    return rebuild(built, request)
  } catch (error) {
    forget(connects.map(({ place }) => place))
    throw error
  }
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
    refuseForDrawn(compiled, all.slice(done))
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

/** What objects read of a network. `withEverySynapse`: once some synapses have a value of their own for every variable. */
export function homeIn(
  built: () => Built,
  nameOf: Home['nameOf'],
  withEverySynapse: (synapses: string) => Built = built,
): Pick<Home, 'nameOf' | 'simulation' | 'computed' | 'chosen' | 'view'> {
  return {
    nameOf,
    simulation: () => built().simulation,
    computed: (object, name) => computed(built(), object, name),
    chosen: (object, where) => chosen(built(), object, where),
    view: (object, name) => {
      const now = built()
      return view(isKept(now, object, name) ? withEverySynapse(object) : now, object, name)
    },
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

function isKept({ compiled }: Built, object: string, name: string): boolean {
  const synapses = synapsesIn(compiled, object)
  return (!synapses?.drawn && synapses?.variables.some((variable) => variable.name === name && variable.kept)) ?? false
}

function view({ compiled, simulation }: Built, object: string, name: string) {
  const owner = compiled.model.parts.find((part) => part.name === object)
  const known = owner?.kind === 'group' || owner?.kind === 'synapses' ? owner.subexpressions : []
  if (!known.some((subexpression) => subexpression.name === name)) return simulation.view(object, name)
  throw new SpikecError([diagnostic('V041', { name: `${object}.${name}`, why: 'it is computed from its equation' })])
}
