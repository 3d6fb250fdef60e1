import { message } from '../define.js'

/** `4 neurons (0 to 3)` */
function neurons(size: number): string {
  return size === 1 ? '1 neuron (0)' : `${size} neurons (0 to ${size - 1})`
}

export const indexMessages = {
  I001: message<{ what: string; count: number; first: string; size: number; owner: string }>('index', {
    message: (p) =>
      `${p.count} of the ${p.what} ${p.count === 1 ? 'is no neuron' : 'are no neurons'} of ${p.owner}, which has ${neurons(p.size)}: the first is ${p.first}`,
    explanation: 'Neurons are counted from 0, so the last one of N has the index N - 1.',
    bad: 'S.connect({ i: [0, 1], j: [0, 10] })       // the target has 10 neurons',
    good: 'S.connect({ i: [0, 1], j: [0, 9] })',
  }),
  I002: message<{ array: string; index: string; size: number; axis: string }>('index', {
    message: (p) => `\`${p.array}\` is read at ${p.index}, and has ${p.size} ${p.axis}`,
    explanation:
      'The indices of an array run from 0 to its length less one along each axis: rows are presynaptic, columns postsynaptic.',
    bad: 'W[j,i]       # W is 3 x 5, from 3 neurons to 5',
    good: 'W[i,j]',
  }),
  I003: message<{ array: string; expected: number; given: number }>('index', {
    message: (p) =>
      `\`${p.array}\` has ${p.expected} ax${p.expected === 1 ? 'is' : 'es'}, and ${p.given} ind${p.given === 1 ? 'ex is' : 'ices are'} given`,
    explanation: 'A matrix is indexed by two indices, a vector by one.',
    bad: 'W[i]',
    good: 'W[i,j]',
  }),
  I004: message<{ name: string; columns: number; reader: string }>('index', {
    message: (p) => `\`${p.name}\` has ${p.columns} column${p.columns === 1 ? '' : 's'}, and ${p.reader}`,
    explanation:
      'The second argument of a timed array is a column of its values, counted from 0: `I(t, i)` takes one for each neuron.',
    bad: "I: new TimedArray([[0, 1], [2, 3]], { dt: '1*ms' })       // I(t, i) of 3 neurons",
    good: "I: new TimedArray([[0, 1, 2], [3, 4, 5]], { dt: '1*ms' })",
  }),
  I007: message<{ part: string; owner: string; size: number }>('index', {
    message: (p) => `\`${p.part}\` has no neurons: ${p.owner} has ${p.size}, numbered from 0 to ${p.size - 1}`,
    explanation: 'A part of a group goes from its first neuron to before the second number, as in Python.',
    bad: 'P.slice(4, 4)',
    good: 'P.slice(0, 4)',
  }),
  I008: message<{ end: string; value: string; text: string; at: string; size: number }>('index', {
    message: (p) =>
      `\`${p.end}\`${p.text === '' ? '' : ` = ${p.text}`} is ${p.value} where ${p.at}, and the neurons there are numbered from 0 to ${p.size - 1}`,
    explanation:
      'A synapse leads from a neuron to a neuron. Where an expression leads elsewhere, it can be told to make none.',
    bad: "S.connect({ j: 'i + 1' })",
    good: "S.connect({ j: '(i + 1) % N_post' })",
  }),
  I013: message<{ name: string; matrix: string; shape: string; expected: string; group: string }>('index', {
    message: (p) => `${p.matrix} is ${p.shape}, and \`${p.name}\` needs ${p.expected}: ${p.group}`,
    explanation: 'Rows of a weight matrix are the presynaptic neurons, columns the postsynaptic ones.',
    bad: "S.set('w', 'W[i,j]')       // W is 3 x 2, from 3 neurons to 5",
    good: "S.set('w', 'W[i,j]')       // W is 3 x 5",
  }),
  I014: message<{ owner: string; size: number; count: number; at: string }>('index', {
    message: (p) =>
      `the sample in connect() of ${p.owner} is to have ${p.size} number${p.size === 1 ? '' : 's'} where ${p.at}, of ${p.count}`,
    explanation:
      'A sample takes each number once at most, so it is no larger than what it is taken from. `skip_if_invalid: true` takes as many as there are.',
    bad: "S.connect({ j: 'k for k in sample(N_post, size=10)' })       // to 4 neurons",
    good: "S.connect({ j: 'k for k in sample(N_post, size=2)' })",
  }),
}
