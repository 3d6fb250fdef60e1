/** Synapses: their own variables, and those of the neurons on both sides. */
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { SynapsesSpec } from '../model/spec.js'
import { DIMENSIONLESS } from '../units/index.js'
import { declare } from './equations.js'
import {
  type Members,
  parseModel,
  resolveCode,
  resolveCondition,
  resolveRightSides,
  sortedSubexpressions,
} from './group.js'
import type { Group, Synapses } from './model.js'
import type { ResolvedNamespace } from './namespace.js'
import { type Found, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'

export function resolveSynapses(
  spec: SynapsesSpec,
  source: Group,
  target: Group,
  namespace: ResolvedNamespace,
  report: Report,
): Synapses {
  const { name } = spec
  const text = spec.model ?? ''
  const equations: Source = { text, role: `the equations of ${name}` }
  const declarations = declare({ name, kind: 'synapses' }, parseModel(spec.model, equations, report), equations, report)
  const incomplete = declarations.incomplete || source.incomplete || target.incomplete
  const scope = synapsesScope({ ...declarations, name, incomplete }, source, target, namespace.scope)
  for (const { variable } of resolveRightSides(declarations, equations, scope, report)) {
    if (variable.origin) report(diagnostic('X001', { feature: 'a differential equation of synapses' }, variable.origin))
  }
  return {
    kind: 'synapses',
    name,
    source,
    target,
    variables: declarations.variables,
    subexpressions: sortedSubexpressions([...declarations.subexpressions.values()], report),
    onPre: resolveCode(spec.on_pre, `on_pre of ${name}`, scope, report),
    delay: resolveCondition(spec.delay, `the delay of ${name}`, scope, report),
    incomplete,
  }
}

/**
 * Synaptic names first; `x_pre` and `x_post` are the neurons'; an unsuffixed name that is not synaptic is the
 * postsynaptic neuron's.
 */
function synapsesScope(
  { name, variables, subexpressions, incomplete }: Members,
  source: Group,
  target: Group,
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

export function scopeOfSynapses(synapses: Synapses, outer: Scope): Scope {
  const subexpressions = new Map(synapses.subexpressions.map((s) => [s.name, s]))
  return synapsesScope({ ...synapses, subexpressions }, synapses.source, synapses.target, outer)
}

function membersOf(group: Group, side: 'pre' | 'post'): readonly [string, Found][] {
  return [...group.variables.values(), ...group.subexpressions].map((symbol) => [symbol.name, { symbol, side }])
}
