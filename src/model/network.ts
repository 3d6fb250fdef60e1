import { passesLeftOut } from '../6-optimise/selection.js'
import type { Compiled, CompileOptions } from '../compile.js'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { Override } from '../runtime/parameters.js'
import type { Profiled } from '../runtime/profile.js'
import type { RunReport, Simulation } from '../runtime/simulation.js'
import type { RestoreOptions } from '../runtime/snapshot.js'
import { ALLOWED_WITHIN } from '../runtime/state.js'
import type { Backend } from '../runtime/wasm.js'
import { refuseAssigned } from './assigned.js'
import {
  asksForOtherKernels,
  type BuildRequest,
  type Built,
  build,
  builtAnew,
  carryOutNew,
  homeIn,
  newConnects,
  rebuild,
  removedHome,
} from './build.js'
import { objectsFromSpec } from './from-spec.js'
import { type ModelJson, specFromJson, specToJson } from './json.js'
import type { NetworkOptions, NetworkRunOptions } from './network-options.js'
import { nextPlace, type PlacedAction } from './object.js'
import { checkBackend, checkOptions, checkPrecision, checkTexts, namespaceOf } from './options.js'
import { reporterOf } from './report.js'
import { createRoster, isNetworkObject, type NetworkObject } from './roster.js'
import { type SaveOptions, saveResults } from './saved.js'
import { currentSeed } from './seed.js'
import type { ModelSpec, Precision, SetAction } from './spec.js'
import { createStored } from './stored.js'
import { secondsIn } from './time.js'

export type { NetworkOptions, NetworkRunOptions } from './network-options.js'
export type { NetworkObject } from './roster.js'

/** Groups, synapses, monitors and network operations that are simulated together. */
export class Network {
  static {
    refuseAssigned(Network.prototype, false)
  }

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
  private built: Built | undefined
  /** Objects were added or removed since it was built. */
  private changed = false

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

  /**
   * Takes objects in, also between runs: the model is then compiled anew before it runs or is read, and all other objects go
   * on as they are.
   */
  add(...objects: readonly NetworkObject[]): this {
    this.refuseWhileRunning('add()')
    const { built } = this
    if (built && !this.changed) this.upToDate()
    const home = homeIn(
      () => this.upToDate(),
      this.roster.nameOf,
      (synapses) => this.withEverySynapse([synapses]),
    )
    const own = { ...home, refuseWhileRunning: this.refuseWhileRunning.bind(this), setNow: this.setNow.bind(this) }
    this.roster.add(objects, own, built !== undefined)
    this.changed ||= built !== undefined && this.roster.objects.some((object) => !built.objects.has(object))
    return this
  }

  /**
   * Takes objects out. What they held at the last run can be read; they can't be changed, and don't come back.
   *
   * @throws SpikecError if another object of the network needs one of them
   */
  remove(...objects: readonly NetworkObject[]): this {
    this.refuseWhileRunning('remove()')
    const { built } = this
    if (built && !this.changed) this.upToDate()
    this.roster.remove(objects, (object, name) => (built?.objects.has(object) ? removedHome(built, name) : undefined))
    this.changed ||= built !== undefined && objects.length > 0
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
    const built = this.upToDate()
    this.stored.restore(built, name, file, options ?? {}, (synapses) => this.withEverySynapse(synapses))
  }

  private withEverySynapse(synapses: readonly string[]): Built {
    this.built = rebuild(this.upToDate(), this.request(), synapses)
    return this.built
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
    return this.upToDate().simulation
  }

  /** The network as it is now, with everything done that it was told. */
  private upToDate(): Built {
    if (!this.built) this.built = build(this.request())
    else if (this.changed || this.hasNewConnects(this.built) || asksForOtherKernels(this.built, this.placedActions())) {
      const isOther = this.changed || this.hasNewConnects(this.built)
      this.built = builtAnew(this.built, this.request(), this.roster.forget)
      if (isOther) this.stored.forget()
    }
    this.changed = false
    carryOutNew(this.built, this.placedActions(), this.roster.forget)
    for (const object of this.roster.objects) {
      if ('sink' in object && object.sink) this.built.simulation.stream(this.roster.nameOf(object), object.sink)
    }
    return this.built
  }

  private hasNewConnects(built: Built): boolean {
    return newConnects(built, this.request()).length > 0
  }

  /** Within a step nothing waits: it is set at once. */
  private setNow(actions: readonly SetAction[]): boolean {
    if (!this.built?.simulation.calling()) return false
    for (const action of actions) this.built.late.carryOut(action, this.built)
    return true
  }

  private request(): BuildRequest {
    return {
      objects: this.roster.objects,
      nameOf: this.roster.nameOf,
      spec: this.spec(),
      actions: this.placedActions(),
      compiling: this.compileOptions,
      parameters: this.overrides,
      operations: this.roster.operations(),
      backend: this.backend,
      seed: this.givenSeed,
    }
  }

  /** What has been done comes first: an object that is added may be older than others. */
  private placedActions(): readonly PlacedAction[] {
    const settled = this.built?.settled ?? new Set()
    const all = this.roster.actions()
    return [...all.filter(({ place }) => settled.has(place)), ...all.filter(({ place }) => !settled.has(place))]
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
      actions: this.placedActions().map(({ action }) => action),
    }
  }

  /** The places of the network, and of the objects and actions of its spec, by which their sites are noted: for tools. */
  places() {
    const objects = this.roster.objects.map(({ place }) => place)
    return { network: this.place, objects, actions: this.placedActions().map(({ place }) => place) }
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
    return this.upToDate()
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
