/** Units, and where they come from, in words. */
import { referencesOf } from '../../2-resolve/expression.js'
import type { Constant, Expression, Reference } from '../../2-resolve/symbols.js'
import { type Label, lineAndColumn, type Related, type Source } from '../../diagnostics/index.js'
import {
  type Dimension,
  describeDimension,
  equalDimensions,
  findScriptUnit,
  isDimensionless,
  parseQuantity,
  quantityName,
} from '../../units/index.js'

/** What a factor is called that may have been forgotten; what only a physicist could name has not been. */
export function factorName(dimension: Dimension): string | undefined {
  const name = quantityName(dimension)
  return name !== undefined && FORGETTABLE.has(name) ? name : undefined
}

const FORGETTABLE: ReadonlySet<string> = new Set([
  'voltage',
  'current',
  'conductance',
  'resistance',
  'capacitance',
  'time',
  'rate',
  'area',
  'length',
  'conductance density',
  'current density',
  'capacitance density',
])

const USUAL_UNITS: Readonly<Record<string, string>> = {
  volt: 'mV',
  second: 'ms',
  amp: 'nA',
  siemens: 'nS',
  farad: 'pF',
  ohm: 'Mohm',
  hertz: 'Hz',
  metre: 'um',
}

/** The unit that a modeller would write after a number of this dimension. */
export function usualUnit(dimension: Dimension): string {
  const base = describeDimension(dimension)
  return USUAL_UNITS[base] ?? base
}

/** A unit of one word, `mV`; nothing for those that are made of several. */
export function simpleUnit(dimension: Dimension): string | undefined {
  const unit = usualUnit(dimension)
  return /^[A-Za-z]+$/.test(unit) ? unit : undefined
}

/** The unit that a constant was written in: `ms` of `20*ms`. */
export function unitOfConstant({ text, dimension }: Constant): string | undefined {
  const quantity = parseQuantity(text)
  return quantity.kind === 'quantity' && equalDimensions(quantity.dimension, dimension) ? quantity.unitText : undefined
}

/**
 * The unit of an expression in the prefix that the user wrote, where its parts have one: `mV` for `El - v`, since El is
 * -60*mV. A product or a quotient of two units is left to be named by what it is.
 */
export function writtenUnit(node: Expression): string | undefined {
  switch (node.kind) {
    case 'reference':
      if (node.symbol.kind === 'constant') return unitOfConstant(node.symbol)
      return node.symbol.kind === 'literal' && node.symbol.what === 'unit' ? node.symbol.name : undefined
    case 'unary':
      return writtenUnit(node.operand)
    case 'binary':
      if (node.operator === '+' || node.operator === '-' || node.operator === '%')
        return writtenUnit(node.left) ?? writtenUnit(node.right)
      if (node.operator === '*') {
        if (isNumber(node.left)) return writtenUnit(node.right)
        return isNumber(node.right) ? writtenUnit(node.left) : undefined
      }
      return node.operator === '/' && isNumber(node.right) ? writtenUnit(node.left) : undefined
    case 'call':
      return ['abs', 'clip', 'floor', 'ceil'].includes(node.function) ? writtenUnit(node.arguments[0]) : undefined
    default:
      return undefined
  }
}

/** Surely a plain number: a literal, a constant without a unit, a random number. */
function isNumber(node: Expression): boolean {
  switch (node.kind) {
    case 'number':
      return true
    case 'reference':
      return (
        (node.symbol.kind === 'constant' || node.symbol.kind === 'variable' || node.symbol.kind === 'literal') &&
        isDimensionless(node.symbol.dimension)
      )
    case 'unary':
      return isNumber(node.operand)
    case 'call':
      return !['abs', 'clip', 'floor', 'ceil', 'sqrt'].includes(node.function)
    case 'binary':
      return isNumber(node.left) && isNumber(node.right)
    default:
      return false
  }
}

/** `mV (voltage)`, `volt/second (voltage per time)`, `a plain number`: what stands below an underlined expression. */
export function unitLabel(node: Expression, dimension: Dimension): string {
  if (isDimensionless(dimension)) return 'a plain number'
  const written = writtenUnit(node)
  const own = written === undefined ? undefined : findScriptUnit(written)
  const unit = written !== undefined && own && equalDimensions(own.dimension, dimension) ? written : undefined
  const name = quantityName(dimension)
  const text = unit ?? describeDimension(dimension)
  return name ? `${text} (${name})` : text
}

/** Where the units of names come from: places in the same text, and in others. */
export interface Origins {
  readonly labels: readonly Label[]
  readonly related: readonly Related[]
}

/** More names than this are too many to read about. */
const MOST_ORIGINS = 4

export function originsOf(node: Expression, source: Source): Origins {
  const symbols = [...new Set(referencesOf(node).map(({ symbol }) => symbol))].filter(hasOrigin)
  if (symbols.length > MOST_ORIGINS) return { labels: [], related: [] }
  const lineOf = (offset: number) => lineAndColumn(source.text, offset).line
  const inFrame = (symbol: HasOrigin) =>
    symbol.kind !== 'constant' && symbol.origin?.source === source && symbol.origin.unit !== undefined
      ? lineOf(symbol.origin.unit.start) !== lineOf(node.span.start)
      : false
  const labels = symbols.filter(inFrame).flatMap((symbol): readonly Label[] => {
    const unit = symbol.kind === 'constant' ? undefined : symbol.origin?.unit
    return unit ? [{ span: unit, text: `\`${symbol.name}\` is ${declaration(symbol)}` }] : []
  })
  return { labels, related: symbols.filter((symbol) => !inFrame(symbol)).map(relatedTo) }
}

type HasOrigin = Extract<Reference['symbol'], { kind: 'variable' | 'subexpression' | 'constant' }>

function hasOrigin(symbol: Reference['symbol']): symbol is HasOrigin {
  if (symbol.kind === 'constant') return true
  return (symbol.kind === 'variable' || symbol.kind === 'subexpression') && symbol.type !== 'boolean'
}

function declaration({ dimension }: HasOrigin): string {
  return isDimensionless(dimension) ? 'a plain number' : `declared in ${describeDimension(dimension)}`
}

/** `w` is declared in volt: where, and in a sentence. */
function relatedTo(symbol: HasOrigin): Related {
  if (symbol.kind === 'constant') {
    const { name, text } = symbol
    const where = `the namespace of ${symbol.owner || 'the network'}`
    const source = { text, role: `\`${name}\` in ${where}` }
    const span = { start: 0, end: text.length }
    return { source, span, text: `\`${name}\``, sentence: `\`${name}\` is ${text} in ${where}` }
  }
  const text = `\`${symbol.name}\` is ${declaration(symbol)}`
  const { source, unit } = symbol.origin ?? {}
  const span = unit ?? { start: 0, end: 0 }
  return { source: source ?? { text: '', role: '' }, span, text, sentence: `${text} in ${placeOf(symbol)}` }
}

function placeOf({ owner, origin }: Exclude<HasOrigin, { kind: 'constant' }>): string {
  const equations = `the equations of ${owner}`
  if (!origin?.unit || !origin.source.text.trim().includes('\n')) return equations
  return `${equations}, line ${lineAndColumn(origin.source.text, origin.unit.start).line}`
}
