/** Synapses: their own variables, and those of the neurons on both sides. */
import type { Report } from '../diagnostics/index.js'
import type { PathwaySpec, SynapsesSpec } from '../model/spec.js'
import { DIMENSIONLESS, SECOND } from '../units/index.js'
import { sortedDefinitions } from './definitions.js'
import { declare } from './equations.js'
import { type Members, resolveCode, resolveCondition, resolveRightSides } from './group.js'
import type { Group, Pathway, Synapses } from './model.js'
import { type ResolvedNamespace, warnOfHidden } from './namespace.js'
import { type Found, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'
import { checkDependencies, driveOf, resolveSums } from './synaptic-equations.js'
import { readEquations } from './texts.js'

export function resolveSynapses(
  spec: SynapsesSpec,
  source: Group,
  target: Group,
  namespace: ResolvedNamespace,
  report: Report,
): Synapses {
  const { name } = spec
  const read = readEquations(spec.model, `the equations of ${name}`, report)
  const declarations = declare({ name, kind: 'synapses' }, read, report)
  const incomplete = declarations.incomplete || source.incomplete || target.incomplete
  const scope = synapsesScope({ ...declarations, name, incomplete }, source, target, namespace.scope)
  warnOfHidden({ name, kind: 'synapses' }, declarations, namespace, report)
  const sides = resolveRightSides(declarations, scope, report)
  const equations = sides.equations.map((equation) => ({
    ...equation,
    drive: driveOf(equation.variable, declarations),
  }))
  checkDependencies(equations, report)
  const pathways = resolvePathways(spec, scope, report)
  return {
    kind: 'synapses',
    name,
    source,
    target,
    variables: declarations.variables,
    ...sortedDefinitions(declarations, sides.held, report),
    equations,
    sums: resolveSums(declarations, scope, source, target, report),
    onPre: pathways.find((pathway) => pathway.name === 'pre')?.code,
    delay: resolveCondition(spec.delay, `the delay of ${name}`, scope, report),
    furtherPathways: pathways.filter((pathway) => pathway.name !== 'pre'),
    operations: [],
    incomplete,
  }
}

/** `on_pre: 'ge += w'` is the pathway `pre`; several have names of their own. */
function resolvePathways({ name, on_pre, on_post }: SynapsesSpec, scope: Scope, report: Report): readonly Pathway[] {
  const named = (given: PathwaySpec | undefined, side: 'pre' | 'post') => {
    const several = typeof given === 'object'
    return Object.entries(several ? given : { [side]: given ?? '' }).flatMap(([pathway, text]): readonly Pathway[] => {
      const role = several && pathway !== side ? `on_${side} of ${name} (${pathway})` : `on_${side} of ${name}`
      const code = resolveCode(text, role, scope, report)
      return code ? [{ name: pathway, side, code }] : []
    })
  }
  return [...named(on_pre, 'pre'), ...named(on_post, 'post')]
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
    special('N_incoming', 'integer', DIMENSIONLESS),
    special('N_outgoing', 'integer', DIMENSIONLESS),
    special('lastupdate', 'float', SECOND),
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
