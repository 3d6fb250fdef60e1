import { message } from '../define.js'

export const recordingMessages = {
  V031: message<{ name: string; what: string; synapses: string; count: number }>('value', {
    message: (p) =>
      `${p.name} records the synapse ${p.what}, which is not among the ${p.count} synapse${p.count === 1 ? '' : 's'} of ${p.synapses}`,
    explanation:
      'Synapses are numbered from 0 in the order of S.i and S.j; a pair of neurons stands for all synapses from the one to the other.',
    bad: "new StateMonitor(S, 'w', { record: { i: 0, j: 0 } })      // after S.connect('i != j')",
    good: "new StateMonitor(S, 'w', { record: { i: 0, j: 1 } })",
  }),
}
