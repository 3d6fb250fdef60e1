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
  V060: message<{ name: string }>('value', {
    message: (p) => `${p.name} only counts spikes, and keeps neither their neurons nor their times`,
    explanation:
      'A monitor with `record: false` takes no memory however many spikes there are: `count` has the number of each neuron, `numSpikes` of all.',
    bad: 'new SpikeMonitor(P, { record: false }).t',
    good: 'new SpikeMonitor(P, { record: false }).count',
  }),
}
