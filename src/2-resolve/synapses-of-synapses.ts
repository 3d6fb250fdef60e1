/** Synapses that begin or end at synapses: what they see of them. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import { expressionsOf } from './expansion.js'
import { visit } from './expression.js'
import type { Model } from './model.js'
import type { Expression, Subexpression } from './symbols.js'

/** Others see what each synapse has of its own, and not the neurons between which it is. */
export function checkSeen(model: Model, report: Report): void {
  const synapses = new Map(model.parts.flatMap((part) => (part.kind === 'synapses' ? [[part.name, part]] : [])))
  if (![...synapses.values()].some(({ source, target }) => source.synapses || target.synapses)) return
  for (const { source, value } of expressionsOf(model)) {
    visit(value, (node) => {
      if (node.kind !== 'reference' || node.side === 'own' || node.symbol.kind !== 'subexpression') return
      const { symbol, side } = node
      const neuron = synapses.has(symbol.owner) ? nameOfNeuron(symbol) : undefined
      if (neuron === undefined) return
      const parameters = { name: `${symbol.name}_${side}`, owner: symbol.owner, neuron }
      const help = [`keep it in a parameter of ${symbol.owner}, written by a pathway or by run_regularly()`]
      report(diagnostic('V074', parameters, { source, span: node.span, help }))
    })
  }
}

/** What a subexpression of synapses reads of the neurons on their sides, through the subexpressions that it names. */
function nameOfNeuron({ expression }: Subexpression): string | undefined {
  let found: string | undefined
  const enter = (body: Expression): void => {
    visit(body, (node) => {
      if (node.kind !== 'reference' || found !== undefined) return
      const { symbol, side } = node
      if (side !== 'own')
        found = symbol.kind === 'special' ? symbol.name : `${'name' in symbol ? symbol.name : ''}_${side}`
      else if (symbol.kind === 'special' && ['N_incoming', 'N_outgoing'].includes(symbol.name)) found = symbol.name
      else if (symbol.kind === 'subexpression' && symbol.expression) enter(symbol.expression)
    })
  }
  if (expression) enter(expression)
  return found
}
