/** Synapses: their own variables, and those of the neurons on both sides. */
import { diagnostic, nearest, type Report } from '../diagnostics/index.js'
import type { PathwaySpec, SynapsesSpec } from '../model/spec.js'
import { DIMENSIONLESS, SECOND } from '../units/index.js'
import { adaptiveVariables, resolveMethodOptions } from './adaptive.js'
import { sortedDefinitions } from './definitions.js'
import { declare } from './equations.js'
import { type Members, resolveCode, resolveCondition, resolveRightSides } from './group.js'
import type { Pathway, Synapses } from './model.js'
import { resolveMultisynapticIndex } from './multisynaptic-index.js'
import { type ResolvedNamespace, warnOfHidden } from './namespace.js'
import type { Population } from './population.js'
import { resolveMethod } from './scheme.js'
import { type Found, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'
import type { Expression, Sourced } from './symbols.js'
import { checkDependencies, checkSummed, driveOf, resolveSums } from './synaptic-equations.js'
import { checkNamesOfNeurons } from './synaptic-names.js'
import { readEquations } from './texts.js'

export function resolveSynapses(
  spec: SynapsesSpec,
  { source, target, clock }: Pick<Synapses, 'source' | 'target' | 'clock'>,
  namespace: ResolvedNamespace,
  report: Report,
): Synapses {
  const { name } = spec
  const read = readEquations(spec.model, `the equations of ${name}`, report)
  const declarations = declare({ name, kind: 'synapses' }, read, report)
  const multisynapticIndex = resolveMultisynapticIndex(spec, declarations, report)
  const kept = [...adaptiveVariables(spec), ...(multisynapticIndex ? [multisynapticIndex] : [])]
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
  const pathways = resolvePathways(spec, scope, report)
  const delays = resolveDelays(spec, scope, report)
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
    onPre: pathways.find((pathway) => pathway.name === 'pre')?.code,
    delay: delays.get('pre'),
    furtherPathways: pathways
      .filter((pathway) => pathway.name !== 'pre')
      .map((pathway) => ({ ...pathway, delay: delays.get(pathway.name) })),
    operations: [],
    incomplete,
  }
}

type Delays = ReadonlyMap<string, Sourced<Expression> | undefined>

/** A delay by itself is that of the pathway `pre`, whether it is written or not. */
function resolveDelays({ name, on_pre, on_post, delay }: SynapsesSpec, scope: Scope, report: Report): Delays {
  if (typeof delay !== 'object')
    return new Map([['pre', resolveCondition(delay, `the delay of ${name}`, scope, report)]])
  const namesOf = (given: PathwaySpec | undefined, side: string) =>
    typeof given === 'object' ? Object.keys(given) : given === undefined ? [] : [side]
  const pathways = [...namesOf(on_pre, 'pre'), ...namesOf(on_post, 'post')]
  const delays = new Map<string, Sourced<Expression> | undefined>()
  for (const [pathway, text] of Object.entries(delay)) {
    const role = pathway === 'pre' ? `the delay of ${name}` : `the delay of ${name} (${pathway})`
    if (pathways.includes(pathway)) delays.set(pathway, resolveCondition(text, role, scope, report))
    else {
      const meant = nearest(pathway, pathways)
      const help = [meant ? `did you mean \`${meant}\`?` : `there are ${pathways.map((p) => `\`${p}\``).join(', ')}`]
      report(diagnostic('V008', { what: role, problem: `there is no pathway \`${pathway}\`` }, { help }))
    }
  }
  return delays
}

/** `on_pre: 'ge += w'` is the pathway `pre`; several have names of their own. */
function resolvePathways(
  { name, on_pre, on_post }: SynapsesSpec,
  scope: Scope,
  report: Report,
): readonly Omit<Pathway, 'delay'>[] {
  const named = (given: PathwaySpec | undefined, side: 'pre' | 'post') => {
    const several = typeof given === 'object'
    return Object.entries(several ? given : { [side]: given ?? '' }).flatMap(
      ([pathway, text]): readonly Omit<Pathway, 'delay'>[] => {
        const role = several && pathway !== side ? `on_${side} of ${name} (${pathway})` : `on_${side} of ${name}`
        const code = resolveCode(text, role, scope, report)
        return code ? [{ name: pathway, side, code }] : []
      },
    )
  }
  return [...named(on_pre, 'pre'), ...named(on_post, 'post')]
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

function membersOf(group: Population, side: 'pre' | 'post'): readonly [string, Found][] {
  return [...group.variables.values(), ...group.subexpressions].map((symbol) => [symbol.name, { symbol, side }])
}
