/** The place in a step at which a function of the user's own is called. Its kernel does nothing itself: the runtime calls the function. */
import type { NetworkOperation } from '../2-resolve/model.js'
import type { Scheduled } from './group.js'

export function lowerNetworkOperation({ name, clock, when, order }: NetworkOperation): Scheduled {
  return {
    name: `call_${name}`,
    title: `The function of ${name}, which may read and write anything.`,
    slot: when,
    order,
    interval: clock.ticks,
    calls: { dt: clock.dt },
    body: [],
  }
}
