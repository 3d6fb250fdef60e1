import { message } from '../define.js'
import { spikeMessages } from './spikes.js'

export const valueMessages = {
  V001: message<{ what: string; found: string }>('value', {
    message: (p) => `${p.what} must be a positive whole number, and is ${p.found}`,
    explanation: 'A group has at least one neuron.',
    bad: 'new NeuronGroup(2000.5, eqs)',
    good: 'new NeuronGroup(2000, eqs)',
  }),
  V002: message<{ name: string; expected: string; found: string }>('value', {
    message: (p) => `\`${p.name}\` needs ${p.expected}, and ${p.found} given`,
    explanation: 'An array gives one value for each element, in order. A single value fills all.',
    bad: 'P.set({ v: [1, 2, 3] })       // P has 4 neurons',
    good: 'P.set({ v: [1, 2, 3, 4] })',
  }),
  V003: message<{ name: string; matrix: string; shape: string; expected: string; group: string }>('value', {
    message: (p) => `${p.matrix} is ${p.shape}, and \`${p.name}\` needs ${p.expected}: ${p.group}`,
    explanation: 'Rows of a weight matrix are the presynaptic neurons, columns the postsynaptic ones.',
    bad: "matrix(W, [5, 3], 'mV')           // from 3 neurons to 5",
    good: "matrix(W, [3, 5], 'mV')",
  }),
  V004: message<{ name: string; count: number; total: number; where: string }>('value', {
    message: (p) =>
      `${p.name} has ${p.count} value${p.count === 1 ? '' : 's'} of ${p.total} that ${p.count === 1 ? 'is' : 'are'} not finite, the first at ${p.where}`,
    explanation:
      'NaN and infinite values would spread through the network. Clean the data first; a missing synapse is left out by connect({ nonzero }).',
    bad: "matrix(Float64Array.of(1, NaN, 2, 3), [2, 2], 'mV')",
    good: "matrix(Float64Array.of(1, 0, 2, 3), [2, 2], 'mV')",
  }),
  V006: message<{ name: string; why: string }>('value', {
    message: (p) => `\`${p.name}\` can't be written to: ${p.why}`,
    explanation: 'A subexpression is computed from its equation, and the special variables belong to the simulator.',
    bad: "reset: 'I = 0*nA'        # I = g*v : amp",
    good: "reset: 'v = 0*mV'",
  }),
  V007: message<{ name: string }>('value', {
    message: (p) => `\`${p.name}\` has no synapses yet`,
    explanation: 'Synapses are made by connect(); before that there is nothing to set or to read.',
    bad: "S.set({ w: '1*mV' }); S.connect()",
    good: "S.connect(); S.set({ w: '1*mV' })",
  }),
  V008: message<{ what: string; problem: string }>('value', {
    message: (p) => `${p.what}: ${p.problem}`,
    explanation: 'The value does not fit what it is given for.',
    bad: 'connect({ p: 1.5 })',
    good: 'connect({ p: 0.5 })',
  }),
  V009: message<{ value: string; what: string }>('value', {
    message: (p) => `\`${p.value}\` can't be read as ${p.what}`,
    explanation: 'A quantity is a number times a unit, as a string.',
    bad: "taum: '20 milliseconds'",
    good: "taum: '20*ms'",
  }),
  V010: message<{ lower: string; upper: string }>('value', {
    message: (p) => `the lower bound of clip, ${p.lower}, is above the upper one, ${p.upper}`,
    explanation: 'clip(x, low, high) keeps x between its bounds, so the first one is the lower.',
    bad: 'clip(v, 10*mV, 0*mV)',
    good: 'clip(v, 0*mV, 10*mV)',
  }),
  V011: message<{ bytes: string; limit: string }>('value', {
    message: (p) => `the network needs ${p.bytes} of memory, and one simulation can hold ${p.limit}`,
    explanation:
      'All arrays of a simulation stand in one memory with 32-bit addresses. Float32 weights need half of what Float64 ones do, sparse connectivity stores only what exists.',
    bad: 'two Float64 matrices of 20,000 x 20,000',
    good: 'one Float32 matrix of 20,000 x 20,000',
  }),
  V012: message<{ i: number; j: number; name: string; problem: string }>('value', {
    message: (p) => `\`${p.name}\` has ${p.problem} from neuron ${p.i} to neuron ${p.j}`,
    explanation: 'A dense matrix has one place for each pair of neurons.',
    bad: "S.getMatrix('w')       // with two synapses for one pair",
    good: "S.get('w')",
  }),
  V013: message<{ field: string; problem: string }>('value', {
    message: (p) => `the model file is not right at ${p.field}: ${p.problem}`,
    explanation: 'A JSON model follows the schema model.schema.json, which editors can use to complete and check it.',
    bad: '{ "groups": [{ "N": "many" }] }',
    good: '{ "groups": [{ "name": "P", "N": 100, "model": "v : volt" }] }',
  }),
  V014: message<{ option: string; owner: string }>('value', {
    message: (p) => `\`${p.option}\` is not an option of ${p.owner}`,
    explanation: 'An option that is not known would be silently ignored, so it is refused.',
    bad: "new NeuronGroup(10, eqs, { treshold: 'v > Vt' })",
    good: "new NeuronGroup(10, eqs, { threshold: 'v > Vt' })",
  }),
  V015: message<{ name: string; owner: string }>('value', {
    message: (p) => `\`${p.name}\` of ${p.owner} is summed twice`,
    explanation:
      'A sum over synapses sets the parameter anew in every step, so a second one would wipe out what the first has added up.',
    bad: 'I_post = w*x_pre : amp (summed)      # in S1 and in S2',
    good: 'I1_post = w*x_pre : amp (summed)     # in S1; I2_post in S2, and I = I1 + I2 : amp in the neurons',
  }),
  V020: message<{ name: string; probability: string }>('value', {
    message: (p) => `an input of ${p.name} would spike with the probability ${p.probability} in a step`,
    explanation:
      'The rate of an input times the step is a probability, so it lies from 0 to 1. Many inputs are said by their number, not by a high rate.',
    bad: "new PoissonInput(P, 'v', 10, '20*kHz', '0.1*mV')     // a step is 0.1*ms",
    good: "new PoissonInput(P, 'v', 10000, '20*Hz', '0.1*mV')",
  }),
  V016: message<{ bytes: string; limit: string; until: string }>('value', {
    message: (p) =>
      `the recordings need ${p.bytes} of memory, which is more than ${p.limit}; what was recorded until ${p.until} is kept, and can be read`,
    explanation:
      'A monitor keeps everything that it records. Record fewer neurons or variables, less often, or run in parts with other monitors.',
    bad: "new StateMonitor(P, 'v', { record: true })      // 100,000 neurons, for minutes",
    good: "new StateMonitor(P, 'v', { record: [0, 1, 2], dt: '1*ms' })",
  }),
  ...spikeMessages,
  V018: message<{ name: string; owner: string; problem: string }>('value', {
    message: (p) => `\`${p.name}\` of ${p.owner} can't be linked so: ${p.problem}`,
    explanation:
      'A linked variable reads the other group neuron for neuron, where both have as many or the other has one, or at the neurons that an index names.',
    bad: "P.set({ x: linked_var(Q, 'x') })      // P has 10 neurons, Q 3",
    good: "P.set({ x: linked_var(Q, 'x', { index: [0, 0, 0, 0, 1, 1, 1, 2, 2, 2] }) })",
  }),
  V017: message<{ steps: string; finest: string }>('value', {
    message: (p) => `steps of ${p.steps} are not whole multiples of a common length of at least ${p.finest}`,
    explanation:
      'A network goes forward in ticks, and the steps of each clock are whole numbers of ticks. Objects with steps of 0.1 ms and 0.25 ms have a tick of 0.05 ms.',
    bad: "new NeuronGroup(10, eqs, { dt: '0.123456789*ms' })      // beside a network with dt: '0.1*ms'",
    good: "new NeuronGroup(10, eqs, { dt: '0.125*ms' })",
  }),
}
