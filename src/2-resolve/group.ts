/** One group: its equations, threshold, reset and refractoriness, with every name resolved. */
import { parseEquations, parseExpression, parseStatements } from '../1-parse/parse.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { GroupSpec } from '../model/spec.js'
import { DIMENSIONLESS, SECOND } from '../units/index.js'
import { type Declarations, declare, type ReadEquations } from './equations.js'
import { referencesOf, resolveExpression, visit } from './expression.js'
import { FUNCTIONS } from './functions.js'
import type { DifferentialEquation, Group } from './model.js'
import type { ResolvedNamespace } from './namespace.js'
import { type Found, relocated, type Scope, scopeOf, special, TIME_SPECIALS } from './scope.js'
import { resolveStatements } from './statements.js'
import type { Expression, Sourced, Subexpression, Variable } from './symbols.js'

export function resolveGroup(spec: GroupSpec, namespace: ResolvedNamespace, report: Report): Group | undefined {
  const { name } = spec
  if (!Number.isInteger(spec.N) || spec.N < 1) {
    const found = typeof spec.N === 'number' ? String(spec.N) : `the ${typeof spec.N} ${JSON.stringify(spec.N)}`
    report(diagnostic('V001', { what: `the size of ${name}`, found }))
    return undefined
  }
  const source: Source = { text: spec.model, role: `the equations of ${name}` }
  const declarations = declare({ name, kind: 'group' }, parseModel(spec.model, source, report), source, report)
  const frozen = [...declarations.variables.values()].some((v) => v.unlessRefractory)
  const internals = spec.refractory !== undefined || frozen ? refractoryVariables(name) : []
  const variables = new Map([...declarations.variables, ...internals.map((v) => [v.name, v] as const)])
  warnOfHidden(variables, namespace, name, report)
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
  const equations = resolveRightSides(declarations, source, scope, report)
  return {
    kind: 'group',
    name,
    size: spec.N,
    variables,
    subexpressions: sortedSubexpressions([...declarations.subexpressions.values()], report),
    equations,
    threshold: resolveCondition(spec.threshold, `the threshold of ${name}`, scope, report),
    reset: resolveCode(spec.reset, `the reset of ${name}`, scope, report),
    refractory: resolveCondition(spec.refractory, `the refractory period of ${name}`, scope, report),
    method: spec.method,
    incomplete,
  }
}

/** The equations of a text; none where there is no text. */
export function parseModel(text: string | undefined, source: Source, report: Report): ReadEquations {
  let unreadable = false
  const equations =
    text === undefined
      ? []
      : parseEquations(source, (found) => {
          unreadable = true
          report(found)
        })
  return { equations, unreadable }
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

function warnOfHidden(
  variables: ReadonlyMap<string, Variable>,
  namespace: ResolvedNamespace,
  owner: string,
  report: Report,
): void {
  for (const constant of namespace.constants) {
    if (constant.owner === owner && variables.has(constant.name)) {
      report(diagnostic('N010', { name: constant.name, owner }))
    }
  }
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

/** Resolves each right side; fills in the subexpressions', which may name each other in any order. */
export function resolveRightSides(
  declarations: Declarations,
  source: Source,
  scope: Scope,
  report: Report,
): readonly DifferentialEquation[] {
  const equations: DifferentialEquation[] = []
  for (const equation of declarations.equations) {
    if (equation.kind === 'parameter') continue
    const expression = resolveExpression(equation.expression, { source, scope, report })
    if (!expression) continue
    const { name } = equation.name
    if (equation.kind === 'differential') {
      const variable = declarations.variables.get(name)
      if (variable) equations.push({ variable, derivative: { source, value: expression, scope } })
      continue
    }
    const subexpression = declarations.subexpressions.get(name)
    if (!subexpression) continue
    refuseRandom(subexpression, expression, source, report)
    if (subexpression.shared) refuseUnshared(name, { source, value: expression }, report)
    subexpression.expression = expression
    subexpression.scope = scope
  }
  return equations
}

/** A subexpression is computed wherever it is used, so a random number in it would differ from place to place. */
function refuseRandom(subexpression: Subexpression, expression: Expression, source: Source, report: Report): void {
  visit(expression, (node) => {
    if (node.kind !== 'call' || !FUNCTIONS[node.function].random) return
    const feature = `${node.function}() in the subexpression \`${subexpression.name}\`, which needs the flag (constant over dt),`
    report(diagnostic('X001', { feature }, { source, span: node.span }))
  })
}

/** What is (shared) can only be made of what is. False if something is not; that has then been reported. */
export function refuseUnshared(name: string, { source, value }: Sourced<Expression>, report: Report): boolean {
  let fine = true
  for (const { symbol, span } of referencesOf(value)) {
    const single =
      symbol.kind === 'special' ? symbol.name === 'i' || symbol.name === 'j' : 'shared' in symbol && !symbol.shared
    if (!single) continue
    report(diagnostic('F004', { name, used: symbol.name }, { source, span }))
    fine = false
  }
  return fine
}

/** In an order in which each uses only those before it; a circle is reported, and cut. */
export function sortedSubexpressions(all: readonly Subexpression[], report: Report): readonly Subexpression[] {
  const sorted: Subexpression[] = []
  const path: Subexpression[] = []
  const done = new Set<Subexpression>()
  const enter = (subexpression: Subexpression): void => {
    if (done.has(subexpression)) return
    const at = path.indexOf(subexpression)
    if (at >= 0) {
      const cycle = [...path.slice(at), subexpression].map((s) => s.name).join(' -> ')
      report(diagnostic('N004', { name: subexpression.name, cycle }, subexpression.origin))
      subexpression.expression = undefined
      return
    }
    path.push(subexpression)
    for (const { symbol } of subexpression.expression ? referencesOf(subexpression.expression) : []) {
      if (symbol.kind === 'subexpression' && symbol.owner === subexpression.owner) enter(symbol)
    }
    path.pop()
    done.add(subexpression)
    sorted.push(subexpression)
  }
  for (const subexpression of all) enter(subexpression)
  return sorted
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
export function resolveCode(text: string | undefined, role: string, scope: Scope, report: Report) {
  if (text === undefined || text === '') return undefined
  const source: Source = { text, role }
  const parsed = parseStatements(source, report)
  return resolveStatements(parsed, { source, scope: relocated(scope, role), report })
}
