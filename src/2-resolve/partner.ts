/**
 * connect() by an expression for the neuron at the other end: one synapse from each neuron, `{ j: '(i + 1) % N_post' }`, or
 * several, `{ j: 'k for k in range(i - 3, i + 4) if k != i' }`; or, with `i`, to each.
 */
import type * as ast from '../1-parse/ast.js'
import { type Generator, isGenerator, parseGenerator } from '../1-parse/generator.js'
import { parseExpression } from '../1-parse/parse.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { ConnectRule } from '../model/spec.js'
import { DIMENSIONLESS } from '../units/index.js'
import { referencesOf, resolveExpression } from './expression.js'
import type { Connectivity, Iteration, Synapses } from './model.js'
import { relocated, type Scope, scopeOf, special } from './scope.js'
import type { Expression, Sourced } from './symbols.js'

/** The end that the expression speaks of. */
type End = 'pre' | 'post'

interface Context {
  readonly source: Source
  readonly scope: Scope
  readonly end: End
  readonly report: Report
}

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
  const [end, text] = j === undefined ? (['pre', String(i)] as const) : (['post', String(j)] as const)
  const source: Source = { text, role: `${end === 'pre' ? 'i' : 'j'} of ${what}` }
  const context = { source, scope: relocated(scope, source.role), end, report }
  if (isGenerator(text)) {
    const generator = parseGenerator(source, report)
    return generator && resolveGenerator(generator, skip, context)
  }
  const partner = ofOtherEnd(parseExpression(source, report), context)
  return partner && { kind: 'partner', side: end, partner, iteration: undefined, skip }
}

function resolveGenerator(generator: Generator, skip: boolean, context: Context): Connectivity | undefined {
  const { variable, iterator, keyword } = generator
  const bounds = generator.arguments.map((argument) => ofOtherEnd(argument, context))
  if (bounds.includes(undefined)) return undefined
  const [first, second, step] = bounds
  const [start, stop] = second ? [first, second] : [undefined, first]
  const chosen = keyword && ofOtherEnd(keyword.value, context)
  const [, counted] = special('iteration', 'integer', DIMENSIONLESS)
  const inner = { ...context, scope: scopeOf(context.source.role, new Map([[variable.name, counted]]), context.scope) }
  const partner = ofOtherEnd(generator.element, inner)
  // What the condition is asked of is a pair, so both its neurons are known.
  const condition = generator.condition && resolved(generator.condition, inner)
  if (!stop || !partner || (keyword && !chosen) || (generator.condition && !condition)) return undefined
  const sample = iterator === 'sample' && keyword && chosen ? { kind: keyword.name, value: chosen } : undefined
  const iteration: Iteration = { start, stop, step, sample, condition }
  return { kind: 'partner', side: context.end, partner, iteration, skip }
}

function resolved(node: ast.Expression, { source, scope, report }: Context): Sourced<Expression> | undefined {
  const value = resolveExpression(node, { source, scope, report })
  return value && { source, value, scope }
}

/** The expression says which neuron stands at one end, from what is known of the other. */
function ofOtherEnd(node: ast.Expression | undefined, context: Context): Sourced<Expression> | undefined {
  const found = node && resolved(node, context)
  if (!found) return undefined
  const { end, report } = context
  const { source, value } = found
  const unknown = referencesOf(value).find(
    ({ symbol, side }) => side === end || (symbol.kind === 'variable' && side === 'own'),
  )
  if (!unknown) return found
  const [meant, other] = end === 'post' ? ['postsynaptic', 'presynaptic'] : ['presynaptic', 'postsynaptic']
  const name = end === 'post' ? '`i`, `x_pre`' : '`j`, `x_post`'
  const problem = `it says which ${meant} neuron is meant, so it can name the ${other} one only: ${name}`
  report(diagnostic('V008', { what: source.role, problem }, { source, span: unknown.span }))
  return undefined
}
