/** What a simulation is made of while it lives. */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { eachComputed } from './computed.js'
import type { SettledPathways } from './delays.js'
import type {
  GroupDescription,
  MonitorDescription,
  SimulationDescription,
  SynapsesDescription,
  VariableDescription,
} from './description.js'
import type { Data, KernelMemory, SetupKernels, StepKernels } from './kernels.js'
import type { Memory } from './memory.js'
import type { RecordedSynapses } from './recorded-synapses.js'
import type { Recorder } from './recording.js'
import type { Waiting } from './stepwise.js'
import type { Connected } from './synapses.js'
import type { Backend } from './wasm.js'

/** A compiled model: what it is, its kernels, and its data. */
export interface CompiledModel {
  readonly description: SimulationDescription
  readonly createStep: (memory: KernelMemory) => StepKernels
  readonly createSetup: (memory: KernelMemory) => SetupKernels
  readonly data: (name: string) => Data
  /** The steps as a module of WebAssembly; absent where there is none. */
  readonly wasm?: () => Promise<Uint8Array<ArrayBuffer>>
}

export interface CompiledModule {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly module: WebAssembly.Module
  /** Compiled as a whole, for a run that is worth it. */
  readonly whole: boolean
}

export interface State {
  readonly model: CompiledModel
  readonly memory: Memory
  readonly connected: Map<string, Connected>
  readonly recorders: ReadonlyMap<string, Recorder>
  /** By the names of their monitors. */
  readonly recordedSynapses: Map<string, RecordedSynapses>
  step: number
  /** In seconds, where the last run was to end: between two steps if its duration is no whole number of them. */
  end: number
  /** Bytes that arrays and recordings may take together. */
  readonly most: number
  bindSeconds: number
  readonly backend: Backend
  /** Made at the first run. */
  module: CompiledModule | undefined
  running: boolean
  /** A function of the user's own is being called within a step. */
  calling: boolean
  /** The run is to end after the present step. */
  stopping: boolean
  /** Variables may have been written to since the kernels were prepared. */
  written: boolean
  /** A variable's own memory was handed out, to be written to at any time. */
  viewed: boolean
  /** Functions of the user's own, by the names of what calls them. */
  readonly operations: ReadonlyMap<string, (time: number) => unknown>
  /** Seconds that each kernel has taken, where they are timed. */
  profile: Map<string, number> | undefined
  /** How often other random numbers were asked for. */
  renewals: number
  /** How often each array was set, by which its random numbers are counted. */
  readonly sets: Map<string, number>
  /** The objects that are to stand still from the next run on, and those that do. */
  readonly inactive: Set<string>
  still: ReadonlySet<string>
  readonly waiting: Waiting
  /** The pathways whose delays are set, as kernels are made for them. */
  readonly settled: SettledPathways
  kernels:
    | { readonly step: StepKernels; readonly generation: number; readonly module: WebAssembly.Module | undefined }
    | undefined
}

/** What a function that is called within a step may do. */
export const ALLOWED_WITHIN: readonly string[] = ['set()', 'view()']

/** Between two chunks of steps a run lets other code through, which may read, and nothing else. */
export function refuseWhileRunning({ running, calling }: State, what: string): void {
  if (!running || (calling && ALLOWED_WITHIN.includes(what))) return
  const problem = 'the simulation is running: wait for the run before, `await net.run(…)`'
  throw new SpikecError([diagnostic('V008', { what, problem })])
}

/** With how many neurons, or synapses, there are on each side now. */
export interface SizedSynapses extends Omit<SynapsesDescription, 'sources' | 'targets'> {
  readonly sources: number
  readonly targets: number
  /** Where targets are computed: calls `see` for the neurons of each synapse, in order. */
  readonly eachPair?: (see: (i: number, j: number) => void) => void
}

export function synapsesCalled(name: string, state: State): SizedSynapses {
  const found = state.model.description.synapses.find((s) => s.name === name)
  if (!found) throw new SpikecError([diagnostic('N011', { name, objects: '' })])
  const synapses = sized(found, (other) => state.connected.get(other)?.count ?? 0)
  return found.copies ? { ...synapses, eachPair: (see) => eachComputed(synapses, see, state) } : synapses
}

/** `countOf`: how many synapses there are of an object. */
export function sized(synapses: SynapsesDescription, countOf: (name: string) => number): SizedSynapses {
  const sizeOf = (size: SynapsesDescription['sources']) => (typeof size === 'number' ? size : countOf(size.synapsesOf))
  return { ...synapses, sources: sizeOf(synapses.sources), targets: sizeOf(synapses.targets) }
}

export function connectedOf(synapses: Pick<SynapsesDescription, 'name'>, state: State): Connected {
  const found = state.connected.get(synapses.name)
  if (!found) throw new SpikecError([diagnostic('V007', { name: synapses.name })])
  return found
}

/** A variable of a group or of synapses, or one that a monitor records. */
export function variableOf(
  owner: Pick<GroupDescription | SynapsesDescription | MonitorDescription, 'name' | 'variables'>,
  name: string,
): VariableDescription {
  const found = owner.variables.find((v) => v.name === name)
  if (found) return found
  const names = owner.variables.map((v) => v.name)
  const meant = nearest(String(name), names)
  const known = names.length === 0 ? 'it has none' : `it has ${names.map((n) => `\`${n}\``).join(', ')}`
  const help = [meant === undefined ? known : `did you mean \`${meant}\`?`]
  throw new SpikecError([diagnostic('N007', { name: String(name), owner: owner.name }, { help })])
}
