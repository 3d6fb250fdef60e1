/** L001: sizes that no neuron has. */
import { evaluateConstant } from '../../2-resolve/evaluate.js'
import { expressionsOf } from '../../2-resolve/expansion.js'
import { visit } from '../../2-resolve/expression.js'
import { groupsOf, type Model, synapsesOf } from '../../2-resolve/model.js'
import type { Constant, Expression, Sourced } from '../../2-resolve/symbols.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'
import { AMP, type Dimension, equalDimensions, formatQuantity, SECOND, SIEMENS, VOLT } from '../../units/index.js'
import { simpleUnit } from '../advice/words.js'
import { inferKind } from '../infer.js'
import { RANGES, TIME_CONSTANTS, WAITS } from './ranges.js'
import { divisors, sourceOf, symbolsRead, whole } from './rule.js'

export function magnitudes(model: Model, report: Report): void {
  const texts = expressionsOf(model)
  const read = new Set(texts.flatMap(({ value }) => [...symbolsRead(value)]))
  for (const constant of model.constants) if (read.has(constant)) checkConstant(constant, report)
  for (const constant of timeConstants(model)) checkTimeConstant(constant, report)
  for (const text of texts) checkLiterals(text, report)
  for (const { refractory, name } of groupsOf(model))
    if (refractory) checkWait(refractory, `the refractory period of ${name}`, WAITS.refractory, report)
  for (const { delay } of synapsesOf(model).flatMap(({ pathways }) => pathways))
    if (delay) checkWait(delay, delay.source.role, WAITS.delays, report)
}

function checkConstant(constant: Constant, report: Report): void {
  const { value, dimension, definition } = constant
  const range = RANGES.find((one) => equalDimensions(one.dimension, dimension))
  if (!range || definition || isWithin(value, range)) return
  reportConstant(constant, range, report)
}

function isWithin(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  const size = Math.abs(value)
  return size === 0 || !Number.isFinite(size) || (size >= least && size <= most)
}

function reportConstant(
  constant: Constant,
  { quantity, range }: { readonly quantity: string; readonly range: string },
  report: Report,
): void {
  const source = sourceOf(constant)
  const parameters = { what: `\`${constant.name}\``, value: constant.text, quantity, range }
  const help = prefixHelp(constant.dimension)
  report(diagnostic('L001', parameters, { source, span: whole(source), help }))
}

/** Constants that the equations of electrical variables divide by. */
function timeConstants(model: Model): ReadonlySet<Constant> {
  const electrical = [...groupsOf(model), ...synapsesOf(model)]
    .flatMap(({ equations }) => equations)
    .filter(({ variable }) => [VOLT, AMP, SIEMENS].some((unit) => equalDimensions(unit, variable.dimension)))
  const all = electrical.flatMap(({ derivative }) => divisors(derivative.value))
  return new Set(all.filter(({ dimension, definition }) => equalDimensions(dimension, SECOND) && !definition))
}

function checkTimeConstant(constant: Constant, report: Report): void {
  if (!isWithin(constant.value, TIME_CONSTANTS)) reportConstant(constant, TIME_CONSTANTS, report)
}

/** `v > 50*volt`: quantities that are written out in a string. */
function checkLiterals({ source, value }: Sourced<Expression>, report: Report): void {
  visit(value, (node) => {
    if (node.kind !== 'binary' || node.operator !== '*' || node.left.kind !== 'number') return
    if (node.right.kind !== 'reference' || node.right.symbol.kind !== 'literal') return
    const { dimension, value: scale } = node.right.symbol
    const range = RANGES.find((one) => equalDimensions(one.dimension, dimension))
    if (!range || isWithin(node.left.value * scale, range)) return
    const text = source.text.slice(node.span.start, node.span.end)
    const parameters = { what: `\`${text}\``, value: formatQuantity(node.left.value * scale, dimension), ...range }
    report(diagnostic('L001', parameters, { source, span: node.span, help: prefixHelp(dimension) }))
  })
}

function checkWait({ source, value }: Sourced<Expression>, what: string, quantity: string, report: Report): void {
  const kind = inferKind(value, { source, report: () => {} })
  const time = kind.kind === 'number' ? evaluateConstant(value) : undefined
  if (time === undefined || !(time > WAITS.most) || !Number.isFinite(time)) return
  const parameters = { what, value: formatQuantity(time, SECOND), quantity, range: WAITS.range }
  report(diagnostic('L001', parameters, { source, span: value.span, help: prefixHelp(SECOND) }))
}

function prefixHelp(dimension: Dimension): readonly string[] {
  const unit = simpleUnit(dimension)
  return unit === undefined ? [] : [`is ${unit} meant?`]
}
