/** The constants and arrays of a namespace. */
import { parseExpression } from '../1-parse/parse.js'
import { advised } from '../3-units/advice.js'
import type { UnitReport } from '../3-units/conflict.js'
import { inferKind } from '../3-units/infer.js'
import type { Kind } from '../3-units/kind.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { Matrix, Namespace, NamespaceValue } from '../model/spec.js'
import { DIMENSIONLESS, findUnit, parseQuantity, parseUnit, type QuantityError, unitNames } from '../units/index.js'
import { resolveFunction } from './application.js'
import { type Declarations, type Owner, whySpecial } from './equations.js'
import { evaluateConstant } from './evaluate.js'
import { constantsOf, referencesOf, resolveExpression, unitMeant } from './expression.js'
import { isFunctionName } from './functions.js'
import { BROKEN, type Found, LITERAL_NUMBERS, type Scope, scopeOf } from './scope.js'
import type { ArrayConstant, Constant, Expression, Sourced, TimedArray, UserFunction } from './symbols.js'
import { resolveTimedArray } from './timed-arrays.js'

export interface ResolvedNamespace {
  readonly scope: Scope
  readonly constants: readonly Constant[]
  /** Every name that it gives. */
  readonly own: readonly string[]
}

/** The names of a namespace, each of which may use those written before it. */
export function resolveNamespace(owner: string, namespace: Namespace, outer: Scope, report: Report): ResolvedNamespace {
  const symbols = new Map<string, Found>()
  const where = `the namespace of ${owner || 'the network'}`
  const scope = scopeOf(where, symbols, outer)
  const constants: Constant[] = []
  for (const [name, value] of Object.entries(namespace)) {
    if (!isUsableName(name, where, report)) continue
    const symbol = resolveEntry(owner, name, value, scope, report)
    symbols.set(name, symbol ? { symbol, side: 'own' } : BROKEN)
    if (!symbol) continue
    if (symbol.kind === 'constant') constants.push(symbol)
  }
  return { scope, constants, own: [...symbols.keys()] }
}

/** Names of an object's own namespace that none of its strings can see, since they mean something else in them. */
export function warnOfHidden(
  owner: Owner,
  { variables, subexpressions }: Pick<Declarations, 'variables' | 'subexpressions'>,
  { own }: ResolvedNamespace,
  report: Report,
): void {
  for (const name of own) {
    const isOwn = variables.has(name) || subexpressions.has(name)
    const why = isOwn ? `it is a variable of ${owner.name}` : whySpecial(owner, name)
    if (why) report(diagnostic('N010', { name, why }))
  }
}

function isUsableName(name: string, where: string, report: Report): boolean {
  const source: Source = { text: name, role: where }
  const span = { start: 0, end: name.length }
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    const reason = 'names are made of letters, digits and `_`, and begin with a letter'
    report(diagnostic('N002', { name, reason }, { source, span }))
    return false
  }
  const shadowed = findUnit(name)
    ? 'the unit'
    : isFunctionName(name)
      ? 'the function'
      : Object.hasOwn(LITERAL_NUMBERS, name)
        ? 'the number'
        : undefined
  if (shadowed) {
    const help = [`give the constant another name where ${shadowed} is meant`]
    report(diagnostic('N009', { name, shadowed }, { source, span, help }))
  }
  return true
}

function resolveEntry(
  owner: string,
  name: string,
  value: NamespaceValue,
  scope: Scope,
  report: Report,
): Constant | ArrayConstant | TimedArray | UserFunction | undefined {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) {
        report(
          diagnostic('V008', { what: `\`${name}\` in ${scope.where}`, problem: 'it is NaN, which is not a number' }),
        )
        return undefined
      }
      return { kind: 'constant', owner, name, dimension: DIMENSIONLESS, type: 'float', value, text: String(value) }
    case 'boolean':
      return {
        kind: 'constant',
        owner,
        name,
        dimension: DIMENSIONLESS,
        type: 'boolean',
        value: Number(value),
        text: String(value),
      }
    case 'string':
      return resolveText(owner, name, value, scope, report)
    default:
      if (value.kind === 'function') return resolveFunction(owner, name, value, scope, report)
      if (value.kind === 'timed-array') return resolveTimedArray(owner, name, value, scope, report)
      return resolveMatrix(owner, name, value, report)
  }
}

/** A quantity (`20*ms`), or an expression of constants before it (`2*taum`). */
function resolveText(owner: string, name: string, text: string, scope: Scope, report: Report): Constant | undefined {
  const quantity = parseQuantity(text)
  if (quantity.kind === 'quantity') {
    return {
      kind: 'constant',
      owner,
      name,
      dimension: quantity.dimension,
      type: 'float',
      value: quantity.value,
      text: text.trim(),
    }
  }
  const source: Source = { text, role: `\`${name}\` in ${scope.where}` }
  if (isOneQuantity(text)) {
    reportUnit(quantity, text, `the value of \`${name}\``, source, report)
    return undefined
  }
  const parsed = parseExpression(source, report)
  const definition = parsed && resolveExpression(parsed, { source, scope, report })
  if (!definition) return undefined
  const kind = kindOfConstant(definition, source, scope, report)
  if (kind.kind === 'error') return undefined
  const value = evaluateConstant(definition)
  if (value === undefined) {
    const notes = ['it is not made of numbers, units and constants alone']
    report(
      diagnostic('V009', { value: text, what: `the value of \`${name}\`` }, { source, span: definition.span, notes }),
    )
    return undefined
  }
  const dimension = kind.kind === 'number' ? kind.dimension : DIMENSIONLESS
  const derived = referencesOf(definition).some((reference) => reference.symbol.kind === 'constant')
  const type = kind.kind === 'boolean' ? 'boolean' : 'float'
  return { kind: 'constant', owner, name, dimension, type, value, text: text.trim(), ...(derived && { definition }) }
}

function kindOfConstant(value: Expression, source: Source, scope: Scope, report: Report): Kind {
  const check = (text: Sourced<Expression>, told: UnitReport) =>
    inferKind(text.value, { source: text.source, report: told })
  advised({ source, value, scope }, check, report)
  return inferKind(value, { source, report: () => {} })
}

function resolveMatrix(owner: string, name: string, matrix: Matrix, report: Report): ArrayConstant | undefined {
  const unit = resolveDataUnit(matrix, `the unit of \`${name}\``, report)
  if (!unit) return undefined
  return { kind: 'array', owner, name, dimension: unit.dimension, scale: unit.scale, matrix }
}

/** What one of the matrix's numbers is: a plain number where it has no unit. */
export function resolveDataUnit(
  matrix: Matrix,
  role: string,
  report: Report,
): Pick<ArrayConstant, 'dimension' | 'scale'> | undefined {
  if (matrix.unit === undefined) return { dimension: DIMENSIONLESS, scale: 1 }
  const unit = parseUnit(matrix.unit)
  if (unit.kind === 'unit') return { dimension: unit.dimension, scale: unit.scale }
  reportUnit(unit, matrix.unit, role, { text: matrix.unit, role }, report)
  return undefined
}

/** `20 milliseconds`: a number and one word, which are a quantity or nothing. */
function isOneQuantity(text: string): boolean {
  return /^\s*[-+]?[\d.]+(?:e[-+]?\d+)?\s+[a-z]\w*\s*$/i.test(text)
}

/** Says what can't be read of a unit, and which one may have been meant. */
export function reportUnit(error: QuantityError, value: string, what: string, source: Source, report: Report): void {
  const { start, end, unknown, message } = error
  const meant = unknown === undefined ? undefined : (unitMeant(unknown) ?? nearest(unknown, unitNames(), 2))
  const span = { start, end }
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  report(diagnostic('V009', { value, what }, { source, span, fixes, notes: [message] }))
}

/** A constant expression given on its own, such as a step or a duration; undefined if it is wrong. */
export function resolveQuantity(text: string, source: Source, scope: Scope, report: Report) {
  const quantity = parseQuantity(text)
  if (quantity.kind === 'quantity') return { value: quantity.value, dimension: quantity.dimension, constants: [] }
  const parsed = parseExpression(source, report)
  const expression = parsed && resolveExpression(parsed, { source, scope, report })
  if (!expression) return undefined
  const kind = kindOfConstant(expression, source, scope, report)
  const value = evaluateConstant(expression)
  if (kind.kind !== 'number') return undefined
  if (value === undefined) {
    const notes = ['it is not made of numbers, units and constants alone']
    report(diagnostic('V009', { value: text, what: source.role }, { source, span: expression.span, notes }))
    return undefined
  }
  return { value, dimension: kind.dimension, constants: constantsOf(expression) }
}
