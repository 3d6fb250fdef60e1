/** Synapses: their own variables, and those of the neurons on both sides. */
import type { Report } from '../diagnostics/index.js'
import type { Action, SynapsesSpec } from '../model/spec.js'
import { DIMENSIONLESS } from '../units/index.js'
import { adaptiveVariables, resolveMethodOptions } from './adaptive.js'
import { sortedDefinitions } from './definitions.js'
import { pathwaysSet } from './delays.js'
import { declare } from './equations.js'
import { type Members, resolveCondition, resolveRightSides } from './group.js'
import type { Synapses } from './model.js'
import { resolveMultisynapticIndex } from './multisynaptic-index.js'
import { type ResolvedNamespace, warnOfHidden } from './namespace.js'
import { resolvePathways } from './pathways.js'
import type { Population } from './population.js'
import { resolveMethod } from './scheme.js'
import { type Found, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'
import type { Variable } from './symbols.js'
import { checkDependencies, checkSummed, driveOf, lastUpdateOf, resolveSums } from './synaptic-equations.js'
import { checkNamesOfNeurons } from './synaptic-names.js'
import { readEquations } from './texts.js'

export function resolveSynapses(
  spec: SynapsesSpec,
  { source, target, clock }: Pick<Synapses, 'source' | 'target' | 'clock'>,
  namespace: ResolvedNamespace,
  actions: readonly Action[],
  report: Report,
): Synapses {
  const { name } = spec
  const read = readEquations(spec.model, `the equations of ${name}`, report)
  const declarations = declare({ name, kind: 'synapses' }, read, report)
  const multisynapticIndex = resolveMultisynapticIndex(spec, declarations, report)
  const index = multisynapticIndex ? [multisynapticIndex] : []
  const kept = [...adaptiveVariables(spec), ...lastUpdateOf(declarations), ...index]
  const variables = new Map([...declarations.variables, ...kept.map((v) => [v.name, v] as const)])
  const incomplete = declarations.incomplete || source.incomplete || target.incomplete
  const members = { name, variables, subexpressions: declarations.subexpressions, incomplete }
  const scope = synapsesScope(members, source, target, namespace.scope)
  checkNamesOfNeurons(declarations, source, target, report)
  warnOfHidden({ name, kind: 'synapses' }, declarations, namespace, report)
  const sides = resolveRightSides(declarations, scope, report)
  const equations = sides.equations.map((equation) => ({
    ...equation,
    drive: driveOf(equation.variable, declarations),
  }))
  checkDependencies(equations, report)
  const sums = resolveSums(declarations, scope, source, target, report)
  checkSummed(sums, equations, report)
  return {
    kind: 'synapses',
    clock,
    order: spec.order ?? 0,
    name,
    source,
    target,
    variables,
    multisynapticIndex,
    ...sortedDefinitions(declarations, sides.held, report),
    equations,
    method: resolveMethod(spec.method, name, report),
    adaptive: resolveMethodOptions(
      spec,
      { variables, incomplete, read: (text, role) => resolveCondition(text, role, namespace.scope, report) },
      report,
    ),
    sums,
    pathways: resolvePathways(spec, pathwaysSet(name, actions), (delay) => scopeWithDelay(scope, delay), report),
    operations: [],
    incomplete,
  }
}

/**
 * Synaptic names first; `x_pre` and `x_post` are the neurons'; an unsuffixed name that is not synaptic is the
 * postsynaptic neuron's.
 */
function synapsesScope(
  { name, variables, subexpressions, incomplete }: Members,
  source: Population,
  target: Population,
  outer: Scope,
): Scope {
  const own = [...variables.values(), ...subexpressions.values()].map((s): [string, Found] => [
    s.name,
    { symbol: s, side: 'own' },
  ])
  const specials = [
    ...TIME_SPECIALS,
    special('i', 'integer', DIMENSIONLESS, 'pre'),
    special('j', 'integer', DIMENSIONLESS, 'post'),
    special('N', 'integer', DIMENSIONLESS),
    special('N_pre', 'integer', DIMENSIONLESS),
    special('N_post', 'integer', DIMENSIONLESS),
    special('N_incoming', 'integer', DIMENSIONLESS),
    special('N_outgoing', 'integer', DIMENSIONLESS),
  ]
  const post = membersOf(target, 'post')
  const symbols = new Map<string, Found>([
    ...post,
    ...membersOf(source, 'pre').map(([n, found]): [string, Found] => [`${n}_pre`, found]),
    ...post.map(([n, found]): [string, Found] => [`${n}_post`, found]),
    ...specials,
    ...own,
  ])
  return scopeOf(`the equations of ${name}`, symbols, outer, incomplete)
}

/** `delay`: what is called so there, a pathway's. */
export function scopeOfSynapses(synapses: Synapses, outer: Scope, delay?: Variable): Scope {
  const subexpressions = new Map(synapses.subexpressions.map((s) => [s.name, s]))
  return scopeWithDelay(synapsesScope({ ...synapses, subexpressions }, synapses.source, synapses.target, outer), delay)
}

function scopeWithDelay(scope: Scope, delay: Variable | undefined): Scope {
  if (!delay) return scope
  const found: Found = { symbol: delay, side: 'own' }
  return {
    ...scope,
    find: (name) => (name === 'delay' ? found : scope.find(name)),
    names: () => [...scope.names(), 'delay'],
  }
}

function membersOf(group: Population, side: 'pre' | 'post'): readonly [string, Found][] {
  return [...group.variables.values(), ...group.subexpressions].map((symbol) => [symbol.name, { symbol, side }])
}
