import { isForAll } from './2-resolve/alike.js'
import { checkConnected } from './2-resolve/connected.js'
import { checkData } from './2-resolve/data.js'
import { resolveCondition } from './2-resolve/group.js'
import { refuseUnlinked } from './2-resolve/links.js'
import { type Model, synapsesOf } from './2-resolve/model.js'
import { checkChoiceShapes } from './2-resolve/shapes.js'
import { warnOfPastSpikes } from './2-resolve/spikes.js'
import { scopeOfSynapses } from './2-resolve/synapses.js'
import { checkTruth } from './3-units/check.js'
import { structuralConstants } from './3-units/structural.js'
import { refuseNewDelays } from './5-lower/delays.js'
import { describe } from './5-lower/describe.js'
import { describeKernels } from './5-lower/describe-kernels.js'
import { listArrays, withLists } from './5-lower/indices.js'
import { type Lowered, lower, lowerLate } from './5-lower/lower.js'
import { checkMemory } from './5-lower/memory.js'
import { askedArray, lowerAsked, lowerChoice } from './5-lower/setup.js'
import { type Optimised, optimise, optimiseSetup } from './6-optimise/passes.js'
import { type Script, setupScript, stepScript } from './7-emit/javascript/script.js'
import { emitSetup, emitStep } from './7-emit/typescript/module.js'
import { derivedSlots, setupText, stepText } from './7-emit/typescript/text.js'
import { emitWasm } from './7-emit/wasm/module.js'
import { analyse } from './analyse.js'
import { assertInternal, type Diagnostic, diagnostic, SpikecError, throwErrors } from './diagnostics/index.js'
import { placement } from './ir/placement.js'
import type { Action, ModelSpec, SetAction } from './model/spec.js'
import type { SimulationDescription } from './runtime/description.js'
import type { Data } from './runtime/kernels.js'
import { streamKey } from './runtime/random.js'
import { describeDimension } from './units/index.js'

export interface CompileOptions {
  /** Names of optimisation passes to leave out. */
  readonly withoutPasses?: ReadonlySet<string>
  /** Names of synapses that have a value of their own for every variable, also where their neurons could keep one for all of theirs. */
  readonly everySynapse?: ReadonlySet<string>
}

/** The two modules of kernels: those of every step, and those of what comes before a run. */
export interface Modules<Text> {
  readonly step: Text
  readonly setup: Text
}

export { check, lint } from './analyse.js'
export type { Script }

/** A model after all its stages. Nothing in it has run; its kernels are printed in the form that is asked for. */
export interface Compiled {
  readonly spec: ModelSpec
  readonly warnings: readonly Diagnostic[]
  readonly model: Model
  readonly lowered: Lowered
  readonly optimised: Optimised
  readonly description: SimulationDescription
  readonly data: ReadonlyMap<string, Data>
  /** For people and bundles. */
  readonly typescript: () => Modules<string>
  /** For this process. */
  readonly javascript: () => Modules<Script>
  /** The kernels of every step as WebAssembly text. */
  readonly wat: () => string
  /** Seconds: of the whole compilation, and, within it, of looking through the model's data. */
  readonly timings: { readonly compile: number; readonly data: number }
}

/**
 * Equation strings in, kernels out.
 *
 *   strings ──1-parse──> AST ──2-resolve──> symbols ──3-units──> checked
 *                                                                   │
 *   TypeScript <──7-emit── IR <──6-optimise── IR <──5-lower── updates <──4-integrate
 *
 * Throws a SpikecError with every error that the model has; its strings are all looked at before anything is lowered.
 */
export function compile(spec: ModelSpec, options: CompileOptions = {}): Compiled {
  const started = performance.now()
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const { model, updates } = analyse(spec, report)
  checkConnected(spec, report)
  const data = timed(() => checkData(spec, report))
  throwErrors(diagnostics)
  refuseUnlinked(model, report)
  throwErrors(diagnostics)

  const lowered = lower(model, updates, report, options.everySynapse)
  checkMemory(lowered, report)
  throwErrors(diagnostics)

  const optimised = optimise(lowered.program, options.withoutPasses)
  const { readers } = lowered
  const functions = [...lowered.setup.functions, ...readers.functions].map(optimiseSetup)
  const slots = derivedSlots(optimised.program)
  const step = () => stepText(optimised.program, lowered.arrays)
  const setup = () => setupText(functions, optimised.program, [...lowered.arrays, ...readers.arrays])
  const placed = placement(lowered.arrays, optimised.program.parameters.length, slots.length)
  return {
    spec,
    warnings: diagnostics,
    model,
    lowered,
    optimised,
    description: {
      ...describe(model, lowered, updates, slots, placed, structuralConstants(model)),
      model: modelDigest(spec),
      kernels: describeKernels(optimised.program.kernels),
      inactive: spec.objects.flatMap(({ name, active }) => (active === false ? [name] : [])),
    },
    data: lowered.setup.data,
    typescript: () => ({ step: emitStep(step()), setup: emitSetup(setup()) }),
    javascript: () => ({ step: stepScript(step()), setup: setupScript(setup()) }),
    wat: () => emitWasm(optimised.program, lowered.arrays, placed, streamKey),
    timings: { compile: (performance.now() - started) / 1000, data },
  }
}

/** What makes two models the same, so far as the state of one fits the other: their objects, and not the numbers that they are given. */
function modelDigest({ dt, precision, objects }: ModelSpec): string {
  const isData = (key: string, value: unknown) =>
    ['namespace', 'active', 'indices', 'times'].includes(key) || ArrayBuffer.isView(value)
  const text = JSON.stringify([dt, precision, objects], (key, value) => (isData(key, value) ? undefined : value))
  return [text, `${text}:`].map((one) => streamKey(one).toString(16).padStart(8, '0')).join('')
}

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}

/** Setup that is asked for after the model was compiled: what to do, and the functions and data for it. */
export interface CompiledLate {
  readonly warnings: readonly Diagnostic[]
  readonly steps: SimulationDescription['setup']
  readonly setup: Script
  readonly data: ReadonlyMap<string, Data>
}

/** Compiles a set() that comes while the model runs. */
export function compileOne(compiled: Compiled, action: Action): CompiledLate {
  const connects = compiled.spec.actions.filter(({ kind }) => kind === 'connect')
  return compileLate(compiled, [...connects, action], connects.length, 0)
}

/** Compiles further actions of a model; `spec` holds those that it had been compiled with, and `ticks` is how far it has run. */
export function compileLate(
  { spec, lowered, optimised }: Compiled,
  all: readonly Action[],
  done: number,
  ticks: number,
): CompiledLate {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const { model } = analyse(
    { ...spec, actions: all.map((action, k) => (k < done ? carriedOut(action) : action)) },
    report,
  )
  checkData({ objects: [], actions: all.slice(done) }, report)
  throwErrors(diagnostics)
  refuseUnlinked(model, report)
  refuseNewDelays(model.actions.slice(done), lowered.arrays, report)
  throwErrors(diagnostics)
  const warnings: Diagnostic[] = []
  warnOfPastSpikes(model, done, ticks, (found) => warnings.push(found))
  const late = lowerLate(model.actions, { ...lowered.context, layouts: layoutsFor(model, lowered) }, done)
  const setup = setupScript(setupText(late.functions.map(optimiseSetup), optimised.program, lowered.arrays))
  return { warnings, steps: late.steps, setup, data: late.data }
}

/** Does a set() give all synapses one number? What is wrong is told when it is carried out. */
export function setsAllAlike({ spec }: Compiled, action: SetAction): boolean {
  const connects = spec.actions.filter(({ kind }) => kind === 'connect').map(carriedOut)
  const { model } = analyse({ ...spec, actions: [...connects, action] }, () => {})
  const last = model.actions.at(-1)
  return last?.kind !== 'set' || isForAll(last)
}

/** Spikes that were given once need not be sorted again, nor pairs be looked through. */
function carriedOut(action: Action): Action {
  if (action.kind === 'connect') return { ...action, rule: {} }
  return action.kind === 'set_spikes' ? { kind: 'set_spikes', target: action.target, indices: [], times: [] } : action
}

/** A subexpression that is asked for by its name: a function for its values, the array that they go into, and its unit. */
export interface CompiledAsked {
  readonly setup: Script
  readonly data: ReadonlyMap<string, Data>
  readonly array: string
  readonly shared: boolean
  readonly unit: string
}

/** Undefined if the object has no subexpression of that name. */
export function compileAsked({ model, lowered, optimised }: Compiled, object: string, name: string) {
  const owner = model.parts.find((part) => part.name === object)
  if (owner?.kind !== 'group' && owner?.kind !== 'synapses') return undefined
  const variable = owner.variables.get(name)
  const subexpression = owner.subexpressions.find((one) => one.name === name)
  const asked = variable?.role === 'linked' ? variable : subexpression
  if (!asked) return undefined
  const { functions, data } = lowerAsked(owner, asked, withLists(lowered.context))
  const array = askedArray(owner.name)
  const arrays = [...lowered.arrays, ...listArrays(owner, lowered.context), { ...array, length: 1 }]
  const setup = setupScript(setupText(functions.map(optimiseSetup), optimised.program, arrays))
  const { shared, dimension } = asked
  const compiled: CompiledAsked = { setup, data, array: array.name, shared, unit: describeDimension(dimension) }
  return compiled
}

/** A condition on the synapses of an object, 1 or 0 for each, as it is when it is asked. */
export function compileChoice({ model, lowered, optimised }: Compiled, object: string, where: string): CompiledAsked {
  const owner = synapsesOf(model).find(({ name }) => name === object)
  if (!owner) throw new SpikecError([diagnostic('N011', { name: object, objects: '' })])
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const scope = scopeOfSynapses(owner, model.scopeAround(object))
  const condition = resolveCondition(where, `where of get() of ${object}`, scope, report)
  if (condition) {
    checkChoiceShapes(condition, owner, report)
    checkTruth(condition, condition.source.role, report)
  }
  throwErrors(diagnostics)
  assertInternal(condition, 'a condition without a value and without a mistake')
  const { functions, data } = lowerChoice(owner, condition.value, withLists(lowered.context))
  const array = askedArray(object)
  const arrays = [...lowered.arrays, ...listArrays(owner, lowered.context), { ...array, length: 1 }]
  const setup = setupScript(setupText(functions.map(optimiseSetup), optimised.program, arrays))
  return { setup, data, array: array.name, shared: false, unit: '1' }
}

/** The layouts that were chosen, under the synapses of a model that was resolved anew. */
function layoutsFor(model: Model, lowered: Lowered): Lowered['context']['layouts'] {
  return new Map(
    model.parts.flatMap((part) => {
      const layout = part.kind === 'synapses' ? lowered.layouts.get(part.name) : undefined
      return part.kind === 'synapses' && layout ? [[part, layout] as const] : []
    }),
  )
}
