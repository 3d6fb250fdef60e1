/** One group: its equations, threshold, reset and refractoriness, with every name resolved. */
import { parseExpression, parseStatements } from '../1-parse/parse.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { GroupSpec } from '../model/spec.js'
import { DIMENSIONLESS, SECOND } from '../units/index.js'
import { adaptiveVariables, resolveMethodOptions } from './adaptive.js'
import { sortedDefinitions } from './definitions.js'
import { type Declarations, declare } from './equations.js'
import { resolveEventCodes, resolveEvents } from './events.js'
import { resolveExpression, visit } from './expression.js'
import { hasFlag } from './flags.js'
import { FUNCTIONS } from './functions.js'
import type { Clock, DifferentialEquation, Group, HeldVariable } from './model.js'
import { type ResolvedNamespace, warnOfHidden } from './namespace.js'
import { checkNoise, withNoise } from './noise.js'
import { resolveMethod } from './scheme.js'
import { type Found, relocated, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'
import { refuseUnshared } from './shared.js'
import { resolveStatements, type Writes } from './statements.js'
import type { Expression, Sourced, Subexpression, Variable } from './symbols.js'
import { readEquations } from './texts.js'

export function resolveGroup(
  spec: GroupSpec,
  clock: Clock,
  namespace: ResolvedNamespace,
  report: Report,
): Group | undefined {
  const { name } = spec
  if (!isPositiveSize(spec.N, name, report)) return undefined
  const read = readEquations(spec.model, `the equations of ${name}`, report)
  const declarations = declare({ name, kind: 'group' }, read, report)
  const frozen = [...declarations.variables.values()].some((v) => v.unlessRefractory)
  const internals = spec.refractory !== undefined || frozen ? refractoryVariables(name) : []
  const kept = [...internals, ...adaptiveVariables(spec)]
  const variables = new Map([...declarations.variables, ...kept.map((v) => [v.name, v] as const)])
  warnOfHidden({ name, kind: 'group' }, { ...declarations, variables }, namespace, report)
  if (spec.reset !== undefined && spec.reset !== '' && spec.threshold === undefined) {
    const problem = 'there is no threshold, so it would never happen'
    report(
      diagnostic(
        'V008',
        { what: `the reset of ${name}`, problem },
        { help: ["threshold: 'v > …' says when a neuron spikes"] },
      ),
    )
  }
  const { incomplete } = declarations
  const scope = groupScope(
    { name, variables, subexpressions: declarations.subexpressions, incomplete },
    namespace.scope,
  )
  const sides = resolveRightSides(declarations, scope, report)
  return {
    kind: 'group',
    name,
    size: spec.N,
    clock,
    order: spec.order ?? 0,
    variables,
    ...sortedDefinitions(declarations, sides.held, report),
    equations: sides.equations,
    threshold: resolveCondition(spec.threshold, `the threshold of ${name}`, scope, report),
    reset: resolveCode(spec.reset, `the reset of ${name}`, scope, report),
    refractory: resolveCondition(spec.refractory, `the refractory period of ${name}`, scope, report),
    events: resolveEvents(spec, scope, report),
    eventCodes: resolveEventCodes(spec, scope, report),
    method: resolveMethod(spec.method, name, report),
    adaptive: resolveMethodOptions(
      spec,
      { variables, incomplete, read: (text, role) => resolveCondition(text, role, namespace.scope, report) },
      report,
    ),
    operations: [],
    incomplete,
  }
}

/** A group has a whole number of neurons, and at least one. */
export function isPositiveSize(N: number, name: string, report: Report): boolean {
  if (Number.isInteger(N) && N >= 1) return true
  const found = typeof N === 'number' ? String(N) : `the ${typeof N} ${JSON.stringify(N)}`
  report(diagnostic('V001', { what: `the size of ${name}`, found }))
  return false
}

function refractoryVariables(owner: string): readonly Variable[] {
  const common = {
    kind: 'variable',
    owner,
    role: 'internal',
    shared: false,
    constant: false,
    unlessRefractory: false,
  } as const
  return [
    { ...common, name: 'lastspike', type: 'float', dimension: SECOND },
    { ...common, name: 'not_refractory', type: 'boolean', dimension: DIMENSIONLESS },
  ]
}

/** What the strings of a group see: its own variables first, then its namespace, then units. */
export function groupScope({ name, variables, subexpressions, incomplete }: Members, outer: Scope): Scope {
  const own: [string, Found][] = [...variables.values(), ...subexpressions.values()].map((symbol) => [
    symbol.name,
    { symbol, side: 'own' },
  ])
  const specials = [...TIME_SPECIALS, special('i', 'integer', DIMENSIONLESS), special('N', 'integer', DIMENSIONLESS)]
  return scopeOf(`the equations of ${name}`, new Map([...specials, ...own]), outer, incomplete)
}

/** What an object defines. */
export interface Members {
  readonly name: string
  readonly variables: ReadonlyMap<string, Variable>
  readonly subexpressions: ReadonlyMap<string, Subexpression>
  readonly incomplete: boolean
}

/** The scope of a group that has been resolved already, for what is said about it later (initial values, conditions). */
export function scopeOfGroup(group: Group, outer: Scope): Scope {
  return groupScope({ ...group, subexpressions: new Map(group.subexpressions.map((s) => [s.name, s])) }, outer)
}

export interface RightSides {
  readonly equations: readonly DifferentialEquation[]
  readonly held: readonly HeldVariable[]
}

/** Resolves each right side; fills in the subexpressions', which may name each other in any order. */
export function resolveRightSides(declarations: Declarations, scope: Scope, report: Report): RightSides {
  const equations: DifferentialEquation[] = []
  const held: HeldVariable[] = []
  const differentialScope = withNoise(scope, declarations.owner)
  for (const { source, value: equation } of declarations.equations) {
    if (equation.kind === 'parameter' || hasFlag(equation, 'summed')) continue
    const isDifferential = equation.kind === 'differential'
    const context = { source, scope: isDifferential ? differentialScope : scope, report }
    const value = resolveExpression(equation.expression, context)
    if (!value) continue
    const { name } = equation.name
    const expression = { source, value, scope: context.scope }
    const variable = declarations.variables.get(name)
    const subexpression = declarations.subexpressions.get(name)
    if (variable?.role === 'differential') {
      equations.push({ variable, derivative: expression })
    } else if (variable?.role === 'held') {
      if (variable.shared) refuseUnshared(name, expression, report)
      held.push({ variable, expression })
    } else if (subexpression) {
      refuseRandom(subexpression, expression, report)
      if (subexpression.shared) refuseUnshared(name, expression, report)
      subexpression.expression = value
      subexpression.scope = scope
    }
  }
  checkNoise(equations, report)
  return { equations, held }
}

/** A subexpression is computed wherever it is used, so a random number in it would differ from place to place. */
function refuseRandom({ name }: Subexpression, { source, value }: Sourced<Expression>, report: Report): void {
  visit(value, (node) => {
    if (node.kind !== 'call' || !FUNCTIONS[node.function].random) return
    const parameters = { name, function: `${node.function}()` }
    report(diagnostic('F006', parameters, { source, span: node.span }))
  })
}

/** A single expression: a threshold, a refractory period, a condition. */
export function resolveCondition(
  text: string | undefined,
  role: string,
  scope: Scope,
  report: Report,
): Sourced<Expression> | undefined {
  if (text === undefined) return undefined
  const source: Source = { text, role }
  const parsed = parseExpression(source, report)
  const value = parsed && resolveExpression(parsed, { source, scope: relocated(scope, role), report })
  return value && { source, value, scope }
}

/** Statements; none where the text is given and empty, as `reset: ''` is to say that there is no reset. */
export function resolveCode(
  text: string | undefined,
  role: string,
  scope: Scope,
  report: Report,
  writes: Writes = 'elements-only',
) {
  if (text === undefined || text === '') return undefined
  const source: Source = { text, role }
  const parsed = parseStatements(source, report)
  return resolveStatements(parsed, { source, scope: relocated(scope, role), report }, writes)
}

/** What a group has that is not written as equations, but for what makes it spike. */
export const WITHOUT_EQUATIONS = {
  held: [],
  equations: [],
  reset: undefined,
  refractory: undefined,
  method: undefined,
  operations: [],
  events: [],
  eventCodes: [],
  incomplete: false,
} as const satisfies Partial<Group>
