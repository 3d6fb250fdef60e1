/** L006: a reset that leaves the neuron above its threshold. */
import { evaluateConstant } from '../../2-resolve/evaluate.js'
import { groupsOf, type Model } from '../../2-resolve/model.js'
import type { Expression, Variable } from '../../2-resolve/symbols.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'

export function resetAboveThreshold(model: Model, report: Report): void {
  for (const { threshold, reset } of groupsOf(model)) {
    const bound = threshold && boundOf(threshold.value)
    if (!threshold || !reset || !bound) continue
    const writes = reset.value.filter(({ target }) => target === bound.variable)
    const last = writes.at(-1)
    const value = last?.operator === '=' ? evaluateConstant(last.value) : undefined
    if (!last || value === undefined || !(value > bound.value)) continue
    const text = reset.source.text.slice(last.span.start, last.span.end)
    const { start, end } = threshold.value.span
    const parameters = { reset: text, threshold: threshold.source.text.slice(start, end) }
    report(diagnostic('L006', parameters, { source: reset.source, span: last.span }))
  }
}

/** `v > Vt` or `Vt < v`, with a bound that does not change. */
function boundOf(node: Expression): { readonly variable: Variable; readonly value: number } | undefined {
  if (node.kind !== 'binary') return undefined
  const [above, below] = /^>/.test(node.operator)
    ? [node.left, node.right]
    : /^</.test(node.operator)
      ? [node.right, node.left]
      : []
  if (above?.kind !== 'reference' || above.symbol.kind !== 'variable' || !below) return undefined
  const value = evaluateConstant(below)
  return value === undefined ? undefined : { variable: above.symbol, value }
}
