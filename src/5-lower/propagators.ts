/**
 * Where the propagators of linear systems are computed and kept: once before the run in derived slots, if the
 * coefficients are made of constants; in arrays, one element a neuron, if they depend on the neuron, either once before
 * the run or, where the run changes them, in every step.
 */

import { referencesOf, visit } from '../2-resolve/expression.js'
import { type Group, type Model, type Synapses, synapsesOf } from '../2-resolve/model.js'
import type { Expression, LinearSystem, PropagatorNode, Variable } from '../2-resolve/symbols.js'
import type { StateUpdate } from '../4-integrate/update.js'
import { constant, derived, load } from '../ir/build.js'
import type { ArrayRef, Expr, Kernel, Propagate, PropagatorOutput } from '../ir/ir.js'
import { type ArraySpec, floatOf, internal, synapticLength } from './arrays.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber, placeOf } from './expression.js'
import { eachElement, neuronSite, synapseSite } from './site.js'

/** How long the coefficients of a system keep their values. */
export type Lifetime = 'run' | 'neuron' | 'step'

export function lifetimeOf(
  system: LinearSystem,
  { model, written }: Pick<ModelContext, 'model' | 'written'>,
): Lifetime {
  const ofSynapses = synapsesOf(model).some(({ name }) => name === system.variables[0]?.owner)
  let lifetime: Lifetime = 'run'
  for (const { symbol } of entriesOf(system).flatMap(referencesOf)) {
    // How many synapses there are is not known before they are connected.
    const isNumbered =
      symbol.kind === 'special' && (['i', 'j'].includes(symbol.name) || (ofSynapses && symbol.name === 'N'))
    if (symbol.kind === 'special' && !isNumbered) continue
    // Another object's, whose variables may change in any step.
    if (symbol.kind === 'subexpression') return 'step'
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
    const lifetime = lifetimes.get(node.system) ?? lifetimeOf(node.system, { model, written })
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
  owner: Group | Synapses,
  update: StateUpdate,
  context: ModelContext,
): readonly LoweredPropagator[] {
  return update.systems.map((system) => {
    const lifetime = lifetimeOf(system, context)
    const options = { stream: `${owner.name}:propagator` }
    const site =
      owner.kind === 'group' ? neuronSite(owner, context, options, 'contiguous') : synapseSite(owner, context, options)
    const entries = usedEntries(update, system)
    const element = floatOf(context.model)
    const place = placeOf('own', site).index
    const statement: Propagate = {
      kind: 'propagate',
      name: system.name,
      size: system.variables.length,
      matrix: system.coefficients.flat().map((entry) => entry && lowerNumber(entry, site)),
      dt: constant(owner.clock.dt, 'dt'),
      outputs: entries.map((node) => outputOf(node, lifetime, place, element)),
      comment: matrixComment(system),
    }
    const arrays =
      lifetime === 'run'
        ? []
        : entries.map((node) => ({ ...outputArray(node, element), length: lengthFor(owner, context) }))
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

function lengthFor(owner: Group | Synapses, { layouts }: ModelContext): ArraySpec['length'] {
  if (owner.kind === 'group') return owner.size
  const layout = layouts.get(owner)
  return layout ? synapticLength(owner, layout) : 0
}

/** The kernel that computes propagators neuron by neuron, or synapse by synapse. */
export function propagatorKernel(owner: Group | Synapses, lowered: LoweredPropagator, context: ModelContext): Kernel {
  const { name, kind, clock } = owner
  return {
    name: `propagate_${lowered.system.name}`,
    owner: name,
    title: `The propagators of ${name}, whose coefficients differ from ${kind === 'group' ? 'neuron to neuron' : 'synapse to synapse'}.`,
    slot: 'groups',
    interval: clock.ticks,
    body: [eachElement(owner, context, [lowered.statement])],
  }
}
