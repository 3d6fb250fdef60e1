/** Stage 3: the unit of every string of a model, before anything runs. */

import { evaluateConstant } from '../2-resolve/evaluate.js'
import { codesOf } from '../2-resolve/expansion.js'
import type {
  Connect,
  Group,
  HeldVariable,
  Integrated,
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
  formatQuantity,
  isDimensionless,
  quantityName,
  SECOND,
} from '../units/index.js'
import { advised, originsOf, unitLabel, usualUnit } from './advice.js'
import type { Conflict, Place, UnitReport } from './conflict.js'
import { inferKind, type UnitContext } from './infer.js'
import { describe, describeKind, ERROR, type Kind } from './kind.js'
import { isWhole } from './whole.js'

export function checkUnits(model: Model, report: Report): void {
  for (const part of model.parts) checkPart(part, report)
  for (const action of model.actions) checkAction(action, report)
}

const PER_SECOND = divideDimensions(DIMENSIONLESS, SECOND)

function checkPart(part: Part, report: Report): void {
  switch (part.kind) {
    case 'group':
      checkGroup(part, report)
      break
    case 'synapses':
      checkSynapses(part, report)
      break
    case 'poisson-input':
      checkQuantity(part.rate, part.rate.source.role, PER_SECOND, 'a rate (hertz)', report)
      for (const { target, value } of part.addition.value) checkWeight({ ...part.addition, value }, target, report)
      break
    case 'spike-monitor':
    case 'state-monitor':
    case 'network-operation':
    case 'synapses-monitor':
    case 'rate-monitor':
      return
  }
}

function checkGroup(group: Group, report: Report): void {
  const { name } = group
  for (const { variable, derivative } of group.equations) checkDerivative(variable, derivative, report)
  for (const subexpression of group.subexpressions) checkSubexpression(subexpression, report)
  for (const held of group.held) checkHeld(held, report)
  if (group.threshold) checkTruth(group.threshold, `the threshold of ${name}`, report)
  for (const { condition } of group.events) checkTruth(condition, condition.source.role, report)
  for (const code of codesOf(group)) checkStatements(code, report)
  checkErrors(group, report)
  if (group.refractory) checkRefractory(group.refractory, name, report)
}

function checkSynapses(synapses: Synapses, report: Report): void {
  for (const { variable, derivative } of synapses.equations) checkDerivative(variable, derivative, report)
  for (const subexpression of synapses.subexpressions) checkSubexpression(subexpression, report)
  for (const held of synapses.held) checkHeld(held, report)
  for (const sum of synapses.sums) checkSum(sum, report)
  for (const code of codesOf(synapses)) checkStatements(code, report)
  checkErrors(synapses, report)
  for (const { delay } of synapses.pathways) {
    if (delay) checkQuantity(delay, delay.source.role, SECOND, 'a time (second)', report)
  }
}

function checkErrors({ adaptive }: Integrated, report: Report): void {
  for (const [variable, error] of adaptive?.errors ?? [])
    checkQuantity(error, error.source.role, variable.dimension, wanted(variable), report)
}

function checkDerivative(variable: Variable, derivative: Sourced<Expression>, report: Report): void {
  const { name } = variable
  const expected = divideDimensions(variable.dimension, SECOND)
  const check = ({ source, value }: Sourced<Expression>, told: UnitReport) => {
    const kind = inferKind(value, { source, report: told })
    if (kind.kind === 'error' || (kind.kind === 'number' && equalDimensions(kind.dimension, expected))) return
    const parameters = { name, expected: describe(expected), found: describeKind(kind) }
    const details = detailsOf(value, kind, source)
    told(diagnostic('U002', parameters, details), conflictOf(value, kind, expected, 'derivative', { of: name }))
  }
  advised(derivative, check, report)
}

/** The value underlined with its unit, and where that comes from. */
function detailsOf(value: Expression, kind: Kind, source: Source) {
  const { labels, related } = originsOf(value, source)
  return { source, span: value.span, labels: [{ span: value.span, text: labelOf(value, kind) }, ...labels], related }
}

function labelOf(value: Expression, kind: Kind): string {
  return kind.kind === 'number' ? unitLabel(value, kind.dimension) : describeKind(kind)
}

/** What advice is given on; there is none on truth values. */
function conflictOf(
  node: Expression,
  kind: Kind,
  wanted: Dimension,
  place: Place,
  more: { readonly of?: string; readonly statement?: Statement } = {},
): Conflict | undefined {
  return kind.kind === 'number' ? { kind: 'value', place, node, found: kind.dimension, wanted, ...more } : undefined
}

function checkSubexpression(subexpression: Subexpression, report: Report): void {
  const { expression, origin, scope } = subexpression
  if (expression)
    checkDefinition(
      subexpression,
      { source: origin.source, value: expression, ...(scope && { scope }) },
      report,
      origin.unit !== undefined,
    )
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

/** An expression with a name has the unit that is declared for it. `written`: the declaration is the user's. */
function checkDefinition(
  declared: Typed & { readonly name: string },
  definition: Sourced<Expression>,
  report: Report,
  written = true,
) {
  const { name, dimension, type } = declared
  const check = ({ source, value }: Sourced<Expression>, told: UnitReport) => {
    const kind = inferKind(value, { source, report: told })
    if (kind.kind === 'error' || fits(kind, declared)) return
    const parameters = { name, expected: wanted(declared), found: describeKind(kind) }
    const help = written && kind.kind === 'number' ? declaredOtherwise(name, dimension, kind.dimension) : []
    const details = { ...detailsOf(value, kind, source), help, fixes: truthFixes(value, kind, declared, source) }
    const isDerivative = help.some((line) => line.includes('/dt ='))
    const conflict = type === 'boolean' || isDerivative ? undefined : conflictOf(value, kind, dimension, 'value')
    told(diagnostic('U003', parameters, details), conflict)
  }
  advised(definition, check, report)
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

/** Is it true or false? */
export function checkTruth(text: Sourced<Expression>, what: string, report: Report): void {
  const check = ({ source, value }: Sourced<Expression>, told: UnitReport) => {
    const kind = inferKind(value, { source, report: told })
    if (kind.kind !== 'number') return
    const details = { source, span: value.span, ...originsOf(value, source) }
    const conflict = { kind: 'truth', node: value, found: kind.dimension } as const
    told(diagnostic('U008', { what, found: describeKind(kind) }, details), conflict)
  }
  advised(text, check, report)
}

/** What is added to a variable has its unit. */
function checkWeight(text: Sourced<Expression>, target: Variable | Temporary, report: Report): void {
  if (target.kind === 'temporary') return
  const expected = `${describe(target.dimension)}, as \`${target.name}\` is`
  checkQuantity(text, text.source.role, target.dimension, expected, report)
}

/** A refractory period is a time, or a condition that holds as long as the neuron is refractory. */
function checkRefractory(text: Sourced<Expression>, group: string, report: Report): void {
  const { source, value } = text
  checkQuantity(text, `the refractory period of ${group}`, SECOND, 'a time (second), or a condition', report, true)
  const time = evaluateConstant(value)
  const kind = inferKind(value, { source, report: () => {} })
  const isLength = time === undefined || (time >= 0 && Number.isFinite(time))
  if (isLength || kind.kind !== 'number' || !equalDimensions(kind.dimension, SECOND)) return
  const help = time === Number.POSITIVE_INFINITY ? ["`refractory: 'True'` lets each neuron spike once"] : []
  const details = { source, span: value.span, help }
  report(diagnostic('V061', { group, period: formatQuantity(time, SECOND) }, details))
}

function checkQuantity(
  text: Sourced<Expression>,
  name: string,
  dimension: Dimension,
  expected: string,
  report: Report,
  orCondition = false,
): void {
  const check = ({ source, value }: Sourced<Expression>, told: UnitReport) => {
    const kind = inferKind(value, { source, report: told })
    if (kind.kind === 'error' || (kind.kind === 'number' && equalDimensions(kind.dimension, dimension))) return
    if (orCondition && kind.kind === 'boolean') return
    const details = { source, span: value.span, ...originsOf(value, source) }
    const parameters = { name, expected, found: describeKind(kind) }
    told(diagnostic('U010', parameters, details), conflictOf(value, kind, dimension, 'other'))
  }
  advised(text, check, report)
}

/** Statements one after the other, each temporary having the unit of what it was last given. */
export function checkStatements(
  { source, value: statements, scope }: Sourced<readonly Statement[]>,
  report: Report,
): void {
  const temporaries = new Map<Temporary, Kind>()
  for (const statement of statements) {
    let kind: Kind = ERROR
    const check = (text: Sourced<Expression>, told: UnitReport) => {
      const context = { source: text.source, report: told, temporaries }
      kind = inferKind(text.value, context)
      if (statement.target.kind === 'temporary') kind = temporaryKind(statement, kind, context)
      else checkAssignment({ ...statement, value: text.value }, statement.target, kind, context)
    }
    check({ source, value: statement.value }, () => {})
    const own = kind
    advised({ source, value: statement.value, ...(scope && { scope }) }, check, report)
    if (statement.target.kind === 'temporary') temporaries.set(statement.target, own)
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
  const { labels: places, related } = detailsOf(value, kind, source)
  const labels = [{ span: statement.targetSpan, text: wantedLabel(variable) }, ...places]
  const why = scales ? [`\`${name} ${operator} x\` keeps the unit of \`${name}\` only if x is a plain number`] : []
  const fixes = scales ? [] : truthFixes(value, kind, variable, source)
  const details = { source, span: value.span, labels, related, notes: why, fixes }
  const found = describeKind(kind)
  const conflict =
    needed.type === 'boolean' ? undefined : conflictOf(value, kind, needed.dimension, 'value', { statement })
  report(
    scales
      ? diagnostic('U014', { operator, found }, details)
      : diagnostic('U004', { name, expected: wanted(variable), found }, details),
    conflict,
  )
}

function wantedLabel(variable: Variable): string {
  const { type, dimension } = variable
  if (type === 'boolean' || isDimensionless(dimension)) return wanted(variable)
  const name = quantityName(dimension)
  return name ? `${wanted(variable)} (${name})` : wanted(variable)
}

/** `x = b` becomes `x = int(b)`. */
function truthFixes(value: Expression, kind: Kind, { type, dimension }: Typed, source: Source): readonly Fix[] {
  if (kind.kind !== 'boolean' || type === 'boolean' || !isDimensionless(dimension)) return []
  const written = source.text.slice(value.span.start, value.span.end)
  return [{ title: 'make it 0 or 1', span: value.span, replacement: `int(${written})` }]
}

function checkAction(action: ResolvedAction, report: Report): void {
  if (action.kind === 'connect') checkConnect(action, report)
  else if (action.kind === 'set') checkSet(action, report)
}

function checkConnect({ connectivity, synapses, n }: Connect, report: Report): void {
  const checkNumber = (number: Sourced<Expression>) =>
    checkQuantity(number, number.source.role, DIMENSIONLESS, 'a plain number', report)
  if (n) checkNumber(n)
  if (connectivity.kind === 'partner') {
    const { partner, iteration } = connectivity
    const { start, stop, step, sample, condition } = iteration ?? {}
    for (const number of [partner, start, stop, step, sample?.value]) if (number) checkNumber(number)
    if (!sample) for (const bound of [start, stop, step]) if (bound) checkWhole(bound, report)
    if (condition) checkTruth(condition, condition.source.role, report)
  }
  if (connectivity.kind === 'condition' && connectivity.condition)
    checkTruth(connectivity.condition, `the condition of connect() of ${synapses.name}`, report)
  if ((connectivity.kind === 'condition' || connectivity.kind === 'pairs') && connectivity.p)
    checkNumber(connectivity.p)
}

function checkWhole({ source, value }: Sourced<Expression>, report: Report): void {
  if (isWhole(value)) return
  const written = source.text.slice(value.span.start, value.span.end)
  const problem = `the numbers of a range are whole, and \`${written}\` need not be`
  const fixes = [{ title: 'cut off what is behind the point', span: value.span, replacement: `int(${written})` }]
  report(diagnostic('V008', { what: source.role, problem }, { source, span: value.span, fixes }))
}

function checkSet({ variable, setting, where, owner }: SetVariable, report: Report): void {
  if (where) checkTruth(where, `where of \`${variable.name}\` of ${owner.name}`, report)
  if (setting.kind !== 'expression') return
  const check = ({ source, value }: Sourced<Expression>, told: UnitReport) => {
    const kind = inferKind(value, { source, report: told })
    if (kind.kind === 'error' || fits(kind, variable)) return
    if (variable.type === 'integer' && kind.kind === 'boolean') return
    if (value.kind === 'element' && value.array.matrix.unit === undefined) {
      const { name, matrix } = value.array
      const help = [`give them one: matrix(${name}, [${matrix.shape.join(', ')}], '${usualUnit(variable.dimension)}')`]
      const details = { source, span: value.span, help }
      told(diagnostic('U012', { name: variable.name, expected: wanted(variable) }, details))
      return
    }
    const parameters = { name: variable.name, expected: wanted(variable), found: describeKind(kind) }
    const help =
      kind.kind === 'number' &&
      !isDimensionless(kind.dimension) &&
      variable.type !== 'boolean' &&
      variable.role !== 'delay'
        ? declaredOtherwise(variable.name, variable.dimension, kind.dimension)
        : []
    const details = { ...detailsOf(value, kind, source), help }
    const conflict = variable.type === 'boolean' ? undefined : conflictOf(value, kind, variable.dimension, 'value')
    told(diagnostic('U004', parameters, details), conflict)
  }
  advised(setting.expression, check, report)
}

/** The value may be right, and the declaration wrong; `dv = …` in volt may be a derivative. */
function declaredOtherwise(name: string, declared: Dimension, found: Dimension): readonly string[] {
  const isRate = equalDimensions(divideDimensions(declared, SECOND), found)
  if (isRate && /^d\w/.test(name)) return [`a differential equation begins with \`${name}/dt =\``]
  return [`if the value is right, declare \`${name} : ${describeDimension(found)}\``]
}
