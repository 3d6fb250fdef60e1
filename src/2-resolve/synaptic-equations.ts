/** What only the equations of synapses have: sums over synapses, and equations that are solved when events come. */
import type * as ast from '../1-parse/ast.js'
import { diagnostic, nearest, type Report } from '../diagnostics/index.js'
import { SECOND } from '../units/index.js'
import { type Declarations, resolveDeclaredUnit } from './equations.js'
import { referencesOf, resolveExpression } from './expression.js'
import { ALL_FLAGS, hasFlag, isFlag } from './flags.js'
import { type Drive, type Sum, type SynapticEquation, startOf } from './model.js'
import type { Population } from './population.js'
import type { Scope } from './scope.js'
import type { Expression, Sourced, Variable } from './symbols.js'

/** Whether a differential equation is marked (event-driven) or (clock-driven); what is misspelt has been reported, and meant. */
export function driveOf(variable: Variable, { equations }: Pick<Declarations, 'equations'>): Drive | undefined {
  const written = equations.find(({ value }) => value.name.name === variable.name)?.value
  if (!written) return undefined
  const meant = written.flags.map(({ name }) => (isFlag(name) ? name : nearest(name, ALL_FLAGS)))
  return (['event-driven', 'clock-driven'] as const).find((drive) => meant.includes(drive))
}

/** When each synapse was last brought up to date, which is kept where equations are event-driven. */
export function lastUpdateOf({ owner, variables, equations }: Declarations): readonly Variable[] {
  const drives = [...variables.values()].map((variable) => driveOf(variable, { equations }))
  if (!drives.includes('event-driven')) return []
  const plain = { shared: false, constant: false, unlessRefractory: false } as const
  return [{ kind: 'variable', owner, name: 'lastupdate', role: 'internal', type: 'float', dimension: SECOND, ...plain }]
}

/** An event-driven equation has no value of a clock-driven variable at hand, and the other way round. */
export function checkDependencies(equations: readonly SynapticEquation[], report: Report): void {
  const driveOfVariable = new Map(equations.map(({ variable, drive }) => [variable, drive ?? 'clock-driven']))
  for (const { variable, drive = 'clock-driven', derivative } of equations) {
    for (const used of variablesIn(derivative.value)) {
      const other = driveOfVariable.get(used)
      if (other === undefined || other === drive) continue
      const parameters = { name: variable.name, kind: `(${drive})`, used: used.name, other: `(${other})` }
      report(diagnostic('F005', parameters, { source: derivative.source, span: derivative.value.span }))
    }
  }
}

/** The variables that an expression is made of, through the subexpressions that it names. */
function variablesIn(expression: Expression): ReadonlySet<Variable> {
  const variables = new Set<Variable>()
  const entered = new Set<unknown>()
  const enter = (node: Expression): void => {
    for (const { symbol } of referencesOf(node)) {
      if (entered.has(symbol)) continue
      entered.add(symbol)
      if (symbol.kind === 'variable') variables.add(symbol)
      if (symbol.kind === 'subexpression' && symbol.expression) enter(symbol.expression)
    }
  }
  enter(expression)
  return variables
}

/** `ge_post = w*x_pre : 1 (summed)` */
export function resolveSums(
  { equations, owner }: Declarations,
  scope: Scope,
  source: Population,
  target: Population,
  report: Report,
): readonly Sum[] {
  const sums: Sum[] = []
  for (const equation of equations) {
    const { value: written } = equation
    if (written.kind !== 'subexpression' || !hasFlag(written, 'summed')) continue
    const summed = targetOf({ ...equation, value: written }, source, target, report)
    const value = resolveExpression(written.expression, { source: equation.source, scope, report })
    const unit = resolveDeclaredUnit(written.unit, equation.source, () => {})
    if (!summed || !value || !unit) continue
    const origin = { source: equation.source, span: written.span }
    const expression = { source: equation.source, value }
    sums.push({ ...summed, owner, dimension: unit.dimension, unitSpan: written.unit.span, expression, origin })
  }
  return sums
}

/** The parameter that a sum goes into. */
function targetOf(
  { source: text, value: written }: Sourced<ast.SubexpressionEquation>,
  source: Population,
  target: Population,
  report: Report,
): Pick<Sum, 'side' | 'group' | 'target'> | undefined {
  const { name, span } = written.name
  const [, variable, suffix] = /^(\w+)_(pre|post)$/.exec(name) ?? []
  if (variable === undefined) {
    const fixes = [{ title: 'name the side', span, replacement: `${name}_post` }]
    const reason = 'a sum over synapses goes to a neuron, so its name ends in `_pre` or `_post`'
    report(diagnostic('N002', { name, reason }, { source: text, span, fixes }))
    return undefined
  }
  const side = suffix === 'pre' ? 'pre' : 'post'
  const group = side === 'pre' ? source : target
  const found = group.variables.get(variable)
  if (found?.role === 'parameter' && !found.shared) return { side, group, target: found }
  if (!found && group.incomplete) return undefined
  if (found || group.subexpressions.some((s) => s.name === variable)) {
    const is =
      found?.role === 'differential'
        ? 'has an equation of its own'
        : found?.role === 'linked'
          ? 'is (linked)'
          : found?.shared
            ? 'is (shared)'
            : 'is a subexpression'
    const why = `a sum goes into a parameter of each neuron, and in ${group.name} it ${is}`
    report(diagnostic('V006', { name: variable, why }, { source: text, span }))
    return undefined
  }
  const meant = nearest(variable, group.variables.keys())
  const fixes = meant ? [{ title: 'did you mean', span, replacement: `${meant}_${side}` }] : []
  const help = meant ? [] : [`declare it in the equations of ${group.name}: \`${variable} : ${written.unit.text}\``]
  report(diagnostic('N007', { name: variable, owner: group.name }, { source: text, span, fixes, help }))
  return undefined
}

/** No neuron's parameter is the sum of two: neither would know of the other. */
export function checkSums(sums: readonly Sum[], report: Report): void {
  const seen = new Map<Variable, Sum[]>()
  for (const sum of sums) {
    const before = seen.get(sum.target) ?? []
    const earlier = before.find(({ group }) => overlap(group, sum.group))
    seen.set(sum.target, [...before, sum])
    if (!earlier) continue
    const labels = [
      { ...earlier.origin, text: `summed by ${earlier.owner}` },
      { ...sum.origin, text: `and again by ${sum.owner}` },
    ]
    const { name, owner } = sum.target
    const help = [`give ${owner} a parameter for each sum, and add them up there`]
    report(diagnostic('V015', { name, owner }, { ...sum.origin, labels, help }))
  }
}

/** Have two parts of one group neurons in common? */
function overlap(a: Population, b: Population): boolean {
  if (a.size === undefined || b.size === undefined) return true
  return startOf(a) < startOf(b) + b.size && startOf(b) < startOf(a) + a.size
}

/** A sum is worked out in every step, in which an event-driven variable has no value of the present time. */
export function checkSummed(sums: readonly Sum[], equations: readonly SynapticEquation[], report: Report): void {
  const driven = new Set(equations.flatMap(({ variable, drive }) => (drive === 'event-driven' ? [variable] : [])))
  for (const { target, side, expression } of sums) {
    for (const used of variablesIn(expression.value)) {
      if (!driven.has(used)) continue
      const parameters = { name: `${target.name}_${side}`, kind: '(summed)', used: used.name, other: '(event-driven)' }
      report(diagnostic('F005', parameters, { source: expression.source, span: expression.value.span }))
    }
  }
}
