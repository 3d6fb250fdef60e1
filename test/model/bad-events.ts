/** What can be wrong with events, links, and monitors of them. */
import {
  EventMonitor,
  linked_var,
  matrix,
  Network,
  NeuronGroup,
  type NeuronGroupOptions,
  SpikeMonitor,
} from '../../src/index.js'
import type { BadInput } from './bad-inputs.js'

const MODEL = 'dv/dt = -v/(10*ms) : volt\nw : 1'

/** Three neurons with an event, and statements for those to which it happens. */
const eventful =
  (condition: string, code = 'w += 1', options: NeuronGroupOptions = {}) =>
  () => {
    const P = new NeuronGroup(3, MODEL, { name: 'P', events: { rise: condition }, ...options })
    P.run_on_event('rise', code)
    return new Network(P, new EventMonitor(P, 'rise', { name: 'M' }), { seed: 1 }).build()
  }

/** Five neurons that read a variable of three others, with a mistake. */
const linking = (model: string, change: (P: NeuronGroup, Q: NeuronGroup) => unknown) => () => {
  const Q = new NeuronGroup(3, 'x : volt\ny : integer', { name: 'Q' })
  const P = new NeuronGroup(5, model, { name: 'P' })
  change(P, Q)
  return new Network(Q, P, { seed: 1 }).build()
}

export const badEvents: readonly BadInput[] = [
  ['an event against a bare number', eventful('v > 1')],
  ['an event that is no condition', eventful('v')],
  ['an event of an unknown name', eventful('v > Vt')],
  [
    'an event by a vector of another length',
    eventful('v > V[i]', 'w += 1', { namespace: { V: matrix([1, 2], 'mV') } }),
  ],
  ['statements on an event that write another unit', eventful('v > 1*mV', 'v = w')],
  ['statements on an event that read an unknown name', eventful('v > 1*mV', 'w += step')],
  ['statements on an event that write what is computed', eventful('v > 1*mV', 't = 0*ms')],
  ['an event called spike', () => new Network(new NeuronGroup(1, MODEL, { events: { spike: 'v > 1*mV' } })).build()],
  [
    'a monitor of an event that is not there',
    () => {
      const P = new NeuronGroup(3, MODEL, { name: 'P', events: { rise: 'v > 1*mV' } })
      return new Network(P, new EventMonitor(P, 'rises', { name: 'M' }), { seed: 1 }).build()
    },
  ],
  [
    'statements on an event that is not there',
    () => {
      const P = new NeuronGroup(3, MODEL, { name: 'P', events: { rise: 'v > 1*mV' } })
      return new Network(P.run_on_event('fall', 'w = 0'), { seed: 1 }).build()
    },
  ],
  [
    'a monitor of spikes that has only another event',
    () => {
      const P = new NeuronGroup(3, MODEL, { name: 'P', events: { rise: 'v > 1*mV' } })
      return new Network(P, new SpikeMonitor(P, { name: 'M' }), { seed: 1 }).build()
    },
  ],
  [
    'the times of spikes that are only counted',
    async () => {
      const P = new NeuronGroup(3, MODEL, { name: 'P', threshold: 'v > 1*mV' })
      const M = new SpikeMonitor(P, { name: 'M', record: false })
      await new Network(P, M, { seed: 1 }).build()
      return M.t
    },
  ],
  [
    'variables at spikes that are only counted',
    () => {
      const P = new NeuronGroup(3, MODEL, { name: 'P', threshold: 'v > 1*mV' })
      return new Network(P, new SpikeMonitor(P, { name: 'M', record: false, variables: 'v' }), { seed: 1 }).build()
    },
  ],
  [
    'spikes of some neurons alone',
    () => new SpikeMonitor(new NeuronGroup(3, MODEL), { record: [0, 1] as unknown as boolean }),
  ],
  ['a link to fewer neurons', linking('x : volt (linked)', (P, Q) => P.set({ x: linked_var(Q, 'x') }))],
  ['a link to another unit', linking('x : amp (linked)', (P, Q) => P.set({ x: linked_var(Q.slice(0, 1), 'x') }))],
  ['a link that nothing was said of', linking('x : volt (linked)', (P) => P)],
  [
    'a link to neurons that there are not',
    linking('x : volt (linked)', (P, Q) => P.set({ x: linked_var(Q, 'x', { index: [0, 1, 2, 3, -1] }) })),
  ],
  [
    'a link by half an index',
    linking('x : volt (linked)', (P, Q) => P.set({ x: linked_var(Q, 'x', { index: [0, 1, 2, 0.5, 0] }) })),
  ],
  [
    'a link by an index that is no integer',
    linking('x : volt (linked)\nk : 1', (P, Q) => P.set({ x: linked_var(Q, 'x', { index: 'k' }) })),
  ],
  ['a link of a variable that is not linked', linking('x : volt', (P, Q) => P.set({ x: linked_var(Q, 'x') }))],
]
