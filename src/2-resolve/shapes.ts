/** Data read by index: `W[i,j]` must have a row for each presynaptic neuron and a column for each postsynaptic one. */
import { diagnostic, type Fix, type Report, type Source } from '../diagnostics/index.js'
import { codesOf, conditionsOf, stringsOf } from './expansion.js'
import { visit } from './expression.js'
import type { Group, Model, Part, ResolvedAction, Synapses } from './model.js'
import type { Population } from './population.js'
import type { ElementNode, Expression, Sourced } from './symbols.js'
import { checkColumn } from './timed-arrays.js'

/** The sizes that the index variables of a string run over. */
interface Axes {
  readonly i: Population
  readonly j: Population | undefined
}

export function checkShapes(model: Model, report: Report): void {
  for (const part of model.parts) checkPart(part, report)
  for (const action of model.actions) checkAction(action, report)
}

function checkPart(part: Part, report: Report): void {
  if (part.kind !== 'group' && part.kind !== 'synapses') return
  const axes = axesOf(part)
  for (const { expression, origin } of part.subexpressions) {
    if (expression) checkExpression({ source: origin.source, value: expression }, axes, 'run', report)
  }
  for (const { derivative } of part.equations) checkExpression(derivative, axes, 'run', report)
  for (const { expression } of part.held) checkExpression(expression, axes, 'run', report)
  if (part.kind === 'group') {
    for (const sourced of [...conditionsOf(part), part.refractory])
      if (sourced) checkExpression(sourced, axes, 'run', report)
  } else {
    for (const { expression } of part.sums) checkExpression(expression, axes, 'run', report)
  }
  for (const { source, value: statements } of codesOf(part)) {
    for (const { value } of statements) checkExpression({ source, value }, axes, 'run', report)
  }
}

function checkAction(action: ResolvedAction, report: Report): void {
  if (action.kind === 'connect') {
    for (const sourced of stringsOf(action)) checkExpression(sourced, axesOf(action.synapses), 'setup', report)
    return
  }
  if (action.kind === 'spikes') return
  if (action.where) checkExpression(action.where, axesOf(action.owner), 'setup', report)
  if (action.setting.kind === 'expression')
    checkExpression(action.setting.expression, axesOf(action.owner), 'setup', report)
}

/** A condition on synapses that is asked of them once they are there. */
export function checkChoiceShapes(condition: Sourced<Expression>, owner: Synapses, report: Report): void {
  checkExpression(condition, axesOf(owner), 'setup', report)
}

function axesOf(owner: Group | Synapses): Axes {
  return owner.kind === 'group' ? { i: owner, j: undefined } : { i: owner.source, j: owner.target }
}

type When = 'run' | 'setup'

function checkExpression({ source, value }: Sourced<Expression>, axes: Axes, when: When, report: Report): void {
  visit(value, (node) => {
    if (node.kind === 'element') checkElement(node, source, axes, when, report)
    if (node.kind !== 'timed') return
    const group = node.arguments[1] && groupOfIndex(node.arguments[1], axes)
    checkColumn(node, group?.size === undefined ? undefined : { name: group.name, size: group.size }, source, report)
  })
}

function checkElement(node: ElementNode, source: Source, axes: Axes, when: When, report: Report): void {
  const ranges = node.indices.map((index) => groupOfIndex(index, axes))
  const { shape } = node.array.matrix
  const computed = ranges.indexOf(undefined)
  if (computed >= 0 && when === 'run') {
    const feature = `\`${node.array.name}\` read at a computed index during the run`
    report(diagnostic('X001', { feature }, { source, span: node.indices[computed].span }))
    return
  }
  const unknown = ranges.findIndex((group) => group !== undefined && group.size === undefined)
  if (unknown >= 0 && when === 'run') {
    const { span } = node.indices[unknown]
    const axis = source.text.slice(span.start, span.end)
    const parameters = {
      name: source.text.slice(node.span.start, node.span.end),
      axis,
      owner: ranges[unknown]?.name ?? '',
    }
    report(diagnostic('V075', parameters, { source, span: node.span }))
    return
  }
  if (ranges.every((group, axis) => group?.size === undefined || group.size === shape[axis])) return
  const sizes = ranges.map((group, axis) => group?.size ?? shape[axis])
  const swapped = sizes.length === 2 && sizes[1] === shape[0] && sizes[0] === shape[1]
  const written = node.indices.map((index) => source.text.slice(index.span.start, index.span.end))
  const replacement = `${node.array.name}[${[...written].reverse().join(',')}]`
  const inOrder = written[0] === 'i'
  const title = inOrder ? 'or read it the other way round' : 'rows are presynaptic neurons, columns postsynaptic ones'
  const fixes: Fix[] = swapped ? [{ title, span: node.span, replacement }] : []
  const transposeHelp =
    swapped && inOrder ? ['give the transpose: rows are presynaptic neurons, columns postsynaptic ones'] : []
  const parameters = {
    name: node.array.name + (sizes.length === 2 ? `[${written.join(',')}]` : `[${written[0]}]`),
    matrix: `\`${node.array.name}\``,
    shape: shape.length === 1 ? `a vector of ${shape[0]}` : shape.join(' x '),
    expected: sizes.length === 1 ? `a vector of ${sizes[0]}` : sizes.join(' x '),
    group: ranges
      .flatMap((group, axis) =>
        group ? [`\`${written[axis]}\` runs over the ${group.size} neurons of ${group.name}`] : [],
      )
      .join(', '),
  }
  // A matrix that is larger has every number that is asked for, and is hardly the one that was meant.
  const outside = ranges.some((group, axis) => (group?.size ?? 0) > shape[axis])
  report(diagnostic(outside ? 'I013' : 'V003', parameters, { source, span: node.span, fixes, help: transposeHelp }))
}

/** The group whose neurons an index counts; undefined if the index is computed. */
function groupOfIndex(index: Expression, axes: Axes): Population | undefined {
  if (index.kind !== 'reference' || index.symbol.kind !== 'special') return undefined
  if (index.symbol.name === 'i') return axes.i
  return index.symbol.name === 'j' ? axes.j : undefined
}
