/** connect() by an expression for the neuron at the other end: the functions that the runtime asks. */
import type { Connectivity, Synapses } from '../2-resolve/model.js'
import type { Expression, Sourced } from '../2-resolve/symbols.js'
import { constant, local } from '../ir/build.js'
import type { Expr, SetupFunction } from '../ir/ir.js'
import type { ConnectRule } from '../runtime/description.js'
import { printResolved } from './comments.js'
import type { ModelContext } from './context.js'
import { lowerNumber, lowerTruth, type Site } from './expression.js'
import { synapseSite } from './site.js'
import { ticking } from './time.js'

interface Into {
  readonly functions: SetupFunction[]
  /** Notes the data that an expression reads. */
  readonly bind: (expression: Expression) => void
}

export function lowerPartner(
  synapses: Synapses,
  { side, partner, iteration, skip }: Extract<Connectivity, { kind: 'partner' }>,
  context: ModelContext,
  { functions, bind }: Into,
): ConnectRule {
  const site = (what: string) => partnerSite(synapses, what, side, context)
  const add = (what: string, { value }: Sourced<Expression>, result: Expr): string => {
    bind(value)
    const name = `${what}_${synapses.name}`
    functions.push({ kind: 'pair', name, title: `${what}: ${printResolved(value)}`, body: [], result })
    return name
  }
  const number = (what: string, sourced: Sourced<Expression> | undefined) =>
    sourced && { [what]: add(what, sourced, lowerNumber(sourced.value, site(what))) }
  const text = printResolved(partner.value)
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
      stream: `${synapses.name}:connect`,
    },
  }
}

/** Random numbers are counted by the neuron and the number that the iteration has come to. */
function partnerSite(synapses: Synapses, what: string, side: 'pre' | 'post', context: ModelContext): Site {
  const clock = ticking(context)
  const stream = `${synapses.name}:connect:${what}`
  const site = synapseSite(synapses, context, { stream, step: constant(0), checked: true, clock })
  const k = local('k', 'i32')
  const neuron = local(side === 'post' ? 'i' : 'j', 'i32')
  return { ...site, iteration: k, random: { ...site.random, indices: [k, neuron] } }
}
