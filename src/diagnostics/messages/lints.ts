import { message } from '../define.js'

export const lintMessages = {
  L001: message<{ what: string; value: string; quantity: string; range: string }>('lint', {
    severity: 'lint',
    message: (p) =>
      p.what === `\`${p.value}\``
        ? `${p.what}: ${p.quantity} ${p.range}`
        : `${p.what} is ${p.value}, and ${p.quantity} ${p.range}`,
    explanation:
      'The unit is right, and the size is one that no neuron has: most often a prefix is missing, or a number was left in another unit. Nothing is wrong if it is meant.',
    bad: "taum: '20*second'",
    good: "taum: '20*ms'",
  }),
  L002: message<{ dt: string; name: string; tau: string }>('lint', {
    severity: 'lint',
    message: (p) => `a step lasts ${p.dt}, longer than the time constant \`${p.name}\`, ${p.tau}`,
    explanation:
      'What changes faster than a step is not seen, and an explicit method such as Euler blows up where the step is twice the time constant. Take a shorter dt, or a method that solves the equation.',
    bad: "new Network(P, { dt: '10*ms' })       // taue: '5*ms'",
    good: "new Network(P, { dt: '0.1*ms' })",
  }),
  L003: message<{ name: string; what: string }>('lint', {
    severity: 'lint',
    message: (p) => `\`${p.name}\` is ${p.what}, and nothing uses it`,
    explanation:
      'No string reads it and no monitor records it. Either it is left over, or the name that was meant to be used is another one.',
    bad: 'dv/dt = (v0 - v)/tau : volt\nI : amp',
    good: 'dv/dt = (v0 - v + R*I)/tau : volt\nI : amp',
  }),
  L004: message<{ text: string }>('lint', {
    severity: 'lint',
    message: (p) => `\`${p.text}\` is always 0: \`//\` rounds down`,
    explanation:
      'Floor division counts how often one whole number goes into another. An index below N goes into it 0 times; `/` gives the fraction, in double precision for whole numbers, too.',
    bad: 'v = El + i//N*10*mV',
    good: 'v = El + i/N*10*mV',
  }),
  L005: message<{ what: string; written: string; read: string }>('lint', {
    severity: 'lint',
    message: (p) =>
      p.written === p.read
        ? `${p.what} depends on the order in which synapses act in one step: each changes what another has made of \`${p.read}\``
        : `${p.what} depends on the order in which synapses act in one step: \`${p.written}\` follows from \`${p.read}\`, which other synapses change`,
    explanation:
      'Where several spikes arrive in one step, synapses act one after the other, in the order of the queue. Sums do not depend on it; a value that is read after others have changed it does, and so do a sum and a product into one variable. The reference may take another order.',
    bad: "on_pre: 'x_post += w; y_post += x_post'",
    good: "on_pre: 'x_post += w'          // and dy/dt = … x in the equations of the neuron",
  }),
  L006: message<{ reset: string; threshold: string }>('lint', {
    severity: 'lint',
    message: (p) => `after the reset, \`${p.reset}\`, the threshold \`${p.threshold}\` still holds`,
    explanation:
      'A neuron that is above its threshold after the reset spikes in every step, or as soon as it is no longer refractory. A sign or a prefix is often missing.',
    bad: "threshold: 'v > -50*mV', reset: 'v = 65*mV'",
    good: "threshold: 'v > -50*mV', reset: 'v = -65*mV'",
  }),
  L007: message<{ name: string; i: number; j: number; count: number }>('lint', {
    severity: 'lint',
    message: (p) =>
      `the pairs of connect() of ${p.name} come ${p.count === 1 ? 'once more' : `${p.count} times more`} than each once: there are several synapses from neuron ${p.i} to neuron ${p.j}`,
    explanation:
      "Each pair of the lists makes a synapse, so one that stands there twice makes two. Where that is meant, `multisynaptic_index: 'k'` says so, and numbers them.",
    bad: 'S.connect({ i: [0, 0], j: [1, 1] })',
    good: 'S.connect({ i: [0, 0], j: [1, 2] })',
  }),
  L008: message<{ name: string; rule: string }>('lint', {
    severity: 'lint',
    message: (p) => `connect() of ${p.name} makes the same synapses again: ${p.rule} connects pairs that are connected`,
    explanation:
      'Every call of connect() adds synapses to those that there are. Where several for a pair are meant, `n: 2` makes them at once, or `multisynaptic_index` says so.',
    bad: 'S.connect(); S.connect()',
    good: 'S.connect()',
  }),
}
