/** One simulation: its memory, its kernels, its time, and what was recorded. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { type Asked, askedValues, withKept } from './asked.js'
import { type Choice, numbersOf } from './chosen-synapses.js'
import { plainDelays } from './delay-values.js'
import type { GroupDescription, SetupStep, SimulationDescription } from './description.js'
import { createMemory, gibibytes, MOST_BYTES } from './memory.js'
import { recordOnce, withFiles } from './monitoring.js'
import { countsAskedFor } from './numbers-of-synapses.js'
import { type Override, parameterValues } from './parameters.js'
import { type Rates, type Recorder, ratesOf, recorderOf, type Spikes, spikesOf, timesOf } from './recording.js'
import { type Representation, representationNow } from './representation.js'
import { type Resumed, resume, setupOfNew } from './resume.js'
import { type RunOptions, type RunReport, run } from './run.js'
import { allocateFixed, carryOut } from './setup.js'
import { putBack, type RestoreOptions, type Snapshot, snapshotOf } from './snapshot.js'
import { type CompiledModel, connectedOf, refuseWhileRunning, type State, synapsesCalled, variableOf } from './state.js'
import type { Sink } from './streaming.js'
import { matrixOf, pairsOf, valuesOf } from './synapses.js'
import { type VariableView, viewOf } from './view.js'
import { type Backend, hasSimd } from './wasm.js'

export type { RunOptions, RunReport } from './run.js'
export { stepAt } from './run.js'
export type { CompiledModel } from './state.js'

export interface SimulationOptions {
  /** A whole number from 0 to 2**32 - 1; drawn, and told by `simulation.seed`, where neither it nor the model gives one. */
  readonly seed?: number
  /** `'wasm'` where the engine has WebAssembly SIMD, else `'js'`: both give the same bits. */
  readonly backend?: Backend
  /** New values of named constants, `{ taum: '25*ms' }`; their units are checked. */
  readonly parameters?: Readonly<Record<string, Override>>
  /** Bytes that its arrays and recordings may take together; where absent, arrays take at most 4 GiB, recordings what the machine gives. */
  readonly memory?: number
  /** What is called within steps, by the names of the model's network operations, with the time in seconds. */
  readonly operations?: ReadonlyMap<string, (time: number) => unknown>
  /** The state that it goes on from, of objects that a simulation before it had. */
  readonly resumed?: Resumed
}

export interface Simulation {
  readonly description: SimulationDescription
  readonly seed: number
  /** What the steps run in. */
  readonly backend: Backend
  /** The time reached, in seconds. */
  readonly time: () => number
  readonly bytes: () => number
  /** Seconds that the setup spent on moving weights and other data into place. */
  readonly bindSeconds: () => number
  readonly run: (duration: number, options?: RunOptions) => Promise<RunReport>
  /** New values of named constants, in place of all that were given before; those that are not named have the model's. */
  readonly setParameters: (parameters: Readonly<Record<string, Override>>) => void
  /** From the next run on an object stands still, or does so no longer. */
  readonly setActive: (object: string, active: boolean) => void
  /** Ends the run that is under way after its present step, or, from outside of it, after a few. */
  readonly stop: () => void
  /** Is a function of the user's own being called within a step? */
  readonly calling: () => boolean
  /** The memory of a variable itself, in base SI units; stale once synapses are made. */
  readonly view: (object: string, variable: string) => VariableView
  /** Everything that the simulation holds now, and to have it again. */
  readonly store: () => Snapshot
  readonly restore: (snapshot: Snapshot, options?: RestoreOptions) => void
  /** Carries out more of a setup, compiled later. */
  readonly extend: (more: Pick<CompiledModel, 'createSetup' | 'data'>, steps: readonly SetupStep[]) => void
  /** A variable's values in base SI units, one for each neuron or synapse in order. */
  readonly values: (object: string, variable: string) => Float64Array
  /** The values of a subexpression as it is now, compiled when it is asked for. */
  readonly asked: (what: Asked) => Float64Array
  readonly matrix: (synapses: string, variable: string, absent: number) => Float64Array
  readonly pairs: (synapses: string) => { readonly i: Int32Array; readonly j: Int32Array }
  /** The numbers of some synapses. */
  readonly numbersOf: (synapses: string, choice: Choice) => Uint32Array
  readonly synapseCount: (synapses: string) => number
  /** How synapses stand in memory, and what that takes. */
  readonly representation: (synapses: string) => Representation
  /** Bytes of indices and variables of all synapses together. */
  readonly synapticBytes: () => number
  readonly spikes: (monitor: string) => Spikes
  /** How often each neuron of the monitor's source has spiked. */
  readonly counts: (monitor: string) => Int32Array
  /** What a spike monitor recorded of a variable, a value for each spike. */
  readonly atSpikes: (monitor: string, variable: string) => Float64Array
  /** How often the neurons of a rate monitor's source spiked in each step, as a rate. */
  readonly rates: (monitor: string) => Rates
  /** A variable of a state monitor, in base SI units: one trace for each element that it records. */
  readonly traces: (monitor: string, variable: string) => readonly Float64Array[]
  /** The number of the neuron or synapse that each trace of a state monitor is of. */
  readonly recorded: (monitor: string) => ArrayLike<number>
  readonly sampleTimes: (monitor: string) => Float64Array
  /** Does what a monitor records go elsewhere? */
  readonly isStreamed: (monitor: string) => boolean
  /** Bytes of recordings that are kept. */
  readonly recordedBytes: () => number
  /** From here on what a monitor records goes there, and nothing of it is kept. */
  readonly stream: (monitor: string, sink: Sink) => void
  /** Samples what a state monitor records once more, as it is now. */
  readonly recordOnce: (monitor: string) => void
}

/** Allocates the memory, connects and sets what the model says. The first run may follow at once. */
export function createSimulation(model: CompiledModel, options: SimulationOptions = {}): Simulation {
  const { description } = model
  const seed = seedOf(options.seed ?? description.seed)
  const memory = createMemory(
    seed,
    parameterValues(description.parameters, options.parameters ?? {}),
    description.derived,
    Math.min(mostOf(options.memory), MOST_BYTES),
  )
  const recordedSynapses: State['recordedSynapses'] = new Map()
  const state: State = {
    model,
    memory,
    connected: new Map(),
    recorders: new Map(description.monitors.map((monitor) => [monitor.name, recorderOf(monitor, recordedSynapses)])),
    recordedSynapses,
    step: 0,
    end: 0,
    most: mostOf(options.memory),
    bindSeconds: 0,
    backend: backendOf(model, options.backend),
    module: undefined,
    running: false,
    calling: false,
    stopping: false,
    written: false,
    viewed: false,
    operations: options.operations ?? new Map(),
    profile: undefined,
    renewals: 0,
    sets: new Map(),
    inactive: new Set(description.inactive),
    still: new Set(),
    waiting: new Map(),
    settled: new Map(),
    kernels: undefined,
  }
  allocateFixed(state)
  const { resumed } = options
  if (resumed) resume(resumed, state)
  carryOut(resumed ? setupOfNew(description.setup, resumed) : description.setup, model, state)
  return faceOf(state)
}

/** WebAssembly where the engine has vectors, unless JavaScript is asked for. */
function backendOf(model: CompiledModel, asked: Backend | undefined): Backend {
  const able = model.wasm !== undefined && hasSimd()
  if (asked === 'wasm' && !able) {
    throw new SpikecError([diagnostic('X001', { feature: 'the backend wasm where there is no WebAssembly SIMD' })])
  }
  return asked ?? (able ? 'wasm' : 'js')
}

function mostOf(given: number = Number.POSITIVE_INFINITY): number {
  if (typeof given === 'number' && given > 0) return given
  const problem = `it must be a number of bytes above 0, and is ${given}`
  throw new SpikecError([diagnostic('V008', { what: '`memory` of a simulation', problem })])
}

function seedOf(given: number | undefined): number {
  if (given === undefined) return Math.floor(Math.random() * 2 ** 32)
  if (Number.isInteger(given) && given >= 0 && given < 2 ** 32) return given
  throw new SpikecError([
    diagnostic('V008', {
      what: 'the seed',
      problem: `it must be a whole number from 0 to ${2 ** 32 - 1}, and is ${given}`,
    }),
  ])
}

function faceOf(state: State): Simulation {
  const { model, memory } = state
  const { description } = model
  const monitorCalled = (name: string): Recorder => {
    const found = state.recorders.get(name)
    if (!found) throw new SpikecError([diagnostic('N011', { name, objects: '' })])
    // Within a step, what was recorded since the last pause is still with the kernels.
    if (state.calling) found.drain(memory)
    return found
  }
  return {
    description,
    get seed() {
      return memory.seed
    },
    backend: state.backend,
    time: () => state.step * description.dt,
    bytes: memory.bytes,
    bindSeconds: () => state.bindSeconds,
    run: (duration, options = {}) => runAlone(state, duration, options),
    setParameters: (given) => {
      refuseWhileRunning(state, 'setParameters()')
      memory.parameters.set(parameterValues(description.parameters, given))
      state.written = true
    },
    setActive: (object, active) => {
      const { groups, synapses, monitors, inputs } = description
      const named = [...groups, ...synapses, ...monitors, ...functionsOf(description)].map(({ name }) => name)
      const names = [...named, ...inputs]
      if (!names.includes(object))
        throw new SpikecError([diagnostic('N011', { name: object, objects: names.join(', ') })])
      if (active) state.inactive.delete(object)
      else state.inactive.add(object)
    },
    stop: () => {
      state.stopping = true
    },
    calling: () => state.calling,
    view: (object, variable) => {
      refuseWhileRunning(state, 'view()')
      return viewOf(object, variable, state)
    },
    store: () => {
      refuseWhileRunning(state, 'store()')
      return snapshotOf(state)
    },
    restore: (snapshot, options = {}) => {
      refuseWhileRunning(state, 'restore()')
      putBack(snapshot, options, state)
    },
    extend: (more, steps) => {
      refuseWhileRunning(state, 'set()')
      carryOut(steps, more, state)
    },
    values: (object, variable) => valuesIn(object, variable, state),
    asked: (what) => askedValues(what, state),
    matrix: (name, variable, absent) => {
      const synapses = synapsesCalled(name, state)
      const known = variableOf(synapses, variable)
      return matrixOf(known, synapses, connectedOf(synapses, state), withKept(known, name, state), absent)
    },
    pairs: (name) => {
      const synapses = synapsesCalled(name, state)
      return pairsOf(synapses, connectedOf(synapses, state), memory)
    },
    numbersOf: (name, choice) => numbersOf(choice, synapsesCalled(name, state), state),
    synapseCount: (name) => state.connected.get(name)?.count ?? 0,
    representation: (name) => representationNow(name, state),
    synapticBytes: () => synapticBytes(state),
    spikes: (name) => spikesOf(monitorCalled(name)),
    counts: (name) => memory.i32(`${name}:counts`).slice(),
    atSpikes: (name, variable) => {
      const recorder = monitorCalled(name)
      const values = recorder.column(`value.${variableOf(recorder.monitor, variable).name}`)
      return values instanceof Float64Array ? values : Float64Array.from(values)
    },
    rates: (name) => {
      const recorder = monitorCalled(name)
      return ratesOf(recorder, recorder.monitor.kind === 'rates' ? recorder.monitor.neurons : 1)
    },
    traces: (name, variable) => {
      const recorder = monitorCalled(name)
      const known = variableOf(recorder.monitor, variable).name
      try {
        return recorder.traces(known)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        throw new SpikecError([diagnostic('V032', { name: `${name}.${known}`, bytes: gibibytes(recorder.bytes()) })])
      }
    },
    stream: (name, sink) => {
      const recorder = monitorCalled(name)
      if (recorder.sink === sink) return
      refuseWhileRunning(state, 'streamTo()')
      if (recorder.bytes() > 0) throw new SpikecError([diagnostic('V033', { name })])
      recorder.sink = sink
    },
    isStreamed: (name) => monitorCalled(name).sink !== undefined,
    recordedBytes: () => [...state.recorders.values()].reduce((sum, recorder) => sum + recorder.bytes(), 0),
    recordOnce: (name) => recordOnce(monitorCalled(name), state),
    recorded: (name) => {
      const { monitor } = monitorCalled(name)
      if (monitor.kind === 'states') return monitor.indices
      return state.recordedSynapses.get(name)?.numbers ?? []
    },
    sampleTimes: (name) => timesOf(monitorCalled(name).column('step'), monitorCalled(name).monitor.dt),
  }
}

/** One run at a time, of a duration in seconds. */
async function runAlone(state: State, duration: number, options: RunOptions): Promise<RunReport> {
  refuseWhileRunning(state, 'run()')
  if (typeof duration !== 'number' || !(duration >= 0) || duration === Number.POSITIVE_INFINITY) {
    const given = typeof duration === 'number' ? String(duration) : `the ${typeof duration} ${JSON.stringify(duration)}`
    const problem = `it must be a number of seconds, at least 0 and finite, and is ${given}`
    throw new SpikecError([diagnostic('V008', { what: 'the duration of run() of a simulation', problem })])
  }
  state.running = true
  try {
    return await run(state, duration, options)
  } catch (error) {
    throw error instanceof SpikecError ? withFiles(error, state) : error
  } finally {
    state.running = false
    for (const { sink } of state.recorders.values()) sink?.pause?.()
  }
}

function functionsOf({ kernels }: SimulationDescription) {
  return kernels.flatMap(({ owner, calls }) => (calls ? [{ name: owner }] : []))
}

function synapticBytes({ model, memory }: State): number {
  const owners = model.description.synapses.map((s) => s.name)
  const isSynaptic = (name: string) => owners.includes(name.split(/[.:]/)[0]) && memory.has(name)
  return model.description.arrays.reduce(
    (sum, { name }) => sum + (isSynaptic(name) ? memory.view(name).byteLength : 0),
    0,
  )
}

function valuesIn(object: string, name: string, state: State): Float64Array {
  const { description } = state.model
  const { memory } = state
  const group = description.groups.find((g) => g.name === object)
  if (group) {
    if (name === 'not_refractory' && group.refractorySteps !== undefined) return notRefractory(group, state)
    const { array } = variableOf(group, name)
    const values = Float64Array.from(memory.view(array))
    return name === 'lastspike' ? values.map((step) => step * group.dt) : values
  }
  const synapses = synapsesCalled(object, state)
  const pathway = synapses.pathways.find(({ delayName }) => delayName === name)
  if (pathway && !pathway.delays) return plainDelays({ synapses, pathway }, connectedOf(synapses, state).count)
  const counts = countsAskedFor(name, synapses, state)
  if (counts) return counts
  const variable = variableOf(synapses, name)
  if (variable.shared) return Float64Array.from(memory.view(variable.array))
  return valuesOf(variable, synapses, connectedOf(synapses, state), withKept(variable, object, state))
}

/** 1 for each neuron that was not refractory at the end of the last step. */
function notRefractory(
  { name, size, ticks, refractorySteps }: GroupDescription,
  { memory, step }: State,
): Float64Array {
  if (refractorySteps === undefined || refractorySteps === 'none') return new Float64Array(size).fill(1)
  const steps = memory.derived[refractorySteps.derived]
  const last = Math.floor((step - 1) / ticks)
  return Float64Array.from(memory.view(`${name}:lastspikeStep`), (spiked) => (last - spiked >= steps ? 1 : 0))
}
