/** Names that equations of synapses may not take, since a neuron on either side has them. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { Declarations } from './equations.js'
import { hasFlag } from './flags.js'
import type { Population } from './population.js'

/** In a statement `x` without a suffix would be the synapse's here and the postsynaptic neuron's in other synapses. */
export function checkNamesOfNeurons(
  { equations }: Declarations,
  source: Population,
  target: Population,
  report: Report,
): void {
  for (const { source: text, value: equation } of equations) {
    if (hasFlag(equation, 'summed')) continue
    const { name, span } = equation.name
    const group = [target, source].find((neurons) => hasMember(neurons, name))
    if (!group) continue
    const side = group === target ? 'post' : 'pre'
    const reason = `${group.name} has a variable of this name, which is \`${name}_${side}\` here`
    const help = [`give it another name, such as \`${name}_syn\``]
    report(diagnostic('N002', { name, reason }, { source: text, span, help }))
  }
}

function hasMember({ variables, subexpressions }: Population, name: string): boolean {
  return variables.has(name) || subexpressions.some((subexpression) => subexpression.name === name)
}
