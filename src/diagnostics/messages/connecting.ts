import { message } from '../define.js'

export const connectingMessages = {
  V035: message<{ name: string; n: string; at: string }>('value', {
    message: (p) =>
      `\`n\` of connect() of ${p.name} is ${p.n}${p.at}: it says how many synapses a pair of neurons gets`,
    explanation:
      "A number of synapses is a whole number, 0 or more. An expression can be rounded: `n: 'int(3*x_pre)'`.",
    bad: 'S.connect({ n: 1.5 })',
    good: 'S.connect({ n: 2 })',
  }),
  V036: message<{ name: string; why: string }>('value', {
    message: (p) => `\`${p.name}\` can't be given more synapses now: ${p.why}`,
    explanation:
      'connect() may be called between runs, as long as nothing has been recorded of the synapses that would not go on. Make all synapses before the first run, or add a monitor after they are made.',
    bad: "new StateMonitor(S, 'w', { record: true }) …; await net.run('1*second'); S.connect({ i: 0, j: 1 })",
    good: "S.connect({ i: 0, j: 1 }); await net.run('1*second')",
  }),
  V037: message<{ what: string; problem: string }>('value', {
    message: (p) => `${p.what}: ${p.problem}`,
    explanation:
      'Matrices and lists of edges are read from .npy, .npz (also those of scipy.sparse.save_npz), .mtx (Matrix Market) and .csv. The file must be whole, and hold what it is read as.',
    bad: "loadMatrix('weights.npz')       // it holds `W` and `V`",
    good: "loadMatrix('weights.npz', { name: 'W' })",
  }),
  V038: message<{ what: string; problem: string }>('value', {
    message: (p) => `${p.what}: ${p.problem}`,
    explanation:
      'Edges are lists of equal length: the neuron that each comes from, the one that it goes to, and values of each. In compressed rows, `indptr` says where each row starts.',
    bad: 'edges({ i: [0, 1, 2], j: [1, 2] })',
    good: 'edges({ i: [0, 1, 2], j: [1, 2, 0] })',
  }),
  V039: message<{ name: string; count: string; at: string }>('value', {
    message: (p) => `the range in connect() of ${p.name} has ${p.count} numbers where ${p.at}`,
    explanation: 'A generator goes through every number of its range, for every neuron: this one would take for ever.',
    bad: "S.connect({ j: 'k for k in range(10**12) if k < N_post' })",
    good: "S.connect({ j: 'k for k in range(N_post)' })",
  }),
  I009: message<{ what: string; count: number; first: string }>('index', {
    message: (p) =>
      `${p.count} of the ${p.what} ${p.count === 1 ? 'is no whole number' : 'are no whole numbers'}: the first is ${p.first}`,
    explanation: 'Neurons are counted: 0, 1, 2 and so on. Round the indices before they are given.',
    bad: 'S.connect({ i: [0, 0.5], j: [1, 2] })',
    good: 'S.connect({ i: [0, 1], j: [1, 2] })',
  }),
  I010: message<{ name: string; what: string; count: number }>('index', {
    message: (p) => `\`${p.name}\` has no synapse ${p.what}: it has ${p.count}`,
    explanation:
      'Synapses are numbered from 0 in the order in which they were made. A pair of neurons names all synapses from the one to the other, of which there must be one.',
    bad: "S.connect('i != j'); S.set('w', '1*mV', { at: { i: 0, j: 0 } })",
    good: "S.connect('i != j'); S.set('w', '1*mV', { at: { i: 0, j: 1 } })",
  }),
}
