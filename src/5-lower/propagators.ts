/**
 * Where the propagators of linear systems are computed and kept: once before the run in derived slots, if the
 * coefficients are made of constants; in arrays, one element a neuron, if they depend on the neuron, either once before
 * the run or, where the run changes them, in every step.
 */

import { referencesOf, visit } from '../2-resolve/expression.js'
import type { Group, Model } from '../2-resolve/model.js'
import type { Expression, LinearSystem, PropagatorNode, Variable } from '../2-resolve/symbols.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { constant, derived, load, local } from '../ir/build.js'
import type { ArrayRef, Expr, Kernel, Propagate, PropagatorOutput } from '../ir/ir.js'
import { type ArraySpec, floatOf, internal } from './arrays.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber } from './expression.js'
import { neuronSite } from './site.js'

/** How long the coefficients of a system keep their values. */
export type Lifetime = 'run' | 'neuron' | 'step'

export function lifetimeOf(system: LinearSystem, written: ReadonlySet<Variable>): Lifetime {
  let lifetime: Lifetime = 'run'
  for (const { symbol } of entriesOf(system).flatMap(referencesOf)) {
    if (symbol.kind === 'special' && symbol.name !== 'i') continue
    if (symbol.kind === 'constant' || symbol.kind === 'literal') continue
    if (symbol.kind === 'variable' && (written.has(symbol) || isAnothers(symbol))) return 'step'
    lifetime = 'neuron'
  }
  let timed = false
  for (const entry of entriesOf(system))
    visit(entry, (node) => {
      if (node.kind === 'timed') timed = true
      if (node.kind === 'element') lifetime = 'neuron'
    })
  return timed ? 'step' : lifetime
}

/** What the simulator keeps, and what is a variable of another group, may change in any step. */
function isAnothers({ role }: Variable): boolean {
  return role === 'internal' || role === 'linked'
}

function entriesOf(system: LinearSystem): readonly Expression[] {
  return system.coefficients.flat().filter((entry): entry is Expression => entry !== undefined)
}

function outputName({ system, part, row, column }: PropagatorNode): string {
  const { variables } = system
  const from = part === 'state' ? variables[column].name : `input_of_${variables[column].name}`
  return `${system.name}.${variables[row].name}_from_${from}`
}

function outputArray(node: PropagatorNode, element: 'f64' | 'f32'): ArrayRef {
  const { variables } = node.system
  const from = node.part === 'state' ? variables[node.column].name : `input_of_${variables[node.column].name}`
  return internal(node.system.name, `${variables[node.row].name}_from_${from}`, element, 'f64')
}

/** What an entry of a propagator is read from. */
export function propagatorReader(model: Model, written: ReadonlySet<Variable>): ModelContext['propagatorAt'] {
  const lifetimes = new Map<LinearSystem, Lifetime>()
  return (node, index) => {
    const lifetime = lifetimes.get(node.system) ?? lifetimeOf(node.system, written)
    lifetimes.set(node.system, lifetime)
    return lifetime === 'run' ? derived(outputName(node)) : load(outputArray(node, floatOf(model)), index, 'contiguous')
  }
}

/** The entries that the update reads, each once. */
function usedEntries(update: StateUpdate, system: LinearSystem): readonly PropagatorNode[] {
  const used = new Map<string, PropagatorNode>()
  for (const { value } of update.assignments) {
    visit(value, (node) => {
      if (node.kind === 'propagator' && node.system === system) used.set(outputName(node), node)
    })
  }
  return [...used.values()]
}

export interface LoweredPropagator {
  readonly system: LinearSystem
  readonly lifetime: Lifetime
  readonly statement: Propagate
  readonly arrays: readonly ArraySpec[]
}

export function lowerPropagators(
  group: Group,
  update: StateUpdate,
  context: ModelContext,
): readonly LoweredPropagator[] {
  return update.systems.map((system) => {
    const lifetime = lifetimeOf(system, context.written)
    const site = neuronSite(group, context, { stream: `${group.name}:propagator` }, 'contiguous')
    const entries = usedEntries(update, system)
    const element = floatOf(context.model)
    const i = local('i', 'i32')
    const statement: Propagate = {
      kind: 'propagate',
      name: system.name,
      size: system.variables.length,
      matrix: system.coefficients.flat().map((entry) => entry && lowerNumber(entry, site)),
      dt: constant(group.clock.dt, 'dt'),
      outputs: entries.map((node) => outputOf(node, lifetime, i, element)),
      comment: matrixComment(system),
    }
    const arrays =
      lifetime === 'run' ? [] : entries.map((node) => ({ ...outputArray(node, element), length: group.size }))
    return { system, lifetime, statement, arrays }
  })
}

function outputOf(node: PropagatorNode, lifetime: Lifetime, i: Expr, element: 'f64' | 'f32'): PropagatorOutput {
  const { part, row, column, system } = node
  const { variables } = system
  const [to, from] = [variables[row].name, variables[column].name]
  const comment =
    part === 'state'
      ? `how much of ${from} becomes ${to} in one step`
      : `how much of the constant part of d${from}/dt becomes ${to} in one step`
  const target =
    lifetime === 'run'
      ? { kind: 'slot' as const, name: outputName(node) }
      : { kind: 'array' as const, array: outputArray(node, element), index: i }
  return { part, row, column, to: target, comment }
}

/** `dv/dt: v -1/taum, ge 1/taum; …`: the coefficients as the model has them. */
function matrixComment(system: LinearSystem): string {
  const rows = system.coefficients.map((row, k) => {
    const terms = row.flatMap((entry, column) =>
      entry ? [`${system.variables[column].name}: ${printResolved(entry)}`] : [],
    )
    return `d${system.variables[k].name}/dt has ${terms.length ? terms.join(', ') : 'no coefficients'}`
  })
  return rows.join('; ')
}

/** The kernel that computes propagators neuron by neuron. */
export function propagatorKernel(group: Group, lowered: LoweredPropagator): Kernel {
  return {
    name: `propagate_${lowered.system.name}`,
    owner: group.name,
    title: `The propagators of ${group.name}, whose coefficients differ from neuron to neuron.`,
    slot: 'before_groups',
    interval: group.clock.ticks,
    body: [{ kind: 'for', domain: { kind: 'neurons', index: 'i', count: group.size }, body: [lowered.statement] }],
  }
}
