/** One simulation: its memory, its kernels, its time, and what was recorded. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { sparseConnectivity } from './connect.js'
import type {
  GroupDescription,
  SetupStep,
  SimulationDescription,
  SynapsesDescription,
  VariableDescription,
} from './description.js'
import type { Data, KernelMemory, SetupKernels, StepKernels } from './kernels.js'
import { createMemory, type Memory } from './memory.js'
import { type Override, parameterValues } from './parameters.js'
import { type Recorder, recorderOf, type Spikes, spikesOf, tracesOf } from './recording.js'
import { bindSynapses, type Connected, copyScaled, denseCount, matrixOf, pairsOf, valuesOf } from './synapses.js'

/** A compiled model: what it is, its kernels, and its data. */
export interface CompiledModel {
  readonly description: SimulationDescription
  readonly createStep: (memory: KernelMemory) => StepKernels
  readonly createSetup: (memory: KernelMemory) => SetupKernels
  readonly data: (name: string) => Data
}

export interface SimulationOptions {
  /** A whole number from 0 to 2**32 - 1; drawn, and told by `simulation.seed`, where neither it nor the model gives one. */
  readonly seed?: number
  /** New values of named constants, `{ taum: '25*ms' }`; their units are checked. */
  readonly parameters?: Readonly<Record<string, Override>>
}

export interface RunOptions {
  /** Called between chunks of steps, with what part of the run is done and the simulated time in seconds. */
  readonly onProgress?: (fraction: number, time: number) => void
  /** Stops the run after the current chunk of steps; what was recorded is kept. */
  readonly signal?: AbortSignal
}

export interface RunReport {
  /** Simulated by this run, in seconds. */
  readonly duration: number
  readonly steps: number
  readonly interrupted: boolean
  /** Wall-clock time, in seconds. */
  readonly elapsed: number
}

export interface Simulation {
  readonly description: SimulationDescription
  readonly seed: number
  /** The time reached, in seconds. */
  readonly time: () => number
  readonly bytes: () => number
  /** Seconds that the setup spent on moving weights and other data into place. */
  readonly bindSeconds: () => number
  readonly run: (duration: number, options?: RunOptions) => Promise<RunReport>
  /** Carries out more of a setup, compiled later. */
  readonly extend: (more: Pick<CompiledModel, 'createSetup' | 'data'>, steps: readonly SetupStep[]) => void
  /** A variable's values in base SI units, one for each neuron or synapse in order. */
  readonly values: (object: string, variable: string) => Float64Array
  readonly matrix: (synapses: string, variable: string, absent: number) => Float64Array
  readonly pairs: (synapses: string) => { readonly i: Int32Array; readonly j: Int32Array }
  readonly synapseCount: (synapses: string) => number
  /** Bytes of indices and variables of all synapses together. */
  readonly synapticBytes: () => number
  readonly spikes: (monitor: string) => Spikes
  /** How often each neuron of the monitor's source has spiked. */
  readonly counts: (monitor: string) => Int32Array
  /** What a spike monitor recorded of a variable, a value for each spike. */
  readonly atSpikes: (monitor: string, variable: string) => Float64Array
  readonly traces: (monitor: string, variable: string) => readonly Float64Array[]
  readonly sampleTimes: (monitor: string) => Float64Array
}

interface State {
  readonly model: CompiledModel
  readonly memory: Memory
  readonly connected: Map<string, Connected>
  readonly recorders: ReadonlyMap<string, Recorder>
  step: number
  /** In seconds, where the last run was to end: between two steps if its duration is no whole number of them. */
  end: number
  bindSeconds: number
  kernels: { readonly step: StepKernels; readonly generation: number } | undefined
}

/** Allocates the memory, connects and sets what the model says. The first run may follow at once. */
export function createSimulation(model: CompiledModel, options: SimulationOptions = {}): Simulation {
  const { description } = model
  const seed = seedOf(options.seed ?? description.seed)
  const memory = createMemory(
    seed,
    parameterValues(description.parameters, options.parameters ?? {}),
    description.derived,
  )
  const state: State = {
    model,
    memory,
    connected: new Map(),
    recorders: new Map(description.monitors.map((monitor) => [monitor.name, recorderOf(monitor)])),
    step: 0,
    end: 0,
    bindSeconds: 0,
    kernels: undefined,
  }
  allocateFixed(state)
  carryOut(description.setup, model, state)
  return faceOf(state)
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

function allocateFixed({ model, memory }: State): void {
  const { arrays } = model.description
  const fixed = arrays.flatMap(({ name, element, length }) =>
    typeof length === 'number' ? [{ name, element, length }] : [],
  )
  memory.allocate(fixed)
  for (const { name, initial, data } of arrays) {
    if (initial !== undefined) memory.view(name).fill(initial)
    if (data !== undefined) memory.view(name).set(model.data(data))
  }
  for (const monitor of model.description.monitors) {
    const indices = `${monitor.name}:indices`
    if (monitor.kind === 'states' && memory.has(indices)) memory.i32(indices).set(monitor.indices)
  }
}

type SetupSource = Pick<CompiledModel, 'createSetup' | 'data'>

function carryOut(steps: readonly SetupStep[], source: SetupSource, state: State): void {
  const start = performance.now()
  const setup = source.createSetup(withData(state.memory, source.data))
  for (const step of steps) carryOutOne(step, setup, source, state)
  state.bindSeconds += (performance.now() - start) / 1000
}

/** A setup reads data that the simulation does not keep where they are: `W[i,j]/2` needs no copy of W. */
function withData(memory: Memory, data: CompiledModel['data']): KernelMemory {
  return {
    ...memory,
    f64: (name) => (memory.has(name) ? memory.f64(name) : (data(name) as Float64Array)),
    f32: (name) => (memory.has(name) ? memory.f32(name) : (data(name) as Float32Array)),
  }
}

function carryOutOne(step: SetupStep, setup: SetupKernels, source: SetupSource, state: State): void {
  const { memory } = state
  if (step.kind !== 'connect') memory.own(step.array)
  switch (step.kind) {
    case 'connect':
      return connect(synapsesCalled(step.synapses, state), step.rule, setup, source, state)
    case 'fill':
      memory.view(step.array).fill(step.value)
      return
    case 'function':
      setup.fills[step.function](state.step)
      return
    case 'data': {
      const target = memory.view(step.array)
      const data = source.data(step.data)
      if (step.bound && !(data instanceof Int32Array) && fitsAsIs(data, step.array, step.scale, state))
        return memory.adopt(step.array, data)
      if (step.synapses === undefined) return copyScaled(target, data, step.scale)
      const synapses = synapsesCalled(step.synapses, state)
      const held = variableOf(synapses, step.variable).scale ?? 1
      bindSynapses(
        target,
        data,
        held === 1 ? step.scale : step.scale / held,
        step.shape,
        step.variable,
        synapses,
        connectedOf(synapses, state),
        memory,
      )
    }
  }
}

/** Data may stand for an array if they are of its type and length, and in the unit that the kernels expect. */
function fitsAsIs(data: Float64Array | Float32Array, array: string, scale: number, { memory, model }: State): boolean {
  const own = memory.view(array)
  const expected = model.description.synapses.flatMap((s) => s.variables).find((v) => v.array === array)?.scale ?? 1
  return own.constructor === data.constructor && own.length === data.length && scale === expected
}

function connect(
  synapses: SynapsesDescription,
  rule: Extract<SetupStep, { kind: 'connect' }>['rule'],
  setup: SetupKernels,
  source: SetupSource,
  { memory, connected, model, step }: State,
): void {
  if (rule.kind === 'dense') {
    connected.set(synapses.name, { count: denseCount(synapses) })
    return
  }
  const sparse = sparseConnectivity(rule, synapses, setup, source.data, memory.seed, step)
  const count = sparse.target.length
  memory.allocate(
    model.description.arrays.flatMap(({ name, element, length }) =>
      typeof length !== 'number' && length.synapsesOf === synapses.name ? [{ name, element, length: count }] : [],
    ),
  )
  memory.u32(`${synapses.name}:rowStart`).set(sparse.rowStart)
  memory.view(`${synapses.name}:target`).set(sparse.target)
  connected.set(synapses.name, { count, ...(sparse.order && { order: sparse.order }) })
}

function synapsesCalled(name: string, state: State): SynapsesDescription {
  const found = state.model.description.synapses.find((s) => s.name === name)
  if (!found) throw new SpikecError([diagnostic('N011', { name, objects: '' })])
  return found
}

function connectedOf(synapses: SynapsesDescription, state: State): Connected {
  const found = state.connected.get(synapses.name)
  if (!found) throw new SpikecError([diagnostic('V007', { name: synapses.name })])
  return found
}

function faceOf(state: State): Simulation {
  const { model, memory } = state
  const { description } = model
  const monitorCalled = (name: string): Recorder => {
    const found = state.recorders.get(name)
    if (!found) throw new SpikecError([diagnostic('N011', { name, objects: '' })])
    return found
  }
  return {
    description,
    seed: memory.seed,
    time: () => state.step * description.dt,
    bytes: memory.bytes,
    bindSeconds: () => state.bindSeconds,
    run: (duration, options = {}) => run(state, duration, options),
    extend: (more, steps) => carryOut(steps, more, state),
    values: (object, variable) => valuesIn(object, variable, state),
    matrix: (name, variable, absent) => {
      const synapses = synapsesCalled(name, state)
      return matrixOf(variableOf(synapses, variable), synapses, connectedOf(synapses, state), memory, absent)
    },
    pairs: (name) => {
      const synapses = synapsesCalled(name, state)
      return pairsOf(synapses, connectedOf(synapses, state), memory)
    },
    synapseCount: (name) => state.connected.get(name)?.count ?? 0,
    synapticBytes: () => synapticBytes(state),
    spikes: (name) => spikesOf(monitorCalled(name), description.dt),
    counts: (name) => memory.i32(`${name}:counts`).slice(),
    atSpikes: (name, variable) => monitorCalled(name).column(`value.${variable}`),
    traces: (name, variable) => {
      const { monitor } = monitorCalled(name)
      return tracesOf(monitorCalled(name), variable, monitor.kind === 'states' ? monitor.indices.length : 1)
    },
    sampleTimes: (name) =>
      monitorCalled(name)
        .column('step')
        .map((step) => step * description.dt),
  }
}

function synapticBytes({ model, memory }: State): number {
  const owners = model.description.synapses.map((s) => s.name)
  const isSynaptic = (name: string) => owners.includes(name.split(/[.:]/)[0]) && memory.has(name)
  return model.description.arrays.reduce(
    (sum, { name }) => sum + (isSynaptic(name) ? memory.view(name).byteLength : 0),
    0,
  )
}

function variableOf(owner: GroupDescription | SynapsesDescription, name: string): VariableDescription {
  const found = owner.variables.find((v) => v.name === name)
  if (!found) throw new SpikecError([diagnostic('N007', { name, owner: owner.name })])
  return found
}

function valuesIn(object: string, name: string, state: State): Float64Array {
  const { description } = state.model
  const { memory } = state
  const group = description.groups.find((g) => g.name === object)
  if (group) {
    if (name === 'not_refractory' && group.refractorySteps !== undefined) return notRefractory(group, state)
    const { array } = variableOf(group, name)
    const values = Float64Array.from(memory.view(array))
    return name === 'lastspike' ? values.map((step) => step * description.dt) : values
  }
  const synapses = synapsesCalled(object, state)
  const variable = variableOf(synapses, name)
  if (variable.shared) return Float64Array.from(memory.view(variable.array))
  return valuesOf(variable, synapses, connectedOf(synapses, state), memory)
}

/** 1 for each neuron that was not refractory at the end of the last step. */
function notRefractory({ name, size, refractorySteps }: GroupDescription, { memory, step }: State): Float64Array {
  if (refractorySteps === undefined || refractorySteps === 'none') return new Float64Array(size).fill(1)
  const steps = memory.derived[refractorySteps.derived]
  return Float64Array.from(memory.view(`${name}:lastspikeStep`), (last) => (step - 1 - last >= steps ? 1 : 0))
}

/** The number of the step at which a run that ends at `time` stops: rounded where it is nearly whole, else up, as in the reference. */
export function stepAt(time: number, dt: number): number {
  const steps = time / dt
  const nearest = Math.round(steps)
  return Math.abs(steps - nearest) < 1e-4 ? nearest : Math.ceil(steps)
}

/** A chunk of steps lasts about this long, so that progress is shown and interruptions are heard. */
const CHUNK_MS = 25

async function run(state: State, duration: number, { onProgress, signal }: RunOptions): Promise<RunReport> {
  const { dt } = state.model.description
  const first = state.step
  const end = stepAt(state.end + duration, dt)
  const kernels = kernelsOf(state)
  const started = performance.now()
  kernels.prelude()
  kernels.prepare(first)
  onProgress?.(0, first * dt)
  let chunk = 8
  let lastPause = started
  while (state.step < end && !signal?.aborted) {
    const before = performance.now()
    const from = state.step
    state.step = kernels.run(from, Math.min(end, from + chunk))
    for (const recorder of state.recorders.values()) recorder.drain(state.memory)
    checkNumbers(state, from)
    const now = performance.now()
    if (now - before < CHUNK_MS / 2) chunk *= 2
    else if (now - before > 2 * CHUNK_MS && chunk > 1) chunk = Math.ceil(chunk / 2)
    onProgress?.((state.step - first) / (end - first), state.step * dt)
    if (signal && now - lastPause > CHUNK_MS) {
      await pause()
      lastPause = performance.now()
    }
  }
  state.end = state.step < end ? state.step * dt : state.end + duration
  const steps = state.step - first
  return { duration: steps * dt, steps, interrupted: state.step < end, elapsed: (performance.now() - started) / 1000 }
}

/** Lets signals and timers through. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** Views of the memory go stale when it grows, so kernels are made anew after that. */
function kernelsOf(state: State): StepKernels {
  const generation = state.memory.generation()
  if (state.kernels?.generation !== generation) {
    state.kernels = { step: state.model.createStep(state.memory), generation }
  }
  return state.kernels.step
}

/** Stops where an integrated variable is no longer a finite number. */
function checkNumbers(state: State, from: number): void {
  const { description } = state.model
  for (const group of description.groups) {
    for (const variable of group.variables) {
      if (!variable.differential) continue
      const values = state.memory.view(variable.array)
      const at = values.findIndex((value: number) => !Number.isFinite(value))
      if (at < 0) continue
      const [start, stop] = [from, state.step].map(
        (step) => `${Number((step * description.dt * 1000).toPrecision(6))} ms`,
      )
      const parameters = {
        name: `${group.name}.${variable.name}`,
        index: String(at),
        value: String(values[at]),
        from: start,
        to: stop,
      }
      throw new SpikecError([diagnostic('B001', parameters)])
    }
  }
}
