/** Carrying out a setup: making arrays, connecting, setting variables. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { numbersOf, placesOf } from './chosen-synapses.js'
import { connectAll } from './connecting.js'
import { asTheyAre, checkDelays, delayedBy } from './delay-values.js'
import type { SetupStep } from './description.js'
import { giveSpikes } from './given-spikes.js'
import type { KernelMemory, SetupKernels } from './kernels.js'
import { countsCalled } from './numbers-of-synapses.js'
import { allocateRecorders } from './recorded-synapses.js'
import { type CompiledModel, connectedOf, type SizedSynapses, type State, synapsesCalled, variableOf } from './state.js'
import { bindSynapses, copyScaled } from './synapses.js'

export type SetupSource = Pick<CompiledModel, 'createSetup' | 'data'>

export function allocateFixed({ model, memory }: State): void {
  const { arrays } = model.description
  const fixed = arrays.flatMap(({ name, element, length, offset }) => {
    if (typeof length === 'number') return [{ name, element, length, ...(offset !== undefined && { offset }) }]
    return 'atFirst' in length ? [{ name, element, length: length.atFirst }] : []
  })
  memory.allocate(fixed, model.description.memory.end)
  for (const { name, initial, data } of arrays) {
    if (initial !== undefined && memory.has(name)) memory.view(name).fill(initial)
    if (data !== undefined) memory.view(name).set(model.data(data))
  }
  for (const monitor of model.description.monitors) {
    const indices = `${monitor.name}:indices`
    if (monitor.kind === 'states' && memory.has(indices)) memory.i32(indices).set(monitor.indices)
  }
}

export function carryOut(steps: readonly SetupStep[], source: SetupSource, state: State): void {
  const start = performance.now()
  const setup = source.createSetup(withData(state, source.data))
  const connected = new Map<string, SizedSynapses>()
  for (let k = 0; k < steps.length; ) {
    const step = steps[k]
    if (step.kind === 'connect') {
      const calls = connectsFrom(k, steps)
      const synapses = connectAll(calls, setup, source, state)
      connected.set(synapses.name, synapses)
      k += calls.length
    } else {
      carryOutOne(step, setup, source, state)
      k++
    }
  }
  for (const synapses of connected.values()) allocateRecorders(synapses, state)
  state.written = true
  state.bindSeconds += (performance.now() - start) / 1000
}

/** A setup reads data that the simulation does not keep where they are: `W[i,j]/2` needs no copy of W. */
export function withData(state: State, data: CompiledModel['data']): KernelMemory {
  const { memory } = state
  // In single precision kernels of the step may have data in another form than the setup is given them.
  const holds = (name: string, Kind: typeof Float64Array | typeof Float32Array) =>
    memory.has(name) && memory.view(name) instanceof Kind
  return {
    ...memory,
    f64: (name) => (holds(name, Float64Array) ? memory.f64(name) : (data(name) as Float64Array)),
    f32: (name) => (holds(name, Float32Array) ? memory.f32(name) : (data(name) as Float32Array)),
    i32: (name) => countsCalled(name, state) ?? memory.i32(name),
  }
}

type ConnectStep = Extract<SetupStep, { readonly kind: 'connect' }>

/** The calls of connect() from one on that are for the same synapses, and have nothing between them. */
function connectsFrom(first: number, steps: readonly SetupStep[]): readonly ConnectStep[] {
  const calls: ConnectStep[] = []
  for (const step of steps.slice(first)) {
    if (step.kind !== 'connect' || (calls.length > 0 && step.synapses !== calls[0].synapses)) break
    calls.push(step)
  }
  return calls
}

function carryOutOne(
  step: Exclude<SetupStep, ConnectStep>,
  setup: SetupKernels,
  source: SetupSource,
  state: State,
): void {
  const { memory } = state
  if (step.kind === 'spikes') {
    giveSpikes(step, source.data, state.model.description.arrays, memory)
    return
  }
  memory.own(step.array)
  const delayed = delayedBy(step.array, state)
  const putBack = delayed && asTheyAre(memory.f64(step.array))
  if (step.at) setChosen(step.at, step, setup, source, state)
  else setOne(step, setup, source, state)
  if (delayed && putBack) checkDelays(delayed, putBack, state)
  state.sets.set(step.array, 1 + (state.sets.get(step.array) ?? 0))
}

type SetStep = Extract<SetupStep, { readonly array: string }>

/** All others stay as they are. */
function setChosen(
  at: NonNullable<SetStep['at']>,
  step: SetStep,
  setup: SetupKernels,
  source: SetupSource,
  state: State,
): void {
  const { memory } = state
  const synapses = synapsesCalled(at.synapses, state)
  const choice = 'numbers' in at ? { numbers: source.data(at.numbers) } : { i: source.data(at.i), j: source.data(at.j) }
  const numbers = numbersOf(choice, synapses, state)
  const places = placesOf(numbers, synapses, state)
  const view = memory.view(step.array)
  if (step.kind === 'data') {
    const data = source.data(step.data)
    if (data.length !== numbers.length) {
      const expected = `${numbers.length} value${numbers.length === 1 ? '' : 's'}, one for each synapse that is named`
      const found = `${data.length} value${data.length === 1 ? ' is' : 's are'}`
      throw new SpikecError([diagnostic('V002', { name: `${synapses.name}.${step.variable}`, expected, found })])
    }
    const scale = step.scale / (variableOf(synapses, step.variable).scale ?? 1)
    for (let k = 0; k < places.length; k++) view[places[k]] = data[k] * scale
    return
  }
  const before = view.slice()
  setOne(step, setup, source, state)
  const set = view.slice()
  view.set(before)
  for (const place of places) view[place] = set[place]
}

function setOne(step: SetStep, setup: SetupKernels, source: SetupSource, state: State): void {
  const { memory } = state
  switch (step.kind) {
    case 'fill':
      memory.view(step.array).fill(step.value)
      return
    case 'function':
      setup.fills[step.function](state.step, state.sets.get(step.array) ?? 0)
      if (!delayedBy(step.array, state)) checkWeights(step.array, state)
      return
    case 'data':
      moveData(step, source, state)
  }
}

/** A weight that is computed must be a finite number, as one that is given must. */
function checkWeights(array: string, { memory, model }: State): void {
  const owner = model.description.synapses.find((s) => s.variables.some((v) => v.array === array))
  const values = owner && memory.view(array)
  if (!values) return
  let count = 0
  let first = -1
  // A loop over indices: the array's own methods call a function for each of what may be many millions.
  for (let k = values.length - 1; k >= 0; k--) {
    if (Number.isFinite(values[k])) continue
    count++
    first = k
  }
  if (count === 0) return
  const name = `\`${array}\`, as its expression computes it,`
  const where = `place ${first} (${values[first]})`
  throw new SpikecError([diagnostic('V004', { name, count, total: values.length, where })])
}

/** Data become the array itself where they can, and are copied into it once where they can't. */
function moveData(step: Extract<SetupStep, { kind: 'data' }>, source: SetupSource, state: State): void {
  const { memory } = state
  const data = source.data(step.data)
  if (
    state.backend === 'js' &&
    step.bound &&
    (data instanceof Float64Array || data instanceof Float32Array) &&
    fitsAsIs(data, step.array, step.scale, state)
  ) {
    memory.adopt(step.array, data)
    return
  }
  const target = memory.view(step.array)
  if (step.synapses === undefined) {
    copyScaled(target.subarray(step.start ?? 0), data, step.scale)
    return
  }
  const synapses = synapsesCalled(step.synapses, state)
  const held = variableOf(synapses, step.variable).scale ?? 1
  const scale = held === 1 ? step.scale : step.scale / held
  const connected = connectedOf(synapses, state)
  bindSynapses(target, data, scale, step.shape, step.variable, synapses, connected, memory)
}

/** Data may stand for an array if they are of its type and length, and in the unit that the kernels expect. */
function fitsAsIs(data: Float64Array | Float32Array, array: string, scale: number, { memory, model }: State): boolean {
  const own = memory.view(array)
  const expected = model.description.synapses.flatMap((s) => s.variables).find((v) => v.array === array)?.scale ?? 1
  return own.constructor === data.constructor && own.length === data.length && scale === expected
}
