import { message } from '../define.js'

/** What concerns neurons: how long they rest, how often they spike, how long they are simulated, what is one. */
export const groupMessages = {
  V061: message<{ group: string; period: string }>('value', {
    message: (p) => `the refractory period of ${p.group} is ${p.period}, and must be at least 0 and finite`,
    explanation:
      'A neuron is refractory for this time after its spike; with 0*ms it can spike again in the next step, and with the condition `True` it spikes once. A period that is computed for each neuron in each step can be below 0, which is as 0.',
    bad: "refractory: '-2*ms'",
    good: "refractory: '2*ms'",
  }),
  V062: message<{ group: string; rate: string; where: string }>('value', {
    message: (p) => `a neuron of ${p.group} would spike at ${p.rate}${p.where}, and a rate must be at least 0`,
    explanation:
      'Rates are looked at where they are known before the run. One that is computed in each step can be below 0, which is as 0.',
    bad: "new PoissonGroup(10, '-5*Hz')",
    good: "new PoissonGroup(10, '5*Hz')",
  }),
  V063: message<{ group: string; rate: string; where: string; dt: string; most: string }>('value', {
    severity: 'warning',
    message: (p) =>
      `a neuron of ${p.group} is to spike at ${p.rate}${p.where}, and with steps of ${p.dt} it can't at more than ${p.most}`,
    explanation:
      'A neuron spikes once in a step at most, so that it spikes in every step from some rate on. A shorter step, or several neurons in place of one, reach higher rates.',
    bad: "new PoissonGroup(10, '50*kHz')      // a step is 0.1*ms",
    good: "new PoissonGroup(10, '50*kHz', { dt: '0.01*ms' })",
  }),
  V064: message<{ duration: string; dt: string; steps: string }>('value', {
    message: (p) =>
      `a run of ${p.duration} in steps of ${p.dt} would take ${p.steps} steps, which no clock here counts`,
    explanation:
      'Steps are counted exactly up to 2**53, which takes years of computing. The unit of dt may be another one than is meant.',
    bad: "new Network(P, { dt: '1e-30*ms' })",
    good: "new Network(P, { dt: '0.1*ms' })",
  }),
  V065: message<{ by: string; name: string; kind: string }>('value', {
    message: (p) => `${p.by} needs a group of neurons, and \`${p.name}\` ${p.kind}`,
    explanation:
      'Groups of neurons are made by NeuronGroup, PoissonGroup and SpikeGeneratorGroup, and slice() makes parts of them. A StateMonitor takes Synapses as well.',
    bad: 'new SpikeMonitor(S)      // S = new Synapses(P, Q)',
    good: 'new SpikeMonitor(P)',
  }),
  V066: message<{ name: string; value: string }>('value', {
    message: (p) => `\`${p.name}\` is an integer, which can't be ${p.value}`,
    explanation:
      'An integer has 32 bits: from -2147483648 to 2147483647. A number with a fraction is cut off towards 0. A parameter of the unit 1 holds larger numbers, and exactly up to 2**53.',
    bad: 'P.set({ k: 3e9 })      // k : integer',
    good: 'P.set({ k: 3e9 })      // k : 1',
  }),
}
