/** Neurons that spike at random are a group like any other: a variable `rates`, and a threshold that draws. */
import { parseExpression } from '../1-parse/parse.js'
import { describe } from '../3-units/kind.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { Matrix, PoissonGroupSpec } from '../model/spec.js'
import {
  DIMENSIONLESS,
  divideDimensions,
  equalDimensions,
  isDimensionless,
  type ParsedQuantity,
  parseQuantity,
  SECOND,
} from '../units/index.js'
import { resolveSet } from './actions.js'
import { resolveExpression, visit } from './expression.js'
import { FUNCTIONS } from './functions.js'
import { groupScope, isPositiveSize, resolveCondition, WITHOUT_EQUATIONS } from './group.js'
import type { Clock, Group, SetVariable } from './model.js'
import { type ResolvedNamespace, warnOfHidden } from './namespace.js'
import { checkRates } from './rates.js'
import { LITERAL_SCOPE, relocated, type Scope } from './scope.js'
import type { Expression, Subexpression, Variable } from './symbols.js'

/** A group, and what its variable is set to before anything else of the model. */
export interface PoissonGroup {
  readonly group: Group
  readonly initial: readonly SetVariable[]
}

const HERTZ = divideDimensions(DIMENSIONLESS, SECOND)

export function resolvePoissonGroup(
  spec: PoissonGroupSpec,
  clock: Clock,
  namespace: ResolvedNamespace,
  report: Report,
): PoissonGroup | undefined {
  const { name, N, rates } = spec
  if (!isPositiveSize(N, name, report)) return undefined
  const text = typeof rates === 'string' ? rates : undefined
  const quantity = text === undefined ? undefined : parseQuantity(text)
  const isExpression = text !== undefined && quantity?.kind !== 'quantity'
  const defined = isExpression ? ratesExpression(name, text, namespace.scope, report) : ratesVariable(name)
  const group = poissonGroup(spec, clock, defined, report)
  const subexpressions = new Map(group.subexpressions.map((symbol) => [symbol.name, symbol]))
  warnOfHidden({ name, kind: 'group' }, { variables: group.variables, subexpressions }, namespace, report)
  if (defined.kind === 'subexpression') return { group, initial: [] }
  checkRates(rates, group, report)
  const set =
    quantity?.kind === 'quantity'
      ? setToQuantity(quantity, text ?? '', group, defined, report)
      : setToValues(rates, group, namespace.scope, report)
  return { group, initial: set ? [set] : [] }
}

function ratesVariable(owner: string): Variable {
  return {
    kind: 'variable',
    owner,
    name: 'rates',
    role: 'parameter',
    type: 'float',
    dimension: HERTZ,
    shared: false,
    constant: false,
    unlessRefractory: false,
  }
}

function setToQuantity(
  { value, dimension }: ParsedQuantity,
  text: string,
  owner: Group,
  variable: Variable,
  report: Report,
): SetVariable | undefined {
  if (equalDimensions(dimension, HERTZ))
    return { kind: 'set', owner, variable, setting: { kind: 'number', value }, where: undefined }
  const source: Source = { text, role: `the rates of ${owner.name}` }
  const help = isDimensionless(dimension) ? [`write it with its unit: '${text.trim()}*Hz'`] : []
  const details = { source, span: { start: 0, end: text.length }, help }
  report(diagnostic('U004', { name: 'rates', expected: describe(HERTZ), found: describe(dimension) }, details))
  return undefined
}

function setToValues(rates: string | Matrix, group: Group, scope: Scope, report: Report): SetVariable | undefined {
  return resolveSet({ kind: 'set', target: group.name, variable: 'rates', value: rates }, group, scope, report)
}

/** The right side of `rates = … : Hz`. */
function ratesExpression(name: string, text: string, outer: Scope, report: Report): Subexpression {
  const source: Source = { text, role: `the rates of ${name}` }
  const none = { name, variables: new Map(), subexpressions: new Map(), incomplete: false }
  const scope = relocated(groupScope(none, outer), source.role)
  const parsed = parseExpression(source, report)
  const value = parsed && resolveExpression(parsed, { source, scope, report })
  const origin = { source, span: { start: 0, end: text.length } }
  if (value) refuseRandomRates(value, source, report)
  return {
    kind: 'subexpression',
    owner: name,
    name: 'rates',
    type: 'float',
    dimension: HERTZ,
    shared: false,
    origin,
    expression: value,
    scope,
  }
}

/** They are worked out wherever they are named, and would be others in each place. */
function refuseRandomRates(rates: Expression, source: Source, report: Report): void {
  visit(rates, (node) => {
    if (node.kind !== 'call' || !FUNCTIONS[node.function].random) return
    const problem = `\`${node.function}()\` is drawn anew wherever the rates are used`
    const help = [
      'draw the rates once: a NeuronGroup with `rates = … : Hz (constant over dt)` and the threshold `rand() < rates*dt`',
    ]
    report(diagnostic('V008', { what: source.role, problem }, { source, span: node.span, help }))
  })
}

function poissonGroup(
  { name, N, order = 0 }: PoissonGroupSpec,
  clock: Clock,
  rates: Variable | Subexpression,
  report: Report,
): Group {
  const variables = new Map(rates.kind === 'variable' ? [[rates.name, rates]] : [])
  const subexpressions = new Map(rates.kind === 'subexpression' ? [[rates.name, rates]] : [])
  // The threshold is not the user's: no name of a namespace means anything in it.
  const scope = groupScope({ name, variables, subexpressions, incomplete: false }, LITERAL_SCOPE)
  return {
    kind: 'group',
    name,
    size: N,
    clock,
    order,
    variables,
    subexpressions: [...subexpressions.values()],
    threshold: resolveCondition('rand() < rates*dt', `the threshold of ${name}`, scope, report),
    ...WITHOUT_EQUATIONS,
  }
}
