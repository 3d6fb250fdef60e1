/** connect({ j: '(i + 1) % N_post' }): one synapse from each neuron, to the one that an expression gives; or, with i, to each. */
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { ConnectRule } from '../model/spec.js'
import { referencesOf } from './expression.js'
import { resolveCondition } from './group.js'
import type { Connectivity, Synapses } from './model.js'
import type { Scope } from './scope.js'
import type { Expression, Sourced } from './symbols.js'

/** Undefined where it is wrong, which has been reported. */
export function resolvePartner(
  { i, j, skip_if_invalid: skip = false }: ConnectRule,
  synapses: Synapses,
  scope: Scope,
  report: Report,
): Connectivity | undefined {
  const what = `connect() of ${synapses.name}`
  if (i !== undefined && j !== undefined) {
    const problem = 'an expression for i or j says the neuron at the other end, so the two can not be given together'
    report(diagnostic('V008', { what, problem }))
    return undefined
  }
  const [side, text] = j === undefined ? (['pre', String(i)] as const) : (['post', String(j)] as const)
  const role = `${side === 'pre' ? 'i' : 'j'} of ${what}`
  if (/\bfor\b/.test(text)) {
    const source: Source = { text, role }
    const span = { start: 0, end: text.length }
    report(
      diagnostic('X001', { feature: 'several synapses a neuron by `… for k in …` in connect()' }, { source, span }),
    )
    return undefined
  }
  const partner = resolveCondition(text, role, scope, report)
  return partner && isOfOneEnd(partner, side, report) ? { kind: 'partner', side, partner, skip } : undefined
}

/** The expression says which neuron stands at one end, from what is known of the other. */
function isOfOneEnd({ source, value }: Sourced<Expression>, side: 'pre' | 'post', report: Report): boolean {
  const unknown = referencesOf(value).find((node) => node.side === side || isSynaptic(node.symbol.kind, node.side))
  if (!unknown) return true
  const [end, other] = side === 'post' ? ['postsynaptic', 'presynaptic'] : ['presynaptic', 'postsynaptic']
  const name = side === 'post' ? '`i`, `x_pre`' : '`j`, `x_post`'
  const problem = `it says which ${end} neuron is meant, so it can name the ${other} one only: ${name}`
  report(diagnostic('V008', { what: source.role, problem }, { source, span: unknown.span }))
  return false
}

function isSynaptic(kind: string, side: string): boolean {
  return kind === 'variable' && side === 'own'
}
