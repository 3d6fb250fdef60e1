/** connect() by an expression for the neuron at the other end: the functions that the runtime asks. */
import type { Connectivity } from '../2-resolve/model.js'
import type { Expression, Sourced } from '../2-resolve/symbols.js'
import { local } from '../ir/build.js'
import type { Expr } from '../ir/ir.js'
import { printResolved } from './comments.js'
import { type Call, type Into, pairFunction, pairSite } from './connect.js'
import type { ModelContext } from './context.js'
import { lowerNumber, lowerTruth, type Site } from './expression.js'

export function lowerPartner(
  call: Call,
  { side, partner, iteration, skip }: Extract<Connectivity, { kind: 'partner' }>,
  context: ModelContext,
  into: Into,
) {
  const site = (what: string) => partnerSite(call, what, side, context)
  const add = (what: string, { value }: Sourced<Expression>, result: Expr) =>
    pairFunction(what, value, result, call, into)
  const number = (what: string, sourced: Sourced<Expression> | undefined) =>
    sourced && { [what]: add(what, sourced, lowerNumber(sourced.value, site(what))) }
  const text = isIteration(partner.value) ? '' : printResolved(partner.value)
  const rule = { kind: 'partner', side, text, skip } as const
  const named = add('partner', partner, lowerNumber(partner.value, site('partner')))
  if (!iteration) return { ...rule, partner: named }
  const { start, stop, step, sample, condition } = iteration
  return {
    ...rule,
    partner: named,
    iteration: {
      ...number('start', start),
      stop: add('stop', stop, lowerNumber(stop.value, site('stop'))),
      ...number('step', step),
      ...(sample && {
        sample: {
          kind: sample.kind,
          value: add(sample.kind, sample.value, lowerNumber(sample.value.value, site(sample.kind))),
        },
      }),
      ...(condition && { condition: add('condition', condition, lowerTruth(condition.value, site('condition'))) }),
      stream: call.stream,
    },
  }
}

/** Random numbers are counted by the neuron and the number that the iteration has come to. */
function partnerSite(call: Call, what: string, side: 'pre' | 'post', context: ModelContext): Site {
  const site = pairSite(what, call, context)
  const k = local('k', 'i32')
  const neuron = local(side === 'post' ? 'i' : 'j', 'i32')
  return { ...site, iteration: k, random: { ...site.random, indices: [k, neuron] } }
}

/** `k for k in …`, which is nothing more to show. */
function isIteration(node: Expression): boolean {
  return node.kind === 'reference' && node.symbol.kind === 'special' && node.symbol.name === 'iteration'
}
