/** A pathway as the runtime is told of it. */
import { nameOfDelay } from '../2-resolve/delays.js'
import { evaluateConstant } from '../2-resolve/evaluate.js'
import { type Pathway, type Synapses, startOf } from '../2-resolve/model.js'
import { followed } from '../2-resolve/pathways.js'
import type { PathwayDescription } from '../runtime/description.js'
import { arrayOf, eventListOf } from './arrays.js'
import { deliveryName } from './delivery.js'
import { describedList } from './describe-kernels.js'
import type { Lowered } from './lower.js'

export function describePathway(pathway: Pathway, synapses: Synapses, { context }: Lowered): PathwayDescription {
  const { name, side, event, code, delay, delays } = pathway
  const group = followed(pathway, synapses)
  const seconds = delay && evaluateConstant(delay.value)
  const list = describedList(eventListOf(group, event, context))
  const acts = code.value.length > 0 && context.layouts.has(synapses)
  return {
    name,
    side,
    delayName: nameOfDelay(name),
    dt: group.clock.dt,
    interval: group.clock.ticks,
    ...(delays && { delays: { array: arrayOf(delays, context.precision).name, shared: delays.shared } }),
    ...(!delays && seconds !== undefined && { delay: seconds }),
    ...(acts && {
      events: { ...list, start: startOf(group), neurons: group.size, kernel: deliveryName(synapses.name, name) },
    }),
  }
}
