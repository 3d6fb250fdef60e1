import { message } from '../define.js'

export const recordingMessages = {
  V030: message<{ name: string; where: string }>('value', {
    message: (p) =>
      `what ${p.name} records goes ${p.where === '' ? 'to a function' : `to ${p.where}`} as it comes, so it can't be read here`,
    explanation: 'Of a recording that is streamed nothing is kept in memory. Read the file, or leave streamTo() out.',
    bad: "M.streamTo('v.npy'); await net.run(); M.get('v')",
    good: "await net.run(); M.get('v')",
  }),
  V031: message<{ name: string; what: string; synapses: string; count: number }>('value', {
    message: (p) =>
      `${p.name} records the synapse ${p.what}, which is not among the ${p.count} synapse${p.count === 1 ? '' : 's'} of ${p.synapses}`,
    explanation:
      'Synapses are numbered from 0 in the order of S.i and S.j; a pair of neurons stands for all synapses from the one to the other.',
    bad: "new StateMonitor(S, 'w', { record: { i: 0, j: 0 } })      // after S.connect('i != j')",
    good: "new StateMonitor(S, 'w', { record: { i: 0, j: 1 } })",
  }),
  V032: message<{ name: string; bytes: string }>('value', {
    message: (p) => `there is not enough memory to read the traces of ${p.name}: the monitor holds ${p.bytes}`,
    explanation:
      'Samples are put together to one array for each trace when they are read, which needs the memory once more for a moment. Record fewer neurons, less often, or stream the recording to a file.',
    bad: "new StateMonitor(P, 'v', { record: true }).get('v')      // of as much as the machine holds",
    good: "new StateMonitor(P, 'v', { record: true }).streamTo('v.npy')",
  }),
  V033: message<{ name: string }>('value', {
    message: (p) => `${p.name} has recorded something already, which a stream would lack`,
    explanation: 'A stream has everything that a monitor records, so it is set up before the first run.',
    bad: "await net.run('1*second'); M.streamTo('v.npy')",
    good: "M.streamTo('v.npy'); await net.run('1*second')",
  }),
  V034: message<{ bytes: string }>('value', {
    message: (p) => `the results take ${p.bytes}, and a .npz file holds 4 GiB`,
    explanation:
      'Places in the archive are numbers of four bytes. A recording that is streamed to a .npy file may be of any length, and is not held in memory.',
    bad: "net.save('results.npz')      // of 600 million samples",
    good: "M.streamTo('v.npy')",
  }),
  V060: message<{ name: string }>('value', {
    message: (p) => `${p.name} only counts spikes, and keeps neither their neurons nor their times`,
    explanation:
      'A monitor with `record: false` takes no memory however many spikes there are: `count` has the number of each neuron, `numSpikes` of all.',
    bad: 'new SpikeMonitor(P, { record: false }).t',
    good: 'new SpikeMonitor(P, { record: false }).count',
  }),
}
