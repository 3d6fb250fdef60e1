/** The constants and arrays of a namespace. */
import { parseExpression } from '../1-parse/parse.js'
import { inferKind } from '../3-units/infer.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { Matrix, Namespace, NamespaceValue } from '../model/spec.js'
import { DIMENSIONLESS, findUnit, parseQuantity, parseUnit, unitNames } from '../units/index.js'
import { evaluateConstant } from './evaluate.js'
import { referencesOf, resolveExpression } from './expression.js'
import { isFunctionName } from './functions.js'
import { type Found, LITERAL_NUMBERS, type Scope, scopeOf } from './scope.js'
import type { ArrayConstant, Constant } from './symbols.js'

export interface ResolvedNamespace {
  readonly scope: Scope
  readonly constants: readonly Constant[]
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
    if (!symbol) continue
    symbols.set(name, { symbol, side: 'own' })
    if (symbol.kind === 'constant') constants.push(symbol)
  }
  return { scope, constants }
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
  if (shadowed) report(diagnostic('N009', { name, shadowed }, { source, span }))
  return true
}

function resolveEntry(
  owner: string,
  name: string,
  value: NamespaceValue,
  scope: Scope,
  report: Report,
): Constant | ArrayConstant | undefined {
  switch (typeof value) {
    case 'number':
      return { kind: 'constant', owner, name, dimension: DIMENSIONLESS, type: 'float', value, text: String(value) }
    case 'boolean':
      return { kind: 'constant', owner, name, dimension: DIMENSIONLESS, type: 'boolean', value: Number(value), text: String(value) }
    case 'string':
      return resolveText(owner, name, value, scope, report)
    default:
      return resolveMatrix(owner, name, value, report)
  }
}

/** A quantity (`20*ms`), or an expression of constants before it (`2*taum`). */
function resolveText(owner: string, name: string, text: string, scope: Scope, report: Report): Constant | undefined {
  const quantity = parseQuantity(text)
  if (quantity.kind === 'quantity') {
    return { kind: 'constant', owner, name, dimension: quantity.dimension, type: 'float', value: quantity.value, text: text.trim() }
  }
  const source: Source = { text, role: `\`${name}\` in ${scope.where}` }
  const parsed = parseExpression(source, report)
  const definition = parsed && resolveExpression(parsed, { source, scope, report })
  if (!definition) return undefined
  const kind = inferKind(definition, { source, report })
  if (kind.kind === 'error') return undefined
  const value = evaluateConstant(definition)
  if (value === undefined) {
    report(diagnostic('V009', { value: text, what: `\`${name}\`` }, { source, span: definition.span }))
    return undefined
  }
  const dimension = kind.kind === 'number' ? kind.dimension : DIMENSIONLESS
  const derived = referencesOf(definition).some((reference) => reference.symbol.kind === 'constant')
  const type = kind.kind === 'boolean' ? 'boolean' : 'float'
  return { kind: 'constant', owner, name, dimension, type, value, text: text.trim(), ...(derived && { definition }) }
}

function resolveMatrix(owner: string, name: string, matrix: Matrix, report: Report): ArrayConstant | undefined {
  const unit = resolveDataUnit(matrix, `the unit of \`${name}\``, report)
  if (!unit) return undefined
  return { kind: 'array', owner, name, dimension: unit.dimension, scale: unit.scale, matrix }
}

/** What one of the matrix's numbers is: a plain number where it has no unit. */
export function resolveDataUnit(matrix: Matrix, role: string, report: Report): Pick<ArrayConstant, 'dimension' | 'scale'> | undefined {
  if (matrix.unit === undefined) return { dimension: DIMENSIONLESS, scale: 1 }
  const unit = parseUnit(matrix.unit)
  if (unit.kind === "unit") return { dimension: unit.dimension, scale: unit.scale }
  const source: Source = { text: matrix.unit, role }
  const meant = unit.unknown === undefined ? undefined : nearest(unit.unknown, unitNames())
  const span = { start: unit.start, end: unit.end }
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  report(diagnostic('V009', { value: matrix.unit, what: role }, { source, span, fixes }))
  return undefined
}

/** A constant expression given on its own, such as a step or a duration; undefined if it is wrong. */
export function resolveQuantity(text: string, source: Source, scope: Scope, report: Report) {
  const quantity = parseQuantity(text)
  if (quantity.kind === 'quantity') return { value: quantity.value, dimension: quantity.dimension }
  const parsed = parseExpression(source, report)
  const expression = parsed && resolveExpression(parsed, { source, scope, report })
  if (!expression) return undefined
  const kind = inferKind(expression, { source, report })
  const value = evaluateConstant(expression)
  if (kind.kind !== 'number') return undefined
  if (value === undefined) {
    report(diagnostic('V009', { value: text, what: source.role }, { source, span: expression.span }))
    return undefined
  }
  return { value, dimension: kind.dimension }
}
