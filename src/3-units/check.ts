/** Stage 3: the unit of every string of a model, before anything runs. */

import { codesOf } from '../2-resolve/expansion.js'
import type {
  Connect,
  Group,
  HeldVariable,
  Model,
  Part,
  ResolvedAction,
  SetVariable,
  Sum,
  Synapses,
} from '../2-resolve/model.js'
import type { Expression, Sourced, Statement, Subexpression, Temporary, Variable } from '../2-resolve/symbols.js'
import { diagnostic, type Fix, type Report, type Source } from '../diagnostics/index.js'
import {
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  divideDimensions,
  equalDimensions,
  isDimensionless,
  quantityName,
  SECOND,
} from '../units/index.js'
import { bareNumberFix, factorName, originNotes, usualUnit } from './advice.js'
import { inferKind, type UnitContext } from './infer.js'
import { describe, describeKind, ERROR, type Kind } from './kind.js'

export function checkUnits(model: Model, report: Report): void {
  for (const part of model.parts) checkPart(part, report)
  for (const action of model.actions) checkAction(action, report)
}

function checkPart(part: Part, report: Report): void {
  switch (part.kind) {
    case 'group':
      checkGroup(part, report)
      break
    case 'synapses':
      checkSynapses(part, report)
      break
    case 'spike-monitor':
    case 'state-monitor':
      return
  }
}

function checkGroup(group: Group, report: Report): void {
  const { name } = group
  for (const { variable, derivative } of group.equations) checkDerivative(variable, derivative, report)
  for (const subexpression of group.subexpressions) checkSubexpression(subexpression, report)
  for (const held of group.held) checkHeld(held, report)
  if (group.threshold) checkTruth(group.threshold, `the threshold of ${name}`, report)
  for (const code of codesOf(group)) checkStatements(code, report)
  if (group.refractory) checkRefractory(group.refractory, `the refractory period of ${name}`, report)
}

function checkSynapses(synapses: Synapses, report: Report): void {
  for (const { variable, derivative } of synapses.equations) checkDerivative(variable, derivative, report)
  for (const subexpression of synapses.subexpressions) checkSubexpression(subexpression, report)
  for (const held of synapses.held) checkHeld(held, report)
  for (const sum of synapses.sums) checkSum(sum, report)
  for (const code of codesOf(synapses)) checkStatements(code, report)
  for (const { delay } of [synapses, ...synapses.furtherPathways]) {
    if (delay) checkQuantity(delay, delay.source.role, SECOND, 'a time (second)', report)
  }
}

function checkDerivative(variable: Variable, { source, value }: Sourced<Expression>, report: Report): void {
  const kind = inferKind(value, { source, report })
  const expected = divideDimensions(variable.dimension, SECOND)
  if (kind.kind === 'error' || (kind.kind === 'number' && equalDimensions(kind.dimension, expected))) return
  const name = variable.name
  const parameters = { name, expected: describe(expected), found: describeKind(kind) }
  report(
    diagnostic('U002', parameters, {
      source,
      span: value.span,
      ...missingFactor(kind, expected, value),
      labels: [{ span: value.span, text: describeKind(kind) }],
    }),
  )
}

/** What the right side would have to be multiplied or divided by, in words. */
function missingFactor(
  kind: Kind,
  expected: Dimension,
  value: Expression,
): { readonly help: readonly string[]; readonly notes: readonly string[] } {
  const notes = originNotes(value)
  if (kind.kind !== 'number') return { help: [], notes }
  const excess = divideDimensions(kind.dimension, expected)
  if (equalDimensions(excess, SECOND))
    return { help: ['divide the right side by a time constant: did you forget `/tau`?'], notes }
  const over = factorName(excess)
  if (over) return { help: [`divide the right side by a ${over} (${describeDimension(excess)})`], notes }
  const lack = divideDimensions(expected, kind.dimension)
  const under = factorName(lack)
  return { help: under ? [`multiply the right side by a ${under} (${describeDimension(lack)})`] : [], notes }
}

function checkSubexpression(subexpression: Subexpression, report: Report): void {
  const { expression, origin } = subexpression
  if (expression) checkDefinition(subexpression, { source: origin.source, value: expression }, report)
}

function checkHeld({ variable, expression }: HeldVariable, report: Report): void {
  checkDefinition(variable, expression, report)
}

/** A sum is declared in its target's unit, and its expression has it. */
function checkSum(sum: Sum, report: Report): void {
  const { target, side, dimension, expression } = sum
  const name = `${target.name}_${side}`
  checkDefinition({ name, type: 'float', dimension }, expression, report)
  if (target.type !== 'boolean' && equalDimensions(dimension, target.dimension)) return
  const { source } = expression
  const labels = [
    { source, span: sum.unitSpan, text: describe(dimension) },
    ...(target.origin ? [{ ...target.origin, text: `\`${target.name}\` is ${wanted(target)}` }] : []),
  ]
  const parameters = { name: target.name, expected: wanted(target), found: describe(dimension) }
  report(diagnostic('U004', parameters, { source, span: sum.unitSpan, labels }))
}

/** An expression with a name has the unit that is declared for it. */
function checkDefinition(declared: Typed & { readonly name: string }, definition: Sourced<Expression>, report: Report) {
  const { source, value: expression } = definition
  const { name } = declared
  const kind = inferKind(expression, { source, report })
  if (kind.kind === 'error' || fits(kind, declared)) return
  const parameters = { name, expected: wanted(declared), found: describeKind(kind) }
  const labels = [{ span: expression.span, text: describeKind(kind) }]
  const help =
    kind.kind === 'number'
      ? [`if the expression is right, declare \`${name}\` in ${describeDimension(kind.dimension)}`]
      : []
  const fixes = typeFixes(expression, kind, declared, source)
  const details = { source, span: expression.span, labels, notes: originNotes(expression), help, fixes }
  report(diagnostic('U003', parameters, details))
}

type Typed = Pick<Variable, 'type' | 'dimension'>

function fits(kind: Kind, { type, dimension }: Typed): boolean {
  return type === 'boolean'
    ? kind.kind === 'boolean'
    : kind.kind === 'number' && equalDimensions(kind.dimension, dimension)
}

function wanted({ type, dimension }: Typed): string {
  return type === 'boolean' ? 'true or false' : describe(dimension)
}

function checkTruth({ source, value }: Sourced<Expression>, what: string, report: Report): void {
  const kind = inferKind(value, { source, report })
  if (kind.kind !== 'number') return
  const text = source.text.slice(value.span.start, value.span.end)
  const help = isDimensionless(kind.dimension)
    ? []
    : [`compare it with a ${quantityName(kind.dimension) ?? describe(kind.dimension)}: \`${text} > …\``]
  report(
    diagnostic(
      'U008',
      { what, found: describeKind(kind) },
      { source, span: value.span, help, notes: originNotes(value) },
    ),
  )
}

/** A refractory period is a time, or a condition that holds as long as the neuron is refractory. */
function checkRefractory({ source, value }: Sourced<Expression>, what: string, report: Report): void {
  const kind = inferKind(value, { source, report })
  if (kind.kind !== 'number' || equalDimensions(kind.dimension, SECOND)) return
  const parameters = { name: what, expected: 'a time (second), or a condition', found: describeKind(kind) }
  report(diagnostic('U010', parameters, { source, span: value.span, notes: originNotes(value) }))
}

function checkQuantity(
  { source, value }: Sourced<Expression>,
  name: string,
  dimension: Dimension,
  expected: string,
  report: Report,
): void {
  const kind = inferKind(value, { source, report })
  if (kind.kind === 'error' || (kind.kind === 'number' && equalDimensions(kind.dimension, dimension))) return
  report(
    diagnostic(
      'U010',
      { name, expected, found: describeKind(kind) },
      { source, span: value.span, notes: originNotes(value) },
    ),
  )
}

/** Statements one after the other, each temporary having the unit of what it was last given. */
export function checkStatements({ source, value: statements }: Sourced<readonly Statement[]>, report: Report): void {
  const temporaries = new Map<Temporary, Kind>()
  for (const statement of statements) {
    const context = { source, report, temporaries }
    const kind = inferKind(statement.value, context)
    if (statement.target.kind === 'temporary')
      temporaries.set(statement.target, temporaryKind(statement, kind, context))
    else checkAssignment(statement, statement.target, kind, context)
  }
}

function temporaryKind(statement: Statement, kind: Kind, context: UnitContext): Kind {
  const before = statement.target.kind === 'temporary' ? context.temporaries?.get(statement.target) : undefined
  return statement.operator === '=' ? kind : (before ?? ERROR)
}

function checkAssignment(statement: Statement, variable: Variable, kind: Kind, context: UnitContext): void {
  if (kind.kind === 'error') return
  const { source, report } = context
  const scales = statement.operator === '*=' || statement.operator === '/='
  const needed: Typed = scales ? { type: 'float', dimension: DIMENSIONLESS } : variable
  if (fits(kind, needed) && !(statement.operator !== '=' && variable.type === 'boolean')) return
  const { value, operator } = statement
  const name = source.text.slice(statement.targetSpan.start, statement.targetSpan.end)
  const labels = [
    { span: statement.targetSpan, text: wanted(variable) },
    { span: value.span, text: describeKind(kind) },
  ]
  const why = scales ? [`\`${name} ${operator} x\` keeps the unit of \`${name}\` only if x is a plain number`] : []
  const notes = [...why, ...originNotes(value)]
  const fixes = scales ? [] : typeFixes(value, kind, variable, source)
  const details = { source, span: value.span, labels, notes, fixes }
  const found = describeKind(kind)
  report(
    scales
      ? diagnostic('U014', { operator, found }, details)
      : diagnostic('U004', { name, expected: wanted(variable), found }, details),
  )
}

/** `x = b` becomes `x = int(b)`; a bare number gets a unit. */
function typeFixes(value: Expression, kind: Kind, { type, dimension }: Typed, source: Source): readonly Fix[] {
  if (kind.kind === 'boolean' && type !== 'boolean' && isDimensionless(dimension)) {
    const written = source.text.slice(value.span.start, value.span.end)
    return [{ title: 'make it 0 or 1', span: value.span, replacement: `int(${written})` }]
  }
  return type === 'boolean' ? [] : bareNumberFix(value, dimension, source)
}

function checkAction(action: ResolvedAction, report: Report): void {
  if (action.kind === 'connect') checkConnect(action, report)
  else checkSet(action, report)
}

function checkConnect({ connectivity, synapses }: Connect, report: Report): void {
  if (connectivity.kind !== 'condition') return
  const { condition, p } = connectivity
  if (condition) checkTruth(condition, `the condition of connect() of ${synapses.name}`, report)
  if (p) checkQuantity(p, `p of connect() of ${synapses.name}`, DIMENSIONLESS, 'a plain number', report)
}

function checkSet({ variable, setting, where, owner }: SetVariable, report: Report): void {
  if (where) checkTruth(where, `where of \`${variable.name}\` of ${owner.name}`, report)
  if (setting.kind !== 'expression') return
  const { source, value } = setting.expression
  const kind = inferKind(value, { source, report })
  if (kind.kind === 'error' || fits(kind, variable)) return
  if (variable.type === 'integer' && kind.kind === 'boolean') return
  if (value.kind === 'element' && value.array.matrix.unit === undefined) {
    const help = [
      `give them one: matrix(${value.array.name}, [${value.array.matrix.shape.join(', ')}], '${usualUnit(variable.dimension)}')`,
    ]
    report(diagnostic('U012', { name: variable.name, expected: wanted(variable) }, { source, span: value.span, help }))
    return
  }
  const parameters = { name: variable.name, expected: wanted(variable), found: describeKind(kind) }
  const labels = [{ span: value.span, text: describeKind(kind) }]
  report(
    diagnostic('U004', parameters, {
      source,
      span: value.span,
      labels,
      notes: originNotes(value),
      fixes: bareNumberFix(value, variable.dimension, source),
    }),
  )
}
