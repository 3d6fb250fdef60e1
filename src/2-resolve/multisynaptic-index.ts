/** The variable that numbers the synapses of a pair of neurons. */
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { SynapsesSpec } from '../model/spec.js'
import { DIMENSIONLESS } from '../units/index.js'
import type { Declarations } from './equations.js'
import { isUsableName } from './equations.js'
import type { Variable } from './symbols.js'

export function resolveMultisynapticIndex(
  { name: owner, multisynaptic_index: name }: SynapsesSpec,
  { variables, subexpressions }: Pick<Declarations, 'variables' | 'subexpressions'>,
  report: Report,
): Variable | undefined {
  if (name === undefined) return undefined
  const source: Source = { text: name, role: `multisynaptic_index of ${owner}` }
  const span = { start: 0, end: name.length }
  const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
  if (!isName) {
    report(diagnostic('V008', { what: source.role, problem: 'it is the name of a variable, `k`' }, { source, span }))
    return undefined
  }
  const earlier = variables.get(name)?.origin ?? subexpressions.get(name)?.origin
  if (earlier) {
    const labels = [
      { source: earlier.source, span: earlier.span, text: 'defined here' },
      { source, span, text: 'and again here' },
    ]
    report(diagnostic('N003', { name }, { source, span, labels }))
    return undefined
  }
  if (!isUsableName({ name: owner, kind: 'synapses' }, { name, span }, source, report)) return undefined
  return {
    kind: 'variable',
    owner,
    name,
    role: 'internal',
    type: 'integer',
    dimension: DIMENSIONLESS,
    shared: false,
    constant: true,
    unlessRefractory: false,
  }
}
