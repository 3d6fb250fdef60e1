/** L004: a floor division that can only give 0. */
import { expressionsOf } from '../../2-resolve/expansion.js'
import { visit } from '../../2-resolve/expression.js'
import type { Model } from '../../2-resolve/model.js'
import type { BinaryNode, Expression } from '../../2-resolve/symbols.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'

export function floorDivision(model: Model, report: Report): void {
  for (const { source, value } of expressionsOf(model)) {
    visit(value, (node) => {
      if (node.kind !== 'binary' || node.operator !== '//' || !isAlwaysZero(node)) return
      const text = source.text.slice(node.span.start, node.span.end)
      const fixes = [{ title: 'write', span: node.span, replacement: text.replace('//', '/') }]
      report(diagnostic('L004', { text }, { source, span: node.span, fixes }))
    })
  }
}

/** An index over the number of neurons. What is made of numbers alone, `1//2`, was written as it is. */
function isAlwaysZero({ left, right }: BinaryNode): boolean {
  const [index, size] = [specialName(left), specialName(right)]
  return (index === 'i' && (size === 'N' || size === 'N_pre')) || (index === 'j' && size === 'N_post')
}

function specialName(node: Expression): string | undefined {
  return node.kind === 'reference' && node.symbol.kind === 'special' ? node.symbol.name : undefined
}
