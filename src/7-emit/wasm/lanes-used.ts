/** How many elements of a loop WebAssembly takes at once, for people: the printer of loops decides. */
import { unreachable } from '../../diagnostics/index.js'
import type { LanesUsed } from '../../ir/cost.js'
import type { For, Row, Stmt } from '../../ir/ir.js'
import { countersOf } from './between.js'
import { type Elements, vectorPlan } from './plan.js'
import { elementsOf } from './rows.js'

export function lanesUsed({ domain, body }: For): LanesUsed {
  switch (domain.kind) {
    case 'neurons':
      return planned({ counters: [domain.index], count: domain.count, body })
    case 'recorded':
      if (domain.indices) return { lanes: 1, why: 'the neurons are those of a list' }
      return planned({ counters: [domain.position, domain.index], count: domain.count, body })
    case 'counted':
      return { lanes: 1, why: 'how many there are is known once synapses are connected' }
    case 'between':
      return planned({ counters: countersOf(domain), count: undefined, body })
    case 'bernoulli':
      return { lanes: 1, why: 'each is found from the one before' }
    case 'lags':
    case 'pending':
      return { lanes: 1, why: 'they are those of a list' }
    case 'events':
      return { lanes: 1, why: 'the neurons are those of a list' }
    case 'row':
      return lanesOfRow(domain, body)
    default:
      return unreachable(domain)
  }
}

function lanesOfRow(domain: Row, body: readonly Stmt[]): LanesUsed {
  const { layout } = domain
  if (layout.kind === 'one-to-one') return { lanes: 1, why: 'a neuron has one' }
  if (layout.kind === 'procedural') return { lanes: 1, why: 'each is found from the one before' }
  if (layout.kind === 'computed') return { lanes: 1, why: 'each is computed by itself' }
  return planned(elementsOf({ ...domain, layout }, body))
}

function planned(elements: Elements): LanesUsed {
  const plan = vectorPlan(elements)
  return plan.kind === 'vector' ? { lanes: plan.lanes } : { lanes: 1, why: plan.why }
}
