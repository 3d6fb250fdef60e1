import { passesLeftOut } from '../6-optimise/selection.js'
import { dataReader, loadModel, loadSetup } from '../8-bundle/in-process.js'
import { type Compiled, type CompileOptions, compile, compileAsked, compileLate } from '../compile.js'
import { assertInternal, type Diagnostic, diagnostic, renderAll, SpikecError } from '../diagnostics/index.js'
import type { Asked } from '../runtime/asked.js'
import type { Override } from '../runtime/parameters.js'
import type { Profiled } from '../runtime/profile.js'
import { createSimulation, type RunReport, type Simulation } from '../runtime/simulation.js'
import type { RestoreOptions } from '../runtime/snapshot.js'
import { ALLOWED_WITHIN } from '../runtime/state.js'
import type { Backend } from '../runtime/wasm.js'
import { objectsFromSpec } from './from-spec.js'
import { type ModelJson, specFromJson, specToJson } from './json.js'
import { createLateCache } from './late.js'
import type { NetworkOptions, NetworkRunOptions } from './network-options.js'
import { nextPlace } from './object.js'
import { checkBackend, checkOptions, checkPrecision, checkTexts, namespaceOf } from './options.js'
import { reporterOf } from './report.js'
import { createRoster, isNetworkObject, type NetworkObject } from './roster.js'
import { type SaveOptions, saveResults } from './saved.js'
import { currentSeed } from './seed.js'
import type { Action, ModelSpec, Precision, SetAction } from './spec.js'
import { createStored } from './stored.js'
import { secondsIn } from './time.js'

export type { NetworkOptions, NetworkRunOptions } from './network-options.js'
export type { NetworkObject } from './roster.js'

/** Groups, synapses, monitors and network operations that are simulated together. */
export class Network {
  private readonly place = nextPlace()
  private readonly roster = createRoster()
  private readonly options: NetworkOptions
  private givenSeed: number | undefined
  private givenBackend: Backend | undefined
  private givenPrecision: Precision | undefined
  /** What compiling is told beside the model. */
  private compiling: CompileOptions = {}
  private overrides: Readonly<Record<string, Override>> = {}
  private running = false
  private built: { readonly compiled: Compiled; readonly simulation: Simulation; done: number } | undefined

  /** `new Network(P, Ce, spikes, { duration: '1*second' })`: any number of objects, and options at the end. */
  constructor(...parts: readonly (NetworkObject | NetworkOptions)[]) {
    const last = parts.at(-1)
    const options = last !== undefined && !isNetworkObject(last) ? last : {}
    const objects = last === options ? parts.slice(0, -1) : parts
    checkOptions(options, ['dt', 'duration', 'namespace', 'precision', 'seed', 'backend'], 'Network')
    checkBackend(options)
    checkPrecision(options)
    checkTexts(options, ['dt', 'duration'], 'Network')
    this.options = { ...(currentSeed() !== undefined && { seed: currentSeed() as number }), ...options }
    this.add(...(objects as readonly NetworkObject[]))
  }

  add(...objects: readonly NetworkObject[]): this {
    if (this.built) throw notYet('adding an object to a network that has been built')
    this.roster.add(objects, {
      nameOf: (known) => this.roster.nameOf(known),
      simulation: () => this.simulation(),
      computed: (name, subexpression) => this.computed(name, subexpression),
      refuseWhileRunning: (what) => this.refuseWhileRunning(what),
      setNow: (actions) => this.setNow(actions),
      view: (object, variable) => this.view(object, variable),
    })
    return this
  }

  /** The time reached, in seconds. */
  get t(): number {
    return this.built?.simulation.time() ?? 0
  }

  /** The seed in use. */
  get seed(): number {
    return this.simulation().seed
  }

  /**
   * New values for named constants, `{ taum: '25*ms' }`: before the first run, or from here on. Units are checked. What was
   * computed from them before, such as initial values, stays; sizes, delays and the like can't be changed.
   */
  setParameters(parameters: Readonly<Record<string, Override>>): this {
    if (Object.keys(parameters ?? {}).length === 0) return this
    this.refuseWhileRunning('setParameters()')
    const overrides = { ...this.overrides, ...parameters }
    // What was set before is carried out with the values before.
    if (this.built) this.simulation().setParameters(overrides)
    this.overrides = overrides
    return this
  }

  /** Another seed, before the network is built. */
  setSeed(seed: number): this {
    if (this.built) throw notYet('another seed for a network that has been built')
    this.givenSeed = seed
    return this
  }

  /** Another backend, before the network is built. */
  setBackend(backend: Backend): this {
    if (this.built) throw notYet('another backend for a network that has been built')
    checkBackend({ backend })
    this.givenBackend = backend
    return this
  }

  /** Another precision, before the network is built. */
  setPrecision(precision: Precision): this {
    if (this.built) throw notYet('another precision for a network that has been built')
    checkPrecision({ precision })
    this.givenPrecision = precision
    return this
  }

  /** Which passes of the optimiser run, before the network is built: `'all,-fuse-loops'`, as `--passes` takes them. */
  setPasses(list: string): this {
    if (this.built) throw notYet('other passes for a network that has been built')
    checkTexts({ passes: list }, ['passes'], 'setPasses()')
    this.compiling = { withoutPasses: passesLeftOut(list) }
    return this
  }

  /** For tools that compile the model themselves. */
  get compileOptions(): CompileOptions {
    return this.compiling
  }

  private get backend(): Backend | undefined {
    return this.givenBackend ?? this.options.backend
  }

  /** Compiles the model, makes its synapses and sets its variables; run() and reading do so by themselves. */
  async build(): Promise<this> {
    this.simulation()
    return this
  }

  /**
   * Runs on from where the last run ended.
   *
   * @param duration a time, `'1*second'`; the network's own option where absent
   * @throws SpikecError if the model is wrong, or its numbers blow up
   */
  async run(duration?: string, options: NetworkRunOptions = {}): Promise<RunReport> {
    this.refuseWhileRunning('run()')
    checkOptions(options, ['report', 'report_period', 'profile', 'allow_nan', 'signal'], 'run()')
    checkTexts({ duration, report_period: options.report_period }, ['duration', 'report_period'], 'run()')
    const seconds = this.seconds(duration)
    const simulation = this.simulation()
    for (const [name, active] of this.roster.activity()) simulation.setActive(name, active)
    const { report, report_period, signal } = options
    const period = report_period === undefined ? undefined : this.time(report_period, 'report_period')
    const reporter = reporterOf(report, period, { start: this.t, duration: seconds })
    const onProgress = reporter?.update
    this.running = true
    try {
      const done = await simulation.run(seconds, {
        profile: options.profile === true,
        allowNan: options.allow_nan === true,
        ...(onProgress && { onProgress }),
        ...(signal && { signal }),
      })
      if (done.profile) this.profiled = done.profile
      return done
    } finally {
      this.running = false
      reporter?.finish()
    }
  }

  /**
   * Ends the run that is under way: after the present step, if a network operation calls it, else after the steps between two
   * reports. `net.t` tells how far it came, and the next run goes on from there.
   */
  stop(): void {
    this.built?.simulation.stop()
  }

  /**
   * Writes what all monitors have recorded, in base SI units and with their units beside them: `save('results.npz')` for NumPy,
   * `save('results.json')`, or `save('folder', { format: 'csv' })` with a table for each monitor. A file is written whole or
   * not at all. Gives the names of the files.
   */
  save(path: string, options: SaveOptions = {}): readonly string[] {
    return saveResults(this.simulation(), path, options)
  }

  /**
   * Keeps everything that the network holds, to the bit, under a name: variables, time, spikes on their way, recordings. It is
   * kept in memory, or in a file if one is named.
   */
  store(name = 'default', file?: string): void {
    this.refuseWhileRunning('store()')
    this.stored.store(this.simulation(), name, file)
  }

  /**
   * Goes back to what was stored under the name, in memory or in a file. The same random numbers follow, or, with
   * `{ random: 'new' }`, others each time.
   */
  restore(name?: string, options?: RestoreOptions): void
  restore(name: string, file: string, options?: RestoreOptions): void
  restore(name = 'default', second?: string | RestoreOptions, third?: RestoreOptions): void {
    this.refuseWhileRunning('restore()')
    const [file, options] = typeof second === 'object' ? [undefined, second] : [second, third]
    this.stored.restore(this.simulation(), name, file, options ?? {})
  }

  /** What each kernel took of the last run with `{ profile: true }`, the slowest first. */
  get profile(): readonly Profiled[] {
    if (this.profiled) return this.profiled
    throw new SpikecError([diagnostic('V045', {})])
  }

  private profiled: readonly Profiled[] | undefined
  private readonly stored = createStored()

  private refuseWhileRunning(what: string): void {
    if (!this.running || (ALLOWED_WITHIN.includes(what) && this.built?.simulation.calling())) return
    const problem = 'the network is running: wait for the run before, `await net.run(…)`'
    throw new SpikecError([diagnostic('V008', { what, problem })])
  }

  /** A duration in seconds, which may name constants of the network's namespace; the network's own where absent. */
  seconds(duration?: string): number {
    const text = duration ?? this.options.duration
    if (text === undefined)
      throw new SpikecError([
        diagnostic('C005', { problem: "run('1*second') says it, or the network's option `duration`" }),
      ])
    return this.time(text, 'duration')
  }

  private time(text: string, what: string): number {
    return secondsIn(text, what, this.options.namespace, this.overrides)
  }

  private simulation(): Simulation {
    if (this.built) this.carryOutNew(this.built)
    else this.built = this.buildNow()
    const { simulation } = this.built
    for (const object of this.roster.objects) {
      if ('sink' in object && object.sink) simulation.stream(this.roster.nameOf(object), object.sink)
    }
    return simulation
  }

  /** Compiled once for each subexpression that is asked for. */
  private readonly asked = new Map<string, { readonly what: Asked; readonly unit: string } | undefined>()

  private computed(object: string, name: string) {
    const { compiled, simulation } = this.inspect()
    const key = `${object}.${name}`
    if (!this.asked.has(key)) {
      const found = compileAsked(compiled, object, name)
      const what = found && { ...found, object, createSetup: loadSetup(found.setup), data: dataReader(found.data) }
      this.asked.set(key, what && { what, unit: found.unit })
    }
    const asked = this.asked.get(key)
    return asked && { values: simulation.asked(asked.what), unit: asked.unit }
  }

  /** The calls of set() that were compiled within a run, which are likely to come again. */
  private readonly late = createLateCache()

  /** Within a step nothing waits: it is set at once. */
  private setNow(actions: readonly SetAction[]): boolean {
    if (!this.built?.simulation.calling()) return false
    for (const action of actions) this.late.carryOut(action, this.built)
    return true
  }

  private view(object: string, name: string) {
    const { compiled, simulation } = this.inspect()
    const owner = compiled.model.parts.find((part) => part.name === object)
    const known = owner?.kind === 'group' || owner?.kind === 'synapses' ? owner.subexpressions : []
    if (!known.some((subexpression) => subexpression.name === name)) return simulation.view(object, name)
    throw new SpikecError([diagnostic('V041', { name: `${object}.${name}`, why: 'it is computed from its equation' })])
  }

  private buildNow() {
    const compiled = compile(this.spec(), this.compileOptions)
    warn(compiled.warnings)
    const simulation = createSimulation(loadModel(compiled), {
      parameters: this.overrides,
      operations: this.roster.operations(),
      ...(this.backend !== undefined && { backend: this.backend }),
      ...(this.givenSeed !== undefined && { seed: this.givenSeed }),
    })
    return { compiled, simulation, done: compiled.spec.actions.length }
  }

  /** What was set since the last time anything ran or was read. */
  private carryOutNew(built: NonNullable<typeof this.built>): void {
    const actions = this.actions()
    if (actions.length === built.done) return
    try {
      const ticks = Math.round(built.simulation.time() / built.compiled.model.dt)
      const late = compileLate(built.compiled, actions, built.done, ticks)
      warn(late.warnings)
      built.simulation.extend({ createSetup: loadSetup(late.setup), data: dataReader(late.data) }, late.steps)
      built.done = actions.length
    } catch (error) {
      this.roster.forgetActions(built.done)
      throw error
    }
  }

  private actions(): readonly Action[] {
    return this.roster.actions().map(({ action }) => action)
  }

  /** The model as plain data, as the compiler takes it. */
  spec(): ModelSpec {
    const { dt, duration, namespace, seed } = this.options
    const precision = this.givenPrecision ?? this.options.precision
    const { objects, nameOf } = this.roster
    return {
      ...(dt !== undefined && { dt }),
      ...(precision !== undefined && { precision }),
      ...(duration !== undefined && { duration }),
      ...(seed !== undefined && { seed }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
      objects: objects.map((object) => ({
        ...object.toSpec(nameOf(object), nameOf),
        ...(!object.active && { active: false }),
      })),
      actions: this.actions(),
    }
  }

  /** The places of the network, and of the objects and actions of its spec, by which their sites are noted: for tools. */
  places() {
    const objects = this.roster.objects.map(({ place }) => place)
    return { network: this.place, objects, actions: this.roster.actions().map(({ place }) => place) }
  }

  /** The model as JSON, which any program can make and read; see model.schema.json. */
  toJSON(): ModelJson {
    return specToJson(this.spec())
  }

  /** A network from JSON, checked against the schema. Nothing in it is run as code. */
  static fromJSON(json: unknown): Network {
    return networkFromSpec(specFromJson(json))
  }

  /** What monitors and objects there are, in the order of making. */
  get parts(): readonly NetworkObject[] {
    return this.roster.objects
  }

  /** The compiled model and its simulation, built if they are not there yet: for tools. */
  inspect(): { readonly compiled: Compiled; readonly simulation: Simulation } {
    const simulation = this.simulation()
    assertInternal(this.built, 'a simulation without its model')
    return { compiled: this.built.compiled, simulation }
  }

  /** Seconds that compiling took, and binding: looking through the data, connecting, and moving values into place. */
  get timings(): { readonly compile: number; readonly bind: number } {
    const { compiled, simulation } = this.inspect()
    const { compile: total, data } = compiled.timings
    return { compile: total - data, bind: data + simulation.bindSeconds() }
  }
}

function notYet(feature: string): SpikecError {
  return new SpikecError([diagnostic('X001', { feature })])
}

/** Warnings go to stderr, each once a build. */
function warn(warnings: readonly Diagnostic[]): void {
  if (warnings.length > 0) process.stderr.write(`${renderAll(warnings)}\n`)
}

function networkFromSpec(spec: ModelSpec): Network {
  const { dt, precision, duration, namespace, seed } = spec
  return new Network(...objectsFromSpec(spec), {
    ...(dt !== undefined && { dt }),
    ...(precision !== undefined && { precision }),
    ...(duration !== undefined && { duration }),
    ...(namespace !== undefined && { namespace }),
    ...(seed !== undefined && { seed }),
  })
}
