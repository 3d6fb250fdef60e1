/** Small models, and what the stages make of them. */
import { readFileSync } from 'node:fs'
import { parseExpression } from '../src/1-parse/parse.js'
import { resolveExpression } from '../src/2-resolve/expression.js'
import { scopeOfGroup } from '../src/2-resolve/group.js'
import type { Group, Model, Synapses } from '../src/2-resolve/model.js'
import { resolveModel } from '../src/2-resolve/resolve.js'
import { type Found, LITERAL_SCOPE, scopeOf } from '../src/2-resolve/scope.js'
import type { Constant, Expression } from '../src/2-resolve/symbols.js'
import { loadModel } from '../src/8-bundle/in-process.js'
import { type Compiled, type CompileOptions, compile } from '../src/compile.js'
import type { Diagnostic, Source } from '../src/diagnostics/index.js'
import type { Kernel, StepProgram } from '../src/ir/ir.js'
import type { Action, GroupSpec, ModelSpec, ObjectSpec, SynapsesSpec } from '../src/model/spec.js'
import { createSimulation, type Simulation, type SimulationOptions } from '../src/runtime/simulation.js'

export function groupSpec(model: string, options: Partial<GroupSpec> = {}): GroupSpec {
  return { kind: 'NeuronGroup', name: 'P', N: 3, model, ...options }
}

export function synapsesSpec(options: Partial<SynapsesSpec> = {}): SynapsesSpec {
  return { kind: 'Synapses', name: 'S', source: 'P', target: 'P', ...options }
}

export function modelSpec(
  objects: readonly ObjectSpec[],
  actions: readonly Action[] = [],
  options: Partial<ModelSpec> = {},
): ModelSpec {
  return { objects, actions, ...options }
}

/** Kernels by themselves: a program without parameters, prelude and recorders. */
export function bareProgram(kernels: readonly Kernel[], precision: StepProgram['precision'] = 'double'): StepProgram {
  return { dt: 1e-4, precision, parameters: [], prelude: [], preparation: [], kernels, rooms: [] }
}

export function resolved(spec: ModelSpec): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  return { model: resolveModel(spec, (found) => diagnostics.push(found)), diagnostics }
}

function accepted(spec: ModelSpec): Model {
  const { model, diagnostics } = resolved(spec)
  const errors = diagnostics.filter((d) => d.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((d) => d.message).join('\n'))
  return model
}

export function resolvedGroup(model: string, options: Partial<GroupSpec> = {}): Group {
  const [part] = accepted(modelSpec([groupSpec(model, options)])).parts
  if (part?.kind !== 'group') throw new Error('no group')
  return part
}

export function resolvedSynapses(spec: ModelSpec): Synapses {
  const part = accepted(spec).parts.find((p) => p.kind === 'synapses')
  if (part?.kind !== 'synapses') throw new Error('no synapses')
  return part
}

/** An expression over the variables of a group, and some constants. */
export function expressionIn(
  group: Group,
  text: string,
  constants: readonly Constant[] = [],
): { readonly expression: Expression; readonly source: Source } {
  const known = new Map(constants.map((symbol): [string, Found] => [symbol.name, { symbol, side: 'own' }]))
  const outer = scopeOf('the constants', known, LITERAL_SCOPE)
  const source = { text, role: 'the expression' }
  const problems: string[] = []
  const report = ({ message }: Diagnostic) => problems.push(message)
  const parsed = parseExpression(source, report)
  const expression = parsed && resolveExpression(parsed, { source, scope: scopeOfGroup(group, outer), report })
  if (!expression) throw new Error(problems.join('\n'))
  return { expression, source }
}

export function compiled(spec: ModelSpec, options?: CompileOptions): Compiled {
  return compile(spec, options)
}

export function simulationOf(spec: ModelSpec, options: SimulationOptions & CompileOptions = {}): Simulation {
  return createSimulation(loadModel(compile(spec, options)), { seed: 1, ...options })
}

export function goldenJson<T>(path: string, base: string): T {
  return JSON.parse(readFileSync(new URL(path, base), 'utf8')) as T
}
